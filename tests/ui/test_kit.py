"""The kit: by keyboard, by name, exactly, and at every text size."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QDate, QEvent, QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QBoxLayout,
    QCalendarWidget,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.errors import NotOnSharedList, VaultInUse
from app.models.answer import STANCES, Stance
from app.ui.design.design import Design
from app.ui.design.dressing import Dress
from app.ui.design.tokens import Colour, Size, TextRole, Theme
from app.ui.kit.buttons import IconButton, primary, quiet, secondary
from app.ui.kit.check_list import CheckList
from app.ui.kit.chips import Chip, ChipFlow
from app.ui.kit.controls import CheckBox, ComboBox, DateField, SpinBox
from app.ui.kit.empty import EmptyState
from app.ui.kit.field import LineField, SearchField, TextField
from app.ui.kit.flow import Column, Flow, button_row
from app.ui.kit.header import PageHeader
from app.ui.kit.keyboard import stops_tab
from app.ui.kit.labels import Label, title
from app.ui.kit.mark import MarkButton, consent_button
from app.ui.kit.narrow import NarrowSwitch, TwoColumns
from app.ui.kit.notice import Notice, NoticeTone
from app.ui.kit.painted_row import TextLines
from app.ui.kit.passphrase import PassField
from app.ui.kit.progress import Busy, ProgressLine
from app.ui.kit.scroll import ScrollPage
from app.ui.kit.section_list import SectionLine, SectionList, SectionState
from app.ui.kit.segments import Segments
from app.ui.kit.stance import StanceBar, StancePill, stance_word
from app.ui.kit.surfaces import Card, ClickRow, IconLabel, Pill
from app.ui.shell.messages import ToastBar
from tests.support.in_window import Show
from tests.support.leaks import settle
from tests.support.texts import AWKWARD
from tests.support.widgets import said_in
from tests.support.workspace import ALEX


@pytest.mark.parametrize("number", range(1, 7))
def test_keys_1_to_6_choose_a_stance(qtbot: QtBot, design: Design, show: Show, number: int) -> None:
    bar = StanceBar(design, "When I lead")
    show(bar)
    said: list[object] = []
    bar.chosen.connect(said.append)
    QTest.keyClick(bar.button(Stance.WANT), int(Qt.Key.Key_0) + number)
    assert said == [STANCES[number - 1]]
    assert [s for s in STANCES if bar.button(s).isChecked()] == [STANCES[number - 1]]


def test_0_does_not_apply_7_asks_for_more_and_backspace_clears(qtbot: QtBot, design: Design, show: Show) -> None:
    bar = StanceBar(design, "Together")
    show(bar)
    said: list[object] = []
    bar.chosen.connect(said.append)
    for key in (Qt.Key.Key_3, Qt.Key.Key_0, Qt.Key.Key_7, Qt.Key.Key_4, Qt.Key.Key_Backspace):
        QTest.keyClick(bar.button(Stance.WANT), key)
    assert said == [Stance.CURIOUS, Stance.NOT_APPLICABLE, Stance.MORE_FIRST, Stance.ONLY_IF, None]
    assert not any(bar.button(s).isChecked() for s in STANCES)


def test_showing_a_stance_emits_nothing(design: Design, show: Show) -> None:
    bar = StanceBar(design)
    show(bar)
    said: list[object] = []
    bar.chosen.connect(said.append)
    bar.show_stance(Stance.HARD_LIMIT)
    bar.show_stance(None)
    assert said == []


def test_pressing_the_chosen_stance_takes_it_back(qtbot: QtBot, design: Design, show: Show) -> None:
    bar = StanceBar(design)
    show(bar)
    bar.show_stance(Stance.WANT)
    with qtbot.waitSignal(bar.chosen) as signal:
        QTest.mouseClick(bar.button(Stance.WANT), Qt.MouseButton.LeftButton)
    assert signal.args == [None]


def test_stances_have_word_icon_and_name(design: Design, show: Show) -> None:
    bar = StanceBar(design, "When I lead")
    show(bar)
    assert [bar.button(s).words for s in STANCES] == ["Want", "Willing", "Curious", "Only if", "Not now", "No"]
    assert bar.button(Stance.HARD_LIMIT).accessibleName() == "When I lead: No"
    assert not bar.button(Stance.HARD_LIMIT).icon().isNull()
    assert StancePill(design, Stance.ONLY_IF).accessibleName() == stance_word(Stance.ONLY_IF)


def test_arrows_move_along_the_stances(qtbot: QtBot, design: Design, show: Show) -> None:
    bar = StanceBar(design)
    show(bar)
    bar.button(Stance.WANT).setFocus()
    QTest.keyClick(bar.button(Stance.WANT), Qt.Key.Key_Right)
    qtbot.waitUntil(bar.button(Stance.WILLING).hasFocus)
    assert not any(bar.button(s).isChecked() for s in STANCES)


@pytest.mark.parametrize("text", AWKWARD)
def test_a_text_comes_back_exactly(qtbot: QtBot, design: Design, show: Show, text: str) -> None:
    field = TextField(design, "Words")
    show(field)
    field.show_text(text)
    assert field.text() == text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n").replace(
        "\u2028", "\n"
    )


def test_no_break_spaces_survive_typing(qtbot: QtBot, design: Design, show: Show) -> None:
    field = TextField(design, "Words")
    show(field)
    field.edit.insertPlainText("10\u00a0Uhr\nzwei")
    with qtbot.waitSignal(field.committed) as signal:
        field.commit()
    assert signal.args == ["10\u00a0Uhr\nzwei"]


def test_a_text_is_saved_a_moment_after_the_last_key(qtbot: QtBot, design: Design, show: Show) -> None:
    field = TextField(design, "Words")
    show(field)
    with qtbot.waitSignal(field.committed) as signal:
        QTest.keyClicks(field.edit, "quiet")
    assert signal.args == ["quiet"]


def test_a_text_field_grows(qtbot: QtBot, design: Design, show: Show) -> None:
    field = TextField(design, "Words", rows=2)
    show(field)
    small = field.edit.height()
    field.show_text("\n".join("line" for _ in range(5)))
    qtbot.waitUntil(lambda: field.edit.height() > small)


def test_markup_is_shown_as_it_is(design: Design) -> None:
    assert Label("<b>bold</b>").textFormat() == Qt.TextFormat.PlainText


def test_a_label_is_as_high_as_its_words_are_now(design: Design) -> None:
    label = title("words that take several lines in a narrow column")
    high = label.heightForWidth(120)
    assert label.heightForWidth(2_000) < high
    label.setStyleSheet("font-size: 40px")
    label.ensurePolished()
    larger = label.heightForWidth(120)
    assert larger > high
    label.clear()
    assert label.heightForWidth(120) < larger
    label.setText("words that take several lines in a narrow column, and one more")
    assert label.heightForWidth(120) > larger


def _card_around(inner: QWidget) -> Card:
    card = Card(Design(Theme.LIGHT))
    card.add(inner)
    return card


@pytest.mark.parametrize("make", [Column, Flow, _card_around])
def test_a_hint_asks_no_content_how_high_it_is(make: Callable[[QWidget], QWidget], design: Design) -> None:
    asked: list[int] = []

    class _Asked(QWidget):
        def hasHeightForWidth(self) -> bool:
            return True

        def heightForWidth(self, width: int) -> int:
            asked.append(width)
            return 20

    box = make(_Asked())
    box.sizeHint()
    box.minimumSizeHint()
    assert not asked
    box.heightForWidth(300)
    assert asked


def test_a_line_emits_each_new_text_once(qtbot: QtBot, design: Design, show: Show) -> None:
    field = LineField(design, "Name")
    show(field)
    said: list[str] = []
    field.committed.connect(said.append)
    field.show_text("Alex")
    field.commit()
    QTest.keyClicks(field.edit, "a")
    field.commit()
    field.commit()
    assert said == ["Alexa"]


def test_an_error_is_shown_below_until_the_next_key(qtbot: QtBot, design: Design, show: Show) -> None:
    field = LineField(design, "Name")
    show(field)
    field.show_error("This is too long.")
    assert field.error.isVisible()
    assert field.edit.accessibleDescription() == "This is too long."
    QTest.keyClicks(field.edit, "x")
    assert not field.error.isVisible()


def test_a_passphrase_is_never_copied(qtbot: QtBot, design: Design, show: Show) -> None:
    field = PassField(design, "Passphrase")
    window = show(field)
    clipboard = window.screen() and field.edit
    assert clipboard is not None
    QTest.keyClicks(field.edit, "three plain words")
    QTest.mouseClick(field.eye, Qt.MouseButton.LeftButton)
    assert field.edit.displayText() == "three plain words"
    field.edit.selectAll()
    QTest.keyClick(field.edit, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == "three plain words"
    field.clear()
    assert field.text() == ""
    assert field.edit.echoMode() == field.edit.EchoMode.Password


@pytest.mark.parametrize("scale", [100, 150, 200])
def test_an_empty_screen_cuts_no_words_however_narrow_and_low(design: Design, show: Show, scale: int) -> None:
    design.set_scale(scale)
    state = EmptyState(design, "house", "Nothing written yet", "A sentence of some length that wraps. " * 3)
    window = show(state)
    for width in (1000, 730, 400):
        window.resize(width, 500)
        QCoreApplication.processEvents()
        for label in (state._title, state._text):
            assert label.height() >= label.heightForWidth(label.width()), (width, label.text())
    design.set_scale(100)


def test_a_chip_is_cut_to_the_room_and_keeps_its_whole_name(design: Design, show: Show) -> None:
    long = "a day without messages " * 20
    chips = ChipFlow(design)
    window = show(chips)
    window.resize(400, 300)
    chips.show_chips([("a", long), ("b", "tea && <b>")], ["a"])
    QCoreApplication.processEvents()
    one, other = chips.chip("a"), chips.chip("b")
    assert window.width() == 400
    assert one.width() <= chips.width()
    assert one.text().endswith("…")
    assert long.startswith(one.toolTip()[:40])
    assert one.accessibleName() == long
    assert (other.words, other.toolTip()) == ("tea && <b>", "")
    window.resize(900, 300)
    QCoreApplication.processEvents()
    wider = one.text()
    assert 400 < one.width() <= chips.width()
    one.setChecked(False)
    QCoreApplication.processEvents()
    assert len(one.text()) >= len(wider)
    design.set_scale(200)
    QCoreApplication.processEvents()
    assert len(one.text()) < len(wider)
    assert other.text().endswith("tea &&&& <b>"), "what there is room for is not cut"
    assert other.toolTip() == ""
    design.set_scale(100)


@pytest.mark.parametrize("scale", [100, 150, 200])
def test_a_chip_that_is_cut_wants_as_much_room_as_before(design: Design, show: Show, scale: int) -> None:
    design.set_scale(scale)
    chip = Chip(design, "Energy", checkable=True)
    chip.setChecked(True)
    show(chip)
    wanted = chip.sizeHint().width()
    chip.setFixedWidth(wanted - wanted // 4)
    QCoreApplication.processEvents()
    assert chip.text().endswith("…")
    assert abs(chip.sizeHint().width() - wanted) <= 1


def test_search_waits_a_moment(qtbot: QtBot, design: Design, show: Show) -> None:
    field = SearchField(design, "Search")
    show(field)
    said: list[str] = []
    field.searched.connect(said.append)
    with qtbot.waitSignal(field.searched):
        QTest.keyClicks(field, "mass")
    assert said == ["mass"]


def test_new_chips_appear_together_and_end_what_was_being_built(qtbot: QtBot, design: Design, show: Show) -> None:
    chips = ChipFlow(design)
    show(chips)
    chips.show_chips([("a", "water"), ("b", "a blanket")], ["b"])
    later = [("b", "a blanket"), ("c", "tea"), ("d", "quiet")]
    next(chips.in_pieces(later, ["d"]))
    assert [chip.words for chip in chips.findChildren(Chip) if chip.isVisible()] == ["water", "a blanket"]
    chips.show_chips(later, ["d"])
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert sorted(chip.words for chip in chips.findChildren(Chip)) == ["a blanket", "quiet", "tea"]
    assert all(chip.isVisible() for chip in chips.findChildren(Chip))
    assert chips.chosen() == ("d",)


def test_a_chosen_chip_has_one_tick(design: Design, show: Show) -> None:
    chips = ChipFlow(design)
    show(chips)
    chips.show_chips([("a", "chosen"), ("b", "water")], ["a"])

    def ticks(key: str) -> int:
        chip = chips.chip(key)
        return (not chip.tick.isEmpty()) + (not chip.icon().isNull())

    assert (ticks("a"), ticks("b")) == (1, 0)


def test_chips_are_one_stop_and_arrows_go_from_one_to_the_next(qtbot: QtBot, design: Design, show: Show) -> None:
    chips = ChipFlow(design, own=True)
    window = show(chips)
    words = "abcdefgh"
    chips.show_chips([(letter, letter * 12) for letter in words])
    window.resize(500, 300)
    QCoreApplication.processEvents()
    qtbot.waitUntil(window.isActiveWindow)
    button = {letter: chips.chip(letter) for letter in words}
    assert [each.key for each in chips.findChildren(Chip) if stops_tab(each)] == ["a"]
    button["a"].setFocus()

    def at(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> str:
        QTest.keyClick(window.focusWidget(), key, modifier)
        return next((letter for letter in words if button[letter].hasFocus()), "")

    line = sum(button[letter].mapTo(chips, QPoint()).y() == button["a"].mapTo(chips, QPoint()).y() for letter in words)
    assert 1 < line < len(words) / 2
    assert at(Qt.Key.Key_Right) == "b"
    assert at(Qt.Key.Key_Down) == words[line + 1]
    assert at(Qt.Key.Key_Space) == words[line + 1]
    assert at(Qt.Key.Key_Up) == "b"
    assert at(Qt.Key.Key_Return) == "b"
    assert chips.chosen() == ("b", words[line + 1])
    assert [at(key) for key in (Qt.Key.Key_End, Qt.Key.Key_Right)] == ["h", "h"]
    assert [at(key) for key in (Qt.Key.Key_Home, Qt.Key.Key_Left, Qt.Key.Key_Up)] == ["a", "a", "a"]
    at(Qt.Key.Key_End)
    assert at(Qt.Key.Key_Tab) == ""
    assert chips._own is not None
    assert chips._own.hasFocus()
    assert at(Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier) == "h", "back where the keyboard was"
    chips.show_chips([(letter, letter) for letter in "abg"])
    assert button["g"].hasFocus(), "what took its place"
    chips.show_chips([("a", "a")])
    assert stops_tab(button["a"])


def test_the_keyboard_takes_a_chip_out_and_stays_among_them(qtbot: QtBot, design: Design, show: Show) -> None:
    chips = ChipFlow(design, checkable=False, removable=True)
    window = show(chips)
    qtbot.waitUntil(window.isActiveWindow)
    left = ["tea", "music", "quiet"]

    def take_out(key: str) -> None:
        left.remove(key)
        chips.show_chips([(each, each) for each in left])

    chips.removed.connect(take_out)
    chips.show_chips([(each, each) for each in left])
    chips.chip("tea").setFocus()
    QTest.keyClick(chips.chip("tea"), Qt.Key.Key_Right)
    for taken, there in (("music", "quiet"), ("quiet", "tea")):
        assert chips.chip(taken).hasFocus()
        QTest.keyClick(chips.chip(taken), Qt.Key.Key_Return)
        assert chips.chip(there).hasFocus()
    assert left == ["tea"]


def test_chips_toggle_are_removed_and_added(qtbot: QtBot, design: Design, show: Show) -> None:
    chips, chosen = ChipFlow(design, own=True), ChipFlow(design, checkable=False, removable=True)
    show(Column(chips, chosen))
    chips.show_chips([("a", "water"), ("b", "a blanket")], ["b"])
    chosen.show_chips([("b", "a blanket")])
    assert chips.chosen() == ("b",)
    with qtbot.waitSignal(chips.toggled) as toggled:
        QTest.mouseClick(chips.chip("a"), Qt.MouseButton.LeftButton)
    assert toggled.args == ["a", True]
    assert chosen.chip("b").accessibleName() == "Remove: a blanket"
    with qtbot.waitSignal(chosen.removed) as removed:
        QTest.mouseClick(chosen.chip("b"), Qt.MouseButton.LeftButton)
    assert removed.args == ["b"]
    assert chips._own is not None
    QTest.keyClicks(chips._own, "  music ")
    with qtbot.waitSignal(chips.added) as added:
        QTest.keyClick(chips._own, Qt.Key.Key_Return)
    assert added.args == ["  music "], "exactly what was typed"
    assert chips._own.text() == ""


def test_a_choice_can_be_taken_back_only_if_optional(qtbot: QtBot, design: Design, show: Show) -> None:
    fixed = Segments(design, "Theme", [("a", "Light"), ("b", "Dark")])
    free = Segments(design, "Up to", [(1, "light"), (2, "medium")], optional=True)
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.addWidget(fixed)
    column.addWidget(free)
    show(holder)
    for choice, key in ((fixed, "a"), (free, 2)):
        for _ in range(2):
            QTest.mouseClick(choice.button(key), Qt.MouseButton.LeftButton)
    assert fixed.choice == "a"
    assert free.choice is None
    QTest.keyClick(free.button(1), Qt.Key.Key_Space)
    assert free.choice == 1


def test_a_choice_is_one_stop_for_tab_and_arrows_move_within(qtbot: QtBot, design: Design, show: Show) -> None:
    choice = Segments(design, "Up to", [(1, "light"), (2, "medium"), (3, "firm")])
    below = LineField(design, "Name")
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.addWidget(choice)
    column.addWidget(below)
    show(holder)
    choice.show_choice(2)
    choice.setFocus()
    qtbot.waitUntil(choice.button(2).hasFocus)
    for key, there in ((Qt.Key.Key_Right, 3), (Qt.Key.Key_Down, 1), (Qt.Key.Key_Left, 3), (Qt.Key.Key_Up, 2)):
        QTest.keyClick(holder.window().focusWidget() or holder, key)
        assert choice.button(there).hasFocus()
        assert choice.choice == 2
    QTest.keyClick(choice.button(2), Qt.Key.Key_Tab)
    assert below.edit.hasFocus()
    QTest.keyClick(below.edit, Qt.Key.Key_Backtab)
    assert choice.button(2).hasFocus()


def test_arrows_follow_the_direction_of_the_words(qtbot: QtBot, design: Design, show: Show) -> None:
    choice = Segments(design, "Up to", [(1, "light"), (2, "medium"), (3, "firm")])
    choice.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    show(choice)
    QTest.keyClick(choice.button(1), Qt.Key.Key_Left)
    qtbot.waitUntil(choice.button(2).hasFocus)


def test_what_has_the_focus_stays_in_sight_while_the_page_grows(qtbot: QtBot, design: Design, show: Show) -> None:
    page, above, field = ScrollPage(design), QWidget(), QLineEdit()
    above.setFixedHeight(10)
    for widget in (above, field):
        page.body.addWidget(widget)
    page.body.addStretch(1)
    window = show(page)
    qtbot.waitUntil(window.isActiveWindow)
    for edit in (QLineEdit(), field):
        page.body.addWidget(edit)
        edit.show()
        edit.setFocus(Qt.FocusReason.OtherFocusReason)
        qtbot.waitUntil(edit.hasFocus)
    above.setFixedHeight(4_000)
    qtbot.waitUntil(lambda: page.verticalScrollBar().value() > 3_000)
    assert not field.visibleRegion().isEmpty()


def test_what_was_scrolled_to_the_top_stays_there_while_the_page_grows(
    qtbot: QtBot, design: Design, show: Show
) -> None:
    page, fields, below = ScrollPage(design), [QLineEdit() for _ in range(2)], QWidget()
    below.setFixedHeight(4_000)
    for widget in (*fields, below):
        page.body.addWidget(widget)
    window = show(page)
    qtbot.waitUntil(window.isActiveWindow)
    for field in fields:
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        qtbot.waitUntil(field.hasFocus)
    page.reveal_top(below)
    fields[0].setFixedHeight(1_000)
    top = page.verticalScrollBar()
    qtbot.waitUntil(lambda: top.value() == below.mapTo(page, QPoint()).y() + top.value() > 1_000)
    fields[0].setFocus(Qt.FocusReason.OtherFocusReason)
    qtbot.waitUntil(lambda: top.value() < 1_000)


def test_a_page_that_goes_to_its_top_stays_there_whatever_got_the_focus_before(
    qtbot: QtBot, design: Design, show: Show
) -> None:
    page, above, button = ScrollPage(design), QWidget(), secondary(design, "Next")
    above.setFixedHeight(2_000)
    for widget in (above, button):
        page.body.addWidget(widget)
    window = show(page)
    qtbot.waitUntil(window.isActiveWindow)
    button.setFocus(Qt.FocusReason.OtherFocusReason)
    page.to_top()
    above.setFixedHeight(2_100)
    settle()
    assert button.hasFocus()
    assert page.verticalScrollBar().value() == 0


def test_a_day_can_be_none(qtbot: QtBot, design: Design, show: Show) -> None:
    field = DateField(design, "Review")
    show(field)
    assert field.day is None
    field.show_day(date(2026, 6, 14))
    assert field.day == date(2026, 6, 14)
    with qtbot.waitSignal(field.picked) as signal:
        field.findChildren(IconButton)[0].click()
    assert signal.args == [None]


def test_a_day_is_set_by_keys_and_tab_goes_on(qtbot: QtBot, design: Design, show: Show) -> None:
    field, after = DateField(design, "Review"), QLineEdit()
    window = show(Column(field, after))
    qtbot.waitUntil(window.isActiveWindow)
    picked: list[date | None] = []
    field.picked.connect(picked.append)
    field.show_range(date(2026, 6, 1), date(2026, 6, 20))
    field.setFocus()
    QTest.keyClick(field.edit, Qt.Key.Key_Tab)
    assert after.hasFocus(), "without a day, Tab leads on"
    field.setFocus()
    for _ in range(2):
        QTest.keyClick(field.edit, Qt.Key.Key_Up)
    assert picked == [date(2026, 6, 1), date(2026, 6, 2)]
    QTest.keyClicks(field.edit, "14")
    assert len(picked) == 2, "typing 14 is not choosing the 1st"
    QTest.keyClick(field.edit, Qt.Key.Key_Tab)
    assert after.hasFocus()
    assert field.day == picked[-1] == date(2026, 6, 14)
    QTest.keyClick(field.edit, Qt.Key.Key_Delete)
    assert picked.pop() is None
    QTest.keyClicks(field.edit, "12")
    QTest.keyClick(field.edit, Qt.Key.Key_Return)
    assert picked.pop() == date(2026, 6, 12), "digits begin with the month that is offered"


def test_digits_typed_into_a_number_take_the_place_of_the_words_for_none(
    qtbot: QtBot, design: Design, show: Show
) -> None:
    box = SpinBox(design, "Cap", 0, 600, 5, " minutes", "no cap")
    window = show(box)
    qtbot.waitUntil(window.isActiveWindow)
    box.setFocus(Qt.FocusReason.OtherFocusReason)
    QTest.keyClicks(box, "60")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert box.value() == 60


def test_the_calendar_is_made_when_it_is_opened(design: Design, show: Show) -> None:
    field = DateField(design, "Review")
    show(field)
    field.show_range(date(2026, 6, 1), date(2026, 6, 20))
    assert not field.findChildren(QCalendarWidget)
    for day in (None, date(2026, 6, 14)):
        field.show_day(day)
        arrow = QPoint(field.edit.width() - 12, field.edit.height() // 2)
        QTest.mouseClick(field.edit, Qt.MouseButton.LeftButton, pos=arrow)
        (calendar,) = field.findChildren(QCalendarWidget)
        assert calendar.isVisible()
        assert calendar.minimumDate() == QDate(2026, 6, 1)
        assert calendar.maximumDate() == QDate(2026, 6, 20)
        assert calendar.yearShown() >= 2026
        assert field.day == day
        weekend = calendar.weekdayTextFormat(Qt.DayOfWeek.Sunday)
        assert weekend == calendar.weekdayTextFormat(Qt.DayOfWeek.Monday)  # no red
        calendar.window().close()
    field.edit.setDate(QDate(2026, 6, 21))
    assert field.day == date(2026, 6, 20)


def test_a_drop_down_list_emits_keys(qtbot: QtBot, design: Design, show: Show) -> None:
    box = ComboBox(design, "Phase")
    show(box)
    box.show_options([("before", "Before"), ("main", "Main part")], "main")
    assert box.key == "main"
    with qtbot.waitSignal(box.picked) as signal:
        QTest.keyClick(box, Qt.Key.Key_Up)
    assert signal.args == ["before"]


def test_notices_show_errors_without_their_content(design: Design, show: Show) -> None:
    notice = Notice(design)
    show(notice)
    assert said_in(notice) == ""
    notice.show_error(NotOnSharedList("marks"))
    assert said_in(notice).startswith("Not on your shared list yet")
    assert "marks" not in said_in(notice)
    assert notice.property("tone") == "hard_limit"
    notice.show_error(VaultInUse())
    assert notice.property("tone") == "curious"
    notice.clear()
    assert said_in(notice) == ""


def test_tab_reaches_the_button_of_a_notice_in_its_place(design: Design, show: Show) -> None:
    """Right after what is above it, although a notice builds most of itself when it is first shown."""
    notice, above, below = Notice(design), secondary(design, "Above"), secondary(design, "Below")
    holder = QWidget()
    column = QVBoxLayout(holder)
    for each in (above, notice, below):
        column.addWidget(each)
    show(holder)
    notice.show_notice("Saved", "The file is not encrypted.")
    above.setFocus()
    QTest.keyClick(above, Qt.Key.Key_Tab)
    close = above.window().focusWidget()
    assert close is not None
    assert notice.isAncestorOf(close)
    QTest.keyClick(close, Qt.Key.Key_Tab)
    assert above.window().focusWidget() is below
    QTest.keyClick(close, Qt.Key.Key_Space)
    assert notice.isHidden()


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
@pytest.mark.parametrize("shape", ["circle", "square"])
def test_a_mark_is_painted_in_its_hue_with_a_clear_initial(
    design: Design, show: Show, theme: Theme, shape: str
) -> None:
    """Inside a button too, whose colours it would inherit."""
    button = MarkButton(design, shape, "person_b", "M", "Mark 1")
    show(button)
    design.set_theme(theme)
    picture = button.mark.grab().toImage()
    middle = picture.rect().center().y()
    seen = {picture.pixelColor(x, y).name().upper() for x in range(picture.width()) for y in (middle, middle + 2)}
    assert {design.colours[Colour.PERSON_B], design.colours[Colour.CARD]} <= seen


def test_two_columns_are_one_below_the_other_where_narrow(qtbot: QtBot, design: Design, show: Show) -> None:
    left, right = title("Alex"), title("Sam")
    window = show(TwoColumns(design, left, right))
    qtbot.waitUntil(lambda: right.x() > left.x() and right.y() == left.y())
    window.resize(400, 600)
    qtbot.waitUntil(lambda: right.x() == left.x() and right.y() > left.y())
    window.resize(900, 600)
    qtbot.waitUntil(lambda: right.x() > left.x())
    design.set_scale(200)
    qtbot.waitUntil(lambda: right.x() == left.x())


def test_a_switch_tells_each_turn_once(design: Design, show: Show) -> None:
    holder = QWidget()
    line = QHBoxLayout(holder)
    switch = NarrowSwitch(design, holder, 300, line)
    told: list[bool] = []
    switch.turned.connect(told.append)
    for width in (500, 299, 200, 300):
        holder.resize(width, 100)
        QApplication.sendEvent(holder, QResizeEvent(holder.size(), holder.size()))
    assert told == [True, False]
    assert line.direction() is QBoxLayout.Direction.LeftToRight


def test_a_row_is_pressed_as_a_whole(qtbot: QtBot, design: Design, show: Show) -> None:
    row = ClickRow(design, "Massage", end=StancePill(design, Stance.WANT))
    show(row)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
        with qtbot.waitSignal(row.clicked):
            QTest.keyClick(row, key)
    with qtbot.waitSignal(row.clicked):
        QTest.mouseClick(row, Qt.MouseButton.LeftButton)


def test_a_toast_offers_to_undo(qtbot: QtBot, design: Design, show: Show) -> None:
    window = show(QWidget())
    toast = ToastBar(design, window)
    done: list[bool] = []
    toast.show_toast("Taken back.", lambda: done.append(True))
    assert toast.isVisible()
    QTest.mouseClick(toast._button, Qt.MouseButton.LeftButton)
    assert done == [True]
    assert not toast.isVisible()


def test_sections_by_arrows(qtbot: QtBot, design: Design, show: Show) -> None:
    sections = SectionList(design, "Sections")
    show(sections)
    sections.show_sections([SectionLine("a", "Why", SectionState.DONE), SectionLine("b", "What")], "a")
    qtbot.waitUntil(sections.button("b").isVisible)
    QTest.keyClick(sections.button("a"), Qt.Key.Key_Down)
    qtbot.waitUntil(sections.button("b").hasFocus)
    with qtbot.waitSignal(sections.picked) as signal:
        QTest.keyClick(sections.button("b"), Qt.Key.Key_Space)
    assert signal.args == ["b"]


def test_folded_sections_are_one_drop_down_list(qtbot: QtBot, design: Design, show: Show) -> None:
    sections = SectionList(design, "Sections")
    show(sections)
    sections.show_sections([SectionLine("a", "Why", SectionState.DONE), SectionLine("b", "What")], "a")
    sections.fold(True)
    assert sections.drop.isVisible()
    assert not sections.button("a").isVisible()
    sections.drop.setFocus()
    with qtbot.waitSignal(sections.picked) as signal:
        QTest.keyClick(sections.drop, Qt.Key.Key_Down)
    assert signal.args == ["b"]
    sections.fold(False)
    assert sections.button("b").isChecked()


def _everything(design: Design) -> ScrollPage:
    page = ScrollPage(design)
    notice = Notice(design)
    card = Card(design)
    card.add_header("Your agreement", "file-text", Pill(design, "agreed", "check-circle"))
    chips = ChipFlow(design, own=True)
    chips.show_chips([("a", "a glass of water"), ("b", "a message the next day")], ["a"])
    date_field = DateField(design, "Review")
    date_field.show_day(date(2026, 9, 30))
    options = ComboBox(design, "Phase")
    options.show_options([(1, "Afterwards, when both are calm")], 1)
    busy = Busy(design)
    busy.start("Making the pages…")
    both = TwoColumns(design, title("Alex"), title("Sam"))
    for widget in (
        PageHeader(design, "Saturday evening", "An outline", [secondary(design, "Print…"), primary(design, "Read")]),
        StanceBar(design, "When I lead"),
        LineField(design, "Name"),
        TextField(design, "What would help", help="A sentence is enough."),
        PassField(design, "Passphrase"),
        Segments(design, "Up to", [(n, words) for n, words in enumerate(("very light", "light", "medium", "strong"))]),
        CheckBox(design, "Leave dates off"),
        SpinBox(design, "Cap", 0, 600, 5, " minutes", "no cap"),
        MarkButton(design, "square", "person_b", "S", "Rust square"),
        EmptyState(design, "heart", "Nothing here yet", "What each of you needs.", quiet(design, "Begin")),
        ProgressLine("How far"),
        SectionList(design, "Sections"),
        ClickRow(design, "Planning an evening", end=StancePill(design, Stance.SOFT_LIMIT)),
        button_row(quiet(design, "I have nothing to add here", icon="check"), secondary(design, "Propose…")),
        *(notice, card, chips, date_field, options, busy, both),
    ):
        page.body.addWidget(widget)
    notice.show_notice("“Marks” stays out", "Nothing was added.", NoticeTone.REFUSAL)
    return page


@pytest.mark.parametrize("scale", [80, 100, 150, 200])
@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
def test_no_text_is_cut_at_any_size(qtbot: QtBot, theme: Theme, scale: int) -> None:
    design = Design(theme, scale)
    window = QMainWindow()
    qtbot.addWidget(window)
    design.apply(window)
    page = _everything(design)
    window.setCentralWidget(page)
    window.resize(1024 - 104, 700)
    with qtbot.waitExposed(window):
        window.show()
    settle()
    inner = page.widget()
    assert inner is not None
    assert inner.width() <= page.viewport().width()
    assert _cut(page) == []


def _cut(page: QWidget) -> list[str]:
    """Texts that have less room than they need."""
    cut = []
    for label in page.findChildren(QLabel):
        if label.isVisible() and label.text():
            need = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
            if label.height() < need or (not label.wordWrap() and label.width() < label.sizeHint().width()):
                cut.append(label.text())
    for button in page.findChildren(QPushButton):
        if button.isVisible() and button.width() < button.sizeHint().width():
            cut.append(button.text())
    return cut


def test_a_page_that_was_hidden_while_the_design_changed_catches_up(qtbot: QtBot) -> None:
    design = Design(Theme.LIGHT)
    window, stack = QMainWindow(), QStackedWidget()
    qtbot.addWidget(window)
    window.setCentralWidget(stack)
    page = _everything(design)
    icon = IconLabel(design, "house", Colour.INK)
    button = IconButton(design, "house", "Home")
    for widget in (icon, button):
        page.body.addWidget(widget)
    for each in (page, QWidget()):
        stack.addWidget(each)
        design.apply(each, Dress.PATIENT)
    window.resize(1024 - 104, 700)
    with qtbot.waitExposed(window):
        window.show()
    stack.setCurrentIndex(1)
    design.set_theme(Theme.DARK)
    design.set_scale(150)
    stack.setCurrentIndex(0)
    qtbot.waitUntil(lambda: page.styleSheet() == design.sheet())
    settle()
    assert _cut(page) == []
    assert button.iconSize().width() == design.px(Size.ICON)
    assert icon.pixmap().toImage() == design.pixmap("house", Colour.INK).toImage()


def test_everything_that_takes_the_focus_has_a_name(qtbot: QtBot, design: Design, show: Show) -> None:
    page = _everything(design)
    show(page)
    nameless = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and isinstance(widget, QAbstractButton)
        and not widget.accessibleName()
    ]
    assert nameless == []


def test_a_painted_row_is_measured_again_for_a_different_size_and_not_for_colours(
    qtbot: QtBot, design: Design, show: Show
) -> None:
    row = TextLines(design, [("Several words that may wrap", TextRole.BODY, Colour.INK)])
    show(row)
    high, block = row.heightForWidth(120), row.block("Several words that may wrap")
    design.set_theme(Theme.DARK)
    assert row.block("Several words that may wrap") is block
    design.set_scale(200)
    assert row.block("Several words that may wrap") is not block
    assert row.heightForWidth(120) > high


def test_a_mark_that_was_pressed_ends_with_a_tick(qtbot: QtBot, design: Design) -> None:
    button = consent_button(design, ALEX, "Alex agrees", lambda _on: None)
    qtbot.addWidget(button)
    button.resize(400, button.sizeHint().height())
    button.show()
    button.click()
    assert button.tick.left() > button.label.geometry().right()
    assert abs(button.tick.center().y() - button.rect().center().y()) <= 1


def test_a_title_is_in_one_line_where_there_is_room_once_the_buttons_are_below_it(qtbot: QtBot) -> None:
    design = Design(Theme.LIGHT)
    header = PageHeader(design, "", "", [quiet(design, "Print…"), quiet(design, "Read and say yes…")])
    design.apply(header)
    qtbot.addWidget(header)
    header.show()
    for wide in range(440, 640, 5):
        header.resize(wide, 200)
        header.show_title("A")
        settle()
        one = header._title.heightForWidth(header._title.width())
        header.show_title("Saturday evening")
        settle()
        assert header._title.heightForWidth(header._title.width()) == one, wide


def test_a_long_row_of_a_check_list_is_seen_as_a_whole(qtbot: QtBot) -> None:
    rows = CheckList(Design(Theme.LIGHT), "Rows", rows=4)
    qtbot.addWidget(rows)
    rows.show_rows([("a", "Red"), ("b", "An open palm held up, or a long squeeze of the hand · When I receive")], ())
    rows.resize(900, 300)
    rows.show()
    wide = [rows.sizeHintForRow(row) for row in (0, 1)]
    assert wide[0] == wide[1]
    rows.resize(200, 300)
    qtbot.waitUntil(lambda: rows.sizeHintForRow(1) > wide[1])
    assert rows.sizeHintForRow(0) == wide[0]
    assert rows.height() > rows.sizeHintForRow(0) + rows.sizeHintForRow(1)
