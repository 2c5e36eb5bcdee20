"""Decides how a reading goes: replies saved at once, private conflicts, the signature at the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject, Signal

from app.errors import RuleError, WrongPassphrase
from app.models.answer import Answer, AnswerKey
from app.models.base import PersonId
from app.models.changes import ChangeKind, Changes
from app.models.clause import Clause
from app.models.leaving_out import NOT_IN_THIS_ONE, LeavingOut
from app.models.person import partner_of
from app.models.reading import ClauseReply, Reading, with_reply
from app.services import answers as answer_service
from app.services import reading as reading_service
from app.services.reading import ReadingView, YesGiven
from app.services.units import Units
from app.ui.my_reading.asked import AskedClauses, ReadingStep, steps_of
from app.ui.presenter import Presenter
from app.ui.workspace import SHARED, Workspace


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

    @property
    def asked(self) -> AskedClauses:
        """What the text asks, once it is loaded."""
        assert self.view is not None
        return AskedClauses(self.view, self.reading, self._asked_all)

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

    def other_name(self) -> str:
        """The name of the one who reads next."""
        other = partner_of(self.person, self._ws.session.people)
        return other.name if other is not None else ""

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
        self._seen.update(clause.digest for clause in step.clauses if self.asked.is_new(clause))

    @property
    def has_seen_everything(self) -> bool:
        """Whether every clause without a reply was on screen."""
        return all(clause.digest in self._seen for clause in self.asked.waiting())

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
            self.acknowledge(clause for clause in self.asked.rest() if not self.asked.met(clause))

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
        if any(map(self.asked.is_blocked, kept)):
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
