"""Check-ins to look back at, and a page that shows them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from pytestqt.qtbot import QtBot

from app.models.check_in import BuiltInDimension, CheckIn, Occasion
from app.ui.check_ins.page import CheckInsPage
from tests.support.clock import START
from tests.support.openings import show, workspace
from tests.support.vaults import TestVault

if TYPE_CHECKING:
    from app.ui.check_ins.chart_view import ChartView


def some_check_ins(count: int, hours: int = 24) -> list[CheckIn]:
    """That many check-ins, the last one now; every ninth beside a scene, the next beside its debrief."""
    return [
        CheckIn(
            id=f"c{number}",
            at=START - timedelta(hours=hours * (count - 1 - number)),
            ratings={each: (number * 7 + n * 3) % 5 for n, each in enumerate(BuiltInDimension)},
            occasion={0: Occasion.SCENE, 1: Occasion.DEBRIEF}.get(number % 9, Occasion.NONE),
            note=f"number {number}",
        )
        for number in range(count)
    ]


def page_with_check_ins(qtbot: QtBot, vault: TestVault, made: list[CheckIn], mode: str) -> CheckInsPage:
    with vault.unit(vault.alex) as uow:
        for each in made:
            uow.private(vault.alex).check_ins.save(each)
        uow.commit()
    page = CheckInsPage(workspace(vault, vault.people[:1]))
    show(qtbot, page)
    page.show_mode(mode)
    return page


def chart_of(page: CheckInsPage) -> ChartView:
    """The chart, which is loaded when it is first shown."""
    assert page.chart is not None
    return page.chart
