"""Signals as what two people say: what counts now, and what is proposed beside it.

What counts is the set that both last read and agreed to; until there is one, what both said. A person alone can add
a further way to stop, which counts at once; anything else they say is a proposal. The rules are total, and symmetric in
the two people.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from app.models.base import ItemId, PersonId, digest
from app.models.said import Said, voices
from app.models.said_kinds import BareMark, Practised, SignalLine
from app.models.signal import Channel, Level, SafetySignal

MOST_ADDED = 5
"""Ways to stop that one person can add alone."""
LAST = 10_000
"""The highest place."""
_CAUTION = (Level.RED, Level.YELLOW, Level.GREEN)


@dataclass(frozen=True)
class SignalRows:
    """All that both say about signals. `agreed`: the set that both last agreed to, if there is one."""

    lines: tuple[Said[SignalLine], ...] = ()
    left_out: tuple[Said[BareMark], ...] = ()
    practised: tuple[Said[Practised], ...] = ()
    agreed: tuple[SafetySignal, ...] | None = None


@dataclass(frozen=True)
class ShownSignal:
    """A signal as the page shows it. `by`: who alone said it; None if both did.

    `counts`: it is in use; a signal that is not is a proposal. `drafted`: a text to be agreed would name it.
    `instead_of`: the id of the signal it would replace. `left_out_by`: who proposes to leave it out.
    """

    signal: SafetySignal
    by: PersonId | None
    counts: bool
    place: int
    instead_of: str = ""
    left_out_by: frozenset[PersonId] = frozenset()
    drafted: bool = True

    @property
    def is_addition(self) -> bool:
        """Whether one person added it alone and it counts at once."""
        return self.counts and self.by is not None


@dataclass(frozen=True)
class SignalSet:
    """Every signal that somebody says, in order."""

    shown: tuple[ShownSignal, ...] = ()

    def find(self, signal_id: str) -> ShownSignal | None:
        """The signal of that id."""
        return next((each for each in self.shown if each.signal.id == signal_id), None)

    def is_new(self, shown: ShownSignal) -> bool:
        """Whether one of the two added it alone to what was there: it counts, and was never practised together."""
        return shown.is_addition and any(each.by != shown.by for each in self.shown)

    def variant_of(self, shown: ShownSignal) -> ShownSignal | None:
        """What the partner of its author says under the same id, if that differs."""
        key = row_key(shown.signal.id)
        return next((each for each in self.shown if each is not shown and row_key(each.signal.id) == key), None)

    @property
    def current(self) -> tuple[SafetySignal, ...]:
        """The signals in use."""
        return tuple(each.signal for each in self.shown if each.counts)

    @property
    def proposed(self) -> tuple[SafetySignal, ...]:
        """The signals that a text to be agreed names: with every proposal, without what somebody leaves out."""
        replaced = {each.instead_of for each in self.shown}
        drafted = (each for each in self.shown if each.drafted and not each.left_out_by)
        found = [each.signal for each in drafted if each.signal.id not in replaced]
        keys = Counter(row_key(signal.id) for signal in found)
        return tuple(
            signal.evolve(id=ItemId(row_key(signal.id))) if keys[row_key(signal.id)] == 1 else signal
            for signal in found
        )

    def same_words(self, signal: SafetySignal) -> ShownSignal | None:
        """The signal in use with the same word or gesture, other than this one."""
        return next(
            (e for e in self.shown if e.counts and e.signal.id != signal.id and words_of(e.signal) == words_of(signal)),
            None,
        )


def row_key(signal_id: str) -> str:
    """The key of the row of a signal; where two say different things under one key, one of the ids is longer."""
    return signal_id.partition("/")[0]


def words_of(signal: SafetySignal) -> str:
    """The word or gesture without differences in case and spacing."""
    return " ".join(signal.expression.casefold().split())


def signal_digest(signal: SafetySignal) -> str:
    """The digest of a signal as it is practised."""
    return digest(signal.evolve(id=ItemId(row_key(signal.id)), practised_on=None))


def most_careful(sets: Iterable[tuple[SafetySignal, ...]]) -> tuple[SafetySignal, ...]:
    """The one set that all of these are, else all of their signals; of the same words those that ask for most."""
    distinct = tuple(dict.fromkeys(sets))
    if len(distinct) == 1:
        return distinct[0]
    signals = [signal for each in distinct for signal in each]
    by_words: dict[str, SafetySignal] = {}
    for signal in sorted(signals, key=lambda signal: _CAUTION.index(signal.level)):
        by_words.setdefault(words_of(signal), signal)
    found: dict[str, SafetySignal] = {}
    for signal in by_words.values():
        own_id = f"{signal.id}/{len(found)}" if signal.id in found else signal.id
        found[own_id] = signal.evolve(id=own_id)
    return tuple(found.values())


def signal_set(rows: SignalRows) -> SignalSet:
    """What counts, and what is proposed."""
    lines, marks = _grouped(rows.lines), _marks(rows.left_out)
    both = [line for line in lines if line.by is None]
    gone = {line.instead_of for line in both} | {key for key, people in marks.items() if len(people) > 1}
    lines = [line for line in lines if line.signal.id not in gone]
    if rows.agreed is None:
        joint = [replace(line, counts=True) for line in lines if line.by is None]
        found = [*joint, *_counted([line for line in lines if line.by is not None], joint, marks)]
    else:
        agreed = list(_agreed(rows.agreed, lines))
        ids = {line.signal.id: line.signal for line in agreed}
        others = [_beside(line, ids) for line in lines if ids.get(line.signal.id) != line.signal]
        found = [*agreed, *_counted(others, agreed, marks)]
    dates = _dates(rows.practised)
    return SignalSet(
        tuple(
            replace(line, signal=_dated(line.signal, dates), left_out_by=marks.get(line.signal.id, frozenset()))
            for line in sorted(found, key=lambda line: (line.place, line.signal.id))
        )
    )


def _agreed(agreed: Iterable[SafetySignal], lines: list[ShownSignal]) -> Iterator[ShownSignal]:
    """What both agreed to; it is drafted if a line still says exactly this."""
    lines_of = {line.signal.id: line for line in lines}
    for at, signal in enumerate(agreed):
        line = lines_of.get(signal.id)
        place = at if line is None else line.place
        drafted = line is not None and line.signal == signal
        yield ShownSignal(signal.evolve(practised_on=None), None, counts=True, place=place, drafted=drafted)


def _beside(line: ShownSignal, agreed: Mapping[ItemId, SafetySignal]) -> ShownSignal:
    """A line beside what is agreed: different words under an agreed id are a change of that signal."""
    if line.signal.id not in agreed:
        return line
    own_id = ItemId(f"{line.signal.id}/{line.by or 'next'}")
    return replace(line, signal=line.signal.evolve(id=own_id), instead_of=line.signal.id)


def _grouped(lines: Iterable[Said[SignalLine]]) -> list[ShownSignal]:
    """One line for each id; what the two say differently under one id are two lines, the careful one under the id."""
    valid = (
        replace(said, body=said.body.evolve(signal=said.body.signal.evolve(practised_on=None)))
        for said in lines
        if said.body.signal.id == said.key and words_of(said.body.signal)
    )
    return [line for authors in voices(valid).values() for line in _apart(authors)]


def _apart(authors: Mapping[SignalLine, PersonId | None]) -> Iterator[ShownSignal]:
    lines = (
        ShownSignal(body.signal, author, counts=False, place=body.place, instead_of=body.instead_of)
        for body, author in authors.items()
    )
    for at, line in enumerate(sorted(lines, key=_care)):
        if at == 0:
            yield line
        else:
            yield replace(line, signal=line.signal.evolve(id=ItemId(f"{line.signal.id}/{line.by}")))


def _care(line: ShownSignal) -> tuple[int, int, str, str]:
    return (_CAUTION.index(line.signal.level), line.place, line.instead_of, line.signal.model_dump_json())


def _counted(
    lines: list[ShownSignal], fixed: list[ShownSignal], marks: Mapping[str, frozenset[PersonId]]
) -> Iterator[ShownSignal]:
    """The remaining signals, and whether each counts: a further way to stop does, if its words are not in use yet.

    While only one person has said anything, everything counts that replaces nothing.
    """
    everything = not fixed and len({line.by for line in lines}) == 1
    used = {words_of(line.signal) for line in fixed}
    added: Counter[PersonId | None] = Counter()
    for line in sorted(lines, key=lambda line: (_CAUTION.index(line.signal.level), line.place, line.signal.id)):
        stops = line.signal.level is Level.RED
        counts = (stops or everything) and not line.instead_of and words_of(line.signal) not in used
        counts = counts and line.by not in marks.get(line.signal.id, ())
        added[line.by] += counts and stops
        counts = counts and (not stops or line.by is None or added[line.by] <= MOST_ADDED)
        if counts:
            used.add(words_of(line.signal))
        yield replace(line, counts=counts)


def _marks(marks: Iterable[Said[BareMark]]) -> dict[str, frozenset[PersonId]]:
    found: dict[str, frozenset[PersonId]] = {}
    for said in marks:
        found[said.key] = found.get(said.key, frozenset()) | {said.author}
    return found


def _dates(practised: Iterable[Said[Practised]]) -> Mapping[str, Practised]:
    """The practices that both say alike, by the id of the signal."""
    halves: dict[str, dict[PersonId, Practised]] = {}
    for said in practised:
        halves.setdefault(said.key, {})[said.author] = said.body
    return {
        key: next(iter(of_key.values()))
        for key, of_key in halves.items()
        if len(of_key) == 2 and len(set(of_key.values())) == 1
    }


def _dated(signal: SafetySignal, dates: Mapping[str, Practised]) -> SafetySignal:
    found = dates.get(signal.id)
    on: date | None = found.on if found is not None and found.digest == signal_digest(signal) else None
    return signal.evolve(practised_on=on)


_COUNT_WORDS = frozenset(
    ("a", "an", "one", "two", "three", "four", "five", "once", "twice", "time", "times", "firm", "short", "quick")
)


def miscountable(signals: Iterable[SafetySignal]) -> tuple[tuple[SafetySignal, SafetySignal], ...]:
    """Speechless signals to slow down, each with a red one from which it differs by a count only."""
    silent = tuple(signal for signal in signals if signal.channel is Channel.NONVERBAL)
    return tuple(
        (yellow, red)
        for yellow in silent
        for red in silent
        if (yellow.level, red.level) == (Level.YELLOW, Level.RED) and _gestures(yellow) & _gestures(red)
    )


def _gestures(signal: SafetySignal) -> frozenset[str]:
    """What is done, without how often."""
    found: set[str] = set()
    for part in re.split(r"[,;/]|\bor\b", words_of(signal)):
        words = (word.rstrip("s") for word in re.findall(r"[^\W\d]+", part) if word not in _COUNT_WORDS)
        found.add(" ".join(words))
    return frozenset(found - {""})
