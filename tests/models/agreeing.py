"""Two people who read a small scene and agree on it, for tests of readings and agreements."""

from __future__ import annotations

from app.errors import NotReady
from app.models.aftercare import AftercarePlan
from app.models.agreement import (
    Agreement,
    Yes,
    YesSaid,
    agreement_id_of,
    agreements_between,
    default_review,
    yes_key,
    yes_of,
)
from app.models.answer import Answer, AnswerKey
from app.models.base import ItemId, PersonId
from app.models.clause import Document
from app.models.layout import DraftSources, lay_out
from app.models.limits import SharedItem
from app.models.outline import Draft, DraftKind, Line, propose
from app.models.reading import (
    ClauseReply,
    Reading,
    clauses_to_read,
    conflicts_of,
    draft_after_reading,
    is_blocked,
    require_finished,
    waiting_clauses,
    with_reply,
)
from app.models.said import Said
from app.models.said_kinds import PartEra
from tests.models.strategies import ALEX, CATALOGUE, PEOPLE, SAM, TODAY
from tests.support import factories as make

CARE = tuple(AftercarePlan(person=person, nothing=True) for person in PEOPLE)
SOURCES = DraftSources(signals=make.signals(), aftercare=CARE)
Given = dict[AnswerKey, Answer]
SPACE = "space"
ERAS = tuple(PartEra(person=person, era=f"era of {person}") for person in PEOPLE)


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
    asked = {clause.id for clause in clauses_to_read(document, earlier)}
    for clause in document.clauses:
        if clause.id not in asked and not is_blocked(clause, person, answers):
            continue
        if clause.id in out and clause.may_be_taken_out_by(person):
            reading = with_reply(reading, clause, ClauseReply.TAKE_OUT, answers)
            continue
        try:
            reading = with_reply(reading, clause, ClauseReply.YES, answers)
        except NotReady:
            reading = with_reply(reading, clause, ClauseReply.TAKE_OUT, answers)
    after = draft_after_reading(draft, document, reading, line_id=ItemId(f"w-{person}"))
    text = lay_out(after, SOURCES, CATALOGUE)
    require_finished(document, text, reading, earlier, answers)
    return after, yes_to(text, person)


def with_yes_to_rest(reading: Reading, document: Document, earlier: Yes | None, answers: Given) -> Reading:
    """The reading with a yes to everything that waits and has no conflict with a private answer."""
    for clause in waiting_clauses(document, reading, earlier, answers):
        if not conflicts_of(clause, reading.person, answers):
            reading = with_reply(reading, clause, ClauseReply.YES, answers)
    return reading


def said_to(document: Document, **changes: object) -> YesSaid:
    """What somebody says who says yes to a document."""
    said = YesSaid(
        draft_id=document.draft_id, act="act", space=SPACE, eras=ERAS, text=document.sealed, on=TODAY, met=TODAY
    )
    return said.evolve(**changes)


def row_of(person: PersonId, said: YesSaid, key: str = "") -> Said[YesSaid]:
    """The row of a yes, under its own key unless it is a different one."""
    return Said(person, key or yes_key(said.draft_id, agreement_id_of(said)), said, "", 1)


def yes_to(document: Document, person: PersonId, **changes: object) -> Yes:
    """A person's yes to a document, met on the day of the tests."""
    yes = yes_of(row_of(person, said_to(document, **changes)), SPACE, ERAS)
    assert yes is not None
    return yes


def agree_on(*yeses: Yes) -> Agreement | None:
    """The agreement of these yeses, if they make one."""
    return next(iter(agreements_between(yeses, PEOPLE)), None)


def agreement_of(shared: tuple[SharedItem, ...] = ()) -> Agreement:
    """An agreement that both said yes to after reading everything."""
    draft, first = read(scene_of(shared), ALEX, {}, set())
    _draft, second = read(draft, SAM, {}, set())
    agreed = agree_on(first, second)
    assert agreed is not None
    return agreed


def by_key(answers: tuple[Answer, ...]) -> Given:
    """Answers by what they are about."""
    return {answer.key: answer for answer in answers}
