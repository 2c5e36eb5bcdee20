"""What changed from one text to a later one, clause by clause, and whether it allows less or more than before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from string import punctuation

from app.models.answer import Ceiling
from app.models.base import Model
from app.models.clause import Clause, ClauseKind, in_order
from app.models.layout import LINE_FIELDS
from app.models.limits import Outcome, SharedItem
from app.models.outline import DraftSection, OutlineItem

ALIKE = 0.5
"""The share of their words that two lines have in common at least, if one is the other reworded."""


class DifferenceKind(StrEnum):
    """How a clause differs. What is narrower in one way and wider in a different one is only in other words."""

    ADDED = "added"
    TAKEN_OUT = "taken_out"
    NARROWER = "narrower"
    WIDER = "wider"
    OTHER_WORDS = "other_words"


class Difference(Model):
    """A clause that was added or taken out, or what became of one."""

    kind: DifferenceKind
    before: Clause | None = None
    after: Clause | None = None

    @property
    def clause(self) -> Clause:
        """The later clause; the earlier one, if it was taken out."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def is_partly_narrower(self) -> bool:
        """Whether what became of a clause allows less than before in any way."""
        return self.before is not None and self.after is not None and -1 in _signs(self.before, self.after)


def differences(before: Iterable[Clause], after: Iterable[Clause]) -> tuple[Difference, ...]:
    """The clauses that differ, by section. Ids, and who proposed something, make no difference."""
    earlier, later = in_order(before), in_order(after)
    became = _became(earlier, later)
    known = {clause.id for clause in became.values()}
    found = [_difference(clause, became.get(clause.id)) for clause in earlier]
    found += [Difference(kind=DifferenceKind.ADDED, after=clause) for clause in later if clause.id not in known]
    order = {section: number for number, section in enumerate(DraftSection)}
    return tuple(sorted((each for each in found if each), key=lambda each: order[each.clause.section]))


def _became(earlier: Sequence[Clause], later: Sequence[Clause]) -> dict[str, Clause]:
    """The later clause of each earlier one's id: the same, about the same, or the same line reworded."""
    left, became = {clause.id: clause for clause in later}, dict[str, Clause]()
    for clause in earlier:
        if clause.id in left:
            became[clause.id] = left.pop(clause.id)
    about = {subject: clause for clause in left.values() if (subject := _subject(clause))}
    for clause in earlier:
        if clause.id not in became and (same := about.pop(_subject(clause), None)) is not None:
            became[clause.id] = left.pop(same.id)
    lines = {clause.id: _words(clause) for clause in (*earlier, *left.values()) if _is_line(clause)}
    for clause in earlier:
        if clause.id in became or clause.id not in lines:
            continue
        near = [each for each in left.values() if each.id in lines and each.section is clause.section]
        shares = {each.id: _share(lines[clause.id], lines[each.id]) for each in near}
        best = max(shares, key=shares.__getitem__, default="")
        if best and shares[best] >= ALIKE:
            became[clause.id] = left.pop(best)
    return became


def _subject(clause: Clause) -> tuple[str, ...]:
    """What an activity or a signal is about, whoever proposed it; empty for anything else."""
    if clause.item is not None:
        return ("item", clause.item.pairing.key)
    if clause.signal is not None:
        return ("signal", clause.signal.level.value, clause.signal.channel.value)
    return ()


def _is_line(clause: Clause) -> bool:
    """Whether a couple wrote it, as opposed to the catalogue."""
    return clause.section in LINE_FIELDS and not clause.entry_id


def _words(clause: Clause) -> frozenset[str]:
    return frozenset(word.strip(punctuation) for word in clause.text.casefold().split())


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one | other))


def _difference(before: Clause, after: Clause | None) -> Difference | None:
    if after is None:
        return Difference(kind=DifferenceKind.TAKEN_OUT, before=before)
    if _plain(before) == _plain(after):
        return None
    return Difference(kind=_kind(before, after), before=before, after=after)


def _plain(clause: Clause) -> Clause:
    """What a clause says, whoever proposed it."""
    item = clause.item.evolve(id="", proposed_by=None) if clause.item is not None else None
    signal = clause.signal.evolve(id="") if clause.signal is not None else None
    return clause.evolve(id="", by=None, own=(), item=item, signal=signal)


def _kind(before: Clause, after: Clause) -> DifferenceKind:
    signs = {*_signs(before, after)}
    if signs == {-1}:
        return DifferenceKind.NARROWER
    return DifferenceKind.WIDER if signs == {1} else DifferenceKind.OTHER_WORDS


def _signs(before: Clause, after: Clause) -> Iterator[int]:
    """-1 for each way in which a clause allows less than before, 1 for more, 0 for what is neither."""
    if before.kind is not after.kind:
        yield 1 if after.kind is ClauseKind.PERMISSION else -1
    if before.minutes != after.minutes:
        yield _sign(before.minutes or 0, after.minutes or 0)
    if before.item is not None and after.item is not None:
        yield from _signs_of_item(before.item, after.item)
    if before.limit is not None and after.limit is not None:
        yield from _signs_of_limit(before.limit, after.limit)
    rest = ("text", "signal", "aftercare", "needs", "role", "is_taken_back")
    one, other = _plain(before), _plain(after)
    if any(getattr(one, name) != getattr(other, name) for name in rest):
        yield 0


def _signs_of_item(before: OutlineItem, after: OutlineItem) -> Iterator[int]:
    ceilings = before.ceiling or Ceiling.STRONG, after.ceiling or Ceiling.STRONG
    if ceilings[0] != ceilings[1]:
        yield _sign(*ceilings)
    one, other = {c.person: c.words for c in before.conditions}, {c.person: c.words for c in after.conditions}
    if other.keys() - one.keys():
        yield -1
    if one.keys() - other.keys():
        yield 1
    if (before.phase, before.details) != (after.phase, after.details) or any(
        one[person] != other[person] for person in one.keys() & other.keys()
    ):
        yield 0


def _signs_of_limit(before: SharedItem, after: SharedItem) -> Iterator[int]:
    if before.outcome is not after.outcome:
        yield -1 if after.outcome is Outcome.OFF else 1
    if {*before.holders} != {*after.holders}:
        yield _sign(len(after.holders), len(before.holders))


def _sign(before: int, after: int) -> int:
    return (after > before) - (after < before)
