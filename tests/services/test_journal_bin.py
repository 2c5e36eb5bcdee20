"""Whatever is done, in any order: what is binned is only in the bin, what is deleted permanently is nowhere."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import settings
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule, run_state_machine_as_test
from hypothesis.strategies import booleans, sampled_from

from app.errors import NotYours
from app.models.journal import EntryId, EntryText, JournalEntry, JournalQuery, LabelRole
from app.services import journal
from tests.support.indexed import differences
from tests.support.moments import binned_moments, listed_moments
from tests.support.vaults import TestVault

pytestmark = pytest.mark.solo

WORDS = ("lantern", "umbrella", "日本", "rope")


def text_of(word: str) -> EntryText:
    return EntryText(title=word, body=f"some {word}", tags=(word,))


class Bin(RuleBasedStateMachine):
    """Keeps beside the vault what ought to be in it."""

    entries = Bundle("entries")
    vault: TestVault

    def __init__(self) -> None:
        super().__init__()
        self.there: dict[EntryId, JournalEntry] = {}
        with self.vault.unit(self.vault.alex) as uow:
            repository = uow.private(self.vault.alex).journal
            for row in repository.rows(
                (*repository.binned(), *repository.moments(JournalQuery()), *repository.pinned())
            ):
                repository.delete(row.id)
            uow.commit()

    def act(self, service: Any, **arguments: Any) -> Any:
        self.vault.clock.advance(minutes=1)
        with self.vault.unit(self.vault.alex) as uow:
            return service(uow, person=self.vault.alex, **arguments)

    @rule(target=entries, word=sampled_from(WORDS))
    def write(self, word: str) -> EntryId:
        text, ids = text_of(word), self.vault.ids
        made = self.act(journal.new_entry, text=text, now=self.vault.clock(), new_id=ids).entry
        self.there[made.id] = made
        return EntryId(made.id)

    @rule(target=entries, entry=entries)
    def duplicate(self, entry: EntryId) -> EntryId:
        made = self.act(journal.duplicate, entry_id=entry, now=self.vault.clock(), new_id=self.vault.ids).entry
        assert made.text == self.there[entry].text
        assert made.binned_at is None
        self.there[made.id] = made
        return EntryId(made.id)

    @rule(entry=entries, word=sampled_from(WORDS))
    def save(self, entry: EntryId, word: str) -> None:
        now = self.vault.clock()
        self.there[entry] = self.act(journal.save_entry, entry_id=entry, text=text_of(word), now=now).entry

    @rule(entry=entries, pinned=booleans())
    def pin(self, entry: EntryId, pinned: bool) -> None:
        self.there[entry] = self.act(journal.pin, entry_id=entry, pinned=pinned).entry

    @rule(entry=entries)
    def bin_it(self, entry: EntryId) -> None:
        self.there[entry] = self.act(journal.bin_entry, entry_id=entry, now=self.vault.clock()).entry

    @rule(entry=entries)
    def restore(self, entry: EntryId) -> None:
        before = self.there[entry]
        self.there[entry] = self.act(journal.restore, entry_id=entry).entry
        assert self.there[entry] == before.evolve(binned_at=None)

    @rule(entry=consumes(entries))
    def delete(self, entry: EntryId) -> None:
        if self.there[entry].binned_at is None:
            with pytest.raises(NotYours):
                self.act(journal.delete_for_good, entry_ids=(entry,))
            return
        self.act(journal.delete_for_good, entry_ids=(entry,))
        del self.there[entry]
        with pytest.raises(NotYours):
            self.act(journal.entry, entry_id=entry)

    @invariant()
    def the_bin_holds_what_was_binned_and_nothing_else_does(self) -> None:
        alex = self.vault.alex
        with self.vault.unit(alex) as uow:
            assert differences(uow, alex) == []
        self.act(journal.settle)
        with self.vault.unit(alex) as uow:
            assert differences(uow, alex) == []
        kept = {entry.moment: entry for entry in self.there.values()}
        binned = {moment for moment, entry in kept.items() if entry.binned_at is not None}
        shown = kept.keys() - binned
        with self.vault.unit() as uow:
            assert {
                entry.id: journal.entry(uow, person=alex, entry_id=entry.id) for entry in kept.values()
            } == self.there
            assert set(binned_moments(uow, person=alex)) == binned
            assert set(listed_moments(uow, person=alex, query=JournalQuery())) == shown
            for word in WORDS:
                having = {moment for moment in shown if kept[moment].text.title == word}
                assert set(listed_moments(uow, person=alex, query=JournalQuery(words=word))) == having
                asked = JournalQuery(labels=((LabelRole.TAG, word),))
                assert set(listed_moments(uow, person=alex, query=asked)) == having
                assert (word in journal.labels(uow, person=alex)[LabelRole.TAG]) == bool(having)


def test_the_bin_holds_what_was_binned_and_nothing_else_does(vault: TestVault) -> None:
    machine = type("BinOfThisVault", (Bin,), {"vault": vault})
    run_state_machine_as_test(machine, settings=settings(max_examples=12, stateful_step_count=25, deadline=None))
