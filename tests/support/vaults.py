"""Real vaults for tests of services and screens: two people, or one, with a way to make units of work."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.assets import load_catalogue, load_sample, load_texts
from app.models.base import PersonId
from app.models.catalogue import Catalogue
from app.models.person import Hue, Mark, Person, Shape
from app.models.texts import Texts
from app.services.access import Gate, Newcomer
from app.services.sample import SampleBuilder
from app.storage.unit_of_work import UnitOfWork
from app.storage.vault import KdfPolicy
from tests.support.clock import FakeClock, FakeIds

CHEAP = KdfPolicy(1, 1024, 1)
SHARED = "shared"
ALEX_WORDS, SAM_WORDS = "quiet river lantern", "amber window garden"
ALEX = Newcomer(name="Alex", pronouns="they/them", mark=Mark(shape=Shape.CIRCLE, hue=Hue.INDIGO, initial="A"))
SAM = Newcomer(name="Sam", pronouns="she/her", mark=Mark(shape=Shape.SQUARE, hue=Hue.RUST, initial="S"))


@dataclass
class TestVault:
    """An open vault with everyone in it, and what acts need."""

    __test__ = False
    gate: Gate
    people: tuple[Person, ...]
    clock: FakeClock
    ids: FakeIds
    catalogue: Catalogue
    texts: Texts
    folder: Path

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
        return self.gate.unit(write)

    def sign(self, person: PersonId, payload: bytes) -> bytes:
        """A person's signature under a yes."""
        return self.gate.sign_yes(person, ALEX_WORDS if person == self.alex else SAM_WORDS, payload)

    def fill_with_sample(self) -> None:
        """Let the sample people do all they do."""
        today = self.clock().astimezone().date()
        SampleBuilder(
            units=self.unit,
            sign=self.sign,
            verify=self.gate.verify_yes,
            vault_id=self.gate.vault_id,
            sample=load_sample(),
            catalogue=self.catalogue,
            texts=self.texts,
            people=self.pair,
            now=self.clock(),
            today=today,
            new_id=self.ids,
        ).fill()


@contextmanager
def vault_for(folder: Path, *newcomers: Newcomer, salt: int = 1) -> Iterator[TestVault]:
    """A fresh vault for one or two, unlocked for everyone; two by default."""
    chosen = newcomers or (ALEX, SAM)
    clock, ids = FakeClock(), FakeIds(salt)
    gate = Gate(policy=CHEAP, clock=clock, ids=ids)
    words = (ALEX_WORDS, SAM_WORDS)
    created = gate.create(folder, list(zip(chosen, words[: len(chosen)], strict=True)))
    gate.open(folder)
    for unlocked in created.unlocked:
        gate.admit(unlocked)
    try:
        yield TestVault(gate, gate.profiles(), clock, ids, load_catalogue(), load_texts(), folder)
    finally:
        gate.close()
