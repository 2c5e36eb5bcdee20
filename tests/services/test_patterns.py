"""The facts that are kept, what is seen in them, what is set aside, and what is deleted and then in no file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.models.answer import Stance
from app.models.base import PersonId
from app.models.conversation import RUSHED, RUSHED_YES, ConversationAnswer, talking_of
from app.models.facts import NoticeKind, TimeSpan
from app.models.limits import Outcome, Talk, TalkResult
from app.models.patterns import EvidenceKind, PatternKind, set_aside
from app.models.sealing import ShareChoice
from app.models.self_check import FlagReply
from app.services import agreements, conversation, drafts, noticing, opening, patterns, sharing
from app.services import answers as answer_service
from app.services.agreement_store import agreements_of
from app.services.patterns import Patterns
from tests.support import factories as make
from tests.support.couples import AGREED, OUTLINE, draft_named, read_and_say_yes, save, shared_item, today
from tests.support.openings import open_and_accept
from tests.support.pages import decrypted_pages
from tests.support.vaults import ALEX, ALEX_WORDS, SHARED, TestVault, vault_for


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[TestVault]:
    with vault_for(tmp_path / "vault") as made:
        made.fill_with_sample()
        for person in made.pair:
            with made.unit(person) as uow:
                patterns.set_looking(uow, person=person, looking=True, now=made.clock())
            with made.unit(person) as uow:
                patterns.delete_facts(uow, person=person, now=made.clock())
        yield made


def act(vault: TestVault, fn: Any, *, person: PersonId | None = None, **arguments: Any) -> Any:
    """One act in one person's own space: Alex's, unless a different person is named."""
    with vault.unit(person or vault.alex) as uow:
        return fn(uow, person=person or vault.alex, **arguments)


def seen(vault: TestVault, person: PersonId | None = None) -> Patterns:
    with vault.unit() as uow:
        return patterns.patterns(uow, person=person or vault.alex, base=vault.catalogue, now=vault.clock(), zone=UTC)


def noticed(vault: TestVault, person: PersonId | None = None) -> list[tuple[NoticeKind, str]]:
    with vault.unit() as uow:
        return [(each.kind, each.key.activity_id) for each in uow.private(person or vault.alex).noticed.all()]


def propose(vault: TestVault, by: PersonId | None, outcome: Outcome = Outcome.YES) -> str:
    """A scene in which one thing is proposed; gives its id."""
    with vault.unit(SHARED) as uow:
        scene = drafts.new_scene(uow, title="A scene", new_id=vault.ids).draft
    with vault.unit(SHARED) as uow:
        item = shared_item(vault, outcome)
        drafts.propose_item(uow, draft_id=scene.id, pairing=item.pairing, by=by, new_id=vault.ids)
    return scene.id


def look(vault: TestVault, person: PersonId | None = None) -> None:
    act(vault, noticing.look, person=person, now=vault.clock())


def test_a_proposal_is_noticed_once_and_with_the_time_it_was_first_there(vault: TestVault) -> None:
    look(vault)
    before = noticed(vault)
    propose(vault, vault.sam)
    propose(vault, vault.alex)
    propose(vault, None)
    at = vault.clock.advance(hours=5)
    look(vault)
    vault.clock.advance(days=1)
    look(vault)
    activity = shared_item(vault, Outcome.YES).pairing.activity_id
    assert sorted(noticed(vault)[len(before) :]) == [
        (NoticeKind.PROPOSED, activity),
        (NoticeKind.PROPOSED_TOGETHER, activity),
    ]
    with vault.unit() as uow:
        assert uow.private(vault.alex).noticed.all()[-1].at == at


def test_nothing_is_recorded_before_its_owner_said_yes(tmp_path: Path) -> None:
    with vault_for(tmp_path / "fresh") as vault:
        vault.fill_with_sample()
        for person in vault.pair:
            act(vault, patterns.set_looking, person=person, looking=False, now=vault.clock())
            act(vault, patterns.delete_facts, person=person, now=vault.clock())
        propose(vault, vault.sam)
        look(vault)
        act(vault, noticing.be_here, session_id="s", now=vault.clock(), together=False)
        assert not seen(vault).has_facts
        act(vault, patterns.set_looking, looking=True, now=vault.clock())
        vault.clock.advance(days=1)
        look(vault)
        assert noticed(vault) == [], "what was proposed before has no date that anybody knows"
        propose(vault, vault.sam)
        look(vault)
        assert [kind for kind, _activity in noticed(vault)] == [NoticeKind.PROPOSED]


def test_it_is_off_in_a_new_vault(tmp_path: Path) -> None:
    with vault_for(tmp_path / "new") as vault:
        act(vault, noticing.be_here, session_id="s", now=vault.clock(), together=False)
        found = seen(vault)
        assert (found.looking, found.has_facts) == (False, False)


def test_what_both_propose_together_comes_again_for_whoever_took_it_out(vault: TestVault) -> None:
    scene = draft_named(vault, OUTLINE)
    save(vault, scene.evolve(cap_minutes=60))
    item = scene.items[0]
    read_and_say_yes(vault, vault.alex, scene.id, out=(f"item:{item.id}",))
    for _ in range(2):
        vault.clock.advance(days=3)
        with vault.unit(SHARED) as uow:
            again = drafts.new_scene(uow, title="Again", new_id=vault.ids).draft
        with vault.unit(SHARED) as uow:
            drafts.propose_item(uow, draft_id=again.id, pairing=item.pairing, by=None, new_id=vault.ids)
        for person in vault.pair:
            look(vault, person)
    (found,) = (each for each in seen(vault).observations if each.kind is PatternKind.AGAIN)
    assert found.key is not None
    assert found.key.activity_id == item.pairing.activity_id
    assert found.numbers == {"again": 2, "refused": 1}
    assert [each.kind for each in found.evidence][-2:] == [EvidenceKind.PROPOSED_TOGETHER] * 2
    assert PatternKind.AGAIN not in {each.kind for each in seen(vault, vault.sam).observations}


def test_a_talk_that_is_raised_again_counts_for_whoever_declined_it(vault: TestVault) -> None:
    for times in range(3):
        item = shared_item(vault, Outcome.TALK)
        talk = Talk(result=TalkResult.DECLINED, declined_by=vault.alex)
        if times < 2:
            with vault.unit(SHARED) as uow:
                opening.keep_talk(uow, item=item, talk=talk, now=vault.clock())
            look(vault)
            vault.clock.advance(days=3)
            for person in vault.pair:
                side = item.pairing.direction_of(person)
                answer = make.answer(item.pairing.activity_id, Stance.CURIOUS, side)
                act(
                    vault,
                    answer_service.save_answer,
                    person=person,
                    answer=answer,
                    now=vault.clock(),
                    today=today(vault),
                )
                key = (str(item.pairing.activity_id), side.value)
                act(vault, sharing.choose, person=person, keys=(key,), choice=ShareChoice.SHARE)
            open_and_accept(vault)
        for person in vault.pair:
            look(vault, person)
    (found,) = (each for each in seen(vault).observations if each.kind is PatternKind.AGAIN)
    assert found.numbers == {"again": 2, "refused": 2}
    assert [each.kind for each in found.evidence] == [EvidenceKind.DECLINED, EvidenceKind.RAISED] * 2
    assert NoticeKind.RAISED not in {kind for kind, _activity in noticed(vault, vault.sam)}


def test_what_a_reading_took_out_is_noticed_for_its_reader_alone(vault: TestVault) -> None:
    scene = draft_named(vault, OUTLINE)
    save(vault, scene.evolve(cap_minutes=60))
    item = scene.items[0]
    read_and_say_yes(vault, vault.alex, scene.id, out=(f"item:{item.id}",))
    assert noticed(vault) == [(NoticeKind.TAKEN_OUT, item.pairing.activity_id)]
    assert noticed(vault, vault.sam) == []


def test_what_was_declined_in_a_talk_is_noticed(vault: TestVault) -> None:
    item = shared_item(vault, Outcome.TALK)
    with vault.unit(SHARED) as uow:
        talk = Talk(result=TalkResult.DECLINED, declined_by=vault.alex)
        opening.keep_talk(uow, item=item, talk=talk, now=vault.clock())
    assert noticed(vault) == [(NoticeKind.DECLINED, item.pairing.activity_id)]


def test_what_was_withdrawn_and_then_proposed_twice_more(vault: TestVault) -> None:
    look(vault, vault.sam)
    agreed = draft_named(vault, AGREED)
    with vault.unit() as uow:
        held = next(a for a in agreements_of(uow, agreed.id))
        clauses = {c.item.pairing: c.id for c in held.document.clauses if c.item is not None}
        pairing = next(item.pairing for item in agreed.items if item.pairing in clauses)
    with vault.unit(SHARED) as uow:
        agreements.withdraw(
            uow, person=vault.sam, agreement_id=held.id, clause_ids=(clauses[pairing],), now=vault.clock()
        )
    assert len(clauses) > 1
    with vault.unit() as uow:
        noted = uow.private(vault.sam).noticed.all()
    fresh = [each for each in noted if each.kind is NoticeKind.WITHDREW]
    assert [each.key.activity_id for each in fresh] == [pairing.activity_id], "and nothing else of the agreement"
    for _ in range(2):
        vault.clock.advance(days=3)
        with vault.unit(SHARED) as uow:
            scene = drafts.new_scene(uow, title="Again", new_id=vault.ids).draft
        with vault.unit(SHARED) as uow:
            drafts.propose_item(uow, draft_id=scene.id, pairing=pairing, by=vault.alex, new_id=vault.ids)
        look(vault, vault.sam)
    found = [each for each in seen(vault, vault.sam).observations if each.kind is PatternKind.AGAIN]
    assert [each.key.activity_id for each in found if each.key] == [pairing.activity_id]
    assert found[0].numbers == {"again": 2, "refused": 1}
    assert [each.kind for each in seen(vault, vault.alex).observations if each.kind is PatternKind.AGAIN] == []


def soften(vault: TestVault) -> None:
    """Alex's private No to a shared yes gives way two days after Sam proposed it."""
    pairing = shared_item(vault, Outcome.YES).pairing
    side = pairing.direction_of(vault.alex)

    def say(stance: Stance) -> None:
        answer = make.answer(pairing.activity_id, stance, side)
        act(vault, answer_service.save_answer, answer=answer, now=vault.clock(), today=today(vault))

    say(Stance.HARD_LIMIT)
    vault.clock.advance(days=20)
    propose(vault, vault.sam)
    look(vault)
    vault.clock.advance(days=2)
    say(Stance.WILLING)


