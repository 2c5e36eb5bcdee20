"""Canonical bytes of a model: the same value always makes the same bytes, and no other bytes make that value.

JSON in UTF-8 with sorted keys and without blanks, floats, lone surrogates or double keys. Bytes from a file that
anybody may have written are accepted only if encoding what they say gives the same bytes again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Never, TypeVar

from pydantic import ValidationError

from app.models.base import Model

M = TypeVar("M", bound=Model)

MAX_BYTES = 1_000_000
"""The size of the largest model that is read or written."""

_ALLOWED_CONTROLS = frozenset("\n\t")
_ESCAPED = re.compile(r"\\[^nt\"\\]")
"""Matches wherever JSON wrote a control character, and in some texts with backslashes."""
_REFUSED = (
    re.compile(rb"\\[^nt\"\\]"),
    re.compile(rb"\x7f"),
    re.compile(rb"\xc2[\x80-\x9f]"),
    re.compile(rb"\xe2\x80[\xaa-\xae]"),
    re.compile(rb"\xe2\x81[\xa6-\xa9]"),
)
"""How JSON can hold what `is_plain` refuses. Each begins with one byte, for which bytes are searched in no time."""
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class NotCanonical(ValueError):
    """Bytes, or a value, that have no canonical form. The error holds nothing of them."""


def encode(model: Model) -> bytes:
    """The canonical bytes of a model. Raises `NotCanonical` for forbidden characters and above `MAX_BYTES`."""
    value = model.model_dump(mode="json")
    dumped = _dump(value)
    # What is refused is either not printable or escaped. So nearly every model is looked at once, not text by text.
    if (not dumped.isprintable() or _ESCAPED.search(dumped)) and not all(map(is_plain, _texts(value))):
        raise NotCanonical("characters")
    data = dumped.encode("utf-8")
    if len(data) > MAX_BYTES:
        raise NotCanonical("size")
    return data


def decode(kind: type[M], data: bytes) -> M:
    """The model that the bytes encode. Raises `NotCanonical` unless they are exactly what `encode` makes of it."""
    model = _read(kind, data)
    if model is None or encode(model) != data:
        raise NotCanonical("bytes")
    return model


def decode_own(kind: type[M], data: bytes) -> M:
    """The model that bytes from an own space say: not their form, but their size and characters are looked at.

    Whoever owns the space can write any bytes there, and their partner reads them. Raises `ValueError`.
    """
    is_simple = data.isascii() and b"\\" not in data and b"\x7f" not in data
    if len(data) > MAX_BYTES or not (is_simple or not any(each.search(data) for each in _REFUSED)):
        return decode(kind, data)
    return kind.model_validate_json(data)


def is_plain(text: str) -> bool:
    """Whether a text has neither control characters (other than line feed and tab) nor overrides of direction.

    Joiners (U+200C, U+200D) and marks of direction are allowed, as people type them. Overrides, embeddings and isolates
    make a text read differently from what it says.
    """
    # Whatever is refused is not printable, and nearly every text is: this reads a long text 30 times as fast.
    return text.isprintable() or not any(
        (ord(letter) < 32 and letter not in _ALLOWED_CONTROLS)
        or 127 <= ord(letter) < 160
        or letter in _OVERRIDES
        or 0xD800 <= ord(letter) < 0xE000
        for letter in text
    )


def plain(text: str) -> str:
    """The text with one kind of line end, without what `is_plain` refuses."""
    if is_plain(text):
        return text
    return "".join(filter(is_plain, text.replace("\r\n", "\n").replace("\r", "\n")))


def plainly(model: M) -> M:
    """The model with plain texts only."""
    return type(model).model_validate_json(json.dumps(_plain_in(model.model_dump(mode="json"))))


def _plain_in(value: object) -> object:
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, dict):
        return {name: _plain_in(item) for name, item in value.items()}
    return [_plain_in(item) for item in value] if isinstance(value, list) else value


def _read(kind: type[M], data: bytes) -> M | None:
    if len(data) > MAX_BYTES:
        return None
    try:
        value = json.loads(data, object_pairs_hook=_pairs, parse_float=_refuse, parse_constant=_refuse)
        return kind.model_validate_json(json.dumps(value))
    except (ValidationError, ValueError, RecursionError):
        return None  # outside the handler, so that no context quotes the bytes


def _dump(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _texts(name)
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def _pairs(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("double key")
    return found


def _refuse(_text: str) -> Never:
    raise ValueError("number")
