"""Reading texts and resources: plain values, since they open before anything is unlocked.

Standard library only; the unlock window may not wait for pydantic.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadingText:
    """A short text to read.

    `body` is light Markdown: paragraphs between blank lines, `- ` items, `## ` headings, `*emphasis*`.
    """

    id: str
    title: str
    summary: str
    body: str


@dataclass(frozen=True, slots=True)
class Resource:
    """A place to turn to.

    `group` is the title of its country, or of Education; `kind_title` says what it is for. `contacts` are
    numbers, instructions or addresses to read out, one each. `last_checked` is an ISO date or None.
    `note` is not empty while a shipped entry has not been checked.
    """

    id: str
    country: str
    group: str
    kind: str
    kind_title: str
    name: str
    about: str
    contacts: tuple[str, ...]
    last_checked: str | None = None
    shipped: bool = False
    note: str = ""
