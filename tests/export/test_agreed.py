"""The page of a scene or of ground rules: its sections, whose words are where, and what an outline says."""

from __future__ import annotations

import pytest

from app.export.page import FactRows, ItemTable, PagePart, Paragraphs, Run, SideBySide, SignalTable
from app.models.answer import Ceiling
from app.models.base import ItemId
from app.models.material import PageKind
from app.models.narrower import CAP, Beside, Narrower
from app.models.outline import Scope
from app.models.signal import Channel, Level
from tests.export.materials import WORDS, material, parts, pieces_of, section, texts_of, whole
from tests.support import factories as make


@pytest.mark.parametrize("kind", [PageKind.SCENE, PageKind.GROUND_RULES])
def test_sections_are_in_the_order_of_the_parts(kind: PageKind) -> None:
    found = parts(whole(material(kind)))
    order = list(PagePart)
    assert found == sorted(found, key=order.index)
    assert found[-1] is PagePart.NOTES
    assert (PagePart.TERMS in found) == (kind is PageKind.GROUND_RULES)


def test_a_section_without_content_is_left_out() -> None:
    empty = whole(material(clauses=(), limits=(), talk=()))
    assert parts(empty) == [PagePart.SIGNALS, PagePart.WITHDRAWAL, PagePart.NOTES]


def test_a_title_is_the_couples_or_a_plain_one() -> None:
    page = whole(material(words="Our evening"))
    assert (page.title.text, page.title.own, page.plain_title) == ("Our evening", True, "Our scene")
    untitled = whole(material(title=" "))
    assert (untitled.title.text, untitled.title.own) == ("Our scene", False)


def test_the_details_say_which_version_and_until_when() -> None:
    agreed = [piece.text for piece in whole(material()).details]
    assert agreed == ["Version 3", "", "", "agreed on 14 March 2026", "planned for 14 June 2026"]
    rules = whole(material(PageKind.GROUND_RULES, scope=Scope.UNTIL_REVIEW)).details
    assert rules[-1].text == "to be reviewed by 14 June 2026"
    assert [piece.dated for piece in rules] == [False, False, False, True, True]


def test_what_both_understood_in_a_talk_is_printed_beside_its_activity() -> None:
    text = material()
    item = next(clause for clause in text.clauses if clause.item is not None)

    def said(**changes: object) -> list[str]:
        talked = item.evolve(text="Only the shoulders", **changes)
        clauses = tuple(talked if clause == item else clause for clause in text.clauses)
        (table,) = (
            b for b in section(whole(text.evolve(clauses=clauses)), PagePart.AGREED).blocks if isinstance(b, ItemTable)
        )
        (row,) = (row for row in table.rows if row.id == item.id)
        return [piece.text for piece in row.conditions]

    assert "We both understood: “Only the shoulders”" in said()
    assert not any("shoulders" in words for words in said(is_taken_back=True))


def test_a_scene_without_an_evening_is_for_one_time() -> None:
    assert whole(material(review_on=None)).details[-1].text == "for one evening"


def test_the_page_says_what_was_planned_and_that_each_still_says_yes_or_no() -> None:
    (words,) = section(whole(material()), PagePart.WITHDRAWAL).blocks
    assert isinstance(words, Paragraphs)
    assert "what we planned on its date" in words.pieces[0].text
    assert "still says yes, or no, when the moment comes" in words.pieces[0].text


def test_what_one_added_beside_the_text_is_printed_beside_it() -> None:
    text = material()
    item = next(clause for clause in text.clauses if clause.item is not None)
    shorter = Beside(person=make.SAM, clause_id=CAP, body=Narrower(minutes=20))
    lower = Beside(person=make.ALEX, clause_id=item.id, body=Narrower(ceiling=Ceiling.VERY_LIGHT))
    page = whole(text.evolve(beside=(shorter, lower)))
    place = [piece.text for piece in pieces_of(section(page, PagePart.PLACE_TIME)) if "added this" in piece.text]
    assert place == ["How long: at most 20 minutes (Sam added this; Alex has not read it yet)"]
    agreed = section(page, PagePart.AGREED)
    assert any(piece.text.endswith("(Alex added this; Sam has not read it yet)") for piece in pieces_of(agreed))
    assert agreed.blocks[0] == section(whole(text), PagePart.AGREED).blocks[0]


def test_an_outline_claims_no_agreement() -> None:
    outline = whole(material(state=None, number=None, agreed_on=None))
    assert outline.details[0].text == "Outline, not agreed yet"
    assert section(outline, PagePart.AGREED).title == WORDS.outline_agreed
    assert section(whole(material()), PagePart.AGREED).title == WORDS.sections[PagePart.AGREED]


