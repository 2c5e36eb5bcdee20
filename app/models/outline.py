"""Drafts: the ground rules and scene outlines. Editing a draft does not say yes to it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from enum import StrEnum

from pydantic import Field

from app.models.answer import Ceiling
from app.models.base import IdSource, ItemId, Model, PersonId, Words
from app.models.limits import SharedItem, fit_ceiling, require_proposable
from app.models.pairing import Pairing


class DraftKind(StrEnum):
    """What a draft becomes."""

    GROUND_RULES = "ground_rules"
    SCENE = "scene"


class Scope(StrEnum):
    """How long a yes holds: for one scene, until its debrief, or until the review date."""

    ONCE = "once"
    UNTIL_REVIEW = "until_review"


class Phase(StrEnum):
    """When in a scene something happens."""

    OPENING = "opening"
    MAIN = "main"
    CLOSING = "closing"


class Role(StrEnum):
    """A person's role in a scene."""

    LEADING = "leading"
    FOLLOWING = "following"
    SWITCHING = "switching"
    SHARING = "sharing"
    NONE = "none"


class Line(Model):
    """A line of text and who proposed it (None: both together). A rule of their own protects unless it `allows`."""

    id: ItemId
    text: Words
    by: PersonId | None = None
    allows: bool = False


class PersonWords(Model):
    """One person's words; only they edit them."""

    person: PersonId
    text: Words = ""


class PersonNeeds(Model):
    """Why one person wants this: ids of needs, and their own words."""

    person: PersonId
    needs: tuple[str, ...] = ()
    text: Words = ""


class PersonRole(Model):
    """One person's role, with their own words."""

    person: PersonId
    role: Role = Role.NONE
    text: Words = ""


class Condition(Model):
    """An opened condition, word for word. Only its holder edits it, on their own list."""

    person: PersonId
    words: Words


class OutlineItem(Model):
    """An activity proposed for a scene."""

    id: ItemId
    pairing: Pairing
    ceiling: Ceiling | None = None
    conditions: tuple[Condition, ...] = ()
    details: Words = ""
    phase: Phase = Phase.MAIN
    proposed_by: PersonId | None = None


class DraftSection(StrEnum):
    """The parts of a draft, in the order they are shown and printed."""

    NEEDS = "needs"
    SIGNALS = "signals"
    LIMITS = "limits"
    ITEMS = "items"
    EXCLUSIONS = "exclusions"
    PLACE_TIME = "place_time"
    ROLES = "roles"
    CONTACTS = "contacts"
    HEALTH = "health"
    SUBSTANCES = "substances"
    STOP_CRITERIA = "stop_criteria"
    TERMS = "terms"
    RULES = "rules"
    AFTERCARE = "aftercare"
    DEBRIEF = "debrief"
    QUESTIONS = "questions"
    WORDS = "words"


class DraftField(StrEnum):
    """The fields of a draft that become one clause each."""

    TIME = "time"
    PLACE = "place"
    PRIVACY = "privacy"
    CAP_MINUTES = "cap_minutes"
    CHECK_IN_MINUTES = "check_in_minutes"
    SUBSTANCES = "substances"
    DEBRIEF = "debrief"


class Draft(Model):
    """The ground rules or a scene while they are being outlined.

    `time`: when a scene for one evening begins, in own words. `settled`: sections marked *nothing to add*. `allowing`:
    fields that allow something instead of protecting. `copy_of`: the id of the draft that it was copied from, else
    empty. `wider_from`: the day from which what is wider than agreed before counts, if that has a pause.
    """

    id: ItemId
    kind: DraftKind
    title: Words = ""
    scope: Scope = Scope.ONCE
    review_on: date | None = None
    wider_from: date | None = None
    needs: tuple[PersonNeeds, ...] = ()
    items: tuple[OutlineItem, ...] = ()
    exclusions: tuple[Line, ...] = ()
    time: Words = ""
    place: Words = ""
    privacy: Words = ""
    cap_minutes: int | None = Field(default=None, ge=1, le=24 * 60)
    check_in_minutes: int | None = Field(default=None, ge=1, le=24 * 60)
    roles: tuple[PersonRole, ...] = ()
    contacts: tuple[PersonWords, ...] = ()
    health: tuple[PersonWords, ...] = ()
    substances: Words = ""
    stop_criteria: tuple[Line, ...] = ()
    rules: tuple[Line, ...] = ()
    debrief: Words = ""
    questions: tuple[Line, ...] = ()
    words: tuple[Line, ...] = ()
    settled: frozenset[DraftSection] = frozenset()
    allowing: frozenset[DraftField] = frozenset()
    copy_of: str = ""

    def item(self, item_id: str) -> OutlineItem | None:
        """The item with that id."""
        return next((item for item in self.items if item.id == item_id), None)


