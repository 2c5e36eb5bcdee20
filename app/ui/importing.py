"""Imports what a page needs while the window stays responsive: modules that may use Qt here, all others on a lane.

Before Python 3.12, PySide keeps its classes in a single table, in which Qt looks widgets up without holding the
interpreter's lock. A class that another thread defines at that moment can move the table, and the program crashes.
So only the UI thread imports modules that may define a class of Qt, one at a time.
"""

from __future__ import annotations

import dis
import sys
from importlib import import_module
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any

from app.ui.tasks import PAUSE, Lane

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from PySide6.QtCore import QObject

    from app.ui.tasks import Tasks

MAY_USE_QT = ("app.ui", "app.bootstrap")
_OURS = "app."


def import_without_qt(*names: str) -> list[str]:
    """Import everything without Qt that these modules import, on any thread.

    Returns the modules that may use Qt and are still to be imported, each after those that it imports itself.
    """
    left: list[str] = []
    seen: set[str] = set()

    def visit(name: str) -> None:
        if name in seen or name in sys.modules:
            return
        seen.add(name)
        if not name.startswith(MAY_USE_QT):
            import_module(name)
            return
        for imported in _imported_by(name):
            visit(imported)
        left.append(name)

    for name in names:
        visit(name)
    return left


def load(
    tasks: Tasks, source: str, owner: QObject, *, first: Callable[[], object] | None = None
) -> Generator[object, None, Any]:
    """In pieces: import a module, then return what `source` names there, as in "package.module:Name".

    `first` is called on the lane before. Raises what an import raised.
    """
    found: list[list[str] | Exception] = []

    def work() -> list[str]:
        if first is not None:
            first()
        return import_without_qt(source.partition(":")[0])

    tasks.run(Lane.PAGES, work, found.append, found.append, owner=owner)
    while not found:
        yield PAUSE
    if isinstance(found[0], Exception):
        raise found[0]
    for name in found[0]:
        import_module(name)
        yield None
    return resolve_name(source)


def _imported_by(name: str) -> Iterator[str]:
    """Modules of this program that a module imports at its top level, except those only for types."""
    loader = _spec(name).loader
    code = loader.get_code(name) if loader is not None and hasattr(loader, "get_code") else None
    if code is None:
        return
    past: int | None = 0
    fetched: Any = None
    for step in dis.get_instructions(code):
        if past is None:
            past = step.argval  # the jump over the imports for types
        elif step.offset < past:
            continue
        elif step.opname == "LOAD_NAME" and step.argval == "TYPE_CHECKING":
            past = None
        elif step.opname == "IMPORT_NAME" and step.argval.startswith(_OURS):
            yield step.argval
            if _spec(step.argval).submodule_search_locations is not None:
                yield from filter(find_spec, (f"{step.argval}.{each}" for each in fetched or ()))
        fetched = step.argval


def _spec(name: str) -> ModuleSpec:
    spec = find_spec(name)
    if spec is None:
        raise ModuleNotFoundError(name=name)
    return spec
