"""What a process holds."""

from __future__ import annotations

from pathlib import Path


def memory_kib() -> int:
    """Resident memory of this process in KiB, pages of libraries included. Linux.

    Not in proportion to who shares a page: then what else runs on the machine would change the figure.
    """
    for line in Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines():
        if line.startswith("Rss:"):
            return int(line.split()[1])
    return 0
