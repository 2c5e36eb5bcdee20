"""What shows before unlocking, and what is said of folders that are not a whole vault. Nothing is ever written."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import VaultDamaged, VaultForeign, VaultMissing, VaultNewer
from app.storage.keyring_file import KEYRING, KEYRING_COPY, load_stored, read_people
from tests.storage.made import Made
from tests.support.files import contents
from tests.support.processes import run_code


def both(folder: Path, raw: bytes) -> None:
    for name in (KEYRING, KEYRING_COPY):
        (folder / name).write_bytes(raw)


def with_body(raw: bytes, change: Callable[[dict[str, Any]], object]) -> bytes:
    """An envelope with a changed body and a correct checksum, as somebody with an editor could make it."""
    envelope = json.loads(raw)
    body = json.loads(envelope["body"])
    change(body)
    envelope["body"] = json.dumps(body)
    envelope["sha256"] = hashlib.sha256(envelope["body"].encode()).hexdigest()
    return json.dumps(envelope).encode()


def test_marks_show_and_names_do_not(pair: Made) -> None:
    assert [(p.person_id, p.shape, p.hue, p.initial) for p in read_people(pair.folder)] == [
        (pair.a, "circle", "person_a", "A"),
        (pair.b, "square", "person_b", ""),
    ]


def test_only_the_standard_library_is_imported(home: Path) -> None:
    code = (
        "import sys; before = set(sys.modules); import app.storage.keyring_file;"
        "new = {name.partition('.')[0] for name in set(sys.modules) - before};"
        "print(sorted(new - set(sys.stdlib_module_names) - {'app'}))"
    )
    done = run_code(code, home=home)
    assert done.stdout.strip() == "[]", done.stderr
    assert sys.version_info >= (3, 11)


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(VaultMissing):
        read_people(tmp_path / "nowhere")
    with pytest.raises(VaultMissing):
        read_people(tmp_path)
    assert contents(tmp_path) == {}


def test_something_else_there(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("hello")
    with pytest.raises(VaultForeign):
        read_people(tmp_path)
    with pytest.raises(VaultForeign):
        read_people(tmp_path / "letter.txt")
    (tmp_path / KEYRING).write_text('{"some": "json"}')
    with pytest.raises(VaultForeign, match=KEYRING):
        read_people(tmp_path)


def test_databases_without_a_keyring_are_damage(pair: Made) -> None:
    for name in (KEYRING, KEYRING_COPY):
        (pair.folder / name).unlink()
    with pytest.raises(VaultDamaged, match=KEYRING):
        read_people(pair.folder)


@pytest.mark.parametrize("raw", [b"", b"\0" * 100, b"{", b"[1]" * 40_000, b"[" * 60_000, b'"text"', b"\xff\xfe"])
def test_both_copies_unreadable(pair: Made, raw: bytes) -> None:
    both(pair.folder, raw)
    before = contents(pair.folder)
    with pytest.raises((VaultDamaged, VaultForeign), match=KEYRING):
        read_people(pair.folder)
    assert contents(pair.folder) == before


@pytest.mark.parametrize("broken", [KEYRING, KEYRING_COPY])
@pytest.mark.parametrize("raw", [None, b"", b"{}", b"garbage"])
def test_one_good_copy_is_enough(pair: Made, broken: str, raw: bytes | None) -> None:
    if raw is None:
        (pair.folder / broken).unlink()
    else:
        (pair.folder / broken).write_bytes(raw)
    stored = load_stored(pair.folder)
    assert stored.needs_repair
    assert len(read_people(pair.folder)) == 2


def test_a_newer_vault_is_refused(pair: Made) -> None:
    envelope = json.loads((pair.folder / KEYRING).read_bytes()) | {"version": 2}
    both(pair.folder, json.dumps(envelope).encode())
    with pytest.raises(VaultNewer, match=KEYRING):
        read_people(pair.folder)


@pytest.mark.parametrize("version", ["1", None, 0, -1, True, 1.5])
def test_an_odd_version_is_damage(pair: Made, version: object) -> None:
    envelope = json.loads((pair.folder / KEYRING).read_bytes()) | {"version": version}
    both(pair.folder, json.dumps(envelope).encode())
    with pytest.raises(VaultDamaged):
        read_people(pair.folder)


@pytest.mark.parametrize(
    "change",
    [
        lambda body: body.pop("people"),
        lambda body: body.update(people=[]),
        lambda body: body.update(people=body["people"] * 2),
        lambda body: body.update(people=body["people"][:1] * 2),
        lambda body: body.update(vault_id="../../etc"),
        lambda body: body.update(generation="many"),
        lambda body: body["people"][0].update(person_id="../x"),
        lambda body: body["people"][0].update(mark="circle"),
        lambda body: body["people"][0]["mark"].pop("hue"),
    ],
)
def test_a_body_that_makes_no_sense_is_damage(pair: Made, change: Callable[[dict[str, Any]], object]) -> None:
    both(pair.folder, with_body((pair.folder / KEYRING).read_bytes(), change))
    with pytest.raises(VaultDamaged):
        read_people(pair.folder)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_changed_byte_is_seen(pair: Made, data: st.DataObject) -> None:
    raw = bytearray((pair.folder / KEYRING_COPY).read_bytes())
    original = load_stored(pair.folder).body
    version = raw.index(b'"version": ') + len(b'"version": ')
    place = data.draw(st.integers(0, len(raw) - 1).filter(lambda place: place != version))
    raw[place] ^= data.draw(st.integers(1, 255))
    (pair.folder / KEYRING).write_bytes(raw)
    assert load_stored(pair.folder).body == original
    assert load_stored(pair.folder).needs_repair
