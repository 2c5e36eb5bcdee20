"""From nothing to the painted unlock window, against a bare window, in turns."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks.report import Figure
from tests.support.environment import own_environment
from tests.support.sources import ROOT
from tests.support.vaults import vault_for

BAR = 1.4


def figures(folder: Path, pairs: int) -> list[Figure]:
    """`pairs` starts of each; the quickest of each are compared."""
    home = folder / "start"
    env = own_environment(home) | {"PYTHONPATH": str(ROOT)}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    place = home / "data" / "accord" / "Vault"
    place.parent.mkdir(parents=True, exist_ok=True)
    with vault_for(place):
        pass
    ours, bare = [], []
    _seconds("tests.benchmarks.start_window", env)
    _seconds("tests.benchmarks.bare_window", env)
    for _ in range(pairs):
        bare.append(_seconds("tests.benchmarks.bare_window", env))
        ours.append(_seconds("tests.benchmarks.start_window", env))
    note = f"{min(ours) * 1000:.0f} ms against {min(bare) * 1000:.0f} ms, least of {pairs}"
    return [Figure("start", min(ours) / min(bare), "times", BAR, note)]


def _seconds(module: str, env: dict[str, str]) -> float:
    """Seconds from just before the process is started to its first painted frame."""
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", module],
        env=env,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        timeout=60,
        check=True,
        stdin=subprocess.DEVNULL,
    )
    return float(done.stdout.split()[-1]) - began
