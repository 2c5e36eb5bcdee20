"""`accord check PATH`: checks a vault or a backup in a terminal, without a window.

Exit codes: 0 everything is in order; 1 something is damaged, changed or missing; 2 the command was not understood;
3 the passphrase is nobody's; 4 there is no vault and no backup; 5 it is open elsewhere, or cannot be read.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import (
    AccordError,
    VaultDamaged,
    VaultForeign,
    VaultInUse,
    VaultMissing,
    VaultNewer,
    VaultSwapped,
    WrongPassphrase,
)

if TYPE_CHECKING:
    from app.storage.slots import KdfPolicy

IN_ORDER, NOT_IN_ORDER, WRONG_PASSPHRASE, NOTHING_THERE, NOT_READABLE = 0, 1, 3, 4, 5


def check_command(
    arguments: Sequence[str], ask: Callable[[], str] | None = None, policy: KdfPolicy | None = None
) -> int:
    """Check a place and print what was found; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="accord check",
        description="Check every page of a vault or a backup that your passphrase opens. Nothing is changed.",
        epilog="Exit codes: 0 all is in order, 1 something is wrong with a file, 3 wrong passphrase, 4 no vault and no "
        "backup there, 5 open elsewhere or not readable.",
        allow_abbrev=False,
    )
    parser.add_argument("path", type=Path, metavar="PATH", help="the folder of a vault, or a backup (.accord)")
    path: Path = parser.parse_args(arguments).path.expanduser().absolute()
    return _check(path, ask or _ask, policy)


def _ask() -> str:
    from getpass import getpass

    return getpass("Passphrase: ")


def _check(path: Path, ask: Callable[[], str], policy: KdfPolicy | None) -> int:
    from app.storage.checking import FileState, check
    from app.storage.slots import DEFAULT_POLICY

    code = IN_ORDER
    try:
        with tempfile.TemporaryDirectory(prefix="accord-") as scratch:
            for finding in check(path, ask, policy or DEFAULT_POLICY, Path(scratch)):
                is_good = finding.state in (FileState.SOUND, FileState.OUTSIDE)
                print(f"{'ok ' if is_good else 'BAD'}  {finding.name}: {finding.state}")
                code = code if is_good else NOT_IN_ORDER
    except (AccordError, OSError) as error:
        return _refused(error)
    except (KeyboardInterrupt, EOFError):
        return NOT_READABLE
    print("Everything is in order." if code == IN_ORDER else "Not everything is in order. Nothing was changed.")
    return code


def _refused(error: AccordError | OSError) -> int:
    detail = error.detail if isinstance(error, AccordError) else ""
    told = {
        WrongPassphrase: (WRONG_PASSPHRASE, "That passphrase opens nothing here."),
        VaultMissing: (NOTHING_THERE, "There is no vault and no backup here."),
        VaultForeign: (NOTHING_THERE, "This is neither a vault nor a backup of Accord."),
        VaultSwapped: (NOT_IN_ORDER, f"In the place of a file is one of a different vault: {detail}"),
        VaultDamaged: (NOT_IN_ORDER, f"A file is damaged or changed: {detail}"),
        VaultInUse: (NOT_READABLE, "It is open elsewhere. Lock it there, then check again."),
        VaultNewer: (NOT_READABLE, "A newer version of Accord wrote it."),
    }
    kind = next((kind for kind in told if isinstance(error, kind)), None)
    code, words = (NOT_READABLE, f"It cannot be read now. {detail}".strip()) if kind is None else told[kind]
    print(words, file=sys.stderr)
    return code
