"""The list of scenes, each with its state, a copy and deleting."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Signal

from app.models.agreement import AgreementState
from app.services.draft_lists import SceneRow
from app.ui.agreement.agreed_view import STATE_ICONS, state_words
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Size
from app.ui.kit.buttons import IconButton
from app.ui.kit.flow import boxed, clear_layout, row
from app.ui.kit.surfaces import ClickRow, IconLabel, Rows
from app.ui.wording import fill


class SceneList(Rows):
    """One row per scene; Enter opens it."""

    opened = Signal(str)
    duplicated = Signal(str)
    deleted = Signal(str)

    def __init__(self, design: Design) -> None:
        super().__init__(design)
        self.rows: dict[str, ClickRow] = {}

    def show_rows(self, rows: tuple[SceneRow, ...], waiting: dict[str, str]) -> None:
        """Show scenes; `waiting` maps ids to words for outlines that wait for a reading or for agreeing."""
        clear_layout(self.body)
        self.rows.clear()
        for scene in rows:
            self.rows[scene.draft.id] = self.add(self._row(scene, waiting.get(scene.draft.id, "")))

    def _row(self, scene: SceneRow, waiting: str) -> ClickRow:
        draft, design = scene.draft, self._design
        title = draft.title or untitled()
        words, icon, tone = row_state(scene, waiting)
        copy = fill(self.tr("Make a copy of {title}"), title=title)
        acts = [IconButton(design, "copy", copy, partial(self.duplicated.emit, draft.id))]
        if scene.current is None:
            delete = fill(self.tr("Delete {title}"), title=title)
            acts.append(IconButton(design, "trash", delete, partial(self.deleted.emit, draft.id)))
        for button in acts:
            button.set_compact()
        opens = IconLabel(design, "caret-right", Colour.INK_FAINT, Size.ICON_SMALL)
        start = IconLabel(design, icon, tone, Size.ICON_LARGE)
        line = ClickRow(design, title, words, boxed(row(*acts, opens)), start=start, first=not self.rows)
        line.setAccessibleName(f"{title}, {words}")
        line.clicked.connect(partial(self.opened.emit, draft.id))
        return line


def untitled() -> str:
    """The name of a scene without a title."""
    return QCoreApplication.translate("Scenes", "Untitled scene")


def row_state(scene: SceneRow, waiting: str) -> tuple[str, str, Colour]:
    """The state of a scene: words, icon, tone."""
    current = scene.current
    if current is not None and current.state is AgreementState.AGREED:
        words, tone = state_words(current)
        if scene.missing:
            words = fill(QCoreApplication.translate("Scenes", "{agreed}; changes are proposed"), agreed=words)
        elif current.rules_changed:
            words = fill(QCoreApplication.translate("Scenes", "{agreed}; your ground rules are newer"), agreed=words)
        return words, STATE_ICONS[current.state], tone
    if waiting:
        return waiting, "book-open", Colour.UNANSWERED
    if current is not None:
        words, tone = state_words(current)
        return words, STATE_ICONS[current.state], tone
    return QCoreApplication.translate("Scenes", "Outline"), "circle-half-fill", Colour.UNANSWERED
