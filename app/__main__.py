"""The command `accord`: parses arguments, hardens the process, then hands over to bootstrap."""

from __future__ import annotations

import builtins
import gc
import os
import sys
from importlib import import_module
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app import __version__
from app.hardening.crashes import Crashes
from app.hardening.process import harden
from app.hardening.report import CANNOT_START, CannotStart, missing_library
from app.hardening.start import Options, Start
from app.hardening.stopping import Stopping
from app.hardening.temporary import private_temporary

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType


CHECK = "check"
"""The only command; everything else is an option."""


def read_options(arguments: Sequence[str]) -> Options:
    """The parsed options; exits on `--help`, `--version` and unknown arguments."""
    if not arguments:
        return Options()  # the usual start doesn't need argparse
    import argparse

    parser = argparse.ArgumentParser(
        prog="accord",
        allow_abbrev=False,
        description="Two people talk about a scene before it happens; nothing leaves the computer.",
        epilog="“accord check PATH” checks a vault or a backup in the terminal.",
    )
    parser.add_argument("--version", action="version", version=f"Accord {__version__}")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--demo", action="store_true", help="open a sample vault, deleted when you quit")
    which.add_argument("--vault", type=Path, metavar="FOLDER", help="open the vault in this folder")
    parser.add_argument(
        "--allow-captures",
        action="store_true",
        help="show the window in screenshots, recordings and remote desktops (Windows, macOS)",
    )
    # Visits every page and exits; for the checks.
    parser.add_argument("--self-check", action="store_true", help=argparse.SUPPRESS)
    # Shows every component instead of a vault; for those who build screens.
    parser.add_argument("--gallery", action="store_true", help=argparse.SUPPRESS)
    found = parser.parse_args(arguments)
    vault: Path | None = found.vault
    folder = vault and vault.expanduser().absolute()
    return Options(found.demo, folder, found.self_check, found.gallery, found.allow_captures)


def import_plainly() -> None:
    """Load PySide without two things that only developers need and that cost a tenth of the start.

    Its import hook reads and keeps the source of every module, to see whether it uses PySide's snake_case names. Its
    generator of stub files brings `logging`, `argparse` and large regular expressions along.
    """
    package, generator = "shibokensupport.signature.lib", "shibokensupport.signature.lib.pyi_generator"
    plain_import = builtins.__import__

    def without_generator(name: str, *rest: Any, **named: Any) -> ModuleType:
        if name == package and generator not in sys.modules:
            sys.modules[generator] = module_from_spec(ModuleSpec(generator, None))
        return plain_import(name, *rest, **named)

    builtins.__import__ = without_generator
    try:
        import_module("PySide6.QtCore")
    finally:
        builtins.__import__ = plain_import


def check(arguments: Sequence[str]) -> int:
    """`accord check`: no window, and Qt is not loaded."""
    try:
        harden(None)
    except CannotStart as error:
        print(error, file=sys.stderr)
        return CANNOT_START
    from app.check_command import check_command

    return check_command(arguments)


def main() -> int:
    """Start Accord; returns the exit code."""
    # Loading modules makes no garbage, and looking for it costs a fifth of the start. The warm-up enables it again.
    gc.disable()
    if sys.argv[1:2] == [CHECK]:
        return check(sys.argv[2:])
    options = read_options(sys.argv[1:])
    crashes, stopping = Crashes(), Stopping()
    crashes.take_over()
    stopping.set_up()
    try:
        report = harden(os.environ)
        with private_temporary(os.environ) as temporary:
            import_plainly()
            from app.bootstrap import run

            return run(Start(options, report, crashes, stopping, temporary))
    except ImportError as error:
        said = missing_library(error)
        if said is None:
            raise
        print(said, file=sys.stderr)
        return CANNOT_START
    except CannotStart as error:
        print(error, file=sys.stderr)
        return CANNOT_START
    finally:
        stopping.stop_listening()


if __name__ == "__main__":
    sys.exit(main())
