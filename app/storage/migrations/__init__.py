"""The two histories of tables. Alembic itself is imported only where a database is made or brought up to date."""

from __future__ import annotations

from pathlib import Path

HEADS = {"shared": "0001", "private": "0001"}
"""The newest revision of each history; compared at every open, so that Alembic need not be asked."""

FOLDERS = {kind: Path(__file__).parent / kind for kind in HEADS}
