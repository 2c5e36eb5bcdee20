"""The search index: what it is asked, what it has of a text, and that nothing typed is an operator."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.models.journal import Boundary, EntryId, EntryKind, EntryText, JournalEntry, JournalQuery, LabelRole
from app.storage import journal_index
from app.storage.journal_index import WordIndex, index_row, match_expression
from app.storage.unit_of_work import UnitOfWork
from tests.storage.repositories import KeptPrivate
from tests.support.clock import START
from tests.support.texts import texts

OPERATORS = (
    '"',
    "*",
    "AND",
    "NOT rain",
    "rain OR",
    "words:",
    "NEAR(a b)",
    "^rain",
    "rain*",
    "-rain",
    "(",
    "{a b}",
    "'",
)


def entry(number: int, text: EntryText) -> JournalEntry:
    at = START + timedelta(minutes=number)
    return JournalEntry(id=EntryId(f"e{number}"), at=at, changed_at=at, text=text)


def test_a_query_without_conditions_is_no_expression() -> None:
    assert match_expression(JournalQuery()) == ""
    assert match_expression(JournalQuery(words=" \t ", since=1, until=2)) == ""


def test_every_condition_is_asked_for() -> None:
    query = JournalQuery(
        words="rain wind", kind=EntryKind.LETTER, boundary=Boundary.STAYS, labels=((LabelRole.TAG, "Walk"),)
    )
    parts = match_expression(query).split(" AND ")
    assert len(parts) == 5
    assert sum(part.startswith("words : ") for part in parts) == 2
    assert sum(part.startswith("marks : ") for part in parts) == 3


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=texts | st.sampled_from(OPERATORS))
def test_nothing_that_is_typed_is_an_operator(kept: KeptPrivate, words: str) -> None:
    with kept.read() as own:
        assert own.journal.moments(JournalQuery(words=words)) == ()
        assert own.journal.moments(JournalQuery(labels=((LabelRole.TAG, words[:100]),))) == ()


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=texts)
def test_a_text_is_found_by_its_own_words_and_not_once_it_is_removed(kept: KeptPrivate, text: str) -> None:
    made = entry(1, EntryText(body=text, tags=("walk",)))
    with UnitOfWork(kept.vault.spaces, kept.space) as uow:
        index = WordIndex(uow.connection(kept.space))
        journal = uow.private(kept.person).journal
        query = JournalQuery(words=" ".join(text.split()[:3])[:200])
        index.add((made,))
        assert made.moment in journal.moments(query.evolve(kind=EntryKind.REFLECTION))
        assert journal.labels(LabelRole.TAG) == ("walk",)
        index.remove(made)
        assert journal.moments(query.evolve(kind=EntryKind.REFLECTION)) == ()
        assert journal.labels(LabelRole.TAG) == ()


def test_a_mark_is_never_a_word_of_a_text() -> None:
    words, marks = index_row(EntryText(body="kind fantasy tag walk", tags=("walk",), kind=EntryKind.FANTASY))
    assert not set(words.split()) & set(marks.split())
    assert len(marks.split()) == 3


def test_labels_differ_by_role_and_not_by_case() -> None:
    def marks(**labels: tuple[str, ...]) -> set[str]:
        return set(index_row(EntryText.model_validate(labels))[1].split())

    assert marks(tags=("calm",)) == marks(tags=("Calm",)) != marks(feelings=("calm",))


def test_the_index_is_the_same_after_it_was_rewritten(kept: KeptPrivate) -> None:
    with kept.write() as own:
        own.journal.save(entry(1, EntryText(body="rain")))
    with kept.unit() as uow:
        WordIndex(uow.connection(kept.space)).rewrite()
    with kept.read() as own:
        assert own.journal.moments(JournalQuery(words="rain")) == (entry(1, EntryText()).moment,)
        assert own.journal.moments(JournalQuery(words="rewriting")) == ()


def test_while_an_entry_is_written_its_earlier_words_are_collected_once(
    kept: KeptPrivate, monkeypatch: pytest.MonkeyPatch
) -> None:
    collected: list[EntryText] = []
    original = journal_index.index_row

    def counted(text: EntryText) -> journal_index.IndexRow:
        collected.append(text)
        return original(text)

    monkeypatch.setattr(journal_index, "index_row", counted)
    with kept.write() as own:
        own.journal.save(entry(1, EntryText(body="rain")))
    collected.clear()
    for body in ("rain on", "rain on the", "rain on the roof"):
        with kept.write() as own:
            own.journal.save(entry(1, EntryText(body=body)), index_later=True)
    assert [text.body for text in collected] == ["rain"]
    with kept.write() as own:
        own.journal.reindex()
        assert own.journal.moments(JournalQuery(words="roof")) == (entry(1, EntryText()).moment,)
