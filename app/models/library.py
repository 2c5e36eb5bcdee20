"""Reading texts and resources. They open before anything is unlocked, and the unlock window does not wait for
pydantic, so this module imports the standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ALWAYS = "always"
"""The hours of a place that is always open."""

PAGE = "page"
"""What a resource was compared with: the page that its source names, rather than other published lists."""

EVERYWHERE = frozenset({"edu", "own"})
"""Used in place of a country: for every country, and for a person's own."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What a text says that can be looked up, and where.

    `where`: an address to read out. `checked`: the ISO date on which the text was compared with it.
    """

    says: str
    source: str
    where: str
    checked: str


@dataclass(frozen=True, slots=True)
class TextPicture:
    """A picture of a screen in a text: the name of its files, the heading that it is under, and what it shows."""

    name: str
    under: str
    shows: str


@dataclass(frozen=True, slots=True)
class ReadingText:
    """A short text to read.

    `topic`: the title of what it is about. `body` is light Markdown: paragraphs between blank lines, `- ` items,
    `## ` headings, `*emphasis*`. `facts`: none if it only advises.
    """

    id: str
    topic: str
    title: str
    summary: str
    body: str
    facts: tuple[Fact, ...] = ()
    pictures: tuple[TextPicture, ...] = ()

    def sections(self) -> Iterator[tuple[str, str]]:
        """Its parts, each with its heading, which is empty before the first."""
        first, *others = f"\n\n{self.body}".split("\n\n## ")
        if first:
            yield "", first.strip()
        for part in others:
            yield part.partition("\n")[0], f"## {part}"

    def is_about(self, words: str) -> bool:
        """Whether it has all of these words."""
        return _has(words, self.topic, self.title, self.summary, self.body)


@dataclass(frozen=True, slots=True)
class Country:
    """A country or, with a dot in its id, a part of the one before the dot (`UK.SCT`)."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Resource:
    """A place to turn to for help.

    `country`: an id, or one of `EVERYWHERE`. `parts`: where in the country it helps, unless in all of it. `group`: the
    title of its country. `kinds`: the titles of what it is for. `contacts`: numbers, instructions or addresses to read
    out. `hours`: `ALWAYS`, or when it is open. `source` and `checked`: what a shipped entry was compared with, and the
    ISO date; `against`: `PAGE`, or something else for other published lists.
    `last_checked`: the ISO date on which the person did. `note` is shown until then.
    """

    id: str
    country: str
    group: str
    parts: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    name: str = ""
    about: str = ""
    contacts: tuple[str, ...] = ()
    hours: str = ""
    source: str = ""
    against: str = ""
    checked: str = ""
    last_checked: str | None = None
    shipped: bool = False
    note: str = ""

    def is_in(self, place: str) -> bool:
        """Whether it helps in a country or a part of one; an empty id is every country."""
        country, _dot, part = place.partition(".")
        if not place or self.country in EVERYWHERE:
            return True
        return self.country == country and not (part and self.parts and place not in self.parts)

    def is_about(self, words: str) -> bool:
        """Whether it has all of these words."""
        return _has(words, self.group, self.name, self.about, *self.kinds, *self.contacts)


def _has(words: str, *texts: str) -> bool:
    text = "\n".join(texts).casefold()
    return all(word in text for word in words.casefold().split())
