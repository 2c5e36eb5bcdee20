"""The text of a draft as clauses: from its lines, what was opened, signals, aftercare and house rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pydantic import Field

from app.models.aftercare import AftercarePlan
from app.models.base import ActivityId, Model, PersonId
from app.models.catalogue import Catalogue
from app.models.clause import (
    MARKED_FIELDS,
    MARKED_SECTIONS,
    Clause,
    ClauseKind,
    Document,
    OwnWords,
    by_section,
    disclosed_slot,
    field_clause_id,
    house_rule_id,
)
from app.models.limits import SharedItem, SharedTerm, find_item
from app.models.outline import (
    Draft,
    DraftField,
    DraftKind,
    DraftSection,
    OutlineItem,
    Role,
    Scope,
)
from app.models.said import SaidKind, slot_of
from app.models.said_kinds import (
    AFTERCARE,
    CONTACTS,
    HEALTH,
    NEEDS,
    OFFERED,
    OWN_IN_DRAFTS,
    ROLE,
    TALKED,
    TERM,
)
from app.models.signal import SafetySignal


class DraftSources(Model):
    """What a document copies, and the commitments to everybody's own words, by holder and slot."""

    items: tuple[SharedItem, ...] = ()
    terms: tuple[SharedTerm, ...] = ()
    signals: tuple[SafetySignal, ...] = ()
    aftercare: tuple[AftercarePlan, ...] = ()
    commitments: dict[tuple[PersonId, str], str] = Field(default_factory=dict)
    chosen: frozenset[str] = frozenset()
    """House rules by choice that are agreed, by the ids of their clauses: they stay until they are no longer."""

    def own(self, *slots: tuple[PersonId | None, str]) -> tuple[OwnWords, ...]:
        """The commitments to what is said in these slots."""
        return tuple(
            OwnWords(holder=holder, slot=slot, commitment=self.commitments[holder, slot])
            for holder, slot in slots
            if holder is not None and (holder, slot) in self.commitments
        )


def lay_out(draft: Draft, sources: DraftSources, catalogue: Catalogue) -> Document:
    """The document of a draft as it is now, clauses in the order of `DraftSection`."""
    clauses = by_section(_clauses(draft, sources, catalogue))
    return Document(
        draft_id=draft.id,
        kind=draft.kind,
        title=draft.title,
        scope=draft.scope,
        review_on=draft.review_on,
        clauses=tuple(clauses),
    )


def _clauses(draft: Draft, sources: DraftSources, catalogue: Catalogue) -> Iterator[Clause]:
    yield from _from_persons(draft, sources)
    yield from _from_signals(sources)
    yield from _from_aftercare(sources)
    for item in draft.items:
        shared = find_item(sources.items, item.pairing)
        yield Clause(
            id=f"item:{item.id}",
            section=DraftSection.ITEMS,
            kind=ClauseKind.PERMISSION,
            text="" if shared is None else shared.understood,
            by=item.proposed_by,
            item=item,
            own=_own_of_item(item, shared, sources, catalogue),
        )
    yield from _from_lines(draft)
    yield from _from_fields(draft)
    if draft.kind is DraftKind.GROUND_RULES:
        yield from _from_limits(sources, catalogue)
        yield from _from_terms(sources, catalogue)
        yield from _from_house_rules(catalogue, sources.chosen)


def _own_of_item(
    item: OutlineItem, shared: SharedItem | None, sources: DraftSources, catalogue: Catalogue
) -> tuple[OwnWords, ...]:
    slots: list[tuple[PersonId | None, str]] = []
    if shared is not None:
        slots += [(c.person, disclosed_slot(shared)) for c in item.conditions]
        slots += [(d.person, slot_of(TALKED, shared.id)) for d in shared.disclosures if shared.understood]
    return sources.own(*slots, *_own_of_entry(item.pairing.activity_id, catalogue))


def _own_of_entry(entry_id: ActivityId, catalogue: Catalogue) -> list[tuple[PersonId | None, str]]:
    entry = catalogue.find(entry_id)
    return [(entry.added_by, slot_of(OFFERED, entry.id))] if entry is not None and entry.own else []


def _personal(
    said: SaidKind[Model], person: PersonId, section: DraftSection, kind: ClauseKind, sources: DraftSources, key: str
) -> Clause:
    """A clause of somebody's own words under a key, still without them."""
    own = sources.own((person, slot_of(said, key)))
    return Clause(id=f"{said.name}:{person}", section=section, kind=kind, holder=person, own=own)


