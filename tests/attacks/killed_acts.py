"""Kills a process at each step of an act on the shared space, and looks at what is left after the next unlock.

A step is a row that is written, or a commit.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from app.models.agreement import AgreementState
from app.models.answer import Stance
from app.models.clause import ClauseKind
from app.models.conversation import ConversationAnswer, Question, debrief_of
from app.models.limits import Outcome, Talk, TalkResult
from app.models.outline import DraftKind
from app.models.said_kinds import RESTS, TOLD
from app.models.sealing import ShareChoice
from app.services import agreements, conversation, conversation_opening, opening, sharing
from app.services.agreement_store import all_agreements
from app.services.shared_list import shared_items
from tests.services.consent_walk import Walk
from tests.support.files import contents, put_files
from tests.support.killing import KILLED, killed
from tests.support.openings import KISSING, ready
from tests.support.vaults import SHARED

Fact = tuple[str, ...]
Act = Callable[[Walk], Callable[[], object]]
"""Prepares a couple; then the act itself."""


class Left(NamedTuple):
    """What is left of an act that was cut off."""

    added: frozenset[Fact]
    removed: frozenset[Fact]
    is_half: bool
    """Whether some of what the act adds, or of what it narrows, is there without the rest of it."""


def agreeing(walk: Walk) -> Callable[[], object]:
    """Sam says the second yes to a newer version of a scene, while both are here."""
    _agree(walk)
    walk.edit(walk.vault.alex, DraftKind.SCENE, "No marks")
    walk.read(walk.vault.alex, DraftKind.SCENE)
    return lambda: walk.read(walk.vault.sam, DraftKind.SCENE)


def opening_a_limit(walk: Walk) -> Callable[[], object]:
    """Both accept an opening: Sam's limit to what was agreed, and something that both want."""
    walk.take_back(walk.vault.alex, 2)
    _agree(walk)
    walk.answer(walk.vault.sam, 0, Stance.HARD_LIMIT, "")
    walk.answer(walk.vault.alex, 2, Stance.WILLING, "")
    vault, today = walk.vault, walk.today
    with vault.unit(vault.sam) as uow:
        sharing.choose(uow, person=vault.sam, keys=((KISSING, "together"),), choice=ShareChoice.SHARE)
    for person in vault.pair:
        ready(vault, person)
    with vault.unit(SHARED) as uow:
        begun = opening.begin_opening(uow, people=vault.pair, base=vault.catalogue, today=today).opening.comparison

    def accept() -> None:
        with vault.unit(SHARED) as uow:
            opening.accept_opening(uow, comparison=begun, today=today, new_id=vault.ids)

    return accept


def talking(walk: Walk) -> Callable[[], object]:
    """Both agree in a talk, with a note."""
    for person in walk.vault.pair:
        walk.take_back(person, 2)
        walk.answer(person, 2, Stance.CURIOUS, "")
    walk.open_together()
    item = next(item for item in walk.listed() if item.outcome is Outcome.TALK)
    talk = Talk(result=TalkResult.AGREED, notes="slowly")
    return lambda: walk.act(lambda uow: opening.keep_talk(uow, item=item, talk=talk, now=walk.vault.clock()))


def withdrawing_rules(walk: Walk) -> Callable[[], object]:
    """Sam ends the ground rules, and with them what was read with them."""
    _agree(walk)
    rules = next(v.agreement.id for v in walk.versions() if v.agreement.document.kind is DraftKind.GROUND_RULES)
    return lambda: walk.act(
        lambda uow: agreements.withdraw(
            uow, person=walk.vault.sam, agreement_id=rules, clause_ids=None, now=walk.vault.clock()
        )
    )


def taking_back(walk: Walk) -> Callable[[], object]:
    """Sam takes back what they disclosed, with a condition that an agreement reads."""
    walk.answer(walk.vault.sam, 1, Stance.WANT, "slowly")
    walk.open_together()
    _agree(walk)
    return lambda: walk.take_back(walk.vault.sam, 1)


