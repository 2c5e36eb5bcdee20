"""Stand-ins for the libraries of systems that these tests do not run on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class FakeFunction:
    """A function of a library: what it was called with, and what it answers."""

    def __init__(self) -> None:
        self.restype: Any = None
        self.argtypes: Any = None
        self.calls: list[tuple[Any, ...]] = []
        self.answer: Any = 1
        """A value, or a function that makes one."""

    def __call__(self, *arguments: Any) -> Any:
        self.calls.append(arguments)
        if self.argtypes is not None:
            assert len(arguments) == len(self.argtypes)
        return self.answer(*arguments) if callable(self.answer) else self.answer


class FakeLibrary:
    """Has every function; unless told otherwise each answers 1."""

    def __getattr__(self, name: str) -> FakeFunction:
        made = FakeFunction()
        setattr(self, name, made)
        return made


class FakeSystem:
    """Opens libraries, and lets a test say what their functions answer."""

    def __init__(self) -> None:
        self.libraries: dict[str, FakeLibrary] = {}

    def load(self, name: str) -> FakeLibrary:
        """The library of this name or path."""
        return self.libraries.setdefault(name, FakeLibrary())

    def answers(self, library: str, function: str, answer: Callable[..., Any] | int | None) -> FakeFunction:
        """Have a function answer this."""
        found: FakeFunction = getattr(self.load(library), function)
        found.answer = answer
        return found

    def calls(self, library: str, function: str) -> list[tuple[Any, ...]]:
        """What a function was called with."""
        found: FakeFunction = getattr(self.load(library), function)
        return found.calls
