"""The parts of a text in which it is read."""

from __future__ import annotations

from dataclasses import dataclass

from app.models.clause import Clause
from app.models.outline import DraftSection
from app.services.reading import ReadingView
from app.ui.agreement.clause_words import by_section

CLAUSES_A_STEP = 20
"""How many clauses one step shows."""


@dataclass(frozen=True, slots=True)
class ReadingStep:
    """Some clauses of one section, read together."""

    key: str
    section: DraftSection
    part: int
    clauses: tuple[Clause, ...]


def steps_of(view: ReadingView) -> tuple[ReadingStep, ...]:
    """Split the text into steps of one section, long sections into several, new clauses first."""
    new = {clause.id for clause in view.to_read}
    steps: list[ReadingStep] = []
    for section, clauses in by_section(view.document.clauses):
        ordered = sorted(clauses, key=lambda clause: clause.id not in new)
        for part, start in enumerate(range(0, len(ordered), CLAUSES_A_STEP)):
            some = tuple(ordered[start : start + CLAUSES_A_STEP])
            steps.append(ReadingStep(f"{section}:{part}", section, part, some))
    return tuple(steps)
