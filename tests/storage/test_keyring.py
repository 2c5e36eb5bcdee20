"""The keyring: what is valid, what is stored, and how anybody notices that it was changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import Stale, VaultDamaged
from app.storage import keyring as module
from app.storage.keyring import Keyring, load_keyring, mac_is_valid, parse_keyring, save_keyring
from app.storage.keyring_file import KEYRING, KEYRING_COPY
from app.storage.slots import Secret
from tests.storage.made import Made
from tests.support.files import contents


def test_what_is_saved_is_loaded_in_both_copies(pair: Made, tmp_path: Path) -> None:
    _, keyring = load_keyring(pair.folder)
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    stored = save_keyring(folder, keyring, Secret.new())
    assert load_keyring(folder) == (stored, keyring)
    assert contents(folder) == {KEYRING: stored.raw, KEYRING_COPY: stored.raw}
    assert not stored.needs_repair


def test_only_the_key_that_wrote_it_proves_it(pair: Made, tmp_path: Path) -> None:
    _, keyring = load_keyring(pair.folder)
    key = Secret.new()
    stored = save_keyring(tmp_path, keyring, key)
    assert mac_is_valid(stored, key)
    assert not mac_is_valid(stored, Secret.new())
    assert not mac_is_valid(stored._replace(body=stored.body.replace(b'"generation":1', b'"generation":2')), key)


def test_what_would_not_read_back_is_not_written(pair: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, keyring = load_keyring(pair.folder)
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    monkeypatch.setattr(module, "parse_keyring", lambda stored: keyring.evolve(generation=9))
    with pytest.raises(VaultDamaged):
        save_keyring(folder, keyring, Secret.new())
    assert contents(folder) == {}


def test_a_body_that_is_no_keyring_is_damage(pair: Made) -> None:
    stored, _ = load_keyring(pair.folder)
    for body in (b"{}", stored.body[:-1], stored.body.replace(b'"shared":{', b'"share":{', 1)):
        with pytest.raises(VaultDamaged):
            parse_keyring(stored._replace(body=body))


def test_two_people_share_a_space_and_one_has_none(pair: Made, solo: Made, tmp_path: Path) -> None:
    two, one = load_keyring(pair.folder)[1], load_keyring(solo.folder)[1]
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    for keyring, changes in (
        (two, {"shared": None}),
        (two, {"people": (two.people[0].evolve(shared=None),)}),
        (two, {"people": (two.people[0], two.people[1].evolve(shared=None))}),
        (two, {"people": ()}),
        (one, {"shared": two.shared}),
        (one, {"people": (one.people[0].evolve(shared=two.people[0].shared),)}),
        (one, {"generation": 0}),
    ):
        with pytest.raises(VaultDamaged):
            save_keyring(folder, Keyring.model_validate({**dict(keyring), **changes}), Secret.new())
        assert contents(folder) == {}


def test_people_and_partners(pair: Made, solo: Made) -> None:
    _, keyring = load_keyring(pair.folder)
    assert [mark.person_id for mark in keyring.marks] == [pair.a, pair.b]
    with pytest.raises(Stale):
        keyring.person(solo.a)


def test_replacing_an_entry_makes_the_next_generation(pair: Made) -> None:
    _, keyring = load_keyring(pair.folder)
    changed = keyring.person(pair.b).evolve(recovery=keyring.person(pair.a).recovery)
    after = keyring.replacing(changed)
    assert after.generation == keyring.generation + 1
    assert after.people == (keyring.people[0], changed)
