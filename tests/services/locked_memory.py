"""Unlocks, writes, searches and locks, and looks into its own memory before and after: a program for tests.

Prints what an object still refers to, as JSON. What is looked for is made while it runs, and kept backwards.
"""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from app.models.journal import EntryText, JournalQuery
from app.services import journal
from tests.support.vaults import ALEX, TestVault, vault_for


def texts_in_memory() -> Iterator[bytes]:
    """Every text and all bytes that some object refers to; those of running frames do not count."""
    gc.collect()
    seen: set[int] = set()
    holders: list[object] = [each for each in gc.get_objects() if not isinstance(each, FrameType)]
    while holders:
        inner: list[object] = []
        for each in gc.get_referents(*holders):
            if id(each) not in seen and isinstance(each, str | bytes | bytearray | tuple | dict):
                seen.add(id(each))
                if isinstance(each, str):
                    yield each.encode("utf-8", "replace")
                elif isinstance(each, bytes | bytearray):
                    yield bytes(each)
                elif not gc.is_tracked(each):
                    inner.append(each)
        holders = inner


def found(backwards: dict[str, bytes]) -> list[str]:
    """The names of those that are there."""
    held = list(texts_in_memory())
    return [name for name, text in backwards.items() if any(text[::-1] in each for each in held)]


def use(vault: TestVault) -> dict[str, bytes]:
    """What somebody does in a session; what to look for then."""
    person, service = vault.alex, vault.service
    passphrase = ALEX.passphrase + " once more"
    service.change_entry(service.new_passphrase(person, ALEX.passphrase, passphrase))
    service.open(vault.folder)
    unlocked = service.derive(person, passphrase)
    service.admit(unlocked)
    text = "".join(map(chr, (*range(97, 123), *range(110, 97, -1))))
    with vault.unit(person) as uow:
        written = EntryText(title=text, body=text)
        journal.new_entry(uow, person=person, text=written, now=vault.clock(), new_id=vault.ids)
    with vault.unit() as uow:
        own = uow.private(person).journal
        assert len(own.rows(own.moments(JournalQuery(words=text)))) == 1
    keys = {"the key": unlocked.private_key.reveal(), "the key of proofs": unlocked.proof_key.reveal()}
    made = {"the passphrase": passphrase.encode(), "the text": text.encode(), **keys}
    return {name: each[::-1] for name, each in made.items()}


def main(folder: Path) -> None:
    """Use a new vault there, and lock it."""
    with vault_for(folder, ALEX) as vault:
        backwards = use(vault)
        told = {"open": found(backwards)}
        vault.service.close()
        told["locked"] = found(backwards)
        shown = [each[::-1].decode("latin-1") for each in backwards.values()]
        told["shown again"] = found({name: each for name, each in backwards.items() if each.isascii()})
        del shown
        print(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
