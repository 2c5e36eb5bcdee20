"""A virtual screen whose picture is read from its memory: whoever draws on it is not asked to wait."""

from __future__ import annotations

import mmap
import shutil
import struct
import tempfile
from pathlib import Path
from types import TracebackType

from tests.support.screens import VirtualScreen

_HEADER = struct.Struct(">25I")
"""Of an X window dump: numbers of 32 bits, of which these are needed."""
_SIZE, _WIDTH, _HEIGHT, _BYTES_IN_LINE, _COLOURS = 0, 4, 5, 12, 19
_COLOUR_BYTES = 12


class ScreenMemory:
    """Open between `with` and the end of its block."""

    def __enter__(self) -> ScreenMemory:
        self._folder = Path(tempfile.mkdtemp(prefix="screen-"))
        self._screen = VirtualScreen(memory=self._folder)
        self.display = self._screen.display
        with (self._folder / "Xvfb_screen0").open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        header = _HEADER.unpack(self._map[: _HEADER.size])
        self._begin = header[_SIZE] + header[_COLOURS] * _COLOUR_BYTES
        self._width, self._height, self._line = header[_WIDTH], header[_HEIGHT], header[_BYTES_IN_LINE]
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._screen.close()
        self._map.close()
        shutil.rmtree(self._folder)

    def colours(self) -> set[bytes]:
        """The colours of some points around the middle, where windows are."""
        found: set[bytes] = set()
        for y in range(self._height // 2 - 100, self._height // 2 + 100, 50):
            line = self._begin + y * self._line
            found.update(self._map[x : x + 4] for x in range(line, line + 4 * self._width, 32))
        return found
