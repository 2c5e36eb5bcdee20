"""Words for the rows that can be ticked."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from app.models.answer import Answer, Stance
from app.models.journal import EntryRow
from app.models.therapist import SheetMaterial, answer_key
from app.ui.kit.stance import stance_word
from app.ui.local_zone import LOCAL
from app.ui.my_list.words import side_word
from app.ui.terms import day_words

_ORDER = (
    Stance.HARD_LIMIT,
    Stance.SOFT_LIMIT,
    Stance.ONLY_IF,
    Stance.CURIOUS,
    Stance.WILLING,
    Stance.WANT,
    Stance.NOT_APPLICABLE,
)


def answer_rows(can_bring: SheetMaterial) -> list[tuple[str, str]]:
    """Rows (key, text) for own answers, limits first, then own terms."""
    order = {entry.id: number for number, entry in enumerate(can_bring.catalogue.entries)}

    def place(answer: Answer) -> tuple[int, int, str]:
        assert answer.stance is not None
        return (_ORDER.index(answer.stance), order[answer.activity_id], answer.direction.value)

    rows = [(answer_key(each), _answer_words(can_bring, each)) for each in sorted(can_bring.answers, key=place)]
    terms = sorted(can_bring.terms, key=lambda each: order[each.entry_id])
    return [*rows, *((f"term:{each.entry_id}", _title(can_bring, each.entry_id)) for each in terms)]


def entry_words(row: EntryRow, today: date) -> str:
    """One line for a journal entry: its day, and its title or first words."""
    day = day_words(row.at.astimezone(LOCAL).date(), today)
    said = row.title.strip() or row.preview.strip() or QCoreApplication.translate("Therapist", "No words yet")
    return f"{day} · {said}"


def _answer_words(can_bring: SheetMaterial, answer: Answer) -> str:
    assert answer.stance is not None
    entry = can_bring.catalogue.find(answer.activity_id)
    title = _title(can_bring, answer.activity_id)
    side = side_word(entry, answer.direction) if entry is not None and len(entry.directions) > 1 else ""
    return " · ".join(part for part in (stance_word(answer.stance), title, side) if part)


def _title(can_bring: SheetMaterial, entry_id: str) -> str:
    entry = can_bring.catalogue.find(entry_id)
    return entry.title if entry is not None else entry_id
