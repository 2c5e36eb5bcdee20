"""The screen *Something went wrong*: support first, then own dated notes. It is private."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from app.assets import load_reading
from app.services.incidents import KeptNote
from app.ui.design.tokens import Size, Space
from app.ui.kit.buttons import ButtonKind, resources_button, secondary
from app.ui.kit.flow import Column, at_most, button_row, clear_layout
from app.ui.kit.labels import lead
from app.ui.kit.surfaces import Card
from app.ui.page import Page
from app.ui.page_id import PageId
from app.ui.reading.library_view import text_in_pieces
from app.ui.terms import day_words
from app.ui.went_wrong.notes import NoteCard, NoteForm, TellPanel, ToldCard
from app.ui.went_wrong.presenter import WentWrongPresenter
from app.ui.workspace import Workspace

TEXT = "went_wrong"
"""The reading text that is the support."""


class WentWrongPage(Page):
    """What to do now, what the partner told, the notes of whoever is here alone."""

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(ws, parent)
        self.presenter = WentWrongPresenter(ws, self)
        self.build_head(
            self.tr("Something went wrong"), self.tr("You are not alone with this. First look after yourself.")
        )
        self.follow(self.presenter, self.refresh)
        self.presenter.kept.connect(self._on_kept)
        self._changing: KeptNote | None = None
        self.tell: TellPanel | None = None
        self.fill(self._build())

    def _build(self) -> Iterator[None]:
        design = self.ws.design
        self._told, self.notes, support = Column(), Column(spacing=Space.L), Card(design)
        self.form = NoteForm(design)
        self.form.kept.connect(self.presenter.keep)
        self.form.left.connect(self._show_new)
        yield
        parts = Column(self._told, support, self.form, self.notes, spacing=Space.L)
        self.body.addWidget(at_most(parts, Size.READING))
        design.limit_width(parts, Size.READING)
        self.body.addStretch(1)
        yield from self._fill_support(support)

    def _fill_support(self, card: Card) -> Iterator[None]:
        design = self.ws.design
        text = next(text for text in load_reading() if text.id == TEXT)
        unsafe = secondary(design, self.tr("If you feel unsafe"), lambda: self.go(PageId.READING, "feeling_unsafe"))
        first_aid = secondary(design, self.tr("First aid"), lambda: self.go(PageId.READING, "first_aid"))
        in_time = secondary(design, self.tr("Help that cannot wait"), lambda: self.go(PageId.READING, "in_time"))
        resources = resources_button(design, lambda: self.go(PageId.READING, "resources"), kind=ButtonKind.SECONDARY)
        card.add(button_row(resources, unsafe, first_aid, in_time))
        card.add(lead(text.summary))
        yield
        yield from text_in_pieces(card.add(Column(spacing=Space.M)), text.body)

    def activate(self, argument: object = None) -> None:
        """Read the notes."""
        self.notice.clear()
        if self._changing is None:
            self._show_new()
        self.presenter.reload()

    def on_presence_changed(self) -> None:
        """A different person may be here; nothing of the last one may stay."""
        self._show_new()
        self.presenter.forget()
        if self.ws.session.me is not None:
            self.activate()

    def refresh(self) -> None:
        """Show the notes, and what the partner told."""
        found, today, partner = self.presenter.found, self.ws.today, self.ws.partner_name
        clear_layout(self._told.body)
        clear_layout(self.notes.body)
        self.tell = None
        self._told.setVisible(bool(found.told_to_me))
        if found.told_to_me:
            name = self.ws.person(found.told_to_me[0].by).name
            told = self._told.add(ToldCard(self.ws.design, found.told_to_me, name, today))
            told.read.connect(self.presenter.mark_read)
        for kept in found.notes:
            card = self.notes.add(NoteCard(self.ws.design, kept, partner, today))
            card.change_asked.connect(self._on_change)
            card.delete_asked.connect(self.presenter.delete)
            card.tell_asked.connect(partial(self._on_tell, card))
            card.take_back_asked.connect(self.presenter.take_back)

    def _on_kept(self) -> None:
        self.ws.unadded.drop(self.form.words.edit)
        self._show_new()
        self.ws.toast(self.tr("Kept, for you alone."))

    def _show_new(self) -> None:
        self._changing = None
        self._show_form("", self.ws.today, "")

    def _on_change(self, kept: KeptNote) -> None:
        self._changing = kept
        self._show_form(kept.note.id, kept.note.day, kept.note.words)
        self.form.words.edit.setFocus()

    def _show_form(self, note_id: str, day: date, words: str) -> None:
        edit = self.form.words.edit
        self.ws.unadded.hold(f"went_wrong.{note_id}", edit)
        self.ws.unadded.show(partial(self.form.show_note, note_id, day, words, self.ws.today), edit)

    def _on_tell(self, card: NoteCard, kept: KeptNote) -> None:
        seen = self.presenter.to_tell(kept)
        self._close_tell()
        day = day_words(seen.day, self.ws.today)
        self.tell = card.add(TellPanel(self.ws.design, day, seen.words, self.ws.partner_name))
        self.tell.agreed.connect(lambda: self.presenter.tell(kept, seen))
        self.tell.left.connect(self._close_tell)
        self.tell.show()
        self.tell.yes.setFocus()

    def _close_tell(self) -> None:
        if self.tell is not None:
            self.tell.hide()
            self.tell.deleteLater()
            self.tell = None
