"""The program that ACCORD_PACKAGE names, and a home for each start of it; without one, these tests are skipped."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.packages.program import Home, Program, named_program


@pytest.fixture
def program() -> Iterator[Program]:
    """`make package-check` and `make package-test` name one."""
    named = named_program()
    if named is None:
        pytest.skip("no program was named")
    yield named
    named.tidy()


@pytest.fixture
def home(program: Program, tmp_path: Path) -> Home:
    """Empty."""
    return program.home(tmp_path)


@pytest.fixture
def copy(program: Program) -> Iterator[Program]:
    """A copy to change. In a bare system there is none: the same files were tried as a folder."""
    if program.tree is not None:
        pytest.skip("the same files were tried as a folder")
    # Beside it, as links can't lead to another disk.
    with TemporaryDirectory(dir=program.folder.parent) as beside:
        folder = Path(beside) / "accord"
        shutil.copytree(program.folder, folder, symlinks=True, copy_function=os.link)
        yield Program(folder, str(folder / "accord"))
