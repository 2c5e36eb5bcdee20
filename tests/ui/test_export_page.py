"""Print and export: preview, approvals, what is left out, saving and printing."""

from __future__ import annotations

import stat
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from app.errors import VaultUnwritable, WrongPassphrase
from app.export import render
from app.export.redact import PageChoices, initials
from app.models.person import Person
from app.models.said_kinds import APPROVED
from app.services import drafts
from app.services.draft_store import all_drafts
from app.services.saving import save_page
from app.services.signals import all_signals
from app.ui.design.tokens import Theme
from app.ui.export.page import ExportPage
from app.ui.export.preview import Zoom
from app.ui.kit.link import LinkLine
from tests.support.couples import draft_named, read_and_say_yes
from tests.support.prompts import FakePrompts
from tests.support.show_page import show_page
from tests.support.vaults import ALEX_WORDS, SAM_WORDS, SHARED, TestVault
from tests.support.widgets import button, click, find_all
from tests.support.workspace import workspace_over

pytestmark = pytest.mark.sample


def _page(qtbot: QtBot, vault: TestVault, here: tuple[Person, ...], argument: str = "") -> ExportPage:
    ws = workspace_over(vault, here, raise_errors=False)
    return show_page(qtbot, ExportPage(ws), argument)


def _scene(vault: TestVault) -> str:
    with vault.unit() as uow:
        return next(draft.id for draft in all_drafts(uow) if draft.title == "A quiet Sunday")


def _prompts(page: ExportPage) -> FakePrompts:
    prompts = page.ws.prompts
    assert isinstance(prompts, FakePrompts)
    return prompts


def _approve_both(page: ExportPage, vault: TestVault) -> None:
    for person, words in ((vault.alex, ALEX_WORDS), (vault.sam, SAM_WORDS)):
        _prompts(page).answers.append(words)
        click(f"{page.ws.person(person).name} approves…", page)


def _shows_pages(page: ExportPage) -> bool:
    return any(label.text().startswith("Page 1 of ") for label in find_all(QLabel, page.preview))


