"""Acts on a vault that may be cut short anywhere, each with what has to hold of what is left."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from random import Random
from typing import NamedTuple
from uuid import uuid4

from sqlalchemy import Connection, select

from app.errors import VaultError, VaultUnsure
from app.models.aftercare import AftercarePlan
from app.models.base import PersonId
from app.models.said import SaidKind
from app.models.vault_warning import VaultWarning
from app.storage.backup_file import BackupFile
from app.storage.backups import stored_backups
from app.storage.databases import private_space
from app.storage.files import BACKUPS
from app.storage.spaces import SHARED
from app.storage.tables_private import pref
from app.storage.tables_shared import said as said_copy
from app.storage.tidying import tidy
from app.storage.unit_of_work import UnitOfWork
from tests.storage import killed_at_steps
from tests.storage.killed_at_steps import AFTER, BEFORE, GOING, OWN, SOME_DAMAGE, come_in, pair_in, take_backup
from tests.storage.made import CHEAP, WORDS_A, WORDS_B
from tests.support.clock import FakeIds
from tests.support.disk_calls import interrupt, mark
from tests.support.quick_vault import QuickVault

PLAN = SaidKind("plan", AftercarePlan)
SAVED, CHANGED, BACKED_UP = 24, 4, 3
ANYTHING = tuple(VaultWarning)
"""What somebody may be told while calls fail."""
_KEPT = 4


class Act(NamedTuple):
    """`prepare` makes a vault and returns what is to be done with it.

    `check` looks at what is left of it, of which so many parts were acknowledged; whoever unlocks then may be warned of
    these things.
    """

    prepare: Callable[[Path], Callable[[], object]]
    check: Callable[[Path, int, Collection[VaultWarning]], None]


def words_of(number: int) -> str:
    """What is written by a part of an act: of very different lengths, over several pages."""
    chance = Random(number)
    return f"{number} {chance.randbytes(chance.randrange(1, 9_000)).hex()}"


def rows_after(number: int, person: int) -> dict[str, str]:
    """What somebody's rows are after the parts up to this one, of which every second one was theirs."""
    mine = [each for each in range(1, number + 1) if each % 2 == person][-_KEPT:]
    return {str(each): words_of(each) for each in mine}


def both(folder: Path, also: Collection[VaultWarning] = ()) -> QuickVault:
    """A vault in which both are, nobody having been warned of anything but a copy of the keyring, and `also`."""
    vault = QuickVault.open(folder, policy=CHEAP, ids=FakeIds(os.getpid()))
    for mark_of, words in zip(vault.people, (WORDS_A, WORDS_B), strict=True):
        warnings = vault.unlock(mark_of.person_id, words).warnings
        assert set(warnings) <= {VaultWarning.KEYRING_COPY, *also}, warnings
    return vault


def write_rows(own: Connection, number: int) -> None:
    """Add a row, and delete the one that is too old."""
    own.execute(pref.insert().values(key=str(number), value=words_of(number)))
    own.execute(pref.delete().where(pref.c.key == str(number - 2 * _KEPT)))


def save_one(vault: QuickVault, number: int) -> None:
    """Write to one's own space, and say something that is copied to the shared one, in one unit of work."""
    person = vault.present[number % 2]
    with UnitOfWork(vault.spaces, SHARED) as uow:
        write_rows(uow.connection(private_space(person)), number)
        uow.parts.say(person, PLAN, AftercarePlan(person=person, words=words_of(number)[:20_000]), "")
        uow.commit(erase=number % 5 == 0)


def prepared(act: Callable[[Path], object]) -> Callable[[Path], Callable[[], object]]:
    """An act on a vault for two."""

    def prepare(folder: Path) -> Callable[[], object]:
        pair_in(folder)
        return lambda: act(folder)

    return prepare


def save(folder: Path) -> None:
    """Save over and over, and rewrite the files in between."""
    with both(folder, ANYTHING) as vault:
        for number in range(1, SAVED + 1):
            save_one(vault, number)
            mark(number)
            if number % 6 == 0:
                for space in sorted(vault.spaces.ids):
                    tidy(vault.spaces, space)


