"""The editor of one scene: parts at the left, one of them at the right, what is missing below the list."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.errors import NotOnSharedList, OpenedLimit
from app.models.agreement import Blocker, Requirement
from app.models.base import PersonId
from app.services.drafts import DraftView
from app.ui.agreement.agreed_pane import AgreedPane
from app.ui.agreement.agreed_view import state_words
from app.ui.agreement.draft_presenter import DraftPresenter
from app.ui.agreement.read_panel import ReadPanel
from app.ui.agreement.side import OutlinePanes, OutlineSide
from app.ui.design.tokens import Space
from app.ui.kit.buttons import IconButton, primary, quiet, secondary
from app.ui.kit.flow import button_row, column_in, discard
from app.ui.kit.header import PageHeader
from app.ui.kit.notice import Notice
from app.ui.page_id import PageId
from app.ui.scenes.items_view import ItemsView
from app.ui.scenes.list_view import untitled
from app.ui.scenes.more_view import MoreView
from app.ui.scenes.needs_view import NeedsView
from app.ui.scenes.other_views import CareView, OutView, PlaceView
from app.ui.scenes.section_view import SectionView
from app.ui.scenes.states import AGREED, CARE, ITEMS, MORE, NEEDS, OUT, PLACE, READ, editor_lines
from app.ui.workspace import Workspace

_VIEWS: dict[str, type[SectionView]] = {
    NEEDS: NeedsView,
    ITEMS: ItemsView,
    OUT: OutView,
    PLACE: PlaceView,
    CARE: CareView,
    MORE: MoreView,
}


class SceneEditor(QWidget):
    """Shows the presenter's draft; parts are built when they are first looked at."""

    back = Signal()
    linked = Signal(object, object)
    """PageId and argument."""

    def __init__(self, ws: Workspace, presenter: DraftPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ws, self.presenter = ws, presenter
        self.current = ITEMS
        self._draft_id = ""
        self.parts: dict[str, SectionView] = {}
        column = column_in(self, Space.L)
        column.addWidget(button_row(quiet(ws.design, self.tr("All scenes"), self.back.emit, icon="caret-left")))
        column.addWidget(self._build_header())
        self.notice = Notice(ws.design)
        column.addWidget(self.notice)
        column.addWidget(OutlinePanes(ws.design, self._build_left(), self._build_right()))
        presenter.loaded.connect(self.refresh)
        presenter.refused.connect(self.on_refused)

    def _build_header(self) -> PageHeader:
        design = self.ws.design
        self.read = primary(design, self.tr("Read and say yes…"), self.on_read)
        rename = IconButton(design, "pencil-simple", self.tr("Rename"), self.on_rename)
        print_ = secondary(design, self.tr("Print…"), self.on_print, icon="printer")
        self.header = PageHeader(design, "", "", (rename, print_, self.read))
        return self.header

    def _build_left(self) -> OutlineSide:
        side = OutlineSide(self.ws.design, self.tr("Parts of the outline"))
        self.sections, self.missing = side.sections, side.missing
        self.sections.picked.connect(self.show_part)
        self.missing.picked.connect(self.on_missing)
        return side

    def _build_right(self) -> QWidget:
        right = QWidget()
        self._right = column_in(right)
        self.agreed = AgreedPane(self.ws)
        self.agreed.resources_wanted.connect(lambda: self.linked.emit(PageId.READING, "resources"))
        self.reading = ReadPanel(self.ws)
        self.reading.hand_to.connect(self.on_hand_to)
        self.reading.take_back.connect(lambda person: self.presenter.take_back_yes(PersonId(person)))
        for widget in (self.agreed, self.reading):
            widget.hide()
            self._right.addWidget(widget)
        self._right.addStretch(1)
        return right

    def refresh(self) -> None:
        """Show the draft as it is now."""
        view = self.presenter.view
        if view is None:
            return
        if view.draft.id != self._draft_id:
            self._start(view)
        names = {person.id: person.name for person in self.ws.session.people}
        self.header.show_title(view.draft.title or untitled())
        self.header.show_subtitle(self._subtitle(view))
        self.read.setVisible(not view.is_agreed_as_it_stands)
        missing = () if view.is_agreed_as_it_stands else view.missing
        self.missing.show_missing(missing, {str(key): name for key, name in names.items()})
        if self.current == AGREED and not view.versions:
            self.current = ITEMS
        self.show_part(self.current)

    def _start(self, view: DraftView) -> None:
        """Another scene: begin where it makes sense."""
        self._draft_id = view.draft.id
        for part in self.parts.values():
            self._right.removeWidget(part)
            discard(part)
        self.parts.clear()
        self.notice.clear()
        self.agreed.withdraw.hide()
        self.current = AGREED if view.in_force is not None else ITEMS

    def _subtitle(self, view: DraftView) -> str:
        held = view.in_force
        if held is not None and view.is_agreed_as_it_stands:
            return state_words(held)[0]
        if held is not None:
            return self.tr("Proposed changes; what was agreed holds until you have both read them")
        return self.tr("An outline; it builds on your ground rules")

    def show_part(self, key: str) -> None:
        """Show one part."""
        view = self.presenter.view
        if view is None:
            return
        self.current = key
        people = [person.id for person in self.ws.session.people]
        self.sections.show_sections(editor_lines(view, people), key)
        if key in _VIEWS and key not in self.parts:
            self.parts[key] = self._make(key)
        for each, part in self.parts.items():
            part.setVisible(each == key)
        self.agreed.setVisible(key == AGREED)
        self.reading.setVisible(key == READ)
        if key == AGREED:
            self.agreed.show_view(view, view.draft.title or untitled())
        elif key == READ:
            self.reading.show_view(view)
        else:
            self.parts[key].show_view(view)

    def _make(self, key: str) -> SectionView:
        part = _VIEWS[key](self.ws, self.presenter)
        part.linked.connect(lambda page: self.linked.emit(page, None))
        self._right.insertWidget(0, part)
        return part

    @property
    def items(self) -> ItemsView:
        """The part *What happens*."""
        if ITEMS not in self.parts:
            self.parts[ITEMS] = self._make(ITEMS)
        part = self.parts[ITEMS]
        assert isinstance(part, ItemsView)
        return part

    def flush(self) -> None:
        """Hand on what is being typed."""
        for part in self.parts.values():
            part.flush()

    def on_refused(self, error: Exception, title: str) -> None:
        """Refusals stand with the proposals, anything else at the top."""
        if isinstance(error, OpenedLimit | NotOnSharedList):
            self.items.show_refusal(error, title)
        else:
            self.notice.show_error(error)

    def on_missing(self, blocker: Blocker) -> None:
        """Go to where a missing thing is mended."""
        if blocker.need in (Requirement.VERBAL_RED, Requirement.SPEECHLESS_RED):
            self.linked.emit(PageId.SIGNALS, None)
        elif blocker.need is Requirement.AFTERCARE:
            self.linked.emit(PageId.AFTERCARE, None)
        elif blocker.need is Requirement.CAP:
            self.show_part(PLACE)
            place = self.parts[PLACE]
            assert isinstance(place, PlaceView)
            place.cap.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.on_read()

    def on_read(self) -> None:
        """Show who reads next."""
        self.flush()
        self.show_part(READ)
        self.reading.focus()

    def on_hand_to(self, person: str) -> None:
        """Their turn, alone with the device."""
        self.flush()
        self.ws.hand_over(PersonId(person), PageId.MY_READING, self._draft_id)

    def on_print(self) -> None:
        """To the printed page."""
        self.flush()
        self.linked.emit(PageId.EXPORT, self._draft_id)

    def on_rename(self) -> None:
        """Ask for another title."""

        def keep(title: str | None) -> None:
            if title is not None and title.strip():
                self.presenter.revise(title=title)

        self.ws.prompts.ask_text(
            self.tr("Rename this scene"), "", self.tr("Title"), keep, value=self.presenter.draft.title
        )
