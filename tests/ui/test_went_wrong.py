"""The screen *Something went wrong*: support first, notes for oneself, and telling the partner by an explicit act."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.assets import load_reading
from app.models.base import PersonId
from app.models.incident import IncidentNote, told_of
from app.models.presence import Presence
from app.services import incidents
from app.services.incidents import Incidents
from app.ui.kit.buttons import Button
from app.ui.page_id import PageId
from app.ui.went_wrong.notes import NoteCard
from app.ui.went_wrong.page import WentWrongPage
from tests.support.couples import today, workspace_of
from tests.support.prompts import FakePrompts
from tests.support.show_page import show_page
from tests.support.texts import AWKWARD
from tests.support.vaults import SHARED, TestVault, vault_for

WORDS = "I froze, and nobody noticed."


def page_for(
    qtbot: QtBot, vault: TestVault, folder: Path, *here: PersonId, turn: PersonId | None = None
) -> WentWrongPage:
    ws = workspace_of(vault, folder, here=here or (vault.alex,), turn=turn)
    return show_page(qtbot, WentWrongPage(ws))


def of(vault: TestVault, person: PersonId) -> Incidents:
    with vault.unit() as uow:
        return incidents.incidents(uow, person=person)


def write(vault: TestVault, person: PersonId, *, words: str = WORDS, tell: bool = False) -> IncidentNote:
    note = IncidentNote(id=f"of {person}", day=today(vault), words=words)
    with vault.unit(person) as uow:
        incidents.save_note(uow, person=person, note=note)
    if tell:
        with vault.unit(SHARED) as uow:
            incidents.tell_partner(uow, person=person, note_id=note.id, seen=told_of(note))
    return note


def cards(page: WentWrongPage) -> list[NoteCard]:
    return [card for card in page.notes.findChildren(NoteCard) if card.isVisibleTo(page)]


def texts_in(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def press(widget: QWidget, words: str) -> None:
    next(each for each in widget.findChildren(Button) if each.words == words and each.isVisibleTo(widget)).click()


def test_support_comes_first_and_names_when_to_see_a_doctor(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page, went = page_for(qtbot, vault, tmp_path), []
    page.ws.signals.navigated.connect(lambda *given: went.append(given))
    text = texts_in(page)
    for words in ("pressure on the neck", "After fainting, however short", "weak or numb after rope"):
        assert words in text
    assert text.index("pressure on the neck") < text.index("In my own words")
    press(page, "Somebody to talk to")
    for words in ("If you feel unsafe", "First aid", "Help that cannot wait"):
        press(page, words)
    assert went == [(PageId.READING, key) for key in ("resources", "feeling_unsafe", "first_aid", "in_time")]
    assert {key for _page, key in went} - {"resources"} <= {text.id for text in load_reading()}


@pytest.mark.parametrize("words", [text for text in AWKWARD if text.strip()][:8])
def test_any_words_are_kept_and_shown(qtbot: QtBot, vault: TestVault, tmp_path: Path, words: str) -> None:
    page = page_for(qtbot, vault, tmp_path)
    page.form.words.edit.setPlainText(words)
    page.form.keep.click()
    (kept,) = of(vault, vault.alex).notes
    assert (kept.note.words, kept.note.day) == (page.form.words.text() or words, today(vault))
    assert page.form.words.text() == ""
    assert len(cards(page)) == 1
    assert of(vault, vault.sam) == Incidents()


def test_without_words_nothing_is_kept(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_for(qtbot, vault, tmp_path)
    page.form.words.edit.setPlainText("  \n ")
    page.form.keep.click()
    assert page.form.words.error.isVisible()
    assert of(vault, vault.alex).notes == ()


def test_a_note_is_changed_and_deleted_after_asking(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    note = write(vault, vault.alex)
    page = page_for(qtbot, vault, tmp_path)
    press(cards(page)[0], "Change")
    assert page.form.words.text() == WORDS
    page.form.words.edit.setPlainText("I froze.")
    page.form.keep.click()
    assert [each.note for each in of(vault, vault.alex).notes] == [note.evolve(words="I froze.")]
    prompts = page.ws.prompts
    assert isinstance(prompts, FakePrompts)
    prompts.answers.extend([False, True])
    press(cards(page)[0], "Delete…")
    assert of(vault, vault.alex).notes
    press(cards(page)[0], "Delete…")
    assert of(vault, vault.alex).notes == ()
    assert cards(page) == []


def test_the_very_words_are_shown_before_the_partner_can_read_them(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    write(vault, vault.alex)
    page = page_for(qtbot, vault, tmp_path)
    press(cards(page)[0], "Tell Sam…")
    assert page.tell is not None
    assert WORDS in texts_in(page.tell)
    press(page.tell, "Not now")
    assert of(vault, vault.sam).told_to_me == ()
    press(cards(page)[0], "Tell Sam…")
    page.tell.yes.click()
    assert [each.told.words for each in of(vault, vault.sam).told_to_me] == [WORDS]
    assert "Sam can read this." in texts_in(page)
    press(cards(page)[0], "Take back")
    assert of(vault, vault.sam).told_to_me == ()
    assert "Sam can read this." not in texts_in(page)


def test_words_that_were_changed_since_are_told_by_another_act(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    note = write(vault, vault.alex, tell=True)
    with vault.unit(vault.alex) as uow:
        incidents.save_note(uow, person=vault.alex, note=note.evolve(words="Longer."))
    page = page_for(qtbot, vault, tmp_path)
    assert "Sam can read what you told them before you changed it." in texts_in(page)
    assert [each.told.words for each in of(vault, vault.sam).told_to_me] == [WORDS]


def test_the_partner_reads_it_and_says_so_to_nobody(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    write(vault, vault.sam, tell=True)
    page = page_for(qtbot, vault, tmp_path)
    assert "Sam has told you something" in texts_in(page)
    assert WORDS in texts_in(page)
    press(page, "I have read it")
    assert "I have read it" not in texts_in(page)
    assert WORDS in texts_in(page), "it can be read again"
    assert of(vault, vault.alex).told_to_me[0].is_read


def test_nothing_of_one_is_left_when_the_device_is_the_partners(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    write(vault, vault.alex)
    page = page_for(qtbot, vault, tmp_path, *vault.pair, turn=vault.alex)
    press(cards(page)[0], "Change")
    assert WORDS in page.form.words.text()
    for turn in (None, vault.sam):
        page.ws.session.set_presence(Presence(here=vault.pair, turn=turn))
        page.on_presence_changed()
        assert WORDS not in texts_in(page)
        assert page.form.words.text() == ""


def test_in_a_vault_for_one_there_is_nobody_to_tell(qtbot: QtBot, tmp_path: Path, vault: TestVault) -> None:
    with vault_for(tmp_path / "solo", vault.newcomers[0]) as solo:
        write(solo, solo.alex)
        page = page_for(qtbot, solo, tmp_path)
        assert cards(page)[0].tell is None
        prompts = page.ws.prompts
        assert isinstance(prompts, FakePrompts)
        prompts.answers.append(True)
        press(cards(page)[0], "Delete…")
        assert of(solo, solo.alex) == Incidents()
