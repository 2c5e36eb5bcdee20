"""Handing a text to Qt without losing its first character."""

from __future__ import annotations

_MARK = "\ufeff"
_TAKEN_FOR_MARKS = ("\ufeff", "\ufffe")


def exact(text: str) -> str:
    """The text as it has to be handed to Qt (a signal too), so that every character of it arrives.

    PySide takes a first U+FEFF for a byte order mark and drops it, and swaps the bytes of a text after U+FFFE.
    """
    return _MARK + text if text.startswith(_TAKEN_FOR_MARKS) else text
