"""The next step of the evening, and of the weeks after, at every point of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.next_step import NextStep, StepFacts, next_steps
from app.models.presence import PresenceKind

ALONE, HANDED, TOGETHER = PresenceKind.ALONE, PresenceKind.HANDED_OVER, PresenceKind.TOGETHER

BEGUN = StepFacts(presence=TOGETHER, needs_aftercare=True, wants_rules=True)
OPENED = BEGUN.evolve(has_opened=True)
CARED = OPENED.evolve(has_signals=True, has_practised=True, needs_aftercare=False)
AGREED = CARED.evolve(wants_rules=False)
DONE = AGREED.evolve(has_scene=True)

EVENING: tuple[tuple[StepFacts, NextStep], ...] = (
    # each alone, before the first opening
    (BEGUN, NextStep.PREPARE),
    (BEGUN.evolve(presence=HANDED), NextStep.ANSWER),
    (BEGUN.evolve(presence=ALONE), NextStep.ANSWER),
    (BEGUN.evolve(presence=HANDED, has_answered=True), NextStep.SHARE),
    (BEGUN.evolve(presence=HANDED, is_ready=True), NextStep.PARTNERS_TURN),
    (BEGUN.evolve(presence=ALONE, has_answered=True, is_ready=True), NextStep.PARTNERS_TURN),
    (BEGUN.evolve(are_both_ready=True), NextStep.OPEN),
    (BEGUN.evolve(are_both_ready=True, is_opening=True), NextStep.GO_ON_OPENING),
    # a talk, signals, aftercare
    (OPENED.evolve(has_talk=True), NextStep.TALK),
    (OPENED.evolve(has_talk=True, talked=2), NextStep.TALK),
    (OPENED.evolve(has_talk=True, talked=3), NextStep.SIGNALS),
    (OPENED, NextStep.SIGNALS),
    (OPENED.evolve(has_signals=True, has_talk=True), NextStep.PRACTISE),
    (OPENED.evolve(presence=ALONE, has_signals=True), NextStep.AFTERCARE),
    (OPENED.evolve(has_signals=True, has_practised=True), NextStep.AFTERCARE),
    # a text: completing it, reading it, saying yes, agreeing, printing
    (CARED, NextStep.RULES),
    (CARED.evolve(presence=HANDED), NextStep.RULES),
    (CARED.evolve(presence=HANDED, is_reading=True), NextStep.READ_ON),
    (CARED.evolve(presence=ALONE, is_reading=True, has_waiting_yes=True), NextStep.READ_ON),
    (CARED.evolve(presence=HANDED, wants_rules=False, has_waiting_yes=True), NextStep.YES_WAITS),
    (CARED.evolve(wants_rules=False, has_half_yes=True), NextStep.READ),
    (CARED.evolve(presence=HANDED, wants_rules=False, has_half_yes=True), NextStep.READ),
    (CARED.evolve(presence=ALONE, wants_rules=False, has_agreeable=True), NextStep.COME_TOGETHER),
    (CARED.evolve(wants_rules=False, has_agreeable=True), NextStep.AGREE),
    (AGREED.evolve(needs_print=True), NextStep.PRINT),
    (AGREED.evolve(needs_print=True, has_scene=True, has_outline=True), NextStep.PRINT),
    (AGREED.evolve(needs_print=True, has_half_yes=True), NextStep.READ),
    (AGREED, NextStep.SCENE),
    (CARED.evolve(has_scene=True, has_outline=True), NextStep.OUTLINE),
    (CARED.evolve(has_scene=True, has_unread=True), NextStep.RULES),
    (DONE.evolve(has_unread=True), NextStep.READ),
    # the days after
    (DONE.evolve(is_scene_ahead=True, needs_print=True), NextStep.PRINT),
    (DONE.evolve(is_scene_ahead=True), NextStep.SCENE_AHEAD),
    (DONE.evolve(is_scene_ahead=True, is_scene_tomorrow=True, has_outline=True), NextStep.SCENE_AHEAD),
    (
        DONE.evolve(presence=ALONE, is_scene_ahead=True, is_scene_tomorrow=True, needs_aftercare=True),
        NextStep.SCENE_AHEAD,
    ),
    (DONE.evolve(is_scene_ahead=True, is_scene_tomorrow=True, needs_print=True, is_just_agreed=True), NextStep.PRINT),
    (DONE.evolve(presence=ALONE, is_scene_ahead=True), NextStep.SCENE_AHEAD),
    (DONE.evolve(is_scene_running=True, is_scene_today=True, has_agreeable=True), NextStep.SCENE_RUNS),
    (DONE.evolve(presence=ALONE, is_scene_running=True, is_reading=True), NextStep.SCENE_RUNS),
    (DONE.evolve(is_scene_today=True, needs_print=True), NextStep.SCENE_TODAY),
    (DONE.evolve(is_scene_today=True, needs_print=True, is_just_agreed=True), NextStep.PRINT),
    (DONE.evolve(is_scene_just_over=True, has_agreeable=True, needs_print=True), NextStep.CARE_TOGETHER),
    (DONE.evolve(is_scene_over=True, has_talk=True), NextStep.DEBRIEF),
    (DONE.evolve(presence=ALONE, is_scene_over=True), NextStep.DEBRIEF),
    (DONE.evolve(needs_review=True), NextStep.REVIEW),
    (DONE.evolve(needs_scene_review=True), NextStep.REVIEW_SCENE),
    (DONE.evolve(presence=ALONE, needs_scene_review=True), NextStep.REVIEW_SCENE),
    (DONE.evolve(needs_review=True, needs_scene_review=True), NextStep.REVIEW),
    (DONE.evolve(has_talk=True, talked=5), NextStep.TALK),
    (DONE, NextStep.OPENED),
    (DONE.evolve(are_both_ready=True), NextStep.OPEN),
    (DONE.evolve(can_open_talk=True, is_scene_over=True), NextStep.OPEN_TALK),
    (DONE.evolve(presence=ALONE, has_begun_talk=True), NextStep.TALKING),
    (DONE.evolve(presence=ALONE), NextStep.CHECK_IN),
    (DONE.evolve(presence=ALONE, is_cared_for=True, is_told=True, is_reading=True), NextStep.CARE),
    (DONE.evolve(presence=HANDED, is_told=True, is_reading=True), NextStep.TOLD),
    (DONE.evolve(is_cared_for=True, is_told=True), NextStep.OPENED),
    # a list of their own
    (StepFacts(presence=ALONE, is_solo=True), NextStep.ANSWER),
    (StepFacts(presence=ALONE, is_solo=True, has_answered=True), NextStep.MY_LIST),
    (StepFacts(presence=ALONE, is_solo=True, has_answered=True, is_asked_again=True), NextStep.ASKED_AGAIN),
    (DONE.evolve(presence=ALONE, is_asked_again=True), NextStep.ASKED_AGAIN),
    (DONE.evolve(presence=ALONE, is_asked_again=True, is_scene_ahead=True), NextStep.SCENE_AHEAD),
)
NEVER_FIRST = {
    NextStep.JOURNAL,
    NextStep.RESOURCES,
    NextStep.FIRST_TALK,
    NextStep.CONVERSATION,
    NextStep.PREPARE_ALONE,
    NextStep.WENT_WRONG,
}


@pytest.mark.parametrize(("facts", "step"), EVENING, ids=range(len(EVENING)))
def test_the_one_next_step(facts: StepFacts, step: NextStep) -> None:
    assert next_steps(facts)[0] is step


def test_no_step_is_forgotten() -> None:
    assert {step for _facts, step in EVENING} == set(NextStep) - NEVER_FIRST


FACTS = st.builds(
    StepFacts,
    presence=st.sampled_from((ALONE, HANDED, TOGETHER)),
    talked=st.integers(0, 5),
    **{name: st.booleans() for name, field in StepFacts.model_fields.items() if field.annotation is bool},
)


@given(FACTS)
def test_nothing_is_named_that_is_done_or_cannot_be_done_now(facts: StepFacts) -> None:
    steps = next_steps(facts)
    assert steps
    assert len(set(steps)) == len(steps)
    done = {
        NextStep.CARE: not facts.is_cared_for,
        NextStep.CARE_TOGETHER: not facts.is_scene_just_over,
        NextStep.TOLD: not facts.is_told,
        NextStep.READ_ON: not facts.is_reading,
        NextStep.ANSWER: facts.has_answered,
        NextStep.SHARE: facts.is_ready,
        NextStep.PARTNERS_TURN: not facts.is_ready,
        NextStep.PREPARE: facts.are_both_ready or facts.is_opening or facts.has_opened,
        NextStep.OPEN: not facts.are_both_ready or facts.is_opening,
        NextStep.GO_ON_OPENING: not facts.is_opening,
        NextStep.TALK: not facts.has_talk,
        NextStep.SIGNALS: facts.has_signals,
        NextStep.PRACTISE: facts.has_practised,
        NextStep.AFTERCARE: not facts.needs_aftercare,
        NextStep.OUTLINE: not facts.has_outline,
        NextStep.RULES: not facts.wants_rules,
        NextStep.READ: not (facts.has_unread or facts.has_half_yes),
        NextStep.AGREE: not facts.has_agreeable,
        NextStep.PRINT: not facts.needs_print,
        NextStep.REVIEW: not facts.needs_review,
        NextStep.REVIEW_SCENE: not facts.needs_scene_review,
        NextStep.ASKED_AGAIN: not facts.is_asked_again,
        NextStep.PREPARE_ALONE: not facts.is_solo,
        NextStep.SCENE: facts.has_scene,
        NextStep.FIRST_TALK: facts.has_first_talk or (facts.has_opened and not facts.is_solo),
        NextStep.OPEN_TALK: not facts.can_open_talk,
        NextStep.DEBRIEF: not facts.is_scene_over,
        NextStep.TALKING: not facts.has_begun_talk,
    }
    assert not {step for step, is_done in done.items() if is_done} & set(steps)
    of_both = {
        NextStep.PREPARE,
        NextStep.OPEN,
        NextStep.GO_ON_OPENING,
        NextStep.TALK,
        NextStep.PRACTISE,
        NextStep.AGREE,
        NextStep.PRINT,
        NextStep.SCENE,
        NextStep.OPENED,
        NextStep.OPEN_TALK,
        NextStep.CARE_TOGETHER,
    }
    of_one = {
        NextStep.CARE,
        NextStep.TOLD,
        NextStep.WENT_WRONG,
        NextStep.READ_ON,
        NextStep.ANSWER,
        NextStep.SHARE,
        NextStep.PARTNERS_TURN,
        NextStep.YES_WAITS,
        NextStep.COME_TOGETHER,
        NextStep.ASKED_AGAIN,
        NextStep.TALKING,
        NextStep.MY_LIST,
        NextStep.PREPARE_ALONE,
        NextStep.CHECK_IN,
        NextStep.JOURNAL,
    }
    assert not set(steps) & (of_one if facts.presence is TOGETHER else of_both)
