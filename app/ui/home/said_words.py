"""What somebody said, in plain words, by kind."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QLocale

from app.ui.wording import WordTable

_OF_KIND = {
    "profile": "name",
    **dict.fromkeys(("opened", "disclosed", "term", "offered", "taken_off", "talked", "rests"), "list"),
    **dict.fromkeys(("signal", "signal_left_out", "practised"), "signals"),
    **dict.fromkeys(("aftercare", "can_give"), "aftercare"),
    "approved": "pages",
    **dict.fromkeys(("asked", "told"), "conversations"),
    "incident": "incident",
    **dict.fromkeys(
        ("draft", "draft_deleted", "line", "left_out", "settled", "needs", "role", "health", "contacts"), "drafts"
    ),
    **dict.fromkeys(("yes", "ended", "narrower"), "agreements"),
    **dict.fromkeys(("tonight", "live", "lived"), "evenings"),
}
_WORDS = WordTable(
    "SaidWords",
    {
        "name": "your name and pronouns",
        "list": "your shared list",
        "signals": "signals",
        "aftercare": "aftercare",
        "pages": "pages that you approved",
        "conversations": "what you said and asked in conversations",
        "incident": "what you told your partner when something went wrong",
        "drafts": "what you are planning",
        "agreements": "what you agreed to, or ended",
        "evenings": "scenes that you began, or were ready for",
        "other": "something else that you said",
    },
)


def said_words(kinds: Iterable[str]) -> str:
    """The kinds as one list in words, each once."""
    found = dict.fromkeys(_OF_KIND.get(kind.partition(".")[0], "other") for kind in kinds)
    return QLocale().createSeparatedList([_WORDS[name] for name in found])
