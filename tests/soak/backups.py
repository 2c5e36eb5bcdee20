"""Vaults in which two people write at random are backed up and restored; every table has to be as it was."""

from __future__ import annotations

import hashlib
import random
import tempfile
from collections import Counter
from pathlib import Path

from app.storage.backup_file import BackupFile
from app.storage.closed_files import reading
from app.storage.creation import identity_of_private
from app.storage.databases import SpaceSource, private_space
from app.storage.keyring import load_keyring
from app.storage.restore import Restore
from app.storage.slots import Secret
from app.storage.tables_private import private_metadata
from tests.soak.outcome import Outcome
from tests.storage.made import ADA, BO, CHEAP, WORDS_A, WORDS_B, Made, make
from tests.storage.test_backups import take, write
from tests.storage.test_restoring import say
from tests.support.clock import FakeIds

_OF_THE_ERA = {"part", "left_era", "uncopied"}
_OF_THE_FILE = ("age.", "keyring.")


def content_of(path: Path, made: Made, person_number: int) -> str:
    """A hash of every row of a private file, without what a new era and its keyring change."""
    keys = made.created.unlocked[person_number]
    keyring = load_keyring(made.folder)[1]
    source = SpaceSource(path, Secret(keys.private_key.reveal()), identity_of_private(keyring, keys.person_id))
    told = hashlib.sha256()
    with reading(source) as connection:
        for name, table in sorted(private_metadata.tables.items()):
            if name in _OF_THE_ERA:
                continue
            rows = [tuple(row) for row in connection.execute(table.select())]
            if name == "said":
                rows = [row[:3] + row[5:7] for row in rows if row[1] != "era"]
            elif name == "ended":
                rows = [row[:4] for row in rows]
            elif name == "pref":
                rows = [row for row in rows if not row[0].startswith(_OF_THE_FILE)]
            told.update(repr((name, sorted(rows, key=repr))).encode())
    return told.hexdigest()


def restored(rounds: int, seed: int = 1) -> Outcome:
    """Back up and restore this many times, each time by one of the two."""
    chance, failed = random.Random(seed), list[str]()
    counted: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        made = make(folder / "vault", ADA, BO)
        for number in range(rounds):
            by = number % 2
            person, words = made.created.person_ids[by], (WORDS_A, WORDS_B)[by]
            with made.open() as vault:
                vault.unlock(person, words)
                for _row in range(chance.randrange(1, 12)):
                    say(
                        vault,
                        person,
                        f"thing {chance.randrange(20)}",
                        chance.choice((None, f"words {chance.random()}")),
                    )
                    write(vault, person, f"{number} {chance.random()} {'x' * chance.randrange(9000)}")
                backup = take(vault).rename(folder / f"{number}.accord")
            with BackupFile(backup) as file:
                file.extract(f"{person}.db", folder / "then.db")
            new = folder / f"new {number}"
            beside = (made.folder,) if chance.random() < 0.5 else ()
            restore = Restore(backup, person, CHEAP, FakeIds(1000 + number), beside)
            restore.into(new, restore.derive(words))
            if content_of(folder / "then.db", made, by) != content_of(new / f"{private_space(person)}.db", made, by):
                failed.append(f"round {number}, seed {seed}: the content is different")
            counted["beside its vault" if beside else "alone"] += 1
            (folder / "then.db").unlink()
            backup.unlink()
    return Outcome(rounds, failed, counted)
