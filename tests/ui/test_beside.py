"""Beside the text: one person alone narrows what is agreed, both see it, its author takes it off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.models.agreement import CurrentAgreement
from app.models.base import PersonId
from app.models.narrower import CAP
from app.ui.agreement.beside import BesidePanel
from app.ui.scenes.page import ScenesPage
from tests.support.couples import OUTLINE, draft_named, read_and_say_yes, save, view_of, workspace_of
from tests.support.show_page import show_page
from tests.support.vaults import TestVault, vault_for
from tests.support.widgets import click


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[TestVault]:
    with vault_for(tmp_path / "vault") as made:
        made.fill_with_sample()
        outline = draft_named(made, OUTLINE)
        save(made, outline.evolve(cap_minutes=60))
        for person in made.pair:
            read_and_say_yes(made, person, outline.id)
        yield made


def panel_of(qtbot: QtBot, vault: TestVault, folder: Path, *here: PersonId) -> BesidePanel:
    page = show_page(qtbot, ScenesPage(workspace_of(vault, folder, here=here)), draft_named(vault, OUTLINE).id)
    QApplication.processEvents()
    return page.editor.outline.agreed.beside


def held(vault: TestVault) -> CurrentAgreement:
    return view_of(vault, draft_named(vault, OUTLINE).id).versions[0]


def words(panel: BesidePanel) -> str:
    QApplication.processEvents()  # Laid out by the event loop
    return "\n".join(label.text() for label in panel.findChildren(QLabel) if label.isVisibleTo(panel))


def test_alone_one_adds_a_shorter_cap_and_takes_it_off(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    before = held(vault)
    panel = panel_of(qtbot, vault, tmp_path, vault.sam)
    panel.what.show_key(CAP)
    panel.what.picked.emit(CAP)
    assert panel.to.currentText() == "45 minutes"
    click("Add it", panel)
    assert [(each.person, each.body.minutes) for each in held(vault).beside] == [(vault.sam, 45)]
    assert "At most: 45 minutes\nadded by Sam; Alex has not read it yet" in words(panel)
    panel.take_off_buttons[CAP].click()
    assert held(vault) == before
    assert "added by Sam" not in words(panel)


def test_the_partner_sees_it_and_cannot_take_it_off(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    click("Add it", panel_of(qtbot, vault, tmp_path, vault.sam))
    for here in ((vault.alex,), vault.pair):
        panel = panel_of(qtbot, vault, tmp_path, *here)
        assert "added by Sam; Alex has not read it yet" in words(panel)
        assert panel.take_off_buttons == {}


def test_together_nothing_is_added_alone(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    panel = panel_of(qtbot, vault, tmp_path, *vault.pair)
    assert panel.isHidden()


def test_what_ended_meanwhile_is_not_narrowed_and_the_panel_says_so(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    panel = panel_of(qtbot, vault, tmp_path, vault.sam)
    vault.clock.advance(days=300)
    panel.on_add()
    assert held(vault).beside == ()
    assert panel._notice.isVisibleTo(panel)