def check_saved(folder: Path, acknowledged: int, also: Collection[VaultWarning]) -> None:
    """What was acknowledged is there, all of the next part or nothing, and what is shared is not newer."""
    with both(folder, also) as vault:
        own = [_rows_of(vault, person) for person in vault.present]
        counts = [number for number in (acknowledged, acknowledged + 1) if own == _expected(number)]
        assert counts, f"rows are those of no time near {acknowledged}"
        said = [_said(vault, person) for person in vault.present]
        for person in (0, 1):
            latest = {max(map(int, rows_after(number, person)), default=0) for number in (acknowledged, counts[-1])}
            assert said[person][0] in {_plan(number) for number in latest}
            assert said[person][1] in {_plan(number) for number in latest}
        for space in vault.spaces.ids:
            vault.spaces.check_pages(space)


def _expected(number: int) -> list[dict[str, str]]:
    return [rows_after(number, person) for person in (0, 1)]


def _rows_of(vault: QuickVault, person: PersonId) -> dict[str, str]:
    with vault.spaces.connection(private_space(person)) as own:
        rows = own.execute(select(pref.c.key, pref.c.value)).all()
    return {row.key: row.value for row in rows if row.key.isdigit()}


def _plan(number: int) -> str:
    return words_of(number)[:20_000] if number else ""


def _said(vault: QuickVault, person: PersonId) -> tuple[str, str]:
    """What somebody says: in their own space, and in the shared one."""
    with UnitOfWork(vault.spaces) as uow:
        own = uow.parts.get(person, PLAN)
        copies = uow.connection(SHARED).execute(
            select(said_copy.c.data).where(said_copy.c.author == person, said_copy.c.kind == PLAN.name)
        )
        copied = [AftercarePlan.model_validate_json(data).words for data in copies.scalars()]
    return ("" if own is None else own.body.words), (copied or [""])[0]


def phrase(number: int) -> str:
    """The passphrase of the first after so many changes."""
    return f"{WORDS_A} {number}" if number else WORDS_A


def change_keyring(folder: Path, times: int = CHANGED) -> None:
    """Change a passphrase over and over."""
    with both(folder, ANYTHING) as vault:
        for number in range(1, times + 1):
            vault.change_passphrase(vault.present[0], phrase(number - 1), phrase(number))
            mark(number)


def check_keyring(folder: Path, acknowledged: int, also: Collection[VaultWarning]) -> None:
    """One passphrase works: the one that was acknowledged or the next; and whoever comes is warned of nothing."""
    with QuickVault.open(folder, policy=CHEAP, ids=FakeIds(os.getpid())) as vault:
        first, second = (each.person_id for each in vault.people)
        works = [number for number in range(CHANGED + 1) if vault.keys.check(first, phrase(number))]
        assert works in ([acknowledged], [acknowledged + 1]), f"{works} works after {acknowledged}"
        for person, words in ((first, phrase(works[0])), (second, WORDS_B)):
            warnings = vault.unlock(person, words).warnings
            assert set(warnings) <= {VaultWarning.KEYRING_COPY, *also}, warnings
        vault.keys.repair()
        assert vault.keys.check(first, phrase(works[0]))


def back_up(folder: Path) -> None:
    """Write and back up, over and over."""
    for number in range(1, BACKED_UP + 1):
        with both(folder, ANYTHING) as vault:
            save_one(vault, number)
        take_backup(folder)
        mark(number)


def check_backups(folder: Path, acknowledged: int, also: Collection[VaultWarning]) -> None:
    """The last backup is there, and whatever has the name of one is complete."""
    backups = stored_backups(folder / BACKUPS)
    for each in backups:
        with BackupFile(folder / BACKUPS / each.name) as backup:
            backup.verify()
    newest = max((each.number for each in backups), default=0)
    assert newest in (acknowledged, acknowledged + 1), f"backup {newest} after {acknowledged}"
    with both(folder, also) as vault:
        rows = [_rows_of(vault, person) for person in vault.present]
        assert rows in ([], *map(_expected, (0, acknowledged, acknowledged + 1)))


