"""The editor of one scene."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.errors import LeftOut, NotOnSharedList, OpenedLimit
from app.services.drafts import DraftView
from app.ui.agreement.agreed_view import state_words
from app.ui.agreement.draft_presenter import DraftPresenter
from app.ui.agreement.outline import DraftOutline, ReadButton
from app.ui.agreement.section_view import OutlinePart, SectionView
from app.ui.design.tokens import Space
from app.ui.kit.buttons import IconButton, quiet, secondary
from app.ui.kit.flow import Box, add_to, column_in
from app.ui.kit.header import PageHeader
from app.ui.kit.notice import Notice
from app.ui.scenes.items_view import ItemsView
from app.ui.scenes.list_view import untitled
from app.ui.scenes.more_view import MoreView
from app.ui.scenes.parts import CareView, NeedsView, OutView, PlaceView
from app.ui.scenes.states import scene_lines
from app.ui.workspace import Workspace

PARTS: dict[OutlinePart, type[SectionView]] = {
    OutlinePart.ITEMS: ItemsView,
    OutlinePart.NEEDS: NeedsView,
    OutlinePart.OUT: OutView,
    OutlinePart.PLACE: PlaceView,
    OutlinePart.CARE: CareView,
    OutlinePart.MORE: MoreView,
}
"""The first is shown first."""


class SceneEditor(Box):
    """Shows the presenter's draft."""

    back = Signal()

    def __init__(self, ws: Workspace, presenter: DraftPresenter) -> None:
        super().__init__()
        self.ws, self.presenter = ws, presenter
        self._draft_id = ""
        people = [person.id for person in ws.session.people]
        self.outline = DraftOutline(
            ws,
            presenter,
            self.tr("Parts of the outline"),
            PARTS,
            lambda view: scene_lines(view, people),
            lambda view: view.draft.title or untitled(),
        )
        self.outline.part_shown.connect(self._show_read)
        column = column_in(self, Space.L)
        column.addWidget(self.outline.missing.beside(self._build_header()))
        self.notice = Notice(ws.design)
        add_to(column, self.notice, self.outline)
        presenter.loaded.connect(self.refresh)
        presenter.refused.connect(self.on_refused)
        presenter.failed.connect(self.notice.show_error)

    def _build_header(self) -> PageHeader:
        design = self.ws.design
        self.read = ReadButton(design, self.outline.on_read)
        rename = IconButton(design, "pencil-simple", self.tr("Rename"), self.on_rename)
        print_ = secondary(design, self.tr("Print…"), self.outline.on_print, icon="printer")
        back = quiet(design, self.tr("All scenes"), self.back.emit, icon="caret-left")
        self.header = PageHeader(design, "", "", (rename, print_, self.read), back)
        return self.header

    def refresh(self) -> None:
        """Show the current draft."""
        view = self.presenter.view
        if view is None:
            return
        if view.draft.id != self._draft_id:
            self._draft_id = view.draft.id
            self.notice.clear()
            self.outline.start_over()
        self.header.show_title(view.draft.title or untitled())
        self.header.show_subtitle(self._subtitle(view))
        self.outline.refresh()

    def _show_read(self) -> None:
        if self.presenter.view is not None:
            self.read.show_for(self.presenter.view, self.outline.current)

    def _subtitle(self, view: DraftView) -> str:
        held = view.agreed_now
        if held is not None and view.is_agreed_as_it_stands:
            return state_words(held)[0]
        if held is not None:
            return self.tr("Proposed changes. What you agreed stays as it is until you have both said yes to them")
        return self.tr("An outline that builds on your ground rules")

    @property
    def items(self) -> ItemsView:
        """The part *What happens*."""
        part = self.outline.part(OutlinePart.ITEMS)
        assert isinstance(part, ItemsView)
        return part

    def flush(self) -> None:
        """Save what is being typed."""
        self.outline.flush()

    def on_refused(self, error: Exception, title: str) -> None:
        """Show a refused proposal beside the proposals, any other error at the top."""
        if isinstance(error, OpenedLimit | NotOnSharedList | LeftOut):
            self.items.show_refusal(error, title)
        else:
            self.notice.show_error(error)

    def on_rename(self) -> None:
        """Ask for a different title."""

        def renamed(title: str | None) -> None:
            if title is not None and title.strip():
                self.presenter.revise(title=title)

        draft = self.presenter.draft
        self.ws.prompts.ask_text(
            self.tr("Rename this scene"),
            "",
            self.tr("Title"),
            renamed,
            keep=self.ws.unadded.in_dialog(f"{draft.id}.title"),
            value=draft.title,
        )
