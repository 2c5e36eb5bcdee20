"""The history of a text as a timeline; each version can be shown, and compared with the one on screen."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.models.agreement import CurrentAgreement, ends_with_debrief
from app.models.timeline import EventKind, HistoryEvent, timeline
from app.ui.agreement.clause_words import day_word
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Size, Space
from app.ui.kit.buttons import Button, quiet
from app.ui.kit.flow import boxed, button_row, clear_layout, row, stack
from app.ui.kit.labels import body, strong
from app.ui.kit.surfaces import Card, IconLabel, Pill
from app.ui.wording import WordTable, fill

EVENT_ICONS = {
    EventKind.AGREED: "check",
    EventKind.CHANGED: "pencil-simple",
    EventKind.RENEWED: "arrows-clockwise",
    EventKind.OVER: "clock",
    EventKind.PARTLY_ENDED: "minus",
    EventKind.ENDED: "flag",
}

_VERSIONS = WordTable(
    "History",
    {
        EventKind.AGREED: "Version {n}: agreed on {day}",
        EventKind.CHANGED: "Version {n}: agreed on {day}, with changes",
        EventKind.RENEWED: "Version {n}: renewed on {day}",
    },
)


class HistoryCard(Card):
    """Everything that happened to one text, the latest first."""

    show_asked = Signal(str)
    """The agreement's id."""
    compare_asked = Signal(str)
    hidden_asked = Signal()

    def __init__(self, design: Design) -> None:
        super().__init__(design)
        self.add_header(self.tr("History"), "clock-counter-clockwise")
        self._rows = self.add(stack(spacing=Space.M))
        words = self.tr("Show what I have hidden")
        self.show_hidden = self.add(quiet(design, words, self.hidden_asked.emit, icon="eye"))
        self.compare_buttons: dict[str, Button] = {}
        """By the agreement's id."""

    def show_versions(self, versions: Sequence[CurrentAgreement], shown_id: str, hidden: Collection[str]) -> None:
        """Show the history of these versions, the newest first; with one that only was agreed there is none.

        `hidden`: the agreements that whoever looks does not want to see.
        """
        clear_layout(self._rows)
        self.compare_buttons.clear()
        events = [event for event in timeline(versions) if event.version.agreement.id not in hidden]
        self.setVisible(len(events) > 1 or bool(hidden))
        self.show_hidden.setVisible(bool(hidden))
        can_compare = sum(event.kind.makes_a_version for event in events) > 1
        for event in events if len(events) > 1 else ():
            words = (strong if event.kind.makes_a_version else body)(event_words(event))
            icon = IconLabel(self._design, EVENT_ICONS[event.kind], Colour.INK_SOFT, Size.ICON)
            acts = self._acts(event.version, shown_id) if can_compare and event.kind.makes_a_version else None
            parts = (icon, words) if acts is None else (icon, words, acts)
            self._rows.addWidget(boxed(row(*parts, spacing=Space.M, wide=words)))

    def focus_compare(self, agreement_id: str) -> None:
        """Focus the button that compares a version."""
        asked = self.compare_buttons.get(agreement_id)
        if asked is not None:
            asked.setFocus(Qt.FocusReason.OtherFocusReason)

    def _acts(self, version: CurrentAgreement, shown_id: str) -> QWidget:
        agreement_id, number = version.agreement.id, version.agreement.number
        if agreement_id == shown_id:
            return Pill(self._design, self.tr("Shown above"))
        show = quiet(self._design, self.tr("Show"), lambda: self.show_asked.emit(agreement_id))
        show.setAccessibleName(fill(self.tr("Show version {n}"), n=number))
        compare = quiet(self._design, self.tr("Compare"), lambda: self.compare_asked.emit(agreement_id))
        compare.setAccessibleName(fill(self.tr("Compare version {n} with the one shown"), n=number))
        self.compare_buttons[agreement_id] = compare
        return button_row(show, compare, right=True)


_say = partial(QCoreApplication.translate, "HistoryCard")


def event_words(event: HistoryEvent) -> str:
    """What happened, with its day if it has one."""
    agreement = event.version.agreement
    if event.kind.makes_a_version:
        return fill(_VERSIONS[event.kind], n=agreement.number, day=day_word(agreement.agreed_on))
    if event.kind is EventKind.OVER and ends_with_debrief(agreement):
        return fill(_say("It was planned for {day}"), day=day_word(agreement.document.review_on))
    if event.kind is EventKind.OVER:
        return fill(_say("Its review date passed on {day}"), day=day_word(event.day))
    ended = event.kind is EventKind.ENDED
    return _say("Ended") if ended else _say("Part of it is no longer agreed")
