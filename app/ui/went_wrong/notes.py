"""The notes on *Something went wrong*: one to write, those that are kept, and what the partner told."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal

from app.models.incident import ToldToMe, told_of
from app.services.incidents import KeptNote
from app.ui.design.design import Design
from app.ui.kit.buttons import Button, danger, primary, quiet, secondary
from app.ui.kit.controls import DateField
from app.ui.kit.field import TextField
from app.ui.kit.flow import button_row
from app.ui.kit.labels import Label, body, caption, soft, strong
from app.ui.kit.surfaces import Card, Panel
from app.ui.terms import day_words
from app.ui.wording import fill

FIRST_DAY = date(1900, 1, 2)


def _words(text: str) -> Label:
    label = body("", selectable=True)
    label.setText(text)
    return label


class NoteForm(Card):
    """A day and own words; new, or an earlier note again."""

    kept = Signal(str, object, str)
    """The note's id (empty: a new one), the day, and the words."""
    left = Signal()

    def __init__(self, design: Design) -> None:
        super().__init__(design)
        self._id = ""
        self._title = self.add_header(self.tr("In my own words"), "note-pencil")
        self.add(caption(self.tr("Only you can read it, unless you tell somebody yourself.")))
        self.day = DateField(design, self.tr("The day it is about"), optional=False)
        self.words = TextField(design, self.tr("What happened"), rows=5)
        self.keep = primary(design, self.tr("Keep it"), self.on_keep)
        self._leave = quiet(design, self.tr("Leave it as it was"), self.left.emit)
        self.add_all(self.day, self.words, button_row(self.keep, self._leave))

    def show_note(self, note_id: str, day: date, words: str, today: date) -> None:
        """Show an earlier note, or an empty form."""
        self._id = note_id
        self.day.show_range(FIRST_DAY, max(today, day))
        self.day.show_day(day)
        self.words.show_text(words)
        self.words.clear_error()
        self._title.setText(self.tr("Edit a note") if note_id else self.tr("In my own words"))
        self._leave.setVisible(bool(note_id))

    def on_keep(self) -> None:
        """Emit what was written."""
        words, day = self.words.text(), self.day.day
        if not words.strip() or day is None:
            self.words.show_error(self.tr("It needs a few words. Nothing was saved."))
            self.words.edit.setFocus()
            return
        self.kept.emit(self._id, day, words)


class NoteCard(Card):
    """One note that is kept."""

    change_asked = Signal(object)
    delete_asked = Signal(object)
    tell_asked = Signal(object)
    take_back_asked = Signal(object)

    def __init__(self, design: Design, kept: KeptNote, partner: str, today: date) -> None:
        super().__init__(design)
        day = day_words(kept.note.day, today)
        self.tell: Button | None = None
        self.add_all(strong(day), _words(kept.note.words))
        buttons: list[Button] = [quiet(design, self.tr("Change"), lambda: self.change_asked.emit(kept))]
        if partner:
            buttons.extend(self._telling(design, kept, partner))
        buttons.append(danger(design, self.tr("Delete…"), lambda: self.delete_asked.emit(kept)))
        for each in buttons:
            each.setAccessibleName(f"{each.words}: {day}")
        self.add(button_row(*buttons))

    def _telling(self, design: Design, kept: KeptNote, partner: str) -> list[Button]:
        is_as_told = kept.told == told_of(kept.note)
        buttons: list[Button] = []
        if not is_as_told:
            words = fill(self.tr("Tell {name}…"), name=partner)
            self.tell = quiet(design, words, lambda: self.tell_asked.emit(kept))
            buttons.append(self.tell)
        if kept.told is not None:
            told = self.tr("{name} can read this.")
            earlier = self.tr("{name} can read what you told them before you changed it.")
            self.add(soft(fill(told if is_as_told else earlier, name=partner)))
            back = quiet(design, self.tr("Take back"), lambda: self.take_back_asked.emit(kept), "arrow-u-up-left")
            buttons.append(back)
        return buttons


class TellPanel(Panel):
    """The very words that the partner would read, before they can."""

    agreed = Signal()
    left = Signal()

    def __init__(self, design: Design, day: str, words: str, partner: str) -> None:
        super().__init__(design)
        self.add(strong(fill(self.tr("{name} would read exactly this"), name=partner)))
        self.add_all(caption(day), _words(words))
        text = self.tr(
            "{name} finds it on their own Home, alone. You can take it back at any time; what was read cannot be "
            "unread."
        )
        self.add(soft(fill(text, name=partner)))
        self.yes = secondary(design, fill(self.tr("Tell {name}"), name=partner), self.agreed.emit)
        self.add(button_row(self.yes, quiet(design, self.tr("Not now"), self.left.emit)))


class ToldCard(Card):
    """What the partner told whoever is here, in the partner's own words."""

    read = Signal()

    def __init__(self, design: Design, told: tuple[ToldToMe, ...], name: str, today: date) -> None:
        super().__init__(design)
        self.add_header(fill(self.tr("{name} has told you something"), name=name), "chat-circle-text")
        for each in told:
            self.add_all(caption(day_words(each.told.day, today)), _words(each.told.words))
        text = self.tr(
            "Take your time. Listening is enough for now: thank {name} for telling you, and ask what would help. You "
            "need no answer today."
        )
        self.add(soft(fill(text, name=name)))
        if any(not each.is_read for each in told):
            self.add(button_row(secondary(design, self.tr("I have read it"), self.read.emit)))
