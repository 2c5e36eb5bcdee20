"""Front matter: the fields at the beginning of a note, as YAML or TOML, and as lines where it is almost YAML.

Nothing is constructed from YAML but texts and lists: no types, no tags, and an alias is never followed, so a file can't
make a value grow.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from textwrap import dedent
from typing import NamedTuple

import yaml

from app.models.text_scan import BLANKS

FENCE, TOML_FENCE = "---\n", "+++\n"
_LONGEST_FRONT = 2_000_000
_LONGEST_PARSED = 64 * 1024
"""Characters. Longer front matter is read line by line: a parser would take too long."""
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""libyaml, which is in all wheels: in Python alone, a line of nothing but brackets takes seconds."""
_DEEPEST = 12
_LONGEST_KEY = 61
_TITLE, _BODY = "title: ", "\nbody: |\n"
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))

Fields = dict[str, object]
"""Values are texts, lists of texts, or None for anything else."""


class Front(NamedTuple):
    """The fields, how many could not be understood, and the text after them."""

    fields: Fields
    unknown: int
    rest: str


class _Strange(ValueError):
    """YAML that is no plain list of fields."""


def front_of(text: str) -> Front | None:
    """The front matter of a text whose lines end in a line feed; None if it has none."""
    for fence, ends, read in ((FENCE, ("---", "..."), _read_yaml), (TOML_FENCE, ("+++",), _read_toml)):
        if text.startswith(fence):
            end = _end(text, len(fence), ends)
            if end is None:
                return None
            found = read(text[len(fence) : end])
            return Front(*found, text[end:].partition("\n")[2].lstrip("\n")) if found and found[0] else None
    return None


def yaml_documents(text: str) -> Iterator[tuple[Fields, int]]:
    """The fields of each document of a YAML file, and how many are not understood."""
    rest = text
    while rest.strip():
        rest = rest.removeprefix(FENCE)
        end = _end(rest, 0, ("---", "..."))
        document = rest if end is None else rest[:end]
        found = _read_yaml(document, longest=_LONGEST_FRONT)
        if found is not None and found[0]:
            yield _with_title_as_written(document, found[0]), found[1]
        line = "" if end is None else rest[end:].partition("\n")
        rest = FENCE + line[2] if line else ""
        if rest == FENCE:
            return


def _with_title_as_written(document: str, fields: Fields) -> Fields:
    """The fields of a document of jrnl, which writes titles as they are: `Plan #2` has no comment in it."""
    title = document.partition("\n")[0].removeprefix(_TITLE).strip()
    if not document.startswith(_TITLE) or _BODY not in document or title[:1] in ("", "'", '"', "|", ">"):
        return fields
    return {**fields, "title": title}


def _end(text: str, start: int, ends: tuple[str, ...]) -> int | None:
    """Where the line after the front matter begins."""
    while start < min(len(text), _LONGEST_FRONT):
        found = text.find("\n", start)
        end = len(text) if found < 0 else found
        if text[start:end].rstrip(BLANKS) in ends:
            return start
        start = end + 1
    return None


def normal_key(key: str) -> str:
    """A key as it is looked up: in lower case, with underlines between words."""
    return "_".join(key.replace("-", " ").split()).casefold()


# --- YAML


def _read_yaml(front: str, longest: int = _LONGEST_PARSED) -> tuple[Fields, int] | None:
    if len(front) <= longest:
        try:
            return _YamlReader(front).fields()
        except (yaml.YAMLError, _Strange, ValueError, RecursionError):
            pass
    return _by_lines(front)


