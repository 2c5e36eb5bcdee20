"""Conversations on real vaults: each answers alone, nothing shows before both open it, nothing tells of more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.assets import load
from app.errors import InputError, NeedsBoth, NotReady, NotYours, Stale
from app.models.agreement import AgreementState
from app.models.base import PersonId
from app.models.conversation import (
    ACTIVITY,
    FIRST,
    ConversationAnswer,
    ConversationTexts,
    OpenedQuestion,
    Question,
    QuestionSetId,
    debrief_of,
    set_of,
)
from app.models.live import LIVED, Live, LiveEvent, LiveMark
from app.models.outline import Scope
from app.models.said_kinds import ASKED, TOLD
from app.models.signal import Level
from app.services import agreements, conversation, conversation_opening, home, sharing, taking_back
from app.services.conversation import OwnConversation, TalkedAbout
from app.services.conversation_opening import ConversationBegun, ReadyConversations
from app.services.opening import PreparedOpening
from tests.attacks.agreed_scene import held
from tests.end_to_end.test_withheld import dump
from tests.support.couples import AGREED, draft_named, read_and_say_yes, save, today
from tests.support.files import contents
from tests.support.randomness import counted_bytes
from tests.support.vaults import ALEX, SHARED, TestVault, vault_for

SETS = load(ConversationTexts).sets
OTHER = "talking:1"


def asked(subject: str) -> tuple[Question, ...]:
    found = set_of(subject)
    assert found is not None
    return SETS[found].questions


def answer(
    vault: TestVault,
    person: PersonId,
    question: str,
    words: str,
    *,
    subject: str = FIRST,
    choice: str = "",
    shared: bool = True,
    to: str = "",
) -> None:
    given = ConversationAnswer(
        subject=subject, question=question, choice=choice, words=words, is_shared=shared, asked=to, at=vault.clock()
    )
    with vault.unit(person) as uow:
        conversation.save_answer(uow, person=person, answer=given)


def own(vault: TestVault, person: PersonId, subject: str = FIRST) -> OwnConversation:
    with vault.unit() as uow:
        return conversation.own_conversation(
            uow, person=person, subject=subject, asked=asked(subject), base=vault.catalogue
        )


def both(vault: TestVault, subject: str = FIRST) -> TalkedAbout:
    with vault.unit() as uow:
        return conversation.talked_about(uow, subject=subject, asked=asked(subject), base=vault.catalogue)


def ready(vault: TestVault, person: PersonId, subject: str = FIRST) -> None:
    with vault.unit(person) as uow:
        conversation.mark_ready(uow, person=person, subject=subject, asked=asked(subject))


def prepared(vault: TestVault, subject: str = FIRST) -> PreparedOpening:
    with vault.unit() as uow:
        return conversation_opening.prepared_conversation(uow, people=vault.pair, subject=subject)


def begin(vault: TestVault, subject: str = FIRST) -> ConversationBegun:
    with vault.unit(SHARED) as uow:
        return conversation_opening.begin_conversation(
            uow, people=vault.pair, subject=subject, asked=asked(subject), base=vault.catalogue
        )


def accept(vault: TestVault, opened: tuple[OpenedQuestion, ...], subject: str = FIRST) -> None:
    with vault.unit(SHARED) as uow:
        conversation_opening.accept_conversation(uow, people=vault.pair, subject=subject, opened=opened)


def open_it(vault: TestVault, subject: str = FIRST) -> tuple[OpenedQuestion, ...]:
    """Both mark ready, open and accept."""
    for person in vault.pair:
        ready(vault, person, subject)
    opened = begin(vault, subject).opened
    if opened:
        accept(vault, opened, subject)
    return opened


def all_ready(vault: TestVault) -> ReadyConversations:
    with vault.unit() as uow:
        return conversation_opening.ready_conversations(uow, vault.pair)


def add(vault: TestVault, person: PersonId, text: str, *, shared: bool) -> str:
    with vault.unit(SHARED) as uow:
        made = conversation.add_question(
            uow, person=person, subject=FIRST, text=text, is_shared=shared, new_id=vault.ids
        )
    return made.ids[1]


def told_words(opened: tuple[OpenedQuestion, ...]) -> dict[str, list[str]]:
    return {each.question.id: [told.answer.words for told in each.answers] for each in opened}


def test_what_both_share_is_opened_question_by_question(vault: TestVault) -> None:
    answer(vault, vault.alex, "hurt", "quiet")
    answer(vault, vault.alex, "safe", "a locked door")
    answer(vault, vault.sam, "safe", "time")
    answer(vault, vault.sam, "body", "my knee", shared=False)
    opened = open_it(vault)
    assert told_words(opened) == {"safe": ["a locked door", "time"], "hurt": ["quiet"]}
    assert both(vault).told == opened
    assert all(not own(vault, person).is_ready for person in vault.pair)
    with vault.unit() as uow:
        rows = [said.body.words for said in uow.parts.all(TOLD)]
    assert sorted(rows) == ["a locked door", "quiet", "time"], "each in their own part, and nothing else"


def test_nothing_is_said_before_both_accept(vault: TestVault) -> None:
    answer(vault, vault.alex, "safe", "a locked door")
    before = dump(vault)
    for person in vault.pair:
        ready(vault, person)
    begun = begin(vault)
    assert told_words(begun.opened) == {"safe": ["a locked door"]}
    assert dump(vault) == before
    with vault.unit(SHARED) as uow:
        conversation_opening.end_conversation(uow, people=vault.pair, subject=FIRST)
    assert dump(vault) == before
    assert prepared(vault) == PreparedOpening(ready=False, begun=False)


def test_it_takes_both_marks_and_looking_whether_changes_no_file(vault: TestVault) -> None:
    ready(vault, vault.alex)
    before = contents(vault.folder)
    assert prepared(vault) == PreparedOpening(ready=False, begun=False)
    assert all_ready(vault) == ReadyConversations()
    own(vault, vault.alex)
    assert contents(vault.folder) == before
    with pytest.raises(NotReady):
        begin(vault)


@pytest.mark.parametrize(
    "change",
    [
        lambda vault: answer(vault, vault.alex, "safe", "something else"),
        lambda vault: answer(vault, vault.alex, "safe", ""),
        lambda vault: answer(vault, vault.alex, "safe", "a locked door", shared=False),
        lambda vault: add(vault, vault.alex, "And you?", shared=False),
        lambda vault: add(vault, vault.alex, "And you?", shared=True),
    ],
)
def test_any_change_of_ones_own_undoes_being_ready(vault: TestVault, change: Callable[[TestVault], object]) -> None:
    answer(vault, vault.alex, "safe", "a locked door")
    for person in vault.pair:
        ready(vault, person)
    assert all_ready(vault) == ReadyConversations(subjects=(FIRST,))
    change(vault)
    assert not own(vault, vault.alex).is_ready
    assert own(vault, vault.sam).is_ready
    assert all_ready(vault) == ReadyConversations()


def test_being_ready_is_about_one_subject(vault: TestVault) -> None:
    for person in vault.pair:
        ready(vault, person)
        ready(vault, person, OTHER)
    answer(vault, vault.alex, "hard", "all of it", subject=OTHER)
    assert all_ready(vault) == ReadyConversations(subjects=(FIRST,))


def test_a_later_opening_shows_only_what_is_new_beside_what_was_told(vault: TestVault) -> None:
    answer(vault, vault.alex, "safe", "a locked door")
    answer(vault, vault.sam, "safe", "time")
    answer(vault, vault.sam, "body", "my knee")
    open_it(vault)
    assert open_it(vault) == ()
    answer(vault, vault.alex, "safe", "an open door")
    assert told_words(open_it(vault)) == {"safe": ["an open door", "time"]}
    assert told_words(both(vault).told) == {"safe": ["an open door", "time"], "body": ["my knee"]}


def test_what_is_kept_back_later_stays_told_until_it_is_taken_back(vault: TestVault) -> None:
    answer(vault, vault.alex, "safe", "a locked door")
    open_it(vault)
    answer(vault, vault.alex, "safe", "a locked door", shared=False)
    assert open_it(vault) == ()
    assert told_words(both(vault).told) == {"safe": ["a locked door"]}
    with vault.unit() as uow:
        seen = sharing.everything_seen(uow, person=vault.alex, base=vault.catalogue, today=today(vault))
    (words,) = seen.words
    assert (words.kind, words.key) == (TOLD.name, f"{FIRST}/safe")
    with vault.unit(SHARED) as uow:
        taking_back.take_back(uow, person=vault.alex, kind=words.kind, key=words.key)
    assert both(vault).told == ()


def test_an_interrupted_opening_goes_on_with_the_same_two_alone(vault: TestVault) -> None:
    answer(vault, vault.alex, "safe", "a locked door")
    answer(vault, vault.sam, "hurt", "quiet")
    for person in vault.pair:
        ready(vault, person)
    begin(vault)
    with vault.unit(SHARED) as uow:
        conversation_opening.keep_place_in_conversation(uow, people=vault.pair, subject=FIRST, seen=1)
    assert all_ready(vault) == ReadyConversations(subjects=(FIRST,), begun=(FIRST,))
    assert begin(vault).seen == 1
    answer(vault, vault.sam, "hurt", "noise")
    ready(vault, vault.sam)
    assert prepared(vault) == PreparedOpening(ready=False, begun=True)
    with vault.unit(SHARED) as uow:
        conversation_opening.end_conversation(uow, people=vault.pair, subject=FIRST)
    assert not own(vault, vault.alex).is_ready
    assert own(vault, vault.sam).is_ready, "who was not shown anything stays ready"


def test_accepting_takes_both(vault: TestVault) -> None:
    answer(vault, vault.alex, "safe", "a locked door")
    for person in vault.pair:
        ready(vault, person)
    opened = begin(vault).opened
    vault.service.leave(vault.sam)
    with vault.unit(SHARED) as uow, pytest.raises(NeedsBoth):
        conversation_opening.accept_conversation(uow, people=vault.pair, subject=FIRST, opened=opened)


def test_an_own_question_is_read_by_the_partner_only_once_it_is_shared(vault: TestVault) -> None:
    before = dump(vault)
    mine = add(vault, vault.alex, "Do you dream?", shared=False)
    assert dump(vault)["said"] == before["said"]
    assert [q.text for q in own(vault, vault.alex).questions if q.by] == ["Do you dream?"]
    assert not any(q.by for q in own(vault, vault.sam).questions)
    answer(vault, vault.alex, mine, "rarely")
    with vault.unit(SHARED) as uow:
        conversation.share_question(uow, person=vault.alex, subject=FIRST, question_id=mine, is_shared=True)
    (found,) = (q for q in own(vault, vault.sam).questions if q.by)
    assert (found.id, found.by) == (mine, vault.alex)
    assert found.asked
    answer(vault, vault.sam, mine, "often", to=found.asked)
    assert told_words(open_it(vault)) == {mine: ["rarely", "often"]}
    with vault.unit(SHARED) as uow:
        conversation.share_question(uow, person=vault.alex, subject=FIRST, question_id=mine, is_shared=False)
    assert both(vault).told == ()
    assert [q.text for q in own(vault, vault.alex).questions if q.by] == ["Do you dream?"]
    with vault.unit() as uow:
        assert uow.parts.all(ASKED) == ()
        assert [said.author for said in uow.parts.all(TOLD)] == [vault.sam], "only Sam takes back what Sam told"
    with vault.unit(SHARED) as uow:
        conversation.delete_question(uow, person=vault.alex, subject=FIRST, question_id=mine)
    assert not any(q.by for q in own(vault, vault.alex).questions)


def test_an_answer_counts_for_the_words_of_the_question_it_was_given_to(vault: TestVault) -> None:
    mine = add(vault, vault.alex, "Do you dream?", shared=True)
    (found,) = (q for q in own(vault, vault.sam).questions if q.by)
    answer(vault, vault.sam, mine, "often", to=found.asked)
    ready(vault, vault.sam)
    with vault.unit(SHARED) as uow:
        uow.parts.say(vault.alex, ASKED, ASKED.body(text="Do you lie?"), f"{FIRST}/{mine}")
        uow.commit()
    ready(vault, vault.alex)
    assert begin(vault).opened == ()


def test_only_its_author_shares_or_takes_back_a_question(vault: TestVault) -> None:
    mine = add(vault, vault.alex, "Do you dream?", shared=True)
    for is_shared in (True, False):
        with vault.unit(SHARED) as uow, pytest.raises(NotYours):
            conversation.share_question(uow, person=vault.sam, subject=FIRST, question_id=mine, is_shared=is_shared)
    with pytest.raises(InputError):
        add(vault, vault.sam, " ", shared=True)


# --- the debrief


@pytest.fixture
def scene(vault: TestVault) -> str:
    """The subject of the debrief of an agreed scene."""
    vault.fill_with_sample()
    return debrief_of(held(vault).agreement.id)


def test_a_debrief_asks_about_each_agreed_activity_that_nobody_took_out(vault: TestVault, scene: str) -> None:
    current = held(vault)
    asked_about = {q.pairing.key for q in own(vault, vault.alex, scene).questions if q.pairing is not None}
    assert asked_about == {clause.item.pairing.key for clause in current.items if clause.item is not None}
    assert len(asked_about) < sum(clause.item is not None for clause in current.agreement.document.clauses)


def test_accepting_a_debrief_ends_a_scene_for_one_evening_and_no_other(vault: TestVault, scene: str) -> None:
    is_once = held(vault).agreement.document.scope is Scope.ONCE
    question = next(q for q in own(vault, vault.sam, scene).questions if q.pairing is not None)
    answer(vault, vault.sam, question.id, "slower", subject=scene, choice="change")
    opened = open_it(vault, scene)
    assert [each.question.id for each in opened] == [question.id]
    assert question.id.startswith(ACTIVITY)
    state = held(vault).state
    assert (state is AgreementState.ENDED) is is_once
    assert both(vault, scene).told == opened, "what was told can be read after it ended"


def test_a_debrief_that_is_stopped_ends_nothing(vault: TestVault, scene: str) -> None:
    answer(vault, vault.sam, "went", "well", subject=scene)
    for person in vault.pair:
        ready(vault, person, scene)
    before = dump(vault)
    begin(vault, scene)
    with vault.unit(SHARED) as uow:
        conversation_opening.end_conversation(uow, people=vault.pair, subject=scene)
    assert dump(vault) == before


def an_evening_today(vault: TestVault) -> str:
    """A scene for this evening, agreed; the id of its agreement."""
    vault.fill_with_sample()
    draft = draft_named(vault, AGREED)
    save(vault, draft.evolve(scope=Scope.ONCE, review_on=today(vault)))
    for person in vault.pair:
        read_and_say_yes(vault, person, draft.id)
    return held(vault).agreement.id


def hold(vault: TestVault, agreement_id: str, *marks: LiveMark, without: tuple[str, ...] = ()) -> None:
    """It was held on the live page, and stopped after ten minutes; each mark a minute after the one before."""
    began = vault.clock()
    events = [LiveEvent(at=60 * n, n=n, mark=mark) for n, mark in enumerate(marks, start=1)]
    events.append(LiveEvent(at=600, n=len(marks) + 1, mark=LiveMark.ENDED))
    live = Live(began=began, cap=60, without=without, events=tuple(events), seen=began)
    with vault.unit(SHARED) as uow:
        for person in vault.pair:
            uow.parts.say(person, LIVED, live, f"{agreement_id}/1")
        uow.commit()
    vault.clock.advance(minutes=10)


def asked_at_home(vault: TestVault, me: PersonId | None = None) -> str:
    """The agreement whose debrief Home offers."""
    with vault.unit() as uow:
        found = home.home(
            uow, base=vault.catalogue, today=today(vault), me=me, people=vault.pair, now=vault.clock()
        ).to_debrief
    return found.agreement.id if found is not None else ""


def test_home_offers_it_an_hour_after_a_scene_that_was_held_here_and_not_for_ever(vault: TestVault) -> None:
    agreement_id = an_evening_today(vault)
    hold(vault, agreement_id)
    assert asked_at_home(vault) == ""
    vault.clock.advance(minutes=59)
    assert asked_at_home(vault) == ""
    vault.clock.advance(minutes=1)
    assert asked_at_home(vault) == asked_at_home(vault, vault.alex) == agreement_id
    with vault.unit(SHARED) as uow:
        agreements.end_scene(uow, agreement_id=agreement_id)
    assert asked_at_home(vault) == "", "an ended scene is never asked for"


def test_home_offers_it_the_day_after_an_evening_without_the_live_page(vault: TestVault) -> None:
    agreement_id = an_evening_today(vault)
    vault.clock.advance(hours=3)
    assert asked_at_home(vault) == ""
    vault.clock.advance(days=1)
    assert asked_at_home(vault) == agreement_id
    vault.clock.advance(days=7)
    assert asked_at_home(vault) == ""


def test_stopped_after_midnight_it_is_not_offered_in_the_same_hour(vault: TestVault) -> None:
    agreement_id = an_evening_today(vault)
    while vault.clock().astimezone().hour != 23:
        vault.clock.advance(hours=1)
    vault.clock.advance(minutes=45)
    hold(vault, agreement_id)
    vault.clock.advance(minutes=15)
    assert asked_at_home(vault) == ""
    vault.clock.advance(minutes=50)
    assert asked_at_home(vault) == agreement_id


def test_a_debrief_names_the_signals_of_the_evening_and_not_what_was_left_out(vault: TestVault) -> None:
    agreement_id = an_evening_today(vault)
    began, (first, *_rest) = vault.clock(), held(vault).items
    hold(vault, agreement_id, LiveMark.YELLOW, LiveMark.WENT_ON, LiveMark.RED, without=(first.id,))
    shared = both(vault, debrief_of(agreement_id))
    assert [(each.level, (each.at - began).seconds) for each in shared.signals] == [
        (Level.YELLOW, 60),
        (Level.RED, 180),
    ]
    assert first.item is not None
    asked_about = {q.pairing.key for q in shared.questions if q.pairing is not None}
    assert first.item.pairing.key not in asked_about
    assert len(asked_about) == len(held(vault).items) - 1
    assert both(vault).signals == ()


def test_a_debrief_of_nothing_is_refused(vault: TestVault) -> None:
    with pytest.raises(Stale):
        own(vault, vault.alex, debrief_of("0" * 64))


# --- how was talking


def begin_talk(vault: TestVault) -> str:
    with vault.unit(SHARED) as uow:
        return conversation_opening.begin_talk(uow, today=today(vault), new_id=vault.ids).subject


def test_there_is_one_conversation_about_talking_a_day_and_its_day_is_in_no_shared_row(vault: TestVault) -> None:
    before = dump(vault)
    first = begin_talk(vault)
    assert begin_talk(vault) == first
    assert dump(vault) == before
    assert set_of(first) is QuestionSetId.TALKING
    vault.clock.advance(days=1)
    assert begin_talk(vault) != first
    vault.clock.advance(days=30)
    begin_talk(vault)
    with vault.unit() as uow:
        for person in vault.pair:
            (kept,) = uow.private(person).begun_talks.all()
            assert kept.day == today(vault)


def test_beginning_it_takes_both(vault: TestVault) -> None:
    vault.service.leave(vault.sam)
    with pytest.raises(NeedsBoth):
        begin_talk(vault)


# --- what shows to nobody


def kept_back(vault: TestVault, subject: str) -> None:
    answer(vault, vault.alex, asked(subject)[0].id, "only for me", subject=subject, choice="yes", shared=False)


def not_ready(vault: TestVault, subject: str) -> None:
    """Answered and shared, ready and not ready again: the partner was never told."""
    answer(vault, vault.alex, asked(subject)[0].id, "first I would, then I would not", subject=subject)
    ready(vault, vault.alex, subject)
    with vault.unit(vault.alex) as uow:
        conversation.unready(uow, person=vault.alex, subject=subject)
    answer(vault, vault.alex, asked(subject)[0].id, "", subject=subject)


def own_question(vault: TestVault, subject: str) -> None:
    if subject == FIRST:
        answer(vault, vault.alex, add(vault, vault.alex, "only mine", shared=False), "only mine")


MINE: tuple[Callable[[TestVault, str], object], ...] = (kept_back, not_ready, own_question)


def play(folder: Path, which: QuestionSetId, mine: Callable[[TestVault, str], object], *, opens: bool) -> object:
    """All that the partner has in sight: their pages and every shared row, after something of mine."""
    with vault_for(folder, begun=True) as vault, counted_bytes():
        vault.fill_with_sample()
        subjects = {
            QuestionSetId.FIRST: FIRST,
            QuestionSetId.DEBRIEF: debrief_of(held(vault).agreement.id),
            QuestionSetId.TALKING: begin_talk(vault),
        }
        subject, last = subjects[which], asked(subjects[which])[-1].id
        given = vault.ids.given
        mine(vault, subject)
        vault.ids.given = given
        answer(vault, vault.alex, last, "told", subject=subject)
        answer(vault, vault.sam, last, "told by Sam", subject=subject)
        opened = open_it(vault, subject) if opens else ()
        pages = (both(vault, subject), own(vault, vault.sam, subject), all_ready(vault))
        return opened, pages, dump(vault)


@pytest.mark.parametrize("opens", [True, False])
@pytest.mark.parametrize("which", QuestionSetId)
def test_what_stays_with_me_shows_on_no_page_and_in_no_row(tmp_path: Path, which: QuestionSetId, opens: bool) -> None:
    before = play(tmp_path / "without", which, lambda _vault, _subject: None, opens=opens)
    for number, mine in enumerate(MINE):
        assert play(tmp_path / f"with {number}", which, mine, opens=opens) == before, number


def test_a_row_that_tells_is_found(tmp_path: Path) -> None:
    """A question that its author shares."""
    before = play(tmp_path / "without", QuestionSetId.FIRST, lambda _vault, _subject: None, opens=False)
    asks = play(
        tmp_path / "with", QuestionSetId.FIRST, lambda vault, _: add(vault, vault.alex, "?", shared=True), opens=False
    )
    assert asks != before


# --- alone


def test_somebody_alone_answers_for_themselves(tmp_path: Path) -> None:
    with vault_for(tmp_path / "solo", ALEX) as vault:
        with vault.unit(vault.alex) as uow:
            conversation.add_question(
                uow, person=vault.alex, subject=FIRST, text="Do I dream?", is_shared=False, new_id=vault.ids
            )
        answer(vault, vault.alex, "safe", "a locked door")
        found = own(vault, vault.alex)
        assert [each.words for each in found.answers] == ["a locked door"]
        assert found.questions[-1].text == "Do I dream?"


def _accepted(vault: TestVault, person: PersonId) -> None:
    """It is noted that both accepted, and then the program is killed."""
    with vault.unit(person) as uow:
        kept = uow.private(person).sealed_conversations
        sealed = kept.get(FIRST)
        assert sealed is not None
        kept.save(sealed.evolve(is_accepted=True))
        uow.commit()


def _begun(vault: TestVault) -> None:
    for person, words in zip(vault.pair, ("a locked door", "time"), strict=True):
        answer(vault, person, "safe", words)
        ready(vault, person)
    begin(vault)


def test_what_both_accepted_is_said_at_the_next_unlock_whatever_is_changed_before(vault: TestVault) -> None:
    _begun(vault)
    for person in vault.pair:
        _accepted(vault, person)
    first = sorted(vault.pair)[0]
    answer(vault, first, "safe", "something else")
    vault.service.check_part(first, today(vault))
    (opened,) = both(vault).told
    assert {told.answer.words for told in opened.answers} == {"a locked door", "time"}
    assert all(sealed_about_first(vault, person) is None for person in vault.pair)


def test_what_only_one_is_noted_to_have_accepted_was_not(vault: TestVault) -> None:
    _begun(vault)
    first = sorted(vault.pair)[0]
    _accepted(vault, first)
    vault.service.check_part(first, today(vault))
    assert both(vault).told == ()
    assert prepared(vault) == PreparedOpening(ready=True, begun=True), "it goes on where it was"
    _accepted(vault, first)
    answer(vault, sorted(vault.pair)[1], "safe", "something else")
    vault.service.check_part(first, today(vault))
    assert both(vault).told == ()
    assert sealed_about_first(vault, first) is None


def sealed_about_first(vault: TestVault, person: PersonId) -> object:
    with vault.unit() as uow:
        return conversation.sealed_about(uow, person, FIRST)
