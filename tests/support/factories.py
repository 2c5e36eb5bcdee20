"""Valid models with calm defaults; name only what a test is about."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.models.aftercare import AftercarePlan, CareKind, CareNeed
from app.models.agreement import Agreement, Yes
from app.models.answer import Answer, AnswerChange, Ceiling, Stance, TermWords, allowed_visibilities
from app.models.base import ActivityId, ItemId, PersonId
from app.models.catalogue import CatalogueEntry, Category, Direction, SideLabels
from app.models.clause import Clause, ClauseKind, Document
from app.models.limits import Disclosure, Outcome, SharedItem, SharedTerm, Talk, TalkResult
from app.models.outline import (
    Condition,
    Draft,
    DraftField,
    DraftKind,
    DraftSection,
    Line,
    OutlineItem,
    PersonNeeds,
    PersonRole,
    PersonWords,
    Role,
    Scope,
)
from app.models.pairing import Pairing
from app.models.person import MarkShape, Person, PersonMark
from app.models.reading import ClauseReply, Reading
from app.models.sealing import SealedAnswers, SealedItem, SealedTerm
from app.models.signal import Channel, Level, SafetySignal
from tests.support.clock import START

ALEX, SAM = PersonId("a" * 32), PersonId("b" * 32)
HUGS, MASSAGE, PRAISE = ActivityId("touch.hugs"), ActivityId("touch.massage"), ActivityId("language.praise")
WORDS_TO_AVOID = ActivityId("language.words_to_avoid")
TODAY = date(2026, 3, 14)
REVIEW = date(2026, 6, 14)

_STANCES = {
    Outcome.YES: Stance.WANT,
    Outcome.TALK: Stance.CURIOUS,
    Outcome.OFFERED: Stance.WILLING,
    Outcome.NOT_NOW: Stance.SOFT_LIMIT,
    Outcome.OFF: Stance.HARD_LIMIT,
}


def person(person_id: PersonId = ALEX, **changes: Any) -> Person:
    """Alex, or with Sam's id Sam."""
    name, shape = ("Sam", MarkShape.SQUARE) if person_id == SAM else ("Alex", MarkShape.CIRCLE)
    return Person(
        **{"id": person_id, "name": name, "pronouns": "they/them", "mark": PersonMark(shape=shape), **changes}
    )


def answer(
    activity_id: str = HUGS,
    stance: Stance | None = Stance.WANT,
    direction: Direction = Direction.TOGETHER,
    **changes: Any,
) -> Answer:
    """An answer; its visibility is the default of its stance."""
    usual = {"visibility": allowed_visibilities(stance)[0]}
    if stance is Stance.ONLY_IF:
        usual["conditions"] = "after we have talked"  # type: ignore[assignment]
    return Answer(**{"activity_id": activity_id, "direction": direction, "stance": stance, **usual, **changes})


def answer_change(**changes: Any) -> AnswerChange:
    """A step in an answer's history."""
    return AnswerChange(**{"answer": answer(), "at": START, **changes})


def term_words(entry_id: str = WORDS_TO_AVOID, words: str = "nicknames from school", **changes: Any) -> TermWords:
    """A person's own words for a term."""
    return TermWords(**{"entry_id": entry_id, "words": words, **changes})


def category(category_id: str = "own.category", **changes: Any) -> Category:
    """A category that a person added."""
    return Category(**{"id": category_id, "title": "Evenings in", "own": True, **changes})


def entry(entry_id: str = "own.0a1b", **changes: Any) -> CatalogueEntry:
    """An activity that a person added, with two sides."""
    return CatalogueEntry(
        **{
            "id": entry_id,
            "category": "touch",
            "title": "Brushing hair by the window",
            "labels": SideLabels.GIVES,
            "added_by": ALEX,
            **changes,
        }
    )


def sealed_item(activity_id: str = HUGS, stance: Stance = Stance.WANT, **changes: Any) -> SealedItem:
    """One sealed answer."""
    return SealedItem(
        **{"activity_id": activity_id, "direction": Direction.TOGETHER, "stance": stance, "always": False, **changes}
    )


def sealed(person_id: PersonId = ALEX, **changes: Any) -> SealedAnswers:
    """A snapshot with one yes and one term."""
    terms = (SealedTerm(entry_id=WORDS_TO_AVOID, words="nicknames from school"),)
    return SealedAnswers(**{"person": person_id, "items": (sealed_item(),), "terms": terms, **changes})


def pairing(activity_id: str = HUGS, active: PersonId | None = None) -> Pairing:
    """An activity that both do together, unless somebody is on its active side."""
    return Pairing(activity_id=ActivityId(activity_id), active=active)


def shared_item(
    outcome: Outcome = Outcome.YES,
    *,
    activity_id: str = HUGS,
    active: PersonId | None = None,
    **changes: Any,
) -> SharedItem:
    """An opened item: a yes or talk of both, otherwise Alex's alone."""
    holders = (ALEX, SAM) if outcome in (Outcome.YES, Outcome.TALK) else (ALEX,)
    disclosures = tuple(Disclosure(person=holder, stance=_STANCES[outcome]) for holder in holders)
    return SharedItem(
        **{
            "pairing": pairing(activity_id, active),
            "outcome": outcome,
            "disclosures": disclosures,
            "opened_on": TODAY,
            **changes,
        }
    )


def talk(result: TalkResult = TalkResult.AGREED, **changes: Any) -> Talk:
    """A talk that came to a result."""
    return Talk(**{"result": result, "notes": "slowly, with the light on", **changes})


def shared_term(person_id: PersonId = ALEX, entry_id: str = WORDS_TO_AVOID, **changes: Any) -> SharedTerm:
    """Opened words for a term."""
    return SharedTerm(
        **{
            "person": person_id,
            "entry_id": entry_id,
            "words": "nicknames from school",
            **changes,
        }
    )


