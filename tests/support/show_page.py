"""Showing a page, for tests that need neither its keyboard nor its looks (else `tests.support.openings.show`)."""

from __future__ import annotations

from typing import TypeVar

from pytestqt.qtbot import QtBot

from app.ui.page import Page

P = TypeVar("P", bound=Page)


def show_page(qtbot: QtBot, page: P, argument: object = None, *, size: tuple[int, int] = (1000, 800)) -> P:
    """Show a page; it is told of every change."""
    page.ws.session.changed.connect(page.on_changed)
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    page.activate(argument)
    return page
