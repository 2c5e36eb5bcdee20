"""A row of *What they can see of mine*."""

from __future__ import annotations

from dataclasses import dataclass

from app.ui.row_content import RowContent


@dataclass(frozen=True, slots=True)
class DisclosedRow:
    """One thing of mine that is seen, and the keys that take it back."""

    category: str
    content: RowContent
    key: str
    share_key: tuple[str, str] = ("", "")
    is_offer: bool = False
    """Whether the row is about having offered the entry; then `key` is the entry's id."""
    kind: str = ""
    """The kind of own words, if they are not on the shared list."""
    parts: tuple[DisclosedRow, ...] = ()
    """Both directions of an activity that say the same, if the row is about both."""
