"""What a list from elsewhere would become: private answers to the catalogue, and own entries for the rest.

Nothing is taken for certain that could be wrong: a limit and an unknown word wait until their owner says what they
mean, and an answer that exists is never replaced.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from app.models.answer import Answer, AnswerKey, Stance, Visibility
from app.models.base import ActivityId, Model, Words
from app.models.catalogue import CatalogueEntry, CatalogueKind, Direction, SideLabels
from app.models.foreign_list import ForeignList, FoundEntry
from app.models.foreign_words import ForeignWords, SideMeaning, folded
from app.models.list_rows import Answers
from app.models.sealing import AFTERCARE_CATEGORY

_MOST_CAREFUL_FIRST = (
    Stance.HARD_LIMIT,
    Stance.SOFT_LIMIT,
    Stance.MORE_FIRST,
    Stance.CURIOUS,
    Stance.WILLING,
    Stance.WANT,
)
TAKEN = _MOST_CAREFUL_FIRST[::-1]
"""What a word can be taken as: *only if* needs words of one's own, and what does not apply needs no answer."""


MOST_WORDS = 30
"""Of as many different answers, and names of sides, somebody can say what they mean; rarer ones are left out."""


class Leave(StrEnum):
    """Answers that are not taken, or wait for their owner."""

    OUT = "out"
    OPEN = "open"


AnswerMeaning = Stance | Leave
SideChoice = SideMeaning | Leave


class Meanings(Model):
    """What each answer and each name of a side is taken for, by its folded form."""

    answers: dict[str, AnswerMeaning]
    sides: dict[str, SideChoice]

    @property
    def is_settled(self) -> bool:
        """Whether nothing waits for its owner."""
        return Leave.OPEN not in self.answers.values() and Leave.OPEN not in self.sides.values()


def first_meanings(found: ForeignList, words: ForeignWords) -> Meanings:
    """What can be taken without asking: a limit is only proposed, so it waits, and so does what is not known."""
    answers = {folded(word): _first_answer(words.answer(word), n) for n, (word, _) in enumerate(found.words)}
    sides = {folded(heading): words.side(heading) or _unknown(n) for n, (heading, _) in enumerate(found.headings)}
    return Meanings(answers=answers, sides=sides)


def _first_answer(stance: Stance | None, number: int) -> AnswerMeaning:
    if stance is Stance.NOT_APPLICABLE:
        return Leave.OUT
    return stance if stance is not None and not stance.is_limit else _unknown(number)


def _unknown(number: int) -> Leave:
    return Leave.OPEN if number < MOST_WORDS else Leave.OUT


def more_careful(one: Stance, other: Stance) -> Stance:
    """The more careful of two answers."""
    return min(one, other, key=_MOST_CAREFUL_FIRST.index)


def can_take(entry: CatalogueEntry) -> bool:
    """Whether an entry takes answers like those of a list from elsewhere."""
    return entry.kind is CatalogueKind.ACTIVITY and entry.category != AFTERCARE_CATEGORY and not entry.retired


class PlannedEntry(Model):
    """What becomes of one entry of the list.

    `entry`: the one it is answered under, None for a new one of one's own, which has `labels`. `answers`: the new ones.
    `answered`: sides that have an answer already, which stays. `is_hidden`: its category or pack is not shown.
    """

    found: FoundEntry
    entry: CatalogueEntry | None = None
    labels: SideLabels = SideLabels.NONE
    answers: tuple[tuple[Direction, Stance], ...] = ()
    answered: tuple[Direction, ...] = ()
    is_hidden: bool = False

    @property
    def can_be_taken(self) -> bool:
        """Whether there is anything to take: an answer, or a new entry."""
        return bool(self.answers) or self.entry is None


def plan_entry(found: FoundEntry, entry: CatalogueEntry | None, meanings: Meanings, given: Answers) -> PlannedEntry:
    """What becomes of an entry that means this one of the catalogue, or none."""
    said = _said(found, meanings)
    if entry is None:
        labels = SideLabels.GIVES if {SideMeaning.ACTIVE, SideMeaning.PASSIVE} & {side for side, _ in said} else None
        labels = labels or SideLabels.NONE
        directions: tuple[Direction, ...] = (Direction.TOGETHER,)
        if labels is SideLabels.GIVES:
            directions = (Direction.ACTIVE, Direction.PASSIVE)
    else:
        labels, directions = entry.labels, entry.directions
    answers = _by_direction(said, directions)
    answered = tuple(d for d in answers if entry is not None and _is_answered(given, entry.id, d))
    return PlannedEntry(
        found=found,
        entry=entry,
        labels=labels,
        answers=tuple((direction, stance) for direction, stance in answers.items() if direction not in answered),
        answered=answered,
    )


def _said(found: FoundEntry, meanings: Meanings) -> list[tuple[SideMeaning, Stance]]:
    said: list[tuple[SideMeaning, Stance]] = []
    for each in found.sides:
        stance = meanings.answers.get(folded(each.word), Leave.OUT)
        side = meanings.sides.get(folded(each.heading), Leave.OUT)
        if isinstance(stance, Stance) and isinstance(side, SideMeaning):
            said.append((side, stance))
    return said


def _by_direction(
    said: Iterable[tuple[SideMeaning, Stance]], directions: tuple[Direction, ...]
) -> dict[Direction, Stance]:
    """The answer for each side; where two are given, the more careful one."""
    answers: dict[Direction, Stance] = {}
    for side, stance in said:
        for direction in directions:
            if direction is not Direction.TOGETHER and side is not SideMeaning.EITHER and side.value != direction.value:
                continue
            answers[direction] = more_careful(stance, answers.get(direction, stance))
    return {direction: answers[direction] for direction in directions if direction in answers}


def _is_answered(given: Answers, entry_id: str, direction: Direction) -> bool:
    answer = given.get(AnswerKey(activity_id=ActivityId(entry_id), direction=direction))
    return answer is not None and answer.stance is not None


def private_answer(before: Answer, stance: Stance, note: Words) -> Answer:
    """The answer that is kept: never shared until its owner says otherwise on its card, whatever was chosen before."""
    kept = before.with_stance(stance).evolve(visibility=Visibility.NEVER)
    return kept if before.note or not note else kept.evolve(note=note)
