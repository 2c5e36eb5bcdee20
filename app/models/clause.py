"""A draft laid out as the clauses that each person reads and says yes to, one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from functools import cached_property

from app.models.aftercare import AftercarePlan
from app.models.base import ItemId, Model, PersonId, Words, digest
from app.models.catalogue import Catalogue, CatalogueKind
from app.models.limits import SharedItem, SharedTerm
from app.models.outline import (
    Draft,
    DraftKind,
    DraftSection,
    OutlineItem,
    PersonNeeds,
    PersonRole,
    Scope,
)
from app.models.signal import SafetySignal


class ClauseKind(StrEnum):
    """A permission allows something, a protection keeps somebody safe, words do neither."""

    PERMISSION = "permission"
    PROTECTION = "protection"
    WORDS = "words"


class Clause(Model):
    """One thing to say yes to. Exactly what it carries decides its digest; another wording is another clause.

    `fixed`: it always holds and nobody can take it out here. `holder`: only this person may.
    """

    id: str
    section: DraftSection
    kind: ClauseKind
    text: Words = ""
    label: str = ""
    holder: PersonId | None = None
    by: PersonId | None = None
    fixed: bool = False
    minutes: int | None = None
    entry_id: str = ""
    item: OutlineItem | None = None
    signal: SafetySignal | None = None
    aftercare: AftercarePlan | None = None
    limit: SharedItem | None = None
    needs: PersonNeeds | None = None
    role: PersonRole | None = None

    @cached_property
    def digest(self) -> str:
        """SHA-256 of what the clause says."""
        return digest(self)

    def may_be_taken_out_by(self, person: PersonId) -> bool:
        """Whether this person may take it out at their reading."""
        return not self.fixed and self.holder in (None, person)


class Document(Model):
    """A draft with its own copies of signals and aftercare: what is read, signed and frozen."""

    draft_id: ItemId
    kind: DraftKind
    title: Words
    scope: Scope
    review_on: date | None
    clauses: tuple[Clause, ...]

    @cached_property
    def version(self) -> str:
        """SHA-256 over the whole document: what a signature covers."""
        return digest(self)

    def clause(self, clause_id: str) -> Clause | None:
        """The clause of that id."""
        return next((clause for clause in self.clauses if clause.id == clause_id), None)


class DraftSources(Model):
    """What a document takes its copies from: the shared space as it is now."""

    items: tuple[SharedItem, ...] = ()
    terms: tuple[SharedTerm, ...] = ()
    signals: tuple[SafetySignal, ...] = ()
    aftercare: tuple[AftercarePlan, ...] = ()


def lay_out(draft: Draft, standing: DraftSources, catalogue: Catalogue) -> Document:
    """The document that a draft stands for right now, clauses in the order of `DraftSection`."""
    clauses = sorted(_clauses(draft, standing, catalogue), key=lambda c: _ORDER[c.section])
    return Document(
        draft_id=draft.id,
        kind=draft.kind,
        title=draft.title,
        scope=draft.scope,
        review_on=draft.review_on,
        clauses=tuple(clauses),
    )


_ORDER = {section: n for n, section in enumerate(DraftSection)}


def _clauses(draft: Draft, standing: DraftSources, catalogue: Catalogue) -> Iterator[Clause]:
    yield from _from_persons(draft)
    yield from _from_standing(standing)
    for item in draft.items:
        yield Clause(
            id=f"item:{item.id}",
            section=DraftSection.ITEMS,
            kind=ClauseKind.PERMISSION,
            by=item.proposed_by,
            item=item,
        )
    yield from _from_lines(draft)
    yield from _from_place_and_time(draft)
    if draft.kind is DraftKind.GROUND_RULES:
        yield from _from_ground(standing, catalogue)


def _from_persons(draft: Draft) -> Iterator[Clause]:
    for needs in draft.needs:
        if needs.needs or needs.text.strip():
            yield Clause(
                id=f"needs:{needs.person}",
                section=DraftSection.NEEDS,
                kind=ClauseKind.WORDS,
                holder=needs.person,
                needs=needs,
            )
    for role in draft.roles:
        if role.text.strip() or role.role.value != "none":
            yield Clause(
                id=f"role:{role.person}",
                section=DraftSection.ROLES,
                kind=ClauseKind.PERMISSION,
                by=role.person,
                role=role,
            )
    for health in draft.health:
        if health.text.strip():
            yield Clause(
                id=f"health:{health.person}",
                section=DraftSection.HEALTH,
                kind=ClauseKind.PROTECTION,
                holder=health.person,
                text=health.text,
            )


def _from_standing(standing: DraftSources) -> Iterator[Clause]:
    for signal in standing.signals:
        if signal.expression.strip():
            plain = signal.evolve(practised_on=None)  # practising again asks for no new yes
            yield Clause(
                id=f"signal:{signal.id}",
                section=DraftSection.SIGNALS,
                kind=ClauseKind.PROTECTION,
                fixed=True,
                signal=plain,
            )
    for plan in standing.aftercare:
        if plan.is_answered:
            yield Clause(
                id=f"aftercare:{plan.person}",
                section=DraftSection.AFTERCARE,
                kind=ClauseKind.PROTECTION,
                holder=plan.person,
                fixed=True,
                aftercare=plan,
            )


_LINES: tuple[tuple[str, DraftSection, ClauseKind], ...] = (
    ("exclusions", DraftSection.EXCLUSIONS, ClauseKind.PROTECTION),
    ("contacts", DraftSection.CONTACTS, ClauseKind.PERMISSION),
    ("stop_criteria", DraftSection.STOP_CRITERIA, ClauseKind.PROTECTION),
    ("rules", DraftSection.RULES, ClauseKind.PERMISSION),
    ("questions", DraftSection.QUESTIONS, ClauseKind.WORDS),
    ("words", DraftSection.WORDS, ClauseKind.WORDS),
)

LINE_FIELDS: dict[DraftSection, str] = {section: field for field, section, _ in _LINES}
"""Which field of a draft the lines of a section stand in."""


def _from_lines(draft: Draft) -> Iterator[Clause]:
    for field, section, kind in _LINES:
        for line in getattr(draft, field):
            if line.text.strip():
                yield Clause(
                    id=f"line:{line.id}",
                    section=section,
                    kind=kind,
                    text=line.text,
                    by=line.by,
                )


_PLACE_TIME: tuple[tuple[str, DraftSection, ClauseKind], ...] = (
    ("place", DraftSection.PLACE_TIME, ClauseKind.PERMISSION),
    ("privacy", DraftSection.PLACE_TIME, ClauseKind.PROTECTION),
    ("cap_minutes", DraftSection.PLACE_TIME, ClauseKind.PROTECTION),
    ("check_in_minutes", DraftSection.PLACE_TIME, ClauseKind.PROTECTION),
    ("substances", DraftSection.SUBSTANCES, ClauseKind.PERMISSION),
    ("debrief", DraftSection.DEBRIEF, ClauseKind.PROTECTION),
)

FIELD_LABELS: frozenset[str] = frozenset(field for field, _, _ in _PLACE_TIME)
"""The single fields of a draft that become clauses, by the clause's `label`."""


