"""The start pages in their order: welcome, set-up with its hand-overs, unlock, recovery."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from app.errors import VaultError, VaultMissing, VaultOlder
from app.ui.start.flow import StartFlow
from app.ui.start.places import place_in
from app.ui.start.unlock_view import UnlockView
from app.ui.vault_access import Introduction, LockReason, ShownMark, Upgrading, VaultAccess

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.services.long_work import LongWork
    from app.services.vault_service import Arrival, NewVault
    from app.ui.design.design import Design
    from app.ui.idle import Clocks
    from app.ui.prompts import Prompts

LOOKS = (("circle", "person_a"), ("square", "person_b"))
"""Initial shape and hue for the first and the second person."""


class StartPage(StartFlow):
    """Leads from the first page to an open vault; emits `opened` with the `Arrival`."""

    opened = Signal(object)
    reading = Signal()
    sample_asked = Signal()
    sample_left = Signal()

    def __init__(self, design: Design, access: VaultAccess, prompts: Prompts) -> None:
        super().__init__(design, access, prompts)
        self._new: NewVault | int = 0
        self._wanted = self._known = 0
        self._without_code: list[int] = []
        self._reason = LockReason.START
        self._sample: tuple[Path, str, bool] | None = None
        self.is_entering = False
        """Whether somebody's key is being derived or their spaces are being opened."""
        self.entering_since: Clocks | None = None
        """When they gave their passphrase or code."""

    def activate(self, reason: LockReason = LockReason.START) -> None:
        """Show the unlock page, the welcome page if there is no vault, or what is wrong with it."""
        self._new, self._reason = 0, reason
        try:
            marks = self._access.marks()
        except VaultMissing:
            self._show_welcome()
            if reason is LockReason.UNSAVED and self.view is not None:
                told = self.tr("Its folder is not there at the moment, so what you did last was not saved.")
                self.view.notice.show_notice(self.tr("The vault is locked"), told)
        except VaultError as error:
            self._show_welcome(error)
        else:
            self._show_unlock(marks)

    def show_sample(self, note: str, *, may_leave: bool) -> None:
        """The vault is a sample: the unlock page says so, and perhaps offers to leave it."""
        self._sample = self._access.place, note, may_leave

    # -- first page and unlocking

    def _show_welcome(self, error: VaultError | None = None) -> None:
        from app.ui.start.welcome_view import WelcomeView

        view = WelcomeView(self._design)
        view.chosen.connect(self._on_chosen)
        view.other_vault.connect(self.on_other_vault)
        view.restore.connect(self.on_restore)
        view.reading.connect(self.reading)
        view.sample.connect(self.sample_asked)
        self.show_view(view)
        if error is not None:
            self.show_error(error)

    def _show_unlock(self, marks: tuple[ShownMark, ...]) -> None:
        view = UnlockView(self._design)
        view.show_marks(marks)
        view.show_reason(self._reason)
        view.submitted.connect(self._unlock)
        view.recovery.connect(self._show_recover)
        view.other_vault.connect(self.on_other_vault)
        view.restore.connect(self.on_restore)
        view.reading.connect(self.reading)
        view.sample_left.connect(self.sample_left)
        self.show_view(view)
        if self._sample is not None and self._sample[0] == self._access.place:
            view.show_sample(*self._sample[1:])

    def _unlock(self, person_id: str, passphrase: str, upgrading: Upgrading | None = None) -> None:
        failed = self._entering(partial(self._unlock, person_id, passphrase))
        self._access.unlock(person_id, passphrase, self._on_opened, failed, upgrading, self._on_moving)

    def _recover(self, person_id: str, code: str, new: str, upgrading: Upgrading | None = None) -> None:
        failed = self._entering(partial(self._recover, person_id, code, new))
        self._access.recover(person_id, code, new, self._on_opened, failed, upgrading, self._on_moving)

    def _on_moving(self, work: LongWork) -> None:
        from app.ui.start.moving_view import MovingFlow

        MovingFlow(self, self._design, work, lambda: self.is_entering)

    def _offer_upgrade(self, again: Callable[[Upgrading], object]) -> None:
        from app.ui.start.upgrade import UpgradeFlow

        flow = UpgradeFlow(self, self._design, self._prompts, again)
        flow.left.connect(lambda: self.activate(self._reason))

    def _entering(self, again: Callable[[Upgrading], object] | None = None) -> Callable[[Exception], None]:
        """Somebody is being let in; the view they came from will say if they are not.

        `again` tries once more if an older vault is to be upgraded.
        """
        from app.ui.idle import Clocks

        view, self.is_entering, self.entering_since = self.view, True, Clocks.read()
        if view is not None:
            view.notice.clear()
            view.show_busy(True)

        def failed(error: Exception) -> None:
            self.is_entering = False
            if again is not None and isinstance(error, VaultOlder):
                self._offer_upgrade(again)
                return
            if view is not self.view:  # how far their file is was shown in its place
                self.activate(self._reason)
            if self.view is not None:
                self.view.refuse(error)

        return failed

    def _on_opened(self, arrival: Arrival) -> None:
        if self.view is not None:
            self.view.forget_passphrase()
        self.opened.emit(arrival)

    def on_other_vault(self) -> None:
        """Choose the folder of a different vault."""
        self._prompts.choose_folder(self.tr("Open a vault"), self._on_folder)

    def on_restore(self) -> None:
        """Choose a backup and restore it into a new folder."""
        from app.ui.start.restore import RestoreFlow

        flow = RestoreFlow(self, self._design, self._access, self._prompts)
        for ended in (flow.left, flow.restored):
            ended.connect(lambda: self.activate(self._reason))
        flow.choose()

    def _on_folder(self, folder: Path | None) -> None:
        if folder is not None:
            before, self._access.place = self._access.place, folder
            try:
                marks = self._access.marks()
            except VaultError as error:
                self._access.place = before
                self.show_error(error)
            else:
                self._show_unlock(marks)

    # -- recovery

    def _show_recover(self, person_id: str) -> None:
        if len(self._access.marks()) == 1:
            self._ask_for_code(person_id)
            return
        self.hand_over(
            self.tr("This is for you alone"),
            self.tr("A recovery code opens your private space. Enter it where nobody else can see it."),
            self.tr("I am alone"),
            lambda: self._ask_for_code(person_id),
        )

    def _ask_for_code(self, person_id: str) -> None:
        from app.ui.start.recovery_view import RecoverView

        view = RecoverView(self._design)
        self.rates(view.passphrase)
        view.back.connect(lambda: self.activate(self._reason))
        view.submitted.connect(partial(self._recover, person_id))
        self.show_view(view)

    # -- set-up

    def _on_chosen(self, people: int) -> None:
        self._new = self._wanted = people
        self._known, self._without_code = 0, []
        self._show_folder(self._show_person)

    def _show_folder(self, then: Callable[[], object]) -> None:
        from app.ui.start.welcome_view import FolderView

        view = FolderView(self._design, self._access.place)

        def chosen(folder: Path | None) -> None:
            if folder is not None and view is self.view:
                self._access.place = place_in(folder)
                view.show_folder(self._access.place)

        view.accepted.connect(then)
        view.choose_asked.connect(lambda: self._prompts.choose_folder(self.tr("A folder for the vault"), chosen))
        view.back.connect(self.activate)
        self.show_view(view)

    def _show_person(self) -> None:
        from app.ui.start.person_view import PersonView

        shape, hue = LOOKS[self._known]
        view = PersonView(self._design, title=self.tr("About you"), hue=hue, shape=shape)
        view.back.connect(self._show_hand_over if self._known else lambda: self._show_folder(self._show_person))
        self.show_person(view, self._on_person)

    def _on_person(self, person: Introduction) -> None:
        view, name = self.view, person.name
        if view is not None:
            view.show_busy(True)

        def derived(new: NewVault, code: str) -> None:
            if view is not None and view is self.view:
                view.forget_passphrase()
                self._new = new
                self._offer_code(name, code)

        self._access.introduce(self._new, person, derived, self.show_error)

    def _offer_code(self, name: str, code: str) -> None:
        number, self._known = self._known, self._known + 1
        is_last = self._known == self._wanted

        def decided(keeps_it: bool) -> None:
            if not keeps_it:
                self._without_code.append(number)
            if is_last:
                self._make()
            else:
                self._show_hand_over()

        self.show_code(name, code, decided, solo=self._wanted == 1, last=is_last)

    def _show_hand_over(self) -> None:
        self.hand_over(
            self.tr("Your partner’s turn"),
            self.tr("Hand over the device. What comes next is for your partner alone."),
            self.tr("I am here"),
            self._show_person,
            stop=self.activate,
        )

    def _make(self) -> None:
        """Write the vault, now that everybody has given a passphrase and decided about their code."""
        assert not isinstance(self._new, int)
        self._entering()
        self._access.create(self._new, tuple(self._without_code), self._on_opened, self._on_not_made)

    def _on_not_made(self, error: Exception) -> None:
        self.is_entering = False
        if isinstance(self._new, int) or self._new.is_made:
            self.activate()
        else:
            self._show_folder(self._make)
        self.show_error(error)
