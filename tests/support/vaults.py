"""Real vaults for tests of services and screens: two people, or one, with a way to make units of work."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from app.assets import load
from app.models.base import PersonId
from app.models.catalogue import Catalogue
from app.models.person import Hue, MarkShape, Person, PersonMark
from app.models.sample import SampleCouple
from app.models.texts import Texts
from app.services.sample import SampleBuilder
from app.services.vault_service import VaultService
from app.storage.creation import NewPerson
from app.storage.slots import KdfPolicy
from app.storage.unit_of_work import UnitOfWork
from tests.support.clock import FakeClock, FakeIds
from tests.support.files import contents

CHEAP = KdfPolicy(1, 1024, 1)
SHARED = "shared"
ALEX_WORDS, SAM_WORDS = PASSPHRASES = "quiet river lantern", "amber window garden"
ALEX = NewPerson(PersonMark(shape=MarkShape.CIRCLE, hue=Hue.INDIGO, initial="A"), ALEX_WORDS, "Alex", "they/them")
SAM = NewPerson(PersonMark(shape=MarkShape.SQUARE, hue=Hue.RUST, initial="S"), SAM_WORDS, "Sam", "she/her")


@dataclass
class TestVault:
    """An open vault with everyone in it, and what acts need."""

    __test__ = False
    service: VaultService
    people: tuple[Person, ...]
    clock: FakeClock
    ids: FakeIds
    catalogue: Catalogue
    texts: Texts
    folder: Path
    newcomers: tuple[NewPerson, ...]
    salt: int

    @property
    def alex(self) -> PersonId:
        """The first person."""
        return self.people[0].id

    @property
    def sam(self) -> PersonId:
        """The second person."""
        return self.people[1].id

    @property
    def pair(self) -> tuple[PersonId, PersonId]:
        """Both."""
        return (self.alex, self.sam)

    def unit(self, write: str | None = None) -> UnitOfWork:
        """A unit of work."""
        return self.service.unit(write)

    def fill_with_sample(self) -> None:
        """Let the sample people do all they do, in a vault in which nobody did anything yet."""
        assert self.ids.given == _fresh(self.newcomers, self.salt).ids_given, "somebody already used this vault"
        _sampled(self.newcomers, self.salt, self.clock()).restore(self)


@dataclass(frozen=True)
class _Template:
    """A closed vault to copy: making one takes 65 ms of processor time, filling it 450, copying it 25."""

    person_ids: tuple[PersonId, ...]
    files: dict[str, bytes]
    ids_given: int

    def restore(self, vault: TestVault) -> None:
        """Make this the content of a test vault, everyone unlocked; whoever holds `vault` may keep it."""
        vault.service.close()
        shutil.rmtree(vault.folder, ignore_errors=True)
        vault.folder.mkdir(mode=0o700, parents=True)
        for name, data in self.files.items():
            (vault.folder / name).touch(mode=0o600)
            (vault.folder / name).write_bytes(data)
        vault.ids.given = self.ids_given
        vault.service.open(vault.folder)
        for person, passphrase in zip(self.person_ids, PASSPHRASES, strict=False):
            vault.service.admit(vault.service.derive(person, passphrase))
        vault.people = vault.service.profiles()


@cache
def _fresh(newcomers: tuple[NewPerson, ...], salt: int) -> _Template:
    with TemporaryDirectory() as root:
        folder, ids = Path(root) / "vault", FakeIds(salt)
        service = VaultService(policy=CHEAP, ids=ids)
        created = service.create(folder, newcomers)
        return _Template(created.person_ids, contents(folder), ids.given)


@cache
def _sampled(newcomers: tuple[NewPerson, ...], salt: int, now: datetime) -> _Template:
    with TemporaryDirectory() as root, vault_for(Path(root) / "vault", *newcomers, salt=salt) as vault:
        vault.clock.now = now
        SampleBuilder(
            units=vault.unit,
            sample=load(SampleCouple),
            catalogue=vault.catalogue,
            texts=vault.texts,
            people=vault.pair,
            now=now,
            today=now.astimezone().date(),
            new_id=vault.ids,
        ).fill()
        vault.service.close()
        return _Template(vault.pair, contents(vault.folder), vault.ids.given)


@contextmanager
def vault_for(folder: Path, *newcomers: NewPerson, salt: int = 1) -> Iterator[TestVault]:
    """A fresh vault for one or two, unlocked for everyone; two by default."""
    clock, ids = FakeClock(), FakeIds(salt)
    service = VaultService(policy=CHEAP, ids=ids)
    vault = TestVault(service, (), clock, ids, load(Catalogue), load(Texts), folder, newcomers or (ALEX, SAM), salt)
    _fresh(vault.newcomers, salt).restore(vault)
    try:
        yield vault
    finally:
        service.close()
