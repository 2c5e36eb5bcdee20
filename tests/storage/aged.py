"""A vault in which two people were in several sessions, with its files as they were between them."""

from __future__ import annotations

from pathlib import Path

from app.models.vault_warning import VaultWarning
from app.storage.ages import Mirror
from tests.storage.made import CHEAP, WORDS_A, WORDS_B, WORDS_NEW, Made
from tests.storage.test_restoring import say
from tests.support.clock import FakeIds
from tests.support.files import contents
from tests.support.quick_vault import QuickVault

AGES = {VaultWarning.OWN_OLDER, VaultWarning.KEYRING_OLDER, VaultWarning.SHARED_OLDER}


class Places:
    """A vault, the folder of its mirror, and a copy of its files before they were used for the last time."""

    def __init__(self, made: Made, mirror: Path) -> None:
        self.made, self.mirror = made, mirror
        self.before: dict[str, bytes] = {}

    def open(self, folder: Path | None = None) -> QuickVault:
        place = folder or self.made.folder
        return QuickVault.open(place, policy=CHEAP, ids=FakeIds(9), mirror=Mirror(self.mirror))

    def come(self, *words: str, counted: bool = True) -> list[set[VaultWarning]]:
        """Let people in, one after another, as a session does; what each is told about the age of files."""
        told = []
        with self.open() as vault:
            for person, passphrase in zip(vault.people, words, strict=False):
                if passphrase:
                    told.append(AGES & set(vault.unlock(person.person_id, passphrase).warnings))
                    if counted:
                        vault.files.ages.count_session(person.person_id)
        return told

    def put_back(self, *names: str) -> None:
        for name in names:
            (self.made.folder / name).write_bytes(self.before[name])


def aged(pair: Made, tmp_path: Path) -> Places:
    """Two sessions of both; the files are kept between them, and then everything changes."""
    places = Places(pair, tmp_path / "seen")
    assert places.come(WORDS_A, WORDS_B) == [set(), set()]
    places.before = contents(pair.folder)
    with places.open() as vault:
        for person, words in ((pair.a, WORDS_A), (pair.b, WORDS_B)):
            vault.unlock(person, words)
            vault.files.ages.count_session(person)
            say(vault, person, "later", "words")
        vault.change_passphrase(pair.b, WORDS_B, WORDS_NEW)
    assert places.come(WORDS_A, WORDS_NEW) == [set(), set()]
    return places


def own(places: Places) -> str:
    return f"{places.made.a}.db"
