"""A couple on real files: the program starts and ends, both come and go, and what they see together."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple

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
from app.models.agreement import CurrentAgreement, has_passed
from app.models.answer import Stance
from app.models.base import ActivityId, ItemId, PersonId
from app.models.catalogue import Direction
from app.models.limits import SharedItem
from app.models.outline import Draft, DraftKind, Line, Scope
from app.models.pairing import Pairing
from app.models.signal import Channel, Level, SafetySignal
from app.services import care, draft_lists, drafts, part_check, signals
from app.services.agreement_store import all_agreements
from app.services.clock_check import is_clock_right
from app.services.draft_store import all_drafts, require_draft
from app.services.shared_list import shared_items
from app.storage.unit_of_work import UnitOfWork
from tests.services.consent_told import Told, Wrong
from tests.support.files import contents, put_files
from tests.support.openings import KISSING, MASSAGE, answer, open_and_accept
from tests.support.randomness import counted_bytes
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


class _Begun(NamedTuple):
    """A closed vault to begin with."""

    files: dict[str, bytes]
    ids_given: int
    draft_ids: dict[DraftKind, ItemId]


@cache
def _begun() -> _Begun:
    """The files of a couple with a shared list, signals, aftercare, empty ground rules and a scene."""
    folder = Path(mkdtemp(prefix="walk-"))
    try:
        with counted_bytes(), vault_for(folder / "vault") as vault:
            for activity, alex, sam in SIDES:
                answer(vault, vault.alex, Stance.WANT, activity=activity, direction=alex)
                answer(vault, vault.sam, Stance.WANT, activity=activity, direction=sam)
            open_and_accept(vault)
            _fill(vault)
            with vault.unit() as uow:
                draft_ids = {draft.kind: draft.id for draft in all_drafts(uow)}
            vault.service.close()
            return _Begun(contents(vault.folder), vault.ids.given, draft_ids)
    finally:
        shutil.rmtree(folder)


def _fill(vault: TestVault) -> None:
    for person in vault.pair:
        with vault.unit(SHARED) as uow:
            care.save_aftercare(uow, plan=AftercarePlan(person=person, nothing=True))
    for channel, words in ((Channel.VERBAL, "red"), (Channel.NONVERBAL, "two taps")):
        signal = SafetySignal(id=ItemId(vault.ids()), channel=channel, level=Level.RED, expression=words)
        with vault.unit(SHARED) as uow:
            signals.save_signal(uow, signal=signal, new_id=vault.ids)
    with vault.unit(SHARED) as uow:
        rules = drafts.open_ground_rules(uow, new_id=vault.ids).draft
    with vault.unit(SHARED) as uow:
        scene = drafts.new_scene(uow, title="Evening", new_id=vault.ids).draft
    guard = (Line(id=ItemId(vault.ids()), text="No photos"),)
    for draft in (rules.evolve(exclusions=guard), scene.evolve(scope=Scope.UNTIL_REVIEW, cap_minutes=60)):
        with vault.unit(SHARED) as uow:
            drafts.save_draft(uow, draft=draft, new_id=vault.ids)


class Couple:
    """Two people, their vault, and what they would tell."""

    def __init__(self, salt: int = 1) -> None:
        self._stack = ExitStack()
        self._root = Path(mkdtemp(prefix="walk-"))
        self._stack.callback(shutil.rmtree, self._root)
        self.vault = self._stack.enter_context(vault_for(self._root / "vault"))
        self.told = Told()
        self.agreed = 0
        """How many agreements were made."""
        self.pauses = 0
        """How many of them had a pause."""
        self.scenes_begun = 0
        begun = _begun()
        self.draft_ids = begun.draft_ids
        self.vault.service.close()
        put_files(self.vault.folder, begun.files)
        self.vault.ids.given = begun.ids_given
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

    def come_back(self) -> None:
        """Everybody who is not here unlocks."""
        for person in self.vault.pair:
            self.come(person)

    def _unlock(self, person: PersonId) -> None:
        service = self.vault.service
        service.admit(service.derive(person, PASSPHRASES[self.vault.pair.index(person)]))
        service.check_part(person, self.today)
        if service.visits.findings(person).kinds:
            raise Wrong(f"somebody was accused of {service.visits.findings(person).kinds}")
        if service.visits.findings(person).last_visit is None:
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
            return require_draft(uow, self.draft_ids[kind])

    def versions(self) -> tuple[CurrentAgreement, ...]:
        """Everything that was ever agreed, as it is now."""
        with self.vault.unit() as uow:
            return all_agreements(uow, self.today)

    def listed(self) -> tuple[SharedItem, ...]:
        """The shared list."""
        with self.vault.unit() as uow:
            return shared_items(uow)

    def seen_together(self) -> tuple[object, ...]:
        """What joint screens show."""
        with self.vault.unit() as uow:
            scenes = draft_lists.scenes(uow, base=self.vault.catalogue, today=self.today)
            return shared_items(uow), scenes, all_agreements(uow, self.today), signals.all_signals(uow)

    def pairing(self, side: int) -> Pairing:
        """What an activity is about here."""
        activity, direction, _ = SIDES[side]
        return Pairing(activity_id=activity, active=self.vault.alex if direction is Direction.ACTIVE else None)
