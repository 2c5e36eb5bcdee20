"""What one person keeps private changes nothing that their partner can see: the same evening, with and without it.

Patterns above all, but check-ins and the sheet for a therapist as well.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.models.check_in import CheckIn, Dimension, Occasion
from app.models.facts import NoticeKind
from app.models.limits import Outcome, SharedItem, Talk, TalkResult
from app.models.patterns import ObservationChoice, PatternKind
from app.models.self_check import FlagReply
from app.models.therapist import SummarySpan, TherapistSheet
from app.services import check_ins, drafts, home, noticing, opening, patterns, printing, therapist
from app.services.draft_store import all_drafts
from app.services.shared_list import shared_items
from app.ui.kit.painted_row import PaintedRow
from app.ui.page_id import PageId
from app.ui.shell.navigation import nav_items
from tests.end_to_end.test_withheld import dump
from tests.support.clock import FakeIds
from tests.support.couples import OUTLINE, draft_named, read_and_say_yes, save, shared_item, today, workspace_of
from tests.support.randomness import counted_bytes
from tests.support.sources import sources
from tests.support.vaults import ALEX_WORDS, SAM_WORDS, SHARED, TestVault, vault_for

JOINT = (PageId.HOME, PageId.LIMITS, PageId.SIGNALS, PageId.GROUND_RULES, PageId.SCENES, PageId.AFTERCARE)
MARKER = "patternszq"
Private = Callable[[TestVault, FakeIds], None]


@dataclass(frozen=True)
class Kept:
    """What Sam's own space comes to hold: acts before, between and after what both do."""

    before: tuple[Private, ...] = ()
    between: tuple[Private, ...] = ()
    after: tuple[Private, ...] = ()


def _act(vault: TestVault, fn: Any, **arguments: Any) -> None:
    with vault.unit(vault.sam) as uow:
        fn(uow, person=vault.sam, **arguments)


def _look(vault: TestVault, _ids: FakeIds) -> None:
    _act(vault, noticing.look, now=vault.clock())


def _be_here(vault: TestVault, ids: FakeIds) -> None:
    _act(vault, noticing.be_here, session_id=f"{MARKER}{ids()}", now=vault.clock(), together=True)


def _decline(vault: TestVault, _ids: FakeIds) -> None:
    item = _any_item(vault)
    with vault.unit(vault.sam) as uow:
        noticing.note_declined(uow.private(vault.sam), vault.sam, item, vault.clock())
        uow.commit()


def _set_aside(vault: TestVault, ids: FakeIds) -> None:
    choice = ObservationChoice(id=f"{MARKER}{ids()}", at=vault.clock(), kind=PatternKind.LATE)
    _act(vault, patterns.set_aside, choice=choice)


def _off(vault: TestVault, _ids: FakeIds) -> None:
    _act(vault, patterns.set_looking, looking=False, now=vault.clock())


def _on(vault: TestVault, _ids: FakeIds) -> None:
    _act(vault, patterns.set_looking, looking=True, now=vault.clock())


def _delete(vault: TestVault, _ids: FakeIds) -> None:
    _act(vault, patterns.delete_facts, now=vault.clock())


def _check(vault: TestVault, ids: FakeIds) -> None:
    _act(vault, patterns.keep_check, replies={MARKER: FlagReply.YES}, now=vault.clock(), new_id=ids)


def _check_in(vault: TestVault, ids: FakeIds) -> None:
    check_in = CheckIn(id=ids(), at=vault.clock(), note=MARKER, occasion=Occasion.SCENE)
    _act(vault, check_ins.save_check_in, check_in=check_in)


def _own_dimension(vault: TestVault, ids: FakeIds) -> None:
    _act(vault, check_ins.save_dimension, dimension=Dimension(id=f"own.{ids()}", title=MARKER, own=True))


def _sheet(vault: TestVault, _ids: FakeIds) -> None:
    _act(vault, therapist.save_sheet, sheet=TherapistSheet(about=MARKER, questions=(MARKER,), span=SummarySpan.QUARTER))