def test_nothing_leaves_before_both_approved(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = _page(qtbot, vault, vault.people, _scene(vault))
    assert _shows_pages(page)
    assert not button("Save as PDF…", page).isEnabled()
    _prompts(page).answers.append(tmp_path / "pages.pdf")
    page.on_save()
    assert not (tmp_path / "pages.pdf").exists()
    _approve_both(page, vault)
    assert button("Save as PDF…", page).isEnabled()
    _prompts(page).answers.append(tmp_path / "pages.pdf")
    page.on_save()
    text = "".join(sheet.extract_text() for sheet in PdfReader(tmp_path / "pages.pdf").pages)
    assert "A quiet Sunday" in text
    assert "Running a bath" not in text, "it was withdrawn"
    assert stat.S_IMODE((tmp_path / "pages.pdf").stat().st_mode) == 0o600


def test_boxes_are_said_before_and_are_part_of_what_both_approve(
    qtbot: QtBot, vault: TestVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    fonts = render.load_fonts(system=False)
    monkeypatch.setattr(render, "load_fonts", lambda *, system: fonts)
    with vault.unit(SHARED) as uow:
        draft = next(draft for draft in all_drafts(uow) if draft.title == "Saturday evening")
        drafts.save_draft(uow, draft=draft.evolve(place="漢"))
    page = _page(qtbot, vault, vault.people, draft.id)
    told = [label for label in find_all(QLabel, page) if "漢" in label.text() or "print as boxes" in label.text()]
    assert len(told) == 2
    assert all(label.isVisible() for label in told)
    assert page.presenter.result is not None
    assert page.presenter.result.page.boxes == "漢"
    page.presenter.choose(_scene(vault))
    assert not page.warning.isVisible()
    page.presenter.choose(draft.id)
    monkeypatch.setattr(page.presenter, "load", lambda: None)
    page.on_presence_changed()
    assert not any("漢" in label.text() for label in page.findChildren(QLabel)), "nothing of the page is left"


@pytest.mark.parametrize(("width", "least"), [(740, 624), (1000, 624), (1100, 624), (1400, 960)])
def test_the_preview_is_as_wide_as_the_window_lets_it(qtbot: QtBot, vault: TestVault, width: int, least: int) -> None:
    page = _page(qtbot, vault, vault.people[:1], "own")
    page.resize(width, 900)
    qtbot.waitUntil(lambda: page.preview.sheet.width() >= least)


def test_the_page_is_shown_whole_or_as_wide_as_it_fits_or_larger(qtbot: QtBot, vault: TestVault) -> None:
    page = _page(qtbot, vault, vault.people[:1], "own")
    page.resize(1100, 700)
    preview, sheet = page.preview, page.preview.sheet
    pan = preview.findChildren(QScrollArea)[0]
    preview.zoom.button(Zoom.PAGE).click()
    assert sheet.height() < 700
    assert sheet.width() < pan.width()
    preview.zoom.button(Zoom.LARGE).click()
    assert sheet.width() > pan.width()
    assert pan.height() > sheet.height(), "with room for the bar"
    bar = pan.horizontalScrollBar()
    QTest.keyClick(sheet, Qt.Key.Key_Right)
    assert bar.value() > 0
    preview.zoom.button(Zoom.WIDTH).click()
    assert sheet.width() == pan.width()


def test_in_the_dark_the_page_is_less_bright(qtbot: QtBot, vault: TestVault) -> None:
    page = _page(qtbot, vault, vault.people[:1], "own")

    def corner() -> QColor:
        return page.preview.sheet.grab().toImage().pixelColor(20, 20)

    page.ws.design.set_theme(Theme.LIGHT)
    assert corner() == QColor("white")
    page.ws.design.set_theme(Theme.DARK)
    assert 0.85 < corner().lightnessF() < 0.95


def test_what_keeps_a_page_from_being_printed_leads_to_where_it_is_approved(qtbot: QtBot, vault: TestVault) -> None:
    page = _page(qtbot, vault, vault.people, _scene(vault))
    (link,) = page.header.findChildren(LinkLine)
    assert link.accessibleName() == "Alex and Sam have not approved this page yet"
    assert button("Save as PDF…", page).accessibleDescription() == link.accessibleName()
    link.press()
    assert page.focusWidget() is button("Alex approves…", page)
    _approve_both(page, vault)
    assert not link.isVisible()


def test_a_different_choice_asks_again(qtbot: QtBot, vault: TestVault) -> None:
    page = _page(qtbot, vault, vault.people, _scene(vault))
    _approve_both(page, vault)
    page.presenter.set_choices(PageChoices(people=initials(vault.people)))
    page.presenter._make()
    assert not button("Save as PDF…", page).isEnabled()
    page.presenter.set_choices(PageChoices())
    page.presenter._make()
    assert button("Save as PDF…", page).isEnabled(), "the page both approved can be printed again"


def test_revoking_works_alone(qtbot: QtBot, vault: TestVault) -> None:
    _approve_both(_page(qtbot, vault, vault.people, _scene(vault)), vault)
    alone = _page(qtbot, vault, vault.people[:1], _scene(vault))
    assert button("Save as PDF…", alone).isEnabled()
    click("Revoke Alex’s approval", alone)
    assert not button("Save as PDF…", alone).isEnabled()


def test_a_wrong_passphrase_approves_nothing(qtbot: QtBot, vault: TestVault) -> None:
    page = _page(qtbot, vault, vault.people, _scene(vault))
    _prompts(page).answers.append("something else")
    with qtbot.waitSignal(page.presenter.failed) as failed:
        click("Alex approves…", page)
    assert isinstance(failed.args[0], WrongPassphrase)
    assert page.presenter.approved == frozenset()
    assert page.notice.isVisible()


def test_an_item_that_is_left_out_is_not_in_the_file(qtbot: QtBot, vault: TestVault) -> None:
    page = _page(qtbot, vault, vault.people, _scene(vault))
    items = page.choices.items
    rows = [items.item(n) for n in range(items.count())]
    row = next(item for item in rows if "Massage" in item.text())
    row.setCheckState(Qt.CheckState.Unchecked)
    assert page.presenter.choices.left_out == {row.data(Qt.ItemDataRole.UserRole)}
    page.presenter._make()
    _approve_both(page, vault)
    taken: list[bytes] = []
    page.presenter.render(lambda rendered: taken.append(rendered.data))
    text = "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(taken[0])).pages)
    assert "Massage" not in text
    assert "Music" in text


def test_a_page_from_before_a_choice_cannot_be_saved(qtbot: QtBot, vault: TestVault) -> None:
    page = _page(qtbot, vault, vault.people[:1], "own")
    save = button("Save as PDF…", page)
    assert save.isEnabled()
    page.choices.items.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert not save.isEnabled()
    qtbot.waitUntil(save.isEnabled)
    assert page.presenter.result is not None
    left_out = page.choices.items.item(0).text()
    assert left_out.rpartition(": ")[2] not in page.presenter.result.page.model_dump_json()


def test_own_words_need_no_approval(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = _page(qtbot, vault, vault.people[:1], "own")
    page.presenter.set_questions("How do I say yellow earlier?")
    assert button("Save as PDF…", page).isEnabled()
    _prompts(page).answers.append(tmp_path / "own.pdf")
    page.on_save()
    text = "".join(sheet.extract_text() for sheet in PdfReader(tmp_path / "own.pdf").pages)
    assert "How do I say yellow earlier?" in text
    assert "Left knee" not in text, "the partner's words are not theirs"
    with vault.unit() as uow:
        assert not uow.parts.all(APPROVED)


def test_pages_that_are_printed_to_a_file_are_said_to_be_saved_unencrypted(
    qtbot: QtBot, vault: TestVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def choose(dialog: QPrintDialog) -> QPrintDialog.DialogCode:
        dialog.printer().setOutputFileName(str(tmp_path / "own.pdf"))
        return QPrintDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrintDialog, "exec", choose)
    page = _page(qtbot, vault, vault.people[:1], "own")
    qtbot.waitUntil(lambda: page.presenter.result is not None)
    page.on_print()
    qtbot.waitUntil((tmp_path / "own.pdf").exists)
    said = [label.text() for label in page.notice.findChildren(QLabel)]
    assert any("not encrypted" in words for words in said), said
    assert "Sent to the printer" not in said


def test_own_words_are_not_offered_while_both_are_here(qtbot: QtBot, vault: TestVault) -> None:
    page = _page(qtbot, vault, vault.people)
    assert "own" not in [source.key for source in page.presenter.sources]
    blank = [source.title for source in page.presenter.sources if source.key.startswith("blank.")]
    assert [title.removeprefix("A blank list: ") for title in blank] == [
        "the usual packs",
        "gentle packs only",
        "all packs",
    ]


def test_own_words_disappear_the_moment_the_partner_joins(
    qtbot: QtBot, vault: TestVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _page(qtbot, vault, vault.people[:1], "own")
    page._questions.show_text("A question of my own")
    page.presenter.set_questions("A question of my own")
    own = page.presenter.material
    assert own is not None
    assert _shows_pages(page)
    assert page.choices.items.count() > 0
    session = page.ws.session
    session.set_presence(session.presence.with_joined(vault.sam))
    monkeypatch.setattr(page.presenter, "load", lambda: None)  # the next page is still being read
    page.on_presence_changed()
    assert not _shows_pages(page)
    assert page.choices.items.count() == 0
    assert (page._questions.text(), page.presenter.questions) == ("", ())
    assert not button("Save as PDF…", page).isEnabled()
    page.presenter._on_material(own)
    assert page.presenter.result is None, "it was asked for before"


def test_the_boxes_show_the_choices_of_the_page(qtbot: QtBot, vault: TestVault) -> None:
    page = _page(qtbot, vault, vault.people, _scene(vault))
    button("Leave out health and medication", page).setChecked(True)
    button("Leave out dates", page).setChecked(True)
    assert not page.presenter.choices.with_health
    page.on_presence_changed()
    assert page.presenter.choices == PageChoices(people=page.presenter.choices.people)
    assert not button("Leave out health and medication", page).isChecked()
    assert not button("Leave out dates", page).isChecked()


def test_a_place_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(VaultUnwritable):
        save_page(tmp_path / "no" / "pages.pdf", b"%PDF")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("alone", [True, False])
def test_signals_are_printed_large_all_or_one_and_nobody_has_to_approve(
    qtbot: QtBot, vault: TestVault, *, alone: bool, tmp_path: Path
) -> None:
    with vault.unit() as uow:
        signal = all_signals(uow).current[0]
    here = vault.people[:1] if alone else vault.people
    page = _page(qtbot, vault, here, f"signal:{signal.id}")
    presenter = page.presenter
    assert presenter.source is not None
    assert presenter.source.key == f"signal:{signal.id}"
    assert presenter.source.title == f"One signal: {signal.expression}"
    assert presenter.may_be_saved
    assert not page.approvals.isVisible()
    _prompts(page).answers.append(str(tmp_path / "card.pdf"))
    page.on_save()
    text = PdfReader(BytesIO((tmp_path / "card.pdf").read_bytes())).pages[0].extract_text()
    assert signal.expression in text
    page.on_presence_changed()
    assert presenter.source.key == f"signal:{signal.id}", "it stays when somebody comes or goes"
    presenter.choose("signals")
    assert presenter.result is not None
    page.activate(_scene(vault))
    assert all(not source.key.startswith("signal:") for source in presenter.sources)


def test_what_changed_since_the_last_page_is_printed_if_somebody_asks_for_it(qtbot: QtBot, vault: TestVault) -> None:
    rules = draft_named(vault, "")
    _approve_both(_page(qtbot, vault, vault.people, rules.id), vault)
    with vault.unit(SHARED) as uow:
        drafts.save_draft(uow, draft=rules.evolve(place="the study"), new_id=vault.ids)
    for person in vault.pair:
        read_and_say_yes(vault, person, rules.id)
    page = _page(qtbot, vault, vault.people, rules.id)
    title = "What has changed since we last printed"

    def printed() -> list[str]:
        assert page.presenter.result is not None
        return [section.title for section in page.presenter.result.page.sections]

    assert title not in printed()
    click(title, page)
    page.presenter._make()
    assert printed()[0] == title
    _approve_both(page, vault)
    page.presenter.reload()
    assert title not in printed(), "since the page that they approved just now nothing has changed"
