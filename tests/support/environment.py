"""A home of the tests' own, so that nothing of the person's is read or written."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

_FOLDERS = {
    "HOME": "home",
    "USERPROFILE": "home",
    "APPDATA": "home/appdata",
    "LOCALAPPDATA": "home/localappdata",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "XDG_CACHE_HOME": "cache",
    "XDG_RUNTIME_DIR": "runtime",
    "TMPDIR": "temporary",
}
_DROPPED = (
    "DBUS_SESSION_BUS_ADDRESS",
    "SESSION_MANAGER",
    "QT_STYLE_OVERRIDE",
    "QT_SCALE_FACTOR",
    "QT_QPA_PLATFORMTHEME",
)


_MEMORY = Path("/dev/shm")
_ROOM = 2**30


def new_home() -> Path:
    """An empty folder of this process's own, in memory where there is room: a fifth of the work is writing files."""
    in_memory = "TMPDIR" not in os.environ and _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ROOM
    return Path(tempfile.mkdtemp(prefix="accord-tests-", dir=_MEMORY if in_memory else None))


def own_environment(root: Path, base: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment with every folder a program might write to moved below `root`, made 0700."""
    env = dict(os.environ if base is None else base)
    # The screen's own key must still be found once HOME is elsewhere.
    if "DISPLAY" in env and "XAUTHORITY" not in env:
        key = Path.home() / ".Xauthority"
        if key.exists():
            env["XAUTHORITY"] = str(key)
    for name, folder in _FOLDERS.items():
        place = root / folder
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        env[name] = str(place)
    for name in _DROPPED:
        env.pop(name, None)
    env["LC_ALL"] = "C.UTF-8"
    return env


def move_in(root: Path) -> None:
    """Make `root` the home of this process."""
    env = own_environment(root)
    os.environ.clear()
    os.environ.update(env)
    tempfile.tempdir = None
