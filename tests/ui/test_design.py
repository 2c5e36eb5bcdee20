"""Tokens, style sheet and icons: readable, complete, and named in one place."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from coloraide import Color
from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QMainWindow,
    QPlainTextEdit,
    QTableView,
    QTextEdit,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid

from app.models.answer import Stance
from app.ui.design.design import Design
from app.ui.design.dressing import Dress
from app.ui.design.icons import IconFont
from app.ui.design.tokens import DARK, HUES, LIGHT, Colour, Colours, Size, TextRole, Theme
from app.ui.kit.check_list import CheckList
from app.ui.kit.chips import Chip
from app.ui.kit.flow import Flow, column_in
from app.ui.kit.segments import Segments
from app.ui.kit.stance import stance_icon, stance_tone
from app.ui.kit.surfaces import Panel, Pill
from app.ui.shell.header_bar import HeaderBar
from app.ui.shell.navigation import nav_items
from app.ui.shell.sidebar import Sidebar
from app.ui.start.person_view import PersonView
from app.ui.start.recovery_view import RecoverView, RecoveryCodeView
from app.ui.start.unlock_view import UnlockView
from app.ui.start.welcome_view import FolderView, WelcomeView
from app.ui.workspace import ShellSignals
from tests.support.contrast import GROUNDS, contrast, soft, text_pairs
from tests.support.sources import ROOT, sources

BOTH = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


@BOTH
def test_every_text_has_enough_contrast(colours: Colours) -> None:
    poor = [(a, b) for a, b in text_pairs() if contrast(colours[a], colours[b]) < 4.5]
    assert poor == []


@BOTH
def test_edges_of_controls_and_the_focus_ring_have_enough_contrast(colours: Colours) -> None:
    for ground in GROUNDS:
        assert contrast(colours[Colour.CONTROL_LINE], colours[ground]) >= 3
        assert contrast(colours[Colour.FOCUS], colours[ground]) >= 3


@BOTH
def test_what_is_still_empty_of_a_bar_is_seen(colours: Colours) -> None:
    """Of a bar that shows nothing yet, the track is all there is."""
    (rule,) = re.findall(
        r"QProgressBar \{\s*background: @(\w+)", (ROOT / "app/ui/design/window.qss").read_text("utf-8")
    )
    for ground in (Colour.CARD, Colour.PAPER):
        assert contrast(colours[Colour(rule)], colours[ground]) >= 1.25


NINE = (
    *(Colour.PERSON_A, Colour.PERSON_B, Colour.WANT, Colour.WILLING, Colour.CURIOUS, Colour.ONLY_IF),
    *(Colour.SOFT_LIMIT, Colour.HARD_LIMIT, Colour.ACCENT),
)
"""Hues that are side by side and mean different things."""


def too_alike(colours: Colours, seen: Callable[[Color], Color]) -> set[frozenset[Colour]]:
    """The pairs of the nine that are less than 11 apart (CIEDE2000) in somebody's eyes."""
    found = {hue: seen(Color(colours[hue])) for hue in NINE}
    pairs = itertools.combinations(NINE, 2)
    return {frozenset((a, b)) for a, b in pairs if found[a].delta_e(found[b], method="2000") < 11}


@BOTH
def test_hues_that_mean_different_things_look_different(colours: Colours) -> None:
    assert too_alike(colours, lambda colour: colour) == set()


@BOTH
@pytest.mark.parametrize("lack", ["deutan", "protan", "tritan"])
def test_where_colour_vision_differs_shape_and_word_carry_the_meaning(colours: Colours, lack: str) -> None:
    alike = too_alike(colours, lambda colour: colour.filter(lack).clip("srgb"))
    # What says each, besides its hue: a person's mark has a shape, and nothing that can be pressed is an answer.
    shapes = {stance_tone(stance): stance_icon(stance) for stance in Stance if stance is not Stance.NOT_APPLICABLE}
    shapes |= {Colour.PERSON_A: "a person's mark", Colour.PERSON_B: "another mark", Colour.ACCENT: "a button or a tick"}
    assert all(len({shapes[hue] for hue in pair}) == 2 for pair in alike)
    assert len(set(shapes.values())) == len(shapes)


UNDER_GROUNDS = (Colour.PAPER, Colour.CARD, Colour.PANEL)
"""What something with a ground of its own can lie on."""


