"""Settings take effect and stay; reading and resources open; a person's changes to them are private."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app.assets import load_reading, load_resources
from app.errors import InputError
from app.models.base import PersonId
from app.models.library import Resource
from app.models.person import Person
from app.services import resources as service
from app.ui.design.design import Design
from app.ui.design.tokens import DARK, Size, Theme
from app.ui.kit.flow import Column
from app.ui.kit.labels import Label
from app.ui.kit.passphrase import PassField
from app.ui.reading.library_view import LibraryView
from app.ui.reading.page import ReadingPage
from app.ui.reading.places import places
from app.ui.settings.page import SettingsPage
from app.ui.workspace import Workspace
from tests.support.leaks import settle
from tests.support.vaults import ALEX_WORDS, TestVault
from tests.support.widgets import click, find, find_all, is_shown, said_in, write
from tests.support.workspace import workspace_over


def _workspace(vault: TestVault, here: tuple[Person, ...]) -> Workspace:
    return workspace_over(vault, here)


def _settings(qtbot: QtBot, vault: TestVault, here: tuple[Person, ...]) -> SettingsPage:
    page = SettingsPage(_workspace(vault, here))
    qtbot.addWidget(page)
    page.show()
    page.activate()
    return page


def test_looks_and_locking_together_take_effect_and_stay(qtbot: QtBot, vault: TestVault) -> None:
    page = _settings(qtbot, vault, vault.people[:1])
    page.theme.chosen.emit(Theme.DARK)
    page.scale.slider.setValue(30)
    page.locking.together.setValue(7)
    assert page.ws.design.colours is DARK
    assert page.ws.design.scale == 150
    page.ws.settings.sync()
    again = _workspace(vault, vault.people[:1]).settings
    assert (again.theme, again.scale, again.together_minutes) == (Theme.DARK, 150, 7)


def test_while_the_slider_is_held_only_the_sample_has_the_new_size(qtbot: QtBot, vault: TestVault) -> None:
    page = _settings(qtbot, vault, vault.people[:1])
    slider, sample, design = page.scale.slider, page.scale.sample, page.ws.design
    assert (slider.accessibleName(), slider.accessibleDescription()) == ("Text size", "100%")
    before, room = sample.grab().toImage(), sample.height()
    slider.setSliderDown(True)
    slider.setSliderPosition(40)
    scales = [design.scale]
    assert sample.grab().toImage() != before
    assert sample.height() == room
    slider.setSliderDown(False)
    scales += [design.scale, page.ws.settings.scale]
    design.set_scale(85)
    page.activate()
    assert slider.accessibleDescription() == "85%"
    assert [*scales, page.ws.settings.scale] == [100, 200, 200, 200], "showing is not choosing"


def test_passphrase_fields_are_no_wider_than_a_passphrase_needs(qtbot: QtBot, vault: TestVault) -> None:
    page = _settings(qtbot, vault, vault.people[:1])
    page.resize(1200, 900)
    settle()
    fields = page.secrets.findChildren(PassField)
    assert fields
    assert {field.edit.width() for field in fields} == {Size.FIELD}


def test_a_passphrase_is_changed_by_its_owner_alone(qtbot: QtBot, vault: TestVault) -> None:
    together = _settings(qtbot, vault, vault.people)
    assert not is_shown(QAbstractButton, "Change the passphrase", together)
    page = _settings(qtbot, vault, vault.people[:1])
    secrets = page.secrets
    secrets.now.edit.setText(ALEX_WORDS)
    secrets.new.first.edit.setText("copper morning bread")
    secrets.new.again.edit.setText("copper morning bead")
    click("Change the passphrase", page)
    assert vault.service.check(vault.alex, ALEX_WORDS), "two that differ change nothing"
    secrets.new.again.edit.setText("copper morning bread")
    click("Change the passphrase", page)
    assert vault.service.check(vault.alex, "copper morning bread")
    assert not vault.service.check(vault.alex, ALEX_WORDS)
    assert secrets.now.text() == ""


def test_a_wrong_passphrase_makes_no_new_code(qtbot: QtBot, vault: TestVault) -> None:
    page = _settings(qtbot, vault, vault.people[:1])
    secrets = page.secrets
    secrets.now.edit.setText("something else")
    click("Make a new recovery code", page)
    assert secrets.notice.isVisible()
    assert not is_shown(QAbstractButton, "I have written it down", page)
    secrets.now.edit.setText(ALEX_WORDS)
    click("Make a new recovery code", page)
    groups = [each for each in find_all(Label, page) if each.accessibleName() == " ".join(each.text()) != ""]
    assert len(groups) == 9
    assert all(group.isVisible() for group in groups)
    click("I have written it down", page)
    assert not any(group.isVisible() for group in groups)


def test_a_person_alone_can_do_without_a_recovery_code(qtbot: QtBot, vault: TestVault) -> None:
    page = _settings(qtbot, vault, vault.people[:1])
    secrets = page.secrets
    click("Remove my recovery code", page)
    assert vault.service.vault.keys.keyring.person(vault.alex).recovery is not None, "not without the passphrase"
    secrets.now.edit.setText(ALEX_WORDS)
    click("Remove my recovery code", page)
    assert "You have no recovery code" in said_in(secrets.notice)
    assert vault.service.vault.keys.keyring.person(vault.alex).recovery is None
    assert vault.service.vault.keys.keyring.person(vault.sam).recovery is not None


def test_reading_opens_without_a_vault(qtbot: QtBot) -> None:
    view = LibraryView(Design(Theme.LIGHT), load_reading())
    page = Column(view.header, view)
    qtbot.addWidget(page)
    page.show()
    view.show_text("red_flags")
    qtbot.waitUntil(lambda: "pressure" in _words(page).casefold())
    view.show_resources(load_resources(), editable=False)
    qtbot.waitUntil(lambda: "1-800-799-7233" in _words(page))


def test_what_is_read_is_built_a_little_at_a_time(qtbot: QtBot) -> None:
    under_way: list[Iterator[None]] = []
    view = LibraryView(Design(Theme.LIGHT), load_reading(), places("en"), fill=under_way.append)
    page = Column(view.header, view)
    qtbot.addWidget(page)
    page.show()
    shows: tuple[Callable[[], None], ...] = (
        view.show_list,
        lambda: view.show_text("went_wrong"),
        lambda: view.show_resources(load_resources(), editable=True),
    )
    for show in shows:
        show()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        counts = [len(view.findChildren(QWidget))]
        counts += [len(view.findChildren(QWidget)) for _ in under_way.pop()]
        assert len(counts) > 10
        assert max(later - before for before, later in pairwise(counts)) <= 12


def _words(view: QWidget) -> str:
    return " ".join(label.text() for label in view.findChildren(Label) if label.isVisible())


def _mine(vault: TestVault, person: PersonId) -> tuple[Resource, ...]:
    with vault.unit() as uow:
        return service.resources(uow, person=person, shipped=load_resources())


def _resources(qtbot: QtBot, vault: TestVault) -> ReadingPage:
    page = ReadingPage(_workspace(vault, vault.people[:1]))
    page.ws.session.changed.connect(page.on_changed)
    qtbot.addWidget(page)
    page.show()
    page.activate("resources")
    settle()
    return page


def _press(name: str, page: ReadingPage) -> None:
    """Click, and let the event loop show what was made."""
    click(name, page)
    settle()


def test_own_resources_are_private(qtbot: QtBot, vault: TestVault) -> None:
    page = _resources(qtbot, vault)
    _press("Add one of my own", page)
    find(QPlainTextEdit, "How to reach it, one per line", page).setPlainText("0800 1\n0800 2")
    _press("Save", page)
    assert is_shown(Label, "It needs a name. Nothing was changed.", page), "it is not saved, and not lost"
    write("A friend", "Name", page)
    _press("Save", page)
    assert not is_shown(QAbstractButton, "Save", page)
    assert [r.name for r in _mine(vault, vault.alex)][-1] == "A friend"
    assert _mine(vault, vault.alex)[-1].contacts == ("0800 1", "0800 2")
    assert all(r.name != "A friend" for r in _mine(vault, vault.sam))


def test_a_checked_resource_says_when(qtbot: QtBot, vault: TestVault) -> None:
    page = _resources(qtbot, vault)
    hotline = _mine(vault, vault.alex)[1]
    assert hotline.note
    _press(f"Edit: {hotline.name}", page)
    _press("I checked it today", page)
    checked = _mine(vault, vault.alex)[1]
    assert checked.last_checked == vault.clock().astimezone().date().isoformat()
    assert checked.note == ""


def test_hiding_a_resource_can_be_undone(qtbot: QtBot, vault: TestVault) -> None:
    page = _resources(qtbot, vault)
    undo = []
    page.ws.signals.toasted.connect(lambda _text, way_back: undo.append(way_back))
    before = _mine(vault, vault.alex)
    _press(f"Edit: {before[1].name}", page)
    _press("Remove from my page", page)
    assert _mine(vault, vault.alex) == (before[0], *before[2:])
    undo[-1]()
    assert _mine(vault, vault.alex) == before


def test_a_resource_needs_a_name(vault: TestVault) -> None:
    nameless = Resource("", "own", "My own", name="  ")
    with vault.unit(vault.alex) as uow, pytest.raises(InputError):
        service.save_resource(uow, person=vault.alex, resource=nameless, new_id=vault.ids)
