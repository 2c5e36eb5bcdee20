"""The quiet way from a talk, an opening or a reading to *How was talking?*; offered once, never pressed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication

from app.services.conversation_opening import TalkBegun, begin_talk
from app.ui.kit.buttons import Button, quiet
from app.ui.page import Page
from app.ui.page_id import PageId
from app.ui.workspace import SHARED


def talk_offer(page: Page) -> Button:
    """A button that begins it, and goes there; only while both are here."""
    words = QCoreApplication.translate("TalkOffer", "How was talking?")
    return quiet(page.ws.design, words, partial(_begin, page), "chats-circle")


def _begin(page: Page) -> None:
    today, ids = page.ws.today, page.ws.ids

    def begun(found: TalkBegun) -> None:
        page.go(PageId.CONVERSATION, found.subject)

    page.ws.write(SHARED, lambda uow: begin_talk(uow, today=today, new_id=ids), by=page, done=begun)
