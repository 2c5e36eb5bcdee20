"""Two versions of a text beside each other: what differs between them, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.models.agreement import CurrentAgreement
from app.models.clause import Document
from app.models.differences import Difference, DifferenceKind, differences
from app.models.outline import Scope
from app.ui.agreement.clause_view import ClauseView
from app.ui.agreement.clause_words import ClauseWords, ClauseWriter, day_word, section_title
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Space
from app.ui.kit.buttons import quiet
from app.ui.kit.flow import Column, button_row, clear_layout
from app.ui.kit.labels import caption, soft, strong, title
from app.ui.kit.narrow import TwoColumns
from app.ui.kit.surfaces import Card, Pill, divider
from app.ui.tasks import Task
from app.ui.wording import WordTable, dotted, fill
from app.ui.workspace import Workspace

PIECE = 4
"""Differences that are built at once."""

kind_word = WordTable(
    "Differences",
    {
        DifferenceKind.ADDED: "Added",
        DifferenceKind.TAKEN_OUT: "Taken out",
        DifferenceKind.NARROWER: "Narrower",
        DifferenceKind.WIDER: "Wider",
        DifferenceKind.OTHER_WORDS: "Reworded",
    },
)
"""How a clause differs."""

_ICONS = {
    DifferenceKind.ADDED: "plus",
    DifferenceKind.TAKEN_OUT: "minus",
    DifferenceKind.NARROWER: "arrows-in",
    DifferenceKind.WIDER: "arrows-out",
    DifferenceKind.OTHER_WORDS: "pencil-simple",
}


class DifferencesCard(Card):
    """What differs between two versions; hidden until two are compared."""

    closed = Signal()

    def __init__(self, ws: Workspace) -> None:
        super().__init__(ws.design)
        self._ws = ws
        self._building: Task | None = None
        close = quiet(ws.design, self.tr("Close"), self.closed.emit, icon="x")
        self.heading = title("")
        self._days = Column(spacing=Space.XS)
        self._found = Column(spacing=Space.L)
        self.add_all(self.heading, self._days, self._found, button_row(close))
        self.hide()

    def compare(self, one: CurrentAgreement, other: CurrentAgreement, writer: ClauseWriter) -> None:
        """Show what became of the earlier of two versions in the later one."""
        earlier, later = sorted((one.agreement, other.agreement), key=lambda each: each.number)
        self.forget()
        numbers = {"before": earlier.number, "after": later.number}
        self.heading.setText(fill(self.tr("From version {before} to version {after}"), **numbers))
        for words in self._about_text(earlier.document, later.document):
            self._days.add(soft(words))
        self._days.setVisible(bool(self._days.body.count()))
        found = differences(earlier.document.clauses, later.document.clauses)
        if not found:
            self._found.add(soft(self.tr("The two versions are the same, clause by clause.")))
        captions = tuple(fill(self.tr("Version {n}"), n=number) for number in numbers.values())
        self._building = self._ws.tasks.in_pieces(self._build(found, captions, writer), owner=self)
        self.show()

    def forget(self) -> None:
        """Show nothing."""
        if self._building is not None:
            self._building.cancel()
        for column in (self._days, self._found):
            clear_layout(column.body)
        self.hide()

    def _about_text(self, before: Document, after: Document) -> Iterator[str]:
        if before.title != after.title:
            yield fill(self.tr("The title was “{title}”."), title=before.title)
        if before.review_on != after.review_on:
            is_evening = after.scope is Scope.ONCE
            words = (
                self.tr("The day changed from {before} to {after}.")
                if is_evening
                else self.tr("The review date changed from {before} to {after}.")
            )
            yield fill(words, before=day_word(before.review_on), after=day_word(after.review_on))

    def _build(self, found: tuple[Difference, ...], captions: tuple[str, ...], writer: ClauseWriter) -> Iterator[None]:
        section = None
        for number, each in enumerate(found):
            if each.clause.section is not section:
                if section is not None:
                    self._found.add(divider())
                section = each.clause.section
                self._found.add(strong(section_title(section)))
            self._found.add(self._row(each, captions, writer))
            if number % PIECE == PIECE - 1:
                yield

    def _row(self, difference: Difference, captions: tuple[str, ...], writer: ClauseWriter) -> QWidget:
        kind, design = difference.kind, self._design
        tone = Colour.UNANSWERED if kind is DifferenceKind.TAKEN_OUT else Colour.ACCENT
        pill = Pill(design, kind_word[kind], _ICONS[kind], tone)
        clauses = [clause for clause in (difference.before, difference.after) if clause is not None]
        if len(clauses) == 2:
            one, other = (_side(design, *each) for each in zip(captions, map(writer.words, clauses), strict=True))
            return Column(pill, TwoColumns(design, one, other), spacing=Space.S)
        return Column(pill, ClauseView(design, writer.words(clauses[0])), spacing=Space.S)


def _side(design: Design, version: str, words: ClauseWords) -> QWidget:
    """A clause under the name of its version, which joins a title that is only a label."""
    if words.is_label:
        return ClauseView(design, replace(words, title=dotted(version, words.title)))
    return Column(caption(version), ClauseView(design, words), spacing=Space.XS)
