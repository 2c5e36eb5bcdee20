"""One of each component: how high, how joined, and where its words begin."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from itertools import pairwise, takewhile
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt, QVariantAnimation
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from pytestqt.qtbot import QtBot

from app.models.answer import Stance
from app.models.signal import Level
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit import bullets
from app.ui.kit.bullets import BulletItem, BulletList
from app.ui.kit.buttons import Button, ButtonKind, FoldButton, quiet, secondary
from app.ui.kit.check_list import CheckList
from app.ui.kit.empty import EmptyState
from app.ui.kit.field import TextField
from app.ui.kit.flow import Column, FirstFlow, boxed, button_row, row
from app.ui.kit.header import PageHeader
from app.ui.kit.labels import body
from app.ui.kit.menu_button import MenuButton
from app.ui.kit.painted_row import TextBlock
from app.ui.kit.segments import Segments
from app.ui.kit.stance import StanceBar
from app.ui.kit.strings import KEPT, keep_end
from app.ui.kit.surfaces import Card, Pill
from app.ui.opening.marks import FacingMarks
from app.ui.paged_rows import PagedRows
from app.ui.scene_day.signal_keys import KEYS
from app.ui.scene_day.target import SignalTarget
from tests.support.factories import ALEX, SAM, person
from tests.support.in_window import Show


@pytest.mark.parametrize("scale", [100, 130, 200])
@pytest.mark.parametrize(
    ("kind", "height"),
    [
        (ButtonKind.PRIMARY, 40), (ButtonKind.SECONDARY, 40), (ButtonKind.QUIET, 40), (ButtonKind.DANGER, 40),
        (ButtonKind.FINAL, 40), (ButtonKind.ICON, 40), (ButtonKind.STANCE, 44), (ButtonKind.CHIP, 28),
    ],
)  # fmt: skip
def test_buttons_of_a_kind_are_equally_high_whatever_is_in_them(
    design: Design, show: Show, kind: ButtonKind, height: int, scale: int
) -> None:
    design.set_scale(scale)
    buttons = [Button(design, words, icon=icon, kind=kind) for words, icon in (("Go on", ""), ("Go on", "check"))]
    low = Button(design, "Go on", kind=kind)
    low.set_compact()
    show(Column(*buttons, low))
    assert [button.height() for button in (*buttons, low)] == [design.px(height)] * 2 + [design.px(32)]
    design.set_scale(100)


def test_a_pill_is_lower_than_what_can_be_pressed(design: Design, show: Show) -> None:
    pills = Pill(design, "agreed", "check"), Pill(design, "agreed")
    show(Column(*pills))
    assert {pill.height() for pill in pills} == {24}


def test_what_can_be_taken_back_lies_loose_and_other_choices_are_joined(design: Design, show: Show) -> None:
    options = [("a", "Light"), ("b", "Dark"), ("c", "Same as the system")]
    joined, loose = Segments(design, "", options), Segments(design, "", options, optional=True)
    window = show(joined, loose)
    edges = [
        [(bar.button(key).mapTo(bar, QPoint()).x(), bar.button(key).width()) for key in "abc"]
        for bar in (joined, loose)
    ]
    gaps = [{right - left - wide for (left, wide), (right, _) in pairwise(bar)} for bar in edges]
    assert gaps == [{0}, {8}]
    assert {joined.button(key).height() for key in "abc"} == {32}
    assert {loose.button(key).height() for key in "abc"} == {40}
    window.resize(joined.minimumSizeHint().width() + 60, 600)
    QCoreApplication.processEvents()
    assert len({joined.button(key).y() for key in "abc"}) > 1, "where there is no room they wrap"


def test_a_quiet_button_that_begins_a_line_has_its_words_at_the_edge(design: Design, show: Show) -> None:
    first, second = (quiet(design, "Change") for _ in range(2))
    alone, fold, back = quiet(design, "Change"), FoldButton(design, "Change"), quiet(design, "Change")
    card = Card(design)
    card.add_all(button_row(first, second), alone)
    row = button_row(secondary(design, "Print"), quiet(design, "Change"))
    show(card, fold, row, PageHeader(design, "Saturday", back=back))
    inside = second.sizeHint().width() - first.sizeHint().width()
    assert inside > 8
    assert {first.width(), alone.width(), back.width()} == {first.sizeHint().width()}
    assert [button.property("flush") for button in (first, alone, fold, back)] == [True] * 4
    assert second.property("flush") is None


def test_a_quiet_button_that_ends_a_line_at_the_right_has_its_words_at_the_edge(design: Design, show: Show) -> None:
    first, action, last, other, trailing = (quiet(design, "Change") for _ in range(5))
    card = Card(design)
    card.add_header("Red and green flags", trailing=trailing)
    card.add(button_row(other, last, right=True))
    show(card, PageHeader(design, "Saturday", actions=[action]), button_row(first))
    assert [bool(button.property("ends")) for button in (action, last, trailing)] == [True] * 3
    assert not other.property("ends")
    assert {button.width() for button in (action, last, trailing)} == {first.width()}


def test_links_in_the_middle_are_in_even_lines(design: Design, show: Show) -> None:
    links = [quiet(design, words) for words in ("Use a recovery code", "Another vault", "Restore a backup", "Texts")]
    flow = FirstFlow(*links)
    window = show(flow)
    assert len({link.y() for link in links}) == 1
    window.resize(links[0].width() + links[1].width() + links[2].width() + 60, 600)
    QCoreApplication.processEvents()
    assert [sum(link.y() == y for link in links) for y in sorted({link.y() for link in links})] == [2, 2]


@pytest.mark.parametrize("right", [False, True])
def test_buttons_that_wrapped_are_in_one_line_again_once_there_is_room(design: Design, show: Show, right: bool) -> None:
    links = [quiet(design, words) for words in ("Read", "Delete", "Keep")]
    buttons = button_row(*links, right=right)
    words = body("Your answers from 23 November")
    window = show(boxed(row(words, buttons, wide=words)))
    alone = buttons.flow.sizeHint()
    window.resize(140, 600)
    QCoreApplication.processEvents()
    assert len({link.y() for link in links}) > 1
    window.resize(960, 600)
    QCoreApplication.processEvents()
    assert {link.y() for link in links} == {0}
    assert buttons.flow.sizeHint() == alone


def last_lines(text: str, font: QFont, widths: Iterable[int]) -> set[str]:
    """How a text ends, wrapped to these widths."""
    ends = set()
    for width in widths:
        block = TextBlock(text, font)
        layout = block._at(width)
        line = layout.lineAt(layout.lineCount() - 1)
        ends.add(layout.text()[line.textStart() :])
    return ends


def test_no_short_word_is_alone_in_the_last_line(design: Design, show: Show) -> None:
    words = "If one of you is not ready, that can be read as an answer, so please do not ask each other about it."
    ends = last_lines(words, design.font(), range(160, 700, 7))
    assert len(ends) > 5
    assert all(KEPT in end for end in ends)
    label, short = body(words), body("Wait for it.")
    show(label, short)
    assert (label.text(), label.accessibleName()) == (words, words)
    assert QLabel.text(label) == keep_end(words)
    assert QLabel.text(label) != words
    assert QLabel.text(short) == short.text()


def test_painted_texts_do_not_end_with_one_short_word_either(design: Design, show: Show) -> None:
    words = "An open palm held up, or a long squeeze of the hand"
    target = SignalTarget(design, Level.YELLOW, KEYS[Level.YELLOW], lambda: None)
    rows = CheckList(design, "Signals", rows=4)
    rows.show_rows([("palm", words)], ())
    show(target, rows)
    target.show_words("“Yellow”", words)
    option, delegate = QStyleOptionViewItem(), rows.itemDelegate()
    assert isinstance(delegate, QStyledItemDelegate)
    delegate.initStyleOption(option, rows.model().index(0, 0))
    assert option.text == target._more == keep_end(words)
    assert keep_end(words) != words
    assert (target.toolTip(), str(rows.model().index(0, 0).data())) == (words, words)


def test_buttons_have_sixteen_above_them_in_a_card(design: Design, show: Show) -> None:
    card, words, button = Card(design), Pill(design, "agreed"), secondary(design, "Read")
    card.add_all(words, button_row(button))
    show(card)
    above = button.mapTo(card, QPoint()).y() - words.geometry().bottom() - 1
    assert above == 16


def test_an_empty_page_says_so_at_a_third_of_its_height(design: Design, show: Show) -> None:
    button = secondary(design, "Begin")
    empty = EmptyState(design, "path", "Nothing yet", "A scene is a small plan.", button)
    show(empty, Column())
    above = min(child.y() for child in empty.findChildren(QWidget) if child.parent() is empty)
    below = empty.height() - button.geometry().bottom() - 1
    assert empty.height() > 400
    assert abs(2 * above - below) <= 16


@pytest.mark.parametrize("moves", [True, False])
def test_an_answer_settles_only_where_motion_is_welcome(qtbot: QtBot, design: Design, show: Show, moves: bool) -> None:
    bar = StanceBar(design, "When I lead")
    show(bar)
    QApplication.setEffectEnabled(Qt.UIEffect.UI_General, moves)
    try:
        bar.choose(Stance.CURIOUS)
        washes = [each for each in bar.children() if isinstance(each, QWidget) and not isinstance(each, Button)]
        assert [each.geometry() for each in washes if each.isVisible()] == [
            bar.button(Stance.CURIOUS).geometry()
        ] * moves
        qtbot.waitUntil(lambda: not any(each.isVisible() for each in washes))
        bar.choose(None)
        assert not any(each.isVisible() for each in washes)
    finally:
        QApplication.setEffectEnabled(Qt.UIEffect.UI_General, False)


@pytest.mark.parametrize("moves", [True, False])
def test_the_line_between_two_marks_closes_only_where_motion_is_welcome(
    qtbot: QtBot, design: Design, show: Show, moves: bool
) -> None:
    people = [person(ALEX), person(SAM)]
    QApplication.setEffectEnabled(Qt.UIEffect.UI_General, moves)
    try:
        marks = FacingMarks(design, people, "ready", touching=True)
        show(marks)
        running = marks._apart.state() is QVariantAnimation.State.Running
        assert running is moves or marks._apart.currentTime() == marks._apart.duration()
        assert marks._apart.duration() < 200
        qtbot.waitUntil(lambda: marks._apart.currentValue() == 0)
        apart = FacingMarks(design, people, "preparing")
        show(apart)
        assert apart._apart.currentValue() == 1
    finally:
        QApplication.setEffectEnabled(Qt.UIEffect.UI_General, False)


def test_air_grows_with_the_text_and_shrinks_again(design: Design, show: Show) -> None:
    first, second = quiet(design, "Change"), quiet(design, "Change")
    card = Card(design)
    card.add_all(first, second)
    card.body.addStretch(1)
    show(card)

    def measured() -> tuple[int, int]:
        QCoreApplication.processEvents()
        return first.mapTo(card, QPoint()).x(), second.y() - first.y() - first.height()

    before = measured()
    at = {}
    for scale in (150, 200, 100):
        design.set_scale(scale)
        at[scale] = measured()
    assert at[100] == before
    assert [at[scale][0] - before[0] for scale in (150, 200)] == [6, 12]
    assert [at[scale][1] - before[1] for scale in (150, 200)] == [3, 6]


@pytest.mark.parametrize("scale", [100, 150, 200])
def test_joined_segments_are_in_one_line_or_one_below_the_other(design: Design, show: Show, scale: int) -> None:
    design.set_scale(scale)
    segments = Segments(design, "", [("names", "Names"), ("initials", "Initials"), ("pseudonyms", "Pseudonyms")])
    window = show(segments)
    buttons = [segments.button(key) for key in segments.keys]
    assert len({button.y() for button in buttons}) == 1
    window.resize(sum(button.width() for button in buttons) - 30, 600)
    QCoreApplication.processEvents()
    assert [button.y() for button in buttons] == sorted({button.y() for button in buttons})
    assert len({(button.x(), button.width()) for button in buttons}) == 1


@pytest.mark.parametrize("scale", [80, 100, 150, 200])
@pytest.mark.parametrize("kind", [ButtonKind.SEGMENT, ButtonKind.ANSWER, ButtonKind.CHIP, ButtonKind.STANCE])
@pytest.mark.parametrize("icon", ["", "heart"])
def test_a_tick_does_not_touch_the_words(design: Design, show: Show, kind: ButtonKind, scale: int, icon: str) -> None:
    design.set_scale(scale)
    button = Button(design, "Weeks", icon=icon, kind=kind)
    button.setCheckable(True)
    button.setChecked(True)
    show(button)
    assert not button.tick.isEmpty()
    inside = button.fontMetrics().horizontalAdvance(button.text()) + (
        button.iconSize().width() + Space.XS if icon else 0
    )
    free = (button.width() - inside) // 2
    assert button.tick.right() + Space.XS - 1 <= free


def test_what_wraps_hangs_as_what_begins(design: Design, show: Show) -> None:
    links = [quiet(design, words) for words in ("Check in now", "What I would share", "Reading and resources")]
    flow = button_row(*links)
    window = show(flow)
    assert [bool(link.property("flush")) for link in links] == [True, False, False]
    window.resize(flow.flow.sizeHint().width() - 20, 600)
    QCoreApplication.processEvents()
    assert links[2].y() > links[0].y()
    assert [bool(link.property("flush")) for link in links] == [True, False, True]
    links[0].hide()
    QCoreApplication.processEvents()
    assert [bool(link.property("flush")) for link in links[1:]] == [True, False]
    window.resize(960, 600)
    links[0].show()
    QCoreApplication.processEvents()
    assert [bool(link.property("flush")) for link in links] == [True, False, False]


def test_a_subtitle_has_the_whole_width_where_it_does_not_fit_beside_the_actions(design: Design, show: Show) -> None:
    actions = [secondary(design, words) for words in ("Pick up to three for tonight", "Talk, one at a time")]
    header = PageHeader(design, "Limits", "Opened on 11 November.", actions)
    show(header)
    assert header._subtitle.y() < header._actions.geometry().bottom()
    header.show_subtitle("Opened on 11 November. Anything that is not here is not agreed, whatever was said before it.")
    QCoreApplication.processEvents()
    assert header._subtitle.geometry().top() >= header._actions.geometry().bottom()
    assert header._subtitle.width() == header.width()


@pytest.mark.parametrize("scale", [100, 200])
def test_what_wraps_hangs_beside_its_bullet(design: Design, show: Show, scale: int) -> None:
    design.set_scale(scale)
    listed = BulletList()
    listed.show_items(["Which need would it meet, and is there another way to meet it?", "Say thank you."])
    long, short = listed.findChildren(BulletItem)
    window = show(listed, Column())
    indent = long.contentsRect().x()
    window.resize(12 * indent, 600)
    QCoreApplication.processEvents()
    picture = long.grab().toImage()
    ground = picture.pixel(0, picture.height() - 1)
    inked = [(x, y) for y in range(picture.height()) for x in range(picture.width()) if picture.pixel(x, y) != ground]
    bullet, words = ({y for x, y in inked if (x < indent) is is_left} for is_left in (True, False))
    first = set(takewhile(words.__contains__, range(min(words), picture.height())))
    assert bullet < first, "it is beside the first line"
    assert words > first, "nothing is below it"
    listed.show_items(["Say thank you."])
    assert [item.text() for item in (long, short) if item.isVisible()] == ["Say thank you."]


def test_bullets_are_painted_in_one_place() -> None:
    kit = Path(bullets.__file__)
    assert [path for path in kit.parents[1].rglob("*.py") if "•" in path.read_text(encoding="utf-8")] == [kit]


def test_what_shows_nothing_is_not_made(design: Design, show: Show) -> None:
    menu, field, chosen = MenuButton(design), TextField(design, ""), Button(design, "Weeks", kind=ButtonKind.SEGMENT)
    menu.show_options([("a", "Weeks"), ("b", "Months")], "a")
    chosen.setCheckable(True)
    chosen.setChecked(True)
    rows: PagedRows[int, QLabel] = PagedRows(
        design,
        lambda row, _at: QLabel(str(row)),
        lambda view, row: view.setText(str(row)),
        rows_a_page=2,
    )
    window = show(menu, field, chosen, rows)
    deque(rows.show_rows((1, 2)), maxlen=0)
    assert not window.findChildren(QMenu)
    assert not field.findChildren(QLabel)
    assert not chosen.findChildren(QWidget)
    assert not rows.findChildren(Button)
    assert [(action.text(), action.isChecked()) for action in menu.choices] == [("Weeks", True), ("Months", False)]
    field.show_help("One is enough.")
    field.show_error("It is too long.")
    field.show_label("What would help")
    QCoreApplication.processEvents()
    said = [label for label in field.findChildren(QLabel) if label.isVisible()]
    heights = {label.text(): label.y() for label in said}
    assert sorted(heights, key=heights.__getitem__) == ["What would help", "One is enough.", "It is too long."]
    deque(rows.show_rows((1, 2, 3)), maxlen=0)
    QCoreApplication.processEvents()
    assert [each.words for each in rows.findChildren(Button) if each.isVisible()] == ["More of these"]


def test_a_menu_offers_what_was_shown_last(design: Design, show: Show) -> None:
    menu = MenuButton(design)
    show(menu)
    for current in ("a", "b"):
        menu.show_options([("a", "Weeks"), ("b", "Months")], current)
        assert [action.isChecked() for action in menu.choices] == [current == "a", current == "b"]
    menu.show_options([("c", "Years")], "c")
    picked: list[object] = []
    menu.picked.connect(picked.append)
    (only,) = menu.choices
    only.trigger()
    assert (only.text(), only.isChecked(), picked) == ("Years", True, ["c"])
