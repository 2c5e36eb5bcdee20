"""Tests side by side (pytest-xdist): each worker has a virtual screen, and so a focus and a clipboard, of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any, Protocol

import pytest

SIZE = "1400x1100x24"
_MOST_WORKERS = 8
_KEY = "accord_display"


class Gateway(Protocol):
    """How pytest-xdist reaches a worker."""

    id: str


class Worker(Protocol):
    """A worker as pytest-xdist, which ships no types, describes it to its hooks."""

    gateway: Gateway
    workerinput: dict[str, Any]


class VirtualScreen:
    """An X server that draws into memory, on the first display number that is free."""

    def __init__(self, size: str = SIZE, *, memory: Path | None = None) -> None:
        """`memory`: a folder in which its picture can be read."""
        read, write = os.pipe()
        shown = ("-fbdir", str(memory)) if memory else ()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp", *shown],
            pass_fds=(write,),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        with os.fdopen(read) as number:
            # The server writes its number once it accepts connections; without one it did not come up.
            self.display = f":{number.readline().strip()}"
        if self.display == ":":
            raise pytest.UsageError("Xvfb, which draws the virtual screens, did not start")

    def close(self) -> None:
        """End the server and wait for its end."""
        self._server.terminate()
        self._server.wait()


class ScreenForEachWorker:
    """Runs where the workers are started from."""

    def __init__(self) -> None:
        self._screens: dict[str, VirtualScreen] = {}

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Worker) -> None:
        """Start a screen before the worker."""
        screen = self._screens[node.gateway.id] = VirtualScreen()
        node.workerinput[_KEY] = screen.display

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Worker) -> None:
        """End it after the worker, even one that crashed."""
        self._screens.pop(node.gateway.id).close()

    def pytest_unconfigure(self) -> None:
        """End what is left after an interruption."""
        while self._screens:
            self._screens.popitem()[1].close()


def is_virtual() -> bool:
    """Whether tests may draw on screens of their own; `SCREEN=here` or a system without X servers forbids it."""
    return os.environ.get("SCREEN") != "here" and shutil.which("Xvfb") is not None


def number_of_cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def number_of_workers() -> int:
    """One for each core; none where all of them would fight for the focus of one screen."""
    if not is_virtual():
        return 0
    cores = number_of_cores()
    return min(cores, _MOST_WORKERS) if cores > 1 else 0


def take_screen(config: pytest.Config) -> None:
    """In a worker, use its screen; elsewhere, get ready to start workers. Comes before anything of Qt's."""
    given: dict[str, str] | None = getattr(config, "workerinput", None)
    if given is None:
        if is_virtual():
            config.pluginmanager.register(ScreenForEachWorker())
    elif _KEY in given:
        os.environ["DISPLAY"] = given[_KEY]
        os.environ["QT_QPA_PLATFORM"] = "xcb"
        os.environ.pop("WAYLAND_DISPLAY", None)
        os.environ.pop("XAUTHORITY", None)
