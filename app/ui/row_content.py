"""What rows of disclosures and of each person's own words say; `shared_rows` paints it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.models.answer import Stance
from app.models.catalogue import Catalogue
from app.models.limits import Disclosure, SharedItem, SharedTerm, TalkResult
from app.models.pairing import Pairing
from app.models.person import Person
from app.ui.design.tokens import Colour
from app.ui.kit.stance import stance_word
from app.ui.terms import (
    both_ways,
    ceiling_phrase,
    entry_title,
    pairing_words,
    person_name,
    quoted,
    talk_word,
)
from app.ui.wording import dotted


@dataclass(frozen=True, slots=True)
class RowDetail:
    """A line below the title: words, in the colour of a token, with an icon before it if there is one."""

    text: str
    colour: Colour = Colour.INK_SOFT
    icon: str = ""


@dataclass(frozen=True, slots=True)
class StanceCell:
    """One column at the end: a person and their stance; empty for None."""

    person: Person
    stance: Stance | None


@dataclass(frozen=True, slots=True)
class RowContent:
    """The content of a row; `beside` is said after the title in the same line, where there is room."""

    title: str
    side: str = ""
    details: tuple[RowDetail, ...] = ()
    cells: tuple[StanceCell, ...] = ()
    beside: str = ""

    @property
    def spoken(self) -> str:
        """The row in words, for screen readers."""
        said = [f"{cell.person.name}: {stance_word(cell.stance)}" for cell in self.cells if cell.stance is not None]
        return ". ".join(
            part for part in (self.title, self.side, *said, self.beside, *(d.text for d in self.details)) if part
        )


def risk_of(catalogue: Catalogue, entry_id: str) -> tuple[RowDetail, ...]:
    """The risk note of an entry; always shown with it."""
    entry = catalogue.find(entry_id)
    return (RowDetail(entry.risk, Colour.INK_FAINT, "info"),) if entry is not None and entry.risk else ()


def content_of(
    catalogue: Catalogue, people: Sequence[Person], pairings: Sequence[Pairing], disclosures: Sequence[Disclosure]
) -> RowContent:
    """A row for one activity, in one direction or the same in both, with a column a person.

    The ceilings are in the line of the title, once where they are equal; conditions are there word for word.
    """
    entry = catalogue.find(pairings[0].activity_id)
    said = {disclosure.person: disclosure.stance for disclosure in disclosures}
    ceilings = {person_name(people, each.person): ceiling_phrase(each.ceiling) for each in disclosures}
    are_equal = len(ceilings) > 1 and len(set(ceilings.values())) == 1
    apart = dotted(*(words and f"{name}: {words}" for name, words in ceilings.items()))
    conditions = (
        RowDetail(f"{person_name(people, each.person)}: {each.conditions}")
        for each in disclosures
        if each.conditions.strip()
    )
    return RowContent(
        title=entry_title(catalogue, pairings[0].activity_id),
        side=both_ways() if len(pairings) > 1 else pairing_words(entry, pairings[0], people),
        details=(*conditions, *risk_of(catalogue, pairings[0].activity_id)),
        cells=tuple(StanceCell(person, said.get(person.id)) for person in people),
        beside=next(iter(ceilings.values())) if are_equal else apart,
    )


def item_content(catalogue: Catalogue, people: Sequence[Person], items: Sequence[SharedItem]) -> RowContent:
    """A row of the shared list, with the result of a talk; `items` say the same in each direction."""
    content = content_of(catalogue, people, [item.pairing for item in items], items[0].disclosures)
    talk = items[0].talk
    if talk.result is TalkResult.OPEN and not talk.notes:
        return content
    words = talk_word(talk.result) if talk.result is not TalkResult.OPEN else ""
    line = RowDetail(dotted(words, quoted(talk.notes)), Colour.INK, "chats-circle")
    return replace(content, details=(line, *content.details))


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term with each person's words for it; empty where they have none."""

    title: str
    words: tuple[tuple[Person, str], ...]


def rows_of_terms(
    catalogue: Catalogue, people: Sequence[Person], terms: Sequence[SharedTerm], category: str = ""
) -> tuple[TermRow, ...]:
    """One row a term, in the catalogue's order; of one category if it is given."""
    said = {(term.entry_id, term.person): term.words for term in terms}
    rows: list[TermRow] = []
    for entry in catalogue.entries:
        if category and entry.category != category:
            continue
        words = tuple((person, said.get((entry.id, person.id), "")) for person in people)
        if any(text for _person, text in words):
            rows.append(TermRow(entry_title(catalogue, entry.id), words))
    return tuple(rows)
