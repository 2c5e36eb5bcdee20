"""What is shown while nobody is here: the unlock page, the making of the sample vault, the gallery."""

from __future__ import annotations

import secrets
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.ui.start.page import StartPage
from app.ui.text_size import resize_text
from app.ui.vault_access import LockReason

if TYPE_CHECKING:
    from pathlib import Path

    from app.bootstrap.sample_start import SampleStart, SelfCheck
    from app.bootstrap.vault_access import ThreadedVaultAccess
    from app.bootstrap.warm_up import WarmUp
    from app.hardening.start import Start
    from app.ui.design.design import Design
    from app.ui.idle import Clocks
    from app.ui.preferences import Preferences
    from app.ui.prompts import Prompts
    from app.ui.window import MainWindow


class OutsidePages(QObject):
    """Puts them into the window."""

    opened = Signal(object)
    """The `Arrival` of somebody who was let in."""

    def __init__(
        self,
        start: Start,
        window: MainWindow,
        design: Design,
        settings: Preferences,
        access: ThreadedVaultAccess,
        prompts: Prompts,
        warm_up: WarmUp,
    ) -> None:
        super().__init__(window)
        self._start, self._window, self._design, self._settings = start, window, design, settings
        self._access, self.prompts, self._warm_up = access, prompts, warm_up
        access.beside = lambda: tuple(filter(None, (access.place, settings.second_place)))
        self._sample: SampleStart | None = None
        self._place_before: Path | None = None
        """Where the person's own vault is, or will be, while they look at the sample."""
        window.text_size_asked.connect(partial(resize_text, design, settings))
        self.check: SelfCheck | None = None
        """Visits every page once, if it was asked to."""

    def begin(self) -> None:
        """Show the first page, or make the sample vault."""
        if self._start.options.gallery:
            _show_gallery(self._window, self._design)
            return
        if self._start.options.self_check:
            from app.bootstrap.sample_start import SelfCheck

            self.check = SelfCheck(self)
            self._warm_up.failed.connect(self.check.fail)
        if self._start.options.demo:
            self._make_sample()
        else:
            self.show_start(LockReason.START)

    def show_start(self, reason: LockReason, error: Exception | None = None) -> None:
        """Show the unlock page, and on it why nobody is here."""
        page = StartPage(self._design, self._access, self.prompts)
        page.opened.connect(self.opened)
        page.sample_asked.connect(self.look_around)
        page.sample_left.connect(self.leave_sample)
        page.reading.connect(partial(_show_reading, self._window, self._design, self._settings))
        self._window.show_content(page)
        if self.is_sample:
            page.show_sample(self.banner, may_leave=self._place_before is not None)
        page.activate(reason)
        if error is not None:
            page.show_error(error)

    @property
    def is_making_sample(self) -> bool:
        """Whether the sample vault is being made."""
        return self._sample is not None and self._sample.is_making

    @property
    def banner(self) -> str:
        """What the shell says of the sample vault."""
        return self._sample.banner if self._sample is not None and self.is_sample else ""

    @property
    def is_sample(self) -> bool:
        """Whether the vault is a sample, which is deleted when the program ends."""
        return self._access.place.is_relative_to(self._start.temporary)

    @property
    def is_entering(self) -> bool:
        """Whether somebody has given their passphrase and is being let in."""
        return self._page is not None and self._page.is_entering

    @property
    def entering_since(self) -> Clocks | None:
        """Since when."""
        return self._page.entering_since if self._page is not None else None

    @property
    def _page(self) -> StartPage | None:
        page = self._window.content
        return page if isinstance(page, StartPage) else None

    def look_around(self) -> None:
        """Make a sample vault, and open that instead of one of the person's."""
        self._place_before = self._access.place
        self._access.place = self._start.temporary / secrets.token_hex(4)
        self._make_sample()

    def leave_sample(self) -> None:
        """Go back to where the person was before they looked around."""
        if self._place_before is not None:
            self._access.place, self._place_before = self._place_before, None
        self.show_start(LockReason.START)

    def _make_sample(self) -> None:
        from app.bootstrap.sample_start import SampleStart

        self._sample = SampleStart(self._access, self.prompts, self._window, self._design)
        self._sample.made.connect(self._on_sample)
        if self.check is not None:
            self._sample.failed.connect(self.check.fail)
        self._sample.make()

    def _on_sample(self, person_id: str, passphrase: str) -> None:
        self.show_start(LockReason.START)
        if self.check is not None:
            self._access.unlock(person_id, passphrase, self.opened.emit, self.prompts.show_error)


def _show_gallery(window: MainWindow, design: Design) -> None:
    from app.ui.gallery import Gallery

    gallery = Gallery(design)
    design.apply(gallery)
    window.show_content(gallery, dressed=True)


def _show_reading(window: MainWindow, design: Design, settings: Preferences) -> None:
    """Show the reading texts, which need no passphrase."""
    from app.bootstrap.reading_window import show_reading

    show_reading(window, design, settings)
