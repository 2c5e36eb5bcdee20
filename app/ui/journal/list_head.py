"""What stands over the list while it shows the bin."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.buttons import danger, quiet
from app.ui.kit.flow import Flow
from app.ui.kit.labels import caption, title


class BinHead(QWidget):
    """Back to the journal, what the bin is, and the way to empty it."""

    def __init__(
        self, design: Design, back: Callable[[], object], empty: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self.back = quiet(design, self.tr("Back to the journal"), back, "arrow-left")
        self.empty = danger(design, self.tr("Empty the bin"), empty, "trash")
        column.addWidget(self.back)
        column.addWidget(title(self.tr("Bin")))
        column.addWidget(caption(self.tr("What is here is in no search. It stays until you delete it for good.")))
        column.addWidget(Flow(self.empty))
