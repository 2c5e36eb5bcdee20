"""Two people who read a small scene and agree on it, for tests of readings and agreements."""

from __future__ import annotations

from app.errors import NotReady
from app.models.aftercare import AftercarePlan
from app.models.agreement import Agreement, Yes, agreement_between, default_review
from app.models.answer import Answer, AnswerKey
from app.models.base import ItemId, PersonId
from app.models.clause import DraftSources, lay_out
from app.models.limits import SharedItem
from app.models.outline import Draft, DraftKind, Line, propose
from app.models.reading import ClauseReply, Reading, clauses_to_read, draft_after_reading, prepare_yes, with_reply
from tests.models.strategies import ALEX, CATALOGUE, PEOPLE, SAM, TODAY
from tests.support import factories as make

CARE = tuple(AftercarePlan(person=person, nothing=True) for person in PEOPLE)
SOURCES = DraftSources(signals=make.signals(), aftercare=CARE)
Given = dict[AnswerKey, Answer]


def scene_of(shared: tuple[SharedItem, ...]) -> Draft:
    """A scene with everything of the shared list that may be proposed (`i0`, `i1`, ...), and one line (`x`)."""
    draft = Draft(id=ItemId("d"), kind=DraftKind.SCENE, cap_minutes=60, review_on=default_review(TODAY))
    for number, item in enumerate(shared):
        if item.may_be_proposed and not item.outcome.is_limit:
            draft = propose(draft, shared, item.pairing, item_id=ItemId(f"i{number}"), by=None)
    return draft.evolve(exclusions=(Line(id=ItemId("x"), text="No photos"),))


def read(
    draft: Draft, person: PersonId, answers: Given, out: set[str], earlier: Yes | None = None, words: str = ""
) -> tuple[Draft, Yes]:
    """A whole reading: take out these clauses and those blocked by a limit, yes to every other clause one by one."""
    document = lay_out(draft, SOURCES, CATALOGUE)
    reading = Reading(draft_id=draft.id, person=person, words=words)
    for clause in clauses_to_read(document, earlier, person, answers):
        if clause.id in out and clause.may_be_taken_out_by(person):
            reading = with_reply(reading, clause, ClauseReply.TAKE_OUT, answers)
            continue
        try:
            reading = with_reply(reading, clause, ClauseReply.YES, answers)
        except NotReady:
            reading = with_reply(reading, clause, ClauseReply.TAKE_OUT, answers)
    after = draft_after_reading(draft, document, reading, line_id=ItemId(f"w-{person}"))
    return after, prepare_yes(document, lay_out(after, SOURCES, CATALOGUE), reading, earlier, answers, number=1)


def agree_on(draft: Draft, *yeses: Yes) -> Agreement | None:
    """The agreement of these yeses, if they make one."""
    return agreement_between(lay_out(draft, SOURCES, CATALOGUE), PEOPLE, yeses, number=1, on=TODAY)


def agreement_of(shared: tuple[SharedItem, ...] = ()) -> Agreement:
    """An agreement that both signed after reading everything."""
    draft, first = read(scene_of(shared), ALEX, {}, set())
    draft, second = read(draft, SAM, {}, set())
    agreed = agree_on(draft, first, second)
    assert agreed is not None
    return agreed


def by_key(answers: tuple[Answer, ...]) -> Given:
    """Answers by what they are about."""
    return {answer.key: answer for answer in answers}
