"""The private journal in a real vault: written, found, binned, deleted permanently."""

from __future__ import annotations

from datetime import UTC, date, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.errors import InputError, NotYours
from app.models.journal import (
    Boundary,
    EntryId,
    EntryKind,
    EntryTemplate,
    EntryText,
    JournalEntry,
    JournalQuery,
    LabelRole,
    OwnWay,
)
from app.services import journal
from app.services.long_work import LongWork
from tests.support.moments import binned_moments, listed_moments
from tests.support.pages import decrypted_pages
from tests.support.texts import AWKWARD
from tests.support.vaults import ALEX_WORDS, TestVault

pytestmark = pytest.mark.solo


def write(vault: TestVault, body: str = "", **said: Any) -> JournalEntry:
    """An entry of now."""
    text = EntryText(body=body, **said)
    with vault.unit(vault.alex) as uow:
        saved = journal.new_entry(uow, person=vault.alex, text=text, now=vault.clock(), new_id=vault.ids)
    vault.clock.advance(minutes=1)
    return saved.entry


def find(vault: TestVault, words: str = "", **query: Any) -> list[str]:
    """The titles or bodies that are found, newest first."""
    asked = JournalQuery(words=words, **query)
    with vault.unit() as uow:
        moments = listed_moments(uow, person=vault.alex, query=asked)
        rows = {row.moment: row for row in journal.rows(uow, person=vault.alex, moments=moments)}
    return [rows[moment].title or rows[moment].preview for moment in moments]


def act(vault: TestVault, fn: Any, **arguments: Any) -> Any:
    with vault.unit(vault.alex) as uow:
        return fn(uow, person=vault.alex, **arguments)


def test_what_was_written_is_there_as_it_was(vault: TestVault) -> None:
    for awkward in AWKWARD:
        said = EntryText(title=awkward, body=awkward, feelings=(awkward,), needs=("trust",), for_us=awkward)
        made = act(vault, journal.new_entry, text=said, now=vault.clock(), new_id=vault.ids).entry
        with vault.unit() as uow:
            assert journal.entry(uow, person=vault.alex, entry_id=made.id).text == said


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("The long train ride", "trai lo"),
        ("Crème brûlée", "creme BRULEE"),
        ("昨日は日本語の日記を書いた", "日本語"),
        ("昨日は日本語の日記を書いた", "記"),
        ("ฉันรักแม่น้ำ", "แม่"),
        ("मुझे हिन्दी पसंद है", "हिन्"),
        ("שלום עולם", "עול"),
        ("العَرَبِيَّة", "العرب"),
        ("quiet 🫶 evening", "🫶"),
        ('say "AND" or (NOT) *', '"and" (not'),
    ],
)
def test_words_are_found_in_any_script(vault: TestVault, body: str, words: str) -> None:
    write(vault, "something else entirely")
    write(vault, body)
    assert find(vault, words) == [body]


def test_every_word_has_to_be_there_and_newest_comes_first(vault: TestVault) -> None:
    for title in ("first", "second", "third"):
        write(vault, f"rain and {title}", title=title)
    assert find(vault, "rain") == ["third", "second", "first"]
    assert find(vault, "rain sec") == ["second"]
    assert find(vault, "rain snow") == []


def test_filters(vault: TestVault) -> None:
    write(vault, "one", kind=EntryKind.FANTASY, needs=("trust",), feelings=("calm",))
    write(vault, "two", kind=EntryKind.LETTER, boundary=Boundary.TALK, feelings=("Calm",), tags=("Spring",))
    assert find(vault, kind=EntryKind.FANTASY) == ["one"]
    assert find(vault, boundary=Boundary.TALK) == ["two"]
    assert find(vault, labels=((LabelRole.FEELING, "calm"),)) == ["two", "one"]
    assert find(vault, labels=((LabelRole.NEED, "trust"), (LabelRole.FEELING, "calm"))) == ["one"]
    assert find(vault, "on", kind=EntryKind.LETTER) == []
    assert find(vault, labels=((LabelRole.TAG, "trust"),)) == []


def test_a_span_of_days_holds_what_is_pinned_too(vault: TestVault) -> None:
    first = write(vault, "first")
    write(vault, "second")
    third = write(vault, "third")
    act(vault, journal.pin, entry_id=first.id, pinned=True)
    assert find(vault, until=third.moment) == ["second", "first"]
    assert find(vault, since=third.moment) == ["third"]
    with vault.unit() as uow:
        assert journal.newest_until(uow, person=vault.alex, until=first.moment + 1) == first.moment
        assert journal.newest_until(uow, person=vault.alex, until=first.moment) is None


