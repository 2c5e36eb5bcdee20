"""Reading our own source as a tree, for tests about the house."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Source:
    """One Python file: its dotted name, its path below the root and its tree."""

    module: str
    path: Path
    tree: ast.Module

    def imports(self) -> Iterator[tuple[int, str]]:
        """Every imported name with its line, inside functions too, dotted in full."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield node.lineno, alias.name
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                for alias in node.names:
                    yield node.lineno, f"{node.module}.{alias.name}"

    def at(self, line: int) -> str:
        """Where, for a message."""
        return f"{self.path}:{line}"


@cache
def sources(folder: str) -> tuple[Source, ...]:
    """All Python files below a top-level folder."""
    found = []
    for path in sorted((ROOT / folder).rglob("*.py")):
        below = path.relative_to(ROOT)
        module = ".".join(below.with_suffix("").parts).removesuffix(".__init__")
        found.append(Source(module, below, ast.parse(path.read_text(encoding="utf-8"))))
    return tuple(found)
