"""The card *Yours to keep*: everything of one's own in a file that other programs read, and reading it back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from app.errors import InputError, NotReady
from app.models.base import PersonId
from app.models.changes import Changes
from app.models.own_data import OwnData
from app.services import own_data
from app.services.own_data import JSON_NAME, MARKDOWN_NAME
from app.ui.kit.buttons import Button, quiet, secondary
from app.ui.kit.flow import add_to, button_row
from app.ui.kit.notice import NoticeTone
from app.ui.moving import WhileMoving
from app.ui.settings.keepsakes import KeepsakeWriter
from app.ui.settings.own_card import OwnCard
from app.ui.settings.own_markdown import OwnMarkdown
from app.ui.wording import fill
from app.ui.workspace import Workspace


class YoursCard(OwnCard):
    """Saves files without encryption, after a warning; reads one back into a vault for one in which nothing is yet."""

    def __init__(self, ws: Workspace) -> None:
        told = self.tr(
            "Save everything of your own to a file that other programs can read: your list, your journal, your "
            "check-ins and everything else private, and the texts you both agreed to, without your partner’s own "
            "words. JSON has every detail, and can be read back into a new vault; Markdown is for reading."
        )
        together = self.tr("You can each save your own when you are alone.")
        super().__init__(ws, self.tr("Yours to keep"), "download-simple", told, together=together)
        self._json = secondary(ws.design, self.tr("Save as JSON…"), self.on_json)
        self._markdown = secondary(ws.design, self.tr("Save as Markdown…"), self.on_markdown)
        self._read = quiet(ws.design, self.tr("Read a saved file…"), self.on_read)
        self._read.setVisible(ws.is_solo)
        buttons = self._json, self._markdown, self._read
        add_to(self.column, button_row(*buttons), WhileMoving(ws.moving, *buttons))

    def on_json(self) -> None:
        """Warn, then choose where to save everything."""
        filters = self.tr("JSON (*.json)")
        self._warn(lambda: self._ws.prompts.save_as(self.tr("Save"), JSON_NAME, self._save_json, filters=filters))

    def on_markdown(self) -> None:
        """Warn, then choose where to save it to be read."""
        filters = self.tr("Markdown (*.md)")
        self._warn(
            lambda: self._ws.prompts.save_as(self.tr("Save"), MARKDOWN_NAME, self._save_markdown, filters=filters)
        )

    def _warn(self, then: Callable[[], object]) -> None:
        self._ws.prompts.confirm(
            self.tr("Save without encryption?"),
            self.tr(
                "The file has everything you wrote in private, and whoever finds it can read it. Save it somewhere "
                "only you will look, such as an encrypted stick, and delete it when you no longer need it."
            ),
            self.tr("Save"),
            then,
            danger=True,
        )

    def _save_json(self, to: Path | None) -> None:
        self._save(self._json, to, own_data.save_json)

    def _save_markdown(self, to: Path | None) -> None:
        ws = self._ws
        writer = OwnMarkdown(ws.catalogue)
        self._save(self._markdown, to, lambda path, data: own_data.save_markdown(path, writer.text(data)))

    def _save(self, pressed: Button, to: Path | None, save: Callable[[Path, OwnData], object]) -> None:
        if to is None:
            return
        ws, me, words = self._ws, self._ws.me, pressed.words
        writer, now = KeepsakeWriter(ws.person(me), ws.catalogue, ws.texts), ws.clock()

        def ready() -> None:
            pressed.show_text(words)
            self._box.setEnabled(True)

        def saved(_none: object) -> None:
            ready()
            self.notice.show_notice(self.tr("Saved"), self.tr("The file is not encrypted."), NoticeTone.SUCCESS)

        def failed(error: Exception) -> None:
            ready()
            self.notice.show_error(error)

        def collected(data: OwnData) -> None:
            ws.pages(partial(save, to, data), saved, failed, owner=self)

        pressed.show_text(self.tr("Saving…"))
        self._box.setEnabled(False)
        ws.read(
            lambda uow: own_data.collect(uow, person=me, keeping=writer.entry, now=now), collected, failed, owner=self
        )

    def on_read(self) -> None:
        """Choose a file that was saved as JSON, and read it into this vault if nothing is in it yet."""
        self._ws.prompts.choose_files(
            self.tr("Read a saved file"), partial(self._on_chosen, self._ws.me), filters=self.tr("JSON (*.json)")
        )

    def _on_chosen(self, me: PersonId, chosen: tuple[Path, ...]) -> None:
        if not chosen:
            return
        words = self._read.words

        def ready() -> None:
            self._read.show_text(words)
            self._box.setEnabled(True)

        def done(_changes: Changes) -> None:
            ready()
            told = self.tr("Everything in the file is in this vault now. The file itself stays where it is.")
            self.notice.show_notice(self.tr("The file was read"), told, NoticeTone.SUCCESS)

        def failed(error: Exception) -> None:
            ready()
            if isinstance(error, NotReady):
                told = self.tr("A file can be read into a new vault only, and something was written in this one.")
                self.notice.show_notice(self.tr("This vault is not empty"), told, NoticeTone.WARNING)
            elif isinstance(error, InputError):
                self.notice.show_notice(self.tr("This file cannot be read"), self._refusal(error), NoticeTone.WARNING)
            else:
                self.notice.show_error(error)

        def read(data: OwnData) -> None:
            self._ws.write(
                me, lambda uow: own_data.bring_in(uow, person=me, data=data), by=self, done=done, failed=failed
            )

        self._read.show_text(self.tr("Reading…"))
        self._box.setEnabled(False)
        self._ws.pages(partial(own_data.read_json, chosen[0]), read, failed, owner=self)

    def _refusal(self, error: InputError) -> str:
        """What is wrong with a file, in a sentence."""
        if error.detail != "file":
            told = self.tr("It is damaged or was edited: “{part}” is not as Accord saves it. Nothing was changed.")
            return fill(told, part=error.detail)
        return {
            "unreadable": self.tr("Accord was not able to open it. Nothing was changed."),
            "large": self.tr("It is larger than any file that Accord saves. Nothing was changed."),
            "newer": self.tr("A newer version of Accord saved it. Nothing was changed. Install that version first."),
            "foreign": self.tr("Accord did not save it with “Save as JSON…”. Nothing was changed."),
        }.get(error.reason, self.tr("It is damaged: cut short, or edited. Nothing was changed."))