def test_a_mark_of_the_index_is_no_word_of_the_text(vault: TestVault) -> None:
    write(vault, "one", kind=EntryKind.FANTASY, needs=("trust",))
    assert find(vault, "kindx") == []


def test_days_and_spans(vault: TestVault) -> None:
    write(vault, "early")
    vault.clock.advance(days=40)
    write(vault, "late")
    with vault.unit() as uow:
        found = journal.days_with_entries(
            uow, person=vault.alex, first=date(2026, 3, 1), last=date(2026, 3, 31), zone=UTC
        )
        one_day, berlin = date(2026, 3, 14), ZoneInfo("Europe/Berlin")
        edges = [
            journal.days_with_entries(uow, person=vault.alex, first=first, last=last, zone=zone)
            for first, last, zone in (
                (one_day, one_day, berlin),
                (one_day - timedelta(days=1), one_day - timedelta(days=1), berlin),
                (one_day + timedelta(days=1), one_day + timedelta(days=1), timezone(timedelta(hours=5))),
            )
        ]
    assert found == {one_day}
    assert edges == [{one_day}, set(), {one_day + timedelta(days=1)}], "both days belong to it, by the local clock"


def test_a_page_of_rows_goes_on_where_the_last_ended(vault: TestVault) -> None:
    made = [write(vault, f"number {n}").moment for n in range(7)]
    newest = tuple(reversed(made))
    with vault.unit() as uow:
        first = listed_moments(uow, person=vault.alex, query=JournalQuery(), most=3)
        rest = listed_moments(uow, person=vault.alex, query=JournalQuery(), before=first[-1])
    assert (*first, *rest) == newest


def test_pinned_comes_first_and_only_where_nothing_is_looked_for(vault: TestVault) -> None:
    old = write(vault, "old")
    write(vault, "new")
    act(vault, journal.pin, entry_id=old.id, pinned=True)
    assert find(vault) == ["old", "new"]
    assert find(vault, "o") == ["old"]


def test_changing_words_changes_what_is_found(vault: TestVault) -> None:
    made = write(vault, "umbrella")
    act(vault, journal.save_entry, entry_id=made.id, text=EntryText(body="lantern"), now=vault.clock())
    act(vault, journal.settle)
    assert find(vault, "umbrella") == []
    assert find(vault, "lantern") == ["lantern"]


def test_another_time_moves_it_and_no_two_share_one(vault: TestVault) -> None:
    first, second = write(vault, "first"), write(vault, "second")
    moved = act(vault, journal.save_entry, entry_id=first.id, text=first.text, now=vault.clock(), at=second.at).entry
    assert moved.at == second.at + timedelta(microseconds=1)
    assert find(vault) == ["first", "second"]


def test_the_bin_and_back(vault: TestVault) -> None:
    made = write(vault, "umbrella", tags=("rain",))
    act(vault, journal.bin_entry, entry_id=made.id, now=vault.clock())
    assert find(vault, "umbrella") == find(vault) == []
    with vault.unit() as uow:
        assert binned_moments(uow, person=vault.alex) == (made.moment,)
        assert journal.labels(uow, person=vault.alex)[LabelRole.TAG] == ()
    act(vault, journal.restore, entry_id=made.id)
    assert find(vault, "umbrella") == ["umbrella"]


def test_several_go_to_the_bin_and_back_together_or_not_at_all(vault: TestVault) -> None:
    made = [write(vault, f"number {number}") for number in range(4)]
    with vault.unit() as uow:
        moments = tuple(entry.moment for entry in made[1:])
        ids = journal.ids_at(uow, person=vault.alex, moments=(*moments, 1))
    assert ids == tuple(entry.id for entry in reversed(made[1:]))
    with pytest.raises(NotYours):
        act(vault, journal.bin_entries, entry_ids=(*ids, EntryId("none")), now=vault.clock(), work=LongWork())
    assert len(find(vault)) == 4
    assert act(vault, journal.bin_entries, entry_ids=ids, now=vault.clock(), work=LongWork()).ids == ids
    assert find(vault) == find(vault, "number") == ["number 0"]
    act(vault, journal.restore_entries, entry_ids=ids[:2], work=LongWork())
    assert find(vault, "number") == find(vault) == ["number 3", "number 2", "number 0"]


