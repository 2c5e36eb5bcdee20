"""From nothing to the painted unlock window, against a bare window, in turns."""

from __future__ import annotations

import time
from pathlib import Path

from tests.benchmarks.child import last_line
from tests.benchmarks.report import Figure
from tests.support.vaults import vault_for

BAR = 1.35


def figures(folder: Path, pairs: int) -> list[Figure]:
    """`pairs` starts of each; the quickest of each are compared."""
    home = folder / "start"
    place = home / "data" / "accord" / "Vault"
    place.parent.mkdir(parents=True, exist_ok=True)
    with vault_for(place):
        pass
    ours, bare = [], []
    _seconds("start_window", home)
    _seconds("bare_window", home)
    for _ in range(pairs):
        bare.append(_seconds("bare_window", home))
        ours.append(_seconds("start_window", home))
    note = f"{min(ours) * 1000:.0f} ms against {min(bare) * 1000:.0f} ms, least of {pairs}"
    return [Figure("start", min(ours) / min(bare), "times", BAR, note)]


def _seconds(module: str, home: Path) -> float:
    """Seconds from just before the process is started to its first painted frame."""
    began = time.monotonic()
    return float(last_line(module, home)) - began
