"""A history of migrations that is one longer than the real one, to bring files up to date with."""

from __future__ import annotations

import shutil
from pathlib import Path

from app.storage import schema

SECOND = """
from alembic import op

revision = "second"
down_revision = "{before}"
STATEMENTS = ("ALTER TABLE meta ADD COLUMN extra TEXT NOT NULL DEFAULT 'new'",)


def upgrade() -> None:
    op.execute(STATEMENTS[0])
"""
SECOND_HEAD = "second"


def longer_history(folder: Path, kind: str, second: str = SECOND) -> Path:
    """A copy of the history of a kind of file, with one more migration; where it is."""
    target = folder / "100% history" / kind
    shutil.copytree(schema.FOLDERS[kind], target, ignore=shutil.ignore_patterns("__pycache__"))
    (target / "versions" / "9999_second.py").write_text(second.replace("{before}", schema.HEADS[kind]))
    return target
