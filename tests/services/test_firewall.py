"""The fantasy firewall: a boundary is what was chosen for an entry, whatever else is done; nothing else reads it."""

from __future__ import annotations

import ast
from datetime import UTC, timedelta
from typing import Any

from hypothesis import settings
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from hypothesis.strategies import booleans, integers, sampled_from

from app.models.journal import Boundary, EntryId, EntryKind, EntryTemplate, EntryText
from app.models.journal_import import read_file
from app.models.journal_incoming import ImportedFile
from app.models.journal_markdown import entry_as_markdown
from app.models.therapist import TherapistSheet
from app.services import answers, journal, journal_files, patterns, therapist
from app.services.answers import NewEntry
from app.services.long_work import LongWork
from tests.support.sources import sources
from tests.support.vaults import TestVault

TAGS = ("try", "might like to try it", "boundary: try", "talk", "boundary:try")


class Firewall(RuleBasedStateMachine):
    """Keeps beside the vault what was chosen for each entry."""

    entries = Bundle("entries")
    vault: TestVault

    def __init__(self) -> None:
        super().__init__()
        self.chosen: dict[EntryId, Boundary] = {}
        self.imported: list[journal_files.Imported] = []
        self.act(journal.empty_bin)
        with self.vault.unit(self.vault.alex) as uow:
            own = uow.private(self.vault.alex).journal
            for entry in own.of(journal_files._moments(own)):
                own.delete(entry.id)
            uow.commit()

    def act(self, service: Any, **arguments: Any) -> Any:
        self.vault.clock.advance(minutes=1)
        with self.vault.unit(self.vault.alex) as uow:
            return service(uow, person=self.vault.alex, **arguments)

    def entry(self, entry_id: EntryId) -> Any:
        return self.act(journal.entry, entry_id=entry_id)

    def new(self, text: EntryText) -> EntryId:
        made = self.act(journal.new_entry, text=text, now=self.vault.clock(), new_id=self.vault.ids).entry
        self.chosen[made.id] = Boundary.STAYS
        return EntryId(made.id)

    @initialize(target=entries)
    def begin(self) -> Any:
        """Something that may go further, so that there is something to lose."""
        made = self.write(TAGS[0], EntryKind.FANTASY)
        self.choose(made, Boundary.TRY)
        return made

    @rule(target=entries, tag=sampled_from(TAGS), kind=sampled_from(EntryKind))
    def write(self, tag: str, kind: EntryKind) -> EntryId:
        return self.new(EntryText(kind=kind, title=tag, body=f"boundary: {tag}", tags=(tag,), for_us=tag))

    @rule(entry=entries, boundary=sampled_from(Boundary))
    def choose(self, entry: EntryId, boundary: Boundary) -> None:
        """The one act that changes it."""
        text = self.entry(entry).text.evolve(boundary=boundary)
        self.act(journal.save_entry, entry_id=entry, text=text, now=self.vault.clock())
        self.chosen[entry] = boundary

    @rule(entry=entries, kind=sampled_from(EntryKind), back=integers(0, 10_000))
    def reword(self, entry: EntryId, kind: EntryKind, back: int) -> None:
        before = self.entry(entry)
        text = before.text.evolve(kind=kind, body=before.text.body + " again")
        at = before.at - timedelta(minutes=back) if back % 2 else None
        self.act(journal.save_entry, entry_id=entry, text=text, now=self.vault.clock(), at=at)

    @rule(entry=entries, pinned=booleans())
    def pin(self, entry: EntryId, pinned: bool) -> None:
        self.act(journal.pin, entry_id=entry, pinned=pinned)

    @rule(entry=entries)
    def to_the_bin_and_back(self, entry: EntryId) -> None:
        self.act(journal.bin_entry, entry_id=entry, now=self.vault.clock())
        self.act(journal.restore, entry_id=entry)

    @rule(target=entries, entry=entries)
    def duplicate(self, entry: EntryId) -> EntryId:
        made = self.act(journal.duplicate, entry_id=entry, now=self.vault.clock(), new_id=self.vault.ids).entry
        self.chosen[made.id] = Boundary.STAYS
        return EntryId(made.id)

    @rule(target=entries, entry=entries)
    def begin_with_its_template(self, entry: EntryId) -> EntryId:
        template = EntryTemplate(id=self.vault.ids(), name="Mine", text=self.entry(entry).text)
        self.act(journal.save_template, template=template)
        kept = next(each for each in self.act(journal.templates) if each.id == template.id)
        assert kept.text == template.text.evolve(boundary=Boundary.STAYS)
        return self.new(kept.text)

    @rule(entry=entries, trusted=booleans())
    def bring_in_from_a_file(self, entry: EntryId, trusted: bool) -> None:
        """Only a person's own encrypted backup says how far an entry may go; a plain copy of it does not."""
        before = self.entry(entry)
        around = ImportedFile(name="a.md", time=self.vault.clock(), trusted=trusted)
        drafts = read_file(entry_as_markdown(before).encode(), around, UTC).drafts
        now, work = self.vault.clock(), LongWork()
        kind, new_id = EntryKind.LETTER, self.vault.ids
        imported = self.act(journal_files.bring_in, drafts=drafts, kind=kind, now=now, new_id=new_id, work=work)
        for made in imported.entry_ids:
            self.chosen[made] = before.text.boundary if trusted else Boundary.STAYS
        self.imported.append(imported)

    @rule()
    def take_an_import_back(self) -> None:
        if self.imported:
            imported = self.imported.pop()
            self.act(journal_files.take_back, imported=imported, work=LongWork())
            for entry in imported.entry_ids:
                self.chosen.pop(entry, None)

    @rule(entry=entries)
    def do_other_things(self, entry: EntryId) -> None:
        """Bring it to the list and to the therapist, look for patterns, settle, lock the vault."""
        new = NewEntry(category="touch", title=self.entry(entry).text.title)
        self.act(answers.add_entry, new=new, new_id=self.vault.ids)
        self.act(therapist.save_sheet, sheet=TherapistSheet().with_entry(entry, True))
        vault = self.vault
        zone = UTC
        self.act(patterns.patterns, base=vault.catalogue, now=vault.clock(), zone=zone)
        self.act(journal.settle)

    @invariant()
    def each_is_as_it_was_chosen(self) -> None:
        with self.vault.unit() as uow:
            own = uow.private(self.vault.alex).journal
            rows = own.rows(journal_files._moments(own))
            assert {row.id: row.boundary for row in rows} == self.chosen
            assert {row.id: entry.text.boundary for row in rows if (entry := own.get(row.id))} == self.chosen


