"""The next steps that Home names, the one to take now first: a pure rule, the same for both people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.models.afterwards import may_talk_over
from app.models.agreement import AgreementState, CurrentAgreement, ends_with_debrief
from app.models.base import Model
from app.models.presence import PresenceKind

TALKS_AN_EVENING = 3
"""How many things Home asks to talk about before it goes on to signals."""
TALK_OVER_FOR = timedelta(days=7)
"""How long after a scene Home suggests to talk it over."""
PRINT_FOR = timedelta(days=7)
"""How long after agreeing Home suggests to print."""
REVIEW_SOON = timedelta(days=7)
"""How long before its review Home says so."""


class NextStep(StrEnum):
    """A step that somebody can take now."""

    CARE = "care"
    """Care after a scene: one's own list, or saying how one is by now."""
    TOLD = "told"
    """Read what the partner has told about something that went wrong."""
    READ_ON = "read_on"
    """Continue their own reading."""
    ANSWER = "answer"
    """Answer the starter deck."""
    SHARE = "share"
    """Look at what one would share, and mark it ready."""
    PARTNERS_TURN = "partners_turn"
    """One person is ready; whether the partner is, only both see together."""
    PREPARE = "prepare"
    """Each prepares alone."""
    OPEN = "open"
    GO_ON_OPENING = "go_on_opening"
    """Continue an interrupted opening."""
    FIRST_TALK = "first_talk"
    """Answer the questions of the first conversation."""
    OPEN_TALK = "open_talk"
    """Open a conversation that both are ready for."""
    TALK = "talk"
    SIGNALS = "signals"
    PRACTISE = "practise"
    AFTERCARE = "aftercare"
    OUTLINE = "outline"
    """Finish the outline of a scene."""
    RULES = "rules"
    """Read the first ground rules."""
    READ = "read"
    """Read a text that is complete, or that the partner has said yes to."""
    YES_WAITS = "yes_waits"
    """Their yes waits for the partner's."""
    COME_TOGETHER = "come_together"
    """Both have said yes, and agree once both are here."""
    AGREE = "agree"
    PRINT = "print"
    SCENE_RUNS = "scene_runs"
    SCENE_TODAY = "scene_today"
    SCENE_AHEAD = "scene_ahead"
    DEBRIEF = "debrief"
    """Write about a scene whose evening is over, and open it together."""
    TALKING = "talking"
    """Say how talking was; asked once, for a day or two."""
    REVIEW = "review"
    """Review ground rules whose day is near or has passed."""
    SCENE = "scene"
    """Outline a first scene."""
    ASKED_AGAIN = "asked_again"
    """Look at a limit that one wanted to be asked about again; it stays."""
    MY_LIST = "my_list"
    PREPARE_ALONE = "prepare_alone"
    """Prepare signals, aftercare and a scene, for oneself or for a partner who joins later."""
    CHECK_IN = "check_in"
    JOURNAL = "journal"
    CONVERSATION = "conversation"
    """Go to the first conversation, on any day."""
    RESOURCES = "resources"
    WENT_WRONG = "went_wrong"
    """Support, and a page for own words, when something went wrong."""
    OPENED = "opened"
    """Nothing is waiting: look at what was opened together."""


class StepFacts(Model):
    """What the next steps depend on. Facts about one person's own space are false while both are here.

    `is_opening`: both are ready, and part of it was shown. `has_first_talk`: the first conversation was begun alone, or
    opened. `can_open_talk`: both are ready for a conversation. `has_begun_talk`: one began to say how a talk was, and
    is not ready. `needs_aftercare`: somebody who is here has not said what they need. `talked`: how many things were
    talked about. `has_outline`: an outline lacks something.
    `has_unread`: an outline is complete, and nobody has said yes to it. `has_half_yes`: somebody said yes to a
    text, and whoever is here has not, or one of two. `wants_rules`: there never were ground rules, and no yes to
    some waits. `has_scene`: there is a scene, whatever became of it. `is_just_agreed`: what needs a page was agreed
    today. `is_cared_for`: care after a scene waits, or a later check. `is_told`: the partner told something that is not
    read yet.
    """

    presence: PresenceKind
    is_solo: bool = False
    is_reading: bool = False
    has_answered: bool = False
    is_ready: bool = False
    is_asked_again: bool = False
    is_cared_for: bool = False
    is_told: bool = False
    are_both_ready: bool = False
    is_opening: bool = False
    has_first_talk: bool = False
    can_open_talk: bool = False
    has_begun_talk: bool = False
    has_opened: bool = False
    has_talk: bool = False
    talked: int = 0
    has_signals: bool = False
    has_practised: bool = False
    needs_aftercare: bool = False
    has_outline: bool = False
    has_unread: bool = False
    has_half_yes: bool = False
    has_waiting_yes: bool = False
    has_agreeable: bool = False
    wants_rules: bool = False
    needs_review: bool = False
    needs_print: bool = False
    is_just_agreed: bool = False
    is_scene_running: bool = False
    is_scene_today: bool = False
    is_scene_ahead: bool = False
    is_scene_over: bool = False
    has_scene: bool = False


def next_steps(facts: StepFacts) -> tuple[NextStep, ...]:
    """Every step that those who are here can take now, the one to take next first; there is always one."""
    if facts.presence is PresenceKind.TOGETHER:
        return (*(tuple(dict.fromkeys(_together(facts))) or (NextStep.OPENED,)), NextStep.CONVERSATION)
    return tuple(dict.fromkeys(_alone(facts)))