def test_a_softened_limit_is_seen_set_aside_and_shown_again(vault: TestVault) -> None:
    soften(vault)
    (one,) = seen(vault).observations
    assert one.kind is PatternKind.SOFTENED
    assert seen(vault, vault.sam).observations == ()
    for whole_kind in (False, True):
        act(vault, patterns.set_aside, choice=set_aside(one, whole_kind=whole_kind, at=vault.clock()))
        found = seen(vault)
        assert found.observations == ()
        (choice,) = found.set_aside
        assert choice.whole_kind is whole_kind
        act(vault, patterns.show_again, choice_id=choice.id)
        assert seen(vault).observations == (one,)


def test_with_the_switch_off_nothing_is_seen_and_nothing_is_kept(vault: TestVault) -> None:
    soften(vault)
    act(vault, patterns.set_looking, looking=False, now=vault.clock())
    kept = noticed(vault)
    propose(vault, vault.sam)
    look(vault)
    item = shared_item(vault, Outcome.TALK)
    with vault.unit(SHARED) as uow:
        talk = Talk(result=TalkResult.DECLINED, declined_by=vault.alex)
        opening.keep_talk(uow, item=item, talk=talk, now=vault.clock())
    act(vault, noticing.be_here, session_id="s", now=vault.clock(), together=False)
    scene = draft_named(vault, OUTLINE)
    read_and_say_yes(vault, vault.alex, scene.id, out=(f"item:{scene.items[0].id}",))
    assert noticed(vault) == kept
    found = seen(vault)
    assert (found.looking, found.observations, found.has_facts) == (False, (), True)
    with vault.unit() as uow:
        assert uow.private(vault.alex).sessions.all() == ()
    act(vault, patterns.set_looking, looking=True, now=vault.clock())
    assert seen(vault).observations


