"""Home: next steps alone and together, and nothing that gives the partner away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.models.answer import Stance
from app.models.base import PersonId
from app.models.changes import ChangeKind, changed
from app.models.person import Person
from app.models.said_kinds import PROFILE
from app.models.signal import Level
from app.models.vault_warning import VaultWarning
from app.services import care, sharing, signals
from app.services.agreement_store import all_agreements
from app.services.part_check import PartFindings
from app.services.units import UnitOfWork
from app.storage import databases
from app.storage.keyring_file import KEYRING_COPY
from app.ui.home.notices.finding_notices import RestoredDialog
from app.ui.home.notices.home_notices import HomeNotices
from app.ui.home.notices.notice import WarningNotices
from app.ui.home.page import HomePage
from app.ui.journal.page import NEW
from app.ui.kit.buttons import Button, ButtonKind
from app.ui.page_id import PageId
from app.ui.tasks import Task
from app.ui.terms import moment_words
from app.ui.workspace import Workspace
from tests.attacks.tampering import come_back, tamper, unlock
from tests.support.couples import today
from tests.support.foreign_lock import locked
from tests.support.forging import forged
from tests.support.journals import write
from tests.support.leaks import settle
from tests.support.openings import answer, open_and_accept, ready
from tests.support.prompts import FakePrompts
from tests.support.vaults import ALEX, ALEX_WORDS, SAM_WORDS, SHARED, TestVault, vault_for
from tests.support.widgets import click, said_in
from tests.support.workspace import workspace_over

WORDS = (ALEX_WORDS, SAM_WORDS)
T = TypeVar("T")


def _home(qtbot: QtBot, vault: TestVault, here: tuple[Person, ...]) -> HomePage:
    ws: Workspace = workspace_over(vault, here)
    page = HomePage(ws)
    qtbot.addWidget(page)
    page.resize(1000, 800)
    page.show()
    page.activate()
    settle()
    return page


def _steps(page: HomePage) -> list[str]:
    return [step.title for step in page.presenter.steps()]


def test_the_first_step_alone_is_the_starter_deck(qtbot: QtBot, tmp_path: Path) -> None:
    with vault_for(tmp_path / "v") as vault:
        page = _home(qtbot, vault, vault.people[:1])
        first = page.presenter.steps()[0]
        assert (first.title, first.page, first.argument) == ("The starter deck", PageId.MY_LIST, "starter")


def test_home_of_a_vault_for_one_mentions_no_partner(qtbot: QtBot, tmp_path: Path) -> None:
    with vault_for(tmp_path / "v", ALEX) as vault:
        page = _home(qtbot, vault, vault.people)
        assert _steps(page) == [
            "The starter deck",
            "First conversation",
            "Check in now",
            "What I prepare",
            "Journal",
            "Reading and resources",
            "Something went wrong",
        ]


def test_the_step_to_the_journal_tells_nothing_of_it_and_is_missing_together(qtbot: QtBot, tmp_path: Path) -> None:
    with vault_for(tmp_path / "v") as vault:
        alone = _home(qtbot, vault, vault.people[:1])
        before = [step for step in alone.presenter.steps() if step.page is PageId.JOURNAL]
        assert [step.argument for step in before] == [NEW]
        write(vault, "MARKER-B", title="MARKER-T", tags=("MARKER-L",))
        assert [
            s for s in _home(qtbot, vault, vault.people[:1]).presenter.steps() if s.page is PageId.JOURNAL
        ] == before
        together = _home(qtbot, vault, vault.people)
        assert PageId.JOURNAL not in [step.page for step in together.presenter.steps()]


def test_opening_is_offered_only_when_both_are_ready(qtbot: QtBot, tmp_path: Path) -> None:
    with vault_for(tmp_path / "v") as vault:
        one, other = vault.pair
        assert "Ready to open" not in _steps(_home(qtbot, vault, vault.people))
        for person, partner in ((one, other), (other, one)):
            with vault.unit(person) as uow:
                sharing.mark_ready(uow, person=person, partner=partner, base=vault.catalogue)
        assert _steps(_home(qtbot, vault, vault.people))[0] == "Ready to open"


def test_home_alone_does_not_depend_on_whether_the_partner_is_ready(qtbot: QtBot, tmp_path: Path) -> None:
    with vault_for(tmp_path / "v") as vault:
        before = _home(qtbot, vault, vault.people[:1]).presenter
        steps, agreed = before.steps(), before.agreed()
        with vault.unit(vault.sam) as uow:
            sharing.mark_ready(uow, person=vault.sam, partner=vault.alex, base=vault.catalogue)
        after = _home(qtbot, vault, vault.people[:1]).presenter
        assert (after.steps(), after.agreed()) == (steps, agreed)


def _titles(page: HomePage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


@pytest.mark.parametrize("to", ["together", "partner"])
def test_what_one_began_alone_is_gone_before_anything_else_is_read(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, to: str
) -> None:
    """The files may answer late: until then, and if an older answer comes then, Home does not show it."""
    with vault_for(tmp_path / "v") as vault:
        ready(vault, vault.alex)
        page = _home(qtbot, vault, vault.people)
        session, presenter = page.ws.session, page.presenter
        session.presence_changed.connect(page.on_presence_changed)
        session.hand_to(vault.alex)
        settle()
        assert "You are ready" in _titles(page)
        read, late = presenter.read, list[Callable[[], object]]()

        def slowly(act: Callable[[UnitOfWork], T], done: Callable[[T], object]) -> Task:
            late.append(lambda: read(act, done))
            return Task()

        monkeypatch.setattr(presenter, "read", slowly)
        presenter.reload()
        session.hand_to(vault.sam) if to == "partner" else session.hand_back()
        assert "You are ready" not in _titles(page)
        settle()
        late[0]()
        settle()
        assert "You are ready" not in _titles(page)
        late[1]()
        settle()
        assert page.presenter.home is not None
        assert "You are ready" not in _titles(page)


def test_agreements_are_shown_with_what_was_withdrawn(qtbot: QtBot, tmp_path: Path) -> None:
    with vault_for(tmp_path / "v") as vault:
        vault.fill_with_sample()
        cards = _home(qtbot, vault, vault.people).presenter.agreed()
        titles = {card.title: card.note for card in cards}
        assert titles == {"Your ground rules": "", "A quiet Sunday": "One item is no longer agreed."}


def test_a_step_opens_its_page(qtbot: QtBot, tmp_path: Path) -> None:
    with vault_for(tmp_path / "v") as vault:
        page = _home(qtbot, vault, vault.people[:1])
        went: list[object] = []
        page.ws.signals.navigated.connect(lambda place, argument: went.append((place, argument)))
        click("Begin: The starter deck", page)
        assert went == [(PageId.MY_LIST, "starter")]


@pytest.mark.parametrize("alone", [True, False])
def test_home_has_one_filled_button_and_ends_in_sight(qtbot: QtBot, tmp_path: Path, alone: bool) -> None:
    with vault_for(tmp_path / "v") as vault:
        vault.fill_with_sample()
        page = _home(qtbot, vault, vault.people[:1] if alone else vault.people)
        kinds = [button.kind for button in page.findChildren(Button) if button.isVisible()]
        assert kinds.count(ButtonKind.PRIMARY) == 1
        assert ButtonKind.SECONDARY not in kinds
        assert {card.title: card.icon for card in page.presenter.agreed()} == {
            "Your ground rules": "file-text",
            "A quiet Sunday": "path",
        }
        page.resize(1280 - 216, 800 - 64)
        settle()
        assert page.scroller is not None
        assert page.scroller.verticalScrollBar().maximum() == 0
        assert not set(page.presenter.links()) & {page.presenter.steps()[0]}


def _come_in_again(vault: TestVault, *people: PersonId) -> None:
    folder = vault.service.vault.folder
    vault.service.close()
    vault.service.open(folder)
    for person in people:
        vault.service.admit(vault.service.derive(person, WORDS[person == vault.sam]))


def test_each_warning_about_the_vault_belongs_to_one_subject(qtbot: QtBot, tmp_path: Path) -> None:
    with vault_for(tmp_path / "v") as vault:
        page = _home(qtbot, vault, vault.people[:1])
        notices = HomeNotices(page.ws, page.refresh, page)
        subjects = [each for each in notices.subjects if isinstance(each, WarningNotices)]
        assert sorted(warning for each in subjects for warning in each.words(vault.alex)) == sorted(VaultWarning)


def test_a_damaged_copy_of_the_keys_is_told_and_written_again(qtbot: QtBot, tmp_path: Path) -> None:
    with vault_for(tmp_path / "v") as vault:
        alex = vault.people[:1]
        copy = vault.service.vault.folder / KEYRING_COPY
        whole = copy.read_bytes()
        copy.write_bytes(whole[: len(whole) // 2])
        _come_in_again(vault, vault.alex)
        page = _home(qtbot, vault, alex)
        (notice,) = page.notices
        assert said_in(notice).startswith("Something is wrong with one of the two key files")
        click("Write it again", notice)
        assert copy.read_bytes() == whole
        assert page.notices == []
        _come_in_again(vault, vault.alex)
        assert _home(qtbot, vault, alex).notices == []


def test_a_changed_keyring_is_told_to_each_person_until_dismissed(qtbot: QtBot, tmp_path: Path) -> None:
    with vault_for(tmp_path / "v") as vault:
        forged(vault.service.vault.folder, lambda body: body["people"][1]["mark"].update(initial="X"))
        _come_in_again(vault, vault.alex)
        page = _home(qtbot, vault, vault.people[:1])
        (changed,) = page.notices
        assert said_in(changed).startswith("The key file was changed outside Accord")
        click("Close this notice", changed)
        page.activate()
        assert page.notices == []
        vault.service.leave(vault.alex)
        vault.service.admit(vault.service.derive(vault.sam, SAM_WORDS))
        (sams,) = _home(qtbot, vault, vault.people[1:]).notices
        assert said_in(sams).startswith("The key file was changed outside Accord")
        vault.service.admit(vault.service.derive(vault.alex, ALEX_WORDS))
        assert _home(qtbot, vault, vault.people).notices == [], "what is odd about files is shown to each person alone"


def _close(vault: TestVault) -> None:
    folder = vault.service.vault.folder
    vault.service.close()
    vault.service.open(folder)


def _let_in(vault: TestVault, person: PersonId) -> None:
    vault.service.admit(vault.service.derive(person, WORDS[person == vault.sam]))


def test_withdrawing_works_while_the_shared_file_can_not_be_opened(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(databases, "PATIENCE", 0.05)
    with vault_for(tmp_path / "v") as vault:
        vault.fill_with_sample()
        assert len(_home(qtbot, vault, vault.people).presenter.agreed()) == 2
        _close(vault)
        with locked(vault.folder / "shared.db"):
            _let_in(vault, vault.alex)
            page = _home(qtbot, vault, vault.people[:1])
            shared, partner = page.notices
            assert said_in(shared).startswith("The shared file cannot be opened at the moment")
            assert page.presenter.agreed() == ()
            prompts = page.presenter._ws.prompts
            assert isinstance(prompts, FakePrompts)
            prompts.answers.append(True)
            click("Withdraw everything", partner)
        page.activate()
        click("Try again", page.notices[0])
        assert page.notices == []
        assert page.presenter.agreed() == ()
        vault.service.leave(vault.alex)
        _let_in(vault, vault.sam)
        cards = _home(qtbot, vault, vault.people[1:]).presenter.agreed()
        assert cards == ()
        assert vault.service.visits.findings(vault.sam) == PartFindings()


def test_a_shared_file_made_again_is_told_to_each_alone_and_blames_nobody(qtbot: QtBot, tmp_path: Path) -> None:
    with vault_for(tmp_path / "v") as vault:
        vault.fill_with_sample()
        _close(vault)
        (vault.folder / "shared.db").write_bytes(b"damaged")
        _let_in(vault, vault.alex)
        mine = _home(qtbot, vault, vault.people[:1])
        made_again, _ = mine.notices
        assert said_in(made_again).startswith("The shared file was made again")
        assert mine.presenter.agreed() == ()
        _let_in(vault, vault.sam)
        both = _home(qtbot, vault, vault.people)
        assert both.notices == []
        assert len(both.presenter.agreed()) == 2
        vault.service.leave(vault.alex)
        (sams,) = _home(qtbot, vault, vault.people[1:]).notices
        assert said_in(sams).startswith("The shared file was made again")


def test_each_sees_alone_when_their_space_was_opened_before_and_with_what(qtbot: QtBot, tmp_path: Path) -> None:
    with vault_for(tmp_path / "v") as vault:
        service, first = vault.service, vault.clock()
        assert _home(qtbot, vault, vault.people[:1]).own_space.text() == "", "nobody was here before"
        service.note_opened(vault.alex, first)
        answer(vault, vault.alex, Stance.HARD_LIMIT)
        open_and_accept(vault)
        vault.clock.advance(days=1)
        _come_in_again(vault, vault.alex)
        code = service.new_recovery_code(vault.alex, ALEX_WORDS)
        service.change_entry(code.change)
        said = _home(qtbot, vault, vault.people[:1]).own_space.text()
        assert f"Your space was last opened on {moment_words(first)}." in said
        assert f"last changed in your session that began on {moment_words(first)}." in said
        assert "Your recovery code has never been used." in said
        second = vault.clock()
        service.note_opened(vault.alex, second)
        service.leave(vault.alex)
        vault.clock.advance(days=1)
        service.admit(service.derive_with_recovery(vault.alex, code.code, ALEX_WORDS))
        assert f"last opened on {moment_words(second)}." in _home(qtbot, vault, vault.people[:1]).own_space.text()
        used = vault.clock()
        service.note_opened(vault.alex, used)
        _come_in_again(vault, *vault.pair)
        service.change_entry(service.no_recovery_code(vault.sam, SAM_WORDS))
        said = _home(qtbot, vault, vault.people[:1]).own_space.text()
        assert f"A recovery code for your space was last used on {moment_words(used)}." in said
        assert f"last changed in your session that began on {moment_words(first)}." in said, "nothing was said since"
        assert _home(qtbot, vault, vault.people).own_space.text() == "", "not while both are here"
        service.note_opened(vault.sam, used)
        _come_in_again(vault, *vault.pair)
        assert "You have no recovery code." in _home(qtbot, vault, vault.people[1:]).own_space.text()


def test_after_an_older_copy_was_put_back_its_person_chooses(qtbot: QtBot, tmp_path: Path) -> None:
    with vault_for(tmp_path / "v") as vault:
        vault.fill_with_sample()
        _close(vault)
        own = vault.folder / f"{vault.alex}.db"
        older = own.read_bytes()
        _let_in(vault, vault.alex)
        with vault.unit(SHARED) as uow:
            plan = next(plan for plan in care.aftercare(uow) if plan.person == vault.alex)
            care.save_aftercare(uow, plan=plan.evolve(words="said later"))
        _close(vault)
        own.write_bytes(older)
        _let_in(vault, vault.alex)
        vault.service.check_part(vault.alex, today(vault))
        page = _home(qtbot, vault, vault.people[:1])
        (notice,) = page.notices
        assert said_in(notice).startswith("Your own space is from an older copy")
        assert "about aftercare" in said_in(notice)
        click("Use what I said last", notice)
        assert page.notices == []
        with vault.unit() as uow:
            assert "said later" in {plan.words for plan in care.aftercare(uow)}
            assert not uow.restoring(vault.alex).is_pending


@pytest.mark.parametrize("alone", [True, False])
def test_a_week_before_its_review_home_says_so(qtbot: QtBot, tmp_path: Path, alone: bool) -> None:
    with vault_for(tmp_path / "v") as vault:
        vault.fill_with_sample()
        here = vault.people[:1] if alone else vault.people

        def noted() -> list[bool]:
            page = _home(qtbot, vault, here)
            return ["within a week" in card.note for card in page.presenter.agreed()]

        assert noted() == [False, False]
        with vault.unit() as uow:
            days = {each.agreement.document.review_on for each in all_agreements(uow, today(vault))}
        review = min(day for day in days if day is not None)
        vault.clock.advance(days=(review - today(vault)).days - 8)
        assert not any(noted())
        vault.clock.advance(days=1)
        assert noted()[0], "what is due comes first"


def test_what_is_restored_is_chosen_row_by_row(qtbot: QtBot, tmp_path: Path) -> None:
    with vault_for(tmp_path / "v") as vault:
        vault.fill_with_sample()
        with vault.unit() as uow:
            red = next(each.signal for each in signals.all_signals(uow).shown if each.signal.level is Level.RED)
        _close(vault)
        own = vault.folder / f"{vault.alex}.db"
        older = own.read_bytes()
        _let_in(vault, vault.alex)
        with vault.unit(SHARED) as uow:
            plan = next(plan for plan in care.aftercare(uow) if plan.person == vault.alex)
            care.save_aftercare(uow, plan=plan.evolve(words="said later"))
        with vault.unit(SHARED) as uow:
            signals.save_signal(uow, signal=red.evolve(expression="Vermilion"), new_id=vault.ids)
        _close(vault)
        own.write_bytes(older)
        _let_in(vault, vault.alex)
        vault.service.check_part(vault.alex, today(vault))
        page = _home(qtbot, vault, vault.people[:1])
        click("Choose one by one…", page.notices[0])
        prompts = page.presenter._ws.prompts
        assert isinstance(prompts, FakePrompts)
        dialog = prompts.shown[-1]
        assert isinstance(dialog, RestoredDialog)
        rows = {dialog.list.item(row).text(): dialog.list.item(row) for row in range(dialog.list.count())}
        assert list(rows) == ["Aftercare: said later", "Signals: Vermilion"]
        assert dialog.list.unticked() == frozenset()
        rows["Signals: Vermilion"].setCheckState(Qt.CheckState.Unchecked)
        dialog.accept()
        assert page.notices == []
        with vault.unit() as uow:
            assert "said later" in {plan.words for plan in care.aftercare(uow)}
            assert "Vermilion" not in {each.signal.expression for each in signals.all_signals(uow).shown}
            assert not uow.restoring(vault.alex).is_pending


def _change_my_copy(vault: TestVault, sql: str) -> None:
    vault.service.leave(vault.alex)
    tamper(vault, sql, me=vault.alex)
    unlock(vault, vault.alex)
    vault.service.check_part(vault.alex, today(vault))


def test_a_copy_that_was_changed_is_told_to_its_owner_alone_once(qtbot: QtBot, tmp_path: Path) -> None:
    with vault_for(tmp_path / "v") as vault:
        vault.fill_with_sample()
        alex, sam = vault.people[:1], vault.people[1:]
        assert not vault.service.check_part(vault.alex, today(vault))
        assert _home(qtbot, vault, alex).notices == []
        _change_my_copy(vault, "DELETE FROM said WHERE author = :me AND kind IN ('aftercare', 'profile')")
        assert _home(qtbot, vault, vault.people).notices == []
        assert _home(qtbot, vault, sam).notices == []
        page = _home(qtbot, vault, alex)
        (notice,) = page.notices
        assert said_in(notice).startswith("Something in the shared file was not as you said it")
        assert "It was about aftercare" in said_in(notice)
        assert "your name and pronouns" in said_in(notice)
        click("Close this notice", notice)
        page.activate()
        assert page.notices == []
        come_back(vault, vault.alex)
        assert not vault.service.check_part(vault.alex, today(vault))


def test_what_is_found_while_home_is_open_is_told_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    with vault_for(tmp_path / "v") as vault:
        _change_my_copy(vault, "UPDATE said SET data = x'00' WHERE author = :me")
        vault.service.visits.note_findings(vault.alex, PartFindings())
        page = _home(qtbot, vault, vault.people[:1])
        assert page.notices == []
        vault.service.visits.note_findings(vault.alex, PartFindings(kinds=("planted", "ended", "disclosed.off")))
        page.on_changed(changed(ChangeKind.PEOPLE))
        (notice,) = page.notices
        assert "what you agreed to, or ended" in said_in(notice)
        assert "planted" not in said_in(notice)


def test_a_new_name_of_the_partner_is_told_once(qtbot: QtBot, tmp_path: Path) -> None:
    with vault_for(tmp_path / "v") as vault:
        for person in vault.pair:
            assert not vault.service.check_part(person, today(vault))
        with vault.unit(SHARED) as uow:
            uow.parts.say(vault.sam, PROFILE, vault.people[1].evolve(name="Samira"))
            uow.commit()
        vault.people = vault.service.profiles()
        for _ in range(2):
            assert vault.service.check_part(vault.alex, today(vault)), "until it was told"
        assert not vault.service.check_part(vault.sam, today(vault))
        page = _home(qtbot, vault, vault.people[:1])
        (notice,) = page.notices
        assert said_in(notice).startswith("Sam is now called Samira")
        click("Close this notice", notice)
        page.activate()
        assert page.notices == []
        assert not vault.service.check_part(vault.alex, today(vault))


def test_a_clock_that_went_back_is_asked_about_and_answered_alone(qtbot: QtBot, tmp_path: Path) -> None:
    with vault_for(tmp_path / "v") as vault:
        vault.fill_with_sample()
        assert not vault.service.check_part(vault.alex, today(vault))
        vault.clock.advance(days=-3)
        for answer in ("The clock is wrong", "The clock is right"):
            assert vault.service.check_part(vault.alex, today(vault))
            assert _home(qtbot, vault, vault.people).notices == []
            page = _home(qtbot, vault, vault.people[:1])
            (notice,) = page.notices
            assert said_in(notice).startswith("Is this computer’s clock right?")
            assert page.presenter.agreed() == ()
            click(answer, notice)
            settle()
            assert page.notices == []
        page.activate()
        settle()
        assert len(page.presenter.agreed()) == 2
        assert not vault.service.check_part(vault.alex, today(vault))
