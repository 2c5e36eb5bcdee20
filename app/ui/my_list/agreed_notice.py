"""Asks what a new limit means for something that is agreed: withdraw it now, or keep the answer private."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.models.base import PersonId
from app.services import agreements
from app.services.answers import AgreedItem, AnswerSaved
from app.ui.kit.buttons import primary, resources_button, secondary
from app.ui.kit.notice import Notice, NoticeTone
from app.ui.wording import fill
from app.ui.workspace import SHARED, Workspace


class AgreedNotice(QObject):
    """Shows the question in a notice, and withdraws as one act."""

    def __init__(self, ws: Workspace, notice: Notice, title_of: Callable[[str], str], parent: QObject) -> None:
        super().__init__(parent)
        self._ws, self._notice, self._title_of = ws, notice, title_of

    def ask(self, saved: AnswerSaved) -> None:
        """Ask about a new *No* or *Not now* to something that is agreed."""
        person = self._ws.session.me
        if person is None:
            return
        withdraw = primary(self._ws.design, self.tr("Withdraw it now"), lambda: self.withdraw(person, saved.agreed))
        keep = secondary(
            self._ws.design, self.tr("Keep my answer private and leave the agreement as it is"), self._notice.clear
        )
        help_ = resources_button(self._ws.design, self._ws.signals.to_resources)
        question = self.tr("“{title}” is part of what you said yes to.")
        self._notice.show_notice(
            fill(question, title=self._title_of(saved.answer.activity_id)),
            self._consequence(saved.agreed),
            NoticeTone.WARNING,
            (withdraw, keep, help_),
            closable=False,
        )

    def _consequence(self, items: tuple[AgreedItem, ...]) -> str:
        text = self.tr("It is not agreed yet: your yes waits for {name}. Withdrawing takes your yes back.")
        if _is_any_agreed(items):
            text = self._ws.texts.notices.withdrawal_before
        return fill(text, name=self._ws.partner_name)

    def withdraw(self, person: PersonId, items: tuple[AgreedItem, ...]) -> None:
        """Take it out of everything it is agreed in, and take waiting yeses back."""
        self._notice.clear()
        now = self._ws.clock()
        self._ws.write(
            SHARED,
            lambda uow: agreements.withdraw_items(uow, person=person, items=items, now=now),
            by=self,
            done=lambda changes: self._on_withdrawn(items),
            failed=self._notice.show_error,
        )

    def _on_withdrawn(self, items: tuple[AgreedItem, ...]) -> None:
        if not _is_any_agreed(items):
            taken_back = self.tr("Your yes is taken back")
            self._notice.show_notice(taken_back, self.tr("You do not owe a reason."), NoticeTone.SUCCESS)
            return
        after = fill(self._ws.texts.notices.withdrawal_after, name=self._ws.partner_name)
        words = "\n".join(script.text for script in self._ws.texts.withdrawal_scripts)
        self._notice.show_notice(self.tr("Withdrawn"), f"{after}\n{words}", NoticeTone.SUCCESS)


def _is_any_agreed(items: tuple[AgreedItem, ...]) -> bool:
    return any(item.agreement_id is not None for item in items)
