"""The first pages without a vault: what this is, for one or for two, and the folder of a new vault."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal

from app.ui.design.design import Design
from app.ui.design.early import CENTRED_TEXT
from app.ui.kit.buttons import primary, quiet, secondary
from app.ui.kit.flow import FirstFlow
from app.ui.kit.labels import body, caption, display, soft, strong
from app.ui.kit.surfaces import ClickRow, Rows
from app.ui.start.frame import StartFrame


class WelcomeView(StartFrame):
    """Offers a vault for two, for one, or an existing one."""

    chosen = Signal(int)
    other_vault = Signal()
    restore = Signal()
    reading = Signal()
    sample = Signal()

    def __init__(self, design: Design) -> None:
        super().__init__(design)
        self.first = self.card.add(display(self.tr("Accord")))
        told = self.tr(
            "For adults: a place to say what you want and what you do not, and to agree on a scene together. It is not "
            "a contract, not therapy and not proof of consent; either of you can change your mind at any time."
        )
        self.card.add_all(body(told), self.notice, strong(self.tr("Who is it for?")))
        two = self.tr("You each answer alone; you see what you are both open to.")
        self.two = ClickRow(design, self.tr("Two of us"), two)
        one = self.tr("A private list of your own. Your partner can join later.")
        self.one = ClickRow(design, self.tr("Just me"), one, first=False)
        self.card.add(Rows(design)).add_all(self.two, self.one)
        self.two.clicked.connect(lambda: self.chosen.emit(2))
        self.one.clicked.connect(lambda: self.chosen.emit(1))
        self.card.add(
            soft(
                self.tr(
                    "If you are afraid of how your partner would take a no, start with “Just me”. “Reading and "
                    "resources” lists people who can help, and opens without a passphrase."
                )
            )
        )
        other = quiet(design, self.tr("Open an existing vault…"), self.other_vault.emit)
        back = quiet(design, self.tr("Restore a backup…"), self.restore.emit)
        read = quiet(design, self.tr("Reading and resources"), self.reading.emit)
        around = secondary(design, self.tr("Look around first"), self.sample.emit)
        about = caption(self.tr("A sample vault of two made-up people, deleted when you quit."))
        about.setProperty(*CENTRED_TEXT)
        self.card.add_all(FirstFlow(around), about, FirstFlow(other, back, read))
        self.say_below(soft(self.tr("Nothing leaves this computer. Accord is for one or two people so far.")))


class FolderView(StartFrame):
    """Shows the folder; a different one can be chosen."""

    accepted = Signal()
    choose_asked = Signal()
    back = Signal()

    def __init__(self, design: Design, folder: Path) -> None:
        super().__init__(design)
        self.card.add(display(self.tr("Where to keep it")))
        self.card.add(body(self.tr("A vault is one folder on this computer. Everything in it is encrypted.")))
        self._folder = self.card.add(strong(str(folder)))
        told = self.tr(
            "A name that gives nothing away is best. If the folder is synchronised, others may see the sizes of its "
            "files."
        )
        self.card.add_all(soft(told), self.notice)
        self.first = primary(design, self.tr("Continue"), self.accepted.emit)
        other = quiet(design, self.tr("Choose another folder…"), self.choose_asked.emit)
        self.add_acts(self.first, other, back=quiet(design, self.tr("Back"), self.back.emit))

    def show_folder(self, folder: Path) -> None:
        """Show the folder that was chosen."""
        self._folder.setText(str(folder))
