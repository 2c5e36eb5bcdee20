"""A model of what a disk may hold after the power failed, from the calls that a process made.

What was synced is there. Of what was not, each write, truncation, new name, renaming and removal is there or not,
whatever came before or after it, and of a write perhaps only some of its sectors, or zeros in their place. A file is
synced by itself; its name is synced with its folder.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from math import inf
from pathlib import Path, PurePosixPath
from random import Random

from tests.support.disk_calls import CREATE, CUT, FOLDER, MARK, OPEN, REMOVE, RENAME, SYNC, WRITE, Call

SECTOR = 512
ROOT = 0
"""The number of the folder that is watched."""


@dataclass
class Effect:
    """What one call changes: a file (`node`), or names in folders, each with what it stands for then (None: nothing).

    `durable` is the number of calls after which it is certainly on the disk.
    """

    node: int = -1
    offset: int = 0
    data: bytes | None = None
    names: dict[tuple[int, str], int | None] = field(default_factory=dict)
    durable: float = inf


@dataclass
class Image:
    """Folders and files by number: what each name in a folder stands for, and what each file holds."""

    folders: dict[int, dict[str, int]]
    files: dict[int, bytes | bytearray]

    @classmethod
    def of(cls, folder: Path, numbers: Callable[[], int]) -> Image:
        """A folder as it is."""
        image = cls({}, {})
        image._take(folder, numbers)
        return image

    def _take(self, folder: Path, numbers: Callable[[], int]) -> int:
        mine = numbers()
        self.folders[mine] = names = {}
        for path in sorted(folder.iterdir()):
            if path.is_dir():
                names[path.name] = self._take(path, numbers)
            else:
                names[path.name] = number = numbers()
                self.files[number] = path.read_bytes()
        return mine

    def copy(self) -> Image:
        """A copy to change."""
        return Image({number: dict(names) for number, names in self.folders.items()}, dict(self.files))

    def find(self, path: PurePosixPath) -> int | None:
        """What is at a path, relative to the folder that is watched."""
        node: int | None = ROOT
        for part in path.parts:
            node = None if node is None else self.folders.get(node, {}).get(part)
        return node

    def apply(self, effect: Effect, data: bytes | None) -> None:
        """Do what a call did; `data`: as far as it got."""
        for (folder, name), node in effect.names.items():
            if node is None:
                self.folders[folder].pop(name, None)
            else:
                self.folders[folder][name] = node
        if effect.node < 0:
            return
        file = self.files.setdefault(effect.node, b"")
        if not isinstance(file, bytearray):
            file = self.files[effect.node] = bytearray(file)
        if data is None:
            file[effect.offset :] = bytes(max(0, effect.offset - len(file)))
            return
        if len(file) < effect.offset:
            file.extend(bytes(effect.offset - len(file)))
        file[effect.offset : effect.offset + len(data)] = data

    def listing(self, node: int = ROOT, path: str = "") -> dict[str, bytes | None]:
        """Every path below a folder with what is in the file; None for a folder."""
        found: dict[str, bytes | None] = {}
        for name, child in sorted(self.folders[node].items()):
            if child in self.folders:
                found[f"{path}{name}"] = None
                found |= self.listing(child, f"{path}{name}/")
            else:
                found[f"{path}{name}"] = bytes(self.files.get(child, b""))
        return found


class Recording:
    """What a process did to a folder that was completely on the disk before."""

    def __init__(self, folder: Path, calls: Sequence[Call], before: Image, numbers: Callable[[], int]) -> None:
        self._folder, self._before, self._numbers = folder, before, numbers
        self._now = before.copy()
        self._effects: list[Effect | None] = []
        self._marks: list[int] = []
        for call in calls:
            self._marks.append(call.offset if call.kind == MARK else (self._marks or [0])[-1])
            self._effects.append(self._effect_of(call))

    def __len__(self) -> int:
        return len(self._effects)

    def acknowledged(self, after: int) -> int:
        """The last mark among so many calls."""
        return self._marks[after - 1] if after else 0

    def whole(self) -> dict[str, bytes | None]:
        """What all calls lead to: exactly what is on the disk, unless one was not seen."""
        image = self._before.copy()
        for effect in filter(None, self._effects):
            image.apply(effect, effect.data)
        return image.listing()

    def image(self, after: int, chance: Random) -> dict[str, bytes | None]:
        """What may be on the disk if the power fails after so many calls."""
        image = self._before.copy()
        share = chance.choice((0.0, 0.15, 0.5, 0.85, 1.0))
        tears = chance.choice((0.0, 0.0, 0.5, 1.0))
        for effect in filter(None, self._effects[:after]):
            if effect.durable <= after:
                image.apply(effect, effect.data)
            elif chance.random() < share:
                is_torn = bool(effect.data) and chance.random() < tears
                image.apply(effect, self._torn(effect, image, chance) if is_torn else effect.data)
        return image.listing()

    def _torn(self, effect: Effect, image: Image, chance: Random) -> bytes:
        """A write of which some sectors did not arrive: there is what was there before, or zeros beyond the end."""
        assert effect.data is not None
        old = bytes(image.files.get(effect.node, b""))[effect.offset : effect.offset + len(effect.data)]
        old = old.ljust(len(effect.data), b"\0")
        starts = range(-(effect.offset % SECTOR), len(effect.data), SECTOR)
        sectors = [(max(0, at), at + SECTOR) for at in starts]
        first = chance.randrange(len(sectors) + 1)
        how = chance.choice(("beginning", "end", "any"))
        kept = {"beginning": sectors[:first], "end": sectors[first:]}.get(how) or [
            each for each in sectors if chance.random() < 0.5
        ]
        data = bytearray(old)
        for begin, end in kept:
            data[begin:end] = effect.data[begin:end]
        return bytes(data)

    def _effect_of(self, call: Call) -> Effect | None:
        if call.kind in (MARK, OPEN):
            return None
        node = self._node(call.path)
        if call.kind == SYNC:
            self._sync(node)
            return None
        if call.kind in (CREATE, FOLDER):
            node = self._numbers()
            if call.kind == FOLDER:
                for image in (self._now, self._before):
                    image.folders[node] = {}
            effect = Effect(names={self._name(call.path): node})
        elif call.kind == REMOVE:
            effect = Effect(names={self._name(call.path): None})
        elif call.kind == RENAME:
            effect = Effect(names={self._name(call.path): None, self._name(call.other): node})
        else:
            assert node is not None, f"{call.kind} of a file without a name"
            effect = Effect(node, call.offset, call.data if call.kind == WRITE else None)
            assert call.kind in (WRITE, CUT)
        self._now.apply(effect, effect.data)
        return effect

    def _sync(self, node: int | None) -> None:
        """Everything in a file, or every name in a folder, is on the disk from here on."""
        for effect in filter(None, self._effects):
            folders = {folder for folder, _name in effect.names}
            if effect.durable == inf and (effect.node == node or node in folders):
                effect.durable = len(self._effects) + 1

    def _node(self, path: str) -> int | None:
        return self._now.find(self._relative(path))

    def _name(self, path: str) -> tuple[int, str]:
        relative = self._relative(path)
        folder = self._now.find(relative.parent)
        assert folder is not None, "a folder without a name"
        return folder, relative.name

    def _relative(self, path: str) -> PurePosixPath:
        return PurePosixPath(path).relative_to(self._folder.as_posix())


def write_out(listing: dict[str, bytes | None], folder: Path) -> None:
    """Make a new folder hold exactly this, for its owner only."""
    folder.mkdir(parents=True)
    for name, data in listing.items():
        path = folder / name
        if data is None:
            path.mkdir(mode=0o700)
        else:
            path.touch(mode=0o600)
            path.write_bytes(data)


def digest_of(listing: dict[str, bytes | None]) -> bytes:
    """A hash of it, to tell whether two are the same."""
    digest = hashlib.sha256()
    for name, data in listing.items():
        digest.update(f"{name}\0{-1 if data is None else len(data)}\0".encode() + (data or b""))
    return digest.digest()


def numbers() -> Callable[[], int]:
    """Numbers for files and folders, from `ROOT` on."""
    return count(ROOT).__next__
