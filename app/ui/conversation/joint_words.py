"""What the stages of opening a conversation say."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication

from app.models.conversation import QuestionSetId
from app.ui.opening.stages import BeforeWords, KeepWords, StageText, StageWords

_say = partial(QCoreApplication.translate, "JointConversation")


def joint_words(set_id: QuestionSetId) -> StageWords:
    """The words for a set of questions."""
    return StageWords(before=_before(set_id), after=_after(set_id))


def _before(set_id: QuestionSetId) -> BeforeWords:
    return BeforeWords(
        prepare=_prepare(set_id),
        ask=StageText(
            _say("Before you open"),
            _say(
                "You are about to read what each of you chose to share, one question at a time. Listen first; there "
                "is nothing to decide. You can stop at any point."
            ),
        ),
        goes_on=_say(
            "Nothing more was shown, and nothing was kept. It continues where you were once both of you have "
            "pressed your mark."
        ),
        nothing_new=_say(
            "That does not mean anything about either of you. You can each go on writing and open again later."
        ),
    )


def _after(set_id: QuestionSetId) -> KeepWords:
    return KeepWords(
        accept=_accept(set_id),
        keep=_say("{name}: keep it"),
        keeping=_say("Keeping it…"),
        not_now_means=_say(
            "“Not now” keeps nothing and uses up both ready marks. To open again, you each mark yours ready once more."
        ),
        kept=StageText(
            _say("It is kept for both of you."),
            _say(
                "Each of you can read it here, and take back your own words at any time. Nothing is agreed because of "
                "it; if it makes you want to change something, each of you does that on your own list."
            ),
        ),
        not_kept=StageText(
            _say("Nothing was kept."),
            _say("Both ready marks have been used up. Whenever you like, each of you can mark yours ready again."),
        ),
        stop=StageText(
            _say("Stop without keeping anything?"),
            _say(
                "What you have just read is not kept, and both ready marks are used up. You can open it another time."
            ),
        ),
    )


def _prepare(set_id: QuestionSetId) -> StageText:
    alone = _say(
        "Each of you answers alone with the device, chooses what to share, and marks it ready. Being ready with "
        "nothing to share counts just as much. If one of you is not ready, that can be read as an answer, so please "
        "do not ask."
    )
    if set_id is QuestionSetId.DEBRIEF:
        return StageText(_say("Take your time. It does not have to be tonight."), alone)
    if set_id is QuestionSetId.TALKING:
        return StageText(_say("Each of you on your own first."), alone)
    return StageText(_say("You open your answers here once you are both ready."), alone)


def _accept(set_id: QuestionSetId) -> StageText:
    text = _say(
        "If both of you press your mark, each of you can read what you have just seen here later on. Either of you "
        "can take back your own words at any time."
    )
    if set_id is QuestionSetId.DEBRIEF:
        text = _say(
            "If both of you press your mark, each of you can read it here later on, and a scene that was planned for "
            "one evening is over: nothing in it is agreed any more. Either of you can take back your own words at any "
            "time."
        )
    return StageText(_say("Would you both like to keep this?"), text)
