"""What setting up a vault and joining one have in common: one view at a time, handing over, and the recovery code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedLayout, QWidget

from app.ui.kit.buttons import primary
from app.ui.kit.flow import discard
from app.ui.kit.labels import body, display
from app.ui.start.frame import StartFrame

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.ui.design.design import Design
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
        """Say what went wrong in the view that is shown."""
        if self.view is not None:
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

    def hand_over(self, title: str, text: str, button: str, then: Callable[[], object]) -> None:
        """Show who should look now, and nothing else, until they say that they do."""
        view = StartFrame(self._design)
        view.card.add_all(display(title), body(text), view.notice)
        view.first = primary(self._design, button, then)
        view.add_wide(view.first)
        self.show_view(view)

    def show_person(self, view: PersonView, finished: Callable[[Introduction], object]) -> None:
        """Let somebody introduce themselves."""
        view.finished.connect(finished)
        view.strength_asked.connect(lambda text: self._access.strength(text, view.show_strength, owner=view))
        self.show_view(view)

    def show_code(self, person: Introduction, code: str, decided: Callable[[bool], object], *, solo: bool) -> None:
        """Show somebody's recovery code; `decided` gets whether they keep it or do without one."""
        from app.ui.start.recovery_view import RecoveryCodeView

        view = RecoveryCodeView(self._design, person.name, code, solo=solo)
        view.confirmed.connect(lambda: decided(True))
        view.declined.connect(lambda: decided(False))
        view.print_asked.connect(lambda: self._access.print_recovery_page(code))

        def save(to: Path | None) -> None:
            if to is not None:
                self._access.save_recovery_page(code, to, view.show_saved, view.notice.show_error, owner=view)

        def choose() -> None:
            self._prompts.save_as(self.tr("Save the page"), "page.pdf", save, filters=self.tr("PDF (*.pdf)"))

        view.save_asked.connect(choose)
        self.show_view(view)
