"""The evening that the sample people held: from a yes over ready checks, the live page and care to talking it over."""

from __future__ import annotations

from datetime import date, timedelta

from app.models.afterwards import LaterCheck
from app.models.base import ItemId, PersonId
from app.models.conversation import ACTIVITY, Question, debrief_of
from app.models.live import LiveEvent
from app.models.scene_day import ReadyAsk, Verdict
from app.services import afterwards, conversation, conversation_opening, live, scene_day
from app.services.care import aftercare
from app.services.sample import SampleBuilder
from app.services.units import SHARED


def hold_evening(couple: SampleBuilder) -> ItemId:
    """Perform it, after all that `SampleBuilder.fill` does; returns the id of its agreement."""
    evening = couple.sample.evening
    on = couple.today - timedelta(days=evening.days_ago)
    scene = couple.make_draft(evening.scene, on)
    assert scene is not None
    _check_ready(couple, scene, on)
    _hold(couple, scene, on)
    for person in couple.people:
        _care(couple, scene, person)
    _talk_over(couple, scene)
    return scene


def _check_ready(couple: SampleBuilder, scene: ItemId, on: date) -> None:
    act = couple.act
    for person in couple.people:
        for ask in ReadyAsk:
            act(person, scene_day.answer_check, person=person, agreement_id=scene, ask=ask, answer=True, today=on)
        ready = Verdict.READY
        act(person, scene_day.give_verdict, person=person, agreement_id=scene, verdict=ready, today=on)
    act(SHARED, scene_day.compare_checks, agreement_id=scene, today=on)


def _hold(couple: SampleBuilder, scene: ItemId, on: date) -> None:
    evening, base, new_id = couple.sample.evening, couple.catalogue, couple.new_id
    began = evening.began_at(couple.now)
    couple.act(SHARED, live.begin_scene, agreement_id=scene, today=on, now=began, base=base, new_id=new_id)
    with couple.units(None) as uow:
        running = live.running(uow)
    assert running is not None
    events = [LiveEvent(at=each.minute * 60, n=n, mark=each.mark) for n, each in enumerate(evening.happened)]
    elapsed = float(events[-1].at)
    over = began + timedelta(seconds=elapsed)
    couple.act(SHARED, live.keep_running, key=running.key, elapsed=elapsed, now=over, events=events)


def _care(couple: SampleBuilder, scene: ItemId, person: PersonId) -> None:
    """What they needed, but for one thing, and every later check."""
    act, now = couple.act, couple.sample.evening.began_at(couple.now) + timedelta(hours=3)
    with couple.units(None) as uow:
        needs = next(plan.needs for plan in aftercare(uow) if plan.person == person)
    for need in needs[:-1]:
        act(person, afterwards.tick, person=person, agreement_id=scene, need=need, is_ticked=True, now=now)
    act(person, afterwards.say_how, person=person, agreement_id=scene, now=now, is_grounded=True)
    last = LaterCheck.THIRD_DAY
    act(person, afterwards.finish_check, person=person, agreement_id=scene, check=last)


def _talk_over(couple: SampleBuilder, scene: ItemId) -> None:
    evening, people, subject = couple.sample.evening, couple.people, debrief_of(scene)
    act, at, base = couple.act, couple.now - timedelta(days=evening.talked_days_ago), couple.catalogue
    names = (told.question.partition("|")[0] for answers in evening.talked.values() for told in answers)
    asked = tuple(Question(id=name) for name in dict.fromkeys((ACTIVITY, *names)))
    for person, sample in zip(people, couple.sample.people, strict=True):
        for told in evening.talked[sample.key]:
            answer = told.answer(at, subject).evolve(question=_question(couple, told.question))
            act(person, conversation.save_answer, person=person, answer=answer)
        act(person, conversation.mark_ready, person=person, subject=subject, asked=asked)
    opening = conversation_opening
    begun = act(SHARED, opening.begin_conversation, people=people, subject=subject, asked=asked, base=base)
    act(SHARED, opening.accept_conversation, people=people, subject=subject, opened=begun.opened)


def _question(couple: SampleBuilder, name: str) -> str:
    """The id of a question: in the file, a person's key stands for theirs at the end of an activity."""
    about, _, key = name.rpartition("|")
    return f"{about}|{couple.person(key)}" if about and key else name
