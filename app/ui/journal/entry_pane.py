"""The open entry: its title, its text, and what belongs to it. Everything saves itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.assets import load_journal_texts
from app.models.journal import MOST_LABELS, EntryId, EntryKind, EntryText, JournalEntry, Template
from app.models.markdown_read import from_markdown
from app.models.markdown_write import to_markdown
from app.models.rich_text import RichText
from app.ui.design.tokens import Size, Space
from app.ui.journal.editor import RichEdit
from app.ui.journal.editor_bar import EditorBar
from app.ui.journal.entry_acts import EntryActs
from app.ui.journal.entry_finding import Finding
from app.ui.journal.entry_keeper import EntryKeeper
from app.ui.journal.entry_prompts import EntryPrompts
from app.ui.journal.entry_sight import Sight
from app.ui.journal.fields import EntryFields
from app.ui.journal.fields_moment import MomentLine
from app.ui.journal.templates import TemplatesButton
from app.ui.kit.buttons import quiet
from app.ui.kit.empty import EmptyState
from app.ui.kit.field import LineField
from app.ui.kit.flow import button_row
from app.ui.kit.notice import Notice
from app.ui.kit.scroll import ScrollPage
from app.ui.kit.surfaces import Card
from app.ui.kit.tab_order import as_laid_out, set_tab_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.ui.workspace import Workspace

LONGEST = 2_000_000
"""Characters of Markdown that an entry keeps (`app.models.journal.Body` holds to it as well)."""


class EntryPane(QWidget):
    """Shows one entry to be read and written, or says that none is open."""

    saved = Signal(object)
    """JournalEntry as it was kept."""

    def __init__(self, ws: Workspace, parent: QWidget | None = None, *, in_pieces: bool = False) -> None:
        """With `in_pieces`, nothing is in it before `build` has been gone through."""
        super().__init__(parent)
        self._ws = ws
        self._words = load_journal_texts(ws.texts.language)
        self._shown: EntryId | None = None
        self._is_built = False
        self.controller = EntryKeeper(ws, self._written, self)
        self.acts = EntryActs(ws, self)
        if not in_pieces:
            for _piece in self.build():
                pass

    # --- building

    def build(self) -> Iterator[None]:
        """Make it, piece by piece."""
        design = self._ws.design
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedWidget()
        outer.addWidget(self._stack)
        self._empty = EmptyState(
            design,
            "notebook",
            self.tr("No entry is open"),
            self.tr("Choose one, or begin a new one. Only you see what you write here."),
        )
        self._card = Card(design, padding=Space.NONE)
        self.scroller = ScrollPage(design, width=Size.CONTENT)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._card.add(self.scroller, 1)
        for each in (self._empty, self._card):
            self._stack.addWidget(each)
        self.notice = Notice(design)
        self.scroller.body.setSpacing(Space.M)
        self.scroller.body.addWidget(self.notice)
        yield
        self._build_head()
        yield
        self._build_text()
        yield
        self.fields = EntryFields(design, self._ws.texts, self._words)
        self.bring = quiet(design, self.tr("Bring to my list…"), self.on_bring, icon="list-plus")
        self.bring.set_compact()
        self._foot = button_row(self.bring)
        self.scroller.body.addWidget(self.fields)
        self.scroller.body.addWidget(self._foot)
        self.scroller.body.addStretch(1)
        yield
        self._connect()
        self._is_built = True
        self.open(None)
        yield

    def _build_head(self) -> None:
        design = self._ws.design
        self.title = LineField(design, "", placeholder=self.tr("Title"))
        self.title.edit.setProperty("plain", "title")
        actions = QWidget()
        self._actions = QHBoxLayout(actions)
        self._actions.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        head.addWidget(self.title, 1)
        head.addWidget(actions, 0, Qt.AlignmentFlag.AlignTop)
        self.moment = MomentLine(design)
        self.scroller.body.addLayout(head)
        self.scroller.body.addWidget(self.moment)

    def _build_text(self) -> None:
        design = self._ws.design
        self.editor = RichEdit(design)
        self.sight = Sight(self.scroller, self.editor)
        self.bar = EditorBar(design, self.editor, self.on_link)
        self.finding = Finding(self._ws.tasks, self.editor, self.sight)
        self.prompts = EntryPrompts(design, self._words, self.editor, self.sight)
        self.templates = TemplatesButton(design, self._words.templates)
        self._prompts_line = button_row(self.prompts.fold, self.templates)
        for each in (self.bar, self.editor, self._prompts_line, self.prompts.panel):
            self.scroller.body.addWidget(each)

    def _connect(self) -> None:
        self.controller.loaded.connect(self._on_loaded)
        self.controller.saved.connect(self.saved)
        for source in (self.controller, self.acts):
            source.failed.connect(self.notice.show_error)
        self.title.edited.connect(lambda _text: self.controller.touch())
        self.title.entered.connect(self.focus_body)
        self.title.edit.installEventFilter(self)
        self.editor.left_upwards.connect(self.focus_title)
        self.editor.typed.connect(self.controller.touch)
        self.moment.kind_picked.connect(self._on_kind)
        self.moment.moved.connect(self.controller.move)
        self.controller.saved.connect(lambda _entry: self.prompts.mark())
        self.fields.unfolded.connect(self.sight.show_opened)
        self.fields.changed.connect(self.controller.touch)
        self.fields.labels_wanted.connect(self.acts.load_used)
        self.fields.way_added.connect(self.acts.add_way)
        self.fields.ways_edit_wanted.connect(self.acts.edit_ways)
        self.acts.used_loaded.connect(self.fields.show_used)
        self.acts.ways_loaded.connect(self.fields.show_own_ways)
        self.acts.way_kept.connect(self.fields.mark_way)
        self.acts.templates_loaded.connect(self.templates.show_own)
        self.templates.picked.connect(self.use_template)
        self.templates.save_wanted.connect(self.on_save_template)
        self.templates.edit_wanted.connect(self.acts.edit_templates)

    # --- what others use

    @property
    def entry(self) -> JournalEntry | None:
        """The open entry."""
        return self.controller.entry

    def open(self, entry_id: EntryId | None) -> None:
        """Show an entry; None shows that none is open. What was typed before is saved first."""
        self.notice.clear()
        if entry_id is not None:
            if entry_id != self._shown:  # until it is there, what is typed would go into another
                self.title.edit.setReadOnly(True)
                self.editor.setReadOnly(True)
            self.controller.open(entry_id)
            return
        self.controller.close()
        self._shown = None
        self._stack.setCurrentWidget(self._empty)
        self.editor.show_text(RichText())

    def begin(self, entry: JournalEntry) -> None:
        """Show a new entry, to be written in at once. What was typed before is saved first."""
        self.notice.clear()
        self.controller.begin(entry)

    def flush(self) -> None:
        """Save now what was typed."""
        self.controller.flush()

    def focus_body(self) -> None:
        """Put the keyboard into the text."""
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_title(self) -> None:
        """Put the keyboard into the title."""
        self.title.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_find(self, words: str, *, go: bool = False) -> None:
        """Mark in the text what a search looks for, nothing for no words; `go` to the first of it."""
        self.finding.look_for(words, go=go)

    def set_actions(self, widgets: Sequence[QWidget]) -> None:
        """Put these beside the title."""
        for widget in widgets:
            self._actions.addWidget(widget)

    def use_template(self, template: Template) -> None:
        """Begin a blank entry with a template; in any other its text goes where the cursor is."""
        if self.entry is None:
            return
        text = self._written()
        if text.evolve(kind=EntryKind.REFLECTION).is_blank:
            self.moment.show_kind(template.text.kind)
            self._on_kind(template.text.kind)
        if not text.title:
            self.title.show_text(template.text.title)
        self._say_left_out(self.fields.add(template.text))
        self.editor.put(from_markdown(template.text.body))
        self.controller.touch()
        self.focus_body()

    def _say_left_out(self, left_out: int) -> None:
        if left_out:
            said = self.tr("An entry keeps up to {n} words of a kind. {count} of the template’s did not fit.")
            said = said.replace("{n}", str(MOST_LABELS)).replace("{count}", str(left_out))
            self.notice.show_notice(self.tr("Not everything of the template is here"), said)

    # --- showing and writing

    def _on_loaded(self, entry: JournalEntry, body: RichText) -> None:
        is_same, self._shown = self._shown == entry.id, entry.id
        text, binned = entry.text, entry.binned_at is not None
        self.title.show_text(text.title)
        self.moment.show_entry(text.kind, entry.at)
        self.prompts.show_kind(text.kind)
        if not is_same or self.fields.written() != {name: getattr(text, name) for name in self.fields.written()}:
            self.fields.show_text(text)
        if not is_same or self.editor.text() != body:
            self.editor.show_text(body)
        if not is_same:
            self.show_find("")
            self.prompts.close()
            self.scroller.verticalScrollBar().setValue(0)
            self.acts.load_ways()
            self.acts.load_templates()
        self.title.edit.setReadOnly(binned)
        self.editor.setReadOnly(binned)
        self.moment.set_read_only(binned)
        self.fields.set_read_only(binned)
        for line in (self.bar, self._prompts_line, self._foot):
            line.setVisible(not binned)
        self._stack.setCurrentWidget(self._card)
        self._fit()

    def _written(self) -> EntryText:
        """The entry as it stands on the screen."""
        assert self.entry is not None
        body = to_markdown(self.editor.text())
        if len(body) > LONGEST:
            self.notice.show_notice(
                self.tr("This entry is too long to be kept whole"),
                self.tr(
                    "It is longer than two million characters. The text stays as it was kept last until it is shorter."
                ),
            )
            body = self.entry.text.body
        kind = self.moment.chosen_kind
        return EntryText.model_validate(
            {"kind": kind, "title": self.title.text(), "body": body, **self.fields.written()}
        )

    def _on_kind(self, kind: object) -> None:
        self.prompts.show_kind(EntryKind(str(kind)))
        self.fields.show_kind(EntryKind(str(kind)))
        self.controller.touch()

    # --- acts

    def on_link(self) -> None:
        """Ask where the link leads; an empty address takes it away."""
        said = self.tr("It is shown, and never opened from here.")

        def answered(link: str | None) -> None:
            if link is not None:
                self.editor.set_link(link)

        self._ws.prompts.ask_text(self.tr("Link"), said, self.tr("Address"), answered, value=self.editor.link())

    def on_save_template(self) -> None:
        """Keep what this entry says as a template."""
        if self.entry is not None:
            self.acts.save_template(self._written())

    def on_bring(self) -> None:
        """Show what would stand on the list; the body never goes along."""
        if self.entry is not None:
            self.flush()
            self.acts.bring(self.title.text())

    # --- its size

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_built:
            QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        """The text grows until it and its bar fill the pane, then scrolls by itself."""
        room = self.scroller.viewport().height() - self.bar.height() - Space.XXL
        self.editor.set_highest(max(room, 1))

    def focusNextPrevChild(self, onwards: bool) -> bool:
        """Tab goes from the title to the text at once, then through the rest as it stands there now."""
        first = [self.title.edit, self.editor]
        set_tab_order(*first, *(widget for widget in as_laid_out(self) if widget not in first))
        return super().focusNextPrevChild(onwards)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down in the title goes to the text."""
        is_down = (
            event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down
        )
        if watched is self.title.edit and is_down:
            self.focus_body()
            return True
        return super().eventFilter(watched, event)
