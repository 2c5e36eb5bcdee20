"""The program that people install: as a folder, or installed in a bare system and started there by an ordinary user."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp

from tests.support.environment import own_environment
from tests.support.patience import PATIENCE
from tests.support.sources import ROOT

_SECONDS = PATIENCE / 1000
_SELF_CHECK_SECONDS = 300

Changed = Mapping[str, str | None]
"""Variables of the environment; None takes one away."""


@dataclass(frozen=True)
class Home:
    """A home of its own for one start of the program."""

    outside: Path
    """Where the tests find it."""
    inside: Path
    """Where the program finds it."""

    def place(self, inside: str) -> Path:
        """Where the tests find what the program calls `inside`."""
        return self.outside / Path(inside).relative_to(self.inside)


@dataclass(frozen=True)
class Program:
    """How it is started."""

    folder: Path
    """What it consists of."""
    command: str
    """What starts it, as the program's own system calls it."""
    tree: Path | None = None
    """The bare system in which it is installed; None: this one."""
    _made: list[Path] = field(default_factory=list, init=False, compare=False)

    def home(self, tmp_path: Path) -> Home:
        """A new, empty home."""
        if self.tree is None:
            return Home(tmp_path, tmp_path)
        made = Path(mkdtemp(dir=self.tree / _PERSON))
        self._made.append(made)
        return self._ready(made)

    def own_home(self, tmp_path: Path) -> Home:
        """The home of the bare system's user, in which what is done is kept; a new one elsewhere."""
        return self.home(tmp_path) if self.tree is None else self._ready(self.tree / _PERSON)

    def _ready(self, outside: Path) -> Home:
        assert self.tree is not None
        key = os.environ.get("XAUTHORITY")
        if key:  # to the virtual screen; the tests' own can't be read by somebody else
            shutil.copyfile(key, outside / _KEY)
            self._made.append(outside / _KEY)
        runtime = self.tree / self._runtime.lstrip("/")
        runtime.mkdir(mode=0o700, parents=True, exist_ok=True)
        for made in (outside, runtime):
            self.give(made)
        return Home(outside, "/" / outside.relative_to(self.tree))

    @property
    def _runtime(self) -> str:
        """What a session there would have."""
        assert self.tree is not None
        return f"/run/user/{(self.tree / _PERSON).stat().st_uid}"

    def give(self, place: Path) -> None:
        """Let the user of the bare system own what the tests made."""
        if self.tree is not None:
            owner = (self.tree / _PERSON).stat()
            for each in (place, *place.rglob("*")):
                os.chown(each, owner.st_uid, owner.st_gid, follow_symlinks=False)

    def tidy(self) -> None:
        """Remove what the tests made in a bare system."""
        while self._made:
            made = self._made.pop()
            if made.is_dir():
                shutil.rmtree(made)
            else:
                made.unlink()

    def environment(self, home: Home, changed: Changed) -> dict[str, str]:
        """What the program gets to see."""
        env: dict[str, str | None]
        if self.tree is None:
            env = {**own_environment(home.outside)}
        else:
            env = {name: os.environ.get(name) for name in ("DISPLAY", "QT_QPA_PLATFORM")}
            env |= {"HOME": str(home.outside), "XAUTHORITY": str(home.outside / _KEY)}
            env |= {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "XDG_RUNTIME_DIR": self._runtime}
        env |= changed
        outside, inside = str(home.outside), str(home.inside)
        return {name: value.replace(outside, inside) for name, value in env.items() if value is not None}

    def arguments(self, home: Home, options: tuple[str, ...], changed: Changed) -> tuple[list[str], dict[str, str]]:
        """The whole command and its environment."""
        env = self.environment(home, changed)
        if self.tree is None:
            return [self.command, *options], env
        person = (self.tree / _PERSON).stat()
        become = ["chroot", f"--userspec={person.st_uid}:{person.st_gid}", str(self.tree), "/usr/bin/env", "-i"]
        at_home = ["-C", str(home.inside), *(f"{name}={value}" for name, value in env.items())]
        return [*become, *at_home, self.command, *options], dict(os.environ)

    def run(
        self,
        home: Home,
        *options: str,
        before: tuple[str, ...] = (),
        changed: Changed | None = None,
        typed: str | None = None,
    ) -> subprocess.CompletedProcess[str]:
        """Start it and wait for its end. `typed`: the answers to its questions, which it reads without a terminal."""
        command, env = self.arguments(home, options, changed or {})
        return subprocess.run(
            [*before, *command], env=env, cwd=home.outside, capture_output=True, text=True,
            timeout=_SELF_CHECK_SECONDS, check=False, input=typed, start_new_session=typed is not None,
        )  # fmt: skip

    @contextmanager
    def running(self, home: Home, changed: Changed | None = None) -> Iterator[subprocess.Popen[str]]:
        """The program, which is asked to end after the block."""
        command, env = self.arguments(home, (), changed or {})
        child = subprocess.Popen(command, env=env, cwd=home.outside, stderr=subprocess.DEVNULL, text=True)
        try:
            yield child
        finally:
            child.terminate()
            child.wait(_SECONDS)


_KEY = ".Xauthority"
_PERSON = "home/visitor"
"""The home, in a bare system, of the ordinary user there (packaging/test-packages.sh makes it)."""


def named_program() -> Program | None:
    """What ACCORD_PACKAGE names: a folder, in the bare system ACCORD_TREE if there is one."""
    folder = os.environ.get("ACCORD_PACKAGE", "")
    if not folder:
        return None
    tree = os.environ.get("ACCORD_TREE", "")
    if not tree:
        return Program(ROOT / folder, str(ROOT / folder / "accord"))
    return Program(Path(tree) / folder.lstrip("/"), f"{folder}/accord", Path(tree))
