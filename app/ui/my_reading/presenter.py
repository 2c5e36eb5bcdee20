"""Decides how a reading goes: replies saved at once, private conflicts, the signature at the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.errors import RuleError, WrongPassphrase
from app.models.answer import Answer, AnswerKey
from app.models.base import PersonId
from app.models.changes import ChangeKind, Changes
from app.models.clause import Clause, ClauseKind
from app.models.leaving_out import NOT_IN_THIS_ONE, LeavingOut
from app.models.outline import DraftSection
from app.models.person import partner_of
from app.models.reading import AnswerConflict, ClauseReply, Reading, with_reply
from app.models.renewal import AgreedBefore, ReadBefore
from app.services import answers as answer_service
from app.services import reading as reading_service
from app.services.reading import ReadingView, YesGiven
from app.services.units import Units
from app.ui.agreement.clause_words import by_section
from app.ui.presenter import Presenter
from app.ui.workspace import SHARED, Workspace

CLAUSES_A_STEP = 20
"""How many clauses one step shows."""


@dataclass(frozen=True, slots=True)
class ReadingStep:
    """Some clauses of one section, read together."""

    key: str
    section: DraftSection
    part: int
    clauses: tuple[Clause, ...]


class ReadingPresenter(Presenter):
    """One person's turn with one text."""

    kinds = (ChangeKind.DRAFTS, ChangeKind.LIMITS, ChangeKind.SIGNALS, ChangeKind.AFTERCARE)
    replied = Signal()
    wrong_passphrase = Signal()
    blocked = Signal()
    """An own No does not allow a yes to all of it."""
    signed = Signal(object)
    """What the yes led to, a YesGiven."""
    signing = Signal(bool)

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(ws, parent)
        self._person: PersonId | None = None
        self._draft_id = ""
        self._seen: set[str] = set()
        self._reading: Reading | None = None
        self.view: ReadingView | None = None
        self.steps: tuple[ReadingStep, ...] = ()
        self._is_new = self.is_signing = False
        self.asked_rest = self._asked_all = False
        """Whether the reader said yes to the rest, or to all of it, and so asked for their own answers to it."""

    @property
    def person(self) -> PersonId:
        """Whose turn it is."""
        assert self._person is not None
        return self._person

    @property
    def reading(self) -> Reading:
        """The replies so far."""
        assert self._reading is not None
        return self._reading

    def begin(self, draft_id: str, person: PersonId) -> None:
        """Begin or continue a person's reading; from then on it can be continued."""
        if (draft_id, person) != (self._draft_id, self._person):
            self.forget()
        self._draft_id, self._person = draft_id, person
        self._is_new = True
        self.reload()

    def concerns(self, changes: Changes) -> bool:
        """Whether the text that is being read may have changed."""
        return self.view is not None and not self.is_signing and super().concerns(changes)

    def reload(self) -> None:
        """Load the text, the replies and the conflicts again."""
        draft_id, person, base, today = self._draft_id, self.person, self._ws.catalogue, self._ws.today
        self.read(
            lambda uow: reading_service.begin(uow, draft_id=draft_id, person=person, base=base, today=today),
            self._on_loaded,
        )

    def _on_loaded(self, view: ReadingView) -> None:
        self.view = view
        self._reading = view.reading
        self.steps = steps_of(view)
        self.loaded.emit()
        is_new, self._is_new = self._is_new, False
        if is_new and not view.is_agreed and view.waits_until is None:
            self._store(view.reading)

    def forget(self) -> None:
        """Forget everything private when the device is handed back."""
        self.view, self._reading, self.steps = None, None, ()
        self._person, self._draft_id = None, ""
        self._seen.clear()
        self.asked_rest = self._asked_all = False

    def reply_to(self, clause: Clause) -> ClauseReply | None:
        """The reply to a clause; a yes against an own No counts as none once the reader has asked."""
        said = self.reading.replies.get(clause.digest)
        return None if said is ClauseReply.YES and self.is_against(clause) else said

    def met(self, clause: Clause) -> tuple[AnswerConflict, ...]:
        """Conflicts between a clause and the reader's own answers."""
        return self.view.met.get(clause.id, ()) if self.view is not None else ()

    def is_blocked(self, clause: Clause) -> bool:
        """Whether an own No conflicts with a clause."""
        return any(met.kind.blocks for met in self.met(clause))

    def is_against(self, clause: Clause) -> bool:
        """Whether an own No does not allow a yes to a clause, and the reader has asked."""
        return self._asked_all and self.is_blocked(clause)

    def to_read(self) -> tuple[Clause, ...]:
        """The clauses that get a reply; an own No adds to them only once the reader has asked."""
        if self.view is None:
            return ()
        new = {clause.id for clause in self.view.to_read}
        return tuple(c for c in self.view.document.clauses if c.id in new or self.is_against(c))

    def is_new(self, clause: Clause) -> bool:
        """Whether a clause gets a reply."""
        return any(one.id == clause.id for one in self.to_read())

    def is_marked(self, clause: Clause) -> bool:
        """Whether a clause is new or changed in a text of which something was read before."""
        before = self.before(clause)
        view = self.view
        was_read = view is not None and (view.renewal.before or any(not r.in_rules for r in view.folded.values() if r))
        return bool(was_read) and self.is_new(clause) and (before is None or before.is_changed)

    def waiting(self) -> tuple[Clause, ...]:
        """The clauses without a reply."""
        return tuple(clause for clause in self.to_read() if self.reply_to(clause) is None)

    def other_name(self) -> str:
        """The name of the one who reads next."""
        other = partner_of(self.person, self._ws.session.people)
        return other.name if other is not None else ""

    def waiting_in(self, step: ReadingStep) -> int:
        """How many clauses of a step have no reply."""
        waiting = {clause.id for clause in self.waiting()}
        return sum(clause.id in waiting for clause in step.clauses)

    def say(self, clause: Clause, reply: ClauseReply | None) -> None:
        """Reply yes, take it out, or clear the reply (None); saved at once."""
        if self.view is None:
            return
        try:
            self._keep(with_reply(self.reading, clause, reply, self._own_answers()))
        except RuleError as error:
            self.failed.emit(error)

    def leaving_of(self, clause: Clause) -> LeavingOut:
        """How an activity that is taken out is left out."""
        return self.reading.leaving.get(clause.digest, NOT_IN_THIS_ONE)

    def leave_out(self, clause: Clause, leaving: LeavingOut) -> None:
        """Answer how an activity that is taken out is left out; saved at once, written with the yes."""
        if self._reading is not None:
            self._keep(self._reading.evolve(leaving={**self._reading.leaving, clause.digest: leaving}))

    def write_words(self, words: str) -> None:
        """Set the reader's own words."""
        if self._reading is not None and words != self._reading.words:
            self._keep(self._reading.evolve(words=words))

    def see(self, step: ReadingStep) -> None:
        """Remember that what a step asks was on screen; what is folded was not."""
        self._seen.update(clause.digest for clause in step.clauses if self.is_new(clause))

    @property
    def has_seen_everything(self) -> bool:
        """Whether every clause without a reply was on screen."""
        return all(clause.digest in self._seen for clause in self.waiting())

    def rest(self) -> tuple[Clause, ...]:
        """The clauses that *yes to the rest* is about: no reply, and not asked in another way.

        What conflicts with an own answer is left of them, so only that remains once it was said.
        """
        others = {clause.id for clause in (*self.asked_alone(), *self.asked_by_part())}
        return tuple(clause for clause in self.waiting() if clause.id not in others)

    def asked_alone(self) -> tuple[Clause, ...]:
        """What is allowed and waits for a reply of its own, because it was agreed before or in the scene copied."""
        one_by_one = self.view is not None and self.view.renewal.one_by_one
        return tuple(c for c in self.waiting() if one_by_one and c.kind is ClauseKind.PERMISSION)

    def asked_by_part(self) -> tuple[Clause, ...]:
        """What protects or informs in unchanged words and waits to be acknowledged."""
        return tuple(clause for clause in self.waiting() if self.is_by_part(clause))

    def is_by_part(self, clause: Clause) -> bool:
        """Whether a clause that is no longer agreed is read again with its part; *the rest* leaves it out."""
        return self.view is not None and clause.id in self.view.renewal.by_part

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
        return self.view.folded.get(clause.id) if self.view is not None else None

    def before(self, clause: Clause) -> AgreedBefore | None:
        """The clause as it was agreed last, if it was."""
        return self.view.renewal.before.get(clause.id) if self.view is not None else None

    def acknowledge(self, clauses: Iterable[Clause]) -> None:
        """Reply yes to what was on screen, in one act."""
        reading, own = self.reading, self._own_answers()
        for clause in clauses:
            reading = with_reply(reading, clause, ClauseReply.YES, own)
        self._keep(reading)

    def say_yes_to_rest(self) -> None:
        """Say yes to the rest, once every step has been on screen; what conflicts with an own answer is left."""
        if self.has_seen_everything:
            self.asked_rest = True
            self.acknowledge(clause for clause in self.rest() if not self.met(clause))

    def _own_answers(self) -> Mapping[AnswerKey, Answer]:
        return {answer.key: answer for answer in self.view.answers} if self.view is not None else {}

    def _keep(self, reading: Reading) -> None:
        self._reading = reading
        # First, because it clears the notice, which says why if the reply cannot be saved.
        self.replied.emit()
        self._store(reading)

    def _store(self, reading: Reading) -> None:
        self.write(self.person, lambda uow: reading_service.keep(uow, reading=reading))

    def change_answer(self, answer: Answer) -> None:
        """Change the reader's own answer."""
        person, now = self.person, self._ws.clock()
        today = now.astimezone().date()
        self.write(
            person,
            lambda uow: answer_service.save_answer(uow, person=person, answer=answer, now=now, today=today),
            lambda _saved: self.reload(),
        )

    def sign(self, passphrase: str) -> None:
        """Sign the text as the reader leaves it; finished even if this screen is closed meanwhile."""
        if self.view is None or self.is_signing:
            return
        kept = (c for c in self.view.document.clauses if self.reading.replies.get(c.digest) is not ClauseReply.TAKE_OUT)
        if any(map(self.is_blocked, kept)):
            self._asked_all = True
            self.blocked.emit()
            return
        self._signing(True)
        vault, person, reading, seen = self._ws.vault, self.person, self.reading, self.view.document.version
        base, now, new_id = self._ws.catalogue, self._ws.clock(), self._ws.ids

        def say_yes(_checked: None, units: Units) -> YesGiven:
            with units(SHARED) as uow:
                return reading_service.say_yes(uow, reading=reading, seen=seen, base=base, now=now, new_id=new_id)

        self._ws.act_with_keys(
            lambda: vault.require_passphrase(person, passphrase),
            say_yes,
            by=self,
            done=self._on_signed,
            failed=self._on_failed,
        )

    def _on_signed(self, given: YesGiven) -> None:
        self._signing(False)
        self.signed.emit(given)

    def _on_failed(self, error: Exception) -> None:
        self._signing(False)
        if isinstance(error, WrongPassphrase):
            self.wrong_passphrase.emit()
        else:
            self.on_refused(error)

    def _signing(self, on: bool) -> None:
        self.is_signing = on
        self.signing.emit(on)


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
