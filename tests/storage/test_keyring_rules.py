"""Hostile values in every field of the keyring: always a clear refusal, or the valid copy."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from app.errors import AccordError, VaultDamaged, VaultError
from app.models.person import Hue, MarkShape
from app.storage import slots
from app.storage.keyring import Keyring, load_keyring, parse_keyring
from app.storage.keyring_file import KEYRING, KEYRING_COPY, load_stored, parse_stored, read_people
from app.storage.keyring_rules import BODY, HUES, SHAPES
from app.storage.slots import KdfPolicy
from tests.storage.made import CHEAP, WORDS_A, WORDS_B, Made
from tests.support.files import contents

Place = tuple[str | int, ...]

DEEP: list[Any] = []
for _ in range(400):
    DEEP = [DEEP]

HOSTILE: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    1,
    -1,
    65,
    2**31,
    2**53 + 1,
    2**64,
    10**4000,
    1.5,
    float("nan"),
    float("inf"),
    "",
    " ",
    "0",
    "-1",
    "purple",
    "person_c",
    "PERSON_A",
    "argon2i",
    "\x00",
    "\x1b[31mred",
    "\u202ekcab",
    "\u2066in",
    "\ud800",
    "\n",
    "../../etc/passwd",
    "é" * 32,
    "\u0660" * 32,
    "ZZ" * 16,
    "AB" * 16,
    "ab" * 15,
    "a" * 33,
    "x" * 20_000,
    [],
    {},
    [[]],
    [None] * 3,
    {"": ""},
    {"shape": {}},
    DEEP,
)


def places(value: object, here: Place = ()) -> Iterator[Place]:
    """Every place in a body: all objects, lists and fields."""
    if here:
        yield here
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from places(inner, (*here, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from places(inner, (*here, number))


def fields_of(model: type[BaseModel], here: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every field of the models, without the numbers of people."""
    for name, field in model.model_fields.items():
        yield (*here, name)
        for kind in models_in(field.annotation):
            yield from fields_of(kind, (*here, name))


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from models_in(inner)


def body_of(made: Made) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(json.loads((made.folder / KEYRING).read_bytes())["body"])
    return body


def put(body: dict[str, Any], place: Place, value: object) -> dict[str, Any]:
    """A body with one place exchanged."""
    changed = deepcopy(body)
    inner: Any = changed
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    return changed


def envelope_of(body: object) -> bytes:
    """A file with a right checksum, as somebody with an editor can make it."""
    text = body if isinstance(body, str) else json.dumps(body)
    about = {"format": "accord keyring", "version": 1, "mac": "0" * 64, "body": text}
    return json.dumps({**about, "sha256": hashlib.sha256(text.encode()).hexdigest()}).encode()


def write(folder: Path, raw: bytes, *names: str) -> None:
    for name in names:
        (folder / name).write_bytes(raw)


PLACES = [
    ("vault_id",), ("generation",), ("people",), ("shared",), ("shared", "database_id"),
    *(
        ("people", number, *rest)
        for number in (0, 1)
        for rest in (
            (), ("person_id",), ("mark",), ("mark", "shape"), ("mark", "hue"), ("mark", "initial"), ("database_id",),
            ("passphrase",), ("passphrase", "kdf"), ("passphrase", "wrapped"), ("recovery",),
            ("sealing",), ("shared",),
            *(("passphrase", "kdf", each) for each in ("name", "time", "memory_kib", "lanes", "salt")),
            *(
                (*key, each)
                for key in (("passphrase", "wrapped"), ("recovery",), ("shared",))
                for each in ("salt", "nonce", "commitment", "ciphertext")
            ),
        )
    ),
]  # fmt: skip


def test_these_are_all_the_fields(pair: Made) -> None:
    assert set(PLACES) == set(places(body_of(pair)))
    named = {tuple(step for step in place if isinstance(step, str)) for place in PLACES}
    sealed = ("people", "shared", "sealed")  # in place of the others, after a partner's new keys
    assert named | {sealed} == set(fields_of(Keyring))
    assert set(SHAPES) == set(MarkShape)
    assert set(HUES) == set(Hue)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: ".".join(map(str, place)))
