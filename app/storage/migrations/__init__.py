"""The migrations of both kinds of space. Alembic itself is imported only to create or upgrade a database."""

from __future__ import annotations

from pathlib import Path

HEADS = {"shared": "0001", "private": "0001"}
"""The newest revision of each kind, compared at every open without Alembic."""

FOLDERS = {kind: Path(__file__).parent / kind for kind in HEADS}