@BOTH
@pytest.mark.parametrize("hue", HUES)
def test_the_ground_of_each_hue_is_seen_wherever_it_lies(colours: Colours, hue: Colour) -> None:
    own = Color(colours[soft(hue)])
    assert min(own.delta_e(Color(colours[each]), method="2000") for each in UNDER_GROUNDS) >= 4


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
def test_what_lies_on_a_panel_is_seen(qtbot: QtBot, theme: Theme) -> None:
    design = Design(theme)
    things = {
        "a chip": Chip(design, "Tea"),
        "a pill": Pill(design, "not yet"),
        "segments": Segments(design, "", [("one", "One"), ("two", "Two")]),
    }
    panel = Panel(design)
    panel.add_all(*(Flow(each) for each in things.values()))
    design.apply(panel)
    qtbot.addWidget(panel)
    panel.resize(400, 400)
    panel.show()
    picture = panel.grab().toImage()
    ground = picture.pixelColor(panel.width() // 2, 4)
    hidden = []
    for name, thing in things.items():
        shown = thing.findChild(QWidget, "track") or thing
        at = shown.mapTo(panel, QPoint(shown.width() - 8, shown.height() - 4))
        if _apart(picture.pixelColor(at), ground) < 4:
            hidden.append(name)
    assert hidden == []


def _apart(one: QColor, other: QColor) -> float:
    return Color(one.name()).delta_e(Color(other.name()), method="2000")


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
def test_fields_and_lists_have_the_ground_of_cards_where_they_lie_on_paper(qtbot: QtBot, theme: Theme) -> None:
    design, paper = Design(theme), QWidget()
    qtbot.addWidget(paper)
    design.apply(paper)
    column = column_in(paper)
    kinds = (QLineEdit, QPlainTextEdit, QTextEdit, QListView, QTableView, QTreeView)
    fields = [*(kind() for kind in kinds), CheckList(design, "", rows=3)]
    for field in fields:
        column.addWidget(field)
    with qtbot.waitExposed(paper):
        paper.show()
    picture = paper.grab().toImage()
    inside = [picture.pixelColor(field.geometry().center()).name() for field in fields]
    assert inside == [design.colour(Colour.CARD).name()] * len(fields)


@BOTH
def test_what_is_agreed_has_the_colour_of_words(colours: Colours) -> None:
    """*Want* is green; in a program about consent, *agreed* must not look like it."""
    assert colours[Colour.AGREED] == colours[Colour.INK]
    assert colours[Colour.AGREED_SOFT] == colours[Colour.ACCENT_SOFT]


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_colours_are_named_in_one_place() -> None:
    found = []
    for source in sources("app"):
        if source.module in {"app.ui.design.tokens"} or not source.module.startswith("app.ui"):
            continue
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Constant) and re.search(r"#[0-9A-Fa-f]{6}\b", str(node.value)):
                found.append(source.at(node.lineno))
    assert found == []
    sheet = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "app/ui/design").glob("*.qss"))
    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b|\brgba?\(", sheet) == []


def test_theme_and_scale_reach_the_window(qtbot: QtBot) -> None:
    design = Design(Theme.LIGHT)
    window = QMainWindow()
    qtbot.addWidget(window)
    design.apply(window)
    light = window.styleSheet()
    with qtbot.waitSignal(design.changed):
        design.set_theme(Theme.DARK)
    assert window.styleSheet() != light
    assert DARK[Colour.PAPER] in window.styleSheet()
    with qtbot.waitSignal(design.changed):
        design.set_scale(150)
    assert design.font(TextRole.BODY).pixelSize() == 24
    assert "font-size: 24px" in window.styleSheet()


@pytest.mark.parametrize(("wanted", "given"), [(10, 80), (80, 80), (137, 137), (900, 200)])
def test_scale_is_kept_within_bounds(qtbot: QtBot, wanted: int, given: int) -> None:
    assert Design(Theme.LIGHT, wanted).scale == given


def test_a_closed_window_is_forgotten(qtbot: QtBot) -> None:
    design = Design(Theme.LIGHT)
    window = QMainWindow()
    design.apply(window)
    window.deleteLater()
    qtbot.waitUntil(lambda: not isValid(window))
    design.set_theme(Theme.DARK)


def test_icons_are_drawn_in_the_token_and_follow_the_theme(qtbot: QtBot) -> None:
    design = Design(Theme.LIGHT)

    def inks() -> set[str]:
        image = design.pixmap("heart-fill", Colour.WANT).toImage()
        points = ((x, y) for x in range(image.width()) for y in range(image.height()))
        solid = (image.pixelColor(x, y) for x, y in points)
        return {colour.name().upper() for colour in solid if colour.alpha() == 255}

    assert inks() == {LIGHT[Colour.WANT].upper()}
    design.set_theme(Theme.DARK)
    assert inks() == {DARK[Colour.WANT].upper()}


def test_the_icon_of_a_disabled_button_is_paler(qtbot: QtBot) -> None:
    icon = Design(Theme.LIGHT).icon("check")
    most = {
        mode: max(icon.pixmap(16, 16, mode).toImage().pixelColor(x, y).alpha() for x in range(16) for y in range(16))
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled)
    }
    assert 0.7 < most[QIcon.Mode.Disabled] / most[QIcon.Mode.Normal] < 0.8


def test_an_unknown_icon_is_an_error(qtbot: QtBot) -> None:
    with pytest.raises(KeyError):
        Design(Theme.LIGHT).icon("no-such-icon")


def test_icons_wait_for_the_first_picture(qtbot: QtBot) -> None:
    design = Design(Theme.LIGHT, unpainted=True)
    assert design.icon("house").isNull()
    with qtbot.waitSignal(design.changed):
        design.on_first_picture()
    assert not design.icon("house").isNull()


