"""Texts and resources are found: by topic, by search and by country, which each person chooses for themselves."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.assets import load_reading, load_resources
from app.bootstrap.reading_window import ReadingWindow
from app.models.person import Person
from app.services import resources as service
from app.ui.design.design import Design
from app.ui.design.tokens import Theme
from app.ui.kit.flow import Column
from app.ui.kit.labels import Label
from app.ui.kit.strings import KEPT, keep_end
from app.ui.kit.surfaces import ClickRow
from app.ui.reading.library_view import LibraryView, text_in_pieces
from app.ui.reading.page import ReadingPage
from app.ui.reading.places import places
from app.ui.reading.text_list import RESOURCES
from tests.support.leaks import settle
from tests.support.vaults import TestVault
from tests.support.widgets import find
from tests.support.workspace import workspace_over


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[LibraryView]:
    made = LibraryView(Design(Theme.LIGHT), load_reading(), places("en"))
    page = Column(made.header, made)
    qtbot.addWidget(page)
    page.show()
    yield made
    page.close()


def page_of(qtbot: QtBot, vault: TestVault, here: tuple[Person, ...]) -> ReadingPage:
    ws = workspace_over(vault, here)
    page = ReadingPage(ws)
    qtbot.addWidget(page)
    page.show()
    page.activate(RESOURCES)
    settle()
    return page


def said(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(Label) if label.isVisibleTo(widget))


def rows(view: LibraryView) -> list[ClickRow]:
    return [row for row in view.findChildren(ClickRow) if row.isVisibleTo(view)]


def search(qtbot: QtBot, view: LibraryView, words: str) -> None:
    view.search.setText(words)
    with qtbot.waitSignal(view.search.searched):
        pass


def test_texts_are_listed_by_topic(view: LibraryView) -> None:
    view.show_list()
    text = said(view)
    places = [text.index(topic) for topic in dict.fromkeys(text.topic for text in load_reading())]
    assert places == sorted(places)
    assert [row.accessibleName() for row in rows(view)] == ["Resources", *(text.title for text in load_reading())]
    assert "Nothing matches." not in text


def test_search_leaves_what_has_the_words_and_says_if_there_is_none(qtbot: QtBot, view: LibraryView) -> None:
    view.show_list()
    search(qtbot, view, "poppers alcohol")
    assert [row.accessibleName() for row in rows(view)] == ["Resources", "Alcohol, drugs and medicines"]
    assert "Body and health" in said(view)
    assert "Therapy" not in said(view), "a topic without texts is not named"
    assert [row.property("first") for row in rows(view)] == [True, True], "no line above the first of a card"
    search(qtbot, view, "zebra")
    assert "Nothing matches." in said(view)
    search(qtbot, view, "")
    assert len(rows(view)) == len(load_reading()) + 1


def test_arrows_go_from_row_to_row_past_what_is_hidden(qtbot: QtBot, view: LibraryView) -> None:
    view.show_list()
    search(qtbot, view, "hiv")
    rows(view)[0].setFocus()
    names = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Home):
        focused = view.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)
        now = view.focusWidget()
        assert now is not None
        names.append(now.accessibleName())
    found = [row.accessibleName() for row in rows(view)]
    assert 4 <= len(found) < len(load_reading())
    assert names == [found[1], found[-1], found[-1], found[-2], found[0]]


def test_resources_are_searched_with_the_same_words(qtbot: QtBot, view: LibraryView) -> None:
    view.show_list()
    search(qtbot, view, "change")
    view.show_resources(load_resources(), editable=False, place="UK")
    assert "Respect" in said(view)
    assert "Samaritans" not in said(view)
    search(qtbot, view, "zebra")
    assert "Nothing matches." in said(view)


def test_the_text_that_was_open_has_the_focus_in_the_list_again(qtbot: QtBot, view: LibraryView) -> None:
    view.show_list()
    assert not isinstance(view.focusWidget(), ClickRow), "nothing was open yet"
    for words in ("", "jealousy"):
        if words:
            search(qtbot, view, words)
        view.show_text("jealousy")
        view.show_list()
        focused = view.focusWidget()
        assert isinstance(focused, ClickRow)
        assert focused.accessibleName() == "Jealousy"
    view.show_text("drop")
    view.show_list()
    assert view.focusWidget() is view.search, "what was open is not among what was found"


def test_ctrl_f_searches_from_everywhere_but_not_behind_a_form(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of(qtbot, vault, vault.people[:1])
    with qtbot.waitActive(page):
        page.activateWindow()
    page.activate("jealousy")
    settle()
    assert not page.view.search.isVisible()
    page.focus_first()
    focused = page.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.view.search.isVisible()
    assert page.focusWidget() is page.view.search
    page.activate(RESOURCES)
    settle()
    page.view.added.emit()
    form = page._form
    assert form is not None
    QTest.keyClick(form.edits[0], Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page._form is form
    assert page.focusWidget() is form.edits[0]


def test_a_text_says_where_its_facts_are_from(view: LibraryView) -> None:
    view.show_text("in_time")
    text = said(view)
    assert "Where this comes from" in text
    assert "newcastle-hospitals.nhs.uk" in text
    assert "29\u00a0November\u00a02026" in text
    view.show_text("raising_it")
    assert "Where this comes from" not in said(view)


def test_a_resource_says_when_it_is_open_and_what_it_was_compared_with(view: LibraryView) -> None:
    view.show_resources(load_resources(), editable=False, place="IE")
    text = said(view)
    for words in ("Always open", "Monday to Friday, 9 am to 5 pm", "Compared with", "drcc.ie", "Sexual violence"):
        assert words in text
    assert "116 016" not in text


def test_a_country_is_chosen_by_keyboard_and_named(qtbot: QtBot, view: LibraryView) -> None:
    chosen: list[str] = []
    view.place_chosen.connect(chosen.append)
    view.show_resources(load_resources(), editable=False)
    assert "1-800-799-7233" in said(view)
    assert "116 016" in said(view)
    assert view.place.accessibleName() == "Country"
    view.place.setFocus()
    QTest.keyClicks(view.place, "Sco")
    assert chosen == ["UK.SCT"]
    assert view.focusWidget() is view.place, "the choice keeps the focus"
    text = said(view)
    assert "08088 01 03 02" in text
    assert "StopNCII" in text
    assert "1-800-799-7233" not in text
    assert "0808 2000 247" not in text
    QTest.keyClick(view.place, Qt.Key.Key_Home)
    assert chosen == ["UK.SCT", ""]


def test_each_person_has_their_own_country_and_both_together_one(qtbot: QtBot, vault: TestVault) -> None:
    alex, sam = vault.people
    page = page_of(qtbot, vault, (alex,))
    page.ws.settings.country = "NZ"
    page.activate(RESOURCES)
    settle()
    assert page.view.place.key == "NZ", "until they choose, what both chose"
    page.view.place.picked.emit("IE")
    settle()
    assert page.ws.settings.country == "NZ", "nothing of one person is in the settings"
    with vault.unit() as uow:
        assert service.chosen_place(uow, person=alex.id) == "IE"
        assert service.chosen_place(uow, person=sam.id) is None
    assert page_of(qtbot, vault, (alex,)).view.place.key == "IE"
    assert page_of(qtbot, vault, (sam,)).view.place.key == "NZ"
    together = page_of(qtbot, vault, vault.people)
    assert together.view.place.key == "NZ", "what one chose alone is not shown to both"
    together.view.place.picked.emit("DE")
    settle()
    assert together.ws.settings.country == "DE"
    assert page_of(qtbot, vault, (alex,)).view.place.key == "IE"


def test_all_countries_can_be_chosen_and_stay_chosen(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of(qtbot, vault, vault.people[:1])
    page.ws.settings.country = "NZ"
    page.view.place.picked.emit("")
    settle()
    page.activate(RESOURCES)
    settle()
    assert page.view.place.key == ""


def test_before_anybody_is_here_the_country_lasts_as_long_as_the_window(qtbot: QtBot) -> None:
    window = ReadingWindow(Design(Theme.LIGHT), "CA", "en")
    qtbot.addWidget(window)
    window.show()
    window.on_opened(RESOURCES)
    shown = [window._view.place.key]
    window._view.place.picked.emit("AU")
    window.on_opened("")
    window.on_opened(RESOURCES)
    assert [*shown, window._view.place.key] == ["CA", "AU"]


def test_what_a_text_names_can_be_opened_from_it(view: LibraryView) -> None:
    opened: list[str] = []
    view.opened.connect(opened.append)
    view.show_text("pictures")
    for title in ("Red flags", "If you feel unsafe"):
        find(QAbstractButton, title, view).click()
    assert opened == ["red_flags", "feeling_unsafe"]


def test_no_paragraph_ends_with_one_short_word_alone(qtbot: QtBot) -> None:
    column = Column()
    qtbot.addWidget(column)
    for text in load_reading():
        assert all(piece is None for piece in text_in_pieces(column, text.body))
    kept = 0
    for label in column.findChildren(Label):
        if label.textFormat() is Qt.TextFormat.RichText:
            shown = QTextDocumentFragment.fromHtml(QLabel.text(label)).toRawText()
            assert shown == keep_end(label.accessibleName())
            assert KEPT not in label.accessibleName()
            kept += KEPT in shown
    assert kept > 100
