"""The header: who is here, whether everything is saved, and locking."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame

from app.errors import VaultError
from app.models.person import Person
from app.models.presence import Presence, PresenceKind
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Pause, Size, Space, TextRole
from app.ui.kit.buttons import Button, hang, quiet, secondary
from app.ui.kit.flow import add_to, boxed, clear_layout, column_in, row
from app.ui.kit.labels import Label
from app.ui.kit.mark import mark_of
from app.ui.kit.surfaces import Pill
from app.ui.timer import single_shot
from app.ui.wording import fill
from app.ui.workspace import ShellSignals


class HeaderBar(QFrame):
    """A line above every page; two where there is no room for all words in one."""

    leave_asked = Signal()
    hand_back_asked = Signal()
    menu_asked = Signal()

    def __init__(self, design: Design, signals: ShellSignals) -> None:
        super().__init__()
        self._design = design
        self.setObjectName("header")
        self._names: list[Label] = []
        self._tried = 0
        column = column_in(self, 2, margins=(Space.XL, Space.XS + 2, Space.L, Space.XS + 2))
        self._line, self._second = row(spacing=Space.S), row(spacing=Space.S)
        for line in (self._line, self._second):
            column.addLayout(line)
        self._people = row(spacing=Space.S)
        self._line.addLayout(self._people)
        self._pill = Pill(design)
        self._join = quiet(design, "", signals.join_asked.emit, "user-plus")
        self._leave = quiet(design, "", self.leave_asked.emit, "user-minus")
        self._back = quiet(design, self.tr("Hand it back"), self.hand_back_asked.emit, "arrow-u-up-left")
        self._stop = quiet(design, self.tr("Stop for tonight"), signals.stop_asked.emit, "moon")
        self._acts = boxed(row(self._pill, self._join, self._leave, self._back, self._stop))
        self._line.addWidget(self._acts)
        self._line.addStretch(1)
        self._second.addStretch(1)
        self._saved = Label(self.tr("Saved"), TextRole.CAPTION, tone="soft", wrap=False)
        self._saved.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._hide = quiet(design, self.tr("Hide now"), signals.hide_asked.emit, "eye-slash")
        self._hide.setToolTip(self.tr("Locks and shows a blank page at once (F12)"))
        self._lock = secondary(design, self.tr("Lock"), signals.lock_asked.emit, "lock-simple")
        self._lock.setToolTip(self.tr("Lock (Ctrl+L)"))
        self.menu = quiet(design, self.tr("Menu"), self.menu_asked.emit, "list")
        add_to(self._line, self._saved, self._hide, self._lock, self.menu)
        # The least needed first.
        self._order = (self._leave, self.menu, self._stop, self._join, self._back, self._hide, self._lock)
        self._words = {button: button.words for button in self._order}
        for button in self._order:
            button.set_compact()
        self._calm = single_shot(self, Pause.SAVED, lambda: self._saved.setText(self.tr("Saved")))
        design.changed.connect(self._fit)

    def show_folded(self, folded: bool) -> None:
        """Begin with the menu where it has the places, too; else end with it."""
        if folded != (self._line.indexOf(self.menu) == 0):
            self._line.insertWidget(0 if folded else self._line.count() - 1, self.menu)

    def show_people(self, people: tuple[Person, ...], presence: Presence) -> None:
        """Show who is here, and how; a message about saving from before is cleared."""
        self._calm.stop()
        self._saved.setText(self.tr("Saved"))
        clear_layout(self._people)
        self._names = []
        by_id = {person.id: person for person in people}
        for person_id in presence.acting:
            person = by_id[person_id]
            if self._names:
                self._people.addSpacing(Space.M)
            self._people.addWidget(mark_of(self._design, person, Size.MARK))
            name = Label(person.name, TextRole.STRONG, wrap=False)
            name.setMaximumWidth(self._design.px(Size.SECTIONS))
            self._names.append(name)
            self._people.addWidget(name)
        kind = presence.kind
        away = [person for person in people if person.id not in presence.here]
        self._show_pill(kind, by_id[presence.turn].name if presence.turn else "", solo=len(people) < 2)
        partner = away[0].name if away else self.tr("Your partner")
        self._say(self._join, fill(self.tr("{name} joins…"), name=partner))
        self._join.setVisible(kind is PresenceKind.ALONE)
        last = by_id[presence.here[-1]].name if presence.here else ""
        self._say(self._leave, fill(self.tr("{name} leaves"), name=last))
        self._leave.setVisible(kind is PresenceKind.TOGETHER)
        self._back.setVisible(kind is PresenceKind.HANDED_OVER)
        self._stop.setVisible(kind in (PresenceKind.TOGETHER, PresenceKind.HANDED_OVER))
        self._fit()

    def show_saving(self) -> None:
        """Say that something is being saved."""
        self._calm.stop()
        self._saved.setText(self.tr("Saving…"))

    def show_refused(self, error: Exception) -> None:
        """Say that something could not be saved; if a rule refused it, there is nothing that waits to be."""
        self._calm.stop()
        self._saved.setText(self.tr("Not saved") if isinstance(error, VaultError) else self.tr("Saved"))

    def show_saved(self) -> None:
        """Say that it was saved."""
        self._saved.setText(self.tr("Saved just now"))
        self._calm.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Make room for words that turned out wider than expected."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            wide = max(line.minimumSize().width() for line in (self._line, self._second))
            if wide > self._room and wide != self._tried:
                self._tried = wide
                self._fit()
        return done

    def _say(self, button: Button, words: str) -> None:
        self._words[button] = words
        button.show_text(words)

    def _show_pill(self, kind: PresenceKind, turn: str, *, solo: bool) -> None:
        self._pill.setVisible(not solo)
        if kind is PresenceKind.TOGETHER:
            self._pill.show_pill(self.tr("Together"), "users-fill", Colour.ACCENT)
        elif kind is PresenceKind.HANDED_OVER:
            self._pill.show_pill(fill(self.tr("Handed to {name}"), name=turn), "hand-fill", Colour.ACCENT)
        else:
            self._pill.show_pill(self.tr("Alone"), "lock-simple-fill")

    def _fit(self) -> None:
        """Go to two lines if need be, then hide words, the least needed first, until the rest fits."""
        for name in self._names:
            name.setVisible(True)
        self._saved.setVisible(True)
        # Whatever it says, nothing beside it moves, and the header is not suddenly a line higher.
        metrics = QFontMetrics(self._design.font(TextRole.CAPTION))
        said = (self.tr("Saved"), self.tr("Saving…"), self.tr("Saved just now"))
        self._saved.setMinimumWidth(max(map(metrics.horizontalAdvance, said)))
        for button in self._order:
            self._show_words(button, True)
        self._acts.updateGeometry()
        self._line.invalidate()
        beside = self._line.minimumSize().width() + self._second.minimumSize().width() <= self._room
        if beside != (self._line.indexOf(self._acts) >= 0):
            if beside:
                self._line.insertWidget(self._line.indexOf(self._people) + 1, self._acts)
            else:
                self._second.insertWidget(0, self._acts)
        self._begin_lines()
        for widget in (self._saved, *self._order, *self._names):
            if max(line.minimumSize().width() for line in (self._line, self._second)) <= self._room:
                return
            if isinstance(widget, Button):
                self._show_words(widget, False)
            else:
                widget.setVisible(False)
            self._line.invalidate()
            self._second.invalidate()

    def _begin_lines(self) -> None:
        """Let both lines begin where the page begins, whatever is first in them."""
        acts_begin = self._second.indexOf(self._acts) >= 0 and self._pill.isHidden()
        first = next((each for each in (self._join, self._leave, self._back, self._stop) if not each.isHidden()), None)
        for button in self._order:
            begins = self._line.indexOf(button) == 0 or (acts_begin and button is first)
            hang(button, begins=begins)

    @property
    def _room(self) -> int:
        return self.width() - Space.XL - Space.L

    def _show_words(self, button: Button, shown: bool) -> None:
        words = self._words[button]
        button.show_text(words if shown else "")
        button.setAccessibleName(words)
        if not shown:
            button.setToolTip(words)
