"""A second process: Sam, alone, unlocks the vault and withdraws one item. Arguments: vault folder, own folder."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

import app.storage.slots
from app.ui.agreement.withdraw import WithdrawPanel
from app.ui.kit.mark import MarkButton
from app.ui.page_id import PageId
from tests.end_to_end.player import Player, program

SAM = "amber window garden"


def withdraw(player: Player) -> None:
    """By what is on the screen alone."""
    player.shown(MarkButton)[1].click()
    player.type("Passphrase", SAM)
    player.press("Unlock")
    player.until(lambda: player.controller.shell is not None, "the shell")
    player.settle(100)
    player.go(PageId.SCENES)
    player.choose("Saturday evening")
    player.press("Withdraw: Massage")
    player.until(lambda: bool(player.shown(WithdrawPanel)), "the question")
    assert "Zephyrine will see that this is no longer agreed" in player.words()
    player.press("Withdraw now")
    player.until(lambda: "No longer agreed" in player.words(), "the agreed page")


def main() -> int:
    """Run it."""
    app.storage.slots.DEFAULT_POLICY = app.storage.slots.MINIMUM_POLICY
    application = QApplication([])
    application.setStyle("Fusion")
    with program(Path(sys.argv[1]), Path(sys.argv[2])) as player:
        withdraw(player)
    print("withdrawn")
    return 0


if __name__ == "__main__":
    sys.exit(main())
