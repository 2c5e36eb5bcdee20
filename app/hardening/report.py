"""The result of hardening, as values that *About* puts into words."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable


class Network(StrEnum):
    """How the network is forbidden."""

    ENFORCED = "enforced"
    """The kernel refuses all but local sockets, to this process and its children."""
    TRIPWIRE = "tripwire"
    """The system has no such filter; only Python code is refused a network."""
    FAILED = "failed"
    """The filter should have worked and did not; the program must not start."""


CANNOT_START = 2
"""Exit code of a program that does not start, as argparse has it; the terminal says why."""


class CannotStart(Exception):
    """The program must not start; the message is for the person at the terminal."""


def missing_library(error: ImportError) -> CannotStart | None:
    """What to say if a module could not be loaded because the system lacks a library; None if that was not why."""
    name, colon, why = error.msg.partition(": ")
    if not colon or not why.startswith("cannot open shared object file"):
        return None
    return CannotStart(
        f"Accord can't start: the library {name} is missing on this computer. Install it, then start Accord again. "
        "Nothing was opened."
    )


class HardeningReport(NamedTuple):
    """The state of the process."""

    network: Network
    no_core_dumps: bool
    not_dumpable: bool
    refusals: Callable[[], int] = lambda: 0
    """The number of refusals by the tripwire so far."""
