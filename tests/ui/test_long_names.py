"""Names as long as the program accepts: no page is wider than its window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from app.models.check_in import CheckIn, Dimension
from app.models.therapist import SummarySpan
from app.services import check_ins
from app.ui.check_ins.page import ASKED, CHART, FILL, TABLE, CheckInsPage
from app.ui.check_ins.table_view import NAME_WIDTH
from app.ui.check_ins.words import LONGEST_TITLE, name_of
from app.ui.design.tokens import Size
from app.ui.kit.strings import breakable
from app.ui.therapist.page import TherapistPage
from tests.support.check_ins import chart_of
from tests.support.leaks import settle
from tests.support.openings import show, workspace
from tests.support.texts import AWKWARD, texts
from tests.support.vaults import TestVault, vault_for

LONG = ("x" * LONGEST_TITLE, "👩🏽‍❤️‍👩🏿" * 20, "夜の電車" * 20, "שלום" * 20, "word " * 16, *AWKWARD)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[TestVault]:
    with vault_for(tmp_path / "vault") as made:
        own = [Dimension(id=f"own.{n}", title=t, low=t, high=t, own=True) for n, t in enumerate(LONG)]
        for each in own:
            with made.unit(made.alex) as uow:
                check_ins.save_dimension(uow, person=made.alex, dimension=each)
        ratings = {each.id: n % 5 for n, each in enumerate(own)}
        with made.unit(made.alex) as uow:
            check_in = CheckIn(id="c", at=made.clock(), ratings=ratings)
            check_ins.save_check_in(uow, person=made.alex, check_in=check_in)
        yield made


def areas_of(page: CheckInsPage | TherapistPage) -> list[QScrollArea]:
    return [each for each in page.findChildren(QScrollArea) if each.isVisible()]


def must_fit(page: CheckInsPage | TherapistPage) -> None:
    for width in (page.width(), Size.WINDOW_LEAST_WIDTH):
        page.resize(width, page.height())
        settle()
        assert areas_of(page)
        for area in areas_of(page):
            inner = area.widget()
            assert inner is not None
            assert inner.minimumSizeHint().width() <= area.viewport().width()
            assert area.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("mode", [FILL, CHART, ASKED])
@pytest.mark.parametrize("scale", [100, 200])
def test_no_view_is_wider_than_the_window(qtbot: QtBot, vault: TestVault, mode: str, scale: int) -> None:
    page = CheckInsPage(workspace(vault, vault.people[:1]))
    page.ws.design.set_scale(scale)
    show(qtbot, page)
    page.show_mode(mode)
    if mode == CHART:
        chart_of(page)._on_chip("own.1", True)
    must_fit(page)


@pytest.mark.parametrize("scale", [100, 200])
def test_the_sheet_is_not_wider_than_the_window(qtbot: QtBot, vault: TestVault, scale: int) -> None:
    page = TherapistPage(workspace(vault, vault.people[:1]))
    page.ws.design.set_scale(scale)
    show(qtbot, page)
    page.check_ins.span.button(SummarySpan.MONTH).click()
    must_fit(page)


def test_a_long_name_is_cut_in_sight_and_read_aloud_whole(qtbot: QtBot, vault: TestVault) -> None:
    page = CheckInsPage(workspace(vault, vault.people[:1]))
    show(qtbot, page)
    page.show_mode(CHART)
    chip = chart_of(page).chips.chip("own.0")
    page.resize(400, 600)
    settle()
    assert chip.text().endswith("…")
    assert chip.accessibleName() == LONG[0]
    page.show_mode(ASKED)
    rows = page.asked.list
    assert any(rows.item(row).text().startswith(LONG[0]) for row in range(rows.count()))
    assert rows.horizontalScrollBar().maximum() == 0
    page.show_mode(TABLE)
    header = page.table.table.horizontalHeader()
    assert max(header.sectionSize(n) for n in range(header.count())) < page.ws.design.px(NAME_WIDTH * 2)


@given(texts, st.integers(1, 20))
def test_a_text_that_may_be_broken_is_the_same_text(text: str, every: int) -> None:
    made = breakable(text, every)
    assert made.replace("\u200b", "") == text.replace("\u200b", "")
    assert breakable(text[:every], every) == text[:every]


@given(texts.filter(bool))
def test_a_name_is_one_line_and_never_empty(text: str) -> None:
    name = name_of(Dimension(id="own.1", title=text, own=True))
    assert 0 < len(name) <= LONGEST_TITLE
    assert "\n" not in name
