"""What is too long is said calmly and kept as far as it can be."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.errors import InputError
from app.models.aftercare import AftercarePlan
from app.models.changes import Changes
from app.services import care
from app.ui.aftercare.page import AftercarePage
from app.ui.design.design import Design
from app.ui.design.tokens import Theme
from app.ui.kit.field import LONGEST, LineField
from app.ui.workspace import SHARED
from tests.support.prompts import FakePrompts
from tests.support.vaults import vault_for
from tests.support.workspace import make_workspace


def test_a_text_of_the_full_length_is_kept_and_more_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    with vault_for(tmp_path / "v") as vault:
        ws = make_workspace(tmp_path, units=vault.unit, people=vault.people, here=vault.people[:1], clock=vault.clock)
        page = AftercarePage(ws)
        qtbot.addWidget(page)
        page.show()
        page.activate()
        words = page._columns[vault.alex]._words
        words.edit.setPlainText("x" * (LONGEST + 500))
        words.commit()
        with vault.unit() as uow:
            kept = {plan.person: plan.words for plan in care.aftercare(uow)}
        assert kept[vault.alex] == "x" * LONGEST
        assert "20,000" in words.error.text()


def test_a_line_takes_no_more_than_can_be_kept(qtbot: QtBot) -> None:
    line = LineField(Design(Theme.LIGHT), "Name")
    qtbot.addWidget(line)
    line.edit.setText("y" * (LONGEST + 1))
    QTest.keyClicks(line.edit, "z")
    assert len(line.text()) == LONGEST


def test_what_a_model_refuses_is_an_input_error_without_the_text(qtbot: QtBot, tmp_path: Path) -> None:
    with vault_for(tmp_path / "v") as vault:
        ws = make_workspace(tmp_path, units=vault.unit, people=vault.people, here=vault.people, raise_errors=False)

        def too_long(_uow: object) -> Changes:
            AftercarePlan(person=vault.alex, words="secret" * 4_000)
            return Changes()

        ws.write(SHARED, too_long, by=ws.session)
        prompts = ws.prompts
        assert isinstance(prompts, FakePrompts)
        (error,) = prompts.errors
        assert isinstance(error, InputError)
        assert "secret" not in str(error)
