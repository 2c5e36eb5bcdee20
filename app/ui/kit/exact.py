"""Texts on their way to Qt: none of their characters lost, and counted as Qt counts them."""

from __future__ import annotations

_MARK = "\ufeff"
_TAKEN_FOR_MARKS = ("\ufeff", "\ufffe")


def exact(text: str) -> str:
    """The text as it has to be handed to Qt (a signal too), so that every character of it arrives.

    PySide takes a first U+FEFF for a byte order mark and drops it, and swaps the bytes of a text after U+FFFE.
    """
    return _MARK + text if text.startswith(_TAKEN_FOR_MARKS) else text


def utf16_length(text: str) -> int:
    """The length of a text as Qt counts it: characters beyond the first 65,536 take two units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
