"""What setting up a vault and joining one have in common: one view at a time, handing over, and the recovery code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedLayout, QWidget

from app.ui.kit.buttons import primary, quiet
from app.ui.kit.flow import discard
from app.ui.kit.labels import body, display
from app.ui.start.frame import StartFrame

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.ui.design.design import Design
    from app.ui.kit.new_passphrase import NewPassphrase
    from app.ui.prompts import Prompts
    from app.ui.start.person_view import PersonView
    from app.ui.vault_access import Introduction, VaultAccess


class StartFlow(QWidget):
    """Shows one view at a time; each is imported when it is shown, as most starts only unlock."""

    def __init__(self, design: Design, access: VaultAccess, prompts: Prompts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._design, self._access, self._prompts = design, access, prompts
        self._stack = QStackedLayout(self)
        self.view: StartFrame | None = None
        """What is shown; asking the layout for it would make PySide look through all its classes once."""

    def show_error(self, error: Exception) -> None:
        """Say what went wrong in the view that is shown, which can be used again."""
        if self.view is not None:
            self.view.show_busy(False)
            self.view.notice.show_error(error)

    def show_view(self, view: StartFrame) -> None:
        """Show a view in place of the one before, which is deleted."""
        before, self.view = self.view, view
        self._stack.addWidget(view)
        self._stack.setCurrentWidget(view)
        if before is not None:
            self._stack.removeWidget(before)
            discard(before)
        view.focus_first()

    def hand_over(
        self, title: str, text: str, button: str, then: Callable[[], object], stop: Callable[[], object] | None = None
    ) -> None:
        """Show who should look now, and nothing else, until they say that they do. `stop`: what gives it all up."""
        view = StartFrame(self._design)
        view.card.add_all(display(title), body(text), view.notice)
        view.first = primary(self._design, button, then)
        view.add_acts(view.first, *(() if stop is None else (quiet(self._design, self.tr("Start over"), stop),)))
        self.show_view(view)

    def show_person(self, view: PersonView, finished: Callable[[Introduction], object]) -> None:
        """Let somebody introduce themselves."""
        view.finished.connect(finished)
        self.rates(view.passphrase)
        self.show_view(view)

    def rates(self, passphrase: NewPassphrase) -> None:
        """Let the meter of a new passphrase show how strong it is."""
        passphrase.strength_asked.connect(
            lambda text: self._access.strength(text, passphrase.show_strength, owner=passphrase)
        )

    def show_code(self, name: str, code: str, decided: Callable[[bool], object], *, solo: bool, last: bool) -> None:
        """Show somebody's recovery code; `decided` gets whether they keep it or do without one."""
        from app.ui.start.recovery_view import RecoveryCodeView

        view = RecoveryCodeView(self._design, name, code, solo=solo, last=last)
        offered = view.code
        offered.confirmed.connect(lambda: decided(True))
        offered.declined.connect(lambda: decided(False))

        def save(to: Path | None) -> None:
            if to is not None:
                self._access.save_recovery_page(code, to, offered.show_saved, view.notice.show_error, owner=view)

        def choose() -> None:
            self._prompts.save_as(self.tr("Save the page"), "page.pdf", save, filters=self.tr("PDF (*.pdf)"))

        offered.save_asked.connect(choose)
        offered.print_asked.connect(lambda: save(self._access.print_recovery_page(code)))
        self.show_view(view)
