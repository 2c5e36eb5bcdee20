"""Words that importing and exporting share."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.models.journal import EntryKind
from app.ui.journal.words import kind_word


def kind_words() -> tuple[tuple[EntryKind, str], ...]:
    """The kinds of entries, the one that is chosen at first in front."""
    order = (EntryKind.REFLECTION, EntryKind.FANTASY, EntryKind.AFTER_SCENE, EntryKind.LETTER)
    return tuple((kind, kind_word(kind)) for kind in order)


def counted(n: int) -> str:
    """So many entries."""
    return _tr("1 entry") if n == 1 else _tr("{n} entries").replace("{n}", f"{n:,}")


def came_in(n: int) -> str:
    """So many entries came in."""
    return _tr("{entries} came in.").replace("{entries}", counted(n))


def _tr(text: str) -> str:
    return QCoreApplication.translate("JournalFiles", text)
