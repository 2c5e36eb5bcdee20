"""What is bundled with Accord, and under which licences."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.assets import load
from app.models.notices import BundleNotices
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.buttons import primary
from app.ui.kit.flow import Column
from app.ui.kit.labels import body, caption, soft, strong
from app.ui.prompts import Dialog


class NoticesDialog(Dialog):
    """One part after the other: what it is, by whom, its licence."""

    def __init__(self, design: Design, language: str, parent: QWidget) -> None:
        super().__init__(design, self.tr("What comes with Accord"), parent)
        notices = load(BundleNotices, language)
        self.body.addWidget(body(notices.own))
        for part in notices.parts:
            self.body.addWidget(Column(strong(part.what), soft(part.by), caption(part.licence), spacing=Space.NONE))
        self.body.addWidget(strong(self.tr("Qt, under the LGPL")))
        self.body.addWidget(body(notices.qt))
        close = primary(design, self.tr("Close"), self.accept)
        close.setDefault(True)
        self.add_button(close)
        close.setFocus()
