"""Figures: a value against its bar, shown as a table and written as JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """One measured value; `value` is None where it could not be measured, `bar` None where there is none."""

    name: str
    value: float | None
    unit: str
    bar: float | None
    note: str = ""

    @property
    def is_ok(self) -> bool | None:
        """Whether it keeps within its bar; None if there is nothing to compare."""
        if self.value is None:
            return False if self.bar is not None else None
        return None if self.bar is None else self.value <= self.bar


def table(figures: list[Figure]) -> str:
    """Lines for the terminal."""
    width = max(len(figure.name) for figure in figures)
    lines = []
    for figure in figures:
        value = "missing" if figure.value is None else f"{figure.value:.2f}"
        bar = "" if figure.bar is None else f"<= {figure.bar:g}"
        said = {None: "", True: "ok", False: "OVER"}[figure.is_ok]
        lines.append(f"{figure.name:<{width}}  {value:>9} {figure.unit:<6} {bar:<8} {said:<5} {figure.note}".rstrip())
    return "\n".join(lines)


def write(figures: list[Figure], file: Path) -> None:
    """Write them, keeping what was measured earlier under other names."""
    held: dict[str, object] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    for figure in figures:
        held[figure.name] = {
            "value": None if figure.value is None else round(figure.value, 3),
            "unit": figure.unit,
            "bar": figure.bar,
            "ok": figure.is_ok,
        }
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(held, indent=2, sort_keys=True) + "\n", encoding="utf-8")
