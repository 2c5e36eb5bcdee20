"""Keeps a small vault in the present format for every later version: `python -m tests.support.kept_formats`.

Each format has a folder in `tests/kept_formats`, named by the revisions of its two kinds of files. It holds a vault
for two, a backup of one part of it, and what *Yours to keep* saves of that part. What was kept once is never changed.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from app.models.aftercare import AftercarePlan
from app.models.agreement import default_review
from app.models.answer import Answer, Stance
from app.models.base import ActivityId, ItemId
from app.models.catalogue import Direction
from app.models.check_in import CheckIn
from app.models.journal import EntryText
from app.models.outline import Line
from app.models.signal import Channel, Level, SafetySignal
from app.services import answers, care, check_ins, drafts, journal, own_data, signals
from app.services.long_work import LongWork
from app.services.vault_service import VaultService
from app.storage.keyring_file import LOCK
from app.storage.schema import HEADS
from app.storage.slots import KdfPolicy
from tests.support.couples import read_and_say_yes, today
from tests.support.vaults import ALEX, SAM, SHARED, TestVault

FORMATS = Path(__file__).parents[1] / "kept_formats"
VAULT, BACKUP, OWN_DATA, CODES = "vault", "part.accord", "own.json", "codes.json"
WORDS = "quiet river lantern", "amber window garden"
COST = KdfPolicy(1, 8 * 1024, 1)
"""The least that the program itself reads."""
ENTRY = EntryText(title="A walk by the harbour", body="The **gulls** were loud.")
CHECK_IN_NOTE = "Slept well."
RULE = "We tidy up together."
STANCE = Stance.CURIOUS


def name_of_format() -> str:
    """The folder of the present format."""
    return f"shared-{HEADS['shared']}-private-{HEADS['private']}"


class _Keeping(TestVault):
    """A vault for two whose keys the program itself would open."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, (ALEX, SAM), salt=7)
        self._service = VaultService(policy=COST, ids=self._ids)
        self.codes: tuple[str, ...] = ()

    def begin(self) -> None:
        if not self._is_there:
            self._is_there = True
            created = self._service.create(self._folder, self.newcomers)
            self.codes = created.recovery_codes
            self._service.open(self._folder)
            self._people = self._service.admit_created(created).people


def write(vault: TestVault) -> None:
    """Write something of each kind: alone, and together."""
    activity = vault.catalogue.entries[0]
    for person in vault.pair:
        with vault.unit(person) as uow:
            answer = Answer(activity_id=ActivityId(activity.id), direction=Direction.ACTIVE, stance=STANCE)
            answers.save_answer(uow, person=person, answer=answer, now=vault.clock(), today=today(vault))
        with vault.unit(person) as uow:
            journal.new_entry(uow, person=person, text=ENTRY, now=vault.clock(), new_id=vault.ids)
        with vault.unit(person) as uow:
            check_in = CheckIn(id=vault.ids(), at=vault.clock(), note=CHECK_IN_NOTE)
            check_ins.save_check_in(uow, person=person, check_in=check_in)
        with vault.unit(SHARED) as uow:
            care.save_aftercare(uow, plan=AftercarePlan(person=person, nothing=True))
    for channel, words in ((Channel.VERBAL, "red"), (Channel.NONVERBAL, "two taps")):
        signal = SafetySignal(id=ItemId(vault.ids()), channel=channel, level=Level.RED, expression=words)
        with vault.unit(SHARED) as uow:
            signals.save_signal(uow, signal=signal, new_id=vault.ids)
    with vault.unit(SHARED) as uow:
        draft = drafts.open_ground_rules(uow, new_id=vault.ids).draft
    with vault.unit(SHARED) as uow:
        changed = draft.evolve(rules=(Line(id=ItemId(vault.ids()), text=RULE),), review_on=default_review(today(vault)))
        drafts.save_draft(uow, draft=changed, new_id=vault.ids)
    read_and_say_yes(vault, vault.alex, draft.id)
    assert read_and_say_yes(vault, vault.sam, draft.id) is not None


def keep() -> Path:
    """Keep the present format, unless it is kept already; its folder."""
    kept = FORMATS / name_of_format()
    if kept.exists():
        raise SystemExit(f"{kept.name} is kept already, and stays as it is.")
    with TemporaryDirectory() as root:
        folder = Path(root)
        _make(folder)
        shutil.copytree(folder, kept, copy_function=shutil.copyfile)
    return kept


def _make(folder: Path) -> None:
    vault = _Keeping(folder / VAULT)
    try:
        vault.begin()
        write(vault)
        backups = vault.service.backups
        backups.begin(LongWork(), vault.alex, folder)
        backups.copy_at_rest()
        backups.finish_to(folder / BACKUP, vault.clock())
        with vault.unit() as uow:
            data = own_data.collect(uow, person=vault.alex, keeping=lambda _kept: EntryText(), now=vault.clock())
        own_data.save_json(folder / OWN_DATA, data)
    finally:
        vault.close()
    (folder / VAULT / LOCK).unlink()
    (folder / CODES).write_text(json.dumps(vault.codes) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.stdout.write(f"{keep()}\n")
