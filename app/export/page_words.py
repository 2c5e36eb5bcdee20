"""The fixed words of the printed page, one file per language."""

from __future__ import annotations

from datetime import date as Day

from pydantic import Field

from app.export.page import PagePart
from app.models.answer import Ceiling, Stance
from app.models.base import Asset, Model
from app.models.catalogue import SideLabels
from app.models.differences import DifferenceKind
from app.models.journal import EntryText, LabelRole
from app.models.material import PageKind
from app.models.outline import DraftField, Phase, Role
from app.models.sheet_changes import SheetChangeKind
from app.models.signal import Level
from app.models.wording import fill


class EntryWords(Model):
    """Labels of the parts of a journal entry."""

    labels: dict[LabelRole, str]
    ways: str = ""
    for_us: str
    for_me: str
    for_safety: str

    def thoughts(self, text: EntryText) -> tuple[tuple[str, str], ...]:
        """The thoughts that were written, with their labels."""
        pairs = ((self.for_us, text.for_us), (self.for_me, text.for_me), (self.for_safety, text.for_safety))
        return tuple((label, thought) for label, thought in pairs if thought.strip())


class ClinicianNote(Model):
    """A note for whoever the pages are brought to: what they are, how to read them, and what they are not."""

    labels: tuple[str, str, str]
    of_two: tuple[str, ...]
    of_one: tuple[str, ...]
    how_to_read: tuple[str, ...]
    is_not: tuple[str, ...]


class PageWords(Asset):
    """All fixed words of pages in one language; places in braces are filled in."""

    folder = "pages"
    document_title: str
    months: tuple[str, ...] = Field(min_length=12, max_length=12)
    date: str
    titles: dict[PageKind, str]
    therapist_title: str
    single_signal_title: str
    version: str
    outline: str
    agreed_on: str
    until_review: str
    for_once: str
    for_evening: str
    allowing: str
    taken_back: str
    understood: str
    differences: dict[DifferenceKind, str]
    became: str
    sheet_changes: dict[SheetChangeKind, str]
    sheet_before: str
    since: str
    counts_from: str
    beside: str
    own_words_notice: str
    blank_list_notice: str
    therapist_notice: str
    footer_count: str
    own_words_footer: str
    sections: dict[PagePart, str]
    outline_agreed: str
    own_sections: dict[PagePart, str]
    withdrawal: str
    signal_heads: tuple[str, str, str]
    levels: dict[Level, str]
    new_signal: str
    item_heads: tuple[str, str, str, str]
    ceilings: tuple[str, str, str, str, str]
    phases: dict[Phase, str]
    sides: dict[SideLabels, tuple[str, ...]]
    own_sides: dict[SideLabels, tuple[str, ...]]
    off: str
    not_now: str
    exclusions: str
    stop_criteria: str
    roles: dict[Role, str]
    role_label: str
    fields: dict[DraftField, str]
    contacts: str
    health: str
    cap: str
    check_in: str
    debrief_questions: str
    care_avoid: str
    care_nothing: str
    stances: dict[Stance, str]
    blank_activity: str
    check_in_span: str
    check_in_line: str
    check_in_once: str
    prepared_signals: tuple[str, str, str]
    prepared_wish: tuple[str, str, str, str]
    clinician: ClinicianNote
    journal: EntryWords

    def day(self, day: Day) -> str:
        """A date in words."""
        return fill(self.date, day=day.day, month=self.months[day.month - 1], year=day.year)

    def up_to(self, ceiling: Ceiling | None) -> str:
        """A ceiling in words, or a dash."""
        return "–" if ceiling is None else self.ceilings[ceiling - 1]
