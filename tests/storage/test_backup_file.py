"""The file of a backup: whatever is cut, changed or hostile in it is refused before it is used."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import AccordError, BackupDamaged, BackupForeign, VaultError, VaultNewer
from app.storage.backup_file import MANIFEST, BackupFile, copy_backup_file, is_backup_file
from tests.storage.made import ADA, WORDS_A, make
from tests.storage.test_backups import take


def _changed_manifest(path: Path, change: Callable[[dict[str, object]], object]) -> None:
    with zipfile.ZipFile(path) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    envelope = json.loads(members[MANIFEST])
    change(envelope)
    members[MANIFEST] = json.dumps(envelope).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data)


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a backup."""
    made = make(tmp_path_factory.mktemp("hostile") / "vault", ADA, salt=3)
    with made.open() as vault:
        vault.unlock(made.a, WORDS_A)
        return take(vault).read_bytes()


def test_every_truncation_and_flipped_byte_is_noticed(one: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.accord"
    lengths = [*range(0, 200, 7), *range(200, len(one), len(one) // 60), len(one) - 1]
    for length in lengths:
        path.write_bytes(one[:length])
        with pytest.raises(VaultError), BackupFile(path) as backup:
            backup.verify()
    unnoticed = []
    for place in [*range(0, len(one), len(one) // 250), *range(len(one) - 1500, len(one), 11)]:
        raw = bytearray(one)
        raw[place] ^= 0x41
        path.write_bytes(raw)
        try:
            with BackupFile(path) as backup:
                backup.verify()
        except VaultError:
            continue
        unnoticed.append(place)
    # Times, versions and attributes of members mean nothing; the parts themselves are what is verified.
    assert len(unnoticed) < 60
    for place in unnoticed:
        assert place < 500 or place > len(one) - 1500


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (lambda envelope: envelope.update(version=2), VaultNewer),
        (lambda envelope: envelope.update(version=True), BackupDamaged),
        (lambda envelope: envelope.update(format="other"), BackupForeign),
        (lambda envelope: envelope.update(body="{}"), BackupDamaged),
        (
            lambda envelope: envelope.update(body=envelope["body"].replace("keyring.json", "../keyring.json")),
            BackupDamaged,
        ),
        (lambda envelope: envelope.pop("macs"), BackupDamaged),
    ],
)
def test_a_manifest_that_breaks_a_rule(
    one: bytes, tmp_path: Path, change: Callable[[dict[str, object]], object], error: type[AccordError]
) -> None:
    path = tmp_path / "a.accord"
    path.write_bytes(one)
    _changed_manifest(path, change)
    with pytest.raises(error), BackupFile(path):
        pass


def test_what_is_no_backup(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "words").write_text("words")
    with zipfile.ZipFile(tmp_path / "zip", "w") as archive:
        archive.writestr("a", "b")
    for name in ("folder", "words", "zip"):
        with pytest.raises(BackupForeign), BackupFile(tmp_path / name):
            pass
        assert not is_backup_file(tmp_path / name)


def test_a_copy_at_a_second_place_is_verified(one: bytes, tmp_path: Path) -> None:
    source, target = tmp_path / "a.accord", tmp_path / "stick" / "a.accord"
    target.parent.mkdir()
    source.write_bytes(one)
    copy_backup_file(source, target)
    assert target.read_bytes() == one
    raw = bytearray(one)
    raw[len(raw) // 2] ^= 1
    source.write_bytes(raw)
    with pytest.raises(BackupDamaged):
        copy_backup_file(source, target.with_name("b.accord"))
    assert [path.name for path in target.parent.iterdir()] == ["a.accord"]
