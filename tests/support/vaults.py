"""Real vaults for tests of services and screens: two people, or one, with a way to make units of work."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
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
from tests.support.files import contents, put_files

CHEAP = KdfPolicy(1, 1024, 1)
SHARED = "shared"
ALEX_WORDS, SAM_WORDS = PASSPHRASES = "quiet river lantern", "amber window garden"
ALEX = NewPerson(PersonMark(shape=MarkShape.CIRCLE, hue=Hue.INDIGO, initial="A"), ALEX_WORDS, "Alex", "they/them")
SAM = NewPerson(PersonMark(shape=MarkShape.SQUARE, hue=Hue.RUST, initial="S"), SAM_WORDS, "Sam", "she/her")


class TestVault:
    """An open vault with everyone in it, and what acts need.

    Its files are there once somebody asks for them: most are filled with the sample before, which replaces them.
    """

    __test__ = False

    def __init__(self, folder: Path, newcomers: tuple[NewPerson, ...], salt: int) -> None:
        self.clock = FakeClock()
        self.catalogue = load(Catalogue)
        self.texts = load(Texts)
        self.newcomers = newcomers
        self.salt = salt
        self._ids = FakeIds(salt)
        self._service = VaultService(policy=CHEAP, ids=self._ids)
        self._folder = folder
        self._people: tuple[Person, ...] = ()
        self._is_there = False

    @property
    def service(self) -> VaultService:
        """What opens it and lets people in."""
        self.begin()
        return self._service

    @property
    def people(self) -> tuple[Person, ...]:
        """Who it belongs to."""
        self.begin()
        return self._people

    @people.setter
    def people(self, people: tuple[Person, ...]) -> None:
        self._people = people

    @property
    def ids(self) -> FakeIds:
        """New ids."""
        self.begin()
        return self._ids

    @property
    def folder(self) -> Path:
        """Where its files are."""
        self.begin()
        return self._folder

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

    def begin(self) -> None:
        """Let the files be there, without anything in them unless they were filled."""
        if not self._is_there:
            self.restore(_fresh(self.newcomers, self.salt))

    def fill_with_sample(self, then: Callable[[TestVault], object] | None = None) -> None:
        """Let the sample people do all they do, in a vault in which nobody did anything yet.

        `then`: what is done after it, once for all vaults of a process.
        """
        assert not self._is_there or self._ids.given == _fresh(self.newcomers, self.salt).ids_given, "already used"
        self.refill_with_sample(then)

    def refill_with_sample(self, then: Callable[[TestVault], object] | None = None) -> None:
        """Let it hold what the sample people do, and nothing that was done in it before."""
        self.restore(_sampled(self.newcomers, self.salt, self.clock(), then))

    def close(self) -> None:
        """Lock."""
        self._service.close()

    def restore(self, template: _Template) -> None:
        """Make this the content, everyone unlocked; whoever holds the vault may keep it."""
        self._is_there = True
        self._service.close()
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(mode=0o700, parents=True)
        put_files(self._folder, template.files)
        self._ids.given = template.ids_given
        self._service.open(self._folder)
        for person, passphrase in zip(template.person_ids, PASSPHRASES, strict=False):
            self._service.admit(self._service.derive(person, passphrase))
        self._people = self._service.profiles()


@dataclass(frozen=True)
class _Template:
    """A closed vault to copy: making one takes 65 ms of processor time, filling it 450, copying it 10 to 20."""

    person_ids: tuple[PersonId, ...]
    files: dict[str, bytes]
    ids_given: int


@cache
def _fresh(newcomers: tuple[NewPerson, ...], salt: int) -> _Template:
    with TemporaryDirectory() as root:
        folder, ids = Path(root) / "vault", FakeIds(salt)
        service = VaultService(policy=CHEAP, ids=ids)
        created = service.create(folder, newcomers)
        return _Template(created.person_ids, contents(folder), ids.given)


@cache
def _sampled(
    newcomers: tuple[NewPerson, ...], salt: int, now: datetime, then: Callable[[TestVault], object] | None
) -> _Template:
    with TemporaryDirectory() as root, vault_for(Path(root) / "vault", *newcomers, salt=salt) as vault:
        vault.clock.now = now
        if then is not None:
            vault.fill_with_sample()
            then(vault)
        else:
            sample_couple(vault, now).fill()
        vault.service.close()
        return _Template(vault.pair, contents(vault.folder), vault.ids.given)


def sample_couple(vault: TestVault, now: datetime) -> SampleBuilder:
    """The sample people, about to act in this vault."""
    return SampleBuilder(
        units=vault.unit,
        sample=load(SampleCouple),
        catalogue=vault.catalogue,
        texts=vault.texts,
        people=vault.pair,
        now=now,
        today=now.astimezone().date(),
        new_id=vault.ids,
    )


@contextmanager
def vault_for(folder: Path, *newcomers: NewPerson, salt: int = 1, begun: bool = False) -> Iterator[TestVault]:
    """A fresh vault for one or two, unlocked for everyone; two by default.

    `begun`: with its keys made, which takes random bytes in the first vault of a process alone.
    """
    vault = TestVault(folder, newcomers or (ALEX, SAM), salt)
    try:
        if begun:
            vault.begin()
        yield vault
        vault.begin()
    finally:
        vault.close()
