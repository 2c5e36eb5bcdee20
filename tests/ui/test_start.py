"""The start pages by keyboard: set-up for two, unlocking, what is shown when it does not open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.bootstrap.vault_access import ThreadedVaultAccess
from app.bootstrap.warm_up import WarmUp
from app.errors import VaultDamaged, VaultMissing, VaultOlder, VaultUnwritable, WrongPassphrase
from app.services.long_work import LongWork, Stopped
from app.ui.design.design import Design
from app.ui.design.tokens import Size, Space, Theme
from app.ui.kit.buttons import Button, ButtonKind
from app.ui.kit.passphrase import PassEdit
from app.ui.start.frame import StartFrame
from app.ui.start.moving_view import MovingFlow, MovingView
from app.ui.start.page import StartPage
from app.ui.start.person_view import PersonView
from app.ui.start.recovery_code import RecoveryCode
from app.ui.start.recovery_view import RecoverView, RecoveryCodeView
from app.ui.start.restore_pages import RestoredView
from app.ui.start.unlock_view import UnlockView
from app.ui.start.upgrade import UpgradeView
from app.ui.start.welcome_view import FolderView, WelcomeView
from app.ui.tasks import Tasks
from app.ui.vault_access import ShownMark
from tests.screenshots.shots import REPORT
from tests.support.forging import forged
from tests.support.held import holders_of
from tests.support.leaks import settle
from tests.support.prompts import FakePrompts
from tests.support.vault_access import CODE, FakeVaultAccess
from tests.support.vaults import vault_for
from tests.support.widgets import is_shown, labels_in

MARKS = (ShownMark("a" * 32, "circle", "person_a", "A"), ShownMark("b" * 32, "square", "person_b", "S"))


def _start(qtbot: QtBot, access: FakeVaultAccess, prompts: FakePrompts | None = None) -> StartPage:
    page = StartPage(Design(Theme.LIGHT), access, prompts or FakePrompts())
    qtbot.addWidget(page)
    page.resize(1280, 800)
    page.show()
    page.activate()
    return page


def _press(page: StartPage, words: str) -> None:
    buttons = [b for b in page.findChildren(QPushButton) if words in b.accessibleName() and b.isVisible()]
    assert buttons, f"no button says {words!r}"
    buttons[0].click()


def _words(page: StartPage) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


@pytest.fixture
def fresh(tmp_path: Path) -> FakeVaultAccess:
    return FakeVaultAccess(tmp_path / "vault", VaultMissing())


def _introduce(page: StartPage, name: str, passphrase: str) -> None:
    view = page.view
    assert isinstance(view, PersonView)
    QTest.keyClicks(view.fields.name.edit, name)
    QTest.keyClicks(view.passphrase.first.edit, passphrase)
    QTest.keyClicks(view.passphrase.again.edit, passphrase)
    QTest.keyClick(view.passphrase.again.edit, Qt.Key.Key_Return)


def _confirm_code(page: StartPage) -> None:
    view = page.view
    assert isinstance(view, RecoveryCodeView)
    _press(page, "I have written it down")
    _type_group(view.code)


def _type_group(code: RecoveryCode) -> None:
    """Type the group that is asked for."""
    asked = int("".join(filter(str.isdigit, code.typed.label.text())))
    QTest.keyClicks(code.typed.edit, CODE.split("-")[asked - 1].lower())
    QTest.keyClick(code.typed.edit, Qt.Key.Key_Return)


def _begin_for_two(page: StartPage) -> None:
    welcome = page.view
    assert isinstance(welcome, WelcomeView)
    QTest.keyClick(welcome.two, Qt.Key.Key_Return)
    assert isinstance(page.view, FolderView)
    _press(page, "Continue")


def test_set_up_hands_over_once(qtbot: QtBot, fresh: FakeVaultAccess) -> None:
    page = _start(qtbot, fresh)
    _begin_for_two(page)
    _introduce(page, "Alex", "quiet river lantern")
    assert "Alex’s recovery code" in labels_in(page)
    _confirm_code(page)
    assert fresh.made == 0, "nothing is written before both are there"
    assert "Alex" not in labels_in(page)
    settle()
    assert CODE[:4] not in "".join(label.text() for label in page.findChildren(QLabel))
    _press(page, "I am here")
    _introduce(page, "Sam", "amber window garden")
    assert [(p.name, p.initial, p.shape) for p in fresh.created] == [("Alex", "A", "circle"), ("Sam", "S", "square")]
    assert fresh.made == 0
    with qtbot.waitSignal(page.opened) as opened:
        _confirm_code(page)
    assert (fresh.made, fresh.without_code) == (1, ())
    assert opened.args is not None
    assert opened.args[0].here == ("a" * 32, "b" * 32)


def test_a_code_can_be_declined_by_each_alone(qtbot: QtBot, fresh: FakeVaultAccess) -> None:
    page = _start(qtbot, fresh)
    _begin_for_two(page)
    _introduce(page, "Alex", "quiet river lantern")
    _confirm_code(page)
    _press(page, "I am here")
    _introduce(page, "Sam", "amber window garden")
    assert "if you forget your passphrase, your private space stays closed for ever" in labels_in(page)
    with qtbot.waitSignal(page.opened):
        _press(page, "Continue without a code")
    assert fresh.without_code == (1,)


def test_the_second_person_can_go_back_to_the_hand_over_and_from_there_to_the_start(
    qtbot: QtBot, fresh: FakeVaultAccess
) -> None:
    page = _start(qtbot, fresh)
    _begin_for_two(page)
    _introduce(page, "Alex", "quiet river lantern")
    _confirm_code(page)
    for _ in range(2):
        _press(page, "I am here")
        _press(page, "Back")
        assert "Hand over the device." in labels_in(page)
    _press(page, "Start over")
    _begin_for_two(page)
    _introduce(page, "Robin", "copper morning bread")
    assert [person.name for person in fresh.created] == ["Robin"], "nobody is left of the first attempt"


def test_what_could_not_be_written_is_written_elsewhere_without_asking_anybody_again(
    qtbot: QtBot, fresh: FakeVaultAccess
) -> None:
    page = _start(qtbot, fresh)
    page._on_chosen(1)
    page._show_person()
    _introduce(page, "Alex", "quiet river lantern")
    fresh.refuse = VaultUnwritable("disk")
    _confirm_code(page)
    assert isinstance(page.view, FolderView)
    assert is_shown(QLabel, "This could not be saved", page.view)
    assert page.view.card.isEnabled()
    with qtbot.waitSignal(page.opened):
        _press(page, "Continue")
    assert fresh.made == 1


def test_a_page_of_set_up_says_what_it_is_doing_and_can_be_used_again_after_a_refusal(
    qtbot: QtBot, fresh: FakeVaultAccess
) -> None:
    page = _start(qtbot, fresh)
    page._on_chosen(1)
    page._show_person()
    view = page.view
    assert isinstance(view, PersonView)
    view.show_busy(True)
    assert view.go_on.words == "Making your keys…"
    page.show_error(VaultUnwritable("disk"))
    assert view.go_on.words == "Continue"
    assert view.card.isEnabled()


def test_passphrases_are_dropped_as_soon_as_they_were_used(
    holders_anywhere: Callable[..., list[str]], qtbot: QtBot, fresh: FakeVaultAccess
) -> None:
    page = _start(qtbot, fresh)
    _begin_for_two(page)
    # Put together here, so that the test itself holds neither.
    words = ("quiet", "river"), ("amber", "window")
    for name, each in zip(("Alex", "Sam"), words, strict=True):
        _introduce(page, name, " ".join(each))
        assert holders_of(fresh.created[-1].passphrase), "the test can see it"
        fresh.created = tuple(person._replace(passphrase="") for person in fresh.created)
        settle()
        assert holders_of(*map(" ".join, words)) == [], "while the code is shown"
        _confirm_code(page)
        if name == "Alex":
            _press(page, "I am here")
    settle()
    assert holders_anywhere(*map(" ".join, words)) == []
    assert all(not field.text() for field in page.findChildren(PassEdit))


def test_a_mistyped_passphrase_is_reported_beside_its_field(qtbot: QtBot, fresh: FakeVaultAccess) -> None:
    page = _start(qtbot, fresh)
    page._on_chosen(1)
    _press(page, "Continue")
    view = page.view
    assert isinstance(view, PersonView)
    QTest.keyClicks(view.fields.name.edit, "Alex")
    QTest.keyClicks(view.passphrase.first.edit, "quiet river lantern")
    QTest.keyClicks(view.passphrase.again.edit, "quiet river lanterns")
    view.on_finish()
    assert fresh.created == ()
    assert page.view is view
    assert view.fields.name.text() == "Alex"


def test_a_group_of_the_code_must_be_typed_while_it_is_hidden(
    qtbot: QtBot, fresh: FakeVaultAccess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.start.recovery_code.secrets.randbelow", lambda groups: groups - 1)
    page = _start(qtbot, fresh)
    page._on_chosen(1)
    page._show_person()
    _introduce(page, "Alex", "quiet river lantern")
    view = page.view
    assert isinstance(view, RecoveryCodeView)
    assert "YZ01" in labels_in(page)
    _press(page, "I have written it down")
    assert "YZ01" not in labels_in(page)
    assert page.window().focusWidget() is view.code.typed.edit
    assert view.code.typed.edit.accessibleName() == "Type group 9 of the code"
    view.code.typed.show_text("WRNG")
    with qtbot.assertNotEmitted(view.code.confirmed):
        view.code.on_confirm()
    assert view.code.typed.error.isVisible()
    _press(page, "Show the code again")
    assert "YZ01" in labels_in(page)
    assert page.window().focusWidget() is view.code.written
    _press(page, "I have written it down")
    assert not view.code.typed.error.isVisible()
    view.code.typed.show_text(" abcd ")
    with qtbot.waitSignal(view.code.confirmed):
        view.code.on_confirm()


def test_the_pages_say_plainly_what_accord_is_and_what_a_code_opens(qtbot: QtBot) -> None:
    welcome, code = (
        WelcomeView(Design(Theme.LIGHT)),
        RecoveryCodeView(Design(Theme.LIGHT), "Alex", CODE, solo=True, last=True),
    )
    qtbot.addWidget(welcome)
    qtbot.addWidget(code)
    said = " ".join(label.text() for label in welcome.findChildren(QLabel))
    assert all(words in said for words in ("For adults", "not a contract", "not therapy", "not proof of consent"))
    assert "If you are afraid of how your partner would take a no, start with “Just me”." in said
    said = " ".join(label.text() for label in code.findChildren(QLabel))
    assert "Whoever has this code can read your private space" in said
    assert "nobody can open your private space again" in said


VIEWS: dict[str, Callable[[Design], StartFrame]] = {
    "welcome": WelcomeView,
    "folder": lambda design: FolderView(design, Path("vault")),
    "person": lambda design: PersonView(design, title="You", hue="person_a", shape="circle"),
    "code": lambda design: RecoveryCodeView(design, "Alex", CODE, solo=True, last=True),
    "recover": RecoverView,
    "unlock": UnlockView,
    "restored": lambda design: RestoredView(design, REPORT, Path("vault")),
    "upgrade": UpgradeView,
}


def test_enter_goes_through_the_fields_of_set_up(qtbot: QtBot) -> None:
    view = PersonView(Design(Theme.LIGHT), title="You", hue="person_a", shape="circle")
    qtbot.addWidget(view)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    fields = view.fields
    fields.name.edit.setFocus()
    for following in (
        fields.pronouns.edit,
        fields.initial.edit,
        view.passphrase.first.edit,
        view.passphrase.again.edit,
    ):
        QTest.keyClick(view.window().focusWidget(), Qt.Key.Key_Return)
        assert view.window().focusWidget() is following


def test_without_a_code_the_field_for_it_is_focused(qtbot: QtBot) -> None:
    view = RecoverView(Design(Theme.LIGHT))
    qtbot.addWidget(view)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    view.passphrase.again.edit.setFocus()
    QTest.keyClick(view.passphrase.again.edit, Qt.Key.Key_Return)
    assert view.window().focusWidget() is view.code.edit


@pytest.mark.parametrize("make", VIEWS.values(), ids=VIEWS.keys())
def test_start_pages_are_equally_wide_with_one_wide_button_and_links_in_the_middle_below_it(
    qtbot: QtBot, make: Callable[[Design], StartFrame]
) -> None:
    design = Design(Theme.LIGHT)
    view = make(design)
    qtbot.addWidget(view)
    design.apply(view)
    view.resize(1000, 900)
    view.show()
    settle()
    card = view.card
    assert card.width() == Size.DIALOG
    boxes = {
        button.text(): QRect(button.mapTo(card, QPoint()), button.size())
        for button in card.findChildren(Button)
        if button.isVisible() and button.kind in (ButtonKind.PRIMARY, ButtonKind.QUIET)
    }
    inner = card.contentsRect().width() - 2 * Space.XL
    wide = [box for box in boxes.values() if box.width() == inner]
    assert len(wide) == (0 if isinstance(view, WelcomeView) else 1)
    links = [box for box in boxes.values() if box not in wide]
    assert all(link.top() > box.bottom() for link in links for box in wide)
    free = min(link.left() for link in links) - (card.width() - max(link.right() for link in links))
    assert abs(free) <= 2, "as much room before as after"


@pytest.mark.parametrize("name", VIEWS)
def test_a_start_page_opens_with_its_heading_in_sight_in_large_text(qtbot: QtBot, name: str) -> None:
    design = Design(Theme.LIGHT, 200)
    page = StartPage(design, FakeVaultAccess(Path("vault"), MARKS), FakePrompts())
    qtbot.addWidget(page)
    design.apply(page)
    page.resize(1024, 700)
    page.show()
    with qtbot.waitActive(page):
        page.activateWindow()
    page.show_view(VIEWS[name](design))
    settle()
    assert page.view is not None
    assert page.view.verticalScrollBar().value() == 0


def test_unlocking_takes_a_mark_and_a_passphrase(qtbot: QtBot, tmp_path: Path) -> None:
    access = FakeVaultAccess(tmp_path, MARKS)
    page = _start(qtbot, access)
    view = page.view
    assert isinstance(view, UnlockView)
    assert view.chosen() == "", "nobody is preselected"
    QTest.keyClicks(view.passphrase.edit, "quiet river lantern")
    QTest.keyClick(view.passphrase.edit, Qt.Key.Key_Return)
    assert access.unlocked == []
    _press(page, "Mark 2")
    with qtbot.waitSignal(page.opened):
        QTest.keyClick(view.passphrase.edit, Qt.Key.Key_Return)
    assert access.unlocked == [("b" * 32, "quiet river lantern")]


def test_a_wrong_passphrase_is_reported_and_can_be_tried_again(qtbot: QtBot, tmp_path: Path) -> None:
    access = FakeVaultAccess(tmp_path, MARKS[:1])
    page = _start(qtbot, access)
    view = page.view
    assert isinstance(view, UnlockView)
    access.refuse = WrongPassphrase()
    QTest.keyClicks(view.passphrase.edit, "something else")
    QTest.keyClick(view.passphrase.edit, Qt.Key.Key_Return)
    assert view.notice.isVisible()
    assert view.passphrase.text() == ""
    assert view.unlock.isEnabled()
    QTest.keyClicks(view.passphrase.edit, "quiet river lantern")
    with qtbot.waitSignal(page.opened):
        QTest.keyClick(view.passphrase.edit, Qt.Key.Key_Return)


@pytest.mark.parametrize("carried", [False, True])
def test_an_older_vault_is_upgraded_when_somebody_agrees(qtbot: QtBot, tmp_path: Path, carried: bool) -> None:
    """Nothing is done before; whoever wants to goes back, and a backup can be saved elsewhere first."""
    access, prompts = FakeVaultAccess(tmp_path, MARKS[:1]), FakePrompts(None, str(tmp_path / "to.accord"))
    page = _start(qtbot, access, prompts)

    def unlock() -> None:
        assert isinstance(page.view, UnlockView)
        access.refuse = VaultOlder("file.db")
        QTest.keyClicks(page.view.passphrase.edit, "quiet river lantern")
        QTest.keyClick(page.view.passphrase.edit, Qt.Key.Key_Return)
        assert isinstance(page.view, UpgradeView)

    unlock()
    assert "can restore that backup" in _words(page)
    _press(page, "Not now")
    assert (access.upgraded, access.unlocked) == ((), [])
    unlock()
    access.refuse = Stopped()
    _press(page, "Upgrade and open")
    assert "Nothing was lost" in _words(page)
    access.refuse = VaultUnwritable("file.db")
    _press(page, "Upgrade and open")
    assert "could not be saved" in _words(page)
    view = page.view
    assert isinstance(view, UpgradeView)
    assert not view.line.isVisible()
    view.show_busy(True)
    assert view.line.isVisible()
    view.stop.click()
    assert view.work is not None
    with pytest.raises(Stopped):
        view.work.step(1, 2)
    view.show_busy(False)
    with qtbot.waitSignal(page.opened):
        if carried:
            _press(page, "Save a backup elsewhere")
            _press(page, "Save a backup elsewhere")
        else:
            _press(page, "Upgrade and open")
    assert access.unlocked == [("a" * 32, "quiet river lantern")]
    assert [each.carry for each in access.upgraded] == [None, None, tmp_path / "to.accord" if carried else None]


def test_an_older_vault_is_upgraded_on_the_way_in_by_a_code(qtbot: QtBot, tmp_path: Path) -> None:
    access = FakeVaultAccess(tmp_path, MARKS[:1])
    page = _start(qtbot, access)
    _press(page, "Use a recovery code")
    view = page.view
    assert isinstance(view, RecoverView)
    access.refuse = VaultOlder("file.db")
    view.submitted.emit(CODE, "copper morning bread")
    assert access.recovered == []
    with qtbot.waitSignal(page.opened):
        _press(page, "Upgrade and open")
    assert access.recovered == [("a" * 32, CODE, "copper morning bread")]
    assert len(access.upgraded) == 1


@pytest.mark.parametrize("way", ["passphrase", "code"])
def test_after_a_partner_left_it_says_how_far_the_new_file_is_and_can_be_stopped(
    qtbot: QtBot, tmp_path: Path, way: str
) -> None:
    access = FakeVaultAccess(tmp_path, MARKS[:1])
    page = _start(qtbot, access)

    def enter() -> LongWork:
        access.moves = work = LongWork()
        if way == "code":
            _press(page, "Use a recovery code")
            assert isinstance(page.view, RecoverView)
            page.view.submitted.emit(CODE, "copper morning bread")
        else:
            assert isinstance(page.view, UnlockView)
            QTest.keyClicks(page.view.passphrase.edit, "quiet river lantern")
            QTest.keyClick(page.view.passphrase.edit, Qt.Key.Key_Return)
        return work

    for error in (Stopped(), VaultUnwritable("file.db")):
        work = enter()
        assert not isinstance(page.view, MovingView), "nothing has begun"
        work.step(421, 1000)
        qtbot.waitUntil(lambda: isinstance(page.view, MovingView))
        assert "42% is copied and checked. If you stop now, the file stays as it is" in _words(page)
        assert "artner" not in _words(page)
        _press(page, "Stop")
        with pytest.raises(Stopped):
            work.step(422, 1000)
        access.refuse = error
        access.arrive()
        assert isinstance(page.view, UnlockView), "it can be tried again"
        told = "Your file is as it was" if isinstance(error, Stopped) else "could not be saved"
        assert told in page.view.notice.accessibleName()
    work = enter()
    before = page.view
    work.step(1000, 1000)
    work.decide()
    qtbot.waitUntil(lambda: not page.findChildren(MovingFlow))
    assert page.view is before, "what is over so soon is not worth a page"
    with qtbot.waitSignal(page.opened):
        access.arrive()


def test_a_damaged_vault_is_named_and_nothing_is_made(qtbot: QtBot, tmp_path: Path) -> None:
    access = FakeVaultAccess(tmp_path, VaultDamaged("shared.db"))
    page = _start(qtbot, access)
    view = page.view
    assert isinstance(view, WelcomeView)
    assert view.notice.isVisible()
    assert access.created == ()


def test_a_recovery_code_sets_a_new_passphrase(qtbot: QtBot, tmp_path: Path) -> None:
    access = FakeVaultAccess(tmp_path, MARKS[:1])
    page = _start(qtbot, access)
    _press(page, "Use a recovery code")
    view = page.view
    assert isinstance(view, RecoverView)
    view.code.show_text(CODE)
    for field in (view.passphrase.first, view.passphrase.again):
        QTest.keyClicks(field.edit, "copper morning bread")
    with qtbot.waitSignal(page.opened):
        view.on_submit()
    assert access.recovered == [("a" * 32, CODE, "copper morning bread")]


def test_between_two_a_code_is_typed_after_handing_over(qtbot: QtBot, tmp_path: Path) -> None:
    page = _start(qtbot, FakeVaultAccess(tmp_path, MARKS))
    view = page.view
    assert isinstance(view, UnlockView)
    view.recovery.emit("a" * 32)
    assert not isinstance(page.view, RecoverView)
    assert is_shown(QLabel, "This is for you alone", page)
    _press(page, "I am alone")
    assert isinstance(page.view, RecoverView)


def test_the_page_with_the_code_is_saved_where_the_person_chooses(
    qtbot: QtBot, fresh: FakeVaultAccess, tmp_path: Path
) -> None:
    prompts = FakePrompts(tmp_path / "page.pdf")
    page = _start(qtbot, fresh, prompts)
    page._on_chosen(1)
    _press(page, "Continue")
    _introduce(page, "Alex", "quiet river lantern")
    assert isinstance(page.view, RecoveryCodeView)
    _press(page, "Save as PDF")
    assert fresh.saved == [tmp_path / "page.pdf"]
    assert page.view.notice.isVisible()


def test_a_foreign_colour_in_the_keyring_is_told_on_the_first_page(qtbot: QtBot, tmp_path: Path) -> None:
    """It used to end the program before there was a window."""
    with vault_for(tmp_path / "vault"):
        pass
    forged(tmp_path / "vault", lambda body: body["people"][0]["mark"].update(hue="purple"))
    access = ThreadedVaultAccess(tmp_path / "vault", Tasks(lambda error: pytest.fail(repr(error))), WarmUp())
    page = StartPage(Design(Theme.LIGHT), access, FakePrompts())
    qtbot.addWidget(page)
    page.show()
    page.activate()
    assert isinstance(page.view, WelcomeView)
    assert is_shown(QLabel, "A file of this vault is damaged", page.view)


def test_a_new_vault_takes_an_empty_folder_or_makes_one_in_it(
    qtbot: QtBot, fresh: FakeVaultAccess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "is_mount", lambda path: path.name == "drive")
    for name in ("empty", "full", "drive"):
        (tmp_path / name).mkdir()
    (tmp_path / "full" / "letter").touch()
    chosen = {name: tmp_path / name for name in ("new", "empty", "full", "drive")}
    page = _start(qtbot, fresh, FakePrompts(*chosen.values()))
    assert isinstance(page.view, WelcomeView)
    page.view.chosen.emit(1)
    assert isinstance(page.view, FolderView)
    places = []
    for _name in chosen:
        page.view.choose_asked.emit()
        places.append(fresh.place)
    inside = {"full", "drive"}
    assert places == [path / "Accord" if name in inside else path for name, path in chosen.items()]