def test_both_people_have_a_column_even_if_one_wrote_nothing() -> None:
    (columns,) = section(whole(material()), PagePart.NEEDS).blocks
    assert isinstance(columns, SideBySide)
    assert [column.person for column in columns.columns] == [make.ALEX, make.SAM]
    assert all(column.groups for column in columns.columns)
    alone = material()
    alone = alone.evolve(clauses=tuple(c for c in alone.clauses if c.role is None))
    (columns,) = section(whole(alone), PagePart.NEEDS).blocks
    assert isinstance(columns, SideBySide)
    assert [bool(column.groups) for column in columns.columns] == [True, False]


def test_every_word_a_person_wrote_is_marked_as_own() -> None:
    page = whole(material(words="zqxwords"))
    written = [piece for piece in pieces_of(page) if "zqxwords" in piece.text]
    assert len(written) >= 10
    assert all(piece.own for piece in written)


def test_a_limit_names_its_side_and_nobody_whose_it_is() -> None:
    off, not_now = [block for block in section(whole(material()), PagePart.LIMITS).blocks if isinstance(block, Run)][:2]
    assert (off.label, not_now.label) == (WORDS.off, WORDS.not_now)
    ((first,), (second,)) = off.pieces, not_now.pieces
    assert first.text == second.text == "Tickling"
    assert (first.aside[0].person, second.aside[0].person) == (make.ALEX, make.SAM)
    assert first.by is second.by is None


def test_signals_are_listed_red_first_with_the_fixed_sentence() -> None:
    signals = (make.signal("s3", Level.GREEN), make.signal("s2", Level.YELLOW), *make.signals())
    clauses = tuple(make.clause(f"signal:{s.id}", "", section="signals", signal=s) for s in signals)
    blocks = section(whole(material(clauses=clauses)), PagePart.SIGNALS).blocks
    assert isinstance(blocks[0], SignalTable)
    assert [row.level for row in blocks[0].rows] == [Level.RED, Level.RED, Level.YELLOW, Level.GREEN]
    assert "always mean stop" in " ".join(texts_of(blocks[1]))


def test_a_signal_without_a_response_says_what_it_means() -> None:
    signal = make.signal(channel=Channel.VERBAL, response="")
    clause = make.clause("signal:x", "", section="signals", signal=signal)
    table = section(whole(material(clauses=(clause,))), PagePart.SIGNALS).blocks[0]
    assert isinstance(table, SignalTable)
    assert table.rows[0].response.text == "stop everything"


def test_an_activity_has_its_conditions_details_and_ceiling() -> None:
    (table,) = section(whole(material(words="slowly")), PagePart.AGREED).blocks
    assert isinstance(table, ItemTable)
    (row,) = table.rows
    assert [piece.text for piece in row.conditions] == ["slowly", "slowly"]
    assert all(piece.detail for piece in row.conditions)
    assert row.up_to == WORDS.ceilings[2]
    assert row.by == make.ALEX


def test_risk_notes_follow_their_activity() -> None:
    entry = next(e for e in material().catalogue.entries if e.risk)
    item = make.outline_item(pairing=make.pairing(entry.id, make.ALEX))
    clauses = tuple(
        make.clause(f"item:{n}", "", section="items", item=item.evolve(id=ItemId(str(n)))) for n in range(2)
    )
    pieces = pieces_of(section(whole(material(clauses=clauses)), PagePart.RISK))
    (note,) = [piece for piece in pieces if entry.risk in piece.text]
    assert note.about == ("item:0", "item:1")
    assert (note.detail, note.category) == (True, "")


def test_health_is_marked_so_that_it_can_be_left_out() -> None:
    pieces = pieces_of(section(whole(material(words="zqxwords")), PagePart.RISK))
    assert len([piece for piece in pieces if piece.health and "zqxwords" in piece.text]) == 2  # health and substances


def test_words_added_while_reading_have_the_name_of_who_added_them() -> None:
    (piece,) = pieces_of(section(whole(material(words="Thank you")), PagePart.WORDS))
    assert (piece.text, piece.by, piece.named) == ("Thank you", make.SAM, True)


def test_minutes_are_in_sentences() -> None:
    (facts,) = section(whole(material()), PagePart.PLACE_TIME).blocks
    assert isinstance(facts, FactRows)
    assert any("60" in text for text in texts_of(facts))


def test_aftercare_that_asks_for_nothing_says_so() -> None:
    plan = make.plan(make.SAM, needs=(), avoid=(), nothing=True)
    clause = make.clause("aftercare:x", "", section="aftercare", aftercare=plan, holder=make.SAM)
    assert WORDS.care_nothing in texts_of(section(whole(material(clauses=(clause,))), PagePart.AFTERCARE))


def test_a_line_whose_words_were_taken_back_says_so() -> None:
    whole_text = material()
    clauses = tuple(
        clause.sealed.evolve(is_taken_back=True) if clause.needs is not None or clause.role is not None else clause
        for clause in whole_text.clauses
    )
    texts = texts_of(section(whole(whole_text.evolve(clauses=clauses)), PagePart.NEEDS))
    assert texts
    assert set(texts) == {WORDS.taken_back}
