"""Home after a scene: care and later checks on one's own alone, and never a word of the scene that has ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.models.afterwards import LaterCheck
from app.models.agreement import AgreementState
from app.models.base import PersonId
from app.models.incident import IncidentNote, told_of
from app.models.live import LiveMark
from app.services import afterwards, incidents
from app.ui.home.page import HomePage
from app.ui.home.step import HomeStep
from app.ui.page_id import PageId
from app.ui.reading.page import ReadingPage
from app.ui.shell.navigation import nav_items
from app.ui.shell.shell import Shell
from tests.support import scene_days
from tests.support.couples import OUTLINE, agree_on_an_evening, draft_named, today, view_of, workspace_of
from tests.support.leaks import settle
from tests.support.show_page import show_page
from tests.support.vaults import SHARED, TestVault, vault_for


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[TestVault]:
    with vault_for(tmp_path / "v") as opened:
        opened.fill_with_sample(then=agree_on_an_evening)
        yield opened


def scene(vault: TestVault) -> str:
    return str(view_of(vault, draft_named(vault, OUTLINE).id).versions[0].agreement.id)


def home(qtbot: QtBot, vault: TestVault, folder: Path, *here: PersonId) -> HomePage:
    return show_page(qtbot, HomePage(workspace_of(vault, folder, here=here)))


def end(vault: TestVault) -> str:
    agreement_id = scene(vault)
    with vault.unit(SHARED) as uow:
        afterwards.scene_over(uow, agreement_id=agreement_id, at=vault.clock())
    return agreement_id


def about(vault: TestVault, steps: tuple[HomeStep, ...]) -> list[HomeStep]:
    """The steps that name the scene or its draft, but for its care."""
    draft = draft_named(vault, OUTLINE)
    care = (step for step in steps if step.page is not PageId.AFTERWARDS)
    return [step for step in care if step.argument in (draft.id, scene(vault)) or draft.title in step.text]


def test_an_ended_scene_is_not_asked_for_again(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = home(qtbot, vault, tmp_path, *vault.pair)
    assert about(vault, page.presenter.steps())
    page.ws.end_scene(scene(vault))
    assert not about(vault, page.presenter.steps()), "from the moment that it is said"
    assert not about(vault, page.presenter.agreed())
    page.ws.scene_over.undo()
    assert about(vault, page.presenter.steps())
    page.ws.end_scene(scene(vault))
    page.ws.scene_over.flush()
    for _day in range(9):
        for here in (vault.pair, (vault.alex,), (vault.sam,)):
            shown = home(qtbot, vault, tmp_path, *here).presenter
            assert not about(vault, (*shown.steps(), *shown.agreed()))
        vault.clock.advance(days=1)


def test_care_comes_first_on_ones_own_home_and_later_checks_wait_there(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    agreement_id = end(vault)
    seen: list[str] = []
    for wait in (0, 2, 22, 48):
        vault.clock.advance(hours=wait)
        assert not any(
            step.page is PageId.AFTERWARDS for step in home(qtbot, vault, tmp_path, *vault.pair).presenter.steps()
        )
        step = home(qtbot, vault, tmp_path, vault.alex).presenter.steps()[0]
        assert (step.page, step.argument) == (PageId.AFTERWARDS, agreement_id)
        seen.append(step.title)
    assert seen == ["Care comes first", "How are you doing now?", "How are you today?", "How are you, three days on?"]
    with vault.unit(vault.alex) as uow:
        afterwards.finish_check(uow, person=vault.alex, agreement_id=agreement_id, check=LaterCheck.THIRD_DAY)
    mine, theirs = (home(qtbot, vault, tmp_path, person).presenter.steps()[0].page for person in vault.pair)
    assert mine is not PageId.AFTERWARDS
    assert theirs is PageId.AFTERWARDS


def test_care_comes_first_for_both_within_the_hour_that_a_scene_stopped(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    held = scene_days.agreed_scene(vault)
    scene_days.ready(vault, held)
    key = scene_days.begin(vault, held).key
    vault.clock.advance(minutes=5)
    scene_days.happened(vault, key, 300, LiveMark.RED)
    for _look in range(2):
        step = home(qtbot, vault, tmp_path, *vault.pair).presenter.steps()[0]
        assert (step.title, step.page, step.argument) == ("Care comes first", PageId.AFTERWARDS, held)
        vault.clock.advance(minutes=50)
    assert home(qtbot, vault, tmp_path, *vault.pair).presenter.steps()[0].page is not PageId.AFTERWARDS


def test_nothing_is_asked_a_week_later(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    end(vault)
    vault.clock.now += timedelta(days=8)
    steps = home(qtbot, vault, tmp_path, vault.alex).presenter.steps()
    assert all(step.page is not PageId.AFTERWARDS for step in steps)


def test_what_the_partner_told_waits_on_ones_own_home_until_it_is_read(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    note = IncidentNote(id="n", day=today(vault), words="I froze.")
    with vault.unit(vault.sam) as uow:
        incidents.save_note(uow, person=vault.sam, note=note)
    assert home(qtbot, vault, tmp_path, vault.alex).presenter.steps()[0].page is not PageId.WENT_WRONG
    with vault.unit(SHARED) as uow:
        incidents.tell_partner(uow, person=vault.sam, note_id=note.id, seen=told_of(note))
    step = home(qtbot, vault, tmp_path, vault.alex).presenter.steps()[0]
    assert (step.page, step.title) == (PageId.WENT_WRONG, "Sam has told you something")
    for here in (vault.pair, (vault.sam,)):
        titles = [step.title for step in home(qtbot, vault, tmp_path, *here).presenter.steps()]
        assert not any("told you" in title for title in titles)
    with vault.unit() as uow:
        told = incidents.told_to(uow, vault.alex)
    with vault.unit(vault.alex) as uow:
        incidents.mark_read(uow, person=vault.alex, commitments=frozenset(each.commitment for each in told))
    assert home(qtbot, vault, tmp_path, vault.alex).presenter.steps()[0].title != "Sam has told you something"


def test_the_way_to_support_is_always_there_alone_and_never_together(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    end(vault)
    for person in vault.pair:
        links = home(qtbot, vault, tmp_path, person).presenter.links()
        assert [step.title for step in links if step.page is PageId.WENT_WRONG] == ["Something went wrong"]
        assert links[-1].page is PageId.WENT_WRONG
    together = home(qtbot, vault, tmp_path, *vault.pair).presenter
    assert all(step.page is not PageId.WENT_WRONG for step in together.steps())


def test_reading_and_resources_lead_there_too(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    for here, is_shown in (((vault.alex,), True), (vault.pair, False)):
        page = ReadingPage(workspace_of(vault, tmp_path, here=here))
        qtbot.addWidget(page)
        page.show()
        page.activate("went_wrong")
        went: list[object] = []
        page.ws.signals.navigated.connect(lambda where, _what, into=went: into.append(where))
        assert page.wrong.isVisible() is is_shown
        page.wrong.click()
        assert went == [PageId.WENT_WRONG]


def test_the_end_of_a_scene_is_written_when_somebody_leaves_or_locks_not_when_the_device_is_handed_over(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    shell = Shell(workspace_of(vault, tmp_path, here=vault.pair), nav_items())
    qtbot.addWidget(shell)
    shell.show()
    shell.ws.end_scene(scene(vault))
    shell.ws.hand_over(vault.alex, PageId.AFTERWARDS, scene(vault))
    assert state(vault) is AgreementState.AGREED
    shell.pages.flush()
    assert state(vault) is AgreementState.AGREED
    shell.pages.put_away()
    assert state(vault) is AgreementState.ENDED
    settle()


def state(vault: TestVault) -> AgreementState:
    return view_of(vault, draft_named(vault, OUTLINE).id).versions[0].state
