"""The fields of an entry: words for its kind, limits, undo, reading in the bin, and the keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QTextEdit
from pytestqt.qtbot import QtBot

from app.models.journal import MOST_LABELS, Boundary, EntryKind, EntryTemplate, EntryText, JournalEntry, LabelRole
from app.services import journal
from app.ui.design.tokens import Size
from app.ui.journal.entry_dialogs import OwnListDialog
from app.ui.journal.entry_pane import EntryPane
from app.ui.journal.words import boundary_word
from app.ui.page_id import PageId
from tests.support.journals import entry_pane, journal_page, open_entry, own_words, prompts_for, prompts_of, write
from tests.support.leaks import settle
from tests.support.vaults import TestVault
from tests.support.widgets import click, find_all

pytestmark = pytest.mark.solo

MANY = tuple(f"word {number}" for number in range(MOST_LABELS))


@pytest.fixture
def pane(qtbot: QtBot, vault: TestVault) -> EntryPane:
    return entry_pane(qtbot, vault)


def kept(vault: TestVault, made: JournalEntry) -> EntryText:
    """The text of the entry in the vault."""
    with vault.unit() as uow:
        return journal.entry(uow, person=vault.alex, entry_id=made.id).text


def words_of(pane: EntryPane) -> str:
    """Everything that can be read in the pane."""
    labels = [label.text() for label in pane.findChildren(QLabel) if label.isVisible()]
    buttons = [button.text().strip() for button in pane.findChildren(QAbstractButton) if button.isVisible()]
    fields = [field.toPlainText() for field in pane.findChildren(QPlainTextEdit) if field.isVisible()]
    return "\n".join([*labels, *buttons, *fields])


# --- the boundary


def test_only_a_fantasy_stays_a_fantasy(pane: EntryPane, vault: TestVault) -> None:
    said = {}
    for kind in EntryKind:
        open_entry(pane, write(vault, "x", kind=kind))
        choice = pane.fields.boundary.choice
        assert choice.choice is Boundary.STAYS
        said[kind] = [choice.button(boundary).words for boundary in Boundary]
    assert said[EntryKind.FANTASY] == ["stays a fantasy", "I’d like to talk about it", "I might like to try it"]
    for kind in set(EntryKind) - {EntryKind.FANTASY}:
        assert "fantasy" not in " ".join(said[kind])


def test_a_change_of_kind_changes_words_but_no_choice(pane: EntryPane, vault: TestVault) -> None:
    made = write(vault, "x", kind=EntryKind.LETTER, boundary=Boundary.TALK)
    open_entry(pane, made)
    pane.moment.kind.choices[list(EntryKind).index(EntryKind.FANTASY)].trigger()
    choice = pane.fields.boundary.choice
    assert choice.button(Boundary.STAYS).words == "stays a fantasy"
    assert choice.button(Boundary.TALK).isChecked()
    pane.presenter.save()
    assert (kept(vault, made).kind, kept(vault, made).boundary) == (EntryKind.FANTASY, Boundary.TALK)


def test_words_for_any_kind_name_both_meanings() -> None:
    assert "fantasy" in boundary_word(Boundary.STAYS)
    assert boundary_word(Boundary.STAYS) not in {boundary_word(Boundary.STAYS, kind) for kind in EntryKind}


# --- limits


def test_one_label_too_many_is_reported_and_stays_in_its_field(pane: EntryPane, vault: TestVault) -> None:
    made = write(vault, "x", feelings=MANY)
    open_entry(pane, made)
    row = pane.fields.rows[LabelRole.FEELING]
    row.toggle()
    assert not row.full.isVisible()
    QTest.keyClicks(own_words(row), "one more")
    QTest.keyClick(own_words(row), Qt.Key.Key_Return)
    assert row.full.isVisible()
    assert "one more" in row.full.text()
    assert own_words(row).text() == "one more"
    assert row.picker is not None
    row.picker.chip("tender").click()
    assert "tender" in row.full.text()
    assert not row.picker.chip("tender").isChecked()
    pane.presenter.save()
    assert kept(vault, made).feelings == MANY
    row.picker.chip("word 7").click()
    assert not row.full.isVisible()
    row.picker.chip("tender").click()
    pane.presenter.save()
    assert kept(vault, made).feelings == (*MANY[:7], *MANY[8:], "tender")


def test_one_way_too_many_is_reported_and_nothing_breaks(pane: EntryPane, vault: TestVault) -> None:
    made = write(vault, "x", needs=("rest",), ways=MANY)
    open_entry(pane, made)
    pane.fields.toggle(pane.fields.ways)
    flow = pane.fields.ways.flows["rest"]
    flow.chip("An afternoon nap").click()
    full = pane.fields.ways.full
    assert full.isVisible()
    assert "An afternoon nap" in full.text()
    assert not flow.chip("An afternoon nap").isChecked()
    pane.own.add_way("rest", "The long way home")
    assert "The long way home" in full.text()
    pane.presenter.save()
    assert kept(vault, made).ways == MANY
    with vault.unit() as uow:
        assert [way.text for way in journal.ways(uow, person=vault.alex)] == ["The long way home"]


def test_a_template_that_does_not_fit_reports_what_was_left_out(pane: EntryPane, vault: TestVault) -> None:
    made = write(vault, "x", tags=MANY[:150], ways=MANY[:199])
    open_entry(pane, made)
    text = EntryText(body="more", tags=("a new one", *MANY[100:], "another"), ways=("one", "two"), for_us="closer")
    pane.use_template(EntryTemplate(id="t", name="Mine", text=text))
    pane.presenter.save()
    after = kept(vault, made)
    assert len(after.tags) == MOST_LABELS
    assert after.tags[:151] == (*MANY[:150], "a new one")
    assert after.ways == (*MANY[:199], "one")
    assert after.for_us == "closer"
    assert pane.notice.isVisible()
    assert "3 from the template did not fit" in words_of(pane), "two tags and a way"


def test_an_own_template_brings_everything_but_the_boundary(pane: EntryPane, vault: TestVault) -> None:
    text = EntryText(
        kind=EntryKind.LETTER, title="T", body="b", fears=("x",), needs=("rest",), ways=("w",), for_safety="s"
    )
    made = write(vault)
    open_entry(pane, made)
    pane.use_template(EntryTemplate(id="t", name="Mine", text=text))
    pane.presenter.save()
    assert kept(vault, made) == text
    assert not pane.notice.isVisible()
    other = write(vault, "own", for_safety="mine", title="U")
    open_entry(pane, other)
    pane.use_template(EntryTemplate(id="t", name="Mine", text=text))
    pane.presenter.save()
    assert (kept(vault, other).title, kept(vault, other).for_safety) == ("U", "mine")
    assert kept(vault, other).kind is EntryKind.REFLECTION


def test_fields_for_names_of_templates_have_their_full_height(pane: EntryPane, vault: TestVault) -> None:
    prompts = prompts_of(pane)
    open_entry(pane, write(vault, "x"))
    for name in ("One", "Two", "Three"):
        prompts.answers.append(name)
        pane.templates.save_wanted.emit()
    pane.own.edit_templates()
    dialog = prompts.shown[-1]
    assert isinstance(dialog, OwnListDialog)
    settle()
    assert len(dialog.fields) == 3
    assert all(field.edit.height() >= field.edit.sizeHint().height() for field in dialog.fields.values())
    prompts.close_all()


# --- ways


def test_ways_of_a_removed_need_can_be_seen_and_unmarked(pane: EntryPane, vault: TestVault) -> None:
    made = write(vault, "x", needs=("rest", "trust"), ways=("An afternoon nap",))
    open_entry(pane, made)
    fields = pane.fields
    fields.rows[LabelRole.NEED].toggle()
    picker = fields.rows[LabelRole.NEED].picker
    assert picker is not None
    picker.chip("rest").click()
    fields.toggle(fields.ways)
    assert fields.ways.flows[""].chip("An afternoon nap").isChecked()
    assert "1 marked" in fields.ways_fold.words
    picker.chip("trust").click()
    assert fields.ways_fold.isVisible()
    fields.ways.flows[""].chip("An afternoon nap").click()
    assert "marked" not in fields.ways_fold.words
    pane.presenter.save()
    assert (kept(vault, made).needs, kept(vault, made).ways) == ((), ())


def test_a_need_leads_to_what_may_meet_it_on_the_list(qtbot: QtBot, vault: TestVault) -> None:
    made = write(vault, "x", needs=("rest", "one of my own"))
    page = journal_page(qtbot, vault, made.id)
    qtbot.waitUntil(lambda: page.pane.fields.ways_fold.isVisible())
    page.pane.fields.ways_fold.click()
    settle()
    went: list[object] = []
    page.ws.signals.navigated.connect(lambda where, argument: went.append((where, argument)))
    click("“Rest” on my list", page.pane)
    assert went == [(PageId.MY_LIST, "need:rest")]
    assert len([each for each in find_all(QAbstractButton, page.pane.fields.ways) if "on my list" in each.text()]) == 1


def test_the_fold_counts_marked_ways_at_once(pane: EntryPane, vault: TestVault) -> None:
    open_entry(pane, write(vault, "x", needs=("rest",)))
    pane.fields.toggle(pane.fields.ways)
    pane.fields.ways.flows["rest"].chip("An afternoon nap").click()
    assert "1 marked" in pane.fields.ways_fold.words


# --- undo


def test_picks_are_undone_step_by_step_and_redone(qtbot: QtBot, vault: TestVault) -> None:
    made = write(vault, "x", needs=("rest",), feelings=("calm",))
    page = journal_page(qtbot, vault)
    pane, fields = page.pane, page.pane.fields
    row = fields.rows[LabelRole.FEELING]
    row.toggle()
    assert row.picker is not None
    row.picker.chip("tender").click()
    fields.toggle(fields.ways)
    fields.ways.flows["rest"].chip("An afternoon nap").click()
    fields.toggle(fields.more)
    thought = fields.thoughts["for_us"].edit
    thought.setFocus()
    QTest.keyClicks(thought, "closer")
    fields.boundary.choice.button(Boundary.TALK).click()
    row.picker.chip("calm").click()

    def now() -> tuple[tuple[str, ...], tuple[str, ...], str]:
        pane.presenter.save()
        text = kept(vault, made)
        assert text.boundary is Boundary.TALK, "what was chosen deliberately stays"
        return text.feelings, text.ways, text.for_us

    steps = [
        (("tender",), ("An afternoon nap",), "closer"),
        (("calm", "tender"), ("An afternoon nap",), "closer"),
        (("calm", "tender"), ("An afternoon nap",), ""),
        (("calm", "tender"), (), ""),
        (("calm",), (), ""),
    ]
    assert now() == steps[0]
    chip = row.picker.chip("tender")
    for wanted in (*steps[1:], steps[-1]):
        chip.setFocus()
        QTest.keyClick(chip, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert now() == wanted
    assert not chip.isChecked()
    for wanted in (*reversed(steps[:-1]), steps[0]):
        chip.setFocus()
        QTest.keyClick(chip, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        assert now() == wanted
    assert chip.isChecked()
    write(vault, "other")
    page.activate()
    settle()
    page.list.choose(0)
    settle()
    fields.history.undo()
    pane.presenter.save()
    assert kept(vault, made).feelings == ("tender",), "a different entry has its own history"


def test_a_field_undoes_its_own_typing(qtbot: QtBot, vault: TestVault) -> None:
    made = write(vault, "x")
    page = journal_page(qtbot, vault)
    fields = page.pane.fields
    row = fields.rows[LabelRole.TAG]
    fields.toggle(fields.more)
    row.toggle()
    QTest.keyClicks(own_words(row), "sea")
    QTest.keyClick(own_words(row), Qt.Key.Key_Return)
    QTest.keyClicks(own_words(row), "half")
    QTest.keyClick(own_words(row), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert own_words(row).text() == ""
    page.presenter.save()
    assert kept(vault, made).tags == ("sea",)


# --- in the bin


def test_in_the_bin_everything_can_be_read_and_nothing_changed(pane: EntryPane, vault: TestVault) -> None:
    made = write(
        vault,
        "kept",
        kind=EntryKind.LETTER,
        feelings=("calm",),
        fears=("the dark",),
        needs=("rest", "trust"),
        ways=("An afternoon nap",),
        for_us="closer",
        boundary=Boundary.TALK,
    )
    with vault.unit(vault.alex) as uow:
        journal.bin_entry(uow, person=vault.alex, entry_id=made.id, now=vault.clock())
    open_entry(pane, made)
    fields = pane.fields
    for fold in (fields.more_fold, fields.ways_fold):
        QTest.mouseClick(fold, Qt.MouseButton.LeftButton)
    settle()
    said = words_of(pane)
    for words in ("Letter", "calm", "the dark", "Rest", "An afternoon nap", "closer", "This one… I’d like to talk"):
        assert words in said, words
    assert "Values" not in said, "nothing is in it"
    assert "A day without messages" not in said, "it is not marked"
    pressed = {button for button in pane.findChildren(QAbstractButton) if button.isVisible() and button.isEnabled()}
    assert pressed == {fields.more_fold, fields.ways_fold}
    fields_there: list[QLineEdit | QPlainTextEdit | QTextEdit] = [
        *pane.findChildren(QLineEdit),
        *pane.findChildren(QPlainTextEdit),
        *pane.findChildren(QTextEdit),
    ]
    writable = [each for each in fields_there if each.isVisible() and each.isEnabled() and not each.isReadOnly()]
    assert writable == []


def test_an_entry_shown_after_one_in_the_bin_can_be_changed(pane: EntryPane, vault: TestVault) -> None:
    made, other = write(vault, "one", feelings=("calm",)), write(vault, "other")
    with vault.unit(vault.alex) as uow:
        journal.bin_entry(uow, person=vault.alex, entry_id=made.id, now=vault.clock())
    open_entry(pane, made)
    open_entry(pane, other)
    for role in (LabelRole.FEELING, LabelRole.NEED):
        row = pane.fields.rows[role]
        assert not row.isVisible(), "nothing is noted"
        pane.fields.folds[role].click()
        assert row.isVisible()
        assert row.plus.isVisible()
    assert pane.fields.boundary.choice.isVisible()
    assert pane.moment.kind.isVisible()
    assert not pane.moment.said.isVisible()
    pane.fields.toggle(pane.fields.more)
    assert all(field.isVisible() and not field.edit.isReadOnly() for field in pane.fields.thoughts.values())


# --- the keyboard


def test_a_label_and_a_way_being_typed_stay_with_their_entry(pane: EntryPane, vault: TestVault) -> None:
    made, other = write(vault, "x", needs=("rest",)), write(vault, "y", needs=("rest",))
    open_entry(pane, made)
    fields = pane.fields
    fields.rows[LabelRole.FEELING].toggle()
    fields.toggle(fields.ways)
    picker = fields.rows[LabelRole.FEELING].picker
    assert picker is not None
    QTest.keyClicks(picker.own, "wobbly")
    QTest.keyClicks(fields.ways.flows["rest"].own, "a long bath")
    open_entry(pane, other)
    assert (kept(vault, made).feelings, kept(vault, made).ways) == (("wobbly",), ("a long bath",))
    assert (kept(vault, other).feelings, kept(vault, other).ways) == ((), ())


def test_closing_a_picker_keeps_the_keyboard_in_the_entry(pane: EntryPane, vault: TestVault) -> None:
    open_entry(pane, write(vault))
    row = pane.fields.rows[LabelRole.NEED]
    row.toggle()
    row.toggle()
    assert pane.focusWidget() is row.plus


def test_tab_goes_through_everything_in_order(qtbot: QtBot, vault: TestVault) -> None:
    write(vault, "x", needs=("rest",), feelings=("calm",))
    page = journal_page(qtbot, vault)
    pane = page.pane
    pane.moment.kind.choices[0].trigger()
    for fold in (pane.prompts.fold, pane.fields.ways_fold, pane.fields.more_fold):
        fold.click()
    settle()
    pane.focus_title()
    gone_through = []
    while (here := page.window().focusWidget()) is not None and pane.isAncestorOf(here):
        gone_through.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
        assert len(gone_through) < 200
    names = [widget.accessibleName() for widget in gone_through]
    wanted = ["Title", "Text", "Actions for this entry", "Kind: Fantasy; change", "Bold", "Prompts",
              *prompts_for(EntryKind.FANTASY), "This one…: stays a fantasy", "Feelings", "Needs", "More", "calm",
              "Feelings: choose", "Rest", "Needs: choose", "Ways to meet these needs", "An evening without plans",
              "Another way of my own", "Fears: choose", "Tags: choose", "What it could mean for us",
              "Bring to my list…"]  # fmt: skip
    assert [name for name in names if name in wanted] == wanted
    assert all(names), "each says what it is"
    assert len(set(gone_through)) == len(gone_through)


def test_an_unfolded_part_becomes_visible(pane: EntryPane, vault: TestVault) -> None:
    pane.resize(640, 420)
    open_entry(pane, write(vault, "x", needs=("rest",)))
    settle()
    for fold, part in (
        (pane.prompts.fold, pane.prompts),
        (pane.fields.ways_fold, pane.fields.ways),
        (pane.fields.more_fold, pane.fields.more),
    ):
        pane.scroller.verticalScrollBar().setValue(0)
        fold.click()
        settle()
        view = pane.scroller.viewport()
        top, end = (part.mapTo(view, point).y() for point in (part.rect().topLeft(), part.rect().bottomLeft()))
        assert 0 < top < view.height() // 2 or end <= view.height(), fold.words
        assert fold.mapTo(view, fold.rect().topLeft()).y() >= 0, "it is seen what was pressed"
        fold.click()


def test_everything_of_an_entry_begins_at_one_edge(pane: EntryPane, vault: TestVault) -> None:
    open_entry(pane, write(vault, "x", needs=("rest",), feelings=("calm",)))
    pane.moment.kind.choices[0].trigger()
    pane.fields.toggle(pane.fields.more)
    settle()
    fields = pane.fields
    begin = (pane.title.edit, pane.moment.kind, pane.editor, pane.prompts.fold, fields.boundary.choice,
             *fields.rows.values(), fields.folds[LabelRole.FEELING], fields.ways_fold)  # fmt: skip
    assert len({widget.mapTo(pane, QPoint()).x() for widget in begin if widget.isVisible()}) == 1
    assert pane.editor.document().documentMargin() == 0
    assert pane.editor.width() <= Size.ENTRY


def test_formats_are_seen_only_while_text_is_chosen_or_somebody_asks(
    qtbot: QtBot, pane: EntryPane, vault: TestVault
) -> None:
    open_entry(pane, write(vault, "Some words"))
    with qtbot.waitActive(pane):
        pane.activateWindow()
    bar, editor = pane.bar, pane.editor

    def is_seen() -> bool:
        return bar.is_seen

    pane.focus_body()
    settle()
    assert not is_seen()
    editor.selectAll()
    assert is_seen()
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    assert not is_seen()
    QTest.keyPress(editor, Qt.Key.Key_Control)
    assert is_seen()
    QTest.keyRelease(editor, Qt.Key.Key_Control)
    assert not is_seen()
    bar.buttons["bold"].setFocus(Qt.FocusReason.TabFocusReason)
    settle()
    assert is_seen(), "nobody is on what they can't see"
    pane.focus_body()
    settle()
    assert not is_seen()
