"""Home says that there are extra copies of one's own file; what is only there is asked about and brought back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.models.answer import Answer, Stance
from app.models.base import ActivityId
from app.models.catalogue import Direction
from app.models.journal import EntryText, JournalQuery
from app.services import journal
from app.services.answers import save_answer
from app.ui.home.copies import CopiesDialog
from app.ui.home.page import HomePage
from app.ui.workspace import Workspace
from tests.support.conflict_copies import only_in_a_copy
from tests.support.prompts import FakePrompts
from tests.support.vaults import TestVault, vault_for
from tests.support.widgets import click
from tests.support.workspace import make_workspace


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[TestVault]:
    with vault_for(tmp_path / "v") as opened:
        yield opened


MASSAGE, KISSING, HUGS = map(ActivityId, ("touch.massage", "touch.kissing", "touch.hugs"))


def answer(vault: TestVault, entry: ActivityId, stance: Stance) -> None:
    said = Answer(activity_id=entry, direction=Direction.TOGETHER).with_stance(stance)
    now = vault.clock.advance(minutes=1)
    with vault.unit(vault.alex) as uow:
        save_answer(uow, person=vault.alex, answer=said, now=now, today=now.date())


def home(qtbot: QtBot, vault: TestVault) -> tuple[Workspace, HomePage]:
    ws = make_workspace(
        vault.folder.parent,
        units=vault.unit,
        people=vault.people,
        here=vault.people[:1],
        clock=vault.clock,
        ids=vault.ids,
        vault=vault.service,
    )
    page = HomePage(ws)
    qtbot.addWidget(page)
    page.show()
    page.activate()
    return ws, page


def look(qtbot: QtBot, vault: TestVault, *, bring: bool) -> tuple[str, list[str]]:
    """What is asked once somebody looked, and what the toasts say."""
    ws, page = home(qtbot, vault)
    assert isinstance(ws.prompts, FakePrompts)
    toasts: list[str] = []
    ws.signals.toasted.connect(lambda words, _undo: toasts.append(words))
    click("Look into them…", page)
    said = ""
    for dialog in ws.prompts.shown:
        assert isinstance(dialog, CopiesDialog)
        said = "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())
        click("Bring it back" if bring else "Cancel", dialog)
    return said, toasts


def test_what_is_only_in_a_copy_is_told_and_brought_back_once_that_was_said(qtbot: QtBot, vault: TestVault) -> None:
    def there() -> None:
        answer(vault, MASSAGE, Stance.WANT)
        answer(vault, KISSING, Stance.HARD_LIMIT)
        answer(vault, HUGS, Stance.WANT)
        with vault.unit(vault.alex) as uow:
            words = EntryText(body="written there")
            journal.new_entry(uow, person=vault.alex, text=words, now=vault.clock(), new_id=vault.ids)

    only_in_a_copy(vault, there)
    answer(vault, KISSING, Stance.WANT)
    answer(vault, HUGS, Stance.CURIOUS)
    for bring in (False, True):
        asked, toasts = look(qtbot, vault, bring=bring)
        assert "1 journal entry\n1 answer on your list\n1 limit that is stricter than your answer here\n" in asked
        assert "Answers stay private" in asked
        assert "The stricter limit counts." in asked
        assert "One answer is different in a copy and stays as it is here." in asked
        assert "all that you shared, drafted together or said yes to" in asked
        with vault.unit() as uow:
            own = uow.private(vault.alex)
            assert len(own.journal.moments(JournalQuery())) == bring
            stances = {each.activity_id: each.stance for each in own.answers.all()}
            assert stances[KISSING] is (Stance.HARD_LIMIT if bring else Stance.WANT)
            assert stances[HUGS] is Stance.CURIOUS
        assert toasts == (["What was only in the copies is here again"] if bring else [])
    asked, toasts = look(qtbot, vault, bring=True)
    assert asked == ""
    assert toasts == [
        "The copies have nothing that is missing here and can be added. One answer is different in a copy and stays as "
        "it is here."
    ]
