"""Bringing files of an older version to the format of this one.

A file is upgraded only while nobody has it open: a copy is migrated and checked, and takes its place.
"""

from __future__ import annotations

from app.errors import VaultNewer, VaultOlder, VaultOlderReadOnly
from app.storage.closed_files import opened
from app.storage.databases import SpaceSource, read_revision, require_encrypted_file
from app.storage.read_only import is_read_only
from app.storage.schema import HEADS, is_known
from app.storage.watching import Step, no_step


def require_current(revision: str, source: SpaceSource) -> None:
    """VaultOlder, VaultOlderReadOnly or VaultNewer unless a revision is this version's."""
    kind, name = source.identity.kind, source.path.name
    if revision == HEADS[kind]:
        return
    if not is_known(kind, revision):
        raise VaultNewer(name)
    raise VaultOlderReadOnly(name) if is_read_only(source.path.parent) else VaultOlder(name)


def require_current_file(source: SpaceSource) -> None:
    """The same for a file that nobody has open. VaultError."""
    require_current(_revision_in(source), source)


def upgrade_closed(source: SpaceSource, step: Step = no_step) -> bool:
    """Upgrade a file that nobody has open, unless it is this version's; whether it was older. VaultError."""
    revision = _revision_in(source)
    try:
        require_current(revision, source)
    except VaultOlder:
        from app.storage.migrations.run import upgrade_file

        upgrade_file(source, revision, step)
        return True
    return False


def _revision_in(source: SpaceSource) -> str:
    require_encrypted_file(source.path)
    with opened(source.path, source.key) as connection:
        return read_revision(connection, source.identity, source.path.name)
