"""Tab goes through the private pages from top to bottom, reaches everything, and always leads out again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.models.limits import Outcome
from app.models.self_check import FlagReply
from app.ui.check_ins.page import ASKED, CHART, FILL, TABLE, CheckInsPage
from app.ui.limits.page import LimitsPage
from app.ui.page_id import PageId
from app.ui.patterns.page import PatternsPage
from app.ui.sharing.page import SharingPage
from app.ui.shell.shell import Shell
from app.ui.therapist.page import TherapistPage
from tests.support.check_ins import some_check_ins
from tests.support.leaks import settle
from tests.support.tabs import names, tab_through
from tests.support.vaults import TestVault, vault_for
from tests.support.widgets import name_of
from tests.ui.test_check_ins import shown_shell


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[TestVault]:
    with vault_for(tmp_path / "vault") as made:
        made.fill_with_sample()
        with made.unit(made.alex) as uow:
            for each in some_check_ins(3):
                uow.private(made.alex).check_ins.save(each)
            uow.commit()
        yield made


def shown(qtbot: QtBot, vault: TestVault, page: PageId, argument: object = None) -> Shell:
    shell = shown_shell(qtbot, vault, alone=True)
    shell.pages.go(page, argument)
    settle()
    return shell


def through(shell: Shell) -> list[QWidget]:
    """What Tab reaches on the page, from the header to the sidebar."""
    page = shell.pages.current
    assert page is not None
    (start, *_others) = [b for b in shell.header.findChildren(QWidget) if b.isVisible() and b.focusPolicy()]
    inside = [widget for widget in tab_through(start) if page.isAncestorOf(widget)]
    assert all(name_of(widget) for widget in inside), "everything has a name"
    return inside


def scrolled_around(widget: QWidget) -> QWidget | None:
    around = widget.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    return around.widget() if around is not None else None


def must_go_down(inside: list[QWidget]) -> None:
    """In what is scrolled, no stop is above the one before, unless both are in one line."""
    (column,) = {column for widget in inside if (column := scrolled_around(widget)) is not None}
    below = [widget for widget in inside if column.isAncestorOf(widget)]
    tops = [widget.mapTo(column, QPoint(0, 0)).y() for widget in below]
    assert len(below) > 5
    for before, after, widget in zip(tops, tops[1:], below[1:], strict=False):
        assert after >= before - 30, widget.accessibleName()


@pytest.mark.parametrize("mode", [FILL, CHART, TABLE, ASKED])
def test_check_ins(qtbot: QtBot, vault: TestVault, mode: str) -> None:
    shell = shown(qtbot, vault, PageId.CHECK_INS)
    page = shell.pages.current
    assert isinstance(page, CheckInsPage)
    page.show_mode(mode)
    settle()
    inside = through(shell)
    if mode != TABLE:
        must_go_down(inside)
    wanted = {
        FILL: [
            "Change the time",
            "Mood: 0, low",
            "Wish to continue: 0, would rather stop",
            "Note",
            "Done",
            "What to ask",
        ],
        CHART: ["Earlier", "All", "Chart of your check-ins. The table shows the same.", "Mood"],
        TABLE: ["Your check-ins, newest first", "Open it", "Delete", "Copy"],
        ASKED: ["Back", "What to ask", "Move down", "What it is", "Add it"],
    }[mode]
    found = [name for name in names(inside) if name in wanted]
    assert found == wanted


def test_a_check_in_that_is_opened_with_its_time(qtbot: QtBot, vault: TestVault) -> None:
    shell = shown(qtbot, vault, PageId.CHECK_INS)
    page = shell.pages.current
    assert isinstance(page, CheckInsPage)
    page.on_open("c1")
    page.filling.when.change.click()
    settle()
    found = names(through(shell))
    wanted = ["Day of the check-in", "Time of the check-in", "Start a new one", "Done"]
    order = [found.index(name) for name in (*wanted[:2], "Note", wanted[3], wanted[2], "Delete this one")]
    assert order == sorted(order)


def test_patterns(qtbot: QtBot, vault: TestVault) -> None:
    shell = shown(qtbot, vault, PageId.PATTERNS)
    page = shell.pages.current
    assert isinstance(page, PatternsPage)
    page.cards[1].whole_kind.click()
    page.presenter.keep_check({"pressure": FlagReply.NO})
    page.cards[0].on_not_helpful()
    settle()
    inside = through(shell)
    must_go_down(inside)
    found = names(inside)
    ends = [card.keep.accessibleName() for card in page.cards[:1]] + [card.stop.accessibleName() for card in page.cards]
    assert set(ends) <= set(found)
    assert found[-1] == "Delete what it has kept"


def test_the_sheet(qtbot: QtBot, vault: TestVault) -> None:
    shell = shown(qtbot, vault, PageId.THERAPIST)
    assert isinstance(shell.pages.current, TherapistPage)
    found = names(through(shell))
    order = [found.index(name) for name in ("What I want to say first", "Paper: A4", "Preview of the page")]
    assert order == sorted(order)


def test_backwards_it_is_the_same(qtbot: QtBot, vault: TestVault) -> None:
    shell = shown(qtbot, vault, PageId.CHECK_INS)
    page = shell.pages.current
    assert isinstance(page, CheckInsPage)
    page.filling.more.setFocus(Qt.FocusReason.TabFocusReason)
    seen: list[QWidget] = []
    while page.isAncestorOf(here := shell.window().focusWidget() or page):
        assert len(seen) < 100, "round and round"
        seen.append(here)
        QTest.keyClick(here, Qt.Key.Key_Backtab)
    assert page.filling.note.edit in seen
    assert page.filling.rows["mood"].buttons[0] in seen


def test_a_card_of_my_list(qtbot: QtBot, vault: TestVault) -> None:
    shell = shown(qtbot, vault, PageId.MY_LIST, "touch.massage")
    inside = through(shell)
    must_go_down(inside)
    found = [name_of(widget) for widget in inside]
    wanted = ("When I give", "When I give: Want", "When I receive", "When I receive: Want", "How this changed")
    order = [found.index(name) for name in wanted]
    assert order == sorted(order), "a stop at each side, before its answers"


def test_what_i_would_share_with_a_category_that_was_unfolded_later(qtbot: QtBot, vault: TestVault) -> None:
    shell = shown(qtbot, vault, PageId.SHARE)
    page = shell.pages.current
    assert isinstance(page, SharingPage)
    page.on_folded("touch")
    settle()
    inside = through(shell)
    must_go_down(inside)
    assert names(inside)[-1].startswith("Privacy and other people")


def test_the_shared_list_with_a_row_that_was_opened(qtbot: QtBot, vault: TestVault) -> None:
    shell = shown_shell(qtbot, vault, alone=False)
    shell.pages.go(PageId.LIMITS)
    settle()
    page = shell.pages.current
    assert isinstance(page, LimitsPage)
    row = page.groups[Outcome.TALK].rows.views[1]
    page.on_pressed(row.item.id)
    inside = through(shell)
    must_go_down(inside)
    assert names(inside)[inside.index(row) + 1] == "Talk about this"
