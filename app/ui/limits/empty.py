"""What *Limits* says before anything was opened."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication

from app.ui.design.design import Design
from app.ui.kit.buttons import primary, secondary
from app.ui.kit.empty import EmptyState
from app.ui.kit.flow import button_row
from app.ui.page_id import PageId


def nothing_opened(design: Design, go: Callable[[PageId], object], *, is_together: bool) -> EmptyState:
    """What the place is for, and the next step of those who are here."""
    say = partial(QCoreApplication.translate, "Limits")
    if is_together:
        text = say(
            "Everything you have opened together: what you are both open to, what is worth a talk, and limits. "
            "Each of you prepares alone first; then you open it together."
        )
        actions = [primary(design, say("Open together"), partial(go, PageId.OPENING), "envelope-open")]
    else:
        text = say(
            "Everything you have opened together: what you are both open to, what is worth a talk, and limits. It "
            "begins with your own list, which nobody else sees."
        )
        actions = [
            primary(design, say("My list"), partial(go, PageId.MY_LIST), "list-bullets"),
            secondary(design, say("What I would share"), partial(go, PageId.SHARE)),
        ]
    return EmptyState(design, "checks", say("Nothing opened yet"), text, button_row(*actions))
