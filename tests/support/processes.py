"""Running Accord, or a piece of Python, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.support.environment import own_environment
from tests.support.sources import ROOT


def run_python(
    *arguments: str,
    home: Path,
    before: Sequence[str] = (),
    extra: Mapping[str, str] | None = None,
    timeout: float = 240,
) -> subprocess.CompletedProcess[str]:
    """Run this Python with `arguments` from the root, its home below `home`; `before` may wrap it (strace …)."""
    env = own_environment(home) | {"PYTHONPATH": str(ROOT), "PYTHONFAULTHANDLER": "1"} | dict(extra or {})
    command = [*before, sys.executable, *arguments]
    return subprocess.run(
        command,
        env=env,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def run_code(code: str, *, home: Path, timeout: float = 240) -> subprocess.CompletedProcess[str]:
    """Run a few lines of Python the same way."""
    return run_python("-c", code, home=home, timeout=timeout)
