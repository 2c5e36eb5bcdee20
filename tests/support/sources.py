"""Reading our own source as a tree, for tests about the house."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Source:
    """One Python file: its dotted name and its path below the root."""

    module: str
    path: Path

    @cached_property
    def tree(self) -> ast.Module:
        """What is written in it; not parsed before somebody asks."""
        return ast.parse((ROOT / self.path).read_text(encoding="utf-8"))

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Everything in the tree."""
        return tuple(ast.walk(self.tree))

    @property
    def calls(self) -> Iterator[ast.Call]:
        """Every call."""
        return (node for node in self.nodes if isinstance(node, ast.Call))

    def imports(self) -> Iterator[tuple[int, str]]:
        """Every imported name with its line, inside functions too, dotted in full."""
        return (each for node in self.nodes for each in _imported_by(node))

    def imports_at_start(self) -> Iterator[str]:
        """What importing this module imports at once: not what is inside functions or for type checking."""
        waiting: list[ast.AST] = list(self.tree.body)
        while waiting:
            node = waiting.pop()
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                continue
            if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
                waiting += node.orelse
            elif isinstance(node, ast.Import | ast.ImportFrom):
                yield from (name for _, name in _imported_by(node))
            else:
                waiting += ast.iter_child_nodes(node)

    def names(self) -> Iterator[str]:
        """Every imported name, without its line."""
        return (name for _, name in self.imports())

    def at(self, line: int) -> str:
        """Where, for a message."""
        return f"{self.path}:{line}"


def _imported_by(node: ast.AST) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield node.lineno, alias.name
    elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
        for alias in node.names:
            yield node.lineno, f"{node.module}.{alias.name}"


@cache
def sources(folder: str) -> tuple[Source, ...]:
    """All Python files below a top-level folder."""
    found = []
    for path in sorted((ROOT / folder).rglob("*.py")):
        below = path.relative_to(ROOT)
        module = ".".join(below.with_suffix("").parts).removesuffix(".__init__")
        found.append(Source(module, below))
    return tuple(found)
