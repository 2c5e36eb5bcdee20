"""A vault with a past, and its closed files harmed: bits, ends, pages and whole files, from then or from elsewhere.

What was done to a file is noticed: by Accord when somebody unlocks, or at the latest by `accord check`, which reads
every page. Nobody is ever shown something that is not as it was last written without being told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from app.errors import AccordError, VaultError
from app.models.base import PersonId
from app.models.vault_warning import VaultWarning
from app.storage.ages import Mirror
from app.storage.checking import FileState, check
from app.storage.databases import private_space
from app.storage.tables_private import private_metadata
from app.storage.tidying import note_due, tidy
from app.storage.unit_of_work import UnitOfWork
from tests.storage.made import ADA, BO, CHEAP, WORDS_A, WORDS_B, make
from tests.storage.test_journal import entry
from tests.storage.test_restoring import plans, say
from tests.support.clock import FakeIds
from tests.support.files import contents, put_files
from tests.support.quick_vault import QuickVault

PAGE = 4096
SESSIONS = 5
Files = dict[str, bytes]


@dataclass(frozen=True)
class Seen:
    """What somebody who unlocks is told, and finds; the error that keeps them out."""

    told: frozenset[VaultWarning] = frozenset()
    content: str = ""
    refused: AccordError | None = None


class Past:
    """A vault for two in which both were several times, with all its files as they were after each session."""

    def __init__(self, place: Path) -> None:
        self.made = make(place / "vault", ADA, BO)
        self.mirror = place / "seen"
        self.other = make(place / "other", ADA, BO, salt=7)
        self.moments: list[Files] = []
        chance = Random(2)
        for number in range(SESSIONS):
            self._session(number, chance)
            self.moments.append(contents(self.made.folder))
        self.notes = contents(self.mirror)
        self.files = self.moments[-1]
        self.good = self.seen()
        assert not self.good.told
        assert self.good.content

    @property
    def own(self) -> str:
        """The name of my file; I am the first."""
        return self.made.file(self.made.a).name

    @property
    def partners(self) -> str:
        """The name of my partner's file."""
        return self.made.file(self.made.b).name

    def open(self) -> QuickVault:
        return QuickVault.open(self.made.folder, policy=CHEAP, ids=FakeIds(9), mirror=Mirror(self.mirror))

    def _session(self, number: int, chance: Random) -> None:
        with self.open() as vault:
            for person, words in zip(self.made.created.person_ids, (WORDS_A, WORDS_B), strict=True):
                vault.unlock(person, words)
                vault.files.ages.count_session(person)
                for each in range(4):
                    say(vault, person, f"plan {each}", f"{number} {chance.random()} " + "words " * 40)
                self._write(vault, person, number, chance)
            for person in self.made.created.person_ids:
                tidy(vault.spaces, private_space(person))

    def _write(self, vault: QuickVault, person: PersonId, number: int, chance: Random) -> None:
        with UnitOfWork(vault.spaces, private_space(person)) as uow:
            own = uow.private(person)
            for each in range(12):
                words = " ".join(str(chance.randrange(10**6)) for _word in range(60))
                own.journal.save(entry(each, f"session {number} {words}"))
            if number == 1:
                note_due(uow.connection(private_space(person)))
            uow.commit()

    def put(self, files: Files) -> None:
        """The vault with these files, and the note outside it as after the last session."""
        put_files(self.made.folder, files)
        put_files(self.mirror, self.notes)

    def seen(self) -> Seen:
        """Unlock, let the shared file be checked as the program does then, and read everything."""
        try:
            with self.open() as vault:
                told = {*vault.unlock(self.made.a, WORDS_A).warnings, *vault.files.check_shared()}
                return Seen(frozenset(told), self._content(vault))
        except AccordError as error:
            return Seen(refused=error)

    def _content(self, vault: QuickVault) -> str:
        person = self.made.a
        with vault.spaces.connection(private_space(person)) as own:
            tables = [table for table in private_metadata.sorted_tables if table.name != "pref"]
            rows = {table.name: sorted(map(repr, own.execute(table.select()).all())) for table in tables}
        return repr((rows, plans(vault, person), plans(vault, self.made.b)))

    def checked(self) -> dict[str, FileState]:
        """What `accord check` finds of each file."""
        with TemporaryDirectory() as scratch:
            found = check(self.made.folder, lambda: WORDS_A, CHEAP, Path(scratch))
            return {finding.name: finding.state for finding in found}

    def wrong_after(self, harm: Harm) -> str:
        """What is wrong with how some harm is met; empty if it was noticed."""
        self.put(harm.files)
        try:
            found = self.checked()
            is_found = any(state not in (FileState.SOUND, FileState.OUTSIDE) for state in found.values())
        except VaultError:
            is_found = True
        if contents(self.made.folder) != harm.files:
            return "the check changed something"
        if harm.is_broken and not is_found:
            return "the check finds nothing"
        self.put(harm.files)
        seen = self.seen()
        if seen.refused is not None:
            return "" if isinstance(seen.refused, VaultError) else f"refused as {type(seen.refused).__name__}"
        if harm.at_once and not seen.told:
            return "nothing is told at once"
        if seen.content != self.good.content and not seen.told:
            return "something else is shown, and nothing told"
        return ""


