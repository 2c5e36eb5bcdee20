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


class HardeningReport(NamedTuple):
    """The state of the process."""

    network: Network
    no_core_dumps: bool
    not_dumpable: bool
    refusals: Callable[[], int] = lambda: 0
    """The number of refusals by the tripwire so far."""
