"""The screen *For my therapist*: what is chosen is saved, previewed and printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from app.assets import load_reading
from app.models.incident import IncidentNote
from app.models.journal import EntryId, EntryText
from app.models.therapist import NameStyle, TherapistSheet
from app.services import incidents, journal
from app.ui.page_id import PageId
from app.ui.therapist.page import TherapistPage
from tests.support.leaks import settle
from tests.support.prompts import FakePrompts
from tests.support.show_page import show_page
from tests.support.vaults import TestVault
from tests.support.widgets import button, tick, write
from tests.support.workspace import workspace_over

pytestmark = pytest.mark.sample


def open_page(qtbot: QtBot, vault: TestVault) -> TherapistPage:
    ws = workspace_over(vault, vault.people[:1], raise_errors=False)
    return show_page(qtbot, TherapistPage(ws))


def new_entry(vault: TestVault, body: str, title: str = "") -> EntryId:
    with vault.unit(vault.alex) as uow:
        text = EntryText(title=title, body=body, feelings=("unsteady",))
        return journal.new_entry(uow, person=vault.alex, text=text, now=vault.clock(), new_id=vault.ids).entry.id


def kept(vault: TestVault) -> TherapistSheet:
    with vault.unit() as uow:
        return uow.private(vault.alex).sheet.get()


def saved_text(page: TherapistPage, to: Path) -> str:
    prompts = page.ws.prompts
    assert isinstance(prompts, FakePrompts)
    prompts.answers.append(to)
    page.on_save()
    assert not prompts.errors
    return "\n".join(each.extract_text() for each in PdfReader(to).pages)


def test_what_is_typed_is_kept_and_printed(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = open_page(qtbot, vault)
    write("I would like to begin slowly", "What I want to say first", page)
    write("How do I say yellow?", "My questions, one per line", page)
    page.flush()
    assert kept(vault).about == "I would like to begin slowly"
    text = saved_text(page, tmp_path / "sheet.pdf")
    assert "I would like to begin slowly" in text
    assert "How do I say yellow?" in text


def test_what_is_changed_just_before_saving_is_in_the_file(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = open_page(qtbot, vault)
    write("something to take out", "What I want to say first", page)
    page.flush()
    write("another beginning", "What I want to say first", page)
    text = saved_text(page, tmp_path / "sheet.pdf")
    assert "another beginning" in text
    assert "something to take out" not in text


def test_words_that_are_being_typed_survive_a_different_choice(qtbot: QtBot, vault: TestVault) -> None:
    page = open_page(qtbot, vault)
    write("half a sent", "What I want to say first", page)
    button("Leave out dates", page).setChecked(True)
    page.presenter.keep()
    assert page.words.about.text() == "half a sent"
    page.flush()
    assert kept(vault).about == "half a sent"
    assert not kept(vault).with_dates


def test_an_entry_is_ticked_and_only_its_chosen_parts_are_printed(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    chosen, other = new_entry(vault, "zqx chosen words", "Zqx title"), new_entry(vault, "zqx other words")
    page = open_page(qtbot, vault)
    tick(page.entries.list, chosen, True)
    page.flush()
    text = saved_text(page, tmp_path / "sheet.pdf")
    assert "zqx chosen words" in text
    assert "Zqx title" in text
    assert "zqx other words" not in text
    assert "unsteady" not in text
    assert [each.entry_id for each in kept(vault).entries] == [chosen]
    assert other != chosen


def test_limits_are_ticked_one_by_one(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = open_page(qtbot, vault)
    before = saved_text(page, tmp_path / "empty.pdf")
    item = page.answers.list.item(0)
    title = item.text().split(" · ")[1]
    tick(page.answers.list, page.answers.list.keys()[0], True)
    page.flush()
    assert title not in before
    assert title in saved_text(page, tmp_path / "one.pdf")


def test_the_partners_name_is_replaced_until_it_is_wanted(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = open_page(qtbot, vault)
    name = vault.people[1].name
    write(f"{name} and I", "What I want to say first", page)
    page.flush()
    assert "my partner and I" in saved_text(page, tmp_path / "one.pdf")
    assert page.printing.partner is not None
    page.printing.partner.button(NameStyle.NAME).click()
    page.flush()
    assert f"{name} and I" in saved_text(page, tmp_path / "two.pdf")


def test_starting_over_can_be_undone(qtbot: QtBot, vault: TestVault) -> None:
    page = open_page(qtbot, vault)
    undos: list[object] = []
    page.ws.signals.toasted.connect(lambda _text, undo: undos.append(undo))
    write("something", "What I want to say first", page)
    page.flush()
    page.on_clear()
    page.flush()
    assert kept(vault) == TherapistSheet()
    assert page.words.about.text() == ""
    assert callable(undos[0])
    undos[0]()
    page.flush()
    assert kept(vault).about == page.words.about.text() == "something"


def test_a_question_to_start_from_is_added_at_the_end(qtbot: QtBot, vault: TestVault) -> None:
    page = open_page(qtbot, vault)
    write("Mine first", "My questions, one per line", page)
    page.words.questions.commit()
    suggestion = page.ws.texts.therapist_questions[0]
    menu = page.words.menu()
    menu.actions()[0].trigger()
    page.flush()
    assert kept(vault).questions == ("Mine first", suggestion)
    again, other = page.words.menu().actions()[:2]
    assert again.isChecked()
    assert not again.isEnabled()
    assert other.isEnabled()
    page.words.add_question(suggestion)
    page.flush()
    assert kept(vault).questions == ("Mine first", suggestion), "once is enough"


def test_the_preview_stays_visible(qtbot: QtBot, vault: TestVault) -> None:
    page = open_page(qtbot, vault)
    page.resize(1100, 800)
    settle()
    assert page.scroller is not None
    bar, port = page.scroller.verticalScrollBar(), page.scroller.viewport()
    for value in (0, bar.maximum() // 2, bar.maximum()):
        bar.setValue(value)
        settle()
        sheet = page.preview.sheet
        begins = sheet.mapTo(port, QPoint(0, 0)).y()
        assert begins < port.height() // 2
        assert begins + sheet.height() > port.height() // 2
    page.resize(600, 800)  # too narrow for two columns
    settle()
    bar.setValue(bar.maximum())
    settle()
    cards_end = page.printing.mapTo(page, QPoint(0, page.printing.height())).y()
    assert page.preview.mapTo(page, QPoint(0, 0)).y() >= cards_end


def test_entries_are_listed_with_their_day_in_words(qtbot: QtBot, vault: TestVault) -> None:
    new_entry(vault, "said", "Zqx title")
    page = open_page(qtbot, vault)
    assert page.entries.list.item(0).text() == "14 March · Zqx title"


def test_a_note_about_what_went_wrong_is_printed_only_if_it_is_ticked(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    assert not open_page(qtbot, vault).incidents.isVisible()
    for name in ("first", "second"):
        note = IncidentNote(id=name, day=vault.clock().date(), words=f"The {name} time I froze.")
        with vault.unit(vault.alex) as uow:
            incidents.save_note(uow, person=vault.alex, note=note)
    page = open_page(qtbot, vault)
    assert page.incidents.isVisible()
    assert "froze" not in saved_text(page, tmp_path / "a.pdf")
    tick(page.incidents.list, "second", True)
    page.flush()
    text = saved_text(page, tmp_path / "b.pdf")
    assert "The second time I froze." in text
    assert "The first time" not in text


def test_reading_about_therapy_is_one_step_away(qtbot: QtBot, vault: TestVault) -> None:
    page = open_page(qtbot, vault)
    went: list[tuple[object, object]] = []
    page.ws.signals.navigated.connect(lambda *given: went.append(given))
    page.finding.click()
    page.for_them.click()
    assert went == [(PageId.READING, "therapist"), (PageId.READING, "for_the_therapist")]
    assert {key for _page, key in went} <= {text.id for text in load_reading()}


def test_what_is_new_since_the_sheet_was_last_saved_is_said_if_one_likes(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    page = open_page(qtbot, vault)
    settle()
    assert page.printing.changes.isHidden(), "there is no last time yet"
    first = page.answers.list.keys()[0]
    tick(page.answers.list, first, True)
    write("Is this all right?", "My questions, one per line", page)
    assert "What has changed" not in saved_text(page, tmp_path / "first.pdf")
    settle()
    assert page.printing.changes.isHidden(), "a second copy on the same day is no next time"
    vault.clock.advance(days=14)
    page.presenter.reload()
    settle()
    assert page.printing.changes.isVisibleTo(page)
    page.printing.changes.click()
    write("What would help?", "My questions, one per line", page)
    tick(page.answers.list, first, False)
    text = saved_text(page, tmp_path / "second.pdf")
    part = text.partition("What has changed since last time")[2].partition("What I would like to ask")[0]
    assert "What would help?" in part
    assert "Is this all right?" not in part
    assert "No longer here" in part
    page.presenter.reload()
    settle()
    assert "What has changed since last time" in saved_text(page, tmp_path / "third.pdf"), "the same conversation"
