"""What two people would tell of what they said, agreed, ended and read."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field
from datetime import date

from app.models.answer import Ceiling
from app.models.base import PersonId
from app.models.clause import Clause, ClauseKind, Document
from app.models.pairing import Pairing


class Wrong(AssertionError):
    """The vault allows what nobody agreed, or what ended."""


@dataclass
class Told:
    """What people would tell: their waiting yeses, what both agreed and nobody ended, what each has read."""

    waiting: set[tuple[PersonId, str]] = field(default_factory=set)
    allowed: set[tuple[str, str]] = field(default_factory=set)
    read: set[tuple[PersonId, str]] = field(default_factory=set)
    seen: set[tuple[PersonId, str]] = field(default_factory=set)
    """Agreements whose day a person saw pass."""
    texts: dict[str, Document] = field(default_factory=dict)
    """The text of each agreement or waiting yes."""
    caps: dict[tuple[str, str], Ceiling] = field(default_factory=dict)
    """The highest ceiling that is left of what is allowed, where it is lower than in the text."""
    ready: set[tuple[PersonId, str, date]] = field(default_factory=set)
    """Who said that they are ready for a scene on a day."""
    begun: set[str] = field(default_factory=set)
    """The scenes that both started."""
    stopped: set[str] = field(default_factory=set)
    """Those that were stopped."""
    out: dict[str, frozenset[str]] = field(default_factory=dict)
    """What was taken out of a scene that runs."""
    care: dict[tuple[str, date], int] = field(default_factory=dict)
    """How careful an evening is, as both have seen it."""

    def end(self, ends: Callable[[Clause], bool]) -> None:
        """Clauses ended in everything that is agreed; a yes that waits ends as a whole."""
        self.allowed -= set(self._allowed_if(ends))
        self._end_waiting_if(ends)

    def end_above(self, pairing: Pairing, ceiling: Ceiling) -> None:
        """An activity ended above a ceiling; a yes that waits ends as a whole."""

        def is_higher(clause: Clause) -> bool:
            return is_about(clause, pairing) and ceiling_of(clause) > ceiling

        for each in self._allowed_if(is_higher):
            self.caps[each] = min(ceiling, self.caps.get(each, ceiling))
        self._end_waiting_if(is_higher)

    def _allowed_if(self, chosen: Callable[[Clause], bool]) -> list[tuple[str, str]]:
        return [
            (own, cid)
            for own, cid in self.allowed
            if any(clause.id == cid and chosen(clause) for clause in self.texts[own].all_clauses)
        ]

    def _end_waiting_if(self, ends: Callable[[Clause], bool]) -> None:
        self.waiting -= {each for each in self.waiting if any(ends(c) for c in self.texts[each[1]].all_clauses)}

    def end_all(self, agreement_id: str) -> None:
        """All that an agreement allows ended; with ground rules, what was read with them, too."""
        self.allowed -= {each for each in self.allowed if agreement_id in (each[0], self.texts[each[0]].rules)}
        self.waiting -= {each for each in self.waiting if self.texts[each[1]].rules == agreement_id}

    def end_waiting(self, draft_id: str, person: PersonId | None = None) -> None:
        """Yeses to a draft that wait ended; of one person those ids, whoever said them."""
        ids = {own for who, own in self.waiting if self.texts[own].draft_id == draft_id and person in (None, who)}
        self.waiting -= {each for each in self.waiting if each[1] in ids}

    def copy(self) -> Told:
        """The same, to be changed by itself."""
        return Told(*(copy(getattr(self, each)) for each in self.__dataclass_fields__))

    def either(self, other: Told) -> Told:
        """What may be so if one of the two is true, and nobody knows which."""
        return Told(
            self.waiting | other.waiting,
            self.allowed | other.allowed,
            self.read | other.read,
            self.seen & other.seen,
            self.texts | other.texts,
            {each: max(cap, other.caps[each]) for each, cap in self.caps.items() if each in other.caps},
            self.ready | other.ready,
            self.begun | other.begun,
            self.stopped & other.stopped,
            {each: out & other.out[each] for each, out in self.out.items() if each in other.out},
            {each: min(care, other.care[each]) for each, care in self.care.items() if each in other.care},
        )


def ceiling_of(clause: Clause) -> Ceiling:
    """How far an activity may go."""
    return (clause.item and clause.item.ceiling) or Ceiling.STRONG


def allows(clause: Clause) -> bool:
    """Whether a clause allows something."""
    return clause.kind is ClauseKind.PERMISSION


def is_about(clause: Clause, pairing: Pairing) -> bool:
    """Whether a clause is an activity of this pairing."""
    return clause.item is not None and clause.item.pairing == pairing