def test_a_session_is_kept_to_the_last_sign_of_life(vault: TestVault) -> None:
    start = vault.clock()
    for minutes, together in ((0, False), (10, True), (20, True), (30, False)):
        at = start + timedelta(minutes=minutes)
        act(vault, noticing.be_here, session_id="s", now=at, together=together)
    with vault.unit() as uow:
        (session,) = uow.private(vault.alex).sessions.all()
    assert session.span == TimeSpan(began=start, ended=start + timedelta(minutes=30))
    assert session.together == (TimeSpan(began=start + timedelta(minutes=10), ended=start + timedelta(minutes=30)),)


def test_old_sessions_go(vault: TestVault) -> None:
    act(vault, noticing.be_here, session_id="old", now=vault.clock(), together=False)
    vault.clock.advance(days=201)
    act(vault, noticing.be_here, session_id="new", now=vault.clock(), together=False)
    with vault.unit() as uow:
        assert [each.id for each in uow.private(vault.alex).sessions.all()] == ["new"]


def test_in_a_vault_for_one_there_is_nothing_to_propose(tmp_path: Path) -> None:
    with vault_for(tmp_path / "solo", ALEX) as vault:
        act(vault, patterns.set_looking, looking=True, now=vault.clock())
        look(vault)
        act(vault, noticing.be_here, session_id="s", now=vault.clock(), together=False)
        found = seen(vault)
        assert (found.observations, found.has_facts) == ((), True)


