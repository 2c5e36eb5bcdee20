"""A class that keeps something under a private name of the class it is derived from takes that class's away."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.support.sources import sources

SHARED = frozenset(("_design", "_first", "_turn"))
"""Set by both with the same meaning."""


def test_no_class_takes_a_private_name_of_the_class_it_is_derived_from() -> None:
    classes = {
        node.name: node for source in sources("app") for node in ast.walk(source.tree) if isinstance(node, ast.ClassDef)
    }
    own = {name: _kept_by(node) for name, node in classes.items()}
    taken = [
        (name, base, both)
        for name in classes
        for base in _above(name, classes)
        if (both := (own[name] & own[base]) - SHARED)
    ]
    assert taken == []


def _above(name: str, classes: dict[str, ast.ClassDef]) -> Iterator[str]:
    for base in classes[name].bases:
        bare = ast.unparse(base).partition("[")[0].rpartition(".")[2]
        if bare in classes and bare != name:
            yield bare
            yield from _above(bare, classes)


def _kept_by(node: ast.ClassDef) -> frozenset[str]:
    """Private names that a class sets in itself."""
    return frozenset(
        each.attr
        for each in ast.walk(node)
        if isinstance(each, ast.Attribute)
        and isinstance(each.ctx, ast.Store)
        and isinstance(each.value, ast.Name)
        and each.value.id == "self"
        and each.attr.startswith("_")
    )