def test_a_boundary_is_what_was_chosen_for_an_entry(vault: TestVault) -> None:
    machine = type("FirewallOfThisVault", (Firewall,), {"vault": vault})
    run_state_machine_as_test(machine, settings=settings(max_examples=25, stateful_step_count=25, deadline=None))


MAY_READ = {
    "app.models.journal": "what it is",
    "app.models.journal_incoming": "that a file had one and it was refused",
    "app.models.journal_markdown": "one's own backup",
    "app.models.journal_note": "to refuse it from anywhere else",
    "app.services.journal": "duplicates and templates lose it",
    "app.storage.journal": "the row of the list",
    "app.storage.journal_index": "the filter",
    "app.ui.journal.words": "its words",
    "app.ui.journal.entry_fields": "where it is chosen",
    "app.ui.journal.entry_filters": "the filter",
    "app.export.journal_page": "one's own pages, where that is ticked",
}


def _reads(tree: ast.Module) -> bool:
    names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    names |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg}
    names |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
    names |= {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return bool(names & {"boundary", "Boundary"})


def test_nothing_else_reads_it() -> None:
    """So nothing can count it, suggest a different one or act on it."""
    tables = {"app.storage.tables_private", "app.storage.migrations.private.versions.0001_baseline"}
    found = {source.module for source in sources("app") if _reads(source.tree)}
    assert found - tables == set(MAY_READ)
