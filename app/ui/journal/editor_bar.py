"""The bar over the text: its formats, with the keys for each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QEnterEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGraphicsOpacityEffect, QWidget

from app.models.rich_text import BlockKind
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Space
from app.ui.journal.editor import RichEdit
from app.ui.journal.editor_document import is_bold
from app.ui.kit.buttons import IconButton
from app.ui.kit.flow import Flow, holds_focus
from app.ui.kit.keyboard import KeyFilter, hear
from app.ui.wording import fill


class EditorBar(Flow):
    """Buttons that are one stop for Tab; arrows move among them.

    They are seen while text is selected, Ctrl is held, or pointer or keyboard are on them.
    """

    def __init__(self, design: Design, editor: RichEdit, on_link: Callable[[], object]) -> None:
        super().__init__(spacing=Space.XS)
        self._design, self._editor = design, editor
        self.buttons: dict[str, IconButton] = {}
        self.setAccessibleName(self.tr("How the text looks"))
        self._add("bold", "text-bolder", self.tr("Bold"), "Ctrl+B", editor.toggle_bold)
        self._add("italic", "text-italic", self.tr("Italic"), "Ctrl+I", editor.toggle_italic)
        for level, icon in ((1, "text-h-one"), (2, "text-h-two"), (3, "text-h-three")):
            name = fill(self.tr("Heading {level}"), level=level)
            self._add_kind(f"heading{level}", icon, name, f"Ctrl+{level}", BlockKind.HEADING, level)
        self._add_kind("bullet", "list-bullets", self.tr("List"), "Ctrl+Shift+8", BlockKind.BULLET)
        self._add_kind("number", "list-numbers", self.tr("Numbered list"), "Ctrl+Shift+7", BlockKind.NUMBER)
        self._add_kind("quote", "quotes", self.tr("Quote"), "Ctrl+Shift+9", BlockKind.QUOTE)
        self._add("link", "link-simple", self.tr("Link"), "Ctrl+Shift+K", on_link)
        self._add("undo", "arrow-counter-clockwise", self.tr("Undo"), "Ctrl+Z", editor.undo, own_keys=False)
        self._add("redo", "arrow-clockwise", self.tr("Redo"), "Ctrl+Shift+Z", editor.redo, own_keys=False)
        self._key("Ctrl+Shift+V", editor.paste_plain)
        for key, available in (("undo", editor.undoAvailable), ("redo", editor.redoAvailable)):
            self.buttons[key].setCheckable(False)
            self.buttons[key].setEnabled(False)
            available.connect(self.buttons[key].setEnabled)
        editor.cursorPositionChanged.connect(self.refresh)
        editor.currentCharFormatChanged.connect(lambda _form: self.refresh())
        editor.document().contentsChanged.connect(self.refresh)
        self._hand_tab_to(next(iter(self.buttons.values())))
        self.refresh()
        self._hidden = QGraphicsOpacityEffect(self)
        self._hidden.setOpacity(0)
        self.setGraphicsEffect(self._hidden)
        self._holds_ctrl = False
        editor.selectionChanged.connect(self._show_or_hide)
        for each in (editor, *self.buttons.values()):
            each.installEventFilter(self)

    @property
    def is_seen(self) -> bool:
        """Whether the buttons are painted."""
        return not self._hidden.isEnabled()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch Ctrl and where the keyboard is."""
        kinds = QEvent.Type
        if watched is self._editor and isinstance(event, QKeyEvent) and _is_paragraph(event):
            # Everywhere else, this key gives all text its normal size.
            event.accept()
            if event.type() is kinds.KeyPress:
                self._editor.set_kind(BlockKind.PARAGRAPH)
            return True
        if event.type() in (kinds.KeyPress, kinds.KeyRelease) and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Control:
                self._holds_ctrl = event.type() is kinds.KeyPress
                self._show_or_hide()
        elif event.type() in (kinds.FocusIn, kinds.FocusOut):
            self._holds_ctrl = False
            QTimer.singleShot(0, self, self._show_or_hide)
        return False

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._show_or_hide()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._show_or_hide()

    def _show_or_hide(self) -> None:
        selects = self._editor.textCursor().hasSelection()
        seen = selects or self._holds_ctrl or self.underMouse() or holds_focus(self)
        self._hidden.setEnabled(not seen)

    def _add_kind(self, key: str, icon: str, name: str, keys: str, kind: BlockKind, level: int = 0) -> None:
        self._add(key, icon, name, keys, lambda: self._editor.set_kind(kind, level))

    def _add(
        self, key: str, icon: str, name: str, keys: str, act: Callable[[], object], *, own_keys: bool = True
    ) -> None:
        def done() -> None:
            act()
            self.refresh()
            self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

        shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        button = IconButton(self._design, icon, f"{name} ({shown})", done)
        button.setAccessibleName(name)
        button.setCheckable(True)
        button.set_icon(icon, Colour.INK_SOFT, checked=Colour.ACCENT)
        button.set_compact()
        KeyFilter(button, partial(self._on_button_key, button))
        self.buttons[key] = button
        self.add(button)
        if own_keys:
            self._key(keys, act)

    def _key(self, keys: str, act: Callable[[], object]) -> None:
        hear(self._editor, keys, act, Qt.ShortcutContext.WidgetShortcut)

    def refresh(self) -> None:
        """Show the formats at the cursor."""
        form = self._editor.currentCharFormat()
        kind, level = self._editor.kind()
        now = {
            "bold": is_bold(form),
            "italic": form.fontItalic(),
            "link": form.isAnchor(),
            **{f"heading{each}": kind is BlockKind.HEADING and level == each for each in (1, 2, 3)},
            **{each.value: kind is each for each in (BlockKind.BULLET, BlockKind.NUMBER, BlockKind.QUOTE)},
        }
        for key, is_on in now.items():
            self.buttons[key].setChecked(is_on)

    def _on_button_key(self, here: IconButton, event: QKeyEvent) -> bool:
        """Arrows move among the buttons."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step:
            order = [button for button in self.buttons.values() if button.isEnabled()]
            there = order[(order.index(here) + step) % len(order)]
            self._hand_tab_to(there)
            there.setFocus(Qt.FocusReason.TabFocusReason)
        return bool(step)

    def _hand_tab_to(self, chosen: QWidget) -> None:
        for button in self.buttons.values():
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if button is chosen else Qt.FocusPolicy.NoFocus)


def _is_paragraph(event: QKeyEvent) -> bool:
    """Whether this is Ctrl+0, pressed or about to be."""
    kinds, ctrl = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress), Qt.KeyboardModifier.ControlModifier
    return event.type() in kinds and event.key() == Qt.Key.Key_0 and event.modifiers() == ctrl
