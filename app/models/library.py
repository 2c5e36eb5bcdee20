"""Reading texts and resources. They open before anything is unlocked, and the unlock window does not wait for
pydantic, so this module imports the standard library only.
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
    """A place to turn to for help.

    `group`: the title of its country, or *Education*. `contacts`: numbers, instructions or addresses to read out.
    `last_checked`: an ISO date. `note` is shown until a shipped entry is checked.
    """

    id: str
    country: str
    group: str
    name: str = ""
    about: str = ""
    contacts: tuple[str, ...] = ()
    last_checked: str | None = None
    shipped: bool = False
    note: str = ""
