"""The open entry on the screen: its title, its text, and what belongs to it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.assets import load
from app.models.catalogue import Catalogue
from app.models.journal import MOST_LABELS, EntryKind, EntryTemplate, EntryText, JournalEntry
from app.models.journal_texts import JournalTexts
from app.models.markdown_read import from_markdown
from app.models.markdown_write import to_markdown
from app.models.rich_text import RichText
from app.models.sealing import AFTERCARE_CATEGORY
from app.services import answers
from app.ui.design.tokens import Colour, Size, Space
from app.ui.journal.editor import RichEdit
from app.ui.journal.editor_bar import EditorBar
from app.ui.journal.entry_dialogs import BringDialog
from app.ui.journal.entry_fields import EntryFields
from app.ui.journal.entry_presenter import EntryPresenter
from app.ui.journal.entry_scroller import EntryScroller
from app.ui.journal.moment_line import MomentLine
from app.ui.journal.templates_and_ways import TemplatesAndWays
from app.ui.journal.writing_aids import PromptsPanel, TemplatesButton
from app.ui.kit.buttons import compact
from app.ui.kit.field import LineField
from app.ui.kit.flow import add_to, button_row, row
from app.ui.kit.keyboard import KeyActs
from app.ui.kit.notice import Notice
from app.ui.kit.scroll import Fade, ScrollPage
from app.ui.kit.surfaces import Surface
from app.ui.wording import plural
from app.ui.workspace import Workspace

_INSET = 2
"""Pixels that Qt leaves before the words of a line that is typed in."""
LONGEST_BODY = 2_000_000
"""Characters of Markdown that an entry can have (`app.models.journal.Body` enforces it as well)."""


class EntryPane(Surface):
    """Bound to one entry at a time; passes what is typed or picked to its presenter."""

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        """It is empty until `build` was run through."""
        super().__init__(ws.design, "card", Space.NONE, Space.NONE, parent)
        self.ws = ws
        self._texts = load(JournalTexts, ws.texts.language)
        self._is_built = False
        self.presenter = EntryPresenter(ws, self.written, self)
        self.own = TemplatesAndWays(ws, self)

    # --- building

    def build(self) -> Iterator[None]:
        """Build it, a piece at a time."""
        design = self.ws.design
        self.scroller = ScrollPage(design, width=Size.ENTRY)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.add(self.scroller, 1)
        for at_top in (False, True):
            Fade(design, self.scroller, Colour.CARD, at_top=at_top)
        self.notice = Notice(design)
        self.scroller.body.setSpacing(Space.M)
        self.scroller.body.addWidget(self.notice)
        self._build_head()
        yield
        yield from self._build_text()
        self.fields = EntryFields(design, self.ws.texts)
        self.scroller.body.addWidget(self.fields)
        yield from self.fields.build(self._texts, self.own)
        self.bring = compact(design, self.tr("Bring to my list…"), self.on_bring, "list-plus")
        self._foot = button_row(self.bring)
        self.scroller.body.addWidget(self._foot)
        self.scroller.body.addStretch(1)
        yield
        self._connect()
        self._is_built = True
        yield

    def _build_head(self) -> None:
        design = self.ws.design
        self.title = LineField(design, "", placeholder=self.tr("Title"))
        self.title.edit.setProperty("plain", "title")
        self.title.edit.setTextMargins(-_INSET, 0, 0, 0)
        self.head = row(self.title, spacing=Space.M, wide=self.title)
        self.moment = MomentLine(design)
        self.scroller.body.addLayout(self.head)
        self.scroller.body.addWidget(self.moment)

    def _build_text(self) -> Iterator[None]:
        design = self.ws.design
        self.editor = RichEdit(design)
        self.visible_part = EntryScroller(self.scroller, self.editor, self.ws.tasks)
        yield
        self.bar = EditorBar(design, self.editor, self.on_link)
        yield
        self.prompts = PromptsPanel(design, self._texts, self.editor)
        self.templates = TemplatesButton(design, self._texts.templates, self.own)
        self._prompts_line = button_row(self.prompts.fold, self.templates)
        add_to(self.scroller.body, self.editor, self.bar, self._prompts_line, self.prompts)
        self.tab_first = (self.title.edit, self.editor)
        yield

    def _connect(self) -> None:
        self.presenter.opening.connect(self._on_opening)
        self.presenter.shown.connect(self.bind)
        self.presenter.closed.connect(self.unbind)
        self.presenter.saved.connect(lambda _entry: self.prompts.mark_used())
        for source in (self.presenter, self.own):
            source.failed.connect(self.notice.show_error)
        self.presenter.unsaved.recovered.connect(self.notice.clear)
        touch = self.presenter.touch
        self.title.edited.connect(lambda _text: touch())
        self.title.entered.connect(self.focus_body)
        KeyActs(self.title.edit, {Qt.Key.Key_Down: self.focus_body})
        self.editor.typed.connect(touch)
        self.editor.left_upwards.connect(self.focus_title)
        self.moment.kind_picked.connect(self._on_kind)
        self.moment.moved.connect(self.presenter.move)
        self.prompts.unfolded.connect(self.visible_part.show_unfolded)
        self.fields.unfolded.connect(self.visible_part.show_unfolded)
        self.fields.changed.connect(touch)
        self.templates.picked.connect(self.use_template)
        self.templates.save_wanted.connect(self.on_save_template)

    # --- what the page uses

    def focus_body(self) -> None:
        """Put the keyboard into the text."""
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_title(self) -> None:
        """Put the keyboard into the title."""
        self.title.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def use_template(self, template: EntryTemplate) -> None:
        """Begin a blank entry with a template; insert its text at the cursor of any other entry."""
        if self.presenter.entry is None:
            return
        text = self.written()
        if text.evolve(kind=EntryKind.REFLECTION).is_blank:
            self.moment.show_kind(template.text.kind)
            self._on_kind(template.text.kind)
        if not text.title:
            self.title.show_text(template.text.title)
        left_out = self.fields.add(template.text)
        if left_out:
            said = plural(
                "An entry can have up to {most} words of each kind. %n from the template did not fit.",
                left_out,
                most=MOST_LABELS,
            )
            self.notice.show_notice(self.tr("Not all of the template is here"), said)
        self.editor.put(from_markdown(template.text.body))
        self.presenter.touch()
        self.focus_body()

    # --- the entry it is bound to

    def bind(self, entry: JournalEntry, body: RichText) -> None:
        """Show an entry, to be typed in unless it is in the bin."""
        self._show(entry.text, body)
        self.moment.show_entry(entry.text.kind, entry.at)
        self._set_read_only(entry.binned_at is not None)
        self.own.load()
        self._fit()

    def take_typed(self) -> None:
        """Take the labels and ways that are being typed."""
        if self._is_built:
            self.fields.take_typed()

    def unbind(self) -> None:
        """Keep nothing of an entry on the screen."""
        self.notice.clear()
        self._show(EntryText(), RichText())

    def _show(self, text: EntryText, body: RichText) -> None:
        self.title.show_text(text.title)
        self.title.edit.setCursorPosition(0)  # a long one is seen from its beginning
        self.prompts.hide()
        self.prompts.show_kind(text.kind)
        self.fields.show_text(text)
        self.editor.show_text(body)
        self.visible_part.find("")
        self.scroller.verticalScrollBar().setValue(0)

    def _set_read_only(self, read_only: bool) -> None:
        self.title.edit.setReadOnly(read_only)
        self.editor.setReadOnly(read_only)
        self.moment.set_read_only(read_only)
        self.fields.set_read_only(read_only)
        for line in (self.bar, self._prompts_line, self._foot):
            line.setVisible(not read_only)

    def written(self) -> EntryText:
        """The entry as it is on the screen."""
        assert self.presenter.entry is not None
        body = to_markdown(self.editor.text())
        if len(body) > LONGEST_BODY:
            self.notice.show_notice(
                self.tr("This entry is too long to save in full"),
                self.tr(
                    "It is longer than two million characters. Until it is shorter, the text stays as it was "
                    "last saved."
                ),
            )
            body = self.presenter.entry.text.body
        return self.fields.written().evolve(kind=self.moment.chosen_kind, title=self.title.text(), body=body)

    def _on_opening(self) -> None:
        self.take_typed()
        self.notice.clear()
        self.title.edit.setReadOnly(True)
        self.editor.setReadOnly(True)

    def _on_kind(self, kind: EntryKind) -> None:
        self.prompts.show_kind(kind)
        self.fields.show_kind(kind)
        self.presenter.touch()

    # --- acts

    def on_link(self) -> None:
        """Ask where the link leads; an empty address removes it."""
        if self.presenter.entry is None:
            return
        said, link = self.tr("Accord shows the address, but never opens it."), self.editor.link()
        keep = self.ws.unadded.in_dialog(f"link.{self.presenter.entry.id}")
        self.ws.prompts.ask_text(self.tr("Link"), said, self.tr("Address"), self.editor.set_link, keep=keep, value=link)

    def on_save_template(self) -> None:
        """Keep what this entry says as a template."""
        if self.presenter.entry is not None:
            self.own.save_template(self.presenter.entry.id, self.written())

    def on_bring(self) -> None:
        """Show what would be on the list, from the title alone; put it there if the person agrees."""
        if self.presenter.entry is None:
            return
        self.presenter.save()
        entry_id, base, title = self.presenter.entry.id, self.ws.catalogue, self.title.text()

        def ask(catalogue: Catalogue) -> None:
            categories = [category for category in catalogue.categories if category.id != AFTERCARE_CATEGORY]
            self.ws.prompts.show(BringDialog(self.ws, entry_id, title, categories, self))

        self.presenter.read_own(lambda uow, me: answers.catalogue_for(uow, person=me, base=base), ask)

    # --- size and keys

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_built:
            QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        """Let the text grow until it and its bar fill the pane; then the text scrolls by itself."""
        room = self.scroller.viewport().height() - self.bar.height() - Space.XXL
        self.editor.set_highest(max(room, 1))
