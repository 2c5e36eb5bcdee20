"""The rich text editor with real keys: it keeps exactly what it shows, and every step can be undone."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.models.markdown_read import from_markdown
from app.models.markdown_write import to_markdown
from app.models.rich_text import Block, BlockKind, RichText, Span, normalise
from app.ui.design.design import Design
from app.ui.design.tokens import Theme
from app.ui.journal.editor import RichEdit
from app.ui.journal.editor_bar import EditorBar
from app.ui.journal.editor_clipboard import MARKDOWN
from tests.models.rich_texts import documents
from tests.support.texts import AWKWARD

Ctrl, Shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


@pytest.fixture
def editor(qtbot: QtBot, design: Design) -> Iterator[RichEdit]:
    holder = QWidget()
    qtbot.addWidget(holder)
    made = RichEdit(design)
    column = QVBoxLayout(holder)
    column.addWidget(EditorBar(design, made, lambda: made.set_link("https://example.org")))
    column.addWidget(made)
    holder.resize(500, 400)
    holder.show()
    holder.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    yield made
    holder.hide()


def says(editor: RichEdit) -> str:
    """The Markdown of the text, which must be read back exactly."""
    text = editor.text()
    written = to_markdown(text)
    assert from_markdown(written) == text
    return written


def keys(editor: RichEdit, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(editor, key, modifier)


def select_all(editor: RichEdit) -> None:
    editor.selectAll()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(documents)
def test_every_document_comes_back_from_the_editor(editor: RichEdit, document: RichText) -> None:
    editor.show_text(document)
    assert editor.text() == normalise(document)


def test_awkward_texts_come_back(editor: RichEdit) -> None:
    for text in AWKWARD:
        document = normalise(RichText((Block(spans=(Span(text), Span(text, bold=True), Span(text, link="x y"))),)))
        editor.show_text(document)
        assert editor.text() == document
        says(editor)


def test_typed_markup_stays_as_typed(editor: RichEdit) -> None:
    typed = "_x_ *y* > # - 1. [a](b) <b> &amp; `c` \\"
    QTest.keyClicks(editor, typed)
    assert editor.text().text == typed
    assert from_markdown(says(editor)).text == typed


def test_keys_for_bold_italic_headings_and_lists(editor: RichEdit) -> None:
    keys(editor, Key.Key_1, Ctrl)
    QTest.keyClicks(editor, "Title")
    keys(editor, Key.Key_Return)
    keys(editor, Key.Key_B, Ctrl)
    QTest.keyClicks(editor, "bold")
    keys(editor, Key.Key_B, Ctrl)
    keys(editor, Key.Key_I, Ctrl)
    QTest.keyClicks(editor, "slanted")
    keys(editor, Key.Key_I, Ctrl)
    keys(editor, Key.Key_Return)
    keys(editor, Key.Key_8, Ctrl | Shift)
    QTest.keyClicks(editor, "one")
    keys(editor, Key.Key_Return)
    QTest.keyClicks(editor, "two")
    assert says(editor) == "# Title\n\n**bold**_slanted_\n\n- one\n- two"
    keys(editor, Key.Key_7, Ctrl | Shift)
    assert says(editor).endswith("- one\n\n1. two")
    keys(editor, Key.Key_9, Ctrl | Shift)
    assert says(editor).endswith("- one\n\n> two")
    keys(editor, Key.Key_3, Ctrl)
    assert says(editor).endswith("### two")
    keys(editor, Key.Key_0, Ctrl)
    assert says(editor).endswith("- one\n\ntwo")


def test_tab_nests_items_and_otherwise_moves_on(editor: RichEdit) -> None:
    keys(editor, Key.Key_8, Ctrl | Shift)
    QTest.keyClicks(editor, "a")
    keys(editor, Key.Key_Return)
    keys(editor, Key.Key_Tab)
    QTest.keyClicks(editor, "b")
    keys(editor, Key.Key_Return)
    keys(editor, Key.Key_Tab)
    keys(editor, Key.Key_Tab)
    QTest.keyClicks(editor, "c")
    assert says(editor) == "- a\n  - b\n    - c"
    keys(editor, Key.Key_Backtab, Shift)
    assert says(editor) == "- a\n  - b\n  - c"
    assert editor.hasFocus()


def test_the_editor_is_left_by_keyboard(editor: RichEdit, qtbot: QtBot) -> None:
    keys(editor, Key.Key_8, Ctrl | Shift)
    with qtbot.waitSignal(editor.left):
        keys(editor, Key.Key_Escape)
    keys(editor, Key.Key_Tab, Ctrl)
    assert not editor.hasFocus()
    editor.setFocus()
    keys(editor, Key.Key_0, Ctrl)
    keys(editor, Key.Key_Tab)
    assert not editor.hasFocus()
    assert "\t" not in editor.text().text


def test_enter_and_backspace_end_lists_and_quotes(editor: RichEdit) -> None:
    keys(editor, Key.Key_8, Ctrl | Shift)
    QTest.keyClicks(editor, "a")
    keys(editor, Key.Key_Return)
    keys(editor, Key.Key_Tab)
    assert says(editor) == "- a\n\n  -"
    keys(editor, Key.Key_Return)
    keys(editor, Key.Key_Return)
    QTest.keyClicks(editor, "after")
    assert says(editor) == "- a\n\nafter"
    keys(editor, Key.Key_9, Ctrl | Shift)
    keys(editor, Key.Key_Home)
    keys(editor, Key.Key_Backspace)
    assert says(editor) == "- a\n\nafter"
    keys(editor, Key.Key_End)
    keys(editor, Key.Key_Return, Shift)
    QTest.keyClicks(editor, "same paragraph")
    assert says(editor) == "- a\n\nafter\\\nsame paragraph"


def test_every_step_can_be_undone_and_redone(editor: RichEdit) -> None:
    before = from_markdown("# A\n\n- b\n  - c\n\n> d\n\n1. e\n2. f")
    editor.show_text(before)
    assert not editor.document().isUndoAvailable()
    select_all(editor)
    steps: list[Callable[[], object]] = [
        editor.toggle_bold,
        editor.toggle_italic,
        partial(editor.set_kind, BlockKind.NUMBER),
        partial(editor.set_kind, BlockKind.QUOTE),
        partial(editor.set_kind, BlockKind.HEADING, 2),
        partial(editor.set_link, "https://example.org"),
    ]
    seen = [editor.text()]
    for step in steps:
        step()
        seen.append(editor.text())
        says(editor)
    assert len({to_markdown(each) for each in seen}) == len(seen)
    for wanted in reversed(seen[:-1]):
        editor.undo()
        assert editor.text() == wanted
    for wanted in seen[1:]:
        editor.redo()
        assert editor.text() == wanted


_ACTS = "type enter break back tab untab bold italic bullet number quote head up home select all link paste cut"
_acts = st.sampled_from(_ACTS.split())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=60)
@given(st.lists(_acts, max_size=30))
def test_any_edits_are_kept_exactly_and_undone_to_the_beginning(editor: RichEdit, acts: list[str]) -> None:
    before = from_markdown("First *one*\n\n1. a\n2. b\n   - c\n\n> q")
    editor.show_text(before)
    editor.moveCursor(QTextCursor.MoveOperation.End)
    done: dict[str, Callable[[], object]] = {
        "type": lambda: QTest.keyClicks(editor, "x_* "),
        "enter": lambda: keys(editor, Key.Key_Return),
        "break": lambda: keys(editor, Key.Key_Return, Shift),
        "back": lambda: keys(editor, Key.Key_Backspace),
        "tab": lambda: keys(editor, Key.Key_Tab) if editor.kind()[0].is_item else None,
        "untab": lambda: keys(editor, Key.Key_Backtab, Shift) if editor.kind()[0].is_item else None,
        "bold": editor.toggle_bold,
        "italic": editor.toggle_italic,
        "bullet": lambda: editor.set_kind(BlockKind.BULLET),
        "number": lambda: editor.set_kind(BlockKind.NUMBER),
        "quote": lambda: editor.set_kind(BlockKind.QUOTE),
        "head": lambda: editor.set_kind(BlockKind.HEADING, 2),
        "up": lambda: keys(editor, Key.Key_Up),
        "home": lambda: keys(editor, Key.Key_Home),
        "select": lambda: keys(editor, Key.Key_Up, Shift),
        "all": editor.selectAll,
        "link": lambda: editor.set_link("https://example.org"),
        "paste": lambda: editor.put(from_markdown("- p\n  - q\n\n**r**")),
        "cut": lambda: keys(editor, Key.Key_Delete),
    }
    for act in acts:
        done[act]()
        says(editor)
    after = editor.text()
    while editor.document().isUndoAvailable():
        editor.undo()
    assert editor.text() == before
    while editor.document().isRedoAvailable():
        editor.redo()
    assert editor.text() == after


def _mime(**formats: str) -> QMimeData:
    data = QMimeData()
    if "html" in formats:
        data.setHtml(formats["html"])
    if "text" in formats:
        data.setText(formats["text"])
    return data


def test_pasted_html_keeps_our_formats_and_loads_nothing(editor: RichEdit) -> None:
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder) / "a.png"
        image = QImage(20, 20, QImage.Format.Format_RGB32)
        image.fill(QColor("red"))
        image.save(str(picture))
        html = (
            "<style>@import url('https://tracker.example/x.css');</style><h2>Head</h2>"
            f"<p>a <b>b</b> <i>c</i> <a href='https://example.org'>d</a> <img src='file://{picture}'>"
            "<img src='https://tracker.example/x.png'></p><ul><li>e<ul><li>f</li></ul></li></ul>"
            "<script>alert(1)</script><table><tr><td>g</td><td>h</td></tr></table>"
        )
        editor.insertFromMimeData(_mime(html=html, text="never seen"))
    written = says(editor)
    assert written.startswith("## Head\n\na **b** _c_ [d](https://example.org)")
    assert "- e\n  - f" in written
    assert "g" in written
    assert "h" in written
    assert "\ufffc" not in editor.text().text
    assert "alert" not in written
    assert "tracker" not in editor.toHtml()


@pytest.mark.parametrize(
    ("html", "written"),
    [
        ("<blockquote><p>one</p><p>two</p></blockquote><p>after</p>", "> one\n>\n> two\n\nafter"),
        ("<ul><li>a</li></ul><br class='Apple-interchange-newline'>", "- a"),
        ("<div>a</div><div><br></div><hr><div><br></div><div>b</div>", "a\n\n\nb"),
        ("<a href='javascript:alert(1)'>a</a> <a href='file:///etc/x'>b</a> <a href='HTTPS://c.d'>c</a>",
         "a b [c](HTTPS://c.d)"),
        ("<b style='font-weight:normal'><span style='font-weight:700'>a</span> b</b><h5>c</h5>", "**a** b\n\n### c"),
        ("<img src='https://tracker.example/x.png'>", ""),
    ],
)  # fmt: skip
def test_pasted_pages_keep_their_structure_and_lose_their_layout(editor: RichEdit, html: str, written: str) -> None:
    editor.insertFromMimeData(_mime(html=html, text="never seen"))
    assert says(editor) == written
    editor.undo()
    assert says(editor) == ""


def test_an_image_cannot_be_pasted(editor: RichEdit) -> None:
    data = QMimeData()
    data.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    assert not editor.canInsertFromMimeData(data)
    editor.insertFromMimeData(data)
    assert editor.text() == RichText()


def test_copied_text_comes_back_whole_and_brings_no_html(editor: RichEdit) -> None:
    document = from_markdown("a **b** [c](https://example.org)\n\n- d\n  - e")
    editor.show_text(document)
    select_all(editor)
    data = editor.createMimeDataFromSelection()
    assert [each for each in sorted(data.formats()) if each.startswith("text/")] == [MARKDOWN, "text/plain"]
    editor.show_text(RichText())
    editor.insertFromMimeData(data)
    assert editor.text() == document


def test_pasting_as_plain_text(editor: RichEdit) -> None:
    QGuiApplication.clipboard().setMimeData(_mime(html="<b>bold</b>", text="**bold**\nnext"))
    keys(editor, Key.Key_V, Ctrl | Shift)
    assert editor.text().text == "**bold**\nnext"
    QGuiApplication.clipboard().clear()


def test_links_are_shown_and_removed_and_never_followed(editor: RichEdit) -> None:
    QTest.keyClicks(editor, "see this page")
    keys(editor, Key.Key_K, Ctrl | Shift)
    assert says(editor) == "see this [page](https://example.org)"
    editor.moveCursor(QTextCursor.MoveOperation.Left)
    assert editor.link() == "https://example.org"
    editor.set_link("")
    assert says(editor) == "see this page"
    followed = Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
    assert not editor.textInteractionFlags() & followed


def test_styles_change_neither_text_nor_history(editor: RichEdit, design: Design) -> None:
    document = from_markdown("# a\n\n> b\n\n**c**")
    editor.show_text(document)
    design.set_scale(200)
    design.set_theme(Theme.DARK)
    assert editor.text() == document
    assert not editor.document().isUndoAvailable()
    design.set_scale(100)


def test_found_words_are_marked_beyond_wide_characters(editor: RichEdit) -> None:
    editor.show_text(from_markdown("🫶 crème *brûlée*\n\n昨日は日本語の日記"))
    editor.marks.look_for("brul 日記")
    assert [mark.cursor.selectedText() for mark in editor.extraSelections()] == ["brûl", "日記"]
    editor.marks.look_for("")
    assert editor.extraSelections() == []


def test_a_prompt_becomes_text_in_a_paragraph_of_its_own(editor: RichEdit) -> None:
    editor.show_text(from_markdown("- a"))
    editor.put_apart(from_markdown("*Why?*\n\n"))
    QTest.keyClicks(editor, "because")
    assert says(editor) == "- a\n\n_Why?_\n\nbecause"


def test_a_read_only_editor_takes_nothing(editor: RichEdit) -> None:
    editor.show_text(from_markdown("a"))
    editor.setReadOnly(True)
    for act in (editor.toggle_bold, lambda: editor.set_kind(BlockKind.QUOTE), lambda: editor.set_link("x")):
        act()
    QTest.keyClicks(editor, "b")
    keys(editor, Key.Key_Backspace)
    assert says(editor) == "a"
