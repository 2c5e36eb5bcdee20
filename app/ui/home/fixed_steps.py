"""The steps for Home whose words depend on nothing."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication

from app.models.conversation import FIRST
from app.models.next_step import NextStep
from app.ui.home.step import HomeStep
from app.ui.page_id import PageId


def fixed_steps() -> dict[NextStep, HomeStep]:
    """These steps in the current language."""
    return {**_preparing(), **_together(), **_any_day()}


_tr = partial(QCoreApplication.translate, "Steps")


def _preparing() -> dict[NextStep, HomeStep]:
    share = _tr("Look at exactly what would be shown, hold back what you like, and mark it ready.")
    prepare = _tr("Each of you answers the starter deck alone, then looks at what would be shown.")
    opening = _tr("You were interrupted. Nothing more was shown, and nothing was added.")
    icon = "envelope-simple"
    return {
        NextStep.SHARE: HomeStep(icon, _tr("What I would share"), share, _tr("Look at it"), PageId.SHARE),
        NextStep.PREPARE: HomeStep(
            icon, _tr("Each of you prepares alone"), prepare, _tr("What comes next"), PageId.OPENING
        ),
        NextStep.OPEN: HomeStep(
            f"{icon}-open", _tr("Ready to open"), _tr("You are both ready."), _tr("Open together"), PageId.OPENING
        ),
        NextStep.GO_ON_OPENING: HomeStep(
            f"{icon}-open", _tr("Continue your opening"), opening, _tr("Continue"), PageId.OPENING
        ),
    }


def _together() -> dict[NextStep, HomeStep]:
    talk = _tr("One card at a time, in turns. Then pick up to three for tonight.")
    signals = _tr("How you stop, slow down and keep going. There is a set to start from.")
    practise = _tr("Not practised together yet. It takes a minute.")
    aftercare = _tr("What each of you needs afterwards, with a few suggestions to start from.")
    rules = _tr("Limits, signals and aftercare on one page: the first thing you can agree on and print.")
    opened = _tr("You can stop here, or look at what you have opened.")
    return {
        NextStep.TALK: HomeStep("chats-circle", _tr("Worth a talk"), talk, _tr("Talk"), PageId.LIMITS),
        NextStep.SIGNALS: HomeStep("hand-palm", _tr("Signals"), signals, _tr("Set them up"), PageId.SIGNALS),
        NextStep.PRACTISE: HomeStep("hand-palm", _tr("Signals"), practise, _tr("Practise"), PageId.SIGNALS),
        NextStep.AFTERCARE: HomeStep("heart", _tr("Aftercare"), aftercare, _tr("Write it"), PageId.AFTERCARE),
        NextStep.RULES: HomeStep("file-text", _tr("Ground rules"), rules, _tr("Open"), PageId.GROUND_RULES),
        NextStep.OPENED: HomeStep("check-circle", _tr("Nothing is waiting"), opened, _tr("Look at it"), PageId.LIMITS),
    }


def _any_day() -> dict[NextStep, HomeStep]:
    mine = _tr("Continue with the rest of the list, or look at what has changed for you.")
    now = _tr("How you are, in a minute. Only you see it.")
    alone = _tr("Signals, aftercare and a scene you wish for, for your sheet or a partner who joins later.")
    thought = _tr("A thought, a fantasy, a letter. Only you see it.")
    asked = _tr("Ten questions, answered alone and opened together.")
    wrong = _tr("What to do first, and a page for your own words. Only you see it.")
    texts = _tr("Short texts on talking, signals and care, and where to turn.")
    return {
        NextStep.MY_LIST: HomeStep("list-bullets", _tr("My list"), mine, _tr("Open my list"), PageId.MY_LIST),
        NextStep.CHECK_IN: HomeStep("chart-line", _tr("Check in now"), now, _tr("Check in"), PageId.CHECK_INS, "now"),
        NextStep.PREPARE_ALONE: HomeStep("note-pencil", _tr("What I prepare"), alone, _tr("Open"), PageId.PREPARED),
        NextStep.JOURNAL: HomeStep("notebook", _tr("Journal"), thought, _tr("Write"), PageId.JOURNAL, "new"),
        NextStep.CONVERSATION: HomeStep(
            "chats-circle", _tr("First conversation"), asked, _tr("Open"), PageId.CONVERSATION, FIRST
        ),
        NextStep.RESOURCES: HomeStep("book-open", _tr("Reading and resources"), texts, _tr("Read"), PageId.READING),
        NextStep.WENT_WRONG: HomeStep("lifebuoy", _tr("Something went wrong"), wrong, _tr("Open"), PageId.WENT_WRONG),
    }
