"""Files of every kind, whole, written out and read again, and cut off anywhere."""

from __future__ import annotations

from collections import Counter

import pytest

from app.models.journal import EntryId, JournalEntry
from app.models.journal_import import ENDINGS, ending_of, read_file
from app.models.journal_incoming import ImportedFile, IncomingEntry, ReadEntries
from app.models.journal_markdown import entry_as_markdown
from tests.models.importing import FILE_TIME, ZONE, only, read
from tests.models.journal_kinds import Kind, Told, Variant
from tests.models.journal_kinds_notes import NOTES
from tests.models.journal_kinds_programs import PROGRAMS

KINDS: dict[Kind, tuple[Variant, ...]] = {**PROGRAMS, **NOTES}
EACH = [pytest.param(each, id=f"{kind.name}-{number}") for kind in KINDS for number, each in enumerate(KINDS[kind])]


def opened(variant: Variant, raw: bytes | None = None) -> ReadEntries:
    """What is read from a file in its folders."""
    *folders, name = variant.name.split("/")
    given = variant.text.encode() if isinstance(variant.text, str) else variant.text
    file = ImportedFile(name=name, time=FILE_TIME, folders=tuple(folders))
    return read_file(given if raw is None else raw, file, ZONE)


def told(draft: IncomingEntry) -> Told:
    """An entry in a few words."""
    text, at = draft.text, draft.at.astimezone(ZONE)
    return Told(f"{at:%Y-%m-%d %H:%M}", text.title, text.body, text.tags, draft.pinned, text.feelings)


def test_every_kind_has_at_least_three_files_and_every_ending_is_among_them() -> None:
    few = {kind for kind in Kind if len({(each.name, each.text) for each in KINDS.get(kind, ())}) < 3}
    assert not few
    assert {ending_of(each.name) for files in KINDS.values() for each in files} >= set(ENDINGS)


@pytest.mark.parametrize("variant", EACH)
def test_a_file_comes_in_as_it_was_meant(variant: Variant) -> None:
    found = opened(variant)
    assert tuple(told(each) for each in found.drafts) == variant.told
    lost: Counter[str] = Counter()
    for each in found.troubles:
        lost[each.problem.value] += each.count
    assert dict(lost) == variant.lost
    for draft in found.drafts:
        kept = JournalEntry(id=EntryId("a"), at=draft.at, text=draft.text, changed_at=FILE_TIME, pinned=draft.pinned)
        again = only(read(entry_as_markdown(kept), trusted=True))
        assert (again.at, again.text, again.pinned) == (draft.at, draft.text, draft.pinned)


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_is_cut_off_or_doubled_has_an_answer(kind: Kind) -> None:
    for variant in KINDS[kind]:
        raw = variant.text.encode() if isinstance(variant.text, str) else variant.text
        cuts = [raw[: len(raw) * part // 7] for part in range(1, 7)]
        for broken in (*cuts, raw + raw, raw[1:], raw.replace(b'"', b"\x00["), raw.replace(b"\n", b"\r")):
            found = opened(variant, broken)
            assert found.drafts or found.troubles
