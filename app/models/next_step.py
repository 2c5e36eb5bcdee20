"""The next steps that Home names, the one to take now first: a pure rule, the same for both people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.models.afterwards import may_talk_over
from app.models.agreement import AgreementState, CurrentAgreement, ends_with_debrief
from app.models.base import Model
from app.models.outline import DraftKind
from app.models.presence import PresenceKind

TALKS_AN_EVENING = 3
"""How many things Home asks to talk about before it goes on to signals."""
TALK_OVER_FOR = timedelta(days=7)
"""How long after a scene Home suggests to talk it over."""
PRINT_FOR = timedelta(days=7)
"""How long after agreeing Home suggests to print."""
REVIEW_SOON = timedelta(days=7)
"""How long before its review Home says so."""
REVIEW_FOR = timedelta(days=14)
"""How long after its review day Home suggests to review a scene; ground rules always."""


class NextStep(StrEnum):
    """A step that somebody can take now."""

    CARE = "care"
    """Care after a scene: one's own list, or saying how one is by now."""
    CARE_TOGETHER = "care_together"
    """What helps each of them, within the hour after a scene."""
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
    REVIEW_SCENE = "review_scene"
    """Review a scene that holds until its review, once that is near or was a short while ago."""
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
    read yet. `is_scene_just_over`: a scene that was held here was over within this hour.
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
    needs_scene_review: bool = False
    needs_print: bool = False
    is_just_agreed: bool = False
    is_scene_running: bool = False
    is_scene_today: bool = False
    is_scene_ahead: bool = False
    is_scene_tomorrow: bool = False
    is_scene_just_over: bool = False
    is_scene_over: bool = False
    has_scene: bool = False

    @property
    def is_together(self) -> bool:
        """Whether both are here and it is nobody's turn."""
        return self.presence is PresenceKind.TOGETHER


def next_steps(facts: StepFacts) -> tuple[NextStep, ...]:
    """Every step that those who are here can take now, the one to take next first; there is always one."""
    found = dict.fromkeys(step for holds, step in (_TOGETHER if facts.is_together else _ALONE) if holds(facts))
    if facts.is_together:
        return (*(tuple(found) or (NextStep.OPENED,)), NextStep.CONVERSATION)
    return (*found, NextStep.JOURNAL, NextStep.CONVERSATION, NextStep.RESOURCES, NextStep.WENT_WRONG)


Rule = tuple[Callable[[StepFacts], bool], NextStep]
"""What has to be so for a step, and the step."""
Rules = tuple[Rule, ...]


def _where(holds_too: Callable[[StepFacts], bool], rules: Rules) -> Rules:
    def both(holds: Callable[[StepFacts], bool]) -> Callable[[StepFacts], bool]:
        return lambda f: holds_too(f) and holds(f)

    return tuple((both(holds), step) for holds, step in rules)


_FIRST_TALK: Rule = (lambda f: not f.has_first_talk, NextStep.FIRST_TALK)
_PREPARING: Rules = (
    (lambda f: f.is_ready, NextStep.PARTNERS_TURN),
    (lambda f: not f.is_ready and not f.has_answered, NextStep.ANSWER),
    (lambda f: not f.is_ready, NextStep.SHARE),
)
_PLANNING: Rules = (
    # From signals to a text that both have read.
    (lambda f: not f.has_signals, NextStep.SIGNALS),
    (lambda f: f.is_together and f.has_signals and not f.has_practised, NextStep.PRACTISE),
    (lambda f: f.needs_aftercare, NextStep.AFTERCARE),
    (lambda f: f.has_half_yes, NextStep.READ),
    (lambda f: f.is_together and f.needs_print, NextStep.PRINT),
    (lambda f: f.has_outline, NextStep.OUTLINE),
    # Before a scene: one that is read on top of ground rules asks about its own few items only.
    (lambda f: f.wants_rules and f.has_opened, NextStep.RULES),
    (lambda f: f.has_unread and not f.has_half_yes, NextStep.READ),
    # What is agreed, and the days it names.
    (lambda f: f.is_scene_today, NextStep.SCENE_TODAY),
    (lambda f: f.is_scene_over, NextStep.DEBRIEF),
    (lambda f: f.is_scene_ahead, NextStep.SCENE_AHEAD),
    (lambda f: f.needs_review, NextStep.REVIEW),
    (lambda f: f.needs_scene_review, NextStep.REVIEW_SCENE),
)
_ALONE: Rules = (
    (lambda f: f.is_scene_running, NextStep.SCENE_RUNS),
    (lambda f: f.is_cared_for, NextStep.CARE),
    (lambda f: f.is_told, NextStep.TOLD),
    (lambda f: f.is_reading, NextStep.READ_ON),
    (lambda f: f.is_solo and not f.has_answered, NextStep.ANSWER),
    *_where(
        lambda f: not f.is_solo and not f.has_opened,
        (*_PREPARING, _FIRST_TALK),
    ),
    *_where(
        lambda f: not f.is_solo,
        (
            (lambda f: f.has_agreeable, NextStep.COME_TOGETHER),
            (lambda f: f.has_waiting_yes and not f.has_agreeable, NextStep.YES_WAITS),
            (lambda f: f.is_scene_today, NextStep.SCENE_TODAY),
            (lambda f: f.is_scene_tomorrow, NextStep.SCENE_AHEAD),
            *_PLANNING,
        ),
    ),
    (lambda f: f.is_asked_again, NextStep.ASKED_AGAIN),
    (lambda f: f.has_begun_talk, NextStep.TALKING),
    (lambda f: f.has_opened, NextStep.CHECK_IN),
    *_where(lambda f: f.has_opened and not f.is_ready, _PREPARING),
    (lambda f: f.has_answered, NextStep.MY_LIST),
    *_where(lambda f: f.is_solo, (_FIRST_TALK,)),
    (lambda f: True, NextStep.CHECK_IN),
    (lambda f: f.is_solo, NextStep.PREPARE_ALONE),
)
_TOGETHER: Rules = (
    (lambda f: f.is_scene_running, NextStep.SCENE_RUNS),
    (lambda f: f.is_scene_just_over, NextStep.CARE_TOGETHER),
    (lambda f: f.has_agreeable, NextStep.AGREE),
    (lambda f: f.is_opening, NextStep.GO_ON_OPENING),
    (lambda f: f.are_both_ready and not f.is_opening, NextStep.OPEN),
    (lambda f: not (f.is_opening or f.are_both_ready or f.has_opened), NextStep.PREPARE),
    (lambda f: f.can_open_talk, NextStep.OPEN_TALK),
    (lambda f: not (f.has_opened or f.has_first_talk), NextStep.FIRST_TALK),
    (lambda f: f.is_scene_today and not f.is_just_agreed, NextStep.SCENE_TODAY),
    (lambda f: f.is_scene_tomorrow and not f.is_just_agreed, NextStep.SCENE_AHEAD),
    (lambda f: f.has_talk and f.talked < TALKS_AN_EVENING and not f.has_signals, NextStep.TALK),
    *_PLANNING,
    (lambda f: f.has_opened and not f.has_scene, NextStep.SCENE),
    (lambda f: f.has_talk, NextStep.TALK),
)


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


def is_scene_to_review(current: CurrentAgreement, today: date) -> bool:
    """Whether it is a scene that holds until its review, which is due within a week or was lately."""
    document = current.agreement.document
    if document.kind is not DraftKind.SCENE or ends_with_debrief(current.agreement) or document.review_on is None:
        return False
    was_lately = current.state is AgreementState.LAPSED and today <= document.review_on + REVIEW_FOR
    return was_lately or is_reviewed_soon(current, today)