@dataclass(frozen=True)
class Harm:
    """The files of a vault after something was done to one of them.

    `is_broken`: there is a page that can't be decrypted. `at_once`: it has to be told to whoever unlocks.
    """

    files: Files
    is_broken: bool = False
    at_once: bool = False


class Harms:
    """Harm at random places; the same for the same seed."""

    def __init__(self, past: Past, seed: int) -> None:
        self._past, self._random = past, Random(seed)
        self._mine = (past.own, "shared.db")

    def each(self, flips: int, others: int) -> Iterator[tuple[str, Harm]]:
        """So many flipped bits, and so many of each other kind."""
        kinds: tuple[Callable[[str], Harm], ...] = (
            self.flipped_bit, self.cut_at_a_page, self.older_page, self.older_pages, self.pages_exchanged,
            self.page_from_elsewhere,
        )  # fmt: skip
        for number in range(max(flips, others)):
            for kind in kinds[number >= flips : None if number < others else 1]:
                name = self._mine[number % 2]
                yield f"{kind.__name__} in {name}, {number}", kind(name)

    def flipped_bit(self, name: str) -> Harm:
        data = bytearray(self._past.files[name])
        bit = self._random.randrange(len(data) * 8)
        data[bit // 8] ^= 1 << bit % 8
        return self._with(name, bytes(data), is_broken=True)

    def cut_at_a_page(self, name: str) -> Harm:
        data = self._past.files[name]
        return self._with(name, data[: PAGE * self._random.randrange(len(data) // PAGE)], is_broken=True, at_once=True)

    def older_page(self, name: str) -> Harm:
        """A page put back from an earlier day, as it was then at the same place: it decrypts."""
        data = self._past.files[name]
        while True:
            older = self._random.choice(self._past.moments[:-1])[name]
            at = PAGE * self._random.randrange(min(len(older), len(data)) // PAGE)
            if older[at : at + PAGE] != data[at : at + PAGE]:
                return self._with(name, _put(data, at, older[at : at + PAGE]), at_once=at > 0)

    def older_pages(self, name: str) -> Harm:
        """All pages but the first put back, so that they fit together."""
        data, older = self._past.files[name], self._random.choice(self._past.moments[2:-1])[name]
        return self._with(name, data[:PAGE] + older[PAGE : len(data)] + data[len(older) :], at_once=True)

    def pages_exchanged(self, name: str) -> Harm:
        data = self._past.files[name]
        one, other = (PAGE * n for n in self._random.sample(range(len(data) // PAGE), 2))
        changed = _put(_put(data, one, data[other : other + PAGE]), other, data[one : one + PAGE])
        return self._with(name, changed, is_broken=True, at_once=True)

    def page_from_elsewhere(self, name: str) -> Harm:
        """A page of a different file of the vault, or of a different vault, at the same number."""
        data, past = self._past.files[name], self._past
        others = [each for file, each in past.files.items() if file.endswith(".db") and file != name]
        other = self._random.choice([*others, *(path.read_bytes() for path in past.other.folder.glob("*.db"))])
        at = PAGE * self._random.randrange(min(len(other), len(data)) // PAGE)
        return self._with(name, _put(data, at, other[at : at + PAGE]), is_broken=True, at_once=True)

    def _with(self, name: str, data: bytes, *, is_broken: bool = False, at_once: bool = False) -> Harm:
        return Harm({**self._past.files, name: data}, is_broken, at_once)


def _put(data: bytes, at: int, page: bytes) -> bytes:
    return data[:at] + page + data[at + PAGE :]
