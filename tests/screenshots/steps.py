"""What is done on a page before its picture is taken."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt

from app.models.limits import Outcome
from app.models.reading import Reply
from app.ui.check_ins.page import ASKED, CHART, TABLE, CheckInsPage
from app.ui.export.page import ExportPage
from app.ui.kit.scroll import ScrollPage
from app.ui.limits.page import LimitsPage
from app.ui.my_list.page import LIST, MyListPage
from app.ui.my_reading.page import FINISH, MyReadingPage
from app.ui.page import Page
from app.ui.scenes.page import ScenesPage
from app.ui.shell.shell import Shell
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


def rate_some(shell: Shell, _vault: TestVault) -> None:
    """A check-in under way."""
    page = _page(shell, CheckInsPage)
    for row, rating in zip(page.filling.rows.values(), (3, 2, 1, 4), strict=False):
        row.choose(rating)
    page.filling.take_focus()


def earlier_check_in(shell: Shell, _vault: TestVault) -> None:
    """One of the days before, opened again: its end."""
    page = _page(shell, CheckInsPage)
    noted = [each for each in page.presenter.check_ins if each.note]
    page.on_open(noted[-1].id)
    page.filling.note.edit.setFocus()
    _to_end(page.filling)


def another_time(shell: Shell, _vault: TestVault) -> None:
    """Day and time of a check-in, to choose."""
    page = _page(shell, CheckInsPage)
    page.filling.when.change.click()
    page.filling.when.refuse()


def check_ins_chart(shell: Shell, _vault: TestVault) -> None:
    """The last weeks, with a fourth line."""
    page = _page(shell, CheckInsPage)
    page.show_mode(CHART)
    page.chart.chips.chip("connection").button.click()


def check_ins_all(shell: Shell, vault: TestVault) -> None:
    """Everything, by weeks."""
    check_ins_chart(shell, vault)
    page = _page(shell, CheckInsPage)
    page.chart.step.button("week").click()
    page.chart.all.click()


def check_ins_table(shell: Shell, _vault: TestVault) -> None:
    """The same as a table."""
    _page(shell, CheckInsPage).show_mode(TABLE)


def check_ins_asked(shell: Shell, _vault: TestVault) -> None:
    """What is asked, with something of one's own."""
    page = _page(shell, CheckInsPage)
    if not any(each.own for each in page.presenter.all_dimensions):
        page.asked.title.show_text("Appetite")
        page.asked.low.show_text("none")
        page.asked.high.show_text("large")
        page.asked.on_keep()
    page.show_mode(ASKED)


def idle(shell: Shell, _vault: TestVault) -> None:
    """Half a minute before it is locked."""
    shell.show_idle(30)


def _to_end(scroller: ScrollPage | None) -> None:
    if scroller is not None:
        scroller.verticalScrollBar().setValue(scroller.verticalScrollBar().maximum())