def signal(
    signal_id: str = "signal1", level: Level = Level.RED, channel: Channel = Channel.VERBAL, **changes: Any
) -> SafetySignal:
    """A spoken red, or by its channel one that works without speech."""
    expression = "red" if channel is Channel.VERBAL else "three taps"
    return SafetySignal(
        **{
            "id": ItemId(signal_id),
            "level": level,
            "channel": channel,
            "expression": expression,
            "meaning": "stop everything",
            "response": "we stop, and look after each other",
            **changes,
        }
    )


def signals() -> tuple[SafetySignal, SafetySignal]:
    """The two that an agreement needs."""
    return signal(), signal("signal2", channel=Channel.NONVERBAL)


def plan(person_id: PersonId = ALEX, **changes: Any) -> AftercarePlan:
    """An answered aftercare plan."""
    needs = (CareNeed(kind=CareKind.PHYSICAL, text="water and a blanket"),)
    return AftercarePlan(**{"person": person_id, "needs": needs, "avoid": ("being asked how it was",), **changes})


def line(text: str = "no photos", line_id: str = "line1", by: PersonId | None = ALEX) -> Line:
    """A line of own words."""
    return Line(id=ItemId(line_id), text=text, by=by)


def outline_item(item_id: str = "outline1", **changes: Any) -> OutlineItem:
    """A proposed activity."""
    return OutlineItem(**{"id": ItemId(item_id), "pairing": pairing(), "proposed_by": ALEX, **changes})


def draft(draft_id: str = "draft1", kind: DraftKind = DraftKind.SCENE, **changes: Any) -> Draft:
    """A scene, or the ground rules, as first opened; a scene has its cap."""
    scene = {"title": "Saturday evening", "scope": Scope.ONCE, "cap_minutes": 60}
    rules = {"scope": Scope.UNTIL_REVIEW}
    usual = scene if kind is DraftKind.SCENE else rules
    return Draft(**{"id": ItemId(draft_id), "kind": kind, "review_on": REVIEW, **usual, **changes})


def full_draft(draft_id: str = "draft1", words: str = "own words", **changes: Any) -> Draft:
    """A scene with something in every section, with `words` wherever own words can be."""
    return draft(
        draft_id,
        **{
            "title": words,
            "needs": (PersonNeeds(person=ALEX, needs=("closeness", "rest"), text=words),),
            "items": (
                outline_item(ceiling=Ceiling.MEDIUM, conditions=(Condition(person=SAM, words=words),), details=words),
            ),
            "exclusions": (line(words),),
            "time": words,
            "place": words,
            "privacy": words,
            "check_in_minutes": 15,
            "roles": (PersonRole(person=SAM, role=Role.LEADING, text=words),),
            "contacts": (PersonWords(person=SAM, text=words),),
            "health": (PersonWords(person=ALEX, text=words),),
            "substances": words,
            "stop_criteria": (line(words, "line3"),),
            "rules": (line(words, "line4"),),
            "debrief": words,
            "questions": (line(words, "line5"),),
            "words": (line(words, "line6", SAM),),
            "settled": frozenset({DraftSection.PLACE_TIME, DraftSection.HEALTH}),
            **changes,
        },
    )


def clause(clause_id: str = "line:line1", text: str = "no photos", **changes: Any) -> Clause:
    """A protection in own words."""
    return Clause(
        **{
            "id": clause_id,
            "section": DraftSection.EXCLUSIONS,
            "kind": ClauseKind.PROTECTION,
            "text": text,
            "by": ALEX,
            **changes,
        }
    )


def document(draft_id: str = "draft1", **changes: Any) -> Document:
    """A scene's text that lacks nothing: both signals, both aftercares, a cap, one activity."""
    clauses = (
        *(clause(f"signal:{s.id}", "", section=DraftSection.SIGNALS, by=None, fixed=True, signal=s) for s in signals()),
        clause("item:outline1", "", section=DraftSection.ITEMS, kind=ClauseKind.PERMISSION, item=outline_item()),
        clause(),
        clause(
            "field:cap_minutes", "", section=DraftSection.PLACE_TIME, by=None, field=DraftField.CAP_MINUTES, minutes=60
        ),
        *(
            clause(
                f"aftercare:{p}", "", section=DraftSection.AFTERCARE, by=None, holder=p, fixed=True, aftercare=plan(p)
            )
            for p in (ALEX, SAM)
        ),
    )
    return Document(
        **{
            "draft_id": ItemId(draft_id),
            "kind": DraftKind.SCENE,
            "title": "Saturday evening",
            "scope": Scope.ONCE,
            "review_on": REVIEW,
            "clauses": clauses,
            **changes,
        }
    )


def reading(draft_id: str = "draft1", person_id: PersonId = ALEX, **changes: Any) -> Reading:
    """A reading that has come to its first reply."""
    replies = {clause().digest: ClauseReply.YES}
    return Reading(**{"draft_id": ItemId(draft_id), "person": person_id, "replies": replies, **changes})


def yes(of: Document | None = None, person_id: PersonId = ALEX, **changes: Any) -> Yes:
    """A person's yes to a document, met on the day of the tests; its id is that of `agreement`."""
    text = of if of is not None else document()
    values = {"agreement_id": "agreement1", "text": text.sealed, "act": "act1", "on": TODAY, "met": TODAY}
    return Yes(**{"person": person_id, **values, **changes})


def agreement(agreement_id: str = "agreement1", of: Document | None = None, **changes: Any) -> Agreement:
    """A document that both said yes to."""
    text = of if of is not None else document()
    return Agreement(**{"id": ItemId(agreement_id), "document": text, "agreed_on": TODAY, **changes})