class _YamlReader:
    """Builds texts and lists from YAML's events, without recursion."""

    def __init__(self, front: str) -> None:
        self._events = iter(yaml.parse(front, Loader=_LOADER))
        self._unknown = 0

    def fields(self) -> tuple[Fields, int] | None:
        """The fields of the only mapping; None if the document is none."""
        for event in self._events:
            if isinstance(event, yaml.MappingStartEvent):
                return self._mapping(), self._unknown
            if not isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent):
                return None
        return None

    def _mapping(self) -> Fields:
        made: Fields = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                self._end()
                return made
            if not isinstance(event, yaml.ScalarEvent):
                raise _Strange
            key = normal_key(event.value[:_LONGEST_KEY])
            if key in made:
                self._unknown += 1
            made[key] = self._value(next(self._events))
        raise _Strange

    def _end(self) -> None:
        """Read to the end, so that what is wrong behind the mapping is noticed."""
        if any(isinstance(event, yaml.NodeEvent) for event in self._events):
            raise _Strange

    def _value(self, event: yaml.Event) -> object:
        if isinstance(event, yaml.ScalarEvent):
            return _scalar_of(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list()
        self._unknown += 1
        if isinstance(event, yaml.MappingStartEvent):
            self._skip()
        return None

    def _list(self) -> list[object]:
        items: list[object] = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                return items
            if isinstance(event, yaml.ScalarEvent):
                items.append(_scalar_of(event))
                continue
            self._unknown += 1
            if isinstance(event, yaml.CollectionStartEvent):
                self._skip()
        raise _Strange

    def _skip(self) -> None:
        """Skip a list or mapping in a value."""
        depth = 1
        for event in self._events:
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:
                raise _Strange
            if not depth:
                return
        raise _Strange


def _scalar_of(event: yaml.ScalarEvent) -> str | None:
    said: str = event.value
    return None if event.implicit[0] and said in _NULLS else said


# --- TOML


def _read_toml(front: str) -> tuple[Fields, int] | None:
    if len(front) > _LONGEST_PARSED:
        return None
    try:
        found = tomllib.loads(front)
    except (tomllib.TOMLDecodeError, ValueError, RecursionError):
        return None
    values = {normal_key(key[:_LONGEST_KEY]): _toml_value(value) for key, value in found.items()}
    # Hugo has its tags in tables as well.
    tables = [table for table in found.values() if isinstance(table, dict)]
    for table in tables:
        for key, value in table.items():
            values.setdefault(normal_key(key[:_LONGEST_KEY]), _toml_value(value))
    return values, sum(value is None for value in values.values()) - len(tables)


def _toml_value(value: object) -> object:
    if isinstance(value, list):
        return _texts(value)
    return _toml_scalar(value)


def _texts(values: Iterable[object]) -> list[object]:
    return [_toml_scalar(value) for value in values]


def _toml_scalar(value: object) -> str | None:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value) if isinstance(value, str | int | float) else None


# --- lines that are almost YAML


_BLOCKS = ("|", "|-", "|+", ">", ">-", ">+")


def _by_lines(front: str) -> tuple[Fields, int]:
    """The fields of lines of `key: value`, lists and blocks; and how many lines were not understood."""
    fields: Fields = {}
    blocks: dict[str, list[str]] = {}
    unknown, key = 0, ""
    for line in front.split("\n"):
        said = line.lstrip(BLANKS)
        if key in blocks and (not said or said != line):
            blocks[key].append(line)
            continue
        if not said or said.startswith("#"):
            continue
        if key in fields and said.startswith("-") and said[1:2] in (*BLANKS,):
            listed = fields[key] or []
            if isinstance(listed, list):
                listed.append(_scalar(said[1:]))
                fields[key] = listed
                continue
        key, value = _pair(line)
        if not key:
            unknown += 1
        elif value.strip() in _BLOCKS:
            blocks[key] = [value.strip()]
        else:
            fields[key] = _line_value(value)
    return {**fields, **{key: _block(lines) for key, lines in blocks.items()}}, unknown


def _block(lines: list[str]) -> str:
    """The text of a block; its first line is the sign that begins it."""
    sign, text = lines[0], dedent("\n".join(lines[1:])).strip("\n")
    return " ".join(text.split()) if sign.startswith(">") else text


def _pair(line: str) -> tuple[str, str]:
    """The key and the value of a line; no key if it has none."""
    key, colon, value = line.partition(":")
    is_key = colon and len(key) <= _LONGEST_KEY and key[:1].isascii() and key[:1].isalpha()
    if not is_key or not all(sign.isalnum() or sign in "_ -" for sign in key):
        return "", ""
    if value and value[0] not in BLANKS:
        return "", ""
    return normal_key(key), value


def _line_value(said: str) -> object:
    said = said.strip()
    if not said:
        return None
    if said.startswith("[") and said.endswith("]"):
        return [_scalar(part) for part in said[1:-1].split(",") if part.strip()]
    return _scalar(said)


def _scalar(said: str) -> str:
    said = said.strip()
    if len(said) >= 2 and said[0] == said[-1] == '"':
        try:
            return str(json.loads(said))
        except ValueError:
            return said[1:-1]
    if len(said) >= 2 and said[0] == said[-1] == "'":
        return said[1:-1].replace("''", "'")
    return said
