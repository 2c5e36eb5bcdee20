"""Renews the JSON Schema of *Yours to keep* after a model has changed: `python -m tests.support.own_data_schema`."""

from __future__ import annotations

import json
from pathlib import Path

from app.models.own_data import schema

PLACE = Path(__file__).parents[2] / "assets" / "own_data" / "schema.json"


def write() -> None:
    """Write it to its place among the assets."""
    PLACE.write_text(json.dumps(schema(), indent=2, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
