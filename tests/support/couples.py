"""Two people with a filled vault: their drafts, their readings, and a workspace over the real files."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path

from app.models.agreement import Agreement
from app.models.answer import Stance
from app.models.base import PersonId
from app.models.clause import Clause
from app.models.limits import Outcome, SharedItem
from app.models.outline import Draft
from app.models.person import Person
from app.models.reading import ClauseReply, Reading
from app.services import answers, drafts, reading
from app.services.draft_store import all_drafts
from app.services.drafts import DraftView
from app.services.shared_list import shared_items
from app.ui.workspace import Workspace
from tests.support.vaults import ALEX_WORDS, SAM_WORDS, SHARED, TestVault
from tests.support.workspace import make_workspace

OUTLINE, AGREED = "Saturday evening", "A quiet Sunday"
"""Two of the sample's scenes: one that is only outlined (without a cap), one agreed with a withdrawn item."""


def today(vault: TestVault) -> date:
    """The day it is."""
    return vault.clock().astimezone().date()


def draft_named(vault: TestVault, title: str) -> Draft:
    """The scene of that title; "" is the ground rules."""
    with vault.unit() as uow:
        return next(draft for draft in all_drafts(uow) if draft.title == title)


def view_of(vault: TestVault, draft_id: str) -> DraftView:
    """A draft as its screen reads it."""
    with vault.unit() as uow:
        return drafts.view_draft(uow, draft_id=draft_id, base=vault.catalogue, today=today(vault))


def save(vault: TestVault, draft: Draft) -> None:
    """Keep a draft's own fields."""
    with vault.unit(SHARED) as uow:
        drafts.save_draft(uow, draft=draft, new_id=vault.ids)


def shared_item(vault: TestVault, outcome: Outcome) -> SharedItem:
    """Any item of that outcome on the shared list."""
    with vault.unit() as uow:
        return next(item for item in shared_items(uow) if item.outcome is outcome)


def read_and_say_yes(
    vault: TestVault, person: PersonId, draft_id: str, *, out: Collection[str] = (), words: str = ""
) -> Agreement | None:
    """A whole reading: yes to everything but the clauses named in `out`."""
    with vault.unit(SHARED) as uow:
        view = reading.begin(uow, draft_id=draft_id, person=person, base=vault.catalogue, today=today(vault))
        replies = {c.digest: ClauseReply.TAKE_OUT if c.id in out else ClauseReply.YES for c in view.document.clauses}
        given = reading.say_yes(
            uow,
            reading=Reading(draft_id=view.draft.id, person=person, replies=replies, words=words),
            seen=view.document.version,
            base=vault.catalogue,
            now=vault.clock(),
            new_id=vault.ids,
        )
    return given.agreement


def say_yes_each_alone(vault: TestVault, draft_id: str) -> None:
    """Both read and say yes, each while the partner is away; whoever joined last is still here."""
    for person, passphrase in zip(vault.pair, (ALEX_WORDS, SAM_WORDS), strict=True):
        for here in vault.service.present:
            vault.service.leave(here)
        vault.service.admit(vault.service.derive(person, passphrase))
        assert read_and_say_yes(vault, person, draft_id) is None


def agree_on_an_evening(vault: TestVault) -> Agreement:
    """Both agree on the outlined scene, which is for one evening."""
    outline = draft_named(vault, OUTLINE)
    save(vault, outline.evolve(cap_minutes=60))
    given = [read_and_say_yes(vault, person, outline.id) for person in vault.pair]
    assert given[-1] is not None
    return given[-1]


def workspace_of(
    vault: TestVault, folder: Path, *, here: Collection[PersonId], turn: PersonId | None = None
) -> Workspace:
    """A workspace over the vault's files, with these people here."""

    def people(ids: Collection[PersonId]) -> tuple[Person, ...]:
        return tuple(person for person in vault.people if person.id in ids)

    return make_workspace(
        folder,
        units=vault.unit,
        people=vault.people,
        here=people(here),
        turn=people((turn,))[0] if turn is not None else None,
        clock=vault.clock,
        ids=vault.ids,
        vault=vault.service,
    )


def set_stance(vault: TestVault, person: PersonId, clause: Clause, stance: Stance) -> None:
    """Let a person's own answer about the activity of a clause be this one."""
    assert clause.item is not None
    pairing = clause.item.pairing
    with vault.unit(person) as uow:
        answer = next(
            one
            for one in uow.private(person).answers.all()
            if one.activity_id == pairing.activity_id and one.direction is pairing.direction_of(person)
        )
        answers.save_answer(
            uow, person=person, answer=answer.with_stance(stance), now=vault.clock(), today=today(vault)
        )