def propose(
    draft: Draft,
    shared: Iterable[SharedItem],
    pairing: Pairing,
    *,
    item_id: ItemId,
    by: PersonId | None,
) -> Draft:
    """The draft with an activity from the shared list added, with its ceiling and conditions.

    Proposing it twice changes nothing. Raises `OpenedLimit` or `NotOnSharedList`.
    """
    source = require_proposable(shared, pairing)
    if any(item.pairing == pairing for item in draft.items):
        return draft
    item = OutlineItem(
        id=item_id,
        pairing=pairing,
        ceiling=source.ceiling,
        conditions=conditions_of(source),
        proposed_by=by,
    )
    return draft.evolve(items=(*draft.items, item))


def revise_item(draft: Draft, shared: Iterable[SharedItem], revised: OutlineItem) -> Draft:
    """The draft with one item's ceiling, details or phase changed. The ceiling is capped at the opened one."""
    old = draft.item(revised.id)
    if old is None:
        return draft
    source = require_proposable(shared, old.pairing)
    kept = revised.evolve(
        pairing=old.pairing,
        conditions=conditions_of(source),
        ceiling=fit_ceiling(revised.ceiling, source),
        proposed_by=old.proposed_by,
    )
    return draft.evolve(items=tuple(kept if item.id == kept.id else item for item in draft.items))


def conform(draft: Draft, shared: Iterable[SharedItem]) -> Draft:
    """The draft without items that left the shared list, ceilings and conditions brought up to date."""
    sources = {item.pairing: item for item in shared}
    kept: list[OutlineItem] = []
    for item in draft.items:
        source = sources.get(item.pairing)
        if source is not None and source.may_be_proposed and not source.outcome.is_limit:
            ceiling = fit_ceiling(item.ceiling, source)
            kept.append(item.evolve(ceiling=ceiling, conditions=conditions_of(source)))
    return draft if tuple(kept) == draft.items else draft.evolve(items=tuple(kept))


def conditions_of(item: SharedItem) -> tuple[Condition, ...]:
    """The opened conditions of a pairing, word for word."""
    return tuple(Condition(person=d.person, words=d.conditions) for d in item.disclosures if d.conditions.strip())


def duplicate(draft: Draft, *, draft_id: ItemId, here: Collection[PersonId], new_id: IdSource) -> Draft:
    """A copy of a draft with ids of its own. Own words of somebody who is not here are left out."""

    def renamed(lines: tuple[Line, ...]) -> tuple[Line, ...]:
        return tuple(line.evolve(id=new_id()) for line in lines)

    return own_words_of(draft, here).evolve(
        id=draft_id,
        items=tuple(item.evolve(id=new_id()) for item in draft.items),
        exclusions=renamed(draft.exclusions),
        stop_criteria=renamed(draft.stop_criteria),
        rules=renamed(draft.rules),
        questions=renamed(draft.questions),
        words=(),
        review_on=None,
        wider_from=None,
        time="",
        settled=frozenset(),
        copy_of=draft.id,
    )


def own_words_of(draft: Draft, people: Collection[PersonId]) -> Draft:
    """The draft with only these people's own words."""
    fields = ("needs", "roles", "health", "contacts")
    return draft.evolve(**{name: tuple(own for own in getattr(draft, name) if own.person in people) for name in fields})
