"""Decides what happens to the list of scenes: a new one, a copy, taking one away with undo."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.models.agreement import AgreementState
from app.models.changes import ChangeKind
from app.models.outline import Draft
from app.services import draft_lists, drafts
from app.services.draft_lists import SceneRow
from app.services.drafts import DraftSaved
from app.services.unadded import Deleted, Typed
from app.ui.presenter import Presenter
from app.ui.wording import fill
from app.ui.workspace import SHARED, Workspace


class ScenesPresenter(Presenter):
    """Holds the list as it is stored."""

    kinds = (ChangeKind.DRAFTS, ChangeKind.AGREEMENTS, ChangeKind.READINGS)
    created = Signal(str)
    """The id of a scene that was just made."""

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(ws, parent)
        self.rows: tuple[SceneRow, ...] = ()

    def reload(self) -> None:
        """Read the list again."""
        base, today = self._ws.catalogue, self._ws.today
        self.read(lambda uow: draft_lists.scenes(uow, base=base, today=today), self._on_loaded)

    def _on_loaded(self, rows: tuple[SceneRow, ...]) -> None:
        self.rows = tuple(sorted(rows, key=_order))
        self.loaded.emit()

    def waiting(self) -> dict[str, str]:
        """Words for outlines that wait for one person's reading, or only for both to agree together."""
        words: dict[str, str] = {}
        for scene in self.rows:
            names = [self._ws.person(person).name for person in scene.waits_for]
            if scene.is_ready:
                words[scene.draft.id] = self.tr("You have both said yes; agree together")
            elif len(names) == 1:
                words[scene.draft.id] = fill(self.tr("Waits for {name}’s reading"), name=names[0])
        return words

    def create(self, title: str) -> None:
        """Make a new, empty outline."""
        new_id, by = self._ws.ids, self._ws.session.me
        self.write(SHARED, lambda uow: drafts.new_scene(uow, title=title, new_id=new_id, by=by), self._on_created)

    def duplicate(self, draft_id: str) -> None:
        """Copy an outline, without what is no longer on the shared list."""
        source = self._find(draft_id)
        if source is not None:
            title = self.tr("{title} (copy)").replace("{title}", source.title)
            new_id, by = self._ws.ids, self._ws.session.me
            self.write(
                SHARED,
                lambda uow: drafts.duplicate_scene(uow, draft_id=draft_id, title=title, new_id=new_id, by=by),
                self._on_created,
            )

    def _find(self, draft_id: str) -> Draft | None:
        return next((row.draft for row in self.rows if row.draft.id == draft_id), None)

    def _on_created(self, saved: DraftSaved) -> None:
        self.created.emit(saved.draft.id)

    def delete(self, draft_id: str) -> None:
        """Delete an outline that was never agreed, with undo."""
        source = self._find(draft_id)
        if source is None:
            return

        by = self._ws.session.me

        def restore(typed: Typed) -> None:
            self.write(
                SHARED,
                lambda uow: drafts.restore_draft(uow, draft=source, typed=typed, by=by),
                lambda _: self.reload(),
            )

        def done(deleted: Deleted) -> None:
            words = fill(self.tr("“{title}” was deleted."), title=source.title)
            self._ws.toast(words, undo=lambda: restore(deleted.typed))
            self.reload()

        self.write(SHARED, lambda uow: drafts.delete_draft(uow, draft_id=draft_id, by=by), done)


def _order(row: SceneRow) -> tuple[bool, str]:
    is_agreed = row.current is not None and row.current.state is AgreementState.AGREED
    return (not is_agreed, row.draft.title.casefold())