def _alone(facts: StepFacts) -> Iterator[NextStep]:
    if facts.is_scene_running:
        yield NextStep.SCENE_RUNS
    if facts.is_cared_for:
        yield NextStep.CARE
    if facts.is_told:
        yield NextStep.TOLD
    if facts.is_reading:
        yield NextStep.READ_ON
    if not facts.is_solo:
        if not facts.has_opened:
            yield from _preparing(facts)
            if not facts.has_first_talk:
                yield NextStep.FIRST_TALK
        if facts.has_agreeable:
            yield NextStep.COME_TOGETHER
        elif facts.has_waiting_yes:
            yield NextStep.YES_WAITS
        if facts.is_scene_today:
            yield NextStep.SCENE_TODAY
        yield from _planning(facts)
        yield from _dated(facts)
    elif not facts.has_answered:
        yield NextStep.ANSWER
    if facts.is_asked_again:
        yield NextStep.ASKED_AGAIN
    if facts.has_begun_talk:
        yield NextStep.TALKING
    if facts.has_opened:
        yield NextStep.CHECK_IN
        if not facts.is_ready:
            yield from _preparing(facts)
    if facts.has_answered:
        yield NextStep.MY_LIST
    if facts.is_solo and not facts.has_first_talk:
        yield NextStep.FIRST_TALK
    if not facts.has_opened:
        yield NextStep.CHECK_IN
    if facts.is_solo:
        yield NextStep.PREPARE_ALONE
    yield from (NextStep.JOURNAL, NextStep.CONVERSATION, NextStep.RESOURCES, NextStep.WENT_WRONG)


def _preparing(facts: StepFacts) -> Iterator[NextStep]:
    if facts.is_ready:
        yield NextStep.PARTNERS_TURN
        return
    if not facts.has_answered:
        yield NextStep.ANSWER
    yield NextStep.SHARE


def _together(facts: StepFacts) -> Iterator[NextStep]:
    if facts.is_scene_running:
        yield NextStep.SCENE_RUNS
    if facts.has_agreeable:
        yield NextStep.AGREE
    if facts.is_opening:
        yield NextStep.GO_ON_OPENING
    elif facts.are_both_ready:
        yield NextStep.OPEN
    elif not facts.has_opened:
        yield NextStep.PREPARE
    if facts.can_open_talk:
        yield NextStep.OPEN_TALK
    if not (facts.has_opened or facts.has_first_talk):
        yield NextStep.FIRST_TALK
    if facts.is_scene_today and not facts.is_just_agreed:
        yield NextStep.SCENE_TODAY
    talks_first = facts.has_talk and facts.talked < TALKS_AN_EVENING and not facts.has_signals
    if talks_first:
        yield NextStep.TALK
    yield from _planning(facts)
    yield from _dated(facts)
    if facts.has_opened and not facts.has_scene:
        yield NextStep.SCENE
    if facts.has_talk and not talks_first:
        yield NextStep.TALK


def _planning(facts: StepFacts) -> Iterator[NextStep]:
    """From signals to a text that both have read."""
    is_together = facts.presence is PresenceKind.TOGETHER
    if not facts.has_signals:
        yield NextStep.SIGNALS
    elif is_together and not facts.has_practised:
        yield NextStep.PRACTISE
    if facts.needs_aftercare:
        yield NextStep.AFTERCARE
    if facts.has_half_yes:
        yield NextStep.READ
    if is_together and facts.needs_print:
        yield NextStep.PRINT
    if facts.has_outline:
        yield NextStep.OUTLINE
    if facts.wants_rules and facts.has_opened:
        # Before a scene: one that is read on top of ground rules asks about its own few items only.
        yield NextStep.RULES
    if facts.has_unread and not facts.has_half_yes:
        yield NextStep.READ


def _dated(facts: StepFacts) -> Iterator[NextStep]:
    """What is agreed, and the days it names."""
    if facts.is_scene_today:
        yield NextStep.SCENE_TODAY
    if facts.is_scene_over:
        yield NextStep.DEBRIEF
    if facts.is_scene_ahead:
        yield NextStep.SCENE_AHEAD
    if facts.needs_review:
        yield NextStep.REVIEW


def is_planned(current: CurrentAgreement, today: date) -> bool:
    """Whether it is an agreed scene whose evening is today or still to come."""
    day = current.agreement.document.review_on
    is_agreed = current.state is AgreementState.AGREED
    return is_agreed and ends_with_debrief(current.agreement) and day is not None and day >= today


def is_to_talk_over(
    current: CurrentAgreement, today: date, over_at: datetime | None = None, now: datetime | None = None
) -> bool:
    """Whether it is a scene whose evening is just over, and that nobody has ended.

    `over_at`: when it stopped on the live page. Then it is asked about an hour later, or not at all without `now`.
    """
    day = current.agreement.document.review_on
    if current.state not in (AgreementState.AGREED, AgreementState.LAPSED) or day is None:
        return False
    if not ends_with_debrief(current.agreement):
        return False
    if over_at is not None:
        return now is not None and may_talk_over(over_at, now)
    return day < today <= day + TALK_OVER_FOR


def is_reviewed_soon(current: CurrentAgreement, today: date) -> bool:
    """Whether its review is due within a week."""
    day = current.agreement.document.review_on
    is_agreed = current.state is AgreementState.AGREED
    return is_agreed and not ends_with_debrief(current.agreement) and day is not None and day <= today + REVIEW_SOON
