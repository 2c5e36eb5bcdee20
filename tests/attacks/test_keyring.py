"""Keys, marks and slots of the keyring exchanged between the two, and with a different vault's.

I am Alex. Sam, my partner, can put the right MAC on whatever they write; a guest can't. Whoever gets in after it gets
into their own space only, is told if their entry is not as they left it, and no file changes but the keyring.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import partial
from typing import Any

import pytest
from pydantic import ValidationError

from app.errors import AccordError
from app.models.base import PersonId
from app.models.vault_warning import VaultWarning
from app.services.people import profile_of
from app.storage import key_hierarchy
from app.storage.databases import SHARED, file_name
from app.storage.keyring import Keyring, save_keyring
from app.storage.keyring_file import KEYRING, KEYRING_COPY
from app.storage.slots import Secret
from tests.attacks.agreed_scene import Moment, name_of_file
from tests.attacks.tampering import my_space
from tests.support.forging import forged
from tests.support.vaults import CHEAP, PASSPHRASES, TestVault, vault_for

Body = dict[str, Any]
Place = tuple[str, ...]

ABOUT_KEYS = {VaultWarning.KEYRING_CHANGED, VaultWarning.ENTRY_CHANGED}


def body_of(vault: TestVault) -> Body:
    """What a keyring says."""
    body: Body = json.loads(json.loads((vault.folder / KEYRING).read_bytes())["body"])
    return body


def places(value: object, above: Place = ()) -> Iterator[Place]:
    """Every field of an entry, and of what is in it."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield (*above, name)
            yield from places(inner, (*above, name))


def at(body: Body, place: Place) -> Any:
    for name in place:
        body = body[name]
    return body


def put(body: Body, place: Place, value: object) -> None:
    at(body, place[:-1])[place[-1]] = value


def put_all(values: Body, body: Body) -> None:
    body.update(values)


def exchanged(mine: Body, other: Body) -> Iterator[tuple[str, Body]]:
    """The keyring with each field exchanged between the two, and taken from a different vault."""
    for place in places(mine["people"][0]):
        name = ".".join(place)
        both = json.loads(json.dumps(mine))
        first, second = both["people"]
        one, two = at(first, place), at(second, place)
        put(first, place, two)
        put(second, place, one)
        yield f"{name} of the two", both
        copied = json.loads(json.dumps(mine))
        put(copied["people"][0], place, at(copied["people"][1], place))
        yield f"{name} of my partner", copied
        foreign = json.loads(json.dumps(mine))
        put(foreign["people"][0], place, at(other["people"][0], place))
        yield f"{name} of a different vault", foreign
    for name in mine:
        if name != "people":
            yield f"{name} of a different vault", {**mine, name: other[name]}
    yield "everybody in a different order", {**mine, "people": mine["people"][::-1]}
    yield "everybody of a different vault", {**mine, "people": other["people"]}


@pytest.fixture(scope="module")
def couple(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestVault, Moment, Body]]:
    """Our vault, how it was, and the keyring of a different one, which has the same passphrases."""
    folder = tmp_path_factory.mktemp("keyring")
    with vault_for(folder / "other", salt=2) as different:
        other = body_of(different)
    with vault_for(folder / "vault") as vault:
        vault.fill_with_sample()
        yield vault, Moment.of(vault), other


def write_with_its_mac(vault: TestVault, body: Body, key: Secret) -> bool:
    """Write a keyring as somebody who belongs to the vault; whether it is one."""
    try:
        save_keyring(vault.folder, Keyring.model_validate_json(json.dumps(body)), key)
    except (ValidationError, AccordError):
        return False
    return True


def shown(vault: TestVault) -> tuple[PersonId, ...]:
    """The ids of those whom the first page shows; nobody if the keyring is refused."""
    try:
        return tuple(mark.person_id for mark in vault.service.open(vault.folder).people)
    except AccordError:
        return ()
    finally:
        vault.service.close()


def comes_in(vault: TestVault, person: PersonId, words: str) -> bool:
    """Whether these words let somebody in as that person."""
    try:
        vault.service.open(vault.folder)
        vault.service.admit(vault.service.derive(person, words))
    except AccordError:
        return False
    return True


def require_nobody_is_anybody_else(
    vault: TestVault, mine: dict[str, list[str]], what: str, told: Mapping[PersonId, VaultWarning]
) -> int:
    """My words open my space or nothing, whatever the keyring calls it; Sam's words never open mine.

    How many came in; each of those in `told` is told what it says.
    """
    count = 0
    for person in {*shown(vault), *vault.pair}:
        for words in PASSPHRASES:
            if comes_in(vault, person, words):
                count += 1
                assert (person, words) in zip(vault.pair, PASSPHRASES, strict=True), what
                if person == vault.alex:
                    assert my_space(vault) == mine, what
                    with vault.unit() as uow:
                        assert profile_of(uow, person) == vault.people[0], what
                assert ABOUT_KEYS & {*vault.service.visits.warnings(person)} == {*filter(None, [told.get(person)])}, (
                    what
                )
            vault.service.close()
    return count


def warned(before: Body, after: Body, *, has_key: bool) -> dict[PersonId, VaultWarning]:
    """Who is to be told what: of a keyring by a guest, everybody; of one by a partner, whoever's own entry changed."""
    entries = {entry["person_id"]: entry for entry in after["people"]}
    if not has_key:
        return dict.fromkeys(map(PersonId, entries), VaultWarning.KEYRING_CHANGED)
    return {
        PersonId(entry["person_id"]): VaultWarning.ENTRY_CHANGED
        for entry in before["people"]
        if entries.get(entry["person_id"]) != entry
    }


@pytest.mark.parametrize("has_key", [False, True], ids=["by a guest", "by my partner"])
def test_whoever_comes_in_is_who_they_are(couple: tuple[TestVault, Moment, Body], has_key: bool) -> None:
    vault, before, other = couple
    before.restore(vault)
    keyring = vault.service.vault.keys.keyring
    mac_key = key_hierarchy.unwrap_roots(keyring, vault.sam, PASSPHRASES[1], CHEAP).mac_key
    assert comes_in(vault, vault.alex, PASSPHRASES[0])
    mine = my_space(vault)
    vault.service.close()
    tried = came = 0
    unchanged = body_of(vault)
    for what, body in exchanged(unchanged, other):
        for name in (KEYRING, KEYRING_COPY):
            (vault.folder / name).write_bytes(before.files[name])
        if not has_key:
            forged(vault.folder, partial(put_all, body))
        elif not write_with_its_mac(vault, body, mac_key):
            continue
        tried += 1
        came += require_nobody_is_anybody_else(vault, mine, what, warned(unchanged, body, has_key=has_key))
        for name in (file_name(SHARED), *(name_of_file(vault, person) for person in vault.pair)):
            assert (vault.folder / name).read_bytes() == before.files[name], what
    assert tried > 40
    assert came > 40, "what is exchanged for the same, and what only shows, keeps nobody out"


def test_the_partners_slot_in_place_of_mine_opens_nothing_of_mine(couple: tuple[TestVault, Moment, Body]) -> None:
    """Sam's passphrase and slot under my id."""
    vault, before, _ = couple
    before.restore(vault)
    vault.service.close()
    body = body_of(vault)
    body["people"][0]["passphrase"] = body["people"][1]["passphrase"]
    forged(vault.folder, partial(put_all, body))
    vault.service.open(vault.folder)
    with pytest.raises(AccordError):
        vault.service.derive(vault.alex, PASSPHRASES[1])
    with suppress(AccordError):
        vault.service.derive(vault.sam, PASSPHRASES[1])
    assert vault.service.present == ()