def test_only_what_is_in_the_bin_is_deleted_for_good(vault: TestVault) -> None:
    made = write(vault, "umbrella")
    with pytest.raises(NotYours):
        act(vault, journal.delete_for_good, entry_ids=(made.id,))
    assert find(vault) == ["umbrella"]


def test_what_is_deleted_for_good_is_in_no_page_of_the_file(vault: TestVault) -> None:
    for number in range(40):
        write(vault, f"number {number} of many other words zq", tags=("rain",))
    made = write(vault, "zqxmarker body", title="Zqxtitle", feelings=("zqxfeeling",), for_safety="zqxsafety")
    act(vault, journal.save_entry, entry_id=made.id, text=made.text.evolve(body="zqxsecond"), now=vault.clock())
    assert b"zqx" in decrypted(vault).lower()
    act(vault, journal.bin_entry, entry_id=made.id, now=vault.clock())
    act(vault, journal.delete_for_good, entry_ids=(made.id,))
    assert b"zqx" not in decrypted(vault).lower()


END = "vkw"
"""How words end that are to leave no trace: an index keeps what words have in common apart from how they end."""


def everywhere(word: str) -> EntryText:
    """An entry whose every field holds words that begin with this one."""
    labels = {name: (f"{word}{name}{END}",) for name in ("feelings", "fears", "values", "needs", "ways", "tags")}
    said = {name: f"{word}{name.replace('_', '')}{END}" for name in ("for_us", "for_me", "for_safety")}
    return EntryText(title=f"{word}title", body=f"{word}body{END} " * 40, **labels, **said)  # type: ignore[arg-type]


@pytest.mark.parametrize("how", ["at once", "while it is written", "settled", "restored", "moved", "empty the bin"])
def test_no_word_of_it_stays_however_it_was_written(vault: TestVault, how: str) -> None:
    for number in range(60):
        write(vault, f"number {number} " + "of many other words " * 20, tags=("rain",))
    made = act(vault, journal.new_entry, text=everywhere("zqx"), now=vault.clock(), new_id=vault.ids).entry
    saved = {"entry_id": made.id, "now": vault.clock()}
    if how != "at once":
        for number in range(5):
            act(vault, journal.save_entry, text=everywhere(f"zqx{number}"), **saved)
            if how != "while it is written":
                act(vault, journal.settle)
    if how == "moved":
        act(vault, journal.save_entry, text=everywhere("zqxmoved"), at=made.at + timedelta(days=90), **saved)
    act(vault, journal.bin_entry, **saved)
    if how == "restored":
        act(vault, journal.restore, entry_id=made.id)
        act(vault, journal.save_entry, text=everywhere("zqxagain"), **saved)
        act(vault, journal.bin_entry, **saved)
    assert b"zqx" in decrypted(vault).lower()
    if how == "empty the bin":
        act(vault, journal.empty_bin)
    else:
        act(vault, journal.delete_for_good, entry_ids=(made.id,))
    left = decrypted(vault).lower()
    # The first three letters have an index of their own; the word before a label's mark is its letters in hex.
    assert b"zqx" not in left
    assert END.encode() not in left
    assert b"zqx".hex().encode() not in left
    assert len(find(vault, "rain")) == 60


def test_words_that_were_changed_leave_the_file_once_they_are_settled(vault: TestVault) -> None:
    for number in range(60):
        write(vault, f"number {number} " + "of many other words " * 20)
    made = act(vault, journal.new_entry, text=everywhere("zqx"), now=vault.clock(), new_id=vault.ids).entry
    act(vault, journal.save_entry, entry_id=made.id, text=everywhere("kept"), now=vault.clock())
    act(vault, journal.settle)
    assert b"zqx" not in decrypted(vault).lower()
    assert find(vault, "keptbody") == ["kepttitle"]


def test_while_it_is_written_an_entry_is_found_by_what_it_said(vault: TestVault) -> None:
    made = write(vault, "umbrella")
    for body in ("lantern", "lantern and rope"):
        text = made.text.evolve(body=body)
        act(vault, journal.save_entry, entry_id=made.id, text=text, now=vault.clock())
    with vault.unit() as uow:
        assert not journal.is_settled(uow, person=vault.alex)
    assert find(vault, "umbrella") == ["lantern and rope"]
    act(vault, journal.settle)
    assert find(vault, "umbrella") == []
    assert find(vault, "rope") == ["lantern and rope"]
    act(vault, journal.save_entry, entry_id=made.id, text=made.text, now=vault.clock())
    act(vault, journal.bin_entry, entry_id=made.id, now=vault.clock())
    assert find(vault, "rope") == []
    act(vault, journal.restore, entry_id=made.id)
    assert find(vault, "umbrella") == ["umbrella"]


