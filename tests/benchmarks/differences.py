"""What changed between two texts of 300 items against Python's own `difflib` over the same words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import SequenceMatcher
from time import perf_counter

from app.models.answer import Ceiling
from app.models.base import ActivityId, ItemId
from app.models.clause import Clause
from app.models.differences import differences
from app.models.layout import DraftSources, lay_out
from app.models.outline import Draft, DraftKind, Line, OutlineItem
from app.models.pairing import Pairing
from tests.benchmarks.report import Figure
from tests.models.strategies import ALEX, CATALOGUE

BAR = 2.0
ITEMS, LINES, RUNS = 300, 60, 9
SENTENCE = "slowly at first and with a pause whenever one of us asks for it then on as it feels right to both of us"


def _text(version: int) -> tuple[Clause, ...]:
    """The clauses of a scene; in the second version a third is in other words, narrower, wider, gone or new."""

    def is_kept(number: int) -> bool:
        return number % 15 != 7 * version

    items = (
        OutlineItem(
            id=ItemId(f"{version}-{number}" if number % 4 else str(number)),
            pairing=Pairing(activity_id=ActivityId(f"own.{number}"), active=ALEX),
            ceiling=Ceiling(1 + (number + version * (number % 5 == 0)) % 5),
            details=f"{number}. {SENTENCE}" + " or later" * (version and number % 6 == 0),
        )
        for number in range(ITEMS)
        if is_kept(number)
    )
    rules = (
        Line(id=ItemId(f"{version}-rule-{number}"), text=f"{number}. {SENTENCE}" + " also" * (version and number % 3))
        for number in range(LINES)
        if is_kept(number)
    )
    draft = Draft(id=ItemId("d"), kind=DraftKind.SCENE, items=tuple(items), rules=tuple(rules))
    return lay_out(draft, DraftSources(), CATALOGUE).clauses


def _words(clauses: Iterable[Clause]) -> list[str]:
    texts = ((c.text, *((c.item.pairing.key, str(c.item.ceiling), c.item.details) if c.item else ())) for c in clauses)
    return [word for clause in texts for text in clause for word in text.split()]


def _seconds(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


def figures() -> list[Figure]:
    """Both in turns; the least of each."""
    before, after = _text(0), _text(1)
    matcher = (_words(before), _words(after))

    def ours() -> None:
        differences(before, after)

    def pythons() -> None:
        SequenceMatcher(None, *matcher).get_opcodes()

    pairs = [(_seconds(ours), _seconds(pythons)) for _ in range(RUNS)]
    mine, other = min(one for one, _ in pairs), min(one for _, one in pairs)
    note = f"{mine * 1000:.0f} ms against {other * 1000:.0f} ms, least of {RUNS}"
    return [Figure("scene_differences", mine / other, "times", BAR, note)]
