"""A person's reading list: the entries they would like to know more about first, and the texts that help with each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.models.answer import Answer, Stance
from app.models.catalogue import CatalogueEntry
from app.models.library import ReadingText
from app.models.list_rows import Answers, RowFilter, RowIndex

MOST_TEXTS = 3
"""As many as somebody would read before they answer."""
_RISKY = ("harm_reduction",)
_ANY = ("saying_no", "how_to_talk", "consent_models")
BY_CATEGORY: dict[str, tuple[str, ...]] = {
    "language": ("raising_it", "your_own_words"),
    "touch": ("desire", "how_to_talk"),
    "body": ("your_own_words", "faith_and_shame"),
    "intimate": ("infections", "in_time", "desire"),
    "pleasure": ("desire", "saying_no"),
    "dynamic": ("power_and_voice", "consent_fatigue", "red_flags"),
    "impact": ("harm_reduction", "first_aid", "drop"),
    "clothes": ("your_own_words", "faith_and_shame"),
    "watching": ("pictures", "law", "jealousy"),
    "fluids": ("infections", "harm_reduction", "first_aid"),
    "authority": ("power_and_voice", "consent_fatigue", "red_flags"),
    "service": ("power_and_voice", "consent_fatigue"),
    "ritual": ("power_and_voice", "faith_and_shame"),
    "accountability": ("power_and_voice", "red_flags", "consent_fatigue"),
    "stronger": ("harm_reduction", "first_aid", "drop"),
    "restraint": ("harm_reduction", "first_aid", "altered_states"),
    "imagination": ("altered_states", "your_own_words"),
    "emotion": ("drop", "altered_states", "attachment"),
    "sexual": ("infections", "desire", "in_time"),
    "privacy": ("pictures", "privacy", "jealousy"),
    "setting": ("substances", "infections", "first_aid"),
}
"""Ids of texts that fit a category; for all others there are the general ones."""


def reading_list(index: RowIndex, answers: Answers) -> tuple[CatalogueEntry, ...]:
    """The entries with a side that somebody would like to know more about first, in the order of their list."""
    if not is_on_a_list(answers.values()):
        return ()
    rows = index.rows(RowFilter(answer=Stance.MORE_FIRST), answers, {})
    return tuple(row.entry for row in rows if row.entry is not None)


def is_on_a_list(answers: Iterable[Answer]) -> bool:
    """Whether there is anything that somebody would like to know more about; much quicker than which."""
    return any(answer.stance is Stance.MORE_FIRST for answer in answers)


def texts_about(entry: CatalogueEntry, texts: Sequence[ReadingText]) -> tuple[ReadingText, ...]:
    """The texts that fit an entry, the closest first; what carries a risk begins with how to lower it."""
    by_id = {text.id: text for text in texts}
    wanted = (*(_RISKY if entry.risk else ()), *BY_CATEGORY.get(entry.category, ()), *_ANY)
    found = (by_id[each] for each in dict.fromkeys(wanted) if each in by_id)
    return tuple(found)[:MOST_TEXTS]
