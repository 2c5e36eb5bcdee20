"""The first evening, whole, by keys alone: two people and no pointer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pypdf import PdfReader
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from tests.end_to_end.key_player import BOTH, CTRL, Key, KeyPlayer, by_keys
from tests.end_to_end.player import run_until
from tests.end_to_end.sessions import cheap
from tests.support.widgets import name_of

__all__ = ["cheap"]

FIRST, SECOND = "Zephyrine", "Quillon"
KEYS_BEFORE = 539
"""What the same evening took before one key answered a card and Y a clause, driven by the same rules."""
MOST_OF_BEFORE = 0.6
MOST_PASSPHRASES = 2
"""For each person, after set-up and before the first signature."""
MOST_YESES = 12
"""*Yes* and *I have read it*, for each person: ground rules and a scene."""
WORDS = {FIRST: "quiet river lantern", SECOND: "amber window garden"}


def introduce(k: KeyPlayer, name: str) -> None:
    k.who = name
    k.go_to("Name")
    k.type(name)
    k.go_to("Passphrase")
    k.type(WORDS[name])
    k.enter()
    k.type(WORDS[name])
    k.enter()
    keep_code(k)


def keep_code(k: KeyPlayer) -> None:
    """Write it down from the screen, then type the group that is asked for from the paper."""
    k.sees("recovery code")
    shown = [label.text() for label in k.player.shown(QLabel)]
    paper = {shown[place]: shown[place + 1] for place in range(len(shown) - 1) if shown[place].isdigit()}
    k.press("I have written it down")
    k.until(lambda: isinstance(k.focus, QLineEdit), "the question for a group")
    number = name_of(k.focus).removeprefix("Type group ").split()[0]
    k.type(paper[number].lower())
    k.enter()


def set_up(k: KeyPlayer) -> None:
    """Set-up, which is handed over once."""
    k.stage = "set-up"
    k.press("Two of us")
    k.press("Continue")
    introduce(k, FIRST)
    k.press("I am here")
    introduce(k, SECOND)
    k.until(lambda: k.player.controller.shell is not None, "the shell")
    k.who = BOTH
    k.sees("Each of you prepares alone")


def come_forward(k: KeyPlayer, name: str) -> None:
    k.who = name
    k.sees(f"This is for {name} now")
    k.passphrase(WORDS[name])
    k.until(lambda: k.player.shell.ws.session.me is not None, "the private step")


def both(k: KeyPlayer) -> None:
    k.sees("For both of you again")
    k.press("We are both here")
    k.who = BOTH
    k.until(lambda: k.player.shell._handover.cover is None, "the joint screen")


ANSWERS = {
    (FIRST, "touch.hugs"): (Key.Key_2, Key.Key_2),
    (SECOND, "touch.hugs"): (Key.Key_6, Key.Key_6),
    (SECOND, "touch.massage"): (Key.Key_1, Key.Key_3),
}
USUAL = (Key.Key_1, Key.Key_2)
NEEDS = ("A glass of water", "A blanket")


def answer_the_deck(k: KeyPlayer, name: str) -> None:
    """A key a side."""
    cards = k.player.page.cards  # type: ignore[attr-defined]
    for _card in range(24):
        for key in ANSWERS.get((name, cards.entry.id), USUAL)[: len(cards.editor.sides)]:
            k.key(key)


def prepare(k: KeyPlayer, name: str) -> None:
    """Handed the device: the deck at once, then what would be shared."""
    k.stage = "deck"
    k.press(f"Hand the device to {name}")
    come_forward(k, name)
    k.sees("1 of 24")
    answer_the_deck(k, name)
    k.sees("You have reached the end of the starter deck")
    k.stage = "aftercare"
    k.place("aftercare")
    for need in NEEDS:
        k.press(need)
    k.stage = "what I would share"
    k.place("what i")
    k.press("Mark ready")
    k.sees("You are ready.")
    k.press("Done")
    both(k)


def open_together(k: KeyPlayer) -> None:
    k.stage = "opening"
    k.press(f"{FIRST} is ready to look")
    k.press(f"{SECOND} is ready to look")
    k.until(lambda: k.find("Next") is not None, "the first card")
    while k.find("Next") is not None:
        k.press("Next")
    k.press(f"{FIRST}: add to our list")
    k.press(f"{SECOND}: add to our list")
    k.sees("It is on your shared list now.")


def talk(k: KeyPlayer) -> None:
    k.stage = "talk"
    k.press("See our list")
    k.press("Talk, one at a time")
    k.go_to("What you both understood")
    k.type("slowly and only the shoulders")
    k.press(f"{FIRST} agrees")
    k.press(f"{SECOND} agrees")
    k.sees("Saved as talked through")
    assert name_of(k.focus) == "Pick up to three for tonight", k.account("after the talk, what there is to do next")


def signals(k: KeyPlayer) -> None:
    k.stage = "signals"
    k.place("signals")
    k.press("Start from these")
    k.press("Practise together")
    while k.find("We practised this") is not None:
        k.press("We practised this")
    k.sees("Practised together on")
    assert name_of(k.focus) == "Signals", k.account("after practising, the heading")


def read(k: KeyPlayer, name: str) -> None:
    """My reading, handed over: every part, yes to the rest, the passphrase."""
    if k.find(f"Hand to {name}") is None:
        k.press("Read and say yes")
    k.press(f"Hand to {name}")
    come_forward(k, name)
    k.sees("My reading")
    for _ in range(3 * MOST_YESES):
        if k.find(f"{name}’s passphrase") is not None:
            break
        if name_of(k.focus) == "Next part":
            k.enter()
        else:
            k.yes()
    if k.stage == "ground rules":
        assert k.passphrases_of(name) <= MOST_PASSPHRASES
    k.go_to(f"{name}’s passphrase")
    k.passphrase(WORDS[name])
    k.press("Hand the device back")
    both(k)


def ground_rules(k: KeyPlayer) -> None:
    k.stage = "ground rules"
    k.place("ground")
    for name in (FIRST, SECOND):
        read(k, name)
    k.sees("agreed")


def propose(k: KeyPlayer, words: str) -> None:
    """Search for an activity and propose the first that is found."""
    k.go_to("Search everything")
    k.key(Key.Key_A, CTRL)
    k.type(words)
    found = k.player.page.editor.items.panel.list  # type: ignore[attr-defined]
    k.until(lambda: found.offers and words in found.offers[0].words.casefold(), words)
    k.enter()


def scene(k: KeyPlayer) -> None:
    k.stage = "scene"
    k.place("scenes")
    k.press("Outline a scene")
    k.until(lambda: QApplication.activeModalWidget() is not None, "the title")
    k.type("saturday")
    k.enter()
    k.press("Propose an activity")
    for words in ("massage", "kissing", "praise"):
        propose(k, words)
    k.press("No time limit yet")
    k.type("60")
    k.go_to("The evening")
    k.key(Key.Key_Up)
    for name in (FIRST, SECOND):
        read(k, name)


def printed(k: KeyPlayer, to: Path) -> None:
    """The scene's page, approved by each and saved."""
    k.stage = "print"
    k.press("Print…")
    for name in (FIRST, SECOND):
        k.press(f"{name} approves")
        k.who = name
        k.until(lambda: QApplication.activeModalWidget() is not None, "the passphrase")
        k.passphrase(WORDS[name])
        k.until(lambda: QApplication.activeModalWidget() is None, "approved")
    k.who = BOTH
    k.save_page(to)


