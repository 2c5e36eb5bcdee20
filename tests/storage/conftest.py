"""Vaults for one and for two, copied afresh for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.storage.made import ADA, BO, Made, make
from tests.storage.repositories import KeptPrivate, private_of
from tests.support.mounts import make_read_only, small_disk
from tests.support.quick_vault import QuickVault


@pytest.fixture(scope="session")
def _pair(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(tmp_path_factory.mktemp("pair") / "vault", ADA, BO)


@pytest.fixture(scope="session")
def _solo(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(tmp_path_factory.mktemp("solo") / "vault", ADA, salt=2)


@pytest.fixture
def pair(_pair: Made, tmp_path: Path) -> Made:
    """A vault for two."""
    return Made(shutil.copytree(_pair.folder, tmp_path / "pair"), _pair.created)


@pytest.fixture
def solo(_solo: Made, tmp_path: Path) -> Made:
    """A vault for one."""
    return Made(shutil.copytree(_solo.folder, tmp_path / "solo"), _solo.created)


@pytest.fixture
def vault(pair: Made) -> Iterator[QuickVault]:
    """That vault, both in it."""
    with pair.open() as vault:
        for unlocked in pair.created.unlocked:
            vault.admit(unlocked)
        yield vault


@pytest.fixture
def kept(vault: QuickVault, pair: Made) -> KeptPrivate:
    """The private space of the first."""
    return private_of(vault, pair.a)


@pytest.fixture
def medium(pair: Made, tmp_path: Path) -> Iterator[Made]:
    """The vault on a small file system that is mounted read-only."""
    with small_disk(tmp_path / "medium", 16_384) as place:
        shutil.copytree(pair.folder, place / "vault")
        make_read_only(place)
        yield replace(pair, folder=place / "vault")
