"""The ids of all pages."""

from __future__ import annotations

from enum import StrEnum


class PageId(StrEnum):
    """Every page."""

    HOME = "home"
    LIMITS = "limits"
    SIGNALS = "signals"
    GROUND_RULES = "ground_rules"
    SCENES = "scenes"
    HISTORY = "history"
    AFTERCARE = "aftercare"
    MY_LIST = "my_list"
    SHARE = "share"
    SEEN = "seen"
    READY = "ready"
    LIVE = "live"
    OPENING = "opening"
    CONVERSATION = "conversation"
    MY_READING = "my_reading"
    JOURNAL = "journal"
    CHECK_INS = "check_ins"
    PATTERNS = "patterns"
    THERAPIST = "therapist"
    PREPARED = "prepared"
    EXPORT = "export"
    READING = "reading"
    SETTINGS = "settings"
    AFTERWARDS = "afterwards"
    WENT_WRONG = "went_wrong"


ONE_SIGNAL = "signal:"
"""What the argument of Export begins with when a single signal's card is to be printed; its id follows."""

NEED = "need:"
"""What the argument of *My list* begins with for entries that may meet a need; its id follows."""

PREPARE = "prepare"
"""The argument of *My list* for whoever prepares an opening: first the starter deck, then what they would share."""

TO_READ = "to_read"
"""The argument of *My list* that shows a person's reading list."""

PICK = "pick"
"""The argument of *Limits* that asks for something to be picked for tonight."""
