"""Two people on real files who answer, open, propose, read, agree, withdraw, leave and come back, in any order.

Beside the vault, `Told` has what they themselves would tell: what both agreed and nobody ended. After every step
the vault must not allow more than that.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from app.models.agreement import Agreement, AgreementState, has_passed, is_ended_alone
from app.models.answer import Ceiling
from app.models.base import ItemId, PersonId
from app.models.clause import Clause, ClauseKind
from app.models.draft_lines import LEFT_OUT, line_id, pairing_mark
from app.models.leaving_out import LeavingOut
from app.models.outline import DraftKind, Line
from app.models.reading import ClauseReply, Reading
from app.models.said_kinds import RESTS
from app.models.signal import Channel
from app.services import agreements, drafts, reading, signals
from app.services.agreement_store import all_agreements, yeses_of
from app.services.draft_store import require_draft
from app.services.shared_list import shared_items
from app.storage.unit_of_work import UnitOfWork
from tests.services.consent_couple import REFUSED
from tests.services.consent_day import DayActs
from tests.services.consent_told import Wrong, allows, ceiling_of
from tests.support.vaults import SHARED


class Walk(DayActs):
    """Everything that two people can do."""

    def propose(self, person: PersonId, side: int) -> None:
        """Somebody proposes an activity for the scene."""
        if person in self.here:
            draft_id, pairing = self.draft(DraftKind.SCENE).id, self.pairing(side)
            ids = self.vault.ids
            self.act(lambda uow: drafts.propose_item(uow, draft_id=draft_id, pairing=pairing, by=person, new_id=ids))

    def remove(self, person: PersonId, side: int) -> None:
        """Somebody takes an activity out of the draft; no agreement changes."""
        draft = self.draft(DraftKind.SCENE)
        item = next((item for item in draft.items if item.pairing == self.pairing(side)), None)
        if item is not None and person in self.here:
            ids = self.vault.ids
            self.act(lambda uow: drafts.remove_item(uow, draft_id=draft.id, item_id=item.id, by=person, new_id=ids))

    def edit(self, person: PersonId, kind: DraftKind, words: str) -> None:
        """Somebody rewords what protects them, or leaves it out; no agreement changes."""
        if person not in self.here:
            return
        draft = self.draft(kind)
        lines = tuple(line.evolve(text=words) for line in draft.exclusions) if words else ()
        if words and not lines:
            lines = (Line(id=ItemId(self.vault.ids()), text=words),)
        changed = draft.evolve(exclusions=lines)
        self.act(lambda uow: drafts.save_draft(uow, draft=changed, by=person, new_id=self.vault.ids))

    def pause(self, kind: DraftKind, days: int | None) -> None:
        """Those who are here give what is wider a pause, or none; no agreement changes."""
        draft = self.draft(kind)
        day = None if days is None else self.today + timedelta(days=days)
        self.act(lambda uow: drafts.save_draft(uow, draft=draft.evolve(wider_from=day), new_id=self.vault.ids))

    def widen(self, side: int, days: int) -> None:
        """One more activity for the scene, with a pause, and both read it."""
        self.propose(self.here[0], side)
        self.pause(DraftKind.SCENE, days)
        self.both_read(DraftKind.SCENE)

    def change_signal(self, words: str) -> None:
        """Those who are here propose a different gesture."""
        with self.vault.unit() as uow:
            held = [s for s in signals.all_signals(uow).current if s.channel is Channel.NONVERBAL]
        if held:
            changed = held[0].evolve(expression=words)
            self.act(lambda uow: signals.save_signal(uow, signal=changed, new_id=self.vault.ids))

    def read(self, person: PersonId, kind: DraftKind, out: int | None = None) -> None:
        """Somebody reads a draft and says yes to all of it, or takes out one activity."""
        if person not in self.here:
            return
        draft_id = self.draft(kind).id
        with suppress(*REFUSED), self.vault.unit(SHARED) as uow:
            view = reading.begin(uow, draft_id=draft_id, person=person, base=self.vault.catalogue, today=self.today)
            items = [clause for clause in view.to_read if clause.item is not None]
            taken = items[out % len(items)] if items and out is not None else None
            replies = {c.digest: ClauseReply.TAKE_OUT if c == taken else ClauseReply.YES for c in view.to_read}
            given = reading.say_yes(
                uow,
                reading=Reading(draft_id=view.draft.id, person=person, replies=replies),
                seen=view.document.version,
                base=self.vault.catalogue,
                now=self.vault.clock(),
                new_id=self.vault.ids,
            )
            self._require_read(person, [c for c in view.document.clauses if c.digest not in replies])
            self._tell_read(uow, person, draft_id, taken, given.agreement)
            self.told.read |= {(person, c.digest) for c in view.to_read if c != taken and not allows(c)}

    def _tell_read(
        self, uow: UnitOfWork, person: PersonId, draft_id: str, taken: Clause | None, agreement: Agreement | None
    ) -> None:
        told = self.told
        if taken is not None:
            ended = {w for w in told.allowed if w[1] == taken.id and told.texts[w[0]].draft_id == draft_id}
            told.allowed -= ended
        mine = {yes.agreement_id: yes.text for yes in yeses_of(uow, draft_id) if yes.person == person}
        fresh = mine.keys() - told.texts.keys()
        kept = {own for who, own in told.waiting if who == person} & mine.keys()
        partner = next(each for each in self.vault.pair if each != person)
        seconds = {own for own in mine if (partner, own) in told.waiting}
        said = fresh | kept | seconds
        told.texts |= {own: mine[own] for own in fresh}
        told.waiting -= {w for w in told.waiting if w[0] == person and told.texts[w[1]].draft_id == draft_id}
        told.waiting |= {(person, own) for own in said}
        if agreement is not None:
            self._tell_agreed(agreement)

    def _tell_agreed(self, agreement: Agreement) -> None:
        told, text = self.told, agreement.document
        if {who for who, own in told.waiting if own == agreement.id} != set(self.vault.pair):
            raise Wrong("agreed without two yeses to this text that nobody had ended")
        self.agreed += 1
        told.allowed -= {each for each in told.allowed if told.texts[each[0]].draft_id == text.draft_id}
        told.allowed |= {(agreement.id, clause.id) for clause in text.all_clauses if allows(clause)}
        self.pauses += text.wider_from is not None
        told.waiting -= {each for each in told.waiting if each[1] == agreement.id}

    def _require_read(self, person: PersonId, silent: list[Clause]) -> None:
        """What was not asked was read before, and has not ended since."""
        told = self.told
        agreed = ((each, told.texts[each[0]].clause(each[1])) for each in told.allowed)
        counting = {c.digest for each, c in agreed if c is not None and each not in told.caps}
        counting |= {c.digest for who, own in told.waiting if who == person for c in told.texts[own].clauses}
        for clause in silent:
            if clause.digest not in counting and (person, clause.digest) not in told.read:
                raise Wrong(f"yes to a line that was not read: {clause.id}")

    def both_read(self, kind: DraftKind) -> None:
        """Both read a draft in turn."""
        for person in self.vault.pair:
            self.read(person, kind)

    def agree_waiting(self, kind: DraftKind) -> None:
        """Both put their waiting yeses together."""
        draft_id, base = self.draft(kind).id, self.vault.catalogue
        with suppress(*REFUSED), self.vault.unit(SHARED) as uow:
            given = reading.agree_waiting(uow, draft_id=draft_id, base=base, today=self.today)
            assert given.agreement is not None
            self._tell_agreed(given.agreement)

    def take_back_yes(self, person: PersonId, kind: DraftKind) -> None:
        """Somebody takes back a yes that waits."""
        if person in self.here:
            draft_id = self.draft(kind).id
            self.act(lambda uow: reading.take_back_yes(uow, draft_id=draft_id, person=person))
            self.told.end_waiting(draft_id, person)

    def withdraw(self, person: PersonId, number: int, clause: int | None, rests: bool = False) -> None:
        """Somebody ends their yes to something agreed: all of it, or one clause."""
        held = [version for version in self.versions() if version.state is AgreementState.AGREED]
        if person not in self.here or not held:
            return
        version = held[number % len(held)]
        alone = [c for c in version.clauses if is_ended_alone(c) and c.holder in (None, person)]
        chosen = alone[clause % len(alone)] if clause is not None and alone else None
        ids, agreement_id = (chosen.id,) if chosen is not None else None, version.agreement.id
        now, leaving = self.vault.clock(), LeavingOut(rests=rests)
        if not self.act(
            lambda uow: agreements.withdraw(
                uow, person=person, agreement_id=agreement_id, clause_ids=ids, now=now, leaving=leaving
            )
        ):
            raise Wrong("a withdrawal was refused")
        if chosen is None or chosen.kind is ClauseKind.PROTECTION:
            self.told.end_all(agreement_id)
        else:
            self.told.allowed.discard((agreement_id, chosen.id))
        self.told.end_waiting(version.agreement.document.draft_id)

    def end_scene(self) -> None:
        """The scene is over."""
        held = [version for version in self.versions() if version.agreement.document.kind is DraftKind.SCENE]
        if held and self.act(lambda uow: agreements.end_scene(uow, agreement_id=held[0].agreement.id)):
            self.told.end_all(held[0].agreement.id)

    def days_pass(self, days: int) -> None:
        """Days pass, or the clock is set back: a day that comes a second time begins like a new one."""
        self.vault.clock.advance(days=days)
        self.told.care = {}

    # --- what must hold

    def check(self) -> None:
        """Raise `Wrong` if the vault allows more than people would tell, or proposes what may not be proposed."""
        told = self.told
        with self.vault.unit() as uow:
            versions = all_agreements(uow, self.today)
            self._check_proposed(uow)
            self.check_day(uow, versions)
        for version in versions:
            text, own_id = version.agreement.document, version.agreement.id
            permissions = [clause for clause in version.clauses if allows(clause)]
            for clause in permissions:
                if (own_id, clause.id) not in told.allowed:
                    raise Wrong(f"allowed, although it ended or was never agreed: {clause.id}")
                if ceiling_of(clause) > told.caps.get((own_id, clause.id), Ceiling.STRONG):
                    raise Wrong(f"allowed above the ceiling that is left of it: {clause.id}")
            if permissions and (has_passed(text, self.today) or any((who, own_id) in told.seen for who in self.here)):
                raise Wrong("allowed after its last day, or after somebody saw it pass")
            until_then = {clause.id: clause for clause in text.until_then} if text.waits(self.today) else {}
            for clause in permissions if text.waits(self.today) else ():
                before = until_then.get(clause.id)
                if clause.id in text.wider and (before is None or ceiling_of(clause) > ceiling_of(before)):
                    raise Wrong(f"allowed before its pause was over: {clause.id}")
            protections = {c.id for c in (*text.clauses, *until_then.values()) if c.kind is ClauseKind.PROTECTION}
            if permissions and protections - {c.id for c in version.clauses}:
                raise Wrong("allowed with less protection than both read")

    def _check_proposed(self, uow: UnitOfWork) -> None:
        draft = require_draft(uow, self.draft_ids[DraftKind.SCENE])
        items = {item.pairing: item for item in shared_items(uow)}
        resting = {said.key for said in uow.parts.all(RESTS)}
        left_out = {line_id(said.key) for said in uow.parts.all(LEFT_OUT, f"{draft.id}/")}
        for item in draft.items:
            listed = items.get(item.pairing)
            if listed is None or not listed.may_be_proposed or listed.outcome.is_limit:
                raise Wrong("proposed, although it is not on the list")
            if item.pairing.key in resting or pairing_mark(item.pairing) in left_out:
                raise Wrong("proposed, although it rests or was left out")
