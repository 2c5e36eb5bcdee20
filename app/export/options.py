"""What a couple choose for a page: what is left out, and what they are called."""

from __future__ import annotations

from collections.abc import Sequence

from app.export.page import Named, PagePart, Paper
from app.models.base import Model
from app.models.person import Person


class PageChoices(Model):
    """What is left out of a page. `people` says what each person is called; left empty, by their names."""

    people: tuple[Named, ...] = ()
    sections_off: frozenset[PagePart] = frozenset()
    left_out: frozenset[str] = frozenset()
    categories_only: bool = False
    with_health: bool = True
    with_dates: bool = True
    paper: Paper = Paper.A4


def real_names(people: Sequence[Person]) -> tuple[Named, ...]:
    """Everybody by their own name."""
    return tuple(Named(person=person.id, label=person.name) for person in people)


def initials(people: Sequence[Person]) -> tuple[Named, ...]:
    """Everybody by their first letter, with a number where two share it."""
    letters = [next((char for char in person.name if char.isalnum()), "?").upper() for person in people]
    return tuple(
        Named(
            person=person.id,
            label=f"{letter}. {number}" if letters.count(letter) > 1 else f"{letter}.",
        )
        for number, (person, letter) in enumerate(zip(people, letters, strict=True), start=1)
    )
