"""Everything that one person owns, as Markdown to be read; the JSON file beside it has every detail."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial

from PySide6.QtCore import QCoreApplication

from app.models.base import Model
from app.models.catalogue import Catalogue, CatalogueEntry
from app.models.own_data import OwnData
from app.ui.kit.stance import stance_word
from app.ui.terms import day_words, direction_label, moment_words
from app.ui.wording import dotted

_say = partial(QCoreApplication.translate, "OwnMarkdown")


class OwnMarkdown:
    """Writes it for a catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def text(self, data: OwnData) -> str:
        """The whole file."""
        self._own: dict[str, CatalogueEntry] = {entry.id: entry for entry in data.own_entries}
        parts = [f"# {_line(data.name)}"]
        for title, lines in (
            (_say("My list"), self._answers(data)),
            (_say("In my own words"), self._terms(data)),
            (_say("Activities of my own"), (_about(entry.title, entry.description) for entry in data.own_entries)),
            (_say("Journal"), self._journal(data)),
            (_say("Check-ins"), self._check_ins(data)),
            (
                _say("Conversations"),
                (_about(day_words(_day(each.at)), each.words) for each in data.conversation_answers),
            ),
            (_say("What went wrong"), (_about(day_words(each.day), each.words) for each in data.incidents)),
            (_say("Resources"), (_about(each.name, dotted(each.about, *each.contacts)) for each in data.resources)),
            (_say("Prepared"), _given(data.prepared)),
            (_say("For my therapist"), _given(data.therapist)),
        ):
            found = [line for line in lines if line]
            if found:
                parts += [f"## {title}", *found]
        return "\n\n".join(parts) + "\n"

    def _title(self, entry_id: str) -> str:
        entry = self._own.get(entry_id) or self._catalogue.find(entry_id)
        return entry_id if entry is None else entry.title

    def _answers(self, data: OwnData) -> Iterator[str]:
        for answer in data.answers:
            entry = self._own.get(answer.activity_id) or self._catalogue.find(answer.activity_id)
            stance = stance_word(answer.stance) if answer.stance is not None else ""
            side = direction_label(entry, answer.direction)
            yield _about(dotted(self._title(answer.activity_id), side), dotted(stance, answer.conditions, answer.note))

    def _terms(self, data: OwnData) -> Iterator[str]:
        for term in data.terms:
            yield _about(self._title(term.entry_id), term.words)

    def _journal(self, data: OwnData) -> Iterator[str]:
        for entry in data.journal:
            text, labels = entry.text, (*entry.text.feelings, *entry.text.needs, *entry.text.ways, *entry.text.tags)
            yield f"### {_line(dotted(moment_words(entry.at), text.title))}"
            yield text.body
            yield from (dotted(*labels), text.for_us, text.for_me, text.for_safety)

    def _check_ins(self, data: OwnData) -> Iterator[str]:
        titles = {dimension.id: dimension.title for dimension in data.dimensions}
        for check_in in data.check_ins:
            rated = (f"{titles.get(name, name)}: {rating}" for name, rating in sorted(check_in.ratings.items()))
            yield _about(moment_words(check_in.at), dotted(*rated, check_in.note))


def _day(at: datetime) -> date:
    return at.date()


def _about(title: str, text: str) -> str:
    return f"- **{_line(title)}** {text.strip()}".rstrip() if text.strip() or title else ""


def _line(text: str) -> str:
    return " ".join(text.split())


def _given(model: Model) -> Iterator[str]:
    """Every text that somebody typed into something, one line each."""
    for value in _texts(model.model_dump(mode="json")):
        yield f"- {value}"


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for name, each in value.items():
            if name not in ("id", "kind", "channel", "level"):
                yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, str) and value.strip():
        yield value.strip()
