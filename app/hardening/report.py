"""What was hardened, in values that About can put into words."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable


class Network(StrEnum):
    """How the promise "no network" is kept."""

    ENFORCED = "enforced"
    """The kernel refuses every socket but local ones, to this process and its children."""
    TRIPWIRE = "tripwire"
    """The system offers no such filter; only what goes through Python is refused."""
    FAILED = "failed"
    """The filter should have worked and did not; the program must not go on."""


class Reason(StrEnum):
    """Why the network is not `ENFORCED`."""

    NONE = "none"
    OTHER_SYSTEM = "other system"
    OTHER_PROCESSOR = "other processor"
    KERNEL_LACKS_IT = "kernel lacks it"
    REFUSED = "refused"


class CannotStart(Exception):
    """The program must not go on; carries a sentence for the person at the terminal."""


def _never() -> int:
    return 0


class HardeningReport(NamedTuple):
    """The state of the process since it started; `detail` is a technical word such as an errno name."""

    network: Network
    reason: Reason
    detail: str
    no_core_dumps: bool
    not_dumpable: bool
    refusals: Callable[[], int] = _never
    """How often the tripwire has refused something so far."""
