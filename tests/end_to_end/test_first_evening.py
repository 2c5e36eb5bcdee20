"""The first evening, whole: two people, the real windows, the real files, a second process at the end."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select

import app.storage.slots
from app.errors import NeedsBoth, VaultDamaged, WrongPassphrase
from app.models.answer import Answer, Stance, Visibility
from app.models.base import ActivityId, PersonId
from app.models.catalogue import Direction
from app.services.agreement_store import all_agreements
from app.services.answers import save_answer
from app.services.draft_store import all_drafts
from app.storage.slots import MINIMUM_POLICY
from app.storage.spaces import SHARED
from app.storage.tables_shared import shared_metadata
from app.storage.unit_of_work import UnitOfWork
from app.ui.export.page import ExportPage
from app.ui.kit.controls import DateField, SpinBox
from app.ui.page_id import PageId
from app.ui.scenes.propose import ProposePanel
from tests.end_to_end.player import Player, program
from tests.support.files import find_markers
from tests.support.processes import run_python
from tests.support.quick_vault import QuickVault

ALEX, SAM = "quiet river lantern", "amber window garden"
FIRST, SECOND = "Zephyrine", "Quillon"
SCREEN = {name: os.environ[name] for name in ("DISPLAY", "XAUTHORITY") if name in os.environ}


@pytest.fixture(autouse=True)
def floor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Derive keys as cheaply as new slots may."""
    monkeypatch.setattr(app.storage.slots, "DEFAULT_POLICY", app.storage.slots.MINIMUM_POLICY)


def _introduce(player: Player, name: str, passphrase: str) -> None:
    player.type("Name", name)
    player.type("Passphrase", passphrase)
    player.type("Repeat it", passphrase)
    player.press("Continue")
    player.confirm_code()


def create_for_two(player: Player) -> None:
    """Set-up, which is handed over once."""
    player.choose("Two of us")
    player.press("Continue")
    _introduce(player, FIRST, ALEX)
    player.press("I am here")
    _introduce(player, SECOND, SAM)
    player.until(lambda: player.controller.shell is not None, "the shell")
    player.settle(100)


ANSWERS = {
    # the side is named by its direction; every other side of the starter deck gets the usual answer
    (FIRST, "touch.hugs"): (Qt.Key.Key_2, Qt.Key.Key_2),
    (SECOND, "touch.hugs"): (Qt.Key.Key_6, Qt.Key.Key_6),
    (FIRST, "touch.massage"): (Qt.Key.Key_1, Qt.Key.Key_1),
    (SECOND, "touch.massage"): (Qt.Key.Key_1, Qt.Key.Key_3),
    (SECOND, "clothes.lingerie"): (Qt.Key.Key_Right,),  # skipped
}
USUAL = (Qt.Key.Key_1, Qt.Key.Key_2)


def answer_the_deck(player: Player, name: str) -> None:
    """The starter deck by keyboard alone, a key a side."""
    player.go(PageId.MY_LIST, "starter")
    for _card in range(24):
        entry = player.page.cards.entry  # type: ignore[attr-defined]
        for key in ANSWERS.get((name, entry.id), USUAL)[: len(entry.directions)]:
            player.key(key)
    player.settle(60)
    assert "You have reached the end of the starter deck" in player.words()


def take_next_step(player: Player, words: str) -> None:
    """Home names this one step, and its button leads there."""
    player.go(PageId.HOME)
    filled = [button.accessibleName() for button in player.shown(QAbstractButton) if button.objectName() == "primary"]
    assert filled == [words]
    player.press(words)


def come_forward(player: Player, name: str) -> None:
    """Handed the device, one shows by the passphrase that it is them."""
    player.type(name, {FIRST: ALEX, SECOND: SAM}[name])
    player.press(f"I am {name}")
    player.until(lambda: player.shell.ws.session.me is not None, "the private step")
    player.settle()


def prepare(player: Player, name: str) -> None:
    """Handed the device: the deck, a private note, then what would be shared."""
    take_next_step(player, "What comes next: Each of you prepares alone")
    player.press(f"Hand the device to {name}")
    come_forward(player, name)
    answer_the_deck(player, name)
    take_next_step(player, "Look at it: What I would share")
    player.press("Mark ready")
    player.until(lambda: "You are ready." in player.words(), "ready")
    take_next_step(player, "Hand the device back: You are ready")
    player.press("We are both here")


