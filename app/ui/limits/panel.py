"""What an opened row of *Limits* says and offers."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.models.limits import Outcome, SharedItem, TalkResult
from app.ui.design.tokens import Space
from app.ui.kit.buttons import Button, quiet, secondary
from app.ui.kit.flow import button_row
from app.ui.kit.labels import caption, soft
from app.ui.limits.presenter import LimitsPresenter
from app.ui.limits.talk import talk_with
from app.ui.page_id import PageId
from app.ui.terms import day_words, person_name
from app.ui.workspace import Workspace


class ItemPanel(QWidget):
    """The activity in a sentence, whose word it is, and what can be done with it now."""

    went = Signal(object, object)
    """PageId and its argument."""
    talk_asked = Signal(object)
    """Ids of the items to talk about."""

    def __init__(self, ws: Workspace, presenter: LimitsPresenter, item: SharedItem) -> None:
        super().__init__()
        self._ws, self._presenter = ws, presenter
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L + Space.XS, Space.S, Space.L + Space.XS, Space.L)
        column.setSpacing(Space.S)
        limits = presenter.limits
        entry = limits.catalogue.find(item.pairing.activity_id) if limits is not None else None
        if entry is not None and entry.description:
            column.addWidget(soft(entry.description))
        column.addWidget(caption(self._about(item)))
        self.buttons = self._make_buttons(item)
        if self.buttons:
            column.addWidget(button_row(*self.buttons))

    def _about(self, item: SharedItem) -> str:
        people = self._ws.session.people
        names = self.tr(" and ").join(person_name(people, holder) for holder in item.holders)
        if item.outcome is Outcome.OFF:
            words = self.tr("Set by {names}. Only its holder changes it; it needs no reason.")
        elif item.outcome is Outcome.NOT_NOW:
            words = self.tr("Set by {names}. Only its holder raises it again.")
        elif item.outcome is Outcome.OFFERED:
            words = self.tr("Offered by {names}. No answer is needed; if you both open it again, it may move.")
        elif item.talk.result is TalkResult.DECLINED:
            words = self.tr("Set aside in a talk. Only {names} raises it again.")
            names = person_name(people, item.talk.declined_by)
        elif item.may_be_proposed:
            words = self.tr("It can be proposed for a scene. A proposal is nobody’s yes yet.")
        else:
            words = self.tr("Not agreed yet. Talk about it when you are both here, or leave it open.")
        day = day_words(item.opened_on, self._ws.clock().astimezone().date())
        return f"{words.replace('{names}', names)} · {self.tr('Opened on {day}').replace('{day}', day)}"

    def _make_buttons(self, item: SharedItem) -> list[Button]:
        design, buttons = self._ws.design, list[Button]()
        if item.may_be_proposed:
            go = partial(self.went.emit, PageId.SCENES, None)
            buttons.append(secondary(design, self.tr("Propose for a scene…"), go, "path"))
        if self._presenter.may_talk(item):
            start = partial(self.talk_asked.emit, [item.id])
            buttons.append(secondary(design, self.tr("Talk about this"), start, "chats-circle"))
        holder = self._presenter.may_raise(item)
        if holder is not None:
            words = self.tr("{name} raises it again").replace("{name}", self._ws.person(holder).name)
            raised = talk_with(TalkResult.OPEN, item.talk.notes)
            again = partial(self._presenter.keep_talk, str(item.id), raised)
            buttons.append(secondary(design, words, again, "arrow-counter-clockwise"))
        me = self._ws.session.me
        if me is not None and item.disclosure_of(me) is not None:
            buttons.append(quiet(design, self.tr("Take mine back…"), partial(self.went.emit, PageId.SEEN, None), "eye"))
        return buttons
