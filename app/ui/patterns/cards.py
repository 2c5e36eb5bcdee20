"""The cards of *My patterns*; and the self-check, whose answers stay in memory until they are saved or dropped."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.models.pattern_texts import Flag, FlagText, PatternOffer, SelfCheckTexts
from app.models.self_check import FlagReply
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Space, TextRole
from app.ui.kit.buttons import Button, primary, quiet, secondary
from app.ui.kit.flow import Column, button_row, clear_layout
from app.ui.kit.labels import Label, body, lead, soft
from app.ui.kit.segments import Segments
from app.ui.kit.surfaces import Card, Panel, Pill, divider
from app.ui.patterns.words import CardWords
from app.ui.wording import fill


class ObservationCard(Card):
    """One observation; *Not helpful* asks in the card whether to hide only this one or its kind."""

    set_aside = Signal(bool)
    """Whether to hide the whole kind."""
    resources_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, design: Design, words: CardWords) -> None:
        super().__init__(design)
        self.words = words
        self.setAccessibleName(words.title)
        self.add_header(words.title, words.icon)
        self.add_all(body(words.sentence), _lines(words.lines), divider(), lead(words.question))
        self._add_acts(design)
        self._add_choice(design)

    def _add_acts(self, design: Design) -> None:
        rest = self.words.offer is PatternOffer.REST
        stop = self.tr("Take a break") if rest else self.tr("Stop and save here")
        self.stop = secondary(design, stop, self.stop_wanted.emit, "coffee" if rest else "moon")
        self.resources = quiet(design, self.tr("Remind me of the resources"), self.resources_wanted.emit, "lifebuoy")
        self.not_helpful = quiet(design, self.tr("Not helpful"), self.on_not_helpful, "eye-slash")
        for button in (self.stop, self.resources, self.not_helpful):
            button.setAccessibleName(f"{button.words}: {self.words.title}")
        self._acts = self.add(button_row(self.stop, self.resources, self.not_helpful))

    def _add_choice(self, design: Design) -> None:
        self._choice = Panel(design)
        self._choice.add(soft(self.tr("What would you rather not see? You can show either again below.")))
        self.only_this = secondary(design, self.tr("Only this one"), lambda: self.set_aside.emit(False))
        self.whole_kind = secondary(design, self.tr("Nothing of this kind"), lambda: self.set_aside.emit(True))
        self.keep = quiet(design, self.tr("Leave it here"), self.on_kept)
        for button in (self.only_this, self.whole_kind, self.keep):
            button.setAccessibleName(f"{button.words}: {self.words.title}")
        self._choice.add(button_row(self.only_this, self.whole_kind, self.keep))
        self._choice.hide()
        self.add(self._choice)

    def on_not_helpful(self) -> None:
        """Ask what to hide."""
        self._choice.show()
        self.only_this.setFocus(Qt.FocusReason.OtherFocusReason)

    def on_kept(self) -> None:
        """Keep the observation."""
        self._choice.hide()
        self.not_helpful.setFocus(Qt.FocusReason.OtherFocusReason)


class EntryLine(QWidget):
    """A line of words with buttons."""

    def __init__(self, words: str, *buttons: Button) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.M)
        grid.addWidget(body(words), 0, 0)
        grid.addWidget(button_row(*buttons, right=True), 0, 1)
        grid.setColumnStretch(0, 1)
        for button in buttons:
            button.setAccessibleName(f"{button.words}: {words}")


def _lines(lines: Sequence[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(Space.L)
    grid.setVerticalSpacing(Space.XS)
    grid.setColumnStretch(1, 1)
    for number, (day, words) in enumerate(lines):
        date = Label(day, tone="soft", wrap=False)
        grid.addWidget(date, number, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(body(words), number, 1)
    return grid


class SelfCheckView(Column):
    """Shows one flag at a time; the words at the end do not depend on the answers."""

    kept = Signal()
    dropped = Signal()
    resources_wanted = Signal()
    turned = Signal()
    """It shows something else, to be read from its beginning."""

    def __init__(self, design: Design, texts: SelfCheckTexts) -> None:
        super().__init__()
        self._design, self._texts = design, texts
        self._card = self.add(Card(design, spacing=Space.L))
        self.begin()

    @property
    def flag(self) -> FlagText | None:
        """The flag on screen; None at the end."""
        flags = self._texts.flags
        return flags[self._at] if self._at < len(flags) else None

    def begin(self) -> None:
        """Start at the first flag, without answers."""
        self.replies: dict[str, FlagReply] = {}
        self._at = 0
        self._show()

    def on_replied(self, reply: object) -> None:
        """Answer the flag, or take the answer back."""
        flag = self.flag
        if flag is not None:
            self.replies.pop(flag.id, None)
            if reply is not None:
                self.replies[flag.id] = FlagReply(str(reply))
            self._name_next()

    def on_next(self) -> None:
        """Go to the next flag, or to the end."""
        self._at += 1
        self._show()

    def on_back(self) -> None:
        """Go to the previous flag."""
        self._at = max(0, self._at - 1)
        self._show()

    def _show(self) -> None:
        inside = self.isVisible()
        clear_layout(self._card.body)
        flag = self.flag
        if flag is None:
            self._show_end()
        else:
            self._show_flag(flag)
        for widget in self._card.children():
            if isinstance(widget, QWidget):
                widget.show()
        if inside:
            self.focus_first()

    def focus_first(self) -> None:
        """Focus what is to be read, from where Tab goes on to the answers: none looks chosen before one is."""
        self.heading.setFocus(Qt.FocusReason.OtherFocusReason)
        self.turned.emit()

    def _show_flag(self, flag: FlagText) -> None:
        words = self.tr("Red flag") if flag.flag is Flag.RED else self.tr("Green flag")
        # Both kinds have the same quiet tone: neither is an alarm.
        place = fill(self.tr("{n} of {all}"), n=self._at + 1, all=len(self._texts.flags))
        self._card.add(button_row(Pill(self._design, words, "flag", Colour.ACCENT), _place(place)))
        self.heading = self._card.add(Label(flag.title, TextRole.TITLE))
        self._card.add(body(flag.text))
        self._card.add(lead(flag.ask))
        options = (
            (FlagReply.YES, self.tr("Yes")),
            (FlagReply.SOMETIMES, self.tr("Sometimes")),
            (FlagReply.NO, self.tr("No")),
        )
        self.choice = self._card.add(Segments(self._design, "", options, optional=True, name=flag.title))
        self.choice.show_choice(self.replies.get(flag.id))
        self.choice.chosen.connect(self.on_replied)
        self.next = secondary(self._design, "", self.on_next, "caret-right")
        self._name_next()
        buttons = [self.next]
        if self._at:
            buttons.append(quiet(self._design, self.tr("Back"), self.on_back, "caret-left"))
        buttons.append(quiet(self._design, self.tr("Leave and keep nothing"), self.dropped.emit, "x"))
        self._card.add(button_row(*buttons))

    def _name_next(self) -> None:
        flag = self.flag
        said = flag is not None and flag.id in self.replies
        self.next.show_text(self.tr("Continue") if said else self.tr("Skip it"))

    def _show_end(self) -> None:
        first, *rest = self._texts.after
        self.heading = self._card.add(lead(first))
        for words in rest:
            self._card.add(body(words))
        self._card.add(
            soft(
                self.tr(
                    "If you discard your answers, they are not in any file. If you keep them, they stay on this page "
                    "with their date, for anyone who has your passphrase."
                )
            )
        )
        self.drop = primary(self._design, self.tr("Discard my answers"), self.dropped.emit)
        self.keep = secondary(self._design, self.tr("Keep my answers"), self.kept.emit)
        help_ = quiet(self._design, self.tr("Remind me of the resources"), self.resources_wanted.emit, "lifebuoy")
        back = quiet(self._design, self.tr("Back"), self.on_back, "caret-left")
        self._card.add(button_row(self.drop, self.keep, help_, back))


def _place(words: str) -> Label:
    return Label(words, TextRole.CAPTION, tone="soft", wrap=False)
