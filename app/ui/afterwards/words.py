"""Words for the later checks after a scene."""

from __future__ import annotations

from app.models.afterwards import LaterCheck
from app.ui.wording import WordTable

check_title = WordTable(
    "Afterwards",
    {
        LaterCheck.SAME_EVENING: "How are you doing now?",
        LaterCheck.NEXT_DAY: "How are you today?",
        LaterCheck.THIRD_DAY: "How are you, three days on?",
    },
)
check_text = WordTable(
    "Afterwards",
    {
        LaterCheck.SAME_EVENING: "A few hours have passed. Feeling low, tired or tender can come tonight, in any role.",
        LaterCheck.NEXT_DAY: "It was a day ago. Drop often comes the day after, in any role.",
        LaterCheck.THIRD_DAY: "If it still sits badly, that is worth saying: to your partner, to a friend, or to "
        "somebody from the resources.",
    },
)