def the_evening(k: KeyPlayer, pdf: Path) -> None:
    """From the first page to the printed one."""
    set_up(k)
    k.stage = "deck"
    k.press("What comes next")
    for name in (FIRST, SECOND):
        prepare(k, name)
    open_together(k)
    talk(k)
    signals(k)
    ground_rules(k)
    scene(k)
    printed(k, pdf)
    k.key(Key.Key_L, CTRL)
    k.sees("Welcome back")


def come_back(k: KeyPlayer) -> None:
    """The next day: one of them unlocks, and finds what was done."""
    k.stage, k.who = "the next day", FIRST
    k.key(Key.Key_Down)
    k.type(WORDS[FIRST])
    k.enter()
    k.until(lambda: k.player.controller.shell is not None, "the shell")
    for place, words in (("scenes", "saturday"), ("limits", "slowly and only the shoulders"), ("signals", "Practised")):
        k.place(place)
        k.sees(words)
    join_and_leave(k)


def join_and_leave(k: KeyPlayer) -> None:
    """Where the button was pressed that is not there any more, the keyboard is on Home."""
    k.place("home")
    session = k.player.shell.ws.session
    for act, name, here in ((f"{SECOND} joins", SECOND, 2), (f"{SECOND} leaves", FIRST, 1)):
        k.press(act)
        k.passphrase(WORDS[name])
        run_until(lambda: len(session.presence.here) == here)  # noqa: B023
        k.settle()
        assert k.focus is k.player.page.header._title, k.account(f"the heading after {act}")


def test_the_first_evening_by_keyboard(
    qtbot: QtBot, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    place, folder, pdf = tmp_path / "vault", tmp_path / "own", tmp_path / "pages.pdf"
    folder.mkdir()
    with by_keys(place, folder) as k:
        the_evening(k, pdf)
    page = "\n".join(sheet.extract_text() for sheet in PdfReader(pdf).pages)
    assert "Massage" in page
    with by_keys(place, folder) as again:
        come_back(again)
    for line in k.report():
        print(line)
        record_property("keys", line)
    for name in WORDS:
        assert k.yeses_of(name) <= MOST_YESES, name
    pressed = sum(k.keys.values())
    assert pressed <= MOST_OF_BEFORE * KEYS_BEFORE, f"{pressed} keys"
