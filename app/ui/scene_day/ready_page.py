"""The screen *Ready check*: a minute for oneself before a scene. Both only ever see what it comes to."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.models.scene_day import Evening, ReadyAsk, Verdict
from app.ui.design.tokens import Size, Space
from app.ui.kit.buttons import Button, primary, quiet, secondary
from app.ui.kit.flow import Column, at_most, button_row, clear_layout, holds_focus, row
from app.ui.kit.labels import Reason, body, lead, soft, title
from app.ui.kit.segments import Segments
from app.ui.kit.surfaces import Card, Panel, Surface
from app.ui.page_id import PageId
from app.ui.scene_day.day_page import DayPage
from app.ui.scene_day.ready_presenter import ReadyPresenter
from app.ui.wording import WordTable, fill
from app.ui.workspace import Workspace

_BOTH_SEE = WordTable(
    "ReadyPage",
    {
        Evening.READY: "You have both seen that you are ready.",
        Evening.NOT_AS_PLANNED: "You have both seen that tonight is not as planned.",
        Evening.SMALLER: "You have both chosen a smaller evening.",
        Evening.OFF: "You have both seen that it is not tonight.",
    },
)


class ReadyPage(DayPage):
    """Argument: the id of the agreement on the scene. Answers are saved at once; the verdict replaces them."""

    presenter: ReadyPresenter

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(ws, parent)
        self.presenter = ReadyPresenter(ws, self)
        self.build_head(self.tr("Ready check"))
        self.follow(self.presenter, self.refresh)
        self.rows: dict[ReadyAsk, Segments] = {}
        self._build_questions()
        self._after = Column(spacing=Space.L)
        both = Column(self._questions, self._after)
        self.body.addWidget(at_most(both, Size.READY))
        ws.design.limit_width(both, Size.READY)
        self._after.hide()
        self.body.addStretch(1)
        self.fill(self._build_rows())

    def _build_questions(self) -> None:
        design = self.ws.design
        beforehand = Panel(design)
        beforehand.add(
            body(
                self.tr(
                    "Your answers stay here. You both see only “ready” or “not as planned”, and never why. As there "
                    "are two of you, your partner may guess whose it was."
                )
            )
        )
        self._card = Card(design, spacing=Space.NONE)
        self.ready = primary(design, self.tr("I am ready"), partial(self.presenter.give, Verdict.READY))
        self.not_tonight = secondary(design, self.tr("Not tonight"), partial(self.presenter.give, Verdict.NOT_TONIGHT))
        self._why = Reason(self.ready)
        self._seen = soft("")
        self._questions = Column(beforehand, self._card, spacing=Space.L)
        self._questions.add_all(
            self._seen, Column(button_row(self.ready, self.not_tonight), self._why, spacing=Space.S)
        )

    def _build_rows(self) -> Iterator[None]:
        for place, (ask, words) in enumerate(self.presenter.questions.items()):
            self._card.add(self._row(ask, words, first=not place)).show()
            yield
        self.refresh()

    def _row(self, ask: ReadyAsk, words: str, *, first: bool) -> Surface:
        line = Surface(self.ws.design, "row", (0, Space.S, 0, Space.S), Space.NONE)
        line.setProperty("first", first)
        answers = ((True, self.tr("Yes")), (False, self.tr("Not tonight"), "minus"))
        choice = Segments(self.ws.design, "", answers, optional=True, name=words)
        choice.chosen.connect(partial(self._on_answered, ask))
        self.rows[ask] = choice
        label = body(words)
        line.add(row(label, choice, spacing=Space.L, wide=label))
        return line

    def _on_answered(self, ask: ReadyAsk, answer: object) -> None:
        self.presenter.answer(ask, answer if isinstance(answer, bool) else None)

    def left(self) -> None:
        """What was answered does not stay on a page out of sight."""
        self.presenter.forget()

    def on_presence_changed(self) -> None:
        """Whoever has the device now answers for themselves."""
        self.presenter.forget()
        self.presenter.reload()

    def refresh(self) -> None:
        """Show the answers, or what follows from the verdict."""
        own = self.presenter.own
        if own is None:
            return
        self.header.show_subtitle(fill(self.tr("“{title}”. A minute for yourself."), title=self.presenter.title))
        held = holds_focus(self._questions) or holds_focus(self._after)
        verdict = own.check.verdict
        self._questions.setVisible(verdict is None)
        self._after.setVisible(verdict is not None)
        if verdict is not None:
            self._show_after(verdict)
        else:
            self._show_questions()
        if held and not (holds_focus(self._questions) or holds_focus(self._after)):
            self.focus_first()

    def _show_questions(self) -> None:
        own = self.presenter.own
        assert own is not None
        for ask, choice in self.rows.items():
            choice.show_choice(own.check.answers.get(ask))
        self._why.give("" if own.check.may_be_ready else self.tr("You are ready once every line has a yes."))
        self._seen.show_text(_BOTH_SEE[own.tonight.evening] if own.tonight is not None else "")

    def _show_after(self, verdict: Verdict) -> None:
        clear_layout(self._after.body)
        card = Card(self.ws.design, spacing=Space.L)
        ready, other = self.tr("You are ready."), self.tr("Then not tonight. Nothing else is needed.")
        what_comes = self.tr("Once {name} has answered too, you look at the result together.")
        card.add(title(ready if verdict is Verdict.READY else other))
        card.add(lead(fill(what_comes, name=self.ws.partner_name)))
        change = quiet(self.ws.design, self.tr("Look at my answers again"), partial(self.presenter.give, None))
        self.next = self._onwards()
        card.add(button_row(self.next, change))
        self._after.add(card)
        if self.isVisible() and not holds_focus(self):
            self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _onwards(self) -> Button:
        if self.ws.session.is_handed:
            back = partial(self.ws.hand_back, PageId.LIVE, self.presenter.scene)
            return primary(self.ws.design, self.tr("Hand the device back"), back, "arrow-u-up-left")
        return primary(self.ws.design, self.tr("Back to Home"), partial(self.go, PageId.HOME))
