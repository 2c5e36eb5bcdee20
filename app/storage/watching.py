"""How far a long act on files is, and whether it goes on: told in bytes, and asked within long statements, too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

Step = Callable[[int], object]
"""Called with the bytes that were handled since the last call; may raise to stop."""

_OPERATIONS = 1000
"""Operations of SQLite between two looks: well under a hundredth of a second."""


def no_step(_handled: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True)
class Watch:
    """What an act on files tells while it goes on."""

    step: Step = no_step
    decide: Callable[[], object] = lambda: None
    """Called when everything is ready and nothing has been replaced; may raise to stop for the last time."""

    @contextmanager
    def passing(self, size: int) -> Iterator[Callable[[int], None]]:
        """One pass over a file of so many bytes; gives what is told how far it is. It ends with all of them."""
        passed = 0

        def at(position: int) -> None:
            nonlocal passed
            handled = max(0, min(position, size) - passed)
            passed += handled
            self.step(handled)

        yield at
        at(size)


UNWATCHED = Watch()


@contextmanager
def watched(raw: Any, look: Callable[[], object]) -> Iterator[None]:
    """Call `look` again and again while a connection of SQLite works; what it raises ends the statement and the block.

    `raw`: past SQLAlchemy.
    """
    raised: list[BaseException] = []

    def on_progress() -> int:
        try:
            look()
        except BaseException as error:  # SQLite would drop it
            raised.append(error)
            return 1
        return 0

    raw.set_progress_handler(on_progress, _OPERATIONS)
    try:
        yield
    except BaseException:
        if raised:
            raise raised[0] from None
        raise
    finally:
        raw.set_progress_handler(None, 0)
