"""Two people on real files who answer, open, propose, read, agree, withdraw, leave and come back, in any order.

Beside the vault stands what they themselves would tell (`Told`): what both agreed and nobody ended. After every step
the vault must not allow more than that.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from app.errors import (
    ClockInDoubt,
    InputError,
    LeftOut,
    NeedsBoth,
    NotOnSharedList,
    NotReady,
    NotYours,
    OpenedLimit,
    Stale,
)
from app.models.aftercare import AftercarePlan
from app.models.agreement import Agreement, AgreementState, CurrentAgreement, has_passed, is_ended_alone
from app.models.answer import Stance
from app.models.base import ActivityId, ItemId, PersonId
from app.models.catalogue import Direction
from app.models.clause import Clause, ClauseKind, Document
from app.models.draft_lines import LEFT_OUT, pairing_mark
from app.models.leaving_out import LeavingOut
from app.models.limits import Outcome, SharedItem, Talk, TalkResult
from app.models.outline import Draft, DraftKind, Line, Scope
from app.models.pairing import Pairing
from app.models.reading import ClauseReply, Reading
from app.models.said_kinds import AFTERCARE, RESTS
from app.models.signal import Channel, Level, SafetySignal
from app.services import agreements, care, drafts, opening, part_check, reading, sharing, signals, taking_back
from app.services.agreement_store import all_agreements, yeses_of
from app.services.clock_check import is_clock_right
from app.services.draft_store import all_drafts
from app.services.shared_list import shared_items
from app.storage.unit_of_work import UnitOfWork
from tests.support.files import contents
from tests.support.openings import KISSING, MASSAGE, answer, open_and_accept, take_back
from tests.support.vaults import PASSPHRASES, SHARED, TestVault, vault_for

REFUSED = (ClockInDoubt, InputError, LeftOut, NeedsBoth, NotOnSharedList, NotReady, NotYours, OpenedLimit, Stale)
"""What an act may be refused with; it must then have changed nothing."""
HUGS = ActivityId("touch.hugs")
SIDES = (
    (KISSING, Direction.TOGETHER, Direction.TOGETHER),
    (MASSAGE, Direction.ACTIVE, Direction.PASSIVE),
    (HUGS, Direction.ACTIVE, Direction.PASSIVE),
)
"""Three activities: Alex's side and Sam's."""
STANCES = (Stance.WANT, Stance.WILLING, Stance.CURIOUS, Stance.HARD_LIMIT, Stance.SOFT_LIMIT)
Allowed = frozenset[tuple[str, str]]
"""Agreements and clauses of them that allow something."""


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

    def end(self, ends: Callable[[Document, Clause], bool]) -> None:
        """Clauses ended in everything that is agreed; a yes that waits ends as a whole."""
        self.allowed -= {
            (own, cid)
            for own, cid in self.allowed
            if any(c.id == cid and ends(self.texts[own], c) for c in self.texts[own].clauses)
        }
        self.waiting -= {w for w in self.waiting if any(ends(self.texts[w[1]], c) for c in self.texts[w[1]].clauses)}

    def end_all(self, agreement_id: str) -> None:
        """All that an agreement allows ended; with ground rules, what was read with them, too."""
        self.allowed -= {each for each in self.allowed if agreement_id in (each[0], self.texts[each[0]].rules)}
        self.waiting -= {each for each in self.waiting if self.texts[each[1]].rules == agreement_id}

    def end_waiting(self, draft_id: str, person: PersonId | None = None) -> None:
        """Yeses to a draft that wait ended; of one person those ids, whoever said them."""
        ids = {own for who, own in self.waiting if self.texts[own].draft_id == draft_id and person in (None, who)}
        self.waiting -= {each for each in self.waiting if each[1] in ids}


class Wrong(AssertionError):
    """The vault allows what nobody agreed, or what ended."""


@cache
def _begun() -> tuple[dict[str, bytes], int]:
    """The files of a couple with a shared list, signals, aftercare, empty ground rules and a scene."""
    folder = Path(mkdtemp(prefix="walk-"))
    try:
        with vault_for(folder / "vault") as vault:
            for activity, alex, sam in SIDES:
                answer(vault, vault.alex, Stance.WANT, activity=activity, direction=alex)
                answer(vault, vault.sam, Stance.WANT, activity=activity, direction=sam)
            open_and_accept(vault)
            _fill(vault)
            vault.service.close()
            return contents(vault.folder), vault.ids.given
    finally:
        shutil.rmtree(folder)


def _fill(vault: TestVault) -> None:
    today = vault.clock().date()
    for person in vault.pair:
        with vault.unit(SHARED) as uow:
            care.save_aftercare(uow, plan=AftercarePlan(person=person, nothing=True))
    for channel, words in ((Channel.VERBAL, "red"), (Channel.NONVERBAL, "two taps")):
        signal = SafetySignal(id=ItemId(vault.ids()), channel=channel, level=Level.RED, expression=words)
        with vault.unit(SHARED) as uow:
            signals.save_signal(uow, signal=signal, new_id=vault.ids)
    with vault.unit(SHARED) as uow:
        rules = drafts.open_ground_rules(uow, today=today, new_id=vault.ids).draft
    with vault.unit(SHARED) as uow:
        scene = drafts.new_scene(uow, title="Evening", today=today, new_id=vault.ids).draft
    guard = (Line(id=ItemId(vault.ids()), text="No photos"),)
    for draft in (rules.evolve(exclusions=guard), scene.evolve(scope=Scope.UNTIL_REVIEW, cap_minutes=60)):
        with vault.unit(SHARED) as uow:
            drafts.save_draft(uow, draft=draft, new_id=vault.ids)


class Walk:
    """One couple, and what they would tell."""

    def __init__(self, salt: int = 1) -> None:
        self._stack = ExitStack()
        self._root = Path(mkdtemp(prefix="walk-"))
        self._stack.callback(shutil.rmtree, self._root)
        self.vault = self._stack.enter_context(vault_for(self._root / "vault"))
        self.told = Told()
        self.agreed = 0
        """How many agreements were made."""
        files, given = _begun()
        self.vault.service.close()
        for name, data in files.items():
            (self.vault.folder / name).write_bytes(data)
        self.vault.ids.given = given
        self.here: tuple[PersonId, ...] = self.vault.pair
        self.open_again()

    def close(self) -> None:
        """Lock and remove everything."""
        self._stack.close()

    # --- coming and going

    def open_again(self) -> None:
        """Start the program: those who were here unlock, which must accuse nobody."""
        self.vault.service.open(self.vault.folder)
        for person in self.here:
            self._unlock(person)

    def restart(self) -> None:
        """The program ends and is started."""
        self.vault.service.close()
        self.open_again()

    def leave(self, person: PersonId) -> None:
        """Somebody leaves; the last one comes back at once."""
        self.vault.service.leave(person)
        self.here = tuple(each for each in self.here if each != person)
        if not self.here:
            self.come(person)

    def come(self, person: PersonId) -> None:
        """Somebody unlocks."""
        if person not in self.here:
            self.here = tuple(each for each in self.vault.pair if each == person or each in self.here)
            self._unlock(person)

    def _unlock(self, person: PersonId) -> None:
        service = self.vault.service
        service.admit(service.derive(person, PASSPHRASES[self.vault.pair.index(person)]))
        service.check_part(person, self.today)
        if service.findings(person).kinds:
            raise Wrong(f"somebody was accused of {service.findings(person).kinds}")
        if service.findings(person).last_visit is None:
            self._tell_passed()

    def trust_clock(self) -> None:
        """Everybody who is here says that the clock is right."""
        for person in self.here:
            self.act(lambda uow, who=person: part_check.trust_clock(uow, person=who, today=self.today))  # type: ignore[misc]
        self._tell_passed()

    def _tell_passed(self) -> None:
        """Those who are here see which days have passed."""
        with self.vault.unit() as uow:
            if not is_clock_right(uow, self.today):
                return
        over = {own_id for own_id, _ in self.told.allowed if has_passed(self.told.texts[own_id], self.today)}
        self.told.seen |= {(person, own_id) for person in self.here for own_id in over}

    # --- acts

    def act(self, do: Callable[[UnitOfWork], object]) -> bool:
        """An act in a unit of work of its own; whether it was not refused."""
        with suppress(*REFUSED), self.vault.unit(SHARED) as uow:
            do(uow)
            return True
        return False

    @property
    def today(self) -> date:
        """The day it is."""
        return self.vault.clock().astimezone().date()

    def draft(self, kind: DraftKind) -> Draft:
        """The ground rules, or the scene."""
        with self.vault.unit() as uow:
            return next(draft for draft in all_drafts(uow) if draft.kind is kind)

    def versions(self) -> tuple[CurrentAgreement, ...]:
        """Everything that was ever agreed, as it is now."""
        with self.vault.unit() as uow:
            return all_agreements(uow, self.today)

    def listed(self) -> tuple[SharedItem, ...]:
        """The shared list."""
        with self.vault.unit() as uow:
            return shared_items(uow)

    def answer(self, person: PersonId, side: int, stance: Stance, conditions: str) -> None:
        """Answer privately: nothing that both see changes."""
        if person not in self.here:
            return
        before = self.seen_together()
        activity, *directions = SIDES[side]
        direction = directions[self.vault.pair.index(person)]
        answer(self.vault, person, stance, activity=activity, direction=direction, conditions=conditions)
        if self.seen_together() != before:
            raise Wrong("a private answer changed what both see")

    def seen_together(self) -> tuple[object, ...]:
        """What joint screens show."""
        with self.vault.unit() as uow:
            scenes = drafts.scenes(uow, base=self.vault.catalogue, today=self.today)
            return shared_items(uow), scenes, all_agreements(uow, self.today), signals.all_signals(uow)

    def open_together(self) -> None:
        """Both seal what they would share, open and accept; what is new and narrower has ended what it meets."""
        if len(self.here) < 2:
            return
        before = {(item.id, d.person): d for item in self.listed() for d in item.disclosures}
        open_and_accept(self.vault)
        for item in self.listed():
            for said in item.disclosures:
                old = before.get((item.id, said.person))
                words = said.conditions.strip()
                is_new = bool(words) and words not in self._agreed_conditions(item.pairing, said.person)
                if (item.outcome.is_limit and said != old) or (is_new and said != old):
                    self.told.end(lambda _, clause, pairing=item.pairing: _is_about(clause, pairing))  # type: ignore[misc]

    def _agreed_conditions(self, pairing: Pairing, person: PersonId) -> set[str]:
        items = [c.item for version in self.versions() for c in version.clauses if _is_about(c, pairing)]
        return {c.words.strip() for item in items if item is not None for c in item.conditions if c.person == person}

    def talk(self, agreed: bool, declined_by: PersonId | None) -> None:
        """Both note a talk about something they are to talk about."""
        item = next((item for item in self.listed() if item.outcome is Outcome.TALK), None)
        if item is None:
            return
        result = TalkResult.DECLINED if declined_by else TalkResult.AGREED if agreed else TalkResult.OPEN
        talk = Talk(result=result, declined_by=declined_by)
        self.act(lambda uow: opening.keep_talk(uow, item=item, talk=talk, now=self.vault.clock()))

    def wake(self, person: PersonId, side: int) -> None:
        """Somebody wakes what rests in their name."""
        if person in self.here:
            self.act(lambda uow: sharing.wake_entry(uow, person=person, entry_id=SIDES[side][0]))

    def take_back(self, person: PersonId, side: int) -> None:
        """Somebody takes back what they disclosed; it ends wherever it was agreed."""
        if person not in self.here:
            return
        pairing = self.pairing(side)
        self.act(lambda uow: take_back(uow, person, pairing.key))
        self.told.end(lambda _, clause: _is_about(clause, pairing))

    def pairing(self, side: int) -> Pairing:
        """What an activity is about here."""
        activity, direction, _ = SIDES[side]
        return Pairing(activity_id=activity, active=self.vault.alex if direction is Direction.ACTIVE else None)

    def take_back_aftercare(self, person: PersonId) -> None:
        """Somebody takes their aftercare back, which ends all that was allowed with it, and says it once more."""
        if person not in self.here:
            return
        self.act(lambda uow: taking_back.take_back(uow, person=person, kind=AFTERCARE.name))
        held = {own for own, text in self.told.texts.items() if text.clause(f"aftercare:{person}") is not None}
        for own_id in held:
            self.told.end_all(own_id)
        self.told.waiting -= {each for each in self.told.waiting if each[1] in held}
        self.act(lambda uow: care.save_aftercare(uow, plan=AftercarePlan(person=person, nothing=True)))

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

    def change_signal(self, words: str) -> None:
        """Those who are here propose another gesture."""
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
            self.told.read |= {(person, c.digest) for c in view.to_read if c != taken and not _allows(c)}

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
        told.allowed |= {(agreement.id, clause.id) for clause in text.clauses if _allows(clause)}
        told.waiting -= {each for each in told.waiting if each[1] == agreement.id}

    def _require_read(self, person: PersonId, silent: list[Clause]) -> None:
        """What was not asked was read before, and has not ended since."""
        told = self.told
        counting = {c.digest for own, cid in told.allowed for c in told.texts[own].clauses if c.id == cid}
        counting |= {c.digest for who, own in told.waiting if who == person for c in told.texts[own].clauses}
        for clause in silent:
            if clause.digest not in counting and (person, clause.digest) not in told.read:
                raise Wrong(f"yes to a line that was not read: {clause.id}")

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

    def withdraw(self, person: PersonId, number: int, clause: int | None, *, rests: bool = False) -> None:
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
        """Days pass, or the clock is set back."""
        self.vault.clock.advance(days=days)

    # --- what must hold

    def check(self) -> None:
        """Raise `Wrong` if the vault allows more than people would tell, or proposes what may not be proposed."""
        told = self.told
        for version in self.versions():
            text, own_id = version.agreement.document, version.agreement.id
            permissions = [clause for clause in version.clauses if _allows(clause)]
            for clause in permissions:
                if (own_id, clause.id) not in told.allowed:
                    raise Wrong(f"allowed, although it ended or was never agreed: {clause.id}")
            if permissions and (has_passed(text, self.today) or any((who, own_id) in told.seen for who in self.here)):
                raise Wrong("allowed after its last day, or after somebody saw it pass")
            protections = {c.id for c in text.clauses if c.kind is ClauseKind.PROTECTION}
            if permissions and protections - {c.id for c in version.clauses}:
                raise Wrong("allowed with less protection than both read")
        self._check_proposed()

    def _check_proposed(self) -> None:
        draft = self.draft(DraftKind.SCENE)
        with self.vault.unit() as uow:
            items = {item.pairing: item for item in shared_items(uow)}
            resting = {said.key for said in uow.parts.all(RESTS)}
            left_out = {said.key.partition("/")[2] for said in uow.parts.all(LEFT_OUT, f"{draft.id}/")}
        for item in draft.items:
            listed = items.get(item.pairing)
            if listed is None or not listed.may_be_proposed or listed.outcome.is_limit:
                raise Wrong("proposed, although it is not on the list")
            if item.pairing.key in resting or pairing_mark(item.pairing) in left_out:
                raise Wrong("proposed, although it rests or was left out")


def _allows(clause: Clause) -> bool:
    return clause.kind is ClauseKind.PERMISSION


def _is_about(clause: Clause, pairing: Pairing) -> bool:
    return clause.item is not None and clause.item.pairing == pairing
