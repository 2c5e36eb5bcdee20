"""The sheet for a therapist: which entries and parts of them are chosen."""

from __future__ import annotations

import pytest

from app.models.answer import Answer
from app.models.catalogue import Direction
from app.models.journal import Boundary, EntryId, EntryKind, EntryText
from app.models.therapist import FIRST_PARTS, EntryPart, SummarySpan, TherapistSheet, answer_key, chosen_text
from tests.support.factories import HUGS

WHOLE = EntryText(
    kind=EntryKind.FANTASY,
    title="title",
    body="body",
    feelings=("feelings",),
    fears=("fears",),
    values=("values",),
    needs=("needs",),
    ways=("ways",),
    tags=("tags",),
    for_us="meaning",
    for_me="meaning",
    for_safety="meaning",
    boundary=Boundary.TRY,
)
ONE, TWO = EntryId("one"), EntryId("two")


@pytest.mark.parametrize("part", EntryPart)
def test_exactly_the_chosen_part_is_brought(part: EntryPart) -> None:
    said = chosen_text(WHOLE, frozenset({part})).model_dump(exclude={"kind", "boundary"})
    found = {"".join(words) for words in said.values() if words}
    assert found == {part.value}


def test_tags_ways_and_the_boundary_are_never_brought() -> None:
    text = chosen_text(WHOLE, frozenset(EntryPart))
    assert (text.tags, text.ways, text.boundary) == ((), (), Boundary.STAYS)
    assert chosen_text(WHOLE, frozenset()) == EntryText(kind=EntryKind.FANTASY)


def test_an_entry_is_chosen_once_with_its_first_parts() -> None:
    sheet = TherapistSheet().with_entry(ONE, True).with_entry(TWO, True).with_entry(ONE, True)
    assert [(each.entry_id, each.parts) for each in sheet.entries] == [(ONE, FIRST_PARTS), (TWO, FIRST_PARTS)]
    assert [each.entry_id for each in sheet.with_entry(ONE, False).entries] == [TWO]


def test_an_entry_without_parts_stays_chosen() -> None:
    sheet = TherapistSheet().with_entry(ONE, True).with_entry(TWO, True).with_parts(ONE, frozenset())
    assert [(each.entry_id, each.parts) for each in sheet.entries] == [(ONE, frozenset()), (TWO, FIRST_PARTS)]
    assert sheet.with_entry(ONE, True) == sheet


def test_a_longer_span_has_more_days() -> None:
    days = [span.days for span in SummarySpan]
    assert days[0] == 0
    assert days == sorted(set(days))


def test_each_side_of_an_activity_has_a_key() -> None:
    keys = {answer_key(Answer(activity_id=HUGS, direction=direction)) for direction in Direction}
    assert len(keys) == len(Direction)
