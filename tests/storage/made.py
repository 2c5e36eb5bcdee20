"""Vaults made for tests: cheap key derivation, known people, and a look inside with the real keys."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2

from app.models.base import PersonId
from app.models.person import Hue, MarkShape, PersonMark
from app.models.said_kinds import PROFILE
from app.storage.creation import Created, NewPerson, create_vault, identity_of_shared
from app.storage.databases import use_key
from app.storage.keyring import load_keyring
from app.storage.slots import KdfPolicy, Secret
from app.storage.spaces import SHARED, Spaces
from app.storage.unit_of_work import UnitOfWork
from tests.support.clock import FakeIds
from tests.support.quick_vault import QuickVault

CHEAP = KdfPolicy(1, 1024, 1)
WORDS_A, WORDS_B, WORDS_NEW = "quiet river lantern", "amber window garden", "seven slow barges"
ADA = NewPerson(
    PersonMark(shape=MarkShape.CIRCLE, hue=Hue.INDIGO, initial="A"), WORDS_A, "Ada Marker-Quillfeather", "she/zhar"
)
BO = NewPerson(PersonMark(shape=MarkShape.SQUARE, hue=Hue.RUST), WORDS_B, "Bo Marker-Thistlewood", "they/thonder")
MARKERS = ("Quillfeather", "Thistlewood", "zhar", "thonder", WORDS_A, WORDS_B)


@dataclass(frozen=True)
class Made:
    """A vault on disk and what its people would know about it."""

    folder: Path
    created: Created

    @property
    def a(self) -> PersonId:
        """Ada, the first."""
        return self.created.person_ids[0]

    @property
    def b(self) -> PersonId:
        """Bo, the second."""
        return self.created.person_ids[1]

    def open(self, policy: KdfPolicy = CHEAP) -> QuickVault:
        """Open it."""
        return QuickVault.open(self.folder, policy=policy, ids=FakeIds(9))

    def file(self, person: PersonId) -> Path:
        """A person's database."""
        return self.folder / f"{person}.db"

    @property
    def shared_file(self) -> Path:
        """The shared database."""
        return self.folder / "shared.db"


def open_shared(made: Made) -> None:
    """Open the shared file of a vault as it is, and close it. VaultError if it is refused."""
    key, spaces = made.created.unlocked[0].shared_key, Spaces()
    assert key is not None
    try:
        spaces.open(made.shared_file, key, identity_of_shared(load_keyring(made.folder)[1]))
    finally:
        assert spaces.ids <= {SHARED}
        spaces.close_all()


def make(folder: Path, *people: NewPerson, policy: KdfPolicy = CHEAP, salt: int = 1) -> Made:
    """Create one."""
    return Made(folder, create_vault(folder, people=people, policy=policy, ids=FakeIds(salt)))


def say_name(uow: UnitOfWork, person: PersonId, name: str) -> None:
    """Say a name in a person's part."""
    uow.parts.say(person, PROFILE, ADA.profile(person).evolve(name=name))


def name_of(uow: UnitOfWork, person: PersonId) -> str:
    """The name that a person says; empty if there is none to read."""
    said = uow.parts.get(person, PROFILE)
    return "" if said is None else said.body.name


@contextmanager
def raw_database(path: Path, key: Secret) -> Iterator[Any]:
    """A database with nothing between us and SQLCipher."""
    connection = sqlcipher3.dbapi2.connect(str(path), isolation_level=None)
    try:
        use_key(connection, key.reveal().hex())
        yield connection
    finally:
        connection.close()
