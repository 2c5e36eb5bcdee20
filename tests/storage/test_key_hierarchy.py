"""Keys below a root: each purpose has its own, and only the right secret leads to a root."""

from __future__ import annotations

import pytest

from app.errors import Stale, VaultDamaged, WrongPassphrase, WrongRecoveryCode
from app.models.base import PersonId
from app.models.person import PersonMark
from app.storage import recovery
from app.storage.key_hierarchy import (
    NewPersonKeys,
    Roots,
    database_key,
    make_person,
    proof_key,
    recover_roots,
    unwrap_roots,
)
from app.storage.keyring import Keyring, SharedSpaceEntry
from app.storage.slots import Secret
from tests.storage.made import CHEAP, WORDS_A, WORDS_B

VAULT, ALEX, SAM = "1" * 32, PersonId("a" * 32), PersonId("b" * 32)


def made(person: PersonId, words: str, shared: Secret | None) -> NewPersonKeys:
    ids = iter((person, person[::-1]))
    return make_person(VAULT, PersonMark(), words, CHEAP, lambda: next(ids), shared)


def keyring_of(*people: NewPersonKeys) -> Keyring:
    shared = SharedSpaceEntry(database_id="5" * 32) if len(people) > 1 else None
    return Keyring(vault_id=VAULT, generation=1, people=tuple(each.entry for each in people), shared=shared)


@pytest.fixture(scope="module")
def shared_root() -> Secret:
    return Secret.new()


@pytest.fixture(scope="module")
def alex(shared_root: Secret) -> NewPersonKeys:
    return made(ALEX, WORDS_A, shared_root)


@pytest.fixture(scope="module")
def sam(shared_root: Secret) -> NewPersonKeys:
    return made(SAM, WORDS_B, shared_root)


def test_passphrase_and_code_lead_to_the_same_roots(alex: NewPersonKeys, sam: NewPersonKeys) -> None:
    keyring = keyring_of(alex, sam)
    assert unwrap_roots(keyring, ALEX, WORDS_A, CHEAP) == alex.roots
    assert recover_roots(keyring, ALEX, alex.recovery_code) == alex.roots
    assert unwrap_roots(keyring, SAM, WORDS_B, CHEAP).shared == alex.roots.shared
    assert unwrap_roots(keyring, SAM, WORDS_B, CHEAP).person != alex.roots.person


def test_no_secret_of_somebody_else_leads_to_a_root(alex: NewPersonKeys, sam: NewPersonKeys) -> None:
    keyring = keyring_of(alex, sam)
    with pytest.raises(WrongPassphrase):
        unwrap_roots(keyring, ALEX, WORDS_B, CHEAP)
    with pytest.raises(WrongRecoveryCode) as caught:
        recover_roots(keyring, ALEX, sam.recovery_code)
    assert caught.value.detail != recovery.TYPO
    with pytest.raises(Stale):
        unwrap_roots(keyring, PersonId("c" * 32), WORDS_A, CHEAP)


def test_a_slot_moved_to_somebody_else_opens_nothing(alex: NewPersonKeys, sam: NewPersonKeys) -> None:
    moved = keyring_of(alex, sam).replacing(sam.entry.evolve(passphrase=alex.entry.passphrase))
    with pytest.raises(WrongPassphrase):
        unwrap_roots(moved, SAM, WORDS_A, CHEAP)


def test_a_shared_root_that_was_wrapped_for_somebody_else_is_damage(alex: NewPersonKeys, sam: NewPersonKeys) -> None:
    moved = keyring_of(alex, sam).replacing(alex.entry.evolve(shared=sam.entry.shared))
    with pytest.raises(VaultDamaged):
        unwrap_roots(moved, ALEX, WORDS_A, CHEAP)


def test_every_key_is_a_different_one(alex: NewPersonKeys) -> None:
    root = alex.roots.person
    keys = [
        database_key(VAULT, "1" * 32, root),
        database_key(VAULT, "2" * 32, root),
        database_key("2" * 32, "1" * 32, root),
        alex.roots.mac_key,
        Roots(VAULT, root, None).mac_key,
        proof_key(VAULT, root),
        root,
    ]
    assert len({key.reveal() for key in keys}) == len(keys)
    assert database_key(VAULT, "1" * 32, root) == keys[0]


def test_a_solo_vault_has_no_shared_root() -> None:
    solo = made(ALEX, WORDS_A, None)
    assert unwrap_roots(keyring_of(solo), ALEX, WORDS_A, CHEAP).shared is None


def test_nothing_secret_shows(alex: NewPersonKeys) -> None:
    assert alex.recovery_code not in repr(alex)
    assert alex.roots.person.reveal().hex() not in repr(alex)