def _from_persons(draft: Draft, sources: DraftSources) -> Iterator[Clause]:
    for needs in draft.needs:
        if needs.needs or needs.text.strip():
            clause = _personal(NEEDS, needs.person, DraftSection.NEEDS, ClauseKind.WORDS, sources, draft.id)
            yield clause.evolve(needs=needs)
    for role in draft.roles:
        if role.text.strip() or role.role is not Role.NONE:
            clause = _personal(ROLE, role.person, DraftSection.ROLES, ClauseKind.PERMISSION, sources, draft.id)
            yield clause.evolve(role=role)
    for said, section, own in (
        (HEALTH, DraftSection.HEALTH, draft.health),
        (CONTACTS, DraftSection.CONTACTS, draft.contacts),
    ):
        for words in own:
            if words.text.strip():
                clause = _personal(said, words.person, section, ClauseKind.PROTECTION, sources, draft.id)
                yield clause.evolve(text=words.text)


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
            clause = _personal(AFTERCARE, plan.person, DraftSection.AFTERCARE, ClauseKind.PROTECTION, sources, "")
            yield clause.evolve(aftercare=plan, fixed=True)


_LINES: tuple[tuple[str, DraftSection, ClauseKind], ...] = (
    ("exclusions", DraftSection.EXCLUSIONS, ClauseKind.PROTECTION),
    ("stop_criteria", DraftSection.STOP_CRITERIA, ClauseKind.PROTECTION),
    ("rules", DraftSection.RULES, ClauseKind.PROTECTION),
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
                    kind=ClauseKind.PERMISSION if line.allows and section in MARKED_SECTIONS else kind,
                    text=line.text,
                    by=line.by,
                )


_FIELDS: tuple[tuple[DraftField, DraftSection, ClauseKind], ...] = (
    (DraftField.TIME, DraftSection.PLACE_TIME, ClauseKind.PERMISSION),
    (DraftField.PLACE, DraftSection.PLACE_TIME, ClauseKind.PERMISSION),
    (DraftField.PRIVACY, DraftSection.PLACE_TIME, ClauseKind.PROTECTION),
    (DraftField.CAP_MINUTES, DraftSection.PLACE_TIME, ClauseKind.PROTECTION),
    (DraftField.CHECK_IN_MINUTES, DraftSection.PLACE_TIME, ClauseKind.PROTECTION),
    (DraftField.SUBSTANCES, DraftSection.SUBSTANCES, ClauseKind.PROTECTION),
    (DraftField.DEBRIEF, DraftSection.DEBRIEF, ClauseKind.PROTECTION),
)


def _from_fields(draft: Draft) -> Iterator[Clause]:
    for field, section, kind in _FIELDS:
        value = getattr(draft, field)
        if field is DraftField.TIME and draft.scope is not Scope.ONCE:
            continue
        if isinstance(value, int):
            yield Clause(id=field_clause_id(field), section=section, kind=kind, field=field, minutes=value)
        elif value and value.strip():
            marked = ClauseKind.PERMISSION if field in draft.allowing and field in MARKED_FIELDS else kind
            yield Clause(id=field_clause_id(field), section=section, kind=marked, field=field, text=value)


def _from_limits(sources: DraftSources, catalogue: Catalogue) -> Iterator[Clause]:
    for item in sources.items:
        if item.outcome.is_limit:
            yield Clause(
                id=f"limit:{item.pairing.key}",
                section=DraftSection.LIMITS,
                kind=ClauseKind.PROTECTION,
                fixed=True,
                limit=item,
                pairing=item.pairing,
                own=sources.own(
                    *((d.person, disclosed_slot(item)) for d in item.disclosures),
                    *_own_of_entry(item.pairing.activity_id, catalogue),
                ),
            )


def _from_terms(sources: DraftSources, catalogue: Catalogue) -> Iterator[Clause]:
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
                own=sources.own((term.person, slot_of(TERM, term.entry_id)), *_own_of_entry(term.entry_id, catalogue)),
            )


def _from_house_rules(catalogue: Catalogue, chosen: frozenset[str]) -> Iterator[Clause]:
    for entry in catalogue.entries:
        if entry.always_holds or (entry.by_choice and house_rule_id(entry.id) in chosen):
            yield Clause(
                id=house_rule_id(entry.id),
                section=DraftSection.RULES,
                kind=ClauseKind.PROTECTION,
                fixed=True,
                entry_id=entry.id,
            )


def take_out(draft: Draft, clauses: Iterable[Clause]) -> Draft:
    """The draft without the sources of these clauses. Fixed clauses are kept."""
    removed = {clause.id for clause in clauses if not clause.fixed}
    changes: dict[str, object] = {"items": tuple(item for item in draft.items if f"item:{item.id}" not in removed)}
    for name, said in OWN_IN_DRAFTS.items():
        changes[name] = tuple(own for own in getattr(draft, name) if f"{said.name}:{own.person}" not in removed)
    for field in LINE_FIELDS.values():
        changes[field] = tuple(line for line in getattr(draft, field) if f"line:{line.id}" not in removed)
    for field, _, _ in _FIELDS:
        if field_clause_id(field) in removed:
            changes[field] = Draft.model_fields[field].default
    return draft.evolve(**changes)