def _from_place_and_time(draft: Draft) -> Iterator[Clause]:
    for field, section, kind in _PLACE_TIME:
        value = getattr(draft, field)
        if isinstance(value, int):
            yield Clause(
                id=f"field:{field}",
                section=section,
                kind=kind,
                label=field,
                minutes=value,
            )
        elif value and value.strip():
            yield Clause(id=f"field:{field}", section=section, kind=kind, label=field, text=value)


def _from_ground(standing: DraftSources, catalogue: Catalogue) -> Iterator[Clause]:
    for item in standing.items:
        if item.outcome.is_limit:
            yield Clause(
                id=f"limit:{item.pairing.key}",
                section=DraftSection.LIMITS,
                kind=ClauseKind.PROTECTION,
                fixed=True,
                limit=item,
            )
    for term in standing.terms:
        if term.words.strip():
            yield Clause(
                id=f"term:{term.entry_id}:{term.person}",
                section=DraftSection.TERMS,
                kind=ClauseKind.PROTECTION,
                holder=term.person,
                fixed=True,
                entry_id=term.entry_id,
                text=term.words,
            )
    for entry in catalogue.entries:
        if entry.kind is CatalogueKind.HOUSE_RULE:
            yield Clause(
                id=f"rule:{entry.id}",
                section=DraftSection.RULES,
                kind=ClauseKind.PROTECTION,
                fixed=True,
                entry_id=entry.id,
            )


def take_out(draft: Draft, clauses: Iterable[Clause]) -> Draft:
    """The draft without what these clauses stand for; fixed ones stay."""
    gone = {clause.id for clause in clauses if not clause.fixed}
    changes: dict[str, object] = {
        "items": tuple(item for item in draft.items if f"item:{item.id}" not in gone),
        "needs": tuple(n for n in draft.needs if f"needs:{n.person}" not in gone),
        "roles": tuple(r for r in draft.roles if f"role:{r.person}" not in gone),
        "health": tuple(h for h in draft.health if f"health:{h.person}" not in gone),
    }
    for field in LINE_FIELDS.values():
        changes[field] = tuple(line for line in getattr(draft, field) if f"line:{line.id}" not in gone)
    for field, _, _ in _PLACE_TIME:
        if f"field:{field}" in gone:
            changes[field] = None if field.endswith("minutes") else ""
    return draft.evolve(**changes)
