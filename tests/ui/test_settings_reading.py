"""Settings take effect and stay; reading and resources open; a person's changes to them are private."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.assets import load_reading, load_resources
from app.errors import InputError
from app.models.base import PersonId
from app.models.library import Resource
from app.models.person import Person
from app.services import resources as service
from app.ui.design.design import Design
from app.ui.design.tokens import Theme
from app.ui.kit.labels import Label
from app.ui.reading.page import ReadingPage
from app.ui.reading.view import LibraryView
from app.ui.settings.page import SettingsPage
from app.ui.workspace import Workspace
from tests.support.vaults import ALEX_WORDS, TestVault, vault_for
from tests.support.workspace import make_workspace


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[TestVault]:
    with vault_for(tmp_path / "v") as opened:
        yield opened


def _workspace(vault: TestVault, here: tuple[Person, ...]) -> Workspace:
    return make_workspace(
        vault.folder.parent,
        units=vault.unit,
        people=vault.people,
        here=here,
        clock=vault.clock,
        ids=vault.ids,
        vault=vault.service,
    )


def _settings(qtbot: QtBot, vault: TestVault, here: tuple[Person, ...]) -> SettingsPage:
    page = SettingsPage(_workspace(vault, here))
    qtbot.addWidget(page)
    page.show()
    page.activate()
    return page


def test_looks_and_locking_take_effect_and_stay(qtbot: QtBot, vault: TestVault) -> None:
    page = _settings(qtbot, vault, vault.people[:1])
    page.theme.chosen.emit(Theme.DARK)
    page.scale.chosen.emit(150)
    page.alone.setValue(7)
    assert page.ws.design.is_dark
    assert page.ws.design.scale == 150
    page.ws.settings.sync()
    again = _workspace(vault, vault.people[:1]).settings
    assert (again.theme, again.scale, again.alone_minutes) == (Theme.DARK, 150, 7)


def test_a_passphrase_is_changed_by_its_owner_alone(qtbot: QtBot, vault: TestVault) -> None:
    together = _settings(qtbot, vault, vault.people)
    assert not together.secrets._box.isVisible()
    page = _settings(qtbot, vault, vault.people[:1])
    secrets = page.secrets
    secrets.now.edit.setText(ALEX_WORDS)
    secrets.new.first.edit.setText("copper morning bread")
    secrets.new.again.edit.setText("copper morning bead")
    secrets.on_change()
    assert vault.service.check(vault.alex, ALEX_WORDS), "two that differ change nothing"
    secrets.new.again.edit.setText("copper morning bread")
    secrets.on_change()
    assert vault.service.check(vault.alex, "copper morning bread")
    assert not vault.service.check(vault.alex, ALEX_WORDS)
    assert secrets.now.text() == ""


def test_a_wrong_passphrase_makes_no_new_code(qtbot: QtBot, vault: TestVault) -> None:
    page = _settings(qtbot, vault, vault.people[:1])
    secrets = page.secrets
    secrets.now.edit.setText("something else")
    secrets.on_renew()
    assert secrets.notice.isVisible()
    assert not secrets._code.isVisible()
    secrets.now.edit.setText(ALEX_WORDS)
    secrets.on_renew()
    assert secrets._code.isVisible()
    assert secrets._code_words.text().count("-") == 8
    secrets._forget_code()
    assert secrets._code_words.text() == ""


def test_reading_opens_without_a_vault(qtbot: QtBot) -> None:
    view = LibraryView(Design(Theme.LIGHT), load_reading())
    qtbot.addWidget(view)
    view.show()
    view.show_text("red_flags")
    qtbot.waitUntil(lambda: "pressure" in _words(view).casefold())
    view.show_resources(load_resources(), editable=False)
    qtbot.waitUntil(lambda: "1-800-799-7233" in _words(view))


def _words(view: LibraryView) -> str:
    return " ".join(label.text() for label in view.findChildren(Label) if label.isVisible())


def _mine(vault: TestVault, person: PersonId) -> tuple[Resource, ...]:
    with vault.unit() as uow:
        return service.resources(uow, person=person, shipped=load_resources())


def test_own_resources_are_ones_own(qtbot: QtBot, vault: TestVault) -> None:
    page = ReadingPage(_workspace(vault, vault.people[:1]))
    page.ws.session.changed.connect(page.on_changed)
    qtbot.addWidget(page)
    page.show()
    page.activate("resources")
    page._edit(Resource("", "own", "My own", "", "", "", "", ()))
    form = page._form
    assert form is not None
    form.on_keep()
    assert page._form is form, "without a name it is not kept, and not lost"
    form._name.show_text("A friend")
    form._contacts.show_text("0800 1\n0800 2")
    form.on_keep()
    assert [r.name for r in _mine(vault, vault.alex)][-1] == "A friend"
    assert _mine(vault, vault.alex)[-1].contacts == ("0800 1", "0800 2")
    assert all(r.name != "A friend" for r in _mine(vault, vault.sam))


def test_a_checked_number_says_when(qtbot: QtBot, vault: TestVault) -> None:
    page = ReadingPage(_workspace(vault, vault.people[:1]))
    page.ws.session.changed.connect(page.on_changed)
    qtbot.addWidget(page)
    page.show()
    page.activate("resources")
    first = _mine(vault, vault.alex)[0]
    assert first.note
    page._on_checked(first)
    checked = _mine(vault, vault.alex)[0]
    assert checked.last_checked == vault.clock().astimezone().date().isoformat()
    assert checked.note == ""


def test_taking_one_off_can_be_undone(qtbot: QtBot, vault: TestVault) -> None:
    page = ReadingPage(_workspace(vault, vault.people[:1]))
    undo = []
    page.ws.signals.toasted.connect(lambda _text, way_back: undo.append(way_back))
    qtbot.addWidget(page)
    page.show()
    page.activate("resources")
    before = _mine(vault, vault.alex)
    page._on_hidden(before[0])
    assert _mine(vault, vault.alex) == before[1:]
    undo[-1]()
    assert _mine(vault, vault.alex) == before


def test_a_resource_needs_a_name(vault: TestVault) -> None:
    nameless = Resource("", "own", "My own", "", "", "  ", "", ())
    with vault.unit(vault.alex) as uow, pytest.raises(InputError):
        service.save_resource(uow, person=vault.alex, resource=nameless, new_id=vault.ids)
