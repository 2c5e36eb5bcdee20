"""What the program's entry point passes to bootstrap."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

    from app.hardening.crashes import Crashes
    from app.hardening.report import HardeningReport
    from app.hardening.stopping import Stopping


class Options(NamedTuple):
    """The options of the command line."""

    demo: bool = False
    vault: Path | None = None
    self_check: bool = False
    gallery: bool = False
    allow_captures: bool = False


class Start(NamedTuple):
    """The state of the process before Qt starts."""

    options: Options
    hardening: HardeningReport
    crashes: Crashes
    stopping: Stopping
    temporary: Path