def talking_it_over(walk: Walk) -> Callable[[], object]:
    """Both accept the opening of a debrief: each told something, and the scene is over."""
    _agree(walk)
    vault, base = walk.vault, walk.vault.catalogue
    scene = next(v.agreement for v in walk.versions() if v.agreement.document.kind is DraftKind.SCENE)
    subject, asked = debrief_of(scene.id), tuple(Question(id=name) for name in ("went", "care"))
    for person in vault.pair:
        for question in asked:
            answer = ConversationAnswer(
                subject=subject, question=question.id, words=f"{question.id} {person}", is_shared=True, at=vault.clock()
            )
            with vault.unit(person) as uow:
                conversation.save_answer(uow, person=person, answer=answer)
        with vault.unit(person) as uow:
            conversation.mark_ready(uow, person=person, subject=subject, asked=asked)
    with vault.unit(SHARED) as uow:
        begun = conversation_opening.begin_conversation(uow, people=vault.pair, subject=subject, asked=asked, base=base)

    def accept() -> None:
        with vault.unit(SHARED) as uow:
            conversation_opening.accept_conversation(uow, people=vault.pair, subject=subject, opened=begun.opened)

    return accept


ACTS: dict[str, Act] = {
    act.__name__: act for act in (agreeing, opening_a_limit, talking, talking_it_over, withdrawing_rules, taking_back)
}


def _agree(walk: Walk) -> None:
    for kind in DraftKind:
        if kind is DraftKind.SCENE:
            for side in range(3):
                walk.propose(walk.vault.alex, side)
        for person in walk.vault.pair:
            walk.read(person, kind)
    assert walk.agreed == len(DraftKind)


def facts(walk: Walk) -> frozenset[Fact]:
    """What counts: what is agreed and allowed, and what is on the shared list."""
    found: set[Fact] = set()
    with walk.vault.unit() as uow:
        for version in all_agreements(uow, walk.today):
            if version.state is AgreementState.AGREED:
                allowed = (clause for clause in version.clauses if clause.kind is ClauseKind.PERMISSION)
                found |= {("allowed", version.agreement.id, clause.id) for clause in allowed}
        for item in shared_items(uow):
            found.add(("listed", item.id, item.outcome.value, item.talk.notes, str(item.disclosures)))
        found |= {("rests", said.author, said.key) for said in uow.parts.all(RESTS)}
        found |= {("told", said.author, said.key, said.body.words) for said in uow.parts.all(TOLD)}
    return frozenset(found)


def cut_off(name: str, *, commits_only: bool = False, every: int = 1) -> list[Left]:
    """Kill an act at each of its steps in turn; yields what was left each time."""
    walk = Walk()
    try:
        prepare = ACTS[name]
        do = prepare(walk)
        before = facts(walk)
        walk.vault.service.close()
        files, given = contents(walk.vault.folder), walk.vault.ids.given
        _restore(walk, files, given)
        walk.open_again()
        do()
        whole = facts(walk)
        walk.vault.service.close()
        found: list[Left] = []
        number, ended = 0, KILLED
        while ended == KILLED:
            number += every
            _restore(walk, files, given)
            ended = killed(walk.open_again, do, number, commits_only=commits_only)
            walk.open_again()  # both unlock, which must accuse nobody
            found.append(left_of(before, whole, facts(walk)))
            walk.vault.service.close()
        assert found[-1].added or not whole - before, "the last one was not cut off"
        return found
    finally:
        walk.close()


def left_of(before: frozenset[Fact], whole: frozenset[Fact], now: frozenset[Fact]) -> Left:
    """What is left of an act that would have led from one state to a different one."""
    adds, narrows = whole - before, before - whole
    added, removed = now & adds, narrows - now
    is_half = added not in (frozenset(), adds) or removed not in (frozenset(), narrows) or bool(now - before - whole)
    return Left(added, removed, is_half or (bool(added) and removed != narrows))


def _restore(walk: Walk, files: dict[str, bytes], given: int) -> None:
    put_files(walk.vault.folder, files)
    walk.vault.ids.given = given
