"""A list to fill in by hand, and the signals in large type: nobody's answers and no names."""

from __future__ import annotations

from app.export.page import BlankTable, SignalTable
from app.models.answer import STANCES
from app.models.catalogue import CatalogueKind
from app.models.material import Material, PageKind
from app.models.signal import Channel, Level, SafetySignal
from tests.export.materials import CATALOGUE, WORDS, material, texts_of, whole
from tests.support import factories as make

LIST = whole(Material(kind=PageKind.BLANK_LIST, people=(), catalogue=CATALOGUE))
TABLES = [block for section in LIST.sections for block in section.blocks if isinstance(block, BlankTable)]


def card(*signals: SafetySignal) -> Material:
    return Material(kind=PageKind.SIGNALS, people=(), catalogue=CATALOGUE, signals=signals)


def test_every_entry_is_on_the_list_once() -> None:
    titles: dict[CatalogueKind, list[str]] = {kind: [] for kind in CatalogueKind}
    for entry in CATALOGUE.entries:
        titles[entry.kind].append(entry.description or entry.title if entry.kind == "house_rule" else entry.title)
    assert [row.title for table in TABLES for row in table.rows] == titles[CatalogueKind.ACTIVITY]
    by_choice = [entry for entry in CATALOGUE.entries if entry.by_choice]
    lines = [row.title for table in TABLES for row in table.lines]
    assert sorted(lines) == sorted([*titles[CatalogueKind.TERM], *(entry.title for entry in by_choice)])
    always = [text for table in TABLES for text in table.always]
    assert sorted([*always, *(entry.description for entry in by_choice)]) == sorted(titles[CatalogueKind.HOUSE_RULE])


def test_there_is_a_box_for_each_stance_and_a_line_for_each_side() -> None:
    assert {table.heads[2:] for table in TABLES} == {tuple(WORDS.stances[stance] for stance in STANCES)}
    sides = {row.title: row.sides for table in TABLES for row in table.rows}
    for entry in CATALOGUE.entries:
        if entry.kind is CatalogueKind.ACTIVITY:
            assert len(sides[entry.title]) == len(entry.directions)
            assert len(set(sides[entry.title])) == len(entry.directions)


def test_a_list_names_nobody() -> None:
    assert LIST.people == ()
    assert LIST.details == ()


def test_a_card_has_the_signals_that_are_worded_red_first() -> None:
    green, red, blank = make.signal("g", Level.GREEN), make.signal("r"), make.signal("b", expression=" ")
    page = whole(card(green, red, blank))
    (table,) = page.sections[0].blocks
    assert isinstance(table, SignalTable)
    assert table.large
    assert [row.level for row in table.rows] == [Level.RED, Level.GREEN]
    assert page.title.text == "How we stop"


def test_a_way_to_stop_that_one_added_alone_says_that_it_is_new() -> None:
    red, added = make.signal("r"), make.signal("n", expression="a bell")
    page = whole(card(red, added).evolve(new_signals=frozenset({added.id})))
    (table,) = page.sections[0].blocks
    assert isinstance(table, SignalTable)
    assert [row.level_word for row in table.rows] == ["Red", "Red · new, not practised yet"]


def test_a_single_signal_has_a_title_of_its_own() -> None:
    page = whole(card(make.signal(channel=Channel.NONVERBAL)))
    assert page.title.text == "One of our signals"
    assert texts_of(page.sections[0]) == ["three taps", "we stop, and look after each other"]


def test_a_card_without_signals_has_no_table() -> None:
    assert whole(card()).sections == ()


def test_a_card_takes_nothing_from_a_material_but_its_signals() -> None:
    full = material().evolve(kind=PageKind.SIGNALS, signals=(make.signal(),))
    assert whole(full) == whole(card(make.signal()))
