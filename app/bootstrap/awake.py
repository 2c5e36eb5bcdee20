"""How the screen is kept awake while a scene runs; one implementation for each system."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.ui.scene_keeper import Awake


def system_awake() -> Awake:
    """The one for this system."""
    if sys.platform != "linux":
        from app.ui.scene_keeper import NoAwake

        return NoAwake()
    from app.bootstrap.bus_awake import BusAwake

    return BusAwake()
