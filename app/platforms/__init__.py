"""What differs between operating systems: one interface, one module for each of them, chosen here and nowhere else."""

from __future__ import annotations

import sys
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.platforms.interface import Platform


@cache
def current() -> Platform:
    """The one that this process runs on; any Unix but macOS counts as Linux."""
    return platform_named(sys.platform)


def platform_named(name: str) -> Platform:
    """By the name that Python gives it. Only its own module is imported."""
    if name == "win32":
        from app.platforms.windows import Windows

        return Windows()
    if name == "darwin":
        from app.platforms.macos import MacOS

        return MacOS()
    from app.platforms.linux import Linux

    return Linux()