def open_together(player: Player) -> None:
    """Both confirm, look at everything one by one, both keep it."""
    take_next_step(player, "Open together: Ready to open")
    player.press(f"{FIRST} is ready to look")
    player.press(f"{SECOND} is ready to look")
    for _item in range(80):
        if player.find(f"{FIRST}: add to our list") is not None:
            break
        player.press("Next")
    player.press(f"{FIRST}: add to our list")
    player.press(f"{SECOND}: add to our list")
    player.until(lambda: "It is on your shared list now." in player.words(), "the shared list")


def talk(player: Player) -> None:
    """One card: both agree."""
    take_next_step(player, "Talk: Worth a talk")
    player.press("Talk, one at a time")
    player.type("What you both understood", "Slowly, and only the shoulders")
    player.press(f"{FIRST} agrees")
    player.press(f"{SECOND} agrees")
    player.settle(60)


def care(player: Player) -> None:
    """Signals from the proposal, practised once; aftercare for each."""
    player.go(PageId.SIGNALS)
    player.press("Start from these")
    take_next_step(player, "Practise: Signals")
    player.press("Practise together")
    for _signal in range(6):
        player.press("We practised this")
    assert "Practised together on" in player.words()
    for name, answer in ((FIRST, "A blanket"), (SECOND, "Nothing in particular")):
        take_next_step(player, "Write it: Aftercare")
        player.press(f"Hand to {name}")
        come_forward(player, name)
        player.press(answer)
        player.press("Hand it back")
        player.press("We are both here")


def outline(player: Player) -> None:
    """A scene: one refusal, one message, three proposals, a cap."""
    player.go(PageId.SCENES)
    player.prompts.answers.append("Saturday evening")
    player.press("Outline a scene")
    player.press("What happens")
    propose(player, "hugs")
    assert "stays out" in player.words()
    propose(player, "lingerie")
    assert "Not on your shared list yet" in player.words()
    assert len(draft_items(player)) == 0
    for words in ("massage", "kissing", "praise"):
        propose(player, words)
    assert len(draft_items(player)) == 3
    player.press("Place and time")
    box = player.shown(SpinBox)[0]
    box.setValue(60)
    player.settle(60)
    evening = player.shown(DateField)[0]
    evening.edit.setDate(QDate.currentDate())
    player.settle(60)


def draft_items(player: Player) -> list[str]:
    """The activities in the outline, as they are stored."""
    with player.controller.access.service.unit() as uow:
        return [item.pairing.activity_id for draft in all_drafts(uow) for item in draft.items]


def propose(player: Player, words: str) -> None:
    """Search for an activity and propose the first that is found."""
    if not player.shown(ProposePanel):
        player.press("Propose an activity")
    panel = player.shown(ProposePanel)[0]
    panel.field.clear()
    QTest.keyClicks(panel.field, words)
    player.settle(250)
    panel.list.choose(next(n for n, offer in enumerate(panel.list.offers) if offer.pairing is not None))
    player.settle(60)


def read(player: Player, name: str, passphrase: str, take_out: str = "") -> None:
    """My reading, handed over: every part, perhaps one item out, yes to the rest, the passphrase."""
    if player.find(f"Hand to {name}") is None:
        player.press("Read and say yes")
    player.press(f"Hand to {name}")
    come_forward(player, name)
    player.until(lambda: player.find("Next part") is not None, "the first part")
    while True:
        if take_out and (out := [b for b in player.shown(QAbstractButton) if _takes_out(b, take_out)]):
            out[0].click()
            player.settle(40)
            take_out = ""
        if player.find("Next part") is None:
            break
        player.press("Next part")
    assert not take_out
    if (rest := player.find("Yes to the rest")) is not None and rest.isEnabled():
        player.press("Yes to the rest")
    player.type(f"{name}’s passphrase", passphrase)
    player.press("Say yes to this text")
    player.press("Hand the device back")
    player.press("We are both here")


def _takes_out(button: QAbstractButton, words: str) -> bool:
    return "Not in this one" in button.text() and words in button.accessibleName()


def export(player: Player, to: Path) -> None:
    """Both approve the very page, then it is saved."""
    take_next_step(player, "Print: Print what you agreed")
    player.until(lambda: player.find(f"{FIRST} approves") is not None, "the approvals")
    assert isinstance(player.page, ExportPage)
    assert player.page.presenter.source is not None
    assert player.page.presenter.source.title == "Saturday evening", "what was agreed is chosen"
    for name, passphrase in ((FIRST, ALEX), (SECOND, SAM)):
        player.prompts.answers.append(passphrase)
        player.press(f"{name} approves")
        player.settle(100)
    player.until(lambda: player.find("Save as PDF") is not None, "save")
    player.prompts.answers.append(to)
    player.press("Save as PDF")
    player.until(lambda: "It is not encrypted." in player.words(), "saved")
    take_next_step(player, "Get ready: Your scene today")


