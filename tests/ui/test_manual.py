"""The pictures in the texts on how to use Accord: there, described, in each theme, and no wider than there is room."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from app.assets import load_reading
from app.models.library import ReadingText, TextPicture
from app.paths import picture_file
from app.ui.design.design import Design
from app.ui.design.tokens import Theme
from app.ui.kit import roles
from app.ui.kit.flow import Column
from app.ui.kit.labels import Label
from app.ui.reading.library_view import LibraryView
from app.ui.reading.screen_picture import ScreenPicture
from tests.screenshots import manual
from tests.support.leaks import settle

TEXTS = [text for text in load_reading() if text.pictures]
PICTURES = [picture for text in TEXTS for picture in text.pictures]
USING = {"first_evening", "private_space", "the_evening", "keys", "paper", "keeping"}


@pytest.fixture
def design() -> Design:
    return Design(Theme.LIGHT)


@pytest.fixture
def view(qtbot: QtBot, design: Design) -> Iterator[LibraryView]:
    """In a window as small as Accord's may be."""
    made = LibraryView(design, load_reading())
    window = QScrollArea()
    window.setWidgetResizable(True)
    window.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    window.setWidget(Column(made.header, made))
    qtbot.addWidget(window)
    window.resize(1024, 700)
    window.show()
    yield made
    window.close()


def shown(view: LibraryView) -> list[ScreenPicture]:
    return [each for each in view.findChildren(ScreenPicture) if each.isVisibleTo(view)]


def test_every_text_of_the_manual_has_a_picture_and_no_other_text() -> None:
    assert {text.id for text in TEXTS} == USING
    assert {text.id for text in load_reading() if text.topic == "Using Accord"} == USING
    assert len({picture.name for picture in PICTURES}) == len(PICTURES)


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_every_picture_is_there_in_each_theme_small_enough_and_described(picture: TextPicture) -> None:
    images = []
    for is_dark in (False, True):
        file = picture_file(picture.name, is_dark=is_dark)
        assert file.stat().st_size <= manual.LARGEST
        images.append(QImage(str(file)))
    light, dark = images
    assert not light.isNull()
    assert light.size() == dark.size()
    assert dark.pixelColor(2, 2).lightness() < 100
    if picture.name == "live":
        assert light == dark, "this page is dark until somebody chooses otherwise"
    else:
        assert light.pixelColor(2, 2).lightness() > 200
    assert 8 <= len(picture.shows.split()) <= 50
    assert picture.shows.endswith(".")


def test_every_picture_is_under_a_heading_of_its_text() -> None:
    for text in TEXTS:
        headings = [heading for heading, _part in text.sections()]
        assert [picture.under for picture in text.pictures if picture.under not in headings] == []
        assert all(picture.under for picture in text.pictures)


@pytest.mark.parametrize("text", load_reading(), ids=lambda text: text.id)
def test_the_sections_are_the_whole_text(text: ReadingText) -> None:
    assert "\n\n".join(part for _heading, part in text.sections()) == text.body


def test_the_command_takes_all_pictures_and_no_file_is_left_over() -> None:
    assert set(manual.named()) == {picture.name for picture in PICTURES}
    wanted = {picture_file(each.name, is_dark=is_dark) for each in PICTURES for is_dark in (False, True)}
    folder = picture_file("", is_dark=False).parent
    assert set(folder.iterdir()) == wanted


def test_the_colours_of_a_picture_are_those_used_most() -> None:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    for x in range(40):
        for y in range(30):
            image.setPixel(x, y, 0xFF000000 | (x * 6 << 16 | y * 8 << 8) if y < 15 else 0xFFF4F1EA)
    few = manual.with_few_colours(image)
    assert few.format() is QImage.Format.Format_Indexed8
    assert len(few.colorTable()) == manual.COLOURS
    assert few.pixel(3, 20) == 0xFFF4F1EA
    differences = np.array([_distance(few.pixel(x, y), image.pixel(x, y)) for x in range(40) for y in range(15)])
    assert differences.max() > 0, "there are more colours than that"


def _distance(one: int, other: int) -> int:
    return sum(abs((one >> shift & 255) - (other >> shift & 255)) for shift in (0, 8, 16))


@pytest.mark.parametrize("scale", [100, 150, 200])
@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.id)
def test_pictures_fit_the_window_and_keep_their_shape(
    view: LibraryView, design: Design, text: ReadingText, scale: int
) -> None:
    design.set_scale(scale)
    view.show_text(text.id)
    settle()
    pictures = shown(view)
    assert [each.accessibleName() for each in pictures] == [picture.shows for picture in text.pictures]
    for each, picture in zip(pictures, text.pictures, strict=True):
        natural = QImage(str(picture_file(picture.name, is_dark=False))).size()
        assert each.mapTo(view.window(), each.rect().topRight()).x() < 1024
        assert each.width() > 480
        assert each.width() <= design.px(natural.width())
        assert abs(each.height() - each.width() * natural.height() / natural.width()) <= 1


def test_a_picture_follows_its_heading_and_has_the_colours_of_the_theme(view: LibraryView, design: Design) -> None:
    view.show_text("keeping")
    settle()
    backups, leaving = shown(view)
    headings = {each.text(): each for each in view.findChildren(Label)}

    def top(widget: ScreenPicture | Label) -> int:
        return widget.mapTo(view, widget.rect().topLeft()).y()

    assert top(headings["Backups"]) < top(backups) < top(headings["Restoring"])
    assert top(headings["Leaving"]) < top(leaving) < top(headings["What deleting cannot reach"])
    assert backups.grab().toImage().pixelColor(4, 4).lightness() > 200
    design.set_theme(Theme.DARK)
    settle()
    assert backups.grab().toImage().pixelColor(4, 4).lightness() < 100


def test_a_screen_reader_is_told_what_a_picture_shows(view: LibraryView) -> None:
    roles.install()
    view.show_text("keys")
    (picture,) = shown(view)
    spoken = QAccessible.queryAccessibleInterface(picture)
    assert spoken.role() == QAccessible.Role.Graphic
    assert spoken.text(QAccessible.Text.Name) == picture.accessibleName()
