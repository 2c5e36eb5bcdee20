"""Asks what a new limit means for something that is agreed: withdraw it now, or keep the answer private."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from app.models.agreement import Withdrawal
from app.models.base import ItemId, PersonId
from app.services import agreements, reading
from app.services.answers import AgreedItem, AnswerSaved
from app.ui.kit.buttons import primary, secondary
from app.ui.kit.notice import Notice, NoticeTone
from app.ui.workspace import SHARED, Workspace


class AgreedNotice(QObject):
    """Shows the question in a notice; withdrawing goes through own space first, then ours."""

    def __init__(self, ws: Workspace, notice: Notice, title_of: Callable[[str], str], parent: QObject) -> None:
        super().__init__(parent)
        self._ws, self._notice, self._title_of = ws, notice, title_of

    def ask(self, saved: AnswerSaved) -> None:
        """A new No or Not now stands against what is agreed."""
        person = self._ws.session.me
        if person is None:
            return
        withdraw = primary(self._ws.design, self.tr("Withdraw it now"), partial(self.withdraw, person, saved.agreed))
        keep = secondary(
            self._ws.design, self.tr("Keep my answer private; the agreement still lists it"), self._notice.clear
        )
        question = self.tr("“{0}” is part of what you said yes to.")
        self._notice.show_notice(
            question.replace("{0}", self._title_of(saved.answer.activity_id)),
            self._consequence(saved.agreed),
            NoticeTone.WARNING,
            (withdraw, keep),
            closable=False,
        )

    def _consequence(self, items: tuple[AgreedItem, ...]) -> str:
        partner = self._ws.partner
        name = partner.name if partner else ""
        if any(item.agreement_id is not None for item in items):
            return self._ws.texts.notices.withdrawal_before.replace("{name}", name)
        return self.tr("It is not agreed yet: your yes waits for {0}. Withdrawing takes your yes back.").replace(
            "{0}", name
        )

    def withdraw(self, person: PersonId, items: tuple[AgreedItem, ...]) -> None:
        """Take it out of everything it is agreed in, and take waiting yeses back."""
        self._notice.clear()
        by_agreement: dict[ItemId, list[str]] = {}
        for item in items:
            if item.agreement_id is not None:
                by_agreement.setdefault(item.agreement_id, []).append(item.clause_id)
        for agreement_id, clauses in by_agreement.items():
            self._withdraw_from(person, agreement_id, tuple(clauses))
        for draft_id in {item.draft_id for item in items if item.agreement_id is None}:
            self._ws.write(
                SHARED, reading.take_back_yes, self._on_taken_back, self._on_failed, draft_id=draft_id, person=person
            )

    def _withdraw_from(self, person: PersonId, agreement_id: ItemId, clauses: tuple[str, ...]) -> None:
        now = self._ws.clock()
        self._ws.write(
            person,
            agreements.note_own_withdrawal,
            self._publish,
            self._on_failed,
            person=person,
            agreement_id=agreement_id,
            clause_ids=clauses,
            now=now,
            today=now.astimezone().date(),
            new_id=self._ws.ids,
        )

    def _publish(self, withdrawal: Withdrawal) -> None:
        self._ws.write(
            SHARED, agreements.publish_withdrawal, self._on_withdrawn, self._on_failed, withdrawal=withdrawal
        )

    def _on_withdrawn(self, _changes: object) -> None:
        partner = self._ws.partner
        after = self._ws.texts.notices.withdrawal_after.replace("{name}", partner.name if partner else "")
        words = "\n".join(script.text for script in self._ws.texts.withdrawal_scripts)
        self._notice.show_notice(self.tr("Withdrawn"), f"{after}\n{words}", NoticeTone.SUCCESS)

    def _on_taken_back(self, _changes: object) -> None:
        self._notice.show_notice(
            self.tr("Your yes is taken back"), self.tr("You do not owe a reason."), NoticeTone.SUCCESS
        )

    def _on_failed(self, error: Exception) -> None:
        self._notice.show_error(error)