def test_many_at_once_are_kept_as_one_by_one(vault: TestVault) -> None:
    one = write(vault, "rain one", tags=("spring", "walk"))
    more = [
        one.evolve(id=EntryId(f"m{n}"), at=one.at + timedelta(seconds=n + 1), pinned=n == 2, text=everywhere("rain"))
        for n in range(3)
    ]
    with vault.unit(vault.alex) as uow:
        uow.private(vault.alex).journal.add_many(more)
        uow.commit()
    assert len(find(vault, "rain")) == 4
    assert len(find(vault, "raintag")) == 3
    with vault.unit() as uow:
        assert journal.entry(uow, person=vault.alex, entry_id=EntryId("m1")) == more[1]
        assert journal.labels(uow, person=vault.alex)[LabelRole.TAG] == (f"raintags{END}", "spring", "walk")


@pytest.mark.parametrize(
    ("words", "scattered"),
    [("แม่น้ำ", "แดง มา ในน้ำ"), ("電車", "車と電気"), ("ភាសា", "សាលា ភ្នំ"), ("東京駅", "駅は東、京都")],
)
def test_scripts_without_spaces_are_found_as_they_stand_not_sign_by_sign(
    vault: TestVault, words: str, scattered: str
) -> None:
    write(vault, scattered)
    made = write(vault, f"{scattered}{words}{scattered}")
    assert find(vault, words) == [made.text.body]
    with vault.unit() as uow:
        (row,) = journal.rows(uow, person=vault.alex, moments=(made.moment,), words=words)
        assert [row.preview[start:end] for start, end in row.preview_spans] == [words]


def test_a_row_shows_the_words_around_what_was_found(vault: TestVault) -> None:
    far = write(vault, "quiet morning " * 40 + "the **lantern** went out", for_us="ropes")
    with vault.unit() as uow:
        for words, shown in (("quiet", "quiet morning"), ("lant", "the lantern went out"), ("rop", "ropes")):
            (row,) = journal.rows(uow, person=vault.alex, moments=(far.moment,), words=words)
            assert shown in row.preview
            start, end = row.preview_spans[0]
            assert row.preview[start:end].casefold() == words
        (row,) = journal.rows(uow, person=vault.alex, moments=(far.moment,))
        assert (row.title_spans, row.preview_spans) == ((), ())


def decrypted(vault: TestVault) -> bytes:
    """Every page of the private database as it is, free ones included."""
    key = vault.service.derive(vault.alex, ALEX_WORDS).private_key.reveal()
    return decrypted_pages(vault.folder / f"{vault.alex}.db", key)


def test_a_blank_one_is_dropped_and_no_other(vault: TestVault) -> None:
    blank, written = write(vault), write(vault, "words")
    act(vault, journal.drop_blank, entry_id=blank.id)
    act(vault, journal.drop_blank, entry_id=written.id)
    act(vault, journal.drop_blank, entry_id=EntryId("nothing"))
    assert find(vault) == ["words"]


def test_templates_and_ways(vault: TestVault) -> None:
    template = EntryTemplate(id="t1", name="Evening", text=EntryText(body="How was it?"))
    act(vault, journal.save_template, template=template)
    way = OwnWay(id="w1", need="rest", text="A walk")
    act(vault, journal.save_way, way=way)
    with vault.unit() as uow:
        assert journal.templates(uow, person=vault.alex) == (template,)
        assert journal.ways(uow, person=vault.alex) == (way,)
    with pytest.raises(InputError):
        act(vault, journal.save_way, way=way.evolve(text=" "))
    with pytest.raises(InputError):
        act(vault, journal.save_template, template=template.evolve(name=" "))
    act(vault, journal.delete_way, way_id="w1")
    act(vault, journal.delete_template, template_id="t1")
    with vault.unit() as uow:
        assert journal.templates(uow, person=vault.alex) == ()
        assert journal.ways(uow, person=vault.alex) == ()


def test_the_boundary_defaults_to_a_fantasy(vault: TestVault) -> None:
    assert EntryText(kind=EntryKind.FANTASY).boundary is Boundary.STAYS
    assert write(vault, "x").at.tzinfo is not None
