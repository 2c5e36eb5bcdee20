"""My list as a list: filters, search, thousands of rows, own entries, offers, hiding, history."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.models.answer import Answer, Stance
from app.models.base import ActivityId
from app.models.catalogue import CatalogueKind, Direction, PackLevel
from app.models.limits import Talk, TalkResult
from app.models.list_rows import AnswerFilter, RowFilter
from app.services import answers, opening, own_entries, visits
from app.services.answers import NewEntry
from app.services.shared_list import offered_entries, shared_items
from app.ui.design.tokens import Colour
from app.ui.kit.stance import stance_tone
from app.ui.my_list import rows_pane
from app.ui.my_list.deck import deck_titles
from app.ui.my_list.page import MyListPage
from app.ui.my_list.sheets import NEW_CATEGORY, EntrySheet, HistorySheet, OfferSheet
from app.ui.page_id import PageId
from tests.support.openings import KISSING, MASSAGE, answer, open_and_accept, own_category, show, units_until, workspace
from tests.support.prompts import FakePrompts
from tests.support.texts import AWKWARD
from tests.support.vaults import ALEX, ALEX_WORDS, SHARED, TestVault, vault_for
from tests.support.widgets import click, is_shown, name_of, said_in
from tests.support.work import calls_made


def list_of_alex(qtbot: QtBot, vault: TestVault) -> MyListPage:
    page = MyListPage(workspace(vault, vault.people[:1]))
    show(qtbot, page)
    click("How to show it: As a list", page)
    return page


def titles(page: MyListPage) -> list[str]:
    model = page.list.model
    return [entry.title for row in range(model.rowCount()) if (entry := model.entry_at(row)) is not None]


def mine(vault: TestVault) -> answers.MyList:
    with vault.unit() as uow:
        return answers.my_list(uow, person=vault.alex, base=vault.catalogue)


def add(vault: TestVault, title: str = "Reading aloud") -> ActivityId:
    new = NewEntry(category="touch", title=title, description="One reads, the other listens.")
    with vault.unit(vault.alex) as uow:
        return ActivityId(answers.add_entry(uow, person=vault.alex, new=new, new_id=vault.ids).ids[0])


def undo_of(page: MyListPage) -> list[object]:
    undos: list[object] = []
    page.ws.signals.toasted.connect(lambda _text, undo: undos.append(undo))
    return undos


def words_in(page: MyListPage) -> str:
    assert page.acts.sheet is not None
    return "\n".join(label.text() for label in page.acts.sheet.findChildren(QLabel))


def test_all_entries_are_there_by_category(qtbot: QtBot, vault: TestVault) -> None:
    page = list_of_alex(qtbot, vault)
    shown = vault.catalogue.up_to(PackLevel.USUAL)
    assert titles(page) == [
        entry.title for category in shown.categories for entry in shown.entries if entry.category == category.id
    ]


def test_a_heading_says_how_much_of_its_category_is_answered(qtbot: QtBot, vault: TestVault) -> None:
    page = list_of_alex(qtbot, vault)
    model = page.list.model
    spoken = Qt.ItemDataRole.AccessibleTextRole
    asked = sum(entry.kind is not CatalogueKind.HOUSE_RULE for entry in page.presenter.index.entries_of("touch"))
    at = next(row for row in range(model.rowCount()) if model.index(row).data() == "Everyday touch")
    assert model.index(at).data(spoken) == f"Everyday touch · 0 of {asked} answered"
    changed: list[int] = []
    model.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    page.list.show_entry(KISSING)
    click("Together: Want", page)
    assert model.index(at).data(spoken) == f"Everyday touch · 1 of {asked} answered"
    assert set(changed) == {at}, "it is painted again"
    assert model.index(model.rowCount() - 9).data(spoken) == "Aftercare", "nothing is asked there"


def test_going_to_the_list_and_back_keeps_the_entry_open(qtbot: QtBot, vault: TestVault) -> None:
    page = MyListPage(workspace(vault, vault.people[:1]))
    show(qtbot, page)
    page.cards.move_by(3)
    entry = page.cards.entry
    assert entry is not None
    click("How to show it: As a list", page)
    assert (page.list.entry_id, page.cards.entry) == (entry.id, entry)
    assert page.list.rows.currentIndex().data() == entry.title
    assert is_shown(QLabel, entry.title, page)
    click("How to show it: One at a time", page)
    assert (page.cards.at, page.cards.entry) == (3, entry)


def test_the_model_is_a_proper_model(qtbot: QtBot, vault: TestVault) -> None:
    page = list_of_alex(qtbot, vault)
    warn = QAbstractItemModelTester.FailureReportingMode.Warning  # a warning of Qt fails the test
    QAbstractItemModelTester(page.list.model, warn, page)
    everything = titles(page)
    page.list.filters.narrow(RowFilter(text="hug"))
    assert 0 < len(titles(page)) < len(everything)
    page.list.filters.narrow(RowFilter(text="nothing is called that"))
    assert titles(page) == []
    page.list.on_show_everything()
    assert titles(page) == everything


def test_filters_by_category_answer_and_own(qtbot: QtBot, vault: TestVault) -> None:
    answer(vault, vault.alex, Stance.WANT)
    add(vault)
    page = list_of_alex(qtbot, vault)
    filters = page.list.filters
    filters.narrow(RowFilter(answer=Stance.WANT))
    assert titles(page) == ["Massage"]
    filters.narrow(RowFilter(answer=AnswerFilter.OPEN, category="touch"))
    assert "Massage" in titles(page)  # the other side is still open
    filters.narrow(RowFilter(category="touch", own=True))
    assert titles(page) == ["Reading aloud"]


def test_what_needs_no_answer_is_never_still_open(qtbot: QtBot, vault: TestVault) -> None:
    page = list_of_alex(qtbot, vault)
    page.list.filters.narrow(RowFilter(answer=AnswerFilter.OPEN))
    model = page.list.model
    shown = [entry for row in range(model.rowCount()) if (entry := model.entry_at(row)) is not None]
    assert all(entry.kind is not CatalogueKind.HOUSE_RULE and entry.category != "aftercare" for entry in shown)


def test_search_finds_whatever_the_case_and_says_when_there_is_nothing(qtbot: QtBot, vault: TestVault) -> None:
    add(vault, "STRASSE und Überraschung")
    page = list_of_alex(qtbot, vault)
    page.list.filters.search.setText("straße und ÜBER")
    qtbot.waitUntil(lambda: titles(page) == ["STRASSE und Überraschung"])
    page.list.filters.search.setText("nothing is called that")
    qtbot.waitUntil(page.list.pane.nothing.isVisible)
    page.list.on_show_everything()
    assert page.list.rows.isVisible()
    assert page.list.filters.search.text() == ""


def test_ctrl_f_searches_from_the_cards_too(qtbot: QtBot, vault: TestVault) -> None:
    page = list_of_alex(qtbot, vault)
    click("How to show it: One at a time", page)
    page.on_find()
    assert page.list.rows.isVisible()
    assert page.focusWidget() is page.list.filters.search


def test_arrows_choose_rows_and_keys_answer(qtbot: QtBot, vault: TestVault) -> None:
    page = list_of_alex(qtbot, vault)
    page.list.show_entry(MASSAGE)
    page.list.take_focus()
    QTest.keyClick(page.list.rows, Qt.Key.Key_3)
    with vault.unit() as uow:
        given = uow.private(vault.alex).answers.all()
    assert [each.stance for each in given if each.activity_id == MASSAGE] == [Stance.CURIOUS]
    row = page.list.model.index(page.list.model.row_of(MASSAGE))
    assert "When I give: Curious" in row.data(Qt.ItemDataRole.AccessibleTextRole)
    page.list.take_focus()
    QTest.keyClick(page.list.rows, Qt.Key.Key_Down)
    assert page.list.entry_id != MASSAGE


def test_digits_go_on_from_side_to_side_and_from_row_to_row(qtbot: QtBot, vault: TestVault) -> None:
    page = list_of_alex(qtbot, vault)
    page.list.show_entry(MASSAGE)
    page.list.take_focus()
    QTest.keyClick(page.list.rows, Qt.Key.Key_3)
    for key in (Qt.Key.Key_2, Qt.Key.Key_Backspace):
        focus = page.focusWidget()
        assert focus is not None
        assert name_of(focus).startswith("When I ")
        QTest.keyClick(focus, key)
        here = page.list.entry_id
        assert (here == MASSAGE) is (key == Qt.Key.Key_Backspace)
        assert page.list.rows.currentIndex().row() == page.list.model.row_of(here)
    given = {each.direction: each.stance for each in mine(vault).answers if each.activity_id == MASSAGE}
    assert given == {Direction.ACTIVE: Stance.CURIOUS, Direction.PASSIVE: Stance.WILLING}


def test_enter_on_a_row_goes_to_its_answer_and_esc_comes_back(qtbot: QtBot, vault: TestVault) -> None:
    page = list_of_alex(qtbot, vault)
    page.list.show_entry(MASSAGE)
    page.list.take_focus()
    QTest.keyClick(page.list.rows, Qt.Key.Key_Return)
    focus = page.focusWidget()
    assert focus is not None
    assert name_of(focus) == "When I give"
    QTest.keyClick(focus, Qt.Key.Key_Escape)
    assert page.focusWidget() is page.list.rows


def test_where_it_is_narrow_rows_and_entry_take_turns(qtbot: QtBot, vault: TestVault) -> None:
    page = list_of_alex(qtbot, vault)
    page.resize(560, 600)
    qtbot.waitUntil(lambda: not page.cards.isVisible())
    QTest.keyClick(page.list.rows, Qt.Key.Key_Return)
    assert page.cards.isVisible()
    assert not page.list.rows.isVisible()
    click("Back to the list", page)
    assert page.list.rows.isVisible()
    assert not page.cards.isVisible()


def test_an_own_entry_is_added_in_a_category_of_its_own(qtbot: QtBot, vault: TestVault) -> None:
    page = list_of_alex(qtbot, vault)
    click("Add", page)
    sheet = page.acts.sheet
    assert isinstance(sheet, EntrySheet)
    sheet.on_keep()
    assert sheet.title.error.isVisible()
    sheet.title.edit.setText(AWKWARD[0][:100] or "title")
    sheet.category.show_key(NEW_CATEGORY)
    sheet.category.picked.emit(NEW_CATEGORY)
    sheet.new_category.edit.setText("Evenings")
    sheet.on_keep()
    own = [entry for entry in mine(vault).catalogue.entries if entry.own]
    assert len(own) == 1
    category = next(each for each in mine(vault).catalogue.categories if each.id == own[0].category)
    assert category.title == "Evenings"
    assert not page.acts.is_open
    assert own[0].title in titles(page)


def test_an_offer_previews_exactly_title_and_description(qtbot: QtBot, vault: TestVault) -> None:
    entry_id = add(vault)
    answer(vault, vault.alex, Stance.WANT, activity=entry_id, direction=Direction.TOGETHER)
    page = list_of_alex(qtbot, vault)
    page.list.show_entry(entry_id)
    click("Offer to our list", page)
    sheet = page.acts.sheet
    assert isinstance(sheet, OfferSheet)
    preview = [label.text() for label in sheet.preview.findChildren(QLabel)]
    assert preview == ["Reading aloud", "One reads, the other listens."]
    assert "Sam will learn that you added it, not your answer." in words_in(page)
    sheet.offered.emit()
    with vault.unit() as uow:
        assert [entry.id for entry in offered_entries(uow)] == [entry_id]
        assert shared_items(uow) == ()
    assert is_shown(QPushButton, "Reword", page.cards)
    assert not is_shown(QPushButton, "Delete", page.cards)


def test_what_rests_is_woken_on_ones_own_list_alone(qtbot: QtBot, vault: TestVault) -> None:
    answer(vault, vault.alex, Stance.CURIOUS)
    answer(vault, vault.sam, Stance.WANT, direction=Direction.PASSIVE)
    open_and_accept(vault)
    with vault.unit(SHARED) as uow:
        (item,) = shared_items(uow)
        talk = Talk(result=TalkResult.DECLINED, declined_by=vault.alex)
        opening.keep_talk(uow, item=item, talk=talk, now=vault.clock())
    page = list_of_alex(qtbot, vault)
    page.list.show_entry(KISSING)
    assert not is_shown(QPushButton, "Bring it back", page.cards)
    page.list.show_entry(MASSAGE)
    click("Bring it back", page)
    assert not is_shown(QPushButton, "Bring it back", page.cards)
    with vault.unit() as uow:
        assert shared_items(uow) == (item,)


def test_an_own_entry_is_reworded(qtbot: QtBot, vault: TestVault) -> None:
    entry_id = add(vault)
    page = list_of_alex(qtbot, vault)
    page.list.show_entry(entry_id)
    click("Reword", page)
    sheet = page.acts.sheet
    assert isinstance(sheet, EntrySheet)
    sheet.title.edit.setText("Reading in bed")
    sheet.on_keep()
    assert "Reading in bed" in titles(page)


def test_deleting_can_be_undone_with_its_answers(qtbot: QtBot, vault: TestVault) -> None:
    entry_id = add(vault)
    answer(vault, vault.alex, Stance.WANT, activity=entry_id, direction=Direction.TOGETHER)
    page = list_of_alex(qtbot, vault)
    undos = undo_of(page)
    page.list.show_entry(entry_id)
    click("Delete", page)
    assert "Reading aloud" not in titles(page)
    assert callable(undos[0])
    undos[0]()
    assert "Reading aloud" in titles(page)
    assert [each.stance for each in mine(vault).answers] == [Stance.WANT]


def test_a_category_is_hidden_and_shown_again(qtbot: QtBot, vault: TestVault) -> None:
    page = list_of_alex(qtbot, vault)
    undos = undo_of(page)
    everything = titles(page)
    filters = page.list.filters
    filters.narrow(RowFilter(category="stronger"))
    filters.hide_category.click()
    assert mine(vault).hidden == {"stronger"}
    gone = [entry.title for entry in mine(vault).catalogue.entries if entry.category == "stronger"]
    assert titles(page) == [title for title in everything if title not in gone]
    assert "stronger" not in dict(deck_titles(page.presenter.index))
    filters.hidden.choices[0].trigger()
    assert titles(page) == everything
    filters.narrow(RowFilter(category="stronger"))
    filters.hide_category.click()
    assert callable(undos[-1])
    undos[-1]()
    assert titles(page) == everything


def test_an_own_category_is_renamed_and_deleted_when_empty(qtbot: QtBot, vault: TestVault) -> None:
    category = own_category(vault, "Evenings")
    page = list_of_alex(qtbot, vault)
    prompts = page.ws.prompts
    assert isinstance(prompts, FakePrompts)
    prompts.answers.append("Late evenings")
    page.list.filters.narrow(RowFilter(category=category.id))
    page.list.filters.rename.click()
    assert "Late evenings" in {each.title for each in mine(vault).catalogue.categories}
    page.list.filters.remove.click()
    assert category.id not in {each.id for each in mine(vault).catalogue.categories}


def test_how_an_answer_changed_is_read_newest_first(qtbot: QtBot, vault: TestVault) -> None:
    answer(vault, vault.alex, Stance.CURIOUS)
    vault.clock.advance(days=1)
    answer(vault, vault.alex, Stance.WANT)
    page = list_of_alex(qtbot, vault)
    page.list.show_entry(MASSAGE)
    click("How this changed", page)
    assert isinstance(page.acts.sheet, HistorySheet)
    words = words_in(page)
    assert words.index("Want") < words.index("Curious")
    focus = page.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_Escape)
    assert not page.acts.is_open
    assert page.list.rows.isVisible()


def test_aftercare_is_asked_elsewhere(qtbot: QtBot, vault: TestVault) -> None:
    page = list_of_alex(qtbot, vault)
    page.list.show_entry("aftercare.warmth")
    assert not page.cards.editor.asks_something
    with qtbot.waitSignal(page.ws.signals.navigated) as went:
        click("Go to Aftercare", page)
    assert went.args is not None
    assert went.args[0] is PageId.AFTERCARE


def test_alone_there_is_nothing_to_offer_to(qtbot: QtBot, tmp_path: Path) -> None:
    with vault_for(tmp_path / "solo", ALEX) as vault:
        entry_id = add(vault)
        page = list_of_alex(qtbot, vault)
        page.list.show_entry(entry_id)
        assert is_shown(QPushButton, "Reword", page)
        assert not is_shown(QPushButton, "Offer to our list", page)


def test_thousands_of_own_entries_scroll_and_search_without_a_stall(qtbot: QtBot, vault: TestVault) -> None:
    template = mine(vault).catalogue.entries[0]
    with vault.unit(vault.alex) as uow:
        own = uow.private(vault.alex)
        for number in range(5_000):
            entry_id = ActivityId(f"own.{number:032x}")
            title = f"Entry {number} with a few words"
            own.entries.save(template.evolve(id=entry_id, title=title, added_by=vault.alex, starter=False))
        uow.commit()
    page = list_of_alex(qtbot, vault)
    rows = page.list.rows

    def search(text: str) -> None:
        page.list.filters.narrow(RowFilter(text=text))
        rows.repaint()

    def scroll(tenths: int) -> None:
        bar = rows.verticalScrollBar()
        bar.setValue(bar.maximum() * tenths // 10)
        rows.repaint()

    for text in ("e", "en", "entry 49", "entry 4999", ""):
        # Each entry is looked at, few are painted.
        assert calls_made(partial(search, text)) < 20 * 5_000
    for tenths in range(11):
        assert calls_made(partial(scroll, tenths)) < 5_000
    assert len(page.list.findChildren(QLabel)) < 200


def offered(vault: TestVault) -> ActivityId:
    entry_id = add(vault)
    with vault.unit(SHARED) as uow:
        own_entries.offer_entry(uow, person=vault.alex, entry_id=entry_id)
    return entry_id


def test_an_offered_entry_is_reworded_and_asked_about_again(qtbot: QtBot, vault: TestVault) -> None:
    entry_id = offered(vault)
    answer(vault, vault.alex, Stance.WANT, activity=entry_id, direction=Direction.TOGETHER)
    page = list_of_alex(qtbot, vault)
    page.list.show_entry(entry_id)
    click("Reword", page)
    sheet = page.acts.sheet
    assert isinstance(sheet, EntrySheet)
    assert "Sam has read the current wording" in words_in(page)
    sheet.title.edit.setText("Reading in bed")
    sheet.on_keep()
    assert titles(page).count("Reading in bed") == 1
    assert "Reading aloud" not in titles(page)
    found = mine(vault)
    (own,) = (entry for entry in found.catalogue.entries if entry.own)
    assert found.offered == {own.id}
    assert own.id != entry_id
    assert [(each.activity_id, each.stance) for each in found.answers] == [(own.id, Stance.WANT)]
    current = page.cards.entry
    assert current is not None
    assert current.id == own.id


def test_an_offered_entry_is_taken_off_after_asking(qtbot: QtBot, vault: TestVault) -> None:
    entry_id = offered(vault)
    page = list_of_alex(qtbot, vault)
    prompts = page.ws.prompts
    assert isinstance(prompts, FakePrompts)
    prompts.answers.extend([False, True])
    page.list.show_entry(entry_id)
    click("Take off our list", page)
    assert mine(vault).offered == {entry_id}
    click("Take off our list", page)
    assert mine(vault).offered == frozenset()
    assert "Reading aloud" in titles(page), "it is private again"
    assert {asked.title for asked in prompts.asked} == {"Take it off our list?"}


def test_before_an_entry_is_taken_off_the_way_to_the_resources_is_offered(qtbot: QtBot, vault: TestVault) -> None:
    entry_id = offered(vault)
    page = list_of_alex(qtbot, vault)
    went: list[tuple[object, object]] = []
    page.ws.signals.navigated.connect(lambda where, what: went.append((where, what)))
    assert isinstance(page.ws.prompts, FakePrompts)
    page.ws.prompts.answers.append("resources")
    page.list.show_entry(entry_id)
    click("Take off our list", page)
    assert went == [(PageId.READING, "resources")]
    assert mine(vault).offered == {entry_id}


@pytest.mark.parametrize("act", ["Offer to our list", "Reword"])
def test_whoever_typed_their_passphrase_long_ago_is_asked_before_the_list_gets_their_words(
    qtbot: QtBot, vault: TestVault, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    entry_id = add(vault) if act == "Offer to our list" else offered(vault)
    page = MyListPage(replace(workspace(vault, vault.people[:1]), vault=vault.service))
    show(qtbot, page)
    click("How to show it: As a list", page)
    page.list.show_entry(entry_id)
    click(act, page)
    prompts = page.ws.prompts
    assert isinstance(prompts, FakePrompts)
    monkeypatch.setattr(visits, "TYPED_LATELY", -1.0)
    before = mine(vault).offered
    sheet = page.acts.sheet

    def go_on() -> None:
        if isinstance(sheet, EntrySheet):
            sheet.title.edit.setText("Reading in bed")
            sheet.on_keep()
        else:
            click("Offer", page)

    prompts.answers.append(None)
    go_on()
    assert [each.title for each in prompts.asked] == ["Is Alex still here?"]
    assert mine(vault).offered == before
    assert page.acts.sheet is sheet, "what was written is still there"
    prompts.answers.append(ALEX_WORDS)
    go_on()
    assert len(mine(vault).offered - before) == 1


def test_what_the_partner_offered_cannot_be_changed(qtbot: QtBot, vault: TestVault) -> None:
    entry_id = offered(vault)
    page = MyListPage(workspace(vault, vault.people[1:]))
    show(qtbot, page)
    click("How to show it: As a list", page)
    page.list.show_entry(entry_id)
    assert is_shown(QPushButton, "How this changed", page)
    for name in ("Reword", "Take off our list", "Delete"):
        assert not is_shown(QPushButton, name, page.cards)


def test_every_stance_is_painted_in_the_list(qtbot: QtBot, vault: TestVault, monkeypatch: pytest.MonkeyPatch) -> None:
    first = mine(vault).catalogue.entries[0]
    page = list_of_alex(qtbot, vault)
    page.list.show_entry(first.id)
    painted: set[Colour] = set()

    def noted(given: Stance | None) -> Colour:
        painted.add(stance_tone(given))
        return stance_tone(given)

    monkeypatch.setattr(rows_pane, "stance_tone", noted)
    for stance in Stance:
        given = [Answer(activity_id=first.id, direction=each).with_stance(stance) for each in first.directions]
        page.presenter.save(*given)
        painted.clear()
        page.list.rows.viewport().repaint()
        assert stance_tone(stance) in painted


@pytest.mark.parametrize("act", ["offer", "hide"])
def test_what_could_not_be_done_is_said_and_no_toast_says_it_was(qtbot: QtBot, vault: TestVault, act: str) -> None:
    entry_id = add(vault)
    page = MyListPage(replace(workspace(vault, vault.people[:1]), units=units_until(vault, 0)))
    show(qtbot, page)
    click("How to show it: As a list", page)
    page.list.show_entry(entry_id)
    toasts = undo_of(page)
    if act == "offer":
        click("Offer to our list", page)
        click("Offer", page)
    else:
        page.list.filters.narrow(RowFilter(category="stronger"))
        click("Hide this category", page)
    assert "This could not be saved" in said_in(page.notice)
    assert toasts == []
    assert (mine(vault).offered, mine(vault).hidden) == (frozenset(), frozenset())
