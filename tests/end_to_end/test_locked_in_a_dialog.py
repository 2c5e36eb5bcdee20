"""Locked while something is being typed into a dialog, or into a field that Export shows on request: it is not lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

import app.ui
from app.models.catalogue import Category
from app.models.journal import EntryTemplate, EntryText
from app.models.presence import PresenceKind
from app.services import journal
from app.services.vault_service import VaultService
from app.ui.export.page import ExportPage
from app.ui.journal.entry_pane import EntryPane
from app.ui.journal.page import JournalPage
from app.ui.my_list.page import MyListPage
from app.ui.page_id import PageId
from app.ui.prompts import Prompts
from app.ui.scenes.page import ScenesPage
from app.ui.unadded import words_in
from tests.end_to_end.player import Player
from tests.end_to_end.sessions import cheap
from tests.end_to_end.test_locked_in_the_middle import REASONS, come_in, kept, lock, on_lane, outline_id, shared_rows
from tests.support.pasted import button, fields_of

__all__ = ["cheap"]

ALONE, TOGETHER = PresenceKind.ALONE, PresenceKind.TOGETHER
Open = Callable[[Player], None]


def new_scene(player: Player) -> None:
    player.go(PageId.SCENES)
    player.settle(60)
    cast(ScenesPage, player.page).on_new()


def rename_scene(player: Player) -> None:
    player.go(PageId.SCENES, on_lane(player, outline_id))
    player.settle(60)
    cast(ScenesPage, player.page).editor.on_rename()


def entry(player: Player) -> EntryPane:
    player.go(PageId.JOURNAL)
    player.settle(60)
    pane = cast(JournalPage, player.page).pane
    player.until(lambda: pane.presenter.entry is not None, "an open entry")
    return pane


def own_templates(player: Player) -> None:
    pane = entry(player)
    me, template = player.shell.ws.me, EntryTemplate(id="t", name="After a walk", text=EntryText())

    def there(service: VaultService) -> None:
        with service.unit(me) as uow:
            journal.save_template(uow, person=me, template=template)

    if not pane.own.templates:
        on_lane(player, there)
        pane.own.reload()
        player.settle(60)
    pane.own.edit_templates()


def rename_category(player: Player) -> None:
    player.go(PageId.MY_LIST)
    player.settle(60)
    cast(MyListPage, player.page).acts.rename_category(Category(id="c", title="Mornings"))


def pseudonyms(player: Player) -> None:
    player.go(PageId.EXPORT)
    player.settle(60)
    button(cast(ExportPage, player.page), "Pseudonyms").click()


ASKED_IN_WORDS: dict[str, tuple[PresenceKind, Open]] = {
    "a new scene": (TOGETHER, new_scene),
    "a scene renamed": (TOGETHER, rename_scene),
    "a template saved": (ALONE, lambda player: entry(player).on_save_template()),
    "a link": (ALONE, lambda player: entry(player).on_link()),
    "a category renamed": (ALONE, rename_category),
}
"""Every use of `Prompts.ask_text`."""

OTHERS: dict[str, tuple[PresenceKind, Open]] = {
    "brought to the list": (ALONE, lambda player: entry(player).on_bring()),
    "own templates": (ALONE, own_templates),
    "pseudonyms, alone": (ALONE, pseudonyms),
    "pseudonyms, together": (TOGETHER, pseudonyms),
}


def in_front(player: Player) -> QWidget:
    """The dialog that is open, or the page."""
    open_now = [dialog for dialog in player.window.findChildren(QDialog) if dialog.isVisible()]
    return open_now[-1] if open_now else player.page


def test_every_question_asked_in_words_is_here() -> None:
    sources = [path.read_text() for path in Path(*app.ui.__path__).rglob("*.py")]
    assert sum(source.count(".ask_text(") for source in sources) == len(ASKED_IN_WORDS)


@pytest.mark.parametrize("where", ASKED_IN_WORDS | OTHERS)
def test_nothing_typed_is_lost_or_disclosed(player: Player, where: str) -> None:
    player.controller.prompts = Prompts(player.controller._design, player.window)
    kind, go = (ASKED_IN_WORDS | OTHERS)[where]
    come_in(player, kind)
    go(player)
    player.settle(60)
    edits = fields_of(in_front(player))
    typed = [f"quokka {number}" for number in range(len(edits))]
    assert edits
    for edit, words in zip(edits, typed, strict=True):
        edit.setFocus()
        edit.selectAll()
        QTest.keyClicks(edit, words)
    before = on_lane(player, shared_rows)
    lock(player, REASONS[len(where) % len(REASONS)])
    come_in(player, kind)
    assert [words for words in typed if words not in on_lane(player, kept)] == []
    assert on_lane(player, shared_rows) == before
    go(player)
    player.settle(60)
    assert [words_in(edit) for edit in fields_of(in_front(player))] == typed


@pytest.mark.parametrize("answered", ["Done", "Cancel"])
def test_nothing_waits_after_an_answer(player: Player, answered: str) -> None:
    player.controller.prompts = Prompts(player.controller._design, player.window)
    come_in(player, TOGETHER)
    new_scene(player)
    (edit,) = fields_of(in_front(player))
    assert isinstance(edit, QLineEdit)
    QTest.keyClicks(edit, "quokka")
    player.shell.ws.unadded.flush()
    button(in_front(player), answered).click()
    player.settle(60)
    new_scene(player)
    assert [words_in(edit) for edit in fields_of(in_front(player))] == [""]