of_patterns = [_look, _be_here, _decline, _set_aside, _off, _on, _delete, _check]
private_acts = st.lists(st.sampled_from([*of_patterns, _check_in, _own_dimension, _sheet]), max_size=6).map(tuple)
anything_kept = st.builds(Kept, before=private_acts, between=private_acts, after=private_acts)


def _any_item(vault: TestVault) -> SharedItem:
    with vault.unit() as uow:
        return shared_items(uow)[0]


def evening(vault: TestVault, kept: Kept) -> None:
    """What both do whatever Sam's space holds: a talk set aside, a reading that takes something out, a proposal."""
    own_ids = FakeIds(2)

    def privately(acts: tuple[Private, ...]) -> None:
        for act in acts:
            act(vault, own_ids)

    privately(kept.before)
    talked = shared_item(vault, Outcome.TALK)
    with vault.unit(SHARED) as uow:
        talk = Talk(result=TalkResult.DECLINED, declined_by=vault.sam)
        opening.keep_talk(uow, item=talked, talk=talk, now=vault.clock())
    vault.clock.advance(days=2)
    scene = draft_named(vault, OUTLINE)
    save(vault, scene.evolve(cap_minutes=60))
    out = f"item:{draft_named(vault, OUTLINE).items[0].id}"
    read_and_say_yes(vault, vault.sam, scene.id, out=(out,))
    privately(kept.between)
    again = scene.items[0].pairing
    with vault.unit(SHARED) as uow:
        other = drafts.new_scene(uow, title="Another evening", new_id=vault.ids).draft
    with vault.unit(SHARED) as uow:
        drafts.propose_item(uow, draft_id=other.id, pairing=again, by=vault.alex, new_id=vault.ids)
    privately(kept.after)
    for person, words in ((vault.sam, SAM_WORDS), (vault.alex, ALEX_WORDS)):
        for here in vault.service.present:
            vault.service.leave(here)
        vault.service.admit(vault.service.derive(person, words))


def words_of_joint_screens(vault: TestVault, qtbot: QtBot) -> list[tuple[str, str]]:
    """All that can be read on the screens of both together, and of Alex alone."""
    found: list[tuple[str, str]] = []
    for here in ((vault.alex, vault.sam), (vault.alex,)):
        ws = workspace_of(vault, vault.folder.parent, here=here)
        pages = {place.page: place for place in nav_items()}
        for page_id in JOINT:
            window = QWidget()
            qtbot.addWidget(window)
            page = pages[page_id].make(ws, window)
            window.resize(1000, 900)
            page.resize(1000, 900)
            window.show()
            page.activate()
            QCoreApplication.processEvents()
            said = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
            said += [button.text() for button in page.findChildren(QAbstractButton) if button.isVisible()]
            said += [row.accessibleName() for row in page.findChildren(PaintedRow) if row.isVisible()]
            found.append((page_id, "\n".join(said)))
            window.close()
            page.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return found


def exported(vault: TestVault) -> str:
    """Everything that Home and any export are made from, of Sam's own pages too."""
    with vault.unit() as uow:
        drafts_ = [draft.id for draft in all_drafts(uow)]
        parts = [
            printing.draft_material(uow, draft_id=each, base=vault.catalogue, today=today(vault)) for each in drafts_
        ]
        parts.append(printing.own_words(uow, person=vault.sam, questions=("q",), base=vault.catalogue))
        homes = [
            home.home(uow, base=vault.catalogue, today=today(vault), me=me, people=vault.pair)
            for me in (None, vault.alex, vault.sam)
        ]
    return "\n".join(each.model_dump_json() for each in (*parts, *homes))


def play(kept: Kept, qtbot: QtBot | None = None) -> tuple[dict[str, list[tuple[Any, ...]]], str, list[tuple[str, str]]]:
    """The shared space, what exports are made from, and the joint screens, at the end of the evening."""
    with TemporaryDirectory() as folder, vault_for(Path(folder) / "vault") as vault:
        vault.fill_with_sample()
        with counted_bytes():
            evening(vault, kept)
            vault.service.admit(vault.service.derive(vault.sam, SAM_WORDS))
            screens = words_of_joint_screens(vault, qtbot) if qtbot is not None else []
            return dump(vault), exported(vault), screens


