"""Reads the JSON exports of Day One, jrnl, Journey and Diarium.

Entries are decoded one by one, so a large file takes little memory, and a truncated file still gives the entries
before the break. Nothing in a file is trusted: every type, size and date is checked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import tzinfo

from app.models.journal_incoming import (
    MOST_ENTRIES,
    FileProblems,
    ImportedFile,
    ImportProblem,
    IncomingEntry,
    ReadEntries,
)
from app.models.journal_json_entry import SINGLE, Fields, json_entry
from app.models.journal_markup import UNKNOWN_TARGET, inner_links

_SPACE = re.compile(r"[ \t\n\r]*")
_MOST_FIELDS = 100
"""Of an entry that is a whole file."""
_LONGEST_NUMBER, _LONGEST_ID, _LONGEST_ADDRESS = 20, 64, 300
_LONGEST_LINK = 100
"""Characters of a title that stand for a link; a long one in many places would make an entry grow."""
_ENTRY_ID = re.compile(r"entryId=([\w-]+)")


class _Broken(ValueError):
    """The file is not JSON from here on."""


class _TooDeep(ValueError):
    """The file is nested too deeply to be a journal."""


def read_json(
    text: str, file: ImportedFile, zone: tzinfo | None, step: Callable[[], object] = lambda: None
) -> ReadEntries:
    """The entries of an export. `step` is called before each entry and may raise to stop."""
    problems = FileProblems(file.where)
    drafts: list[IncomingEntry] = []
    members, links = _JsonReader(text, problems), _Links()
    number = 0
    try:
        for number, each in enumerate(members.entries(), start=1):
            step()
            if number > MOST_ENTRIES:
                problems.add(ImportProblem.TOO_MANY)
                break
            entry = json_entry(each, number, file, zone, problems)
            if entry is not None:
                drafts.append(entry)
                links.note(each, len(drafts) - 1, entry, number)
    except _Broken:
        problems.add(ImportProblem.BROKEN)
    except _TooDeep:
        problems.add(ImportProblem.TOO_DEEP)
    else:
        if not number:
            problems.add(ImportProblem.NO_ENTRIES)
    links.make_plain(drafts, problems)
    return ReadEntries(drafts=tuple(drafts), troubles=problems.troubles)


class _Links:
    """Links from entry to entry, which become words once all titles are known."""

    def __init__(self) -> None:
        self._words: dict[str, str] = {}
        self._with_links: list[tuple[int, int]] = []

    def note(self, given: object, place: int, entry: IncomingEntry, number: int) -> None:
        """Keep the title of an entry, and whether it has links."""
        uuid = given.get("uuid") if isinstance(given, dict) else None
        if isinstance(uuid, str) and len(uuid) <= _LONGEST_ID:
            self._words[uuid] = (entry.text.title or entry.first_words)[:_LONGEST_LINK]
        if "dayone" in entry.text.body or "dayone" in entry.text.title:
            self._with_links.append((place, number))

    def make_plain(self, drafts: list[IncomingEntry], problems: FileProblems) -> None:
        """Replace the links."""
        for place, number in self._with_links:
            draft = drafts[place]
            title, above = inner_links(draft.text.title, self._target)
            body, below = inner_links(draft.text.body, self._target)
            if above + below:
                problems.add(ImportProblem.LINKS, number, above + below)
                drafts[place] = draft.evolve(text=draft.text.evolve(title=title, body=body))

    def _target(self, address: str) -> str:
        found = _ENTRY_ID.search(address[:_LONGEST_ADDRESS])
        return (self._words.get(found[1]) if found is not None else None) or UNKNOWN_TARGET


class _JsonReader:
    """Decodes a JSON text with no more than one entry in memory."""

    def __init__(self, text: str, problems: FileProblems) -> None:
        self._text, self._at, self._problems = text, 0, problems
        self._decoder = json.JSONDecoder(
            object_pairs_hook=self._object, parse_constant=self._no_number, parse_int=self._whole
        )

    def entries(self) -> Iterator[object]:
        """The items of the list `entries`, or of the list that is the whole file."""
        yield from self._list() if self._sign("[{") == "[" else self._members()
        if self._at != len(self._text):
            raise _Broken

    def _members(self) -> Iterator[object]:
        found = False
        single: Fields = {}
        for _ in self._places("}"):
            key = self._value()
            self._sign(":")
            if key == "entries" and self._peek() == "[":
                if found:
                    self._problems.add(ImportProblem.TWICE)
                found = True
                self._sign("[")
                yield from self._list()
            else:
                value = self._value()
                if isinstance(key, str) and len(single) < _MOST_FIELDS:
                    single[key] = value
        if not found and single.keys() & SINGLE:
            yield single

    def _list(self) -> Iterator[object]:
        for _ in self._places("]"):
            yield self._value()

    def _places(self, end: str) -> Iterator[None]:
        """Pauses where each item of a list or an object begins, until its end."""
        if self._peek() == end:
            self._sign(end)
            return
        yield
        while self._sign(f",{end}") == ",":
            yield

    def _value(self) -> object:
        try:
            value, self._at = self._decoder.raw_decode(self._text, self._at)
        except RecursionError:
            raise _TooDeep from None
        except (ValueError, StopIteration):
            raise _Broken from None
        found: object = value
        return found

    def _sign(self, allowed: str) -> str:
        """The next sign, which has to be one of these; blanks around it are skipped."""
        self._skip()
        sign = self._peek()
        if not sign or sign not in allowed:
            raise _Broken
        self._at += 1
        self._skip()
        return sign

    def _skip(self) -> None:
        found = _SPACE.match(self._text, self._at)
        self._at = found.end() if found is not None else self._at

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _object(self, pairs: list[tuple[str, object]]) -> Fields:
        made = dict(pairs)
        if len(made) != len(pairs):
            self._problems.add(ImportProblem.TWICE, count=len(pairs) - len(made))
        return made

    def _no_number(self, _said: str) -> None:
        self._problems.add(ImportProblem.FIELDS)

    def _whole(self, said: str) -> int | None:
        return int(said) if len(said) <= _LONGEST_NUMBER else None
