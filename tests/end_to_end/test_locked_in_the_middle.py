"""Locked in the middle of anything, whatever the reason: nothing typed is lost, and nothing is disclosed or spent."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from types import SimpleNamespace
from typing import Any, TypeVar, cast

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from shiboken6 import isValid
from sqlalchemy import select

from app.models.base import PersonId
from app.models.presence import PresenceKind
from app.services.draft_store import all_drafts
from app.services.unadded import unadded
from app.services.vault_service import VaultService
from app.storage.spaces import SHARED
from app.storage.tables_shared import shared_metadata
from app.ui.agreement.section_view import OutlinePart
from app.ui.ground_rules.page import GroundRulesPage
from app.ui.kit.field import SearchField
from app.ui.kit.mark import MarkButton
from app.ui.limits.page import LimitsPage
from app.ui.page_id import PageId
from app.ui.scenes.more_view import MoreView
from app.ui.scenes.page import ScenesPage
from app.ui.shell.navigation import Here, nav_items
from app.ui.tasks import Lane
from app.ui.unadded import words_in
from app.ui.vault_access import LockReason
from tests.end_to_end.player import Player
from tests.end_to_end.sessions import cheap, sam_joins, unlock
from tests.support.couples import OUTLINE
from tests.support.fields import texts_in
from tests.support.pasted import Edit, fields_of
from tests.support.vaults import ALEX_WORDS, TestVault
from tests.support.written import all_that_is_kept

__all__ = ["cheap"]

T = TypeVar("T")

REASONS = (LockReason.IDLE, LockReason.HIDDEN, LockReason.LOCKED)
HERE = {
    PresenceKind.ALONE: Here.OF_TWO | Here.PRIVATE,
    PresenceKind.TOGETHER: Here.OF_TWO | Here.TOGETHER,
    PresenceKind.HANDED_OVER: Here.OF_TWO | Here.PRIVATE,
}
SCREENS = {kind: [item.page for item in nav_items() if item.needs in here] for kind, here in HERE.items()}
"""Every screen there is for whoever is here."""
PAGES = [page for pages in SCREENS.values() for page in pages]

ONE_LETTER = "A letter on it (optional)"


def come_in(player: Player, kind: PresenceKind) -> None:
    """Alex, or both; then the device is handed to Alex, if it is to be."""
    unlock(player, 0, ALEX_WORDS)
    if kind is not PresenceKind.ALONE:
        sam_joins(player)
    if kind is PresenceKind.HANDED_OVER:
        player.shell.ws.hand_over(player.shell.ws.session.people[0].id, PageId.HOME)
        player.type("Alex", ALEX_WORDS)
        player.press("I am Alex")
        player.until(lambda: player.shell.ws.session.presence.kind is kind, "Alex’s turn")
    player.settle(60)


def lock(player: Player, reason: LockReason) -> None:
    """Lock as the clock, F12 and Ctrl+L do."""
    controller = player.controller
    if reason is LockReason.IDLE:
        controller.locking.idle.timed_out.emit(reason)
    elif reason is LockReason.HIDDEN:
        player.window.hide_asked.emit()
    else:
        player.window.lock_asked.emit()
    player.until(lambda: not controller.access.is_anybody_here, "locked")
    player.settle(30)
    if reason is LockReason.HIDDEN:
        player.window.touched.emit()
    player.until(lambda: player.shown(MarkButton), "the unlock page")


def typed_into(player: Player, reason: LockReason, where: str) -> dict[str, str]:
    """Something of its own in every field that can be seen; the last keeps the keyboard, a different one each time."""
    page = player.page
    edits = [edit for edit in fields_of(page) if not isinstance(edit, SearchField)]
    turned = len(edits) * REASONS.index(reason) // len(REASONS)
    typed: dict[str, str] = {}
    for number, edit in enumerate([*edits[turned:], *edits[:turned]]):
        if isValid(edit) and edit.isVisible():
            words = "~" if edit.accessibleName() == ONE_LETTER else f"quokka {where} {number}."
            typed[words] = edit.accessibleName()
            _type(edit, words)
    return typed


def _type(edit: Edit, words: str) -> None:
    edit.setFocus()
    if isinstance(edit, QLineEdit):
        edit.selectAll()
    QTest.keyClicks(edit, words)


def on_lane(player: Player, work: Callable[[VaultService], T]) -> T:
    """Read as the program does, while nothing else is read or written."""
    service, found = player.controller.access.service, list[T]()
    player.controller.tasks.run(Lane.DATABASE, lambda: work(service), found.append, owner=player.shell)
    player.until(lambda: found, "the answer")
    return found[0]


def kept(service: VaultService) -> list[str]:
    """Every text in the open spaces."""
    vault = cast(TestVault, SimpleNamespace(unit=service.unit, service=service))
    return [text for one in all_that_is_kept(vault) for _field, text in texts_in(one)]


def shared_rows(service: VaultService) -> set[str]:
    """Everything in the shared space."""
    with service.unit() as uow:
        connection = uow.connection(SHARED)
        tables = shared_metadata.sorted_tables
        return {f"{table.name} {tuple(row)}" for table in tables for row in connection.execute(select(table))}


def seals(service: VaultService) -> list[Any]:
    """What each person here marked ready to be opened."""
    with service.unit() as uow:
        return [uow.private(person).sharing.sealed() for person in service.present]


def keeps_everything(
    player: Player, kind: PresenceKind, reason: LockReason, where: str, go: Callable[[Player], None]
) -> int:
    """Type wherever it leads, lock, come back and look; how many fields there were. Both are here as `kind` says."""
    go(player)
    player.settle(60)
    people = player.shell.ws.session.presence.acting
    before, sealed = on_lane(player, shared_rows), on_lane(player, seals)
    waited = on_lane(player, lambda service: _unadded(service, people))
    typed = typed_into(player, reason, where)
    lock(player, reason)
    come_in(player, kind)
    have = on_lane(player, kept)
    assert {name for words, name in typed.items() if not any(words in text for text in have)} == set(), "lost"
    assert {row for row in on_lane(player, shared_rows) - before if "quokka" not in row} == set(), "disclosed"
    assert on_lane(player, seals) == sealed, "spent"
    is_back(player, go, waited)
    return len(typed)


def is_back(player: Player, go: Callable[[Player], None], waited: set[str]) -> None:
    """What was typed and not added is in its fields again, and nothing of it is in the shared space.

    `waited`: what had been typed elsewhere before.
    """
    people = player.shell.ws.session.presence.acting
    waiting = on_lane(player, lambda service: _unadded(service, people))
    go(player)
    player.settle(60)
    assert waiting - waited <= {words_in(edit) for edit in fields_of(player.page)}, "not shown again"
    long = {words for words in waiting if len(words) > 1}
    assert not any(words in row for words in long for row in on_lane(player, shared_rows)), "said unasked"


def _unadded(service: VaultService, people: tuple[PersonId, ...]) -> set[str]:
    with service.unit() as uow:
        return set(unadded(uow, people=people).values())


@pytest.mark.parametrize("kind", SCREENS, ids=lambda kind: kind.value)
def test_no_screen_loses_or_discloses_anything(player: Player, kind: PresenceKind, subtests: pytest.Subtests) -> None:
    come_in(player, kind)
    for page in SCREENS[kind]:
        reason = REASONS[PAGES.index(page) % len(REASONS)]
        with subtests.test(page.value):
            keeps_everything(player, kind, reason, page.value, partial(Player.go, page=page))


def in_scene(part: OutlinePart) -> Callable[[Player], None]:
    def go(player: Player) -> None:
        player.go(PageId.SCENES, on_lane(player, outline_id))
        player.settle(60)
        page = cast(ScenesPage, player.page)
        page.editor.outline.show_part(part)
        if part is OutlinePart.MORE:
            for each in cast(MoreView, page.editor.outline.parts[part]).parts.values():
                each.open()

    return go


def in_ground_rules(part: OutlinePart) -> Callable[[Player], None]:
    def go(player: Player) -> None:
        player.go(PageId.GROUND_RULES)
        player.settle(60)
        cast(GroundRulesPage, player.page).outline.show_part(part)

    return go


def in_talk(player: Player) -> None:
    player.go(PageId.LIMITS)
    player.settle(60)
    cast(LimitsPage, player.page).on_talk()


def outline_id(service: VaultService) -> str:
    """The scene that is only outlined."""
    with service.unit() as uow:
        return next(draft.id for draft in all_drafts(uow) if draft.title == OUTLINE)


ALONE, TOGETHER = PresenceKind.ALONE, PresenceKind.TOGETHER
STEPS = {
    ALONE: {"more": in_scene(OutlinePart.MORE), "needs": in_scene(OutlinePart.NEEDS)},
    TOGETHER: {
        "out": in_scene(OutlinePart.OUT),
        "place": in_scene(OutlinePart.PLACE),
        "rules": in_ground_rules(OutlinePart.OWN),
        "questions": in_ground_rules(OutlinePart.QUESTIONS),
        "talk": in_talk,
    },
}


@pytest.mark.parametrize("kind", [ALONE, TOGETHER], ids=lambda kind: kind.value)
def test_no_step_loses_or_discloses_anything(player: Player, kind: PresenceKind, subtests: pytest.Subtests) -> None:
    come_in(player, kind)
    for step, go in STEPS[kind].items():
        for reason in REASONS:
            with subtests.test(f"{step}, {reason.value}"):
                assert keeps_everything(player, kind, reason, f"{step} {reason.value}", go) > 0
