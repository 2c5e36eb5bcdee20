"""The program that people install opens what every version before it wrote."""

from __future__ import annotations

import shutil

import pytest

from tests.packages.program import Home, Program
from tests.support.kept_formats import BACKUP, FORMATS, VAULT, WORDS


@pytest.mark.parametrize("kept", sorted(path.name for path in FORMATS.iterdir()))
@pytest.mark.parametrize("what", [VAULT, BACKUP])
def test_every_page_of_it_is_read(program: Program, home: Home, kept: str, what: str) -> None:
    program.give(shutil.copytree(FORMATS / kept, home.outside / kept))
    done = program.run(home, "check", str(home.inside / kept / what), typed=f"{WORDS[0]}\n")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Everything is in order." in done.stdout
