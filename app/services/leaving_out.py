"""Leaving an activity out of one draft or of everything, and of further agreements in the same act."""

from __future__ import annotations

from datetime import date

from app.models.agreement import AgreementState
from app.models.base import PersonId
from app.models.draft_lines import LEFT_OUT, pairing_mark
from app.models.leaving_out import HeldElsewhere, LeavingOut
from app.models.pairing import Pairing
from app.models.said_kinds import BareMark
from app.services.agreement_store import all_agreements, all_yeses, end_waiting, in_sight, waiting_yeses
from app.services.endings import end_pairing
from app.services.shared_list import let_rest
from app.storage.unit_of_work import UnitOfWork


def held_elsewhere(uow: UnitOfWork, *, draft_id: str, pairing: Pairing, today: date) -> tuple[HeldElsewhere, ...]:
    """Where a pairing is agreed, or waits for a yes, in texts of drafts other than this one."""
    agreed = (version for version in all_agreements(uow, today) if version.state is AgreementState.AGREED)
    texts = [
        (version.agreement.id, version.agreement.document, (*version.clauses, *version.waiting)) for version in agreed
    ]
    for waits in sorted({yes.text.draft_id for yes in all_yeses(uow) if yes.is_waiting(today)}):
        texts += [(yes.agreement_id, yes.text, yes.text.all_clauses) for yes in waiting_yeses(uow, waits, today)]
    found = {
        agreement_id: HeldElsewhere(agreement_id=agreement_id, title=text.title)
        for agreement_id, text, clauses in texts
        if text.draft_id != draft_id and any(c.item is not None and c.item.pairing == pairing for c in clauses)
    }
    return tuple(found.values())


def leave_out(uow: UnitOfWork, person: PersonId, draft_id: str, pairing: Pairing, how: LeavingOut) -> None:
    """Leave an activity out of a draft in one person's name, and what they ticked besides. No commit.

    It can't be proposed there until they put it back; what rests can't be proposed anywhere until they wake it.
    """
    drafts = {yes.text.draft_id for yes in in_sight(uow).yeses if yes.agreement_id in how.also} if how.also else set()
    for each in {draft_id, *drafts}:
        uow.parts.say(person, LEFT_OUT, BareMark(), f"{each}/{pairing_mark(pairing)}")
    if how.also:
        end_pairing(uow, person, pairing.key, within=how.also)
        for each in drafts:
            end_waiting(uow, each, person)
    if how.rests:
        let_rest(uow, person, pairing)
