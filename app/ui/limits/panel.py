"""What an opened row of *Limits* says and offers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.models.limits import Outcome, SharedItem
from app.ui.design.tokens import ROW_SIDE, Space
from app.ui.kit.buttons import Button, quiet, secondary
from app.ui.kit.flow import button_row, column_in
from app.ui.kit.labels import caption, soft
from app.ui.limits.presenter import LimitsPresenter
from app.ui.page_id import PageId
from app.ui.terms import day_words, person_name
from app.ui.wording import fill
from app.ui.workspace import Workspace


class ItemPanel(QWidget):
    """The activity in a sentence, whose word it is, and what can be done with it now."""

    def __init__(
        self,
        ws: Workspace,
        presenter: LimitsPresenter,
        item: SharedItem,
        go: Callable[[PageId], object],
        talk: Callable[[], object],
    ) -> None:
        super().__init__()
        self._ws, self._presenter, self._go, self._talk = ws, presenter, go, talk
        column = column_in(self, Space.S)
        ws.design.keep_free(self, ROW_SIDE, Space.S, ROW_SIDE, Space.L)
        entry = presenter.limits.catalogue.find(item.pairing.activity_id)
        if entry is not None and entry.description:
            column.addWidget(soft(entry.description))
        column.addWidget(caption(self._about(item)))
        self.buttons = self._make_buttons(item)
        if self.buttons:
            column.addWidget(button_row(*self.buttons))

    def _about(self, item: SharedItem) -> str:
        day = day_words(item.opened_on, self._ws.today)
        return f"{self._whose_word(item)} · {fill(self.tr('Opened on {day}'), day=day)}"

    def _whose_word(self, item: SharedItem) -> str:
        people = self._ws.session.people
        one, *rest = [person_name(people, holder) for holder in item.holders] or [""]
        names = fill(self.tr("{one} and {other}"), one=one, other=rest[0]) if rest else one
        if item.outcome is Outcome.OFF:
            return fill(
                self.tr("Set by {names}. Only the person who set it can change it, and it needs no reason."),
                names=names,
            )
        if item.outcome is Outcome.NOT_NOW:
            return fill(self.tr("Set by {names}. Only the person who set it raises it again."), names=names)
        if item.outcome is Outcome.OFFERED:
            text = self.tr(
                "Offered by {names}. No answer is needed. Opening it together again may change where it stands."
            )
            return fill(text, names=names)
        if item.may_be_proposed:
            return self.tr("It can be proposed for a scene. A proposal is nobody’s yes yet.")
        return self.tr("Not agreed yet. Talk about it when you are both here, or leave it open.")

    def _make_buttons(self, item: SharedItem) -> list[Button]:
        design, buttons = self._ws.design, list[Button]()
        if item.may_be_proposed:
            go = partial(self._go, PageId.SCENES)
            buttons.append(secondary(design, self.tr("Propose for a scene…"), go, "path"))
        if self._presenter.may_talk(item):
            buttons.append(secondary(design, self.tr("Talk about this"), self._talk, "chats-circle"))
        me = self._ws.session.me
        if me is not None and item.disclosure_of(me) is not None:
            buttons.append(quiet(design, self.tr("Take my answer back…"), partial(self._go, PageId.SEEN), "eye"))
        return buttons
