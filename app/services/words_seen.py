"""A person's own words that their partner can read in drafts, versions and conversations, each to be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from app.models.agreement import AgreementState
from app.models.base import Model, PersonId, Words
from app.models.clause import Document
from app.models.incident import INCIDENT
from app.models.said import SaidKind
from app.models.said_kinds import AFTERCARE, ASKED, OFFERED, OWN_IN_DRAFTS, TOLD
from app.services.agreement_store import OWN_KINDS, all_yeses, lone_yeses_of, versions_of
from app.services.draft_store import find_draft
from app.storage.said_rows import KEPT
from app.storage.unit_of_work import UnitOfWork

_IN_DRAFTS: tuple[SaidKind[Model], ...] = tuple(OWN_IN_DRAFTS.values())


@dataclass(frozen=True, slots=True)
class SeenVersion:
    """A text that holds own words. `title`: empty for the ground rules. `number`, `state`: None while it waits."""

    title: Words
    number: int | None
    state: AgreementState | None


@dataclass(frozen=True, slots=True)
class SeenWords:
    """Own words under one kind and key. `bodies`: what they say now and what versions still hold of them.

    `title`: of the draft they belong to, or the question somebody added that they answer; else empty.
    """

    kind: str
    key: str
    title: Words
    bodies: tuple[Model, ...]
    versions: tuple[SeenVersion, ...]


@dataclass(slots=True)
class _Found:
    bodies: dict[str, Model] = field(default_factory=dict)
    versions: dict[SeenVersion, None] = field(default_factory=dict)


def words_seen(uow: UnitOfWork, person: PersonId, today: date) -> tuple[SeenWords, ...]:
    """Everything that a person said in their own words, by kind and key, with the versions that hold it."""
    found: dict[tuple[str, str], _Found] = {}
    for version, text in _texts(uow, today):
        for own in (own for clause in text.all_clauses for own in clause.own if own.holder == person):
            name, _, key = own.slot.partition("/")
            body = uow.parts.words(person, OWN_KINDS[name], key, own.commitment) if name in OWN_KINDS else None
            if body is not None:
                held = found.setdefault((name, key), _Found())
                held.bodies[own.commitment] = body
                held.versions[version] = None
    for each in OWN_KINDS.values():  # including what was kept for a yes that no longer exists
        for said in uow.parts.of(person, SaidKind(KEPT, each.body), f"{each.name}/"):
            key = said.key.removeprefix(f"{each.name}/").rpartition("#")[0]
            found.setdefault((each.name, key), _Found()).bodies[said.commitment] = said.body
    for kind in (*_IN_DRAFTS, AFTERCARE, OFFERED, ASKED, TOLD, INCIDENT):
        for said in uow.parts.of(person, kind):
            found.setdefault((kind.name, said.key), _Found()).bodies[said.commitment] = said.body
    return tuple(
        SeenWords(name, key, _title(uow, name, key), tuple(held.bodies.values()), tuple(held.versions))
        for (name, key), held in sorted(found.items())
    )


def _texts(uow: UnitOfWork, today: date) -> Iterator[tuple[SeenVersion, Document]]:
    for draft_id in sorted({yes.text.draft_id for yes in all_yeses(uow)}):
        for held in versions_of(uow, draft_id, today):
            text = held.agreement.document
            yield SeenVersion(text.title, held.agreement.number, held.state), text
        for yes in lone_yeses_of(uow, draft_id):
            yield SeenVersion(yes.text.title, None, None), yes.text


def _title(uow: UnitOfWork, kind: str, key: str) -> Words:
    if kind == TOLD.name:
        asked = (uow.parts.get(person, ASKED, key) for person in uow.parts.people)
        return next((said.body.text for said in asked if said is not None), "")
    if kind not in {each.name for each in _IN_DRAFTS}:
        return ""
    draft = find_draft(uow, key)
    return "" if draft is None else draft.title
