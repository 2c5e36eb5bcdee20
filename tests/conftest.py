"""What holds for every test: a home of its own, no network, the same examples in every CI run."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.database import DirectoryBasedExampleDatabase

from tests.support.clock import FakeClock, FakeIds
from tests.support.environment import move_in, new_home
from tests.support.network import SocketGuard
from tests.support.patience import be_patient
from tests.support.screens import number_of_workers, take_screen

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from tests.support.vaults import TestVault

_HOME = new_home()
_COLLECTIONS = (2_000, 10, 100)
_GUARD = SocketGuard()

settings.register_profile(
    "here",
    deadline=None,
    max_examples=60,
    database=DirectoryBasedExampleDatabase(Path("build/hypothesis")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "ci", settings.get_profile("here"), max_examples=40, derandomize=True, database=None, print_blob=True
)


def pytest_configure(config: pytest.Config) -> None:
    """Move in before anything of Qt's or ours asks where home is."""
    take_screen(config)
    move_in(_HOME)
    be_patient()
    settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """How many processes `-n auto` means."""
    return number_of_workers()


def pytest_collection_finish(session: pytest.Session) -> None:
    """Spare what was imported and collected from every search for garbage, as the program does once it is loaded."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECTIONS)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing behind."""
    shutil.rmtree(_HOME, ignore_errors=True)


@pytest.fixture(autouse=True)
def usual_collections() -> Iterator[None]:
    """Search for garbage as usual after a test that ran the program, which does so on its UI thread alone."""
    yield
    if not gc.isenabled():
        gc.enable()
        gc.set_threshold(*_COLLECTIONS)


@pytest.fixture(autouse=True)
def no_network() -> Iterator[SocketGuard]:
    """Refuse every socket but Unix ones, and fail the test that asked, even if it swallowed the refusal."""
    _GUARD.seen.clear()
    _GUARD.watching = True
    yield _GUARD
    _GUARD.watching = False
    assert not _GUARD.seen, f"a network socket was asked for: {_GUARD.seen}"


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application with the plural forms it has when the program runs."""
    from app.ui.wording import plural_forms

    qapp.installTranslator(plural_forms("en", qapp))
    return qapp


@pytest.fixture(autouse=True)
def nothing_seen() -> Iterator[None]:
    """Forget how new the files of vaults were: tests open copies of the same vaults, older ones after newer ones."""
    yield
    for seen in _HOME.glob("*/*/seen"):
        shutil.rmtree(seen, ignore_errors=True)


@pytest.fixture
def clock() -> FakeClock:
    """A clock standing at 14 March 2026, 19:30 UTC."""
    return FakeClock()


@pytest.fixture
def ids() -> FakeIds:
    """Ids that are the same in every run."""
    return FakeIds()


@pytest.fixture
def vault(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[TestVault]:
    """A couple's new vault, unlocked for both; of Alex alone if marked `solo`, with the sample in it if `sample`."""
    from tests.support.vaults import ALEX, vault_for

    newcomers = (ALEX,) if request.node.get_closest_marker("solo") else ()
    with vault_for(tmp_path / "vault", *newcomers) as made:
        if request.node.get_closest_marker("sample"):
            made.fill_with_sample()
        yield made


@pytest.fixture
def home() -> Path:
    """The folder below which everything lands that is written to a home, settings, cache or temp folder."""
    return _HOME
