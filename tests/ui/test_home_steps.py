"""Home's next step on a real vault, through a whole evening and the weeks after it; each leads where it is done."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.models.answer import Stance
from app.models.base import PersonId
from app.models.catalogue import Direction
from app.models.next_step import NextStep
from app.models.outline import Scope
from app.models.reading import Reading
from app.services import agreements, care, draft_lists, drafts, opening, printing, reading, signals
from app.services.agreement_store import all_agreements
from app.ui.home.page import HomePage
from app.ui.home.steps import Steps
from app.ui.page_id import PageId
from tests.support import factories
from tests.support.couples import read_and_say_yes, say_yes_each_alone, today, workspace_of
from tests.support.leaks import settle
from tests.support.openings import answer, open_and_accept, ready
from tests.support.vaults import ALEX_WORDS, SHARED, TestVault, vault_for
from tests.support.widgets import click


class Evening:
    """What Home shows to both, to one who was handed the device, and to one alone."""

    def __init__(self, qtbot: QtBot, vault: TestVault, folder: Path) -> None:
        self._qtbot, self.vault, self._folder = qtbot, vault, folder

    def home(self, *here: PersonId, turn: PersonId | None = None) -> HomePage:
        """Home, for these people."""
        page = HomePage(workspace_of(self.vault, self._folder, here=here, turn=turn))
        self._qtbot.addWidget(page)
        page.show()
        page.activate()
        settle()
        return page

    def first(self, *here: PersonId, turn: PersonId | None = None) -> tuple[str, str]:
        """Title and button of the one filled button."""
        page = self.home(*here, turn=turn)
        filled = [button for button in page.findChildren(QPushButton) if button.objectName() == "primary"]
        assert len([button for button in filled if button.isVisible()]) == 1, "one filled button"
        step = page.presenter.steps()[0]
        assert filled[0].accessibleName() == f"{step.button}: {step.title}"
        return step.title, step.button

    @property
    def together(self) -> tuple[str, str]:
        """The step for both."""
        return self.first(*self.vault.pair)

    def handed(self, person: PersonId) -> tuple[str, str]:
        """The step for one who was handed the device."""
        return self.first(*self.vault.pair, turn=person)

    def alone(self, person: PersonId) -> tuple[str, str]:
        """The step for one whose partner is not here."""
        return self.first(person)


def test_each_step_has_words(qtbot: QtBot, tmp_path: Path) -> None:
    with vault_for(tmp_path / "v") as vault:
        steps = Steps(workspace_of(vault, tmp_path, here=vault.pair))
        assert steps.words.keys() | steps.fixed.keys() == set(NextStep)
        assert not steps.words.keys() & steps.fixed.keys()


def test_the_evening(qtbot: QtBot, tmp_path: Path) -> None:
    with vault_for(tmp_path / "v") as vault:
        evening, (alex, sam) = Evening(qtbot, vault, tmp_path), vault.pair
        assert evening.together == ("Each of you prepares alone", "What comes next")
        assert evening.handed(alex) == evening.alone(alex) == ("The starter deck", "Begin")
        for person in vault.pair:
            for direction in (Direction.ACTIVE, Direction.PASSIVE):
                answer(vault, person, Stance.WANT, direction=direction)
        ready(vault, alex)
        assert evening.handed(alex) == ("You are ready", "Hand the device back")
        assert evening.alone(alex) == ("You are ready", "Sam joins")
        assert evening.together == ("Each of you prepares alone", "What comes next"), "who is ready is not told"
        ready(vault, sam)
        assert evening.together == ("Ready to open", "Open together")
        with vault.unit(SHARED) as uow:
            opening.begin_opening(uow, people=vault.pair, base=vault.catalogue, today=today(vault))
        assert evening.together == ("Continue your opening", "Continue")
        assert evening.handed(alex) == ("Continue your opening", "Hand the device back")
        open_and_accept(vault)
        assert evening.together == ("Signals", "Set them up")
        with vault.unit(SHARED) as uow:
            signals.save_signals(uow, signals=factories.signals(), new_id=vault.ids)
        assert evening.together == ("Signals", "Practise")
        with vault.unit(SHARED) as uow:
            signals.practised(uow, on=today(vault))
        assert evening.together == ("Aftercare", "Write it")
        for person in vault.pair:
            assert evening.handed(person) == ("Aftercare", "Write it")
            with vault.unit(SHARED) as uow:
                care.save_aftercare(uow, plan=factories.plan(person))
        assert evening.together == evening.alone(sam) == ("Ground rules", "Open")
        with vault.unit(SHARED) as uow:
            rules = drafts.open_ground_rules(uow, new_id=vault.ids).draft
            kept = Reading(draft_id=rules.id, person=alex)
            reading.keep(uow, reading=kept)
        assert evening.handed(alex) == evening.alone(alex) == ("Continue my reading", "Continue")
        assert evening.together == evening.handed(sam) == ("Ground rules", "Open"), (
            "a reading is told to its reader alone"
        )
        read_and_say_yes(vault, alex, rules.id)
        assert evening.handed(alex) == ("Ground rules", "Hand the device back")
        assert evening.alone(alex) == ("Ground rules", "Look at it")
        assert evening.together == ("Ground rules", "Hand to Sam")
        assert evening.handed(sam) == ("Ground rules", "Read it now")
        read_and_say_yes(vault, sam, rules.id)
        assert evening.together == ("Print what you agreed", "Print")
        for person in vault.pair:
            with vault.unit(SHARED) as uow:
                printing.approve(uow, page_digest="d" * 64, person=person, today=today(vault))
        assert evening.together == ("A first scene", "Pick up to three for tonight")
        with vault.unit(SHARED) as uow:
            scene = drafts.new_scene(uow, title="Saturday", new_id=vault.ids).draft
        assert evening.together == ("Saturday", "Continue")
        with vault.unit(SHARED) as uow:
            day = today(vault) + timedelta(days=3)
            planned = scene.evolve(cap_minutes=30, scope=Scope.ONCE, review_on=day)
            drafts.save_draft(uow, draft=planned, new_id=vault.ids)
        assert evening.together == ("Saturday", "Hand to Alex")
        assert evening.handed(alex) == ("Saturday", "Read it now")
        for person in vault.pair:
            read_and_say_yes(vault, person, scene.id)
        assert evening.together == ("Print what you agreed", "Print")
        vault.clock.advance(days=2)
        tomorrow = ("Your scene tomorrow", "Read it")
        assert evening.together == evening.alone(alex) == evening.handed(sam) == tomorrow
        vault.clock.advance(days=1)
        assert evening.together == ("Your scene today", "Get ready")
        assert evening.alone(alex) == evening.handed(sam) == ("Your scene today", "My ready check")
        vault.clock.advance(days=2)
        assert evening.together == evening.alone(alex) == ("Talk it over", "Begin")
        click("We have talked", evening.home(*vault.pair))
        settle()
        assert evening.together == ("Nothing is waiting", "Look at it")


def test_two_yeses_said_alone_wait_for_both(qtbot: QtBot, tmp_path: Path) -> None:
    with vault_for(tmp_path / "v") as vault:
        vault.fill_with_sample()
        evening, (alex, sam) = Evening(qtbot, vault, tmp_path), vault.pair
        with vault.unit(SHARED) as uow:
            source = next(row.draft for row in draft_lists.scenes(uow, base=vault.catalogue, today=today(vault)))
            copy = drafts.duplicate_scene(uow, draft_id=source.id, title="Once more", new_id=vault.ids).draft
        with vault.unit(SHARED) as uow:
            whole = copy.evolve(cap_minutes=30, review_on=today(vault) + timedelta(days=1))
            drafts.save_draft(uow, draft=whole, new_id=vault.ids)
        say_yes_each_alone(vault, copy.id)
        assert evening.alone(sam) == ("Once more", "Alex joins")
        vault.service.admit(vault.service.derive(alex, ALEX_WORDS))
        assert evening.together == ("Once more", "Agree")
        click("Agree: Once more", evening.home(alex, sam))
        settle()
        assert evening.together == ("Print what you agreed", "Print")


@pytest.mark.parametrize("alone", [True, False])
def test_what_has_just_ended_is_not_named_to_be_agreed_anew(qtbot: QtBot, tmp_path: Path, alone: bool) -> None:
    with vault_for(tmp_path / "v") as vault:
        vault.fill_with_sample()
        here = vault.pair[:1] if alone else vault.pair
        evening = Evening(qtbot, vault, tmp_path)
        with vault.unit(SHARED) as uow:
            agreements.withdraw_everything(uow, person=vault.alex)
        places = {step.page for step in evening.home(*here).presenter.steps()}
        assert PageId.GROUND_RULES not in places
        with vault.unit() as uow:
            ended = {held.agreement.document.draft_id for held in all_agreements(uow, today(vault))}
        assert not ended & {step.argument for step in evening.home(*here).presenter.steps()}


def test_a_scene_that_holds_until_its_review_is_reviewed_when_that_is_due(qtbot: QtBot, tmp_path: Path) -> None:
    with vault_for(tmp_path / "v") as vault:
        vault.fill_with_sample()
        evening, day = Evening(qtbot, vault, tmp_path), today(vault)
        with vault.unit(SHARED) as uow:
            source = next(row.draft for row in draft_lists.scenes(uow, base=vault.catalogue, today=day))
            copy = drafts.duplicate_scene(uow, draft_id=source.id, title="Every week", new_id=vault.ids).draft
        with vault.unit(SHARED) as uow:
            whole = copy.evolve(cap_minutes=30, scope=Scope.UNTIL_REVIEW, review_on=day + timedelta(days=10))
            drafts.save_draft(uow, draft=whole, new_id=vault.ids)
        for person in vault.pair:
            read_and_say_yes(vault, person, copy.id)

        def review(*here: PersonId) -> list[tuple[PageId, object]]:
            steps = evening.home(*here).presenter.steps()
            return [(step.page, step.argument) for step in steps if step.title == "Review a scene"]

        due = [(PageId.SCENES, copy.id)]
        assert review(*vault.pair) == []
        vault.clock.advance(days=4)
        assert review(*vault.pair) == review(vault.sam) == due
        vault.clock.advance(days=8)
        assert review(*vault.pair) == due, "its day has passed"
        vault.clock.advance(days=20)
        assert review(*vault.pair) == []
