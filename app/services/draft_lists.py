"""Drafts as Home and Scenes list them: texts that a yes waits for, and every scene with its state."""

from __future__ import annotations

from datetime import date

from app.models.agreement import AgreementState, CurrentAgreement
from app.models.base import Model, PersonId
from app.models.blockers import Requirement, blockers
from app.models.catalogue import Catalogue
from app.models.outline import Draft, DraftKind
from app.models.timeline import HistoryEvent, timeline_of_all
from app.services.agreement_store import all_agreements, all_yeses, versions_of, waiting_yeses
from app.services.draft_store import all_drafts, find_draft
from app.services.drafts import document_to_read, out_of_sight, stands_as_agreed
from app.storage.unit_of_work import UnitOfWork


class WaitingText(Model):
    """A text as it is now that somebody has said yes to. `until`: the last day on which every yes to it waits.

    `is_ready`: both have said yes, and nothing is missing.
    """

    draft: Draft
    said_by: tuple[PersonId, ...]
    until: date
    is_ready: bool


class SceneRow(Model):
    """One scene in the list.

    `missing` is 0 if the text is agreed. `is_whole`: nothing is missing but readings. `waits_for`: whose reading is
    missing, once somebody has said yes. `is_ready`: both have said yes, and only agreeing together is left.
    """

    draft: Draft
    current: CurrentAgreement | None
    missing: int
    is_whole: bool = False
    waits_for: tuple[PersonId, ...] = ()
    is_ready: bool = False


def waiting_texts(uow: UnitOfWork, *, base: Catalogue, today: date) -> tuple[WaitingText, ...]:
    """Every text that a yes waits for, those that both said yes to first."""
    found: list[WaitingText] = []
    for draft_id in sorted({yes.text.draft_id for yes in all_yeses(uow) if yes.is_waiting(today)}):
        waiting = waiting_yeses(uow, draft_id, today)
        draft = find_draft(uow, draft_id) if waiting else None
        if draft is None:
            continue
        document = document_to_read(uow, draft, base, today)
        yeses = [yes for yes in waiting if yes.text == document.sealed]
        if yeses:
            found.append(
                WaitingText(
                    draft=draft,
                    said_by=tuple(yes.person for yes in yeses),
                    until=min(yes.waits_until for yes in yeses),
                    is_ready=not blockers(document, uow.parts.people, yeses, today),
                )
            )
    return tuple(sorted(found, key=lambda text: not text.is_ready))


def scenes(uow: UnitOfWork, *, base: Catalogue, today: date) -> tuple[SceneRow, ...]:
    """Every scene with its state."""
    rows: list[SceneRow] = []
    people = uow.parts.people
    for draft in all_drafts(uow):
        if draft.kind is not DraftKind.SCENE:
            continue
        versions = versions_of(uow, draft.id, today)
        document = document_to_read(uow, draft, base, today)
        missing = blockers(document, people, waiting_yeses(uow, draft.id, today), today)
        now = next((version for version in versions if version.state is AgreementState.AGREED), None)
        is_ready = not missing
        if now is not None and stands_as_agreed(draft, document, now):
            missing, is_ready = (), False
        unread = tuple(b.person for b in missing if b.need is Requirement.READING and b.person is not None)
        rows.append(
            SceneRow(
                draft=draft,
                current=now or (versions[0] if versions else None),
                missing=len(missing),
                is_whole=len(missing) == len(unread),
                waits_for=unread if len(unread) < len(people) else (),
                is_ready=is_ready,
            )
        )
    return tuple(rows)


def history(uow: UnitOfWork, *, today: date, me: PersonId | None) -> tuple[HistoryEvent, ...]:
    """What happened to every text, the latest first, without what `me` has hidden from their own view."""
    texts: dict[str, list[CurrentAgreement]] = {}
    for held in all_agreements(uow, today):
        texts.setdefault(held.agreement.document.draft_id, []).append(held)
    hidden = frozenset[str]() if me is None else out_of_sight(uow, me)
    return tuple(event for event in timeline_of_all(texts.values()) if event.version.agreement.id not in hidden)
