"""The parts of a text in which it is read: what it asks its reader, and what is compared with their own answers."""

from __future__ import annotations

from dataclasses import dataclass

from app.models.clause import Clause, ClauseKind
from app.models.outline import DraftSection
from app.models.reading import AnswerConflict, ClauseReply, Reading
from app.models.renewal import AgreedBefore, ReadBefore
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


@dataclass(frozen=True, slots=True)
class AskedClauses:
    """A text with the replies so far."""

    view: ReadingView
    reading: Reading
    asked_all: bool
    """Whether the reader said yes to all of it, and so asked for their own answers to it."""

    def reply_to(self, clause: Clause) -> ClauseReply | None:
        """The reply to a clause; a yes against an own No counts as none once the reader has asked."""
        said = self.reading.replies.get(clause.digest)
        return None if said is ClauseReply.YES and self.is_against(clause) else said

    def met(self, clause: Clause) -> tuple[AnswerConflict, ...]:
        """Conflicts between a clause and the reader's own answers."""
        return self.view.met.get(clause.id, ())

    def is_blocked(self, clause: Clause) -> bool:
        """Whether an own No conflicts with a clause."""
        return any(met.kind.blocks for met in self.met(clause))

    def is_against(self, clause: Clause) -> bool:
        """Whether an own No does not allow a yes to a clause, and the reader has asked."""
        return self.asked_all and self.is_blocked(clause)

    def to_read(self) -> tuple[Clause, ...]:
        """The clauses that get a reply; an own No adds to them only once the reader has asked."""
        new = {clause.id for clause in self.view.to_read}
        return tuple(c for c in self.view.document.clauses if c.id in new or self.is_against(c))

    def is_new(self, clause: Clause) -> bool:
        """Whether a clause gets a reply."""
        return any(one.id == clause.id for one in self.to_read())

    def is_marked(self, clause: Clause) -> bool:
        """Whether a clause is new or changed in a text of which something was read before."""
        before, folded = self.before(clause), self.view.folded.values()
        was_read = self.view.renewal.before or any(not read.in_rules for read in folded if read)
        return bool(was_read) and self.is_new(clause) and (before is None or before.is_changed)

    def waiting(self) -> tuple[Clause, ...]:
        """The clauses without a reply."""
        return tuple(clause for clause in self.to_read() if self.reply_to(clause) is None)

    def waiting_in(self, step: ReadingStep) -> int:
        """How many clauses of a step have no reply."""
        waiting = {clause.id for clause in self.waiting()}
        return sum(clause.id in waiting for clause in step.clauses)

    def rest(self) -> tuple[Clause, ...]:
        """The clauses that *yes to the rest* is about: no reply, and not asked in another way.

        What conflicts with an own answer is left of them, so only that remains once it was said.
        """
        others = {clause.id for clause in (*self.asked_alone(), *self.asked_by_part())}
        return tuple(clause for clause in self.waiting() if clause.id not in others)

    def asked_alone(self) -> tuple[Clause, ...]:
        """What is allowed and waits for a reply of its own, because it was agreed before or in the scene copied."""
        one_by_one = self.view.renewal.one_by_one
        return tuple(c for c in self.waiting() if one_by_one and c.kind is ClauseKind.PERMISSION)

    def asked_by_part(self) -> tuple[Clause, ...]:
        """What protects or informs in unchanged words and waits to be acknowledged."""
        return tuple(clause for clause in self.waiting() if self.is_by_part(clause))

    def is_by_part(self, clause: Clause) -> bool:
        """Whether a clause that is no longer agreed is read again with its part; *the rest* leaves it out."""
        return clause.id in self.view.renewal.by_part

    def is_read_together(self, clause: Clause) -> bool:
        """Whether one acknowledgement is enough for a clause and what else its part has of the kind.

        What was changed since it was agreed, or taken out at this reading, has one of its own.
        """
        before = self.before(clause)
        is_changed = before is not None and before.is_changed
        is_read = self.is_by_part(clause) or (self.is_new(clause) and clause.only_informs and not is_changed)
        return is_read and self.reply_to(clause) is not ClauseReply.TAKE_OUT

    def read_before(self, clause: Clause) -> ReadBefore | None:
        """When a clause that is not asked was read."""
        return self.view.folded.get(clause.id)

    def before(self, clause: Clause) -> AgreedBefore | None:
        """The clause as it was agreed last, if it was."""
        return self.view.renewal.before.get(clause.id)
