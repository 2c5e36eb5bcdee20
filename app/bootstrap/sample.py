"""The sample vault of `accord --demo` with its made-up people, and the self-check that visits every page of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from app.models.base import IdSource
    from app.models.catalogue import Catalogue
    from app.models.texts import Texts
    from app.services.vault_service import VaultService
    from app.ui.shell.shell import Shell


def make_sample_vault(
    service: VaultService, place: Path, catalogue: Catalogue, texts: Texts, *, now: datetime, new_id: IdSource
) -> str:
    """Make and fill the sample vault, which takes some seconds; returns names and passphrases in one line."""
    from app.assets import load
    from app.models.sample import SampleCouple
    from app.services.sample import SampleBuilder
    from app.storage.creation import NewPerson

    sample = load(SampleCouple)
    people = [NewPerson(each.mark, each.passphrase, each.name, each.pronouns) for each in sample.people]
    created = service.create(place, people)
    first, second = created.person_ids
    service.open(place)
    for unlocked in created.unlocked:
        service.admit(unlocked)

    SampleBuilder(
        units=service.unit,
        sample=sample,
        catalogue=catalogue,
        texts=texts,
        people=(first, second),
        now=now,
        today=now.astimezone().date(),
        new_id=new_id,
    ).fill()
    service.close()
    return " · ".join(f"{each.name}: {each.passphrase}" for each in sample.people)


class SelfCheck(QObject):
    """Visits every page once, then ends the program with the result."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.has_failed = False

    def walk(self, shell: Shell) -> None:
        """Visit page after page."""
        from app.ui.page_id import PageId

        waiting = [page for page in PageId if page is not PageId.MY_READING]

        def step() -> None:
            if waiting:
                QTimer.singleShot(100, shell, step)
                shell.pages.go(waiting.pop(0))
            else:
                self.end()

        step()

    def fail(self) -> None:
        """Something failed: end now."""
        self.has_failed = True
        self.end()

    def end(self) -> None:
        """End the program."""
        QApplication.exit(int(self.has_failed))