def _going(name: str) -> Act:
    """An act that moves files: afterwards there is the vault before it or the vault after it."""

    def prepare(folder: Path) -> Callable[[], object]:
        act = GOING[name](folder, 0)

        def do() -> None:
            act()
            mark(1)

        return do

    def check(folder: Path, acknowledged: int, also: Collection[VaultWarning]) -> None:
        here = come_in(folder, also)
        assert here in ([AFTER[name]] if acknowledged else [BEFORE[name], AFTER[name]]), here
        assert come_in(folder) == here
        assert not unfinished_in(folder)
        own = folder.parent / OWN
        assert not own.exists() or come_in(own) == ["a"]

    return Act(prepare, check)


def _making(name: str) -> Act:
    """An act that makes a vault, or adds somebody: afterwards there is what was there before, or all of it."""

    def prepare(folder: Path) -> Callable[[], object]:
        act = killed_at_steps.ACTS[name](folder, 1)

        def do() -> None:
            act()
            mark(1)

        return do

    def check(folder: Path, acknowledged: int, also: Collection[VaultWarning]) -> None:
        found = killed_at_steps.state_of(folder)
        assert found in (["vault for 2"] if acknowledged else [killed_at_steps.FOUND_BEFORE[name], "vault for 2"]), (
            found
        )
        if found != "nothing":
            assert come_in(folder, (*also, *SOME_DAMAGE)) == ["a", "b"][: int(found[-1])]

    return Act(prepare, check)


def try_again(folder: Path) -> None:
    """Write something new and, if that fails, write it as something new once more when the disk works again."""
    with both(folder, ANYTHING) as vault:
        person = vault.present[0]

        def write() -> None:
            with UnitOfWork(vault.spaces, SHARED) as uow:
                uow.connection(private_space(person)).execute(pref.insert().values(key=uuid4().hex, value=words_of(2)))
                uow.parts.say(person, PLAN, AftercarePlan(person=person, words=words_of(2)), uuid4().hex)
                uow.commit()

        try:
            write()
        except VaultUnsure:
            interrupt(0)
            if not _number_of_rows(vault, person):
                write()
        except VaultError:
            interrupt(0)
            write()


def _number_of_rows(vault: QuickVault, person: PersonId) -> int:
    with vault.spaces.connection(private_space(person)) as own:
        return len(own.execute(select(pref.c.key).where(pref.c.value == words_of(2))).all())


def check_once(folder: Path, acknowledged: int, also: Collection[VaultWarning]) -> None:
    """What was acknowledged is there once, what was not at most once, and what is copied is in the own space."""
    with both(folder, also) as vault, UnitOfWork(vault.spaces) as uow:
        person = vault.present[0]
        own, shared = uow.connection(private_space(person)), uow.connection(SHARED)
        rows = own.execute(select(pref.c.key).where(pref.c.value == words_of(2))).all()
        said = {row.key for row in uow.parts.of(person, PLAN)}
        copied = set(shared.execute(select(said_copy.c.key).where(said_copy.c.kind == PLAN.name)).scalars())
        assert acknowledged <= len(rows) == len(said) <= 1, f"{len(rows)} rows, {len(said)} said"
        assert copied <= said
    with both(folder) as vault:
        for space in vault.spaces.ids:
            vault.spaces.check_pages(space)


def unfinished_in(folder: Path) -> list[str]:
    """What should not be in a vault once somebody has come in."""
    names = [path.name for path in folder.iterdir()] if folder.exists() else []
    return [name for name in names if name.startswith(("next-", "set-aside-")) or ".part" in name]


ACTS = {
    "saving": Act(prepared(save), check_saved),
    "keyring": Act(prepared(change_keyring), check_keyring),
    "backup": Act(prepared(back_up), check_backups),
    **{name: _making(name) for name in ("set-up", "join", "restore")},
    **{name: _going(name) for name in GOING},
}
ONCE = ACTS | {
    "saving": Act(prepared(try_again), check_once),
    "keyring": Act(prepared(partial(change_keyring, times=1)), check_keyring),
    "backup": Act(prepared(take_backup), check_backups),
}
"""The same, with no more than one part."""