def test_icons_that_pages_out_of_sight_need_are_made_again_in_time(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    design, page, names = Design(Theme.LIGHT), QWidget(), ("house", "check", "x")
    qtbot.addWidget(page)
    design.apply(page, Dress.PATIENT)
    before = [design.icon(name).cacheKey() for name in names]
    made: list[str] = []
    make = IconFont.icon

    def counted(font: IconFont, name: str, colour: QColor, size: int, faint: QColor) -> QIcon:
        made.append(name)
        return make(font, name, colour, size, faint)

    monkeypatch.setattr(IconFont, "icon", counted)
    design.set_theme(Theme.DARK)
    qtbot.waitUntil(lambda: sorted(made) == sorted(names))
    after = [design.icon(name).cacheKey() for name in names]
    assert len(made) == len(names)
    assert not set(before) & set(after)


def test_palette_follows_the_tokens(qtbot: QtBot) -> None:
    design = Design(Theme.DARK)
    assert design.palette().window().color() == QColor(DARK[Colour.PAPER])


PLAIN: dict[str, Callable[[Design], QWidget]] = {
    "welcome": WelcomeView,
    "unlock": UnlockView,
    "folder": lambda design: FolderView(design, Path("vault")),
    "person": lambda design: PersonView(design, title="You", hue="person_a", shape="circle"),
    "code": lambda design: RecoveryCodeView(design, "Alex", "ABCD-EFGH-IJKL-MNOP", solo=True, last=True),
    "recover": RecoverView,
    "sidebar": lambda design: Sidebar(design, nav_items()),
    "header": lambda design: HeaderBar(design, ShellSignals()),
}


@pytest.mark.parametrize("make", PLAIN.values(), ids=PLAIN.keys())
def test_start_pages_and_the_frame_look_the_same_without_the_style_of_pages(
    qtbot: QtBot, make: Callable[[Design], QWidget]
) -> None:
    design = Design(Theme.LIGHT)
    pictures = []
    for dress in (Dress.PLAIN, Dress.WHOLE):
        widget = make(design)
        qtbot.addWidget(widget)
        design.apply(widget, dress)
        widget.resize(700, 700)
        pictures.append(widget.grab().toImage())
    assert pictures[0] == pictures[1]


def test_pages_out_of_sight_change_in_time_the_last_one_first(qtbot: QtBot) -> None:
    design = Design(Theme.LIGHT)
    pages = [QWidget(), QWidget()]
    for page in pages:
        qtbot.addWidget(page)
        design.apply(page, Dress.PATIENT)
    order: list[QObject] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() is QEvent.Type.StyleChange and cast(QWidget, watched).styleSheet() == design.sheet():
                order.append(watched)
            return False

    watch = Watch()
    design.set_theme(Theme.DARK)
    for page in pages:
        page.installEventFilter(watch)
    qtbot.waitUntil(lambda: all(page.styleSheet() == design.sheet() for page in pages))
    assert order == [pages[1], pages[0]]
    assert pages[0].palette().window().color() == QColor(DARK[Colour.PAPER])


def test_pages_out_of_sight_wait_while_other_threads_work(qtbot: QtBot) -> None:
    design, page = Design(Theme.LIGHT), QWidget()
    qtbot.addWidget(page)
    design.apply(page, Dress.PATIENT)
    before = design.sheet()
    design.on_busy(True)
    design.set_theme(Theme.DARK)
    qtbot.wait(50)
    assert page.styleSheet() == before
    design.on_busy(False)
    qtbot.waitUntil(lambda: page.styleSheet() == design.sheet())


def test_large_titles_grow_less_than_what_is_read(qtbot: QtBot) -> None:
    sizes = {scale: Design(Theme.LIGHT, scale) for scale in (100, 200)}
    grown = {role: sizes[200].font(role).pixelSize() / sizes[100].font(role).pixelSize() for role in TextRole}
    assert grown[TextRole.DISPLAY] == 1.5
    assert grown[TextRole.BODY] == grown[TextRole.CAPTION] == 2
    assert 1.6 < grown[TextRole.TITLE] <= 1.7
    assert f"font-size: {sizes[200].font(TextRole.DISPLAY).pixelSize()}px" in sizes[200].sheet(plain=True)


def test_a_limited_width_grows_with_the_text_until_its_widget_is_gone(qtbot: QtBot) -> None:
    design, widget = Design(Theme.LIGHT), QWidget()
    design.limit_width(widget, Size.FIELD)
    assert widget.maximumWidth() == Size.FIELD
    design.set_scale(200)
    assert widget.maximumWidth() == 2 * Size.FIELD
    delete(widget)
    design.set_scale(100)  # raises nothing


def test_nothing_follows_the_design_that_may_outlive_its_widget() -> None:
    found = [path.name for path in (ROOT / "app").rglob("*.py") if re.search(r"follow\(\s*lambda", path.read_text())]
    assert found == []
