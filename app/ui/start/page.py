"""The start pages in their order: welcome, set-up with its hand-overs, unlock, recovery.

Each view is imported when it is shown: most starts need only the one for unlocking.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from app.errors import VaultError, VaultMissing
from app.ui.start.unlock_view import UnlockView
from app.ui.vault_access import Introduction, LockReason, Made, ShownMark, VaultAccess
from app.ui.wording import fill

if TYPE_CHECKING:
    from pathlib import Path

    from app.services.vault_service import Arrival
    from app.ui.design.design import Design
    from app.ui.prompts import Prompts
    from app.ui.start.frame import StartFrame

LOOKS = (("circle", "person_a"), ("square", "person_b"))
"""Shape and hue that the first and the second person start from."""


class StartPage(QWidget):
    """Leads from the first page to an open vault. `opened` carries the `Arrival`."""

    opened = Signal(object)
    reading = Signal()

    def __init__(self, design: Design, access: VaultAccess, prompts: Prompts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._design, self._access, self._prompts = design, access, prompts
        self._stack = QStackedLayout(self)
        # Kept here: asking the layout for it makes PySide look through all its classes once.
        self._view: StartFrame | None = None
        self._people: list[Introduction] = []
        self._wanted = 0
        self._reason = LockReason.START
        self.is_entering = False
        """Whether somebody's key is being derived or their spaces are being opened."""

    @property
    def view(self) -> StartFrame | None:
        """What is shown now."""
        return self._view

    def activate(self, reason: LockReason = LockReason.START) -> None:
        """Show the unlock page, the welcome where there is no vault, or what was found instead of one."""
        self._people = []
        self._reason = reason
        try:
            marks = self._access.marks()
        except VaultMissing:
            self._show_welcome()
        except VaultError as error:
            self._show_welcome(error)
        else:
            self._show_unlock(marks)

    def _show(self, view: StartFrame) -> None:
        before, self._view = self._view, view
        self._stack.addWidget(view)
        self._stack.setCurrentWidget(view)
        if before is not None:
            self._stack.removeWidget(before)
            before.hide()
            before.deleteLater()
        focus = getattr(view, "focus_first", None)
        if focus is not None:
            focus()

    # -- first page and unlocking

    def _show_welcome(self, error: VaultError | None = None) -> None:
        from app.ui.start.welcome_view import WelcomeView

        view = WelcomeView(self._design)
        view.chosen.connect(self._on_chosen)
        view.other_vault.connect(self.on_other_vault)
        view.reading.connect(self.reading)
        self._show(view)
        if error is not None:
            view.notice.show_error(error)

    def _show_unlock(self, marks: tuple[ShownMark, ...]) -> None:
        view = UnlockView(self._design)
        view.show_marks(marks)
        view.show_reason(self._reason)
        view.submitted.connect(self._on_unlock)
        view.recovery.connect(self._show_recover)
        view.other_vault.connect(self.on_other_vault)
        view.reading.connect(self.reading)
        self._show(view)
        note = self._access.demo_note()
        if note:
            view.show_note(note)

    def _on_unlock(self, person_id: str, passphrase: str) -> None:
        view = self.view
        if not isinstance(view, UnlockView):
            return
        view.notice.clear()
        self.is_entering = True
        view.show_busy(True)
        self._access.unlock(person_id, passphrase, self._on_opened, self._on_unlock_failed)

    def _on_unlock_failed(self, error: Exception) -> None:
        self.is_entering = False
        view = self.view
        if isinstance(view, UnlockView):
            view.show_busy(False)
            view.clear_passphrase()
            view.notice.show_error(error)
            view.passphrase.setFocus()

    def _on_opened(self, arrival: Arrival) -> None:
        view = self.view
        if isinstance(view, UnlockView):
            view.clear_passphrase()
        self.opened.emit(arrival)

    def on_other_vault(self) -> None:
        """Choose the folder of another vault."""
        self._prompts.choose_file(self.tr("Open a vault"), self._on_folder, folder=True)

    def _on_folder(self, folder: Path | None) -> None:
        if folder is not None:
            before = self._access.place
            self._access.set_place(folder)
            try:
                marks = self._access.marks()
            except VaultError as error:
                self._access.set_place(before)
                self.show_error(error)
            else:
                self._show_unlock(marks)

    def show_error(self, error: Exception) -> None:
        """Say what went wrong above what is shown now."""
        notice = getattr(self.view, "notice", None)
        if notice is not None:
            notice.show_error(error)

    # -- recovery

    def _show_recover(self, person_id: str) -> None:
        from app.ui.start.recovery_view import RecoverView

        view = RecoverView(self._design)
        view.back.connect(lambda: self.activate(self._reason))
        view.submitted.connect(lambda code, new: self._on_recover(person_id, code, new))
        self._show(view)

    def _on_recover(self, person_id: str, code: str, passphrase: str) -> None:
        from app.ui.start.recovery_view import RecoverView

        view = self.view
        if isinstance(view, RecoverView):
            self.is_entering = True
            view.show_busy(True)
            self._access.recover(person_id, code, passphrase, self.opened.emit, self._on_recover_failed)

    def _on_recover_failed(self, error: Exception) -> None:
        self.is_entering = False
        from app.ui.start.recovery_view import RecoverView

        view = self.view
        if isinstance(view, RecoverView):
            view.show_busy(False)
            view.notice.show_error(error)
            view.focus_first()

    # -- set-up

    def _on_chosen(self, people: int) -> None:
        self._wanted = people
        self._people = []
        self._show_place()

    def _show_place(self) -> None:
        from app.ui.start.place_view import PlaceView

        view = PlaceView(self._design, self._access.place)
        view.accepted.connect(self._show_person)
        view.choose_asked.connect(self._on_choose_place)
        view.back.connect(self.activate)
        self._show(view)

    def _on_choose_place(self) -> None:
        self._prompts.choose_file(self.tr("A folder for the vault"), self._on_place, folder=True)

    def _on_place(self, folder: Path | None) -> None:
        from app.ui.start.place_view import PlaceView

        view = self.view
        if folder is not None and isinstance(view, PlaceView):
            empty = folder if not folder.exists() or not any(folder.iterdir()) else folder / "Accord"
            self._access.set_place(empty)
            view.show_folder(empty)

    def _show_person(self) -> None:
        from app.ui.start.person_view import PersonView

        number = len(self._people)
        shape, hue = LOOKS[number]
        if self._wanted == 1:
            title = self.tr("About you")
        else:
            title = self.tr("The first of you") if number == 0 else self.tr("The second of you")
        view = PersonView(self._design, title=title, hue=hue, shape=shape, last=number + 1 == self._wanted)
        view.finished.connect(self._on_person)
        view.back.connect(self._show_place)
        view.strength_asked.connect(lambda text: self._access.strength(text, view.show_strength, owner=view))
        self._show(view)

    def _on_person(self, person: Introduction) -> None:
        self._people.append(person)
        if len(self._people) < self._wanted:
            self._hand_over(
                self.tr("Now the other one"),
                self.tr("Hand over the device. What comes next is for the second of you alone."),
                self.tr("I am here"),
                self._show_person,
            )
        else:
            self._make()

    def _hand_over(self, title: str, text: str, button: str, then: object) -> None:
        from app.ui.start.interstitial_view import InterstitialView

        view = InterstitialView(self._design, title, text, button)
        view.taken.connect(then)
        self._show(view)

    def _make(self) -> None:
        from app.ui.start.person_view import PersonView

        view = self.view
        if isinstance(view, PersonView):
            view.show_busy(True)
        self._access.create(tuple(self._people), self._on_made, self._on_make_failed)

    def _on_make_failed(self, error: Exception) -> None:
        from app.ui.start.person_view import PersonView

        view = self.view
        self._people = self._people[:-1]
        if isinstance(view, PersonView):
            view.show_busy(False)
            view.notice.show_error(error)

    def _on_made(self, made: Made) -> None:
        from app.ui.start.person_view import PersonView

        # The passphrases have done their work; only names and marks are still needed.
        self._people = [person.without_passphrase() for person in self._people]
        view = self.view
        if isinstance(view, PersonView):
            view.forget_passphrase()
        self._show_code_of(made, 0)

    def _show_code_of(self, made: Made, number: int) -> None:
        if number >= len(self._people):
            self._people = []
            self._access.enter_made(self.opened.emit, self.show_error)
            return
        if len(self._people) == 1:
            self._show_code(made, number)
            return
        name = self._people[number].name
        title = fill(self.tr("This is for {name}"), name=name)
        text = fill(self.tr("A recovery code comes next. Only {name} looks at it."), name=name)
        button = fill(self.tr("I am {name}"), name=name)
        self._hand_over(title, text, button, lambda: self._show_code(made, number))

    def _show_code(self, made: Made, number: int) -> None:
        from app.ui.start.recovery_view import RecoveryCodeView

        person, code = self._people[number], made.recovery_codes[number]
        view = RecoveryCodeView(self._design, person.name, code, solo=len(self._people) == 1)
        mark = ShownMark(made.person_ids[number], person.shape, person.hue, person.initial)
        view.confirmed.connect(lambda: self._show_code_of(made, number + 1))
        view.save_asked.connect(lambda: self._on_save_code(code, mark))
        view.print_asked.connect(lambda: self._access.print_recovery_page(code, mark, self.show_error))
        self._show(view)

    def _on_save_code(self, code: str, mark: ShownMark) -> None:
        def save(to: Path | None) -> None:
            if to is not None:
                self._access.save_recovery_page(code, mark, to, self._on_code_saved, self.show_error, owner=self)

        self._prompts.choose_file(
            self.tr("Save the page"), save, save=True, suggested="page.pdf", filters=self.tr("PDF (*.pdf)")
        )

    def _on_code_saved(self) -> None:
        from app.ui.start.recovery_view import RecoveryCodeView

        view = self.view
        if isinstance(view, RecoveryCodeView):
            view.notice.show_notice(
                self.tr("Saved"), self.tr("The file is not encrypted. Move it to where only you look.")
            )
