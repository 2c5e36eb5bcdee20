"""A new recovery code in Settings, which can be printed or saved before it is kept or declined."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from app.ui.kit.notice import Notice
from app.ui.start.recovery_code import RecoveryCode
from app.ui.start.recovery_sheet import print_sheet, save_sheet
from app.ui.workspace import Workspace

_say = partial(QCoreApplication.translate, "OfferedCode")


def offered_code(ws: Workspace, code: str, *, renews: bool) -> RecoveryCode:
    """Offer a code; `renews`: whether there is an old one that works until this one is confirmed."""
    offered = RecoveryCode(ws.design, code, Notice(ws.design), solo=ws.is_solo, renews=renews, across=False)
    offered.print_asked.connect(lambda: print_sheet(code))

    def save(to: Path | None) -> None:
        if to is not None:
            ws.pages(partial(save_sheet, to, code), offered.show_saved, offered.notice.show_error, owner=offered)

    def choose() -> None:
        ws.prompts.save_as(_say("Save the page"), "page.pdf", save, filters=_say("PDF (*.pdf)"))

    offered.save_asked.connect(choose)
    return offered
