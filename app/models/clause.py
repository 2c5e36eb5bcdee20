"""A draft as a document: the clauses that each person reads and says yes to, one by one."""

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
    DraftField,
    DraftKind,
    DraftSection,
    OutlineItem,
    PersonNeeds,
    PersonRole,
    Role,
    Scope,
)
from app.models.signal import SafetySignal


class ClauseKind(StrEnum):
    """A permission allows something, a protection keeps a person safe, words do neither."""

    PERMISSION = "permission"
    PROTECTION = "protection"
    WORDS = "words"


class Clause(Model):
    """One thing to say yes to. Its digest covers every field, so a changed wording makes a different clause.

    `fixed`: nobody can take it out at a reading. `holder`: only this person can.
    """

    id: str
    section: DraftSection
    kind: ClauseKind
    text: Words = ""
    field: DraftField | None = None
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
        """SHA-256 of the whole clause, as hex."""
        return digest(self)

    def may_be_taken_out_by(self, person: PersonId) -> bool:
        """Whether this person may take the clause out at their reading."""
        return not self.fixed and self.holder in (None, person)


class Document(Model):
    """A draft with copies of signals and aftercare: the text that is read, signed and frozen."""

    draft_id: ItemId
    kind: DraftKind
    title: Words
    scope: Scope
    review_on: date | None
    clauses: tuple[Clause, ...]

    @cached_property
    def version(self) -> str:
        """SHA-256 of the whole document, as hex; signatures cover it."""
        return digest(self)

    def clause(self, clause_id: str) -> Clause | None:
        """The clause of that id."""
        return next((clause for clause in self.clauses if clause.id == clause_id), None)


class DraftSources(Model):
    """The parts of the shared space that a document copies."""

    items: tuple[SharedItem, ...] = ()
    terms: tuple[SharedTerm, ...] = ()
    signals: tuple[SafetySignal, ...] = ()
    aftercare: tuple[AftercarePlan, ...] = ()


def lay_out(draft: Draft, sources: DraftSources, catalogue: Catalogue) -> Document:
    """The document of a draft as it is now, clauses in the order of `DraftSection`."""
    clauses = sorted(_clauses(draft, sources, catalogue), key=lambda c: _ORDER[c.section])
    return Document(
        draft_id=draft.id,
        kind=draft.kind,
        title=draft.title,
        scope=draft.scope,
        review_on=draft.review_on,
        clauses=tuple(clauses),
    )


_ORDER = {section: n for n, section in enumerate(DraftSection)}


def _clauses(draft: Draft, sources: DraftSources, catalogue: Catalogue) -> Iterator[Clause]:
    yield from _from_persons(draft)
    yield from _from_signals(sources)
    yield from _from_aftercare(sources)
    for item in draft.items:
        yield Clause(
            id=f"item:{item.id}",
            section=DraftSection.ITEMS,
            kind=ClauseKind.PERMISSION,
            by=item.proposed_by,
            item=item,
        )
    yield from _from_lines(draft)
    yield from _from_fields(draft)
    if draft.kind is DraftKind.GROUND_RULES:
        yield from _from_limits(sources)
        yield from _from_terms(sources)
        yield from _from_house_rules(catalogue)


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
        if role.text.strip() or role.role is not Role.NONE:
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


def _from_signals(sources: DraftSources) -> Iterator[Clause]:
    for signal in sources.signals:
        if signal.expression.strip():
            yield Clause(
                id=f"signal:{signal.id}",
                section=DraftSection.SIGNALS,
                kind=ClauseKind.PROTECTION,
                fixed=True,
                # Practising a signal must not ask for a new yes.
                signal=signal.evolve(practised_on=None),
            )


def _from_aftercare(sources: DraftSources) -> Iterator[Clause]:
    for plan in sources.aftercare:
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
"""The field of a draft that holds the lines of a section."""


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


_FIELDS: tuple[tuple[DraftField, DraftSection, ClauseKind], ...] = (
    (DraftField.PLACE, DraftSection.PLACE_TIME, ClauseKind.PERMISSION),
    (DraftField.PRIVACY, DraftSection.PLACE_TIME, ClauseKind.PROTECTION),
    (DraftField.CAP_MINUTES, DraftSection.PLACE_TIME, ClauseKind.PROTECTION),
    (DraftField.CHECK_IN_MINUTES, DraftSection.PLACE_TIME, ClauseKind.PROTECTION),
    (DraftField.SUBSTANCES, DraftSection.SUBSTANCES, ClauseKind.PERMISSION),
    (DraftField.DEBRIEF, DraftSection.DEBRIEF, ClauseKind.PROTECTION),
)


def field_clause_id(field: DraftField) -> str:
    """The id of the clause that a field of a draft becomes."""
    return f"field:{field.value}"


def _from_fields(draft: Draft) -> Iterator[Clause]:
    for field, section, kind in _FIELDS:
        value = getattr(draft, field)
        if isinstance(value, int):
            yield Clause(id=field_clause_id(field), section=section, kind=kind, field=field, minutes=value)
        elif value and value.strip():
            yield Clause(id=field_clause_id(field), section=section, kind=kind, field=field, text=value)


def _from_limits(sources: DraftSources) -> Iterator[Clause]:
    for item in sources.items:
        if item.outcome.is_limit:
            yield Clause(
                id=f"limit:{item.pairing.key}",
                section=DraftSection.LIMITS,
                kind=ClauseKind.PROTECTION,
                fixed=True,
                limit=item,
            )


def _from_terms(sources: DraftSources) -> Iterator[Clause]:
    for term in sources.terms:
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


def _from_house_rules(catalogue: Catalogue) -> Iterator[Clause]:
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
    """The draft without the sources of these clauses. Fixed clauses are kept."""
    removed = {clause.id for clause in clauses if not clause.fixed}
    changes: dict[str, object] = {
        "items": tuple(item for item in draft.items if f"item:{item.id}" not in removed),
        "needs": tuple(n for n in draft.needs if f"needs:{n.person}" not in removed),
        "roles": tuple(r for r in draft.roles if f"role:{r.person}" not in removed),
        "health": tuple(h for h in draft.health if f"health:{h.person}" not in removed),
    }
    for field in LINE_FIELDS.values():
        changes[field] = tuple(line for line in getattr(draft, field) if f"line:{line.id}" not in removed)
    for field, _, _ in _FIELDS:
        if field_clause_id(field) in removed:
            changes[field] = Draft.model_fields[field].default
    return draft.evolve(**changes)
