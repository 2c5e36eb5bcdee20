"""*What has changed since we last printed*: every kind of clause in a line of its own, and left out with the clause."""

from __future__ import annotations

from typing import Any

import pytest

from app.export.page import FactRows, Named, PagePart, PieceGroup
from app.export.redact import PageChoices, redact
from app.models.answer import Ceiling
from app.models.clause import Clause
from app.models.differences import differences
from app.models.layout import lay_out
from app.models.material import Material
from app.models.outline import DraftField
from tests.export.materials import CATALOGUE, SOURCES, WORDS, material, parts, section, texts_of, whole
from tests.support import factories as make

MARK = "zqxwords"
RIVER = (Named(person=make.ALEX, label="River"), Named(person=make.SAM, label="Lake"))


def clauses(words: str = MARK, **changes: Any) -> tuple[Clause, ...]:
    return lay_out(make.full_draft(words=words, **changes), SOURCES, CATALOGUE).clauses


def changed(before: tuple[Clause, ...], after: tuple[Clause, ...]) -> Material:
    return material(words=MARK).evolve(clauses=after, changes=differences(before, after))


def rows(made: Material, **choices: Any) -> dict[str, tuple[str, ...]]:
    """The texts of the section by their label."""
    page = redact(whole(made), PageChoices(sections_off=frozenset(), **choices))
    if PagePart.CHANGES not in parts(page):
        return {}
    (block,) = section(page, PagePart.CHANGES).blocks
    assert isinstance(block, FactRows)
    return {group.label: tuple(piece.text for piece in group.pieces) for group in block.rows}


def test_nothing_is_said_where_nothing_changed() -> None:
    assert rows(changed(clauses(), clauses())) == {}
    assert PagePart.CHANGES not in parts(whole(material()))


def test_every_clause_has_a_line_when_it_is_added_and_when_it_is_taken_out() -> None:
    every = clauses()
    for made, label in ((changed((), every), "Added"), (changed(every, ()), "Taken out")):
        found = rows(made)
        assert found.keys() == {label}
        assert len(found[label]) == len(every)
        assert all(text.strip(" :") for text in found[label])
        with_words = [text for text in found[label] if MARK in text]
        assert len(with_words) == len([c for c in every if MARK in c.model_dump_json()])


def test_what_is_other_than_before_says_both() -> None:
    before = clauses(items=(make.outline_item(ceiling=Ceiling.FIRM),), cap_minutes=60, place="the study")
    after = clauses(items=(make.outline_item(ceiling=Ceiling.LIGHT),), cap_minutes=90, place="the kitchen")
    found = rows(changed(before, after))
    assert found["Narrower"] == ("Hugs: up to firm; now up to light",)
    assert found["Wider"] == ("How long: at most 60 minutes; now at most 90 minutes",)
    assert found["Reworded"] == ("Where: the study; now the kitchen",)


@pytest.mark.parametrize("choices", [{"left_out": frozenset({"item:outline1"})}, {"categories_only": True}])
def test_a_line_goes_with_its_clause(choices: dict[str, Any]) -> None:
    made = changed(clauses(items=(make.outline_item(ceiling=Ceiling.FIRM),)), clauses())
    assert any("Hugs" in text for texts in rows(made).values() for text in texts)
    found = rows(made, **choices)
    assert not any("Hugs" in text for texts in found.values() for text in texts)


def test_what_was_taken_out_can_be_left_out_alone() -> None:
    made = changed(clauses(), clauses(items=()))
    assert "Hugs" in rows(made)["Taken out"][0]
    assert rows(made, left_out=frozenset({"change:item:outline1"})) == {}


def test_health_and_names_are_left_out_there_too() -> None:
    made = changed(clauses(), clauses(words="Alex feels well"))
    page = redact(whole(made), PageChoices(with_health=False, people=RIVER, sections_off=frozenset()))
    texts = texts_of(section(page, PagePart.CHANGES))
    assert not any("Alex" in text for text in texts)
    assert any("River feels well" in text for text in texts)
    labels = [text for text in texts if text.startswith((WORDS.health, WORDS.fields[DraftField.SUBSTANCES]))]
    assert labels == []


def test_words_that_were_taken_back_are_in_no_line() -> None:
    before = tuple(c.evolve(text="", is_taken_back=True) if c.id.startswith("health:") else c for c in clauses())
    found = rows(changed(before, clauses()))
    assert found == {"Reworded": (f"Health: taken back; now {MARK}",)}


def test_groups_are_in_one_order() -> None:
    made = changed(clauses(items=(), cap_minutes=30), clauses(cap_minutes=60, place="a new place"))
    (block,) = section(whole(made), PagePart.CHANGES).blocks
    assert isinstance(block, FactRows)
    assert [group.label for group in block.rows if isinstance(group, PieceGroup)] == [
        "Added",
        "Wider",
        "Reworded",
    ]


def test_what_counts_later_is_said_with_its_day_and_left_out_like_anything_else() -> None:
    waiting = clauses(items=(make.outline_item(),), cap_minutes=90)
    made = material(words=MARK).evolve(waiting=waiting, wider_from=make.TODAY)
    assert PagePart.LATER not in parts(whole(made.evolve(waiting=())))
    texts = texts_of(section(whole(made), PagePart.LATER))
    assert len(texts) == len(waiting) + 1
    assert "How long: at most 90 minutes" in texts
    assert texts[-1] == "From 14 March 2026; until then, what we agreed before stays."
    without = redact(whole(made), PageChoices(left_out=frozenset({"item:outline1"}), with_dates=False))
    left = texts_of(section(without, PagePart.LATER))
    assert not any("Hugs" in text or "March" in text for text in left)
