"""The list of scenes, each with its state, a copy and deleting."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from app.models.agreement import AgreementState
from app.services.drafts import SceneRow
from app.ui.agreement.agreed_view import STATE_ICONS, state_words
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Space
from app.ui.kit.buttons import quiet
from app.ui.kit.flow import Flow, clear_layout, column_in
from app.ui.kit.labels import strong
from app.ui.kit.surfaces import ClickCard, Pill
from app.ui.wording import fill


class SceneList(QWidget):
    """One card per scene; Enter opens it."""

    opened = Signal(str)
    duplicated = Signal(str)
    deleted = Signal(str)

    def __init__(self, design: Design) -> None:
        super().__init__()
        self._design = design
        self.cards: dict[str, ClickCard] = {}
        self._column = column_in(self, Space.M)

    def show_rows(self, rows: tuple[SceneRow, ...], waiting: dict[str, str]) -> None:
        """Show scenes; `waiting` maps ids to words for outlines that wait for a reading or for agreeing."""
        clear_layout(self._column)
        self.cards.clear()
        for scene in rows:
            card = self._card(scene, waiting.get(scene.draft.id, ""))
            self.cards[scene.draft.id] = card
            self._column.addWidget(card)

    def _card(self, scene: SceneRow, waiting: str) -> ClickCard:
        draft, design = scene.draft, self._design
        title = draft.title or untitled()
        words, icon, tone = row_state(scene, waiting)
        card = ClickCard(design, f"{title}, {words}", spacing=Space.S)
        card.clicked.connect(partial(self.opened.emit, draft.id))
        card.add(strong(title))
        foot = Flow()
        foot.add(Pill(design, words, icon, tone))
        copy = foot.add(quiet(design, self.tr("Make a copy"), partial(self.duplicated.emit, draft.id), icon="copy"))
        copy.setAccessibleName(fill(self.tr("Make a copy of {title}"), title=title))
        copy.set_compact()
        if scene.current is None:
            delete = foot.add(quiet(design, self.tr("Delete"), partial(self.deleted.emit, draft.id), icon="trash"))
            delete.setAccessibleName(fill(self.tr("Delete {title}"), title=title))
            delete.set_compact()
        card.add(foot)
        return card


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
        return words, STATE_ICONS[current.state], tone
    if waiting:
        return waiting, "book-open", Colour.UNANSWERED
    if current is not None:
        words, tone = state_words(current)
        return words, STATE_ICONS[current.state], tone
    return QCoreApplication.translate("Scenes", "Outline"), "circle-half-fill", Colour.UNANSWERED