MARKERS = (
    "Zephyrine",
    "Quillon",
    "quokka-note",
    "marmot-condition",
    "only the shoulders",
    "Saturday evening",
    "river lantern",
    "window garden",
    "touch.massage",
    "hard_limit",
)


def leave_private_marks(player: Player) -> None:
    """What only Alex's own space may hold: a note, and a condition that is never shared."""
    service = player.controller.access.service
    alex = service.present[0]
    answer = Answer(
        activity_id=ActivityId("restraint.rope"),
        direction=Direction.PASSIVE,
        stance=Stance.ONLY_IF,
        conditions="marmot-condition",
        note="quokka-note",
        visibility=Visibility.NEVER,
    )
    now = datetime.now(UTC)
    with service.unit(alex) as uow:
        save_answer(uow, person=alex, answer=answer, now=now, today=now.date())


def the_evening(player: Player, pdf: Path) -> None:
    """Everything up to the printed page."""
    create_for_two(player)
    leave_private_marks(player)
    prepare(player, FIRST)
    prepare(player, SECOND)
    open_together(player)
    talk(player)
    care(player)
    outline(player)
    read(player, FIRST, ALEX)
    read(player, SECOND, SAM, take_out="Praise")
    assert "Agreed" not in player.words().splitlines()
    read(player, FIRST, ALEX)
    export(player, pdf)
    player.press("Lock")
    player.until(lambda: "Welcome back" in player.words(), "locked")
    assert FIRST not in player.words(), "no name shows before unlocking"


def shared_rows(vault: QuickVault) -> str:
    """Everything in the shared space, as who has its key would read it."""
    with UnitOfWork(vault.spaces) as uow:
        connection = uow.connection(SHARED)
        tables = shared_metadata.sorted_tables
        return "\n".join(str(tuple(row)) for table in tables for row in connection.execute(select(table)))


def test_the_first_evening(qtbot: QtBot, tmp_path: Path, home: Path) -> None:
    place, folder, pdf = tmp_path / "vault", tmp_path / "own", tmp_path / "pages.pdf"
    folder.mkdir()
    with program(place, folder) as player:
        the_evening(player, pdf)

    page = "\n".join(sheet.extract_text() for sheet in PdfReader(pdf).pages)
    assert "Massage" in page
    assert "Kissing" in page
    assert "Praise" not in page
    assert "quokka-note" not in page

    done = run_python("-m", "tests.end_to_end.withdraw_alone", str(place), str(folder), home=home, extra=SCREEN)
    assert done.stdout.strip() == "withdrawn", done.stderr

    with QuickVault.open(place, policy=MINIMUM_POLICY) as vault:
        sam = PersonId(vault.people[1].person_id)
        alex = PersonId(vault.people[0].person_id)
        vault.unlock(sam, SAM)
        with UnitOfWork(vault.spaces) as uow:
            (held,) = all_agreements(uow, datetime.now().date())
            assert {c.item.pairing.activity_id for c in held.items if c.item} == {"touch.kissing"}
            with pytest.raises(NeedsBoth):
                uow.private(alex).answers.all()
        rows = shared_rows(vault)
        assert "touch.kissing" in rows
        for withheld in ("quokka-note", "marmot-condition", "restraint.rope", "if_mutual", "experience"):
            assert withheld not in rows
    pdf.unlink()  # the one file that was asked for in clear
    assert find_markers([place, folder, home], MARKERS) == []


def test_one_cannot_read_the_other_with_all_files(qtbot: QtBot, tmp_path: Path) -> None:
    place, folder = tmp_path / "vault", tmp_path / "own"
    folder.mkdir()
    with program(place, folder) as player:
        create_for_two(player)
        leave_private_marks(player)
    with QuickVault.open(place, policy=MINIMUM_POLICY) as vault:
        alex, sam = (PersonId(person.person_id) for person in vault.people)
        with pytest.raises(WrongPassphrase):
            vault.unlock(alex, SAM)
        vault.unlock(sam, SAM)
        with pytest.raises(NeedsBoth), UnitOfWork(vault.spaces) as uow:
            uow.private(alex).answers.all()
    # even by taking Alex's file in place of their own
    own, other = place / f"{sam}.db", place / f"{alex}.db"
    own.write_bytes(other.read_bytes())
    with QuickVault.open(place, policy=MINIMUM_POLICY) as vault, pytest.raises(VaultDamaged):
        vault.unlock(sam, SAM)
