"""What is done on a page before its picture is taken."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt

from app.models.journal import Boundary
from app.models.limits import Outcome
from app.models.reading import Reply
from app.ui.export.page import ExportPage
from app.ui.journal.page import JournalPage
from app.ui.kit.scroll import ScrollPage
from app.ui.limits.page import LimitsPage
from app.ui.my_list.page import LIST, MyListPage
from app.ui.my_reading.page import FINISH, MyReadingPage
from app.ui.page import Page
from app.ui.scenes.page import ScenesPage
from app.ui.shell.shell import Shell
from tests.support.journals import write_about
from tests.support.leaks import settle
from tests.support.vaults import ALEX_WORDS, SAM_WORDS, TestVault

P = TypeVar("P", bound=Page)
Step = Callable[[Shell, TestVault], None]


def _page(shell: Shell, kind: type[P]) -> P:
    page = shell.current
    if not isinstance(page, kind):
        raise SystemExit(f"{kind.__name__} was not opened")
    return page


def as_a_list(shell: Shell, _vault: TestVault) -> None:
    """My list with all its rows."""
    page = _page(shell, MyListPage)
    page.mode.button(LIST).click()


def open_risky_row(shell: Shell, _vault: TestVault) -> None:
    """A shared entry that carries a risk note, opened."""
    page = _page(shell, LimitsPage)
    limits = page.presenter.limits
    assert limits is not None
    for group in page.groups.values():
        for item_id, row in group.rows.items():
            item = page.presenter.find(item_id)
            entry = limits.catalogue.find(item.pairing.activity_id) if item is not None else None
            if entry is not None and entry.risk:
                group.toggle(item_id)
                row.setFocus(Qt.FocusReason.TabFocusReason)
                return
    raise SystemExit("no shared entry has a risk note")


def talk(shell: Shell, _vault: TestVault) -> None:
    """The first talk card."""
    _page(shell, LimitsPage).on_talk()


def propose_a_limit(shell: Shell, _vault: TestVault) -> None:
    """What one of them said No to is not added."""
    page = _page(shell, ScenesPage)
    items = page.editor.items
    items.on_propose()
    view = page.editor.presenter.view
    assert view is not None
    limit = next(item for item in view.shared if item.outcome is Outcome.OFF)
    entry = view.catalogue.find(limit.pairing.activity_id)
    assert entry is not None
    items.panel.field.setText(entry.title)
    items.panel._on_searched(entry.title)
    items.panel._on_return()
    _to_end(page.scroller)


def to_finish(shell: Shell, _vault: TestVault) -> None:
    """The last step of a reading, most of it answered."""
    page = _page(shell, MyReadingPage)
    for step in page.presenter.steps:
        page.show_part(step.key)
        for clause in step.clauses[:-1]:
            page.presenter.say(clause, Reply.YES)
    page.show_part(FINISH)


def withdraw_one(shell: Shell, _vault: TestVault) -> None:
    """Asked, in place, whether to withdraw one thing."""
    page = _page(shell, ScenesPage)
    next(iter(page.editor.agreed.view.withdraw_buttons.values())).click()


def approve(shell: Shell, vault: TestVault) -> None:
    """Both approve the page."""
    page = _page(shell, ExportPage)
    for person, words in zip(vault.pair, (ALEX_WORDS, SAM_WORDS), strict=True):
        page.presenter.approve(person, words)


def journal_entries(shell: Shell, vault: TestVault) -> None:
    """The journal with enough entries to be one."""
    page = _page(shell, JournalPage)
    with vault.unit() as uow:
        there = uow.private(vault.alex).journal.everything()
    if len(there) < 4:
        write_about(vault)
    page.activate()
    page.list.choose(0)


def journal_search(shell: Shell, vault: TestVault) -> None:
    """Words and a filter, what was found marked."""
    journal_entries(shell, vault)
    page = _page(shell, JournalPage)
    page.list.filters.narrow(boundary=Boundary.STAYS)
    page.list.search.setText("the qui")
    settle()
    page.list.choose(0)


def journal_bin(shell: Shell, vault: TestVault) -> None:
    """The bin with two entries in it."""
    journal_entries(shell, vault)
    page = _page(shell, JournalPage)
    for _ in range(2):
        page.detail.binning.emit()
        settle()
    page.show_bin(True)


def journal_days(shell: Shell, vault: TestVault) -> None:
    """The month with the days that have entries."""
    journal_entries(shell, vault)
    _page(shell, JournalPage).jump.ask()


def idle(shell: Shell, _vault: TestVault) -> None:
    """Half a minute before it is locked."""
    shell.show_idle(30)


def _to_end(scroller: ScrollPage | None) -> None:
    if scroller is not None:
        scroller.verticalScrollBar().setValue(scroller.verticalScrollBar().maximum())
