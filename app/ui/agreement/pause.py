"""A pause before wider changes count: the day is set in the draft, read by both, and shown with what is agreed."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal

from app.models.agreement import CurrentAgreement, default_review
from app.models.clause import Document
from app.models.outline import Scope
from app.services.drafts import DraftView
from app.ui.agreement.clause_words import day_word
from app.ui.design.design import Design
from app.ui.kit.controls import DateField
from app.ui.kit.labels import soft
from app.ui.kit.surfaces import Card
from app.ui.wording import fill

_say = partial(QCoreApplication.translate, "Pause")


class PauseCard(Card):
    """Asks for the day; shown once something is agreed that a change could widen."""

    picked = Signal(object)
    """The day, or None for no pause."""

    def __init__(self, design: Design) -> None:
        super().__init__(design)
        self.add_header(self.tr("A pause before it counts"))
        self.add(
            soft(
                self.tr(
                    "What is narrower counts as soon as you have both agreed. What is wider can wait until a later "
                    "day, so that you can sleep on it. Until then what you agreed before stays, and either of you can "
                    "withdraw."
                )
            )
        )
        self.day = DateField(design, self.tr("Wider changes count from"))
        self.day.picked.connect(self.picked)
        self.body.addWidget(self.day, 0, Qt.AlignmentFlag.AlignLeft)

    def show_draft(self, view: DraftView, today: date) -> None:
        """Show the day that the draft names."""
        self.setVisible(view.agreed_now is not None and view.draft.scope is Scope.UNTIL_REVIEW)
        self.day.show_range(today + timedelta(days=1), default_review(today))
        day = view.draft.wider_from
        self.day.show_day(day if day is not None and day > today else None)

    def flush(self) -> None:
        """Emit the day that is being typed."""
        self.day.edit.interpretText()


def counts_from(document: Document) -> str:
    """From which day a clause counts that waits."""
    return fill(_say("Counts from {day}"), day=day_word(document.wider_from))


def read_words(document: Document) -> str:
    """What a reader is told about the pause of a text; empty if it has none."""
    if document.wider_from is None:
        return ""
    words = _say(
        "This text has a pause. What is wider than before counts from {day}; until then, what you agreed before stays. "
        "What is narrower counts at once."
    )
    return fill(words, day=day_word(document.wider_from))


def agreed_words(current: CurrentAgreement) -> str:
    """What is said about the pause of something agreed; empty if there is none any more."""
    if not (current.waiting or current.until_then):
        return ""
    words = _say("What is wider than before counts from {day}. Until then, what you agreed before stays.")
    return fill(words, day=day_word(current.agreement.document.wider_from))
