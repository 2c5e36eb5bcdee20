"""Hardens the process, once, before Qt starts."""

from __future__ import annotations

import ctypes
import os
import sys
from typing import TYPE_CHECKING

from app.hardening import seccomp
from app.hardening.display import require_local_display
from app.hardening.report import CannotStart, HardeningReport, Network
from app.hardening.tripwire import Tripwire

if TYPE_CHECKING:
    from collections.abc import Mapping

_PR_GET_DUMPABLE, _PR_SET_DUMPABLE = 3, 4


def harden(environment: Mapping[str, str] | None) -> HardeningReport:
    """Forbid the network, core dumps and reading our memory. `CannotStart` if the system can do that and it failed.

    `environment` says which screen is used; None if none is.
    """
    os.umask(0o077)
    no_core_dumps, not_dumpable = _forbid_core_dumps(), _hide_memory()
    if environment is not None and seccomp.is_possible():
        require_local_display(environment)
    network, fault = seccomp.install()
    if network is Network.FAILED:
        raise CannotStart(
            f"Accord could not cut itself off from the network ({fault}), although this system can do that. It did "
            "not start, and nothing was opened. If it runs inside a container, allow the seccomp call there."
        )
    tripwire = Tripwire()
    tripwire.set_up()
    return HardeningReport(network, no_core_dumps, not_dumpable, lambda: tripwire.refusals)


def _forbid_core_dumps() -> bool:
    if sys.platform == "win32":
        return False
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)


def _hide_memory() -> bool:
    """Keep the same user's debuggers and crash handlers from reading this process. Linux only."""
    if sys.platform != "linux":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    zeros = (ctypes.c_ulong(0),) * 4
    libc.prctl(_PR_SET_DUMPABLE, *zeros)
    return int(libc.prctl(_PR_GET_DUMPABLE, *zeros)) == 0
