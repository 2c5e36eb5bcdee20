"""Decides what happens to the list of scenes: a new one, a copy, taking one away with undo."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject, Signal

from app.models.changes import ChangeKind, Changes
from app.services import drafts
from app.services.drafts import DraftSaved, SceneRow
from app.ui.wording import fill
from app.ui.workspace import SHARED, Workspace


class ScenesPresenter(QObject):
    """Holds the list as it is stored."""

    loaded = Signal()
    created = Signal(str)
    """The id of a scene that was just made."""

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ws = ws
        self.rows: tuple[SceneRow, ...] = ()
        self.is_loaded = False

    def load(self) -> None:
        """Read the list again."""
        self._ws.read(drafts.scenes, self._on_loaded, owner=self, base=self._ws.catalogue, today=self._today())

    def _today(self) -> date:
        return self._ws.clock().astimezone().date()

    def _on_loaded(self, rows: tuple[SceneRow, ...]) -> None:
        self.rows = tuple(sorted(rows, key=_order))
        self.is_loaded = True
        self.loaded.emit()

    def concerns(self, changes: Changes) -> bool:
        """Whether a change shows in the list."""
        return changes.touches(ChangeKind.DRAFTS, ChangeKind.AGREEMENTS, ChangeKind.READINGS)

    def waiting(self) -> dict[str, str]:
        """Words for outlines that one person has said yes to and that wait for the other."""
        words: dict[str, str] = {}
        for scene in self.rows:
            names = [self._ws.person(person).name for person in scene.waits_for]
            if len(names) == 1:
                words[scene.draft.id] = fill(self.tr("Waits for {name}’s reading"), name=names[0])
        return words

    def create(self, title: str) -> None:
        """A new, empty outline."""
        today, new_id = self._today(), self._ws.ids
        self._ws.write(
            SHARED,
            lambda uow: drafts.new_scene(uow, title=title, today=today, new_id=new_id),
            by=self,
            done=self._on_created,
        )

    def duplicate(self, draft_id: str) -> None:
        """A copy to start from; what is no longer on the shared list stays behind."""
        source = next((row.draft for row in self.rows if row.draft.id == draft_id), None)
        if source is not None:
            title = fill(self.tr("{title} (copy)"), title=source.title)
            today, new_id = self._today(), self._ws.ids
            self._ws.write(
                SHARED,
                lambda uow: drafts.duplicate_scene(uow, draft_id=draft_id, title=title, today=today, new_id=new_id),
                by=self,
                done=self._on_created,
            )

    def _on_created(self, saved: DraftSaved) -> None:
        self.created.emit(saved.draft.id)

    def delete(self, draft_id: str) -> None:
        """Take away an outline that was never agreed, with undo."""
        source = next((row.draft for row in self.rows if row.draft.id == draft_id), None)
        if source is None:
            return
        today = self._today()

        def bring_back() -> None:
            self._ws.write(SHARED, lambda uow: drafts.restore_draft(uow, draft=source), by=self)

        def deleted(_changes: Changes) -> None:
            self._ws.toast(fill(self.tr("“{title}” was deleted."), title=source.title), undo=bring_back)

        self._ws.write(
            SHARED, lambda uow: drafts.delete_draft(uow, draft_id=draft_id, today=today), by=self, done=deleted
        )


def _order(row: SceneRow) -> tuple[bool, str]:
    in_force = row.current is not None and row.current.state == "in_force"
    return (not in_force, row.draft.title.casefold())
