"""Measuring in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.support.environment import own_environment
from tests.support.sources import ROOT


def home_for(vault: Path) -> Path:
    """The home of whoever uses this vault.

    Each copy needs its own: by what a home knows of the vault's files, a different copy would be an older one put back.
    """
    return vault.with_name(f"home-{vault.name}")


def last_line(module: str, home: Path, *arguments: object, timeout: int = 600) -> str:
    """Run a module of the benchmarks with a home of its own; the last line it prints."""
    env = own_environment(home) | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", f"tests.benchmarks.{module}", *map(str, arguments)]
    done = subprocess.run(
        command,
        env=env,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        timeout=timeout,
        check=True,
    )
    return done.stdout.splitlines()[-1]
