"""Replaces names in people's words before a page is typeset."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from app.paths import FALLBACK_LANGUAGE, asset_file

_SHORTEST_PART = 3


@cache
def _common_words(language: str) -> frozenset[str]:
    """Names that are common words: replaced only if capitalised, or every "will" would be a person."""
    return frozenset(json.loads(asset_file("pages/names", language).read_bytes())["common_words"])


class Renamer:
    """Replaces names by labels, as whole words in any case. Parts of a name are replaced as well."""

    def __init__(self, labels: Mapping[str, str], language: str = FALLBACK_LANGUAGE) -> None:
        self._wanted: dict[str, str] = {}
        for name, label in labels.items():
            if name.strip() and name.strip() != label:
                for form in _forms(name.strip()):
                    self._wanted.setdefault(form.casefold(), label)
        for name in labels:  # a name that is kept is kept as a part of the partner's name as well
            if labels[name] == name.strip():
                self._wanted.pop(name.strip().casefold(), None)
        self._pattern = _pattern(self._wanted, _common_words(language)) if self._wanted else None

    def __call__(self, text: str) -> str:
        """The text with labels instead of names."""
        return self.across((text,))[0]

    def across(self, parts: Sequence[str]) -> tuple[str, ...]:
        """The same for a text in parts of different style. A name across parts becomes a label in the first of them."""
        if self._pattern is None:
            return tuple(parts)
        found = list(self._pattern.finditer("".join(parts)))
        renamed: list[str] = []
        begin = 0
        for part in parts:
            renamed.append(self._part(part, begin, found))
            begin += len(part)
        return tuple(renamed)

    def _part(self, part: str, begin: int, found: Iterable[re.Match[str]]) -> str:
        said, at, end = "", begin, begin + len(part)
        for match in found:
            if match.end() <= begin or match.start() >= end:
                continue
            if match.start() >= begin:
                said += part[at - begin : match.start() - begin] + self._label(match)
            at = min(match.end(), end)
        return said + part[at - begin :]

    def _label(self, match: re.Match[str]) -> str:
        label = self._wanted[match[1].casefold()]
        return label if match[2] and label.endswith(".") else label + match[2]


def _pattern(wanted: Iterable[str], common: frozenset[str]) -> re.Pattern[str]:
    forms = sorted(wanted, key=len, reverse=True)
    options = [
        f"{re.escape(form.capitalize())}|{re.escape(form.upper())}" if form in common else f"(?i:{re.escape(form)})"
        for form in forms
    ]
    return re.compile(rf"(?<!\w)({'|'.join(options)})(?!\w)(\.(?!\.)|)")


def _forms(name: str) -> Iterator[str]:
    parts = [part for part in re.split(r"[\s\-]+", name) if len(part) >= _SHORTEST_PART and part[0].isupper()]
    for form in (name, *parts):
        yield unicodedata.normalize("NFC", form)
        yield unicodedata.normalize("NFD", form)
        yield form
