"""What a vault, its shared file or a newer backup still knows is taken over when a backup of it is restored."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from app.models.answer import Answer, Stance
from app.models.ending import Ending
from app.models.said_kinds import RESTS, BareMark
from app.models.sealing import SealedAnswers
from app.storage.backups import second_folder
from app.storage.databases import private_space
from app.storage.files import BACKUPS
from app.storage.keyring_file import KEYRING
from app.storage.spaces import SHARED
from app.storage.stop_note import leave_note, read_note
from app.storage.tables_private import seen_ended
from app.storage.unit_of_work import UnitOfWork
from tests.storage.made import CHEAP, WORDS_A, Made
from tests.storage.test_backups import take
from tests.storage.test_restore import both, restore
from tests.support.factories import HUGS, MASSAGE, PRAISE, answer
from tests.support.files import contents
from tests.support.quick_vault import QuickVault

THEN = datetime(2026, 11, 29, 8, tzinfo=UTC)
LATER = THEN.replace(hour=9)


@pytest.mark.parametrize("source", ["vault", "newer backup", "shared file"])
def test_what_narrows_after_the_backup_stays(pair: Made, tmp_path: Path, source: str) -> None:
    with both(pair.folder) as vault:
        backup = take(vault)
        with UnitOfWork(vault.spaces, SHARED) as uow:
            uow.parts.end(pair.a, [Ending("one")])
            uow.parts.say(pair.a, RESTS, BareMark(), "rests")
            uow.commit()
        with vault.spaces.writing(private_space(pair.a)) as own:
            own.execute(seen_ended.insert().values(agreement="two", clause="", above=""))
        if source == "newer backup":
            take(vault)
    leave_note(pair.folder, "a scene", b"stopped")
    if source == "newer backup":
        shutil.copytree(pair.folder / BACKUPS, tmp_path / "copy" / BACKUPS)
        backup = tmp_path / "copy" / BACKUPS / backup.name
    if source == "shared file":
        pair.file(pair.a).write_bytes(b"damaged")
    report = restore(backup, pair, tmp_path / "new")
    assert (report.has_later, report.has_shared) == (source != "shared file", source != "newer backup")
    assert read_note(tmp_path / "new", "a scene") == (b"stopped" if source != "newer backup" else None)
    with QuickVault.open(tmp_path / "new", policy=CHEAP) as vault:
        vault.unlock(pair.a, WORDS_A)
        with UnitOfWork(vault.spaces) as uow:
            assert uow.parts.endings("one") == {Ending("one")}
            assert [each.key for each in uow.parts.of(pair.a, RESTS)] == ["rests"]
        with vault.spaces.connection(private_space(pair.a)) as own:
            assert bool(own.execute(select(seen_ended)).all()) is (source != "shared file")


PLACES = ["vault", "beside it", "backups of the vault", "second place", "beside one to carry"]


@pytest.mark.parametrize("place", PLACES)
def test_a_limit_that_nobody_saw_stays_wherever_a_later_copy_is(pair: Made, tmp_path: Path, place: str) -> None:
    def answer_all(vault: QuickVault, minute: int, *given: Answer) -> None:
        with UnitOfWork(vault.spaces, private_space(pair.a)) as uow:
            for each in given:
                uow.private(pair.a).answers.save(each, THEN.replace(minute=minute))
            uow.private(pair.a).sharing.seal(SealedAnswers(person=pair.a))
            uow.commit()

    then = (answer(HUGS), answer(PRAISE, Stance.SOFT_LIMIT), answer(MASSAGE, Stance.HARD_LIMIT))
    stricter = (answer(HUGS, Stance.HARD_LIMIT), answer(PRAISE, Stance.HARD_LIMIT, note="not that"))
    with pair.open() as vault:
        vault.unlock(pair.a, WORDS_A)
        answer_all(vault, 1, *then)
        backup = take(vault)
        answer_all(vault, 2, *stricter, answer(MASSAGE))
        later = take(vault, made=LATER)
    away = tmp_path / "away"
    away.mkdir()
    beside = pair.folder
    if place != "vault":
        pair.file(pair.a).write_bytes(b"damaged")
    if place == "beside it":
        beside = away
        backup, later = (each.rename(away / each.name) for each in (backup, later))
    elif place == "backups of the vault":
        backup = backup.rename(away / "carried.accord")
    elif place == "second place":
        beside = away
        there = second_folder(away, vault.vault_id)
        there.mkdir()
        later.rename(there / later.name)
    elif place == "beside one to carry":
        beside = away
        backup, later = backup.rename(away / "one.accord"), later.rename(away / "two.accord")
    shutil.copytree(pair.folder, tmp_path / "before")
    report = restore(backup, pair, tmp_path / "new", WORDS_A, beside)
    assert contents(pair.folder) == contents(tmp_path / "before")
    assert report.has_later
    with QuickVault.open(tmp_path / "new", policy=CHEAP) as vault:
        vault.unlock(pair.a, WORDS_A)
        with UnitOfWork(vault.spaces) as uow:
            own = uow.private(pair.a)
            assert {each.key: each for each in own.answers.all()} == {each.key: each for each in (*then, *stricter)}
            assert own.answers.history(HUGS)[0].at == THEN.replace(minute=2)
            assert own.sharing.sealed() is None, "what was sealed said something else"


def test_a_vault_that_is_open_elsewhere_is_left_alone(pair: Made, tmp_path: Path) -> None:
    with both(pair.folder) as vault:
        backup = take(vault)
        report = restore(backup, pair, tmp_path / "new")
    assert report.in_use
    assert not report.has_later
    assert (tmp_path / "new" / KEYRING).exists()