@pytest.fixture(scope="module")
def nothing_kept() -> tuple[dict[str, list[tuple[Any, ...]]], str]:
    """The evening where Sam keeps no facts at all."""
    rows, out, _screens = play(Kept(before=(_off,)))
    return rows, out


@given(kept=anything_kept)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_shared_rows_and_exports_are_the_same_with_and_without(
    nothing_kept: tuple[dict[str, list[tuple[Any, ...]]], str], kept: Kept
) -> None:
    rows, out, _screens = play(kept)
    for table, before in nothing_kept[0].items():
        assert rows[table] == before, table
    assert rows.keys() == nothing_kept[0].keys()
    assert out == nothing_kept[1]
    assert MARKER not in repr(rows) + out


def test_the_joint_screens_say_the_same(qtbot: QtBot) -> None:
    everything = Kept(
        (_look, _be_here, _check, _check_in, _sheet),
        (_decline, _set_aside, _be_here, _own_dimension),
        (_look, _check, _check_in),
    )
    with_it, without = play(everything, qtbot)[2], play(Kept(before=(_off,)), qtbot)[2]
    assert with_it == without
    said = "\n".join(words for _page, words in with_it)
    assert OUTLINE in said, "the screens were read"
    assert not any(word in said for word in ("pattern", "Pattern", "softer", "red flag", MARKER))


def test_the_evening_is_noticed_by_sam_alone() -> None:
    """So that the two tests above compare something: without the switch there is something to keep."""
    with TemporaryDirectory() as folder, vault_for(Path(folder) / "vault") as vault:
        vault.fill_with_sample()
        evening(vault, Kept(after=(_look,)))
        vault.service.admit(vault.service.derive(vault.sam, SAM_WORDS))
        with vault.unit() as uow:
            new = [n.kind for n in uow.private(vault.sam).noticed.all()]
            alexs = uow.private(vault.alex).noticed.all()
        assert NoticeKind.TAKEN_OUT in new
        assert NoticeKind.PROPOSED in new
        assert all(n.at < vault.clock() for n in alexs)


def test_my_patterns_is_there_for_one_person_at_a_time() -> None:
    from app.ui.shell.navigation import Here, NavContext, NavGroup

    place = next(place for place in nav_items() if place.page is PageId.PATTERNS)
    assert place.group is NavGroup.ONLY_ME
    assert not place.exists(NavContext(Here.OF_TWO | Here.TOGETHER))
    assert place.exists(NavContext(Here.PRIVATE))


ONLY_THERE = {
    "app.services.noticing",
    "app.services.own_data",  # everything of one's own, in a file of one's own
    "app.services.patterns",
    "app.services.sample",
    "app.storage.repositories_private",
}


def test_nothing_else_reads_what_is_kept_for_patterns() -> None:
    """No export, no Home, no joint service has a way to it."""
    tables = {"noticed", "sessions", "set_aside", "self_checks"}
    modules = ("app.models.facts", "app.models.patterns", "app.models.self_check", "app.services.patterns")
    mine = ("app.models.", "app.ui.patterns.", "app.storage.noticed", "app.bootstrap.noticing", "app.assets")
    for source in sources("app"):
        if source.module in ONLY_THERE or source.module.startswith(mine):
            continue
        assert not [name for name in source.names() if name.startswith(modules)], source.module
        if source.module.startswith(("app.services", "app.export")):
            used = {node.attr for node in ast.walk(source.tree) if isinstance(node, ast.Attribute)}
            assert not used & tables, source.module


def test_check_ins_are_printed_on_ones_own_sheet_alone() -> None:
    """What a couple print is made by modules that have no way to them."""
    mine = (
        "app.export.therapist",
        "app.services.check_ins",
        "app.services.conflict_copies",
        "app.services.own_data",
        "app.services.sample",
        "app.services.therapist",
    )
    for source in sources("app"):
        if source.module.startswith(mine) or not source.module.startswith(("app.services", "app.export")):
            continue
        assert not [name for name in source.names() if "check_in" in name], source.module
        assert not [n for n in ast.walk(source.tree) if isinstance(n, ast.Attribute) and n.attr == "dimensions"]
