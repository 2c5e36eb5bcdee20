"""A private space on a real encrypted file: what is kept comes back exactly, and errors quote none of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Table
from sqlalchemy.exc import IntegrityError

from app.models.base import ItemId
from app.models.kept_resource import KeptResource
from app.models.list_place import ListPlace
from app.models.reading import ClauseReply
from app.models.scene_day import ReadyAsk, ReadyCheck
from app.models.sealing import ShareChoice
from app.models.therapist import TherapistSheet
from app.storage import tables_private as tables
from app.storage.repositories_private import PrivateRepositories
from tests.storage.made import Made
from tests.storage.repositories import MARKER, TEXTS, KeptPrivate, damaged, private_of
from tests.support import factories as make
from tests.support.clock import START
from tests.support.quick_vault import QuickVault

LATER = START + timedelta(hours=1)


@pytest.fixture
def others(vault: QuickVault, pair: Made) -> KeptPrivate:
    return private_of(vault, pair.b)


def test_every_text_comes_back_exactly(kept: KeptPrivate) -> None:
    given_answers = tuple(make.answer(f"touch.n{n:03}", note=text, conditions=text) for n, text in enumerate(TEXTS))
    words = tuple(make.term_words(f"language.n{n:03}", text) for n, text in enumerate(TEXTS))
    with kept.write() as own:
        for answer, term in zip(given_answers, words, strict=True):
            own.answers.save(answer, START)
            own.terms.save(term, START)
            own.prefs.set(term.entry_id, term.words)
            own.resources.save(KeptResource(id=term.entry_id, name=term.words))
    with kept.read() as own:
        assert own.answers.all() == given_answers
        assert own.terms.all() == words
        for term in words:
            assert own.terms.get(term.entry_id) == term
            assert own.terms.history(term.entry_id) == ((START, term.words),)
            assert own.prefs.get(term.entry_id) == term.words
        assert [resource.name for resource in own.resources.all()] == list(TEXTS)


def test_the_two_private_spaces_know_nothing_of_each_other(kept: KeptPrivate, others: KeptPrivate) -> None:
    with kept.write() as own:
        own.answers.save(make.answer(note=MARKER), START)
        own.prefs.set("deck", "7")
        own.sharing.seal(make.sealed(kept.person))
    with others.read() as own:
        assert own.answers.all() == ()
        assert own.prefs.get("deck") is None
        assert own.sharing.sealed() is None


def test_choices_by_hand(kept: KeptPrivate) -> None:
    hugs, words = (make.HUGS, "together"), (make.WORDS_TO_AVOID, "")
    with kept.write() as own:
        own.sharing.set_choice(hugs, ShareChoice.SHARE)
        own.sharing.set_choice(hugs, ShareChoice.HOLD_BACK)
        own.sharing.set_choice(words, ShareChoice.TAKE_BACK)
    with kept.write() as own:
        assert own.sharing.choices() == {hugs: ShareChoice.HOLD_BACK, words: ShareChoice.TAKE_BACK}
        own.sharing.set_choice(hugs, None)
        own.sharing.set_choice(hugs, None)
    with kept.read() as own:
        assert own.sharing.choices() == {words: ShareChoice.TAKE_BACK}


def test_one_snapshot_at_a_time(kept: KeptPrivate) -> None:
    with kept.write() as own:
        own.sharing.seal(make.sealed(kept.person, items=()))
        own.sharing.seal(make.sealed(kept.person))
    with kept.write() as own:
        assert own.sharing.sealed() == make.sealed(kept.person)
        assert own.sharing.unseal() is True
        assert own.sharing.unseal() is False
    with kept.read() as own:
        assert own.sharing.sealed() is None


def test_taking_away_no_snapshot_writes_nothing(kept: KeptPrivate, pair: Made) -> None:
    before = pair.file(kept.person).read_bytes()
    with kept.write() as own:
        assert own.sharing.unseal() is False
    assert pair.file(kept.person).read_bytes() == before


def test_readings_are_kept_by_draft(kept: KeptPrivate) -> None:
    with kept.write() as own:
        own.readings.save(make.reading())
        own.readings.save(make.reading(words="one more thing", replies={"f" * 64: ClauseReply.TAKE_OUT}))
        own.readings.save(make.reading("draft2"))
    with kept.write() as own:
        assert own.readings.get("draft1") == make.reading(
            words="one more thing", replies={"f" * 64: ClauseReply.TAKE_OUT}
        )
        own.readings.delete("draft1")
    with kept.read() as own:
        assert own.readings.get("draft1") is None
        assert own.readings.get("draft2") == make.reading("draft2")


@pytest.mark.parametrize("data", [f'{{"words": "{MARKER}"}}', MARKER, b"\xff", 7])
def test_a_reading_that_cannot_be_read_is_none_and_is_begun_again(kept: KeptPrivate, data: object) -> None:
    with kept.write() as own:
        own.readings.save(make.reading())
    kept.spoil(tables.reading, data=data)
    with kept.write() as own:
        own.readings.save(make.reading("draft2"))
        assert own.readings.get("draft1") is None
        assert own.readings.all() == (make.reading("draft2"),)
        own.readings.save(make.reading())
        assert own.readings.get("draft1") == make.reading()


def test_ready_checks_of_earlier_days_are_forgotten_and_so_is_what_cannot_be_read(kept: KeptPrivate) -> None:
    days = (date(2026, 3, 13), date(2026, 3, 14), date(2026, 3, 15))
    checks = [ReadyCheck(agreement_id=ItemId(str(day.day)), day=day, answers={ReadyAsk.BODY: False}) for day in days]
    with kept.write() as own:
        own.ready_checks.save(checks[0])
    kept.spoil(tables.ready_check, data="{")
    with kept.write() as own:
        assert own.ready_checks.all() == ()
        for check in checks:
            own.ready_checks.save(check.evolve(agreement_id=ItemId(f"{check.agreement_id}.")))
        own.ready_checks.forget_before(days[1])
    with kept.read() as own:
        assert [check.day for check in own.ready_checks.all()] == list(days[1:])


def test_a_place_that_cannot_be_read_is_the_beginning(kept: KeptPrivate) -> None:
    with kept.write() as own:
        own.list_place.save(ListPlace(deck="touch"))
        assert own.list_place.get().deck == "touch"
    kept.spoil(tables.pref, value=MARKER)
    with kept.read() as own:
        assert own.list_place.get() == ListPlace()


def test_resources_and_prefs(kept: KeptPrivate) -> None:
    with kept.write() as own:
        own.resources.save(KeptResource(id="line", name="before"))
        own.resources.save(KeptResource(id="line", name="Helpline"))
        own.resources.save(KeptResource(id="gone"))
        own.resources.delete("gone")
        own.prefs.set("deck", "3")
        own.prefs.set("deck", "4")
        own.prefs.set("gone", "1")
        own.prefs.set("gone", None)
    with kept.read() as own:
        assert own.resources.all() == (KeptResource(id="line", name="Helpline"),)
        assert own.prefs.get("deck") == "4"
        assert own.prefs.get("gone") is None


def test_the_one_sheet_comes_back_and_an_empty_one_is_not_stored(kept: KeptPrivate) -> None:
    before = kept.rows(tables.pref)
    with kept.read() as own:
        assert own.sheet.get() == TherapistSheet()
    for text in TEXTS:
        sheet = TherapistSheet(about=text, questions=(text, "another"))
        with kept.write() as own:
            own.sheet.save(sheet)
        with kept.read() as own:
            assert own.sheet.get() == sheet
        assert len(kept.rows(tables.pref)) == len(before) + 1
    with kept.write() as own:
        own.sheet.save(TherapistSheet())
    assert kept.rows(tables.pref) == before


def test_a_damaged_sheet_quotes_nothing(kept: KeptPrivate) -> None:
    with kept.write() as own:
        own.sheet.save(TherapistSheet(about="to bring"))
    kept.spoil(tables.pref, value=f'{{"about": ["{MARKER}"]}}')
    with damaged("pref"), kept.read() as own:
        own.sheet.get()


SPOILED: list[tuple[Table, dict[str, Any], Callable[[PrivateRepositories], object]]] = [
    (tables.answer, {"data": f'{{"note": "{MARKER}"}}'}, lambda own: own.answers.all()),
    (tables.answer, {"data": f"{MARKER}"}, lambda own: own.answers.get(make.answer().key)),
    (tables.answer_history, {"data": f'["{MARKER}"]'}, lambda own: own.answers.history(make.HUGS)),
    (tables.term, {"data": f'{{"words": "{MARKER}"'}, lambda own: own.terms.all()),
    (tables.entry, {"data": f'{{"id": "{MARKER}"}}'}, lambda own: own.entries.all()),
    (tables.category, {"data": f'{{"id": "{MARKER}!"}}'}, lambda own: own.categories.all()),
    (tables.sealed, {"data": f'{{"items": "{MARKER}"}}'}, lambda own: own.sharing.sealed()),
]


@pytest.mark.parametrize(("table", "values", "look"), SPOILED, ids=lambda value: getattr(value, "name", ""))
def test_a_spoiled_row_names_its_table_and_nothing_else(
    kept: KeptPrivate, table: Table, values: dict[str, Any], look: Callable[[PrivateRepositories], object]
) -> None:
    with kept.write() as own:
        own.answers.save(make.answer(), START)
        own.terms.save(make.term_words(), START)
        own.entries.save(make.entry())
        own.categories.save(make.category())
        own.sharing.seal(make.sealed(kept.person))
    with kept.read() as own:
        assert look(own)
    kept.spoil(table, **values)
    with damaged(table.name), kept.read() as own:
        look(own)


@pytest.mark.parametrize(
    ("table", "values"),
    [
        (tables.answer, {"activity_id": "touch.hugs", "direction": "sideways", "data": "{}"}),
        (tables.share_choice, {"entry_id": "touch.hugs", "direction": "", "choice": "perhaps"}),
        (tables.entry, {"id": "touch.hugs", "category": "touch", "data": "{}"}),
        (tables.answer, {"activity_id": "touch.hugs", "direction": "together", "data": None}),
    ],
)
def test_rows_that_no_model_makes_are_refused(kept: KeptPrivate, table: Table, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), kept.unit() as uow:
        uow.connection(kept.space).execute(table.insert().values(**values))
    assert kept.rows(table) == []
