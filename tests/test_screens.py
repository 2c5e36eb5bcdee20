"""Tests that run side by side must not share a screen."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.support.screens import ScreenForEachWorker, is_virtual, number_of_workers

SOCKETS = Path("/tmp/.X11-unix")


@pytest.mark.skipif(not is_virtual(), reason="no virtual screens here")
def test_each_worker_has_a_screen_of_its_own_until_it_ends() -> None:
    workers = [SimpleNamespace(gateway=SimpleNamespace(id=f"gw{n}"), workerinput={}) for n in range(2)]
    screens = ScreenForEachWorker()
    for worker in workers:
        screens.pytest_configure_node(worker)
    sockets = [SOCKETS / worker.workerinput["accord_display"].replace(":", "X") for worker in workers]
    assert sockets[0] != sockets[1]
    assert all(each.is_socket() for each in sockets)
    screens.pytest_testnodedown(workers[0])
    assert [each.exists() for each in sockets] == [False, True]
    screens.pytest_unconfigure()
    assert not sockets[1].exists()


def test_the_screen_one_sits_at_is_not_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCREEN", "here")
    assert number_of_workers() == 0