def test_a_hostile_field_is_refused_or_harmless(pair: Made, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refused by name while reading, or everything that uses it ends in success or an error for a person."""
    derived: list[slots.Kdf] = []
    monkeypatch.setattr(slots, "stretch", lambda words, kdf, policy: _counted(derived, words, kdf, policy))
    good, body = (pair.folder / KEYRING).read_bytes(), body_of(pair)
    before = contents(pair.folder)
    refused = 0
    for value in HOSTILE:
        raw = envelope_of(put(body, place, value))
        write(pair.folder, raw, KEYRING, KEYRING_COPY)
        told = refusal(pair.folder)
        if told is not None:
            assert (type(told), told.detail) == (VaultDamaged, KEYRING)
            refused += 1
            with pytest.raises(VaultDamaged):
                pair.open()
            # The valid copy is taken.
            write(pair.folder, good, KEYRING_COPY)
            stored = load_stored(pair.folder)
            assert (stored.raw, stored.needs_repair) == (good, True)
        else:
            use(pair)
    assert refused >= len(HOSTILE) - (9 if place[-1] == "initial" else 4), "almost everything is refused"
    assert {**contents(pair.folder), ".lock": b"", KEYRING: b"", KEYRING_COPY: b""} == {
        **before,
        ".lock": b"",
        KEYRING: b"",
        KEYRING_COPY: b"",
    }
    assert all(kdf.memory_kib <= 1024 * 1024 and kdf.time <= 64 for kdf in derived)


def _counted(derived: list[slots.Kdf], words: str, kdf: slots.Kdf, policy: KdfPolicy) -> slots.Secret:
    derived.append(kdf)
    slots.require_bounds(kdf, policy)
    return slots.Secret(b"k" * 32)


def refusal(folder: Path) -> VaultError | None:
    """How reading the marks refuses a keyring; None if it shows them."""
    try:
        assert {mark.hue for mark in read_people(folder)} <= set(Hue)
    except VaultError as error:
        return error
    return None


def use(made: Made) -> None:
    """Everything that a person does with a keyring that was accepted."""
    with made.open() as vault:
        for mark, words in zip(vault.people, (WORDS_A, WORDS_B), strict=False):
            for act in (
                lambda person, words: vault.unlock(person, words),
                lambda person, words: vault.change_passphrase(person, words, words),
                lambda person, words: vault.keys.derive_with_recovery(person, "0" * 36, words),
            ):
                try:
                    act(mark.person_id, words)
                except AccordError:
                    continue


def test_what_the_rules_take_the_models_take(pair: Made, solo: Made) -> None:
    taken = 0
    for made in (pair, solo):
        body = body_of(made)
        assert BODY(body)
        for place in places(body):
            for value in HOSTILE:
                changed = put(body, place, value)
                if BODY(changed):
                    taken += 1
                    parse_keyring(parse_stored(envelope_of(changed), KEYRING))
    assert taken > 5


@pytest.mark.parametrize("field", ["format", "version", "mac", "sha256", "body"])
def test_a_hostile_envelope_is_refused(pair: Made, field: str) -> None:
    good = json.loads((pair.folder / KEYRING).read_bytes())
    assert field in good
    for value in (*HOSTILE, good, "{}", "[]", "null", '{"a":' * 400, "9" * 5_000):
        if value == good[field] and type(value) is type(good[field]):
            continue
        for raw in (
            json.dumps({**good, field: value}),
            json.dumps({name: good[name] for name in good if name != field}),
        ):
            write(pair.folder, raw.encode(), KEYRING, KEYRING_COPY)
            with pytest.raises(VaultError):
                read_people(pair.folder)
            with pytest.raises(VaultError):
                pair.open()


@pytest.mark.parametrize("place", [(), ("people", 0), ("people", 0, "mark"), ("people", 0, "passphrase", "kdf")])
def test_a_missing_or_added_field_is_damage(pair: Made, place: Place) -> None:
    body = body_of(pair)
    at: Any = body
    for step in place:
        at = at[step]
    for name in (*at, "more"):
        changed = {**at, "more": 1} if name == "more" else {each: at[each] for each in at if each != name}
        with pytest.raises(VaultDamaged):
            parse_stored(envelope_of(put(body, place, changed) if place else changed), KEYRING)


@pytest.mark.parametrize(
    "change",
    [
        lambda body: body.update(shared=None),
        lambda body: body.update(people=body["people"][:1] * 2),
        lambda body: body["people"][0].update(shared=None),
        lambda body: body["people"][0]["passphrase"]["kdf"].update(lanes=16, memory_kib=127),
        lambda body: body["people"][0]["passphrase"]["kdf"].update(time=64, memory_kib=131_073),
    ],
)
def test_fields_that_do_not_fit_together_are_damage(pair: Made, change: Any) -> None:
    body = body_of(pair)
    change(body)
    with pytest.raises(VaultDamaged):
        parse_stored(envelope_of(body), KEYRING)


def test_a_field_given_twice_is_damage(pair: Made) -> None:
    """Two readers could each take a different one."""
    text = json.dumps(body_of(pair))
    with pytest.raises(VaultDamaged):
        parse_stored(envelope_of(text[:-1] + ', "generation": 7}'), KEYRING)
    raw = envelope_of(text)
    with pytest.raises(VaultDamaged):
        parse_stored(raw.rstrip()[:-1] + b', "version": 1}', KEYRING)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with a name")
@pytest.mark.parametrize("name", [KEYRING, KEYRING_COPY])
def test_a_pipe_in_place_of_a_file_is_not_waited_for(pair: Made, name: str) -> None:
    (pair.folder / name).unlink()
    os.mkfifo(pair.folder / name)
    assert load_stored(pair.folder).needs_repair
    (pair.folder / KEYRING).unlink()
    (pair.folder / KEYRING_COPY).unlink()
    os.mkfifo(pair.folder / name)
    with pytest.raises(VaultDamaged, match=name):
        read_people(pair.folder)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with a name")
def test_a_pipe_in_place_of_a_database_is_not_waited_for(pair: Made) -> None:
    pair.file(pair.a).unlink()
    os.mkfifo(pair.file(pair.a))
    with pair.open() as vault, pytest.raises(VaultDamaged, match=pair.a):
        vault.admit(pair.created.unlocked[0])


def test_the_valid_copy_opens_the_vault(pair: Made) -> None:
    body = body_of(pair)
    write(pair.folder, envelope_of(put(body, ("people", 0, "mark", "hue"), "purple")), KEYRING)
    with pair.open(CHEAP) as vault:
        vault.unlock(pair.a, WORDS_A)
        assert vault.keys.stored.needs_repair
        vault.keys.repair()
    assert load_keyring(pair.folder)[1].person(pair.a).mark.hue is Hue.INDIGO
