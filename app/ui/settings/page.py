"""The screen *Settings*: appearance, oneself, locking, own passphrase and code, the vault's place, backups, about."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from app.assets import load
from app.models.notices import BundleNotices
from app.ui.design.design import Design
from app.ui.design.tokens import Size, Space, Theme
from app.ui.kit.buttons import primary, quiet
from app.ui.kit.flow import Column, button_row
from app.ui.kit.labels import body, caption, soft, strong
from app.ui.kit.segments import Segments
from app.ui.kit.strings import breakable
from app.ui.kit.surfaces import Card
from app.ui.page import Page
from app.ui.page_id import PageId
from app.ui.prompts import Dialog
from app.ui.settings.about_me import AboutMeCard
from app.ui.settings.backups import BackupsCard
from app.ui.settings.leaving import LeavingCard
from app.ui.settings.locking import LockingCard
from app.ui.settings.new_keys import NewKeysCard
from app.ui.settings.secrets import SecretsCard
from app.ui.settings.text_size import TextSize
from app.ui.settings.yours import YoursCard
from app.ui.text_size import set_text
from app.ui.workspace import Workspace


class NoticesDialog(Dialog):
    """One part after the other: what it is, by whom, its licence."""

    def __init__(self, design: Design, language: str, parent: QWidget) -> None:
        super().__init__(design, self.tr("What comes with Accord"), parent)
        notices = load(BundleNotices, language)
        self.body.addWidget(body(notices.own))
        for part in notices.parts:
            self.body.addWidget(Column(strong(part.what), soft(part.by), caption(part.licence), spacing=Space.NONE))
        self.body.addWidget(strong(self.tr("Qt, under the LGPL")))
        self.body.addWidget(body(notices.qt))
        close = primary(design, self.tr("Close"), self.accept)
        close.setDefault(True)
        self.add_button(close)
        close.setFocus()


class SettingsPage(Page):
    """Every change takes effect at once."""

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(ws, parent, width=Size.QUESTION)
        self.build_head(self.tr("Settings"))
        self.fill(self._build())

    def _build(self) -> Iterator[None]:
        yield from self._build_look()
        self.about_me = AboutMeCard(self.ws)
        self.body.addWidget(self.about_me)
        yield
        self.locking = LockingCard(self.ws)
        self.body.addWidget(self.locking)
        yield
        self.secrets = SecretsCard(self.ws)
        self.body.addWidget(self.secrets)
        yield
        self.new_keys = NewKeysCard(self.ws)
        self.body.addWidget(self.new_keys)
        yield
        self.yours = YoursCard(self.ws)
        self.body.addWidget(self.yours)
        yield
        self.leaving = LeavingCard(self.ws)
        self.leaving.resources_wanted.connect(lambda: self.go(PageId.READING, "resources"))
        self.body.addWidget(self.leaving)
        yield
        self.body.addWidget(self._build_place())
        yield
        self.backups = BackupsCard(self.ws)
        self.body.addWidget(self.backups)
        yield
        self.body.addWidget(self._build_about())
        self.body.addStretch(1)

    def _build_look(self) -> Iterator[None]:
        ws = self.ws
        card = Card(ws.design)
        card.add_header(self.tr("Appearance"), icon="sun")
        self.body.addWidget(card)
        yield
        themes = [
            (Theme.SYSTEM, self.tr("Same as the system")),
            (Theme.LIGHT, self.tr("Light")),
            (Theme.DARK, self.tr("Dark")),
        ]
        self.theme = card.add(Segments(ws.design, self.tr("Light or dark"), themes, on=self._on_theme))
        yield
        self.scale = card.add(TextSize(ws.design))
        self.scale.chosen.connect(lambda scale: set_text(ws.design, ws.settings, scale))
        card.add(caption(self.tr("Language: English is the only one so far.")))
        yield

    def _build_place(self) -> Card:
        card = Card(self.ws.design)
        card.add_header(self.tr("Where the vault is"), icon="folder-simple")
        self._place = card.add(body(""))
        told = self.tr(
            "To move it, lock, move the whole folder, and open it from the unlock page with “Another vault…”. Use one "
            "folder on one computer: Accord does not support two computers at once yet."
        )
        synchronised = self.tr(
            "A folder that is synchronised can replace files while Accord is open, or leave extra copies beside them, "
            "and others may see the sizes of its files and when they change. A backup or a stick is the better way."
        )
        card.add_all(soft(told), soft(synchronised))
        return card

    def _build_about(self) -> Card:
        card = Card(self.ws.design)
        card.add_header(self.tr("About"), icon="info")
        card.add(body(self.tr("Accord, for adults. Not a contract, not therapy, not proof of consent.")))
        for line in self.ws.about:
            card.add(soft(str(line)))
        card.add(button_row(quiet(self.ws.design, self.tr("What comes with Accord"), self._show_notices)))
        return card

    def _show_notices(self) -> None:
        NoticesDialog(self.ws.design, self.ws.settings.language, self.window()).open()

    def activate(self, argument: object = None) -> None:
        """Show the settings."""
        self.theme.show_choice(self.ws.design.theme)
        self.scale.show_scale(self.ws.design.scale)
        self._show_own()
        self._place.show_text(breakable(str(self.ws.settings.vault or "")))

    def left(self) -> None:
        """Drop what was typed and not confirmed."""
        cards = (self.about_me, self.locking, self.secrets, self.new_keys, self.yours, self.leaving, self.backups)
        for card in cards:
            card.forget()

    def on_presence_changed(self) -> None:
        """Show what is one person's own only to a person who is alone."""
        self._show_own()

    def _show_own(self) -> None:
        cards = (self.about_me, self.locking, self.secrets, self.new_keys, self.yours, self.leaving, self.backups)
        for card in cards:
            card.activate()

    def _on_theme(self, theme: object) -> None:
        chosen = Theme(str(theme))
        self.ws.settings.theme = chosen
        self.ws.design.set_theme(chosen)
