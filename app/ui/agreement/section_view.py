"""What every part of a draft's editor is: a column that shows the draft and emits what is typed."""

from __future__ import annotations

from enum import StrEnum
from functools import partial

from PySide6.QtCore import Qt

from app.models.blockers import Requirement
from app.models.clause import MARKED_FIELDS, MARKED_SECTIONS
from app.models.layout import LINE_FIELDS
from app.models.outline import Draft, DraftField, DraftSection
from app.services.drafts import DraftView
from app.ui.agreement.clause_words import ClauseWriter, field_title
from app.ui.agreement.draft_presenter import DraftPresenter
from app.ui.agreement.lines import ChipText, LinesEditor
from app.ui.design.tokens import Space
from app.ui.kit.controls import CheckBox
from app.ui.kit.flow import Box, column_in
from app.ui.kit.labels import soft
from app.ui.kit.section_list import SectionState
from app.ui.kit.surfaces import Card
from app.ui.workspace import Workspace


class OutlinePart(StrEnum):
    """The parts of ground rules and scenes."""

    AGREED = "agreed"
    TEXT = "text"
    OWN = "own"
    QUESTIONS = "questions"
    NEEDS = "needs"
    ITEMS = "items"
    OUT = "out"
    PLACE = "place"
    CARE = "care"
    MORE = "more"
    READ = "read"


class SectionView(Box):
    """Base of the parts; `section` is the one that *I have nothing to add here* settles."""

    section: DraftSection | None = None

    def __init__(self, ws: Workspace, presenter: DraftPresenter) -> None:
        super().__init__()
        self.ws, self.presenter = ws, presenter
        self.column = column_in(self, Space.L)
        self._settled: CheckBox | None = None
        self._lists: dict[str, LinesEditor] = {}
        self.build()
        if self.section is not None:
            self._settled = CheckBox(ws.design, self.tr("I have nothing to add here"))
            self._settled.clicked.connect(self.on_settled)
            self.column.addWidget(self._settled, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)

    def build(self) -> None:
        """Build the part."""

    def go_to(self, need: Requirement) -> None:
        """Focus where something missing can be added."""

    def show_view(self, view: DraftView) -> None:
        """Show the draft; what is being typed stays."""
        if self._settled is not None and self.section is not None:
            self._settled.setChecked(self.section in view.draft.settled)
        self._hold_lists(view.draft)
        self.show_draft(view, ClauseWriter(self.ws.session.people, view.catalogue, self.ws.texts))

    def _hold_lists(self, draft: Draft) -> None:
        for field, lines in self._lists.items():
            self.ws.unadded.hold(f"{draft.id}.{field}", lines.chips.own)

    def show_draft(self, view: DraftView, writer: ClauseWriter) -> None:
        """Show what this part is about."""

    def flush(self) -> None:
        """Emit what is being typed."""

    def on_settled(self, settled: bool) -> None:
        """Mark the section as needing nothing more, or not."""
        if self.section is not None:
            self.presenter.settle(self.section, settled)

    def add_lines(self, field: str, heading: str, about: str, offers: tuple[str, ...], own: str) -> LinesEditor:
        """A card with one list of own words; `field` is the draft's, `own` labels a line that isn't offered."""
        card = Card(self.ws.design)
        card.add_header(heading)
        card.add(soft(about))
        self.column.addWidget(card)
        return card.add(self.lines_editor(field, offers, own))

    def words_field(self, field: DraftField, label: str, offers: tuple[str, ...]) -> ChipText:
        """One field of own words; saved as it is typed, with its mark where it has one."""
        mark = field_title(field) if field in MARKED_FIELDS else ""
        text = ChipText(self.ws.design, label, offers, mark=mark)
        text.committed.connect(lambda words: self.presenter.revise(**{field.value: words}))
        text.marked_as.connect(partial(self.presenter.mark_field, field))
        return text

    def lines_editor(self, field: str, offers: tuple[str, ...], own: str) -> LinesEditor:
        """The editor of one of the draft's lists."""
        marked = any(LINE_FIELDS[section] == field for section in MARKED_SECTIONS)
        lines = LinesEditor(self.ws.design, offers, own, marked=marked)
        lines.marked_as.connect(partial(self.presenter.mark_line, field))
        lines.added.connect(partial(self.presenter.add_line, field))
        lines.removed.connect(partial(self.presenter.remove_line, field))
        self._lists[field] = lines
        if self.presenter.is_loaded:
            self._hold_lists(self.presenter.draft)
        return lines


def section_state(draft: Draft, section: DraftSection, has_content: bool) -> SectionState:
    """How far a section is."""
    if section in draft.settled:
        return SectionState.DONE
    return SectionState.STARTED if has_content else SectionState.EMPTY
