"""The screen *Scenes*: the list, or the editor of one."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from app.ui.agreement.draft_presenter import DraftPresenter
from app.ui.design.tokens import Space
from app.ui.kit.buttons import primary
from app.ui.kit.empty import EmptyState
from app.ui.kit.flow import add_to, column_in
from app.ui.kit.header import PageHeader
from app.ui.kit.notice import Notice
from app.ui.page import Page
from app.ui.scenes.editor import SceneEditor
from app.ui.scenes.list_view import SceneList
from app.ui.scenes.presenter import ScenesPresenter
from app.ui.workspace import Workspace


class ScenesPage(Page):
    """Argument: the id of a scene, or None for the list."""

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(ws, parent)
        self.presenter = ScenesPresenter(ws, self)
        self.presenter.loaded.connect(self.refresh)
        self.presenter.created.connect(self.open_scene)
        self.notice = Notice(ws.design)
        self.presenter.failed.connect(self.notice.show_error)
        self.draft = DraftPresenter(ws, self)
        self.draft.loaded.connect(self._on_draft_loaded)
        self.draft.failed.connect(self.notice.show_error)
        self.draft.deleted.connect(self.show_list)
        self._build_list()
        self.fill(self._build_editor())

    def _build_editor(self) -> Iterator[None]:
        yield
        self.editor = SceneEditor(self.ws, self.draft)
        self.editor.back.connect(self.show_list)
        self.editor.hide()
        self.body.addWidget(self.editor)
        self.body.addStretch(1)

    def _build_list(self) -> None:
        design = self.ws.design
        self.overview = QWidget()
        column = column_in(self.overview, Space.L)
        self.new = primary(design, self.tr("New scene…"), self.on_new, icon="plus")
        self._header = PageHeader(
            design,
            self.tr("Scenes"),
            self.tr("Small plans on top of your ground rules. Nothing is agreed until you have both said yes to it."),
            (self.new,),
        )
        add_to(column, self._header, self.notice)
        self.first = primary(design, self.tr("Outline a scene…"), self.on_new)
        self.empty = EmptyState(
            design,
            "path",
            self.tr("No scenes yet"),
            self.tr(
                "A scene is a small plan: why, what, what stays out, where and for how long. It starts from what you "
                "both said yes to."
            ),
            self.first,
        )
        column.addWidget(self.empty)
        self.list = SceneList(design)
        self.list.opened.connect(self.open_scene)
        self.list.duplicated.connect(self.presenter.duplicate)
        self.list.deleted.connect(self.presenter.delete)
        column.addWidget(self.list)
        self.body.addWidget(self.overview)

    def focus_first(self) -> None:
        """Focus the heading of the list, or of the scene that is open."""
        (self.editor.header if self.is_editing else self._header).focus_title()

    def activate(self, argument: object = None) -> None:
        """Show the list, or a scene by its id."""
        if isinstance(argument, str) and argument:
            self.open_scene(argument)
        else:
            self.show_list()

    def show_list(self) -> None:
        """Show the list."""
        self.notice.clear()
        self.editor.flush()
        self.editor.hide()
        self.presenters = (self.presenter,)
        self.overview.show()
        self.presenter.reload()
        self.focus_first()

    def open_scene(self, draft_id: str) -> None:
        """Open a scene in the editor."""
        self.editor.outline.enter()
        self.draft.open(draft_id)

    def _on_draft_loaded(self) -> None:
        if self.editor.isHidden():
            self.overview.hide()
            self.presenters = (self.draft,)
            self.editor.show()
            self.to_top()
            self.focus_first()

    @property
    def is_editing(self) -> bool:
        """Whether a scene is open."""
        return self.overview.isHidden()

    def refresh(self) -> None:
        """Show the current list."""
        rows = self.presenter.rows
        self.list.show_rows(rows, self.presenter.waiting())
        self.list.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.new.setVisible(bool(rows))

    def on_new(self) -> None:
        """Ask for a title and make a scene."""

        def begin(title: str | None) -> None:
            if title is not None:
                self.presenter.create(title)

        said, keep = self.tr("A few words to find it by."), self.ws.unadded.in_dialog("scene.new")
        self.ws.prompts.ask_text(self.tr("A new scene"), said, self.tr("Title"), begin, keep=keep)

    def flush(self) -> None:
        """Save what is being typed."""
        self.editor.flush()

    def on_presence_changed(self) -> None:
        """Who is here decides what can be edited and read."""
        if self.is_editing:
            self.editor.refresh()
            self.draft.reload()
