"""Every format that a vault ever had is opened by this version: the vault, a backup, and what *Yours to keep* saved."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.assets import load
from app.check_command import IN_ORDER, check_command
from app.errors import VaultOlder
from app.models.agreement import AgreementState
from app.models.base import PersonId
from app.models.catalogue import Catalogue
from app.models.journal import JournalQuery
from app.models.own_data import OwnData
from app.services import drafts, own_data
from app.services.draft_store import ground_rules_draft
from app.services.long_work import LongWork
from app.services.upgrading import upgrade_and_admit
from app.services.vault_service import VaultService
from app.storage import schema
from app.storage.creation import UnlockedKeys
from app.storage.keyring_file import read_people
from app.storage.slots import DEFAULT_POLICY
from tests.storage.longer_history import SECOND_HEAD, longer_history
from tests.support.clock import START, FakeIds
from tests.support.files import contents
from tests.support.kept_formats import (
    BACKUP,
    CHECK_IN_NOTE,
    CODES,
    COST,
    ENTRY,
    FORMATS,
    OWN_DATA,
    RULE,
    STANCE,
    VAULT,
    WORDS,
    name_of_format,
)
from tests.support.vaults import ALEX, TestVault, vault_for

TODAY = START.astimezone().date()
NEW_WORDS = "copper morning bread"


def test_the_present_format_is_kept() -> None:
    """After a migration was added: .venv/bin/python -m tests.support.kept_formats; what is there stays as it is."""
    assert (FORMATS / name_of_format()).is_dir()


@pytest.fixture(params=sorted(path.name for path in FORMATS.iterdir()))
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of one of them."""
    return shutil.copytree(FORMATS / str(request.param), tmp_path / "kept")


@contextmanager
def opened(folder: Path) -> Iterator[VaultService]:
    vaults = VaultService(policy=COST, ids=FakeIds(8))
    try:
        vaults.open(folder)
        yield vaults
    finally:
        vaults.close()


def come_in(vaults: VaultService, unlocked: UnlockedKeys) -> None:
    """As the program does once somebody agreed to an upgrade; nobody is warned of anything."""
    try:
        vaults.admit(unlocked)
    except VaultOlder:
        upgrade_and_admit(vaults, unlocked, now=START, work=LongWork())
    assert vaults.visits.warnings(unlocked.person_id) == ()


def require_own(vaults: VaultService, person: PersonId) -> None:
    with vaults.unit() as uow:
        own = uow.private(person)
        (moment,) = own.journal.moments(JournalQuery(words="harbour"))
        assert [entry.text for entry in own.journal.of([moment])] == [ENTRY]
        assert [check_in.note for check_in in own.check_ins.all()] == [CHECK_IN_NOTE]
        assert [answer.stance for answer in own.answers.all()] == [STANCE]


def require_agreed(vaults: VaultService, state: AgreementState) -> None:
    with vaults.unit() as uow:
        draft = ground_rules_draft(uow)
        assert draft is not None
        assert [line.text for line in draft.rules] == [RULE]
        (version,) = drafts.view_draft(uow, draft_id=draft.id, base=load(Catalogue), today=TODAY).versions
        assert version.state is state


def test_both_come_in_and_find_what_they_wrote_and_agreed(kept: Path) -> None:
    people = [person.person_id for person in read_people(kept / VAULT)]
    with opened(kept / VAULT) as vaults:
        for person, words in zip(people, WORDS, strict=True):
            come_in(vaults, vaults.derive(PersonId(person), words))
            require_own(vaults, PersonId(person))
        assert [person.name for person in vaults.profiles()] == ["Alex", "Sam"]
        require_agreed(vaults, AgreementState.AGREED)


@pytest.mark.parametrize("number", [0, 1])
def test_each_comes_in_alone_by_their_code(kept: Path, number: int) -> None:
    person = PersonId(read_people(kept / VAULT)[number].person_id)
    code = json.loads((kept / CODES).read_text("utf-8"))[number]
    for _again in range(2):
        with opened(kept / VAULT) as vaults:
            if _again:
                come_in(vaults, vaults.derive(person, NEW_WORDS))
            else:
                come_in(vaults, vaults.derive_with_recovery(person, code, NEW_WORDS))
            require_own(vaults, person)
            require_agreed(vaults, AgreementState.AGREED)


def test_a_backup_of_that_time_is_restored(kept: Path, tmp_path: Path) -> None:
    before = (kept / BACKUP).read_bytes()
    restoration = VaultService(policy=COST, ids=FakeIds(9)).restoration(kept / BACKUP)
    (person,) = restoration.look.having
    report = restoration.into(tmp_path / "restored", person, restoration.derive(person, WORDS[0]), LongWork())
    assert (report.is_signed, report.entries, report.check_ins, report.answers) == (True, 1, 1, 1)
    assert (kept / BACKUP).read_bytes() == before
    with opened(tmp_path / "restored") as vaults:
        vaults.admit(vaults.derive(person, WORDS[0]))
        require_own(vaults, person)


def test_a_file_that_was_saved_to_keep_is_read(kept: Path, tmp_path: Path) -> None:
    data = own_data.read_json(kept / OWN_DATA)
    with vault_for(tmp_path / "solo", ALEX) as solo:
        _bring_in(solo, data)
        require_own(solo.service, solo.alex)


def _bring_in(solo: TestVault, data: OwnData) -> None:
    with solo.unit(solo.alex) as uow:
        own_data.bring_in(uow, person=solo.alex, data=data)


@pytest.mark.parametrize("what", [VAULT, BACKUP])
def test_it_can_be_checked_from_a_terminal(kept: Path, capsys: pytest.CaptureFixture[str], what: str) -> None:
    before = contents(kept)
    assert check_command([str(kept / what)], lambda: WORDS[0], DEFAULT_POLICY) == IN_ORDER, capsys.readouterr().out
    assert {**contents(kept), f"{VAULT}/.lock": b""} == {**before, f"{VAULT}/.lock": b""}


def test_a_later_version_upgrades_it(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the same way as in the program, though there is no later version yet."""
    for kind in list(schema.HEADS):
        monkeypatch.setitem(schema.FOLDERS, kind, longer_history(tmp_path, kind))
        monkeypatch.setitem(schema.HEADS, kind, SECOND_HEAD)
    people = [person.person_id for person in read_people(kept / VAULT)]
    with opened(kept / VAULT) as vaults:
        for person, words in zip(people, WORDS, strict=True):
            unlocked = vaults.derive(PersonId(person), words)
            with pytest.raises(VaultOlder):
                vaults.admit(unlocked)
            come_in(vaults, unlocked)
            require_own(vaults, PersonId(person))
        require_agreed(vaults, AgreementState.AGREED)
        for space in vaults.vault.spaces.ids:
            with vaults.vault.spaces.connection(space) as connection:
                assert connection.exec_driver_sql("SELECT extra FROM meta").scalars().all() == ["new"]
        assert len(vaults.backups.status(None).backups) == 2
