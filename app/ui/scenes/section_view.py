"""What every part of the scene editor is: a column that shows the draft and hands on what is typed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.models.outline import DraftSection
from app.services.drafts import DraftView
from app.ui.agreement.clause_words import ClauseWriter
from app.ui.agreement.draft_presenter import DraftPresenter
from app.ui.design.tokens import Space
from app.ui.kit.controls import CheckBox
from app.ui.kit.flow import column_in
from app.ui.workspace import Workspace


class SectionView(QWidget):
    """Base of the parts; `section` is the one that *nothing to add here* settles."""

    section: DraftSection | None = None
    linked = Signal(object)
    """A PageId to go to."""

    def __init__(self, ws: Workspace, presenter: DraftPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ws, self.presenter = ws, presenter
        self.column = column_in(self, Space.L)
        self._settled: CheckBox | None = None
        self.build()
        if self.section is not None:
            self._settled = CheckBox(ws.design, self.tr("I have nothing to add here"))
            self._settled.clicked.connect(self.on_settled)
            self.column.addWidget(self._settled, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)

    def build(self) -> None:
        """Put the part together."""

    def show_view(self, view: DraftView) -> None:
        """Show the draft; what is being typed stays."""
        if self._settled is not None and self.section is not None:
            self._settled.setChecked(self.section in view.draft.settled)
        self.show_draft(view, ClauseWriter(self.ws.session.people, view.catalogue, self.ws.texts))

    def show_draft(self, view: DraftView, writer: ClauseWriter) -> None:
        """Show what this part is about."""

    def flush(self) -> None:
        """Hand on what is being typed."""

    def on_settled(self, settled: bool) -> None:
        """Nothing more is needed here, or something is again."""
        if self.section is not None:
            self.presenter.settle(self.section, settled)
