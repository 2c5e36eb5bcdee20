"""`accord check PATH`: what it finds in a vault and in a backup, its exit codes, and that it loads no Qt."""

from __future__ import annotations

import errno
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from app.check_command import (
    IN_ORDER,
    NOT_IN_ORDER,
    NOT_READABLE,
    NOTHING_THERE,
    WRONG_PASSPHRASE,
    check_command,
)
from app.storage.keyring_file import KEYRING, KEYRING_COPY
from tests.storage.made import ADA, CHEAP, WORDS_A, WORDS_B, Made, make
from tests.storage.test_backups import take
from tests.storage.test_cut_off import cut_off
from tests.support.files import contents
from tests.support.processes import run_in_copy, run_python


def run(path: Path, words: str = WORDS_A) -> int:
    return check_command([str(path)], lambda: words, CHEAP)


@pytest.fixture
def backup(pair: Made) -> Path:
    with pair.open() as vault:
        vault.unlock(pair.a, WORDS_A)
        return take(vault)


def _flip(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)


@pytest.mark.parametrize("words", [WORDS_A, WORDS_B])
def test_a_vault_and_its_backups(pair: Made, backup: Path, capsys: pytest.CaptureFixture[str], words: str) -> None:
    before = contents(pair.folder)
    assert run(pair.folder, words) == IN_ORDER
    told = capsys.readouterr().out.splitlines()
    mine, theirs = (pair.a, pair.b) if words == WORDS_A else (pair.b, pair.a)
    assert set(told) == {
        "ok   keyring.json: every page was read",
        "ok   keyring.bak.json: every page was read",
        f"ok   {mine}.db: every page was read",
        f"ok   {theirs}.db: looked at from outside only",
        "ok   shared.db: every page was read",
        f"ok   {backup.name}: looked at from outside only",
        "Everything is in order.",
    }
    assert run(backup, words) == IN_ORDER
    assert contents(pair.folder) == before


@pytest.mark.parametrize(
    "harm",
    [
        lambda made, _backup: _flip(made.file(made.a)),
        lambda made, _backup: made.shared_file.unlink(),
        lambda made, _backup: made.file(made.b).write_bytes(b""),
        lambda made, _backup: (made.folder / KEYRING_COPY).unlink(),
        lambda _made, backup: _flip(backup),
    ],
)
def test_whatever_is_wrong_is_named(
    pair: Made, backup: Path, capsys: pytest.CaptureFixture[str], harm: Callable[[Made, Path], object]
) -> None:
    harm(pair, backup)
    before = contents(pair.folder)
    assert run(pair.folder) == NOT_IN_ORDER
    told = capsys.readouterr().out
    assert told.count("BAD") == 1
    assert "Nothing was changed." in told
    assert contents(pair.folder) == before


def test_other_codes(pair: Made, backup: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(pair.folder, "nobody's words") == run(backup, "nobody's words") == WRONG_PASSPHRASE
    assert run(tmp_path / "nowhere") == NOTHING_THERE
    (tmp_path / "words").write_text("words")
    assert run(tmp_path / "words") == NOTHING_THERE
    with pair.open():
        assert run(pair.folder) == NOT_READABLE
    _flip(backup)
    assert run(backup) == NOT_IN_ORDER
    (pair.folder / KEYRING).write_bytes(b"")
    (pair.folder / KEYRING_COPY).write_bytes(b"")
    assert run(pair.folder) == NOT_IN_ORDER
    assert "words" not in capsys.readouterr().out.replace("nobody's words", "")


def test_the_journal_of_a_killed_process_is_played_back_in_a_copy(pair: Made, tmp_path: Path) -> None:
    (tmp_path / "cut").mkdir()
    cut_off(pair, tmp_path / "cut")
    for part in (tmp_path / "cut").iterdir():
        shutil.copy(part, pair.folder)
    before = contents(pair.folder)
    assert run(pair.folder) == IN_ORDER
    assert contents(pair.folder) == before


def test_what_cannot_be_read_is_not_called_damaged(
    pair: Made, backup: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path / ("long" * 1000)) == NOT_READABLE
    for number in (errno.EIO, errno.EACCES, errno.ENOTDIR, errno.ELOOP):
        with monkeypatch.context() as patched:

            def fail(_path: Path, code: int = number) -> bool:
                raise OSError(code, "refused")

            patched.setattr(Path, "is_file", fail)
            assert run(pair.folder) == NOT_READABLE
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    assert run(backup) == NOT_READABLE
    assert capsys.readouterr().err.count("It cannot be read now.") == 6


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
def test_no_qt_is_loaded(tmp_path: Path) -> None:
    made = make(tmp_path / "vault", ADA, salt=4)
    done = run_in_copy(
        "import sys\n"
        "for name in [name for name in sys.modules if name.startswith(('PySide6', 'shiboken6'))]:\n"
        "    del sys.modules[name]\n"
        "from app.check_command import check_command\n"
        "from app.storage.slots import KdfPolicy\n"
        f"code = check_command([{str(made.folder)!r}], lambda: {WORDS_A!r}, KdfPolicy(1, 1024, 1))\n"
        "assert code == 0, code\n"
        "assert not [name for name in sys.modules if name.startswith('PySide6')]\n"
    )
    assert done.returncode == 0, done.stderr


def test_the_command_itself(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    done = run_python("-m", "app", "check", str(tmp_path / "nowhere"), home=home)
    assert (done.returncode, done.stderr.strip()) == (NOTHING_THERE, "There is no vault and no backup here.")
    assert run_python("-m", "app", "check", home=home).returncode == 2