def decrypted(vault: TestVault) -> bytes:
    """Every page of Alex's private database as it is, free ones included."""
    key = vault.service.derive(vault.alex, ALEX_WORDS).private_key.reveal()
    return decrypted_pages(vault.folder / f"{vault.alex}.db", key)


def test_deleted_facts_are_in_no_page_of_the_file(vault: TestVault) -> None:
    soften(vault)
    act(vault, noticing.be_here, session_id="zqxsession", now=vault.clock(), together=False)
    choice = set_aside(seen(vault).observations[0], whole_kind=True, at=vault.clock())
    act(vault, patterns.set_aside, choice=choice)
    assert b"zqxsession" in decrypted(vault)
    act(vault, patterns.delete_facts, now=vault.clock())
    assert not any(words in decrypted(vault) for words in (b"zqxsession", b"proposed:", b"kind:softened"))
    found = seen(vault)
    assert (found.observations, found.set_aside, found.has_facts) == ((), (), False)


def test_a_kept_self_check_is_dated_and_can_be_deleted(vault: TestVault) -> None:
    replies = {"pressure": FlagReply.SOMETIMES, "zqxflag": FlagReply.YES}
    act(vault, patterns.keep_check, replies=replies, now=vault.clock(), new_id=vault.ids)
    first = vault.clock()
    vault.clock.advance(days=30)
    act(vault, patterns.keep_check, replies={}, now=vault.clock(), new_id=vault.ids)
    checks = seen(vault).checks
    assert [(each.at, each.replies) for each in checks] == [(first, replies), (vault.clock(), {})]
    assert seen(vault, vault.sam).checks == ()
    assert b"zqxflag" in decrypted(vault)
    for each in checks:
        act(vault, patterns.delete_check, check_id=each.id)
    assert seen(vault).checks == ()
    assert b"zqxflag" not in decrypted(vault)


def say_how_talking_was(vault: TestVault, number: int, choice: str) -> None:
    given = ConversationAnswer(
        subject=talking_of(str(number)), question=RUSHED, choice=choice, is_shared=False, at=vault.clock()
    )
    with vault.unit(vault.alex) as uow:
        conversation.save_answer(uow, person=vault.alex, answer=given)


def test_three_rushed_talks_are_seen_by_whoever_said_so_alone(vault: TestVault) -> None:
    for number in range(3):
        say_how_talking_was(vault, number, RUSHED_YES)
        vault.clock.advance(days=1)
    assert PatternKind.RUSHED in {each.kind for each in seen(vault).observations}
    assert PatternKind.RUSHED not in {each.kind for each in seen(vault, vault.sam).observations}
    say_how_talking_was(vault, 2, "no")
    assert PatternKind.RUSHED not in {each.kind for each in seen(vault).observations}
    say_how_talking_was(vault, 2, RUSHED_YES)
    act(vault, patterns.delete_facts, now=vault.clock())
    assert PatternKind.RUSHED not in {each.kind for each in seen(vault).observations}


def test_with_the_switch_off_no_rushed_talk_is_noted(vault: TestVault) -> None:
    act(vault, patterns.set_looking, looking=False, now=vault.clock())
    for number in range(4):
        say_how_talking_was(vault, number, RUSHED_YES)
        vault.clock.advance(days=1)
    act(vault, patterns.set_looking, looking=True, now=vault.clock())
    assert PatternKind.RUSHED not in {each.kind for each in seen(vault).observations}
