"""Hardens the process, once, before Qt starts."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from app.hardening import seccomp
from app.hardening.display import require_local_display
from app.hardening.report import CannotStart, HardeningReport, Network
from app.hardening.tripwire import Tripwire
from app.platforms import current

if TYPE_CHECKING:
    from collections.abc import Mapping


def harden(environment: Mapping[str, str] | None) -> HardeningReport:
    """Forbid the network, core dumps and reading our memory. `CannotStart` if the system can do that and it failed.

    `environment` says which screen is used; None if none is.
    """
    os.umask(0o077)
    platform = current()
    no_core_dumps, not_dumpable = platform.forbid_core_dumps(), platform.hide_memory()
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
