"""Private copies of files on a medium that can only be read, for those that can't be opened there as they are."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from app.errors import VaultUnwritable
from app.storage.closed_files import copy_closed
from app.storage.databases import SpaceId, SpaceSource
from app.storage.files import writing
from app.storage.read_only import ONLY_TO_READ
from app.storage.upgrading import upgrade_closed

_PREFIX = "accord-"


class CopiesToRead:
    """The copies that are open, each in an owner-only folder below the system's temporary one; encrypted like the file.

    A file needs one if its format is older, or if a killed process left a journal beside it: upgrading and playing a
    journal back write to the file. What would be written to a copy would be lost, so nothing can be.
    """

    def __init__(self) -> None:
        self._folders: dict[SpaceId, Path] = {}

    def make(self, source: SpaceSource, refused: VaultUnwritable) -> SpaceSource:
        """Copy a file and upgrade the copy. VaultError; why the file itself was refused if there is no room for it."""
        space, name = source.identity.space, source.path.name
        self.remove(space)
        try:
            with writing(name):
                folder = self._folders[space] = Path(tempfile.mkdtemp(prefix=_PREFIX))
            copy = source._replace(path=folder / name)
            copy_closed(source.path, copy.path)
            upgrade_closed(copy)
            with writing(name):
                (folder / ONLY_TO_READ).touch()
        except VaultUnwritable:
            self.remove(space)
            raise refused from None
        except BaseException:
            self.remove(space)
            raise
        return copy

    def remove(self, space: SpaceId) -> None:
        """Delete the copy of a space, if there is one."""
        folder = self._folders.pop(space, None)
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
