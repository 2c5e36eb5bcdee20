"""Search words are marked in a text of any length, where they are visible, and the first match is scrolled to."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.models.folding import matches
from app.models.markdown_read import from_markdown
from app.models.rich_text import Block, RichText, Span
from app.ui.design.design import Design
from app.ui.design.tokens import Theme
from app.ui.journal import editor_highlights
from app.ui.journal.editor import RichEdit
from app.ui.journal.list_view import preview_lines
from tests.support.journals import journal_page, write
from tests.support.leaks import settle
from tests.support.vaults import TestVault

pytestmark = pytest.mark.solo


@pytest.fixture
def editor(qtbot: QtBot) -> RichEdit:
    made = RichEdit(Design(Theme.LIGHT))
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.set_highest(400)
    made.show()
    return made


def marked(editor: RichEdit) -> list[str]:
    """The marked words."""
    return [mark.cursor.selectedText() for mark in editor.extraSelections()]


def first_of(editor: RichEdit) -> int:
    """The place of the first match, or -1."""
    return next((place for place in editor.marks.seek() if place >= 0), -1)


def test_marks_follow_what_is_visible(editor: RichEdit) -> None:
    editor.show_text(RichText(tuple(Block(spans=(Span(f"lantern number {n}"),)) for n in range(2_000))))
    editor.marks.look_for("lantern 1999")
    assert 5 < len(marked(editor)) < 80
    assert "1999" not in marked(editor)
    editor.verticalScrollBar().setValue(editor.verticalScrollBar().maximum())
    settle()
    assert "1999" in marked(editor)
    assert len(marked(editor)) < 80


def test_marks_follow_what_is_typed(editor: RichEdit) -> None:
    editor.show_text(from_markdown("a lantern"))
    editor.marks.look_for("lantern")
    editor.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(editor, "s and a lantern")
    settle()
    assert marked(editor) == ["lantern", "lantern"]
    editor.marks.look_for("")
    QTest.keyClicks(editor, " lantern")
    settle()
    assert marked(editor) == []


@pytest.mark.parametrize(
    ("filler", "word"), [("quiet morning 🫶 ", "lantern"), ("静かな朝🫶", "日記"), ("เงียบๆ", "แม่น้ำ"), ("x", "y")]
)
def test_a_very_long_paragraph_is_marked_where_it_is_visible(editor: RichEdit, filler: str, word: str) -> None:
    text = filler * (30_000 // len(filler)) + word + filler * 2_000
    editor.show_text(RichText((Block(spans=(Span(text),)),)))
    editor.marks.look_for(word)
    assert marked(editor) == []
    place = first_of(editor)
    if matches(word, text):
        editor.go_to(place)
        settle()
        assert marked(editor)[0].startswith(word)
        assert place == len(text[: text.index(word)].encode("utf-16-le")) // 2
    else:
        assert place == -1


def test_a_word_cut_at_the_border_is_no_match(editor: RichEdit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editor_highlights, "_PIECE", 10)
    monkeypatch.setattr(editor_highlights, "_MARGIN", 8)
    editor.show_text(from_markdown("xxxx lantern enlantern tern"))
    editor.marks.look_for("tern")
    assert first_of(editor) == "xxxx lantern enlantern tern".rindex("tern")


def test_a_long_text_is_searched_in_pieces(editor: RichEdit) -> None:
    editor.show_text(RichText((Block(spans=(Span("quiet morning " * 7_000 + "lantern"),)),)))
    editor.marks.look_for("lantern")
    pieces = list(editor.marks.seek())
    assert len(pieces) > 15
    assert pieces[:-1] == [-1] * (len(pieces) - 1)
    assert pieces[-1] == 98_000
    editor.marks.look_for("nowhere")
    assert first_of(editor) == -1


def test_opening_a_result_goes_to_the_first_match(qtbot: QtBot, vault: TestVault) -> None:
    body = "\n\n".join(["quiet morning"] * 300 + ["then the lantern"] + ["late evening"] * 100)
    write(vault, body)
    write(vault, "something else")
    page = journal_page(qtbot, vault)
    page.list.search.setText("lantern")
    settle()
    page.list.search.setFocus()
    QTest.keyClick(page.list.search, Qt.Key.Key_Down)
    settle()
    editor = page.pane.editor
    assert editor.textCursor().block().text() == "then the lantern"
    assert marked(editor) == ["lantern"]
    spot = editor.viewport().mapTo(page, editor.cursorRect().center())
    assert page.rect().contains(spot)
    assert page.childAt(spot) is editor.viewport()
    assert page.list.rows.hasFocus()
    assert not editor.document().isUndoAvailable()


def test_the_cursor_of_somebody_who_types_is_left_alone(qtbot: QtBot, vault: TestVault) -> None:
    write(vault, "one lantern\n\ntwo")
    page = journal_page(qtbot, vault)
    pane = page.pane
    pane.focus_body()
    pane.editor.moveCursor(QTextCursor.MoveOperation.End)
    pane.visible_part.find("lantern", go=True)
    assert pane.editor.textCursor().atEnd()


def test_a_preview_that_is_too_wide_ends_after_a_word(design: Design) -> None:
    text = "Letting someone else choose, and noticing how calm that makes me, from one stop to the next"
    for width in range(120, 420, 7):
        lines = preview_lines(text, (), design.font(), (width, width - 60))
        last = lines[-1][0]
        read = " ".join(line for line, _spans in lines).removesuffix("…")
        assert text.startswith(read)
        assert last.endswith("…") or read == text
        assert text[len(read) :][:1] in {"", " "}, last


def test_a_preview_without_blanks_between_words_fills_its_lines(design: Design) -> None:
    lines = preview_lines("日記 " + "今夜はとても静かで安心できた" * 9, (), design.font(), (300,))
    assert len(lines[0][0]) > len("日記…")
