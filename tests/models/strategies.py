"""Hypothesis strategies for the domain: two people, a small catalogue, sealed answers."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from app.models.answer import STANCES, Answer, Ceiling, Stance, Visibility, allowed_visibilities
from app.models.base import ActivityId, PersonId
from app.models.catalogue import Catalogue, CatalogueEntry, CatalogueKind, Category, Direction, SideLabels
from app.models.limits import Disclosure, Outcome, SharedItem, Talk, TalkResult
from app.models.opening import pairings_of
from app.models.sealing import SealedAnswers, SealedItem, SharePreparation, seal, share_rows

ALEX, SAM = PersonId("a" * 32), PersonId("b" * 32)
PEOPLE = (ALEX, SAM)
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)

CATALOGUE = Catalogue(
    categories=(Category(id="touch", title="Everyday touch"), Category(id="language", title="Language")),
    entries=(
        CatalogueEntry(id=ActivityId("touch.hugs"), category="touch", title="Hugs"),
        CatalogueEntry(
            id=ActivityId("touch.massage"), category="touch", title="Massage", labels=SideLabels.GIVES, intensity=True
        ),
        CatalogueEntry(id=ActivityId("language.praise"), category="language", title="Praise", labels=SideLabels.GIVES),
        CatalogueEntry(
            id=ActivityId("language.avoid"), category="language", title="Words to avoid", kind=CatalogueKind.TERM
        ),
    ),
)
SIDES: tuple[tuple[ActivityId, Direction], ...] = tuple(
    (entry.id, direction) for entry in CATALOGUE.entries for direction in entry.directions
)
words = st.text(max_size=20)
days = st.dates(date(2, 1, 1), date(9998, 12, 31))


@st.composite
def answers(draw: st.DrawFn, side: tuple[ActivityId, Direction] | None = None) -> Answer:
    """Any valid answer."""
    activity_id, direction = side if side is not None else draw(st.sampled_from(SIDES))
    stance = draw(st.none() | st.sampled_from(list(Stance)))
    return Answer(
        activity_id=activity_id,
        direction=direction,
        stance=stance,
        ceiling=draw(st.none() | st.sampled_from(list(Ceiling))),
        conditions=draw(words),
        note=draw(words),
        visibility=draw(st.sampled_from(allowed_visibilities(stance))),
        ask_after=draw(st.none() | days),
    )


@st.composite
def answer_lists(draw: st.DrawFn) -> tuple[Answer, ...]:
    """At most one answer for each side of the small catalogue."""
    chosen = draw(st.lists(st.sampled_from(SIDES), unique=True))
    return tuple(draw(answers(side)) for side in chosen)


def sealed_from(person: PersonId, given: tuple[Answer, ...]) -> SealedAnswers:
    """The snapshot of these answers with nothing held back by hand."""
    rows = share_rows(SharePreparation(answers=given), CATALOGUE, {})
    return seal(rows, person)


@st.composite
def sealed(draw: st.DrawFn, person: PersonId) -> SealedAnswers:
    """Any sealed snapshot of a person."""
    return sealed_from(person, draw(answer_lists()))


@st.composite
def sealed_items(draw: st.DrawFn) -> SealedItem:
    """Any one sealed answer."""
    return SealedItem(
        activity_id=ActivityId("touch.hugs"),
        direction=Direction.TOGETHER,
        stance=draw(st.sampled_from(STANCES)),
        always=draw(st.booleans()),
    )


@st.composite
def shared_lists(draw: st.DrawFn) -> tuple[SharedItem, ...]:
    """Any shared list over the small catalogue, at most one item a pairing."""
    pairings = [p for e in CATALOGUE.entries for p in pairings_of(e.id, e.directions, PEOPLE)]
    items: list[SharedItem] = []
    for pairing in draw(st.lists(st.sampled_from(pairings), unique=True)):
        outcome = draw(st.sampled_from(list(Outcome)))
        people = PEOPLE if outcome in (Outcome.YES, Outcome.TALK) else (draw(st.sampled_from(PEOPLE)),)
        stance = {Outcome.YES: Stance.WANT, Outcome.OFF: Stance.HARD_LIMIT, Outcome.NOT_NOW: Stance.SOFT_LIMIT}
        items.append(
            SharedItem(
                pairing=pairing,
                outcome=outcome,
                disclosures=tuple(
                    Disclosure(
                        person=person,
                        stance=stance.get(outcome, Stance.CURIOUS),
                        ceiling=draw(st.none() | st.sampled_from(list(Ceiling))),
                        conditions=draw(words),
                    )
                    for person in people
                ),
                opened_on=TODAY,
                talk=Talk(result=draw(st.sampled_from((TalkResult.OPEN, TalkResult.AGREED)))),
            )
        )
    return tuple(items)


NEVER = Visibility.NEVER
