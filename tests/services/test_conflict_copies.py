"""What is only in a copy that a synchronised folder left is found and brought back; nothing else changes."""

from __future__ import annotations

import shutil
from itertools import product
from pathlib import Path

import pytest

from app.models.answer import Answer, AnswerKey, Stance, TermWords, Visibility
from app.models.base import ActivityId
from app.models.catalogue import CatalogueEntry, Category, Direction
from app.models.check_in import CheckIn
from app.models.conversation import ConversationAnswer
from app.models.ending import Ending
from app.models.incident import IncidentNote
from app.models.journal import EntryId, EntryTemplate, EntryText, JournalEntry, JournalQuery
from app.models.outline import PersonNeeds
from app.models.prepared import Prepared, SceneWish
from app.models.said_kinds import NEEDS, PROFILE
from app.models.unadded import UnaddedWords
from app.services.agreement_store import all_yeses
from app.services.agreements import withdraw_everything
from app.services.answers import save_answer
from app.services.conflict_copies import CopiesFound, bring_back, look_into
from app.storage.databases import file_name, private_space
from app.storage.unit_of_work import UnitOfWork
from tests.soak.leavings import said_in
from tests.support.conflict_copies import only_in_a_copy
from tests.support.files import contents
from tests.support.vaults import ALEX_WORDS, SHARED, TestVault

KEYS = tuple(map(ActivityId, ("touch.massage", "touch.kissing", "touch.hugs")))
TERM = ActivityId("terms.one")


def entry(vault: TestVault, number: int, body: str) -> JournalEntry:
    now = vault.clock()
    return JournalEntry(id=EntryId(f"{number:032x}"), at=now, text=EntryText(body=body), changed_at=now)


def save(vault: TestVault, *entries: JournalEntry) -> None:
    with vault.unit(vault.alex) as uow:
        for each in entries:
            journal = uow.private(vault.alex).journal
            before = journal.get(each.id)
            journal.save(each if before is not None else each.evolve(at=each.at), before=before)
        uow.commit()


def copy_file(vault: TestVault, name: str) -> Path:
    """What a synchronising program does with the closed file."""
    vault.service.leave(vault.alex)
    own = vault.folder / file_name(private_space(vault.alex))
    copy = Path(shutil.copy(own, own.with_name(name)))
    vault.service.admit(vault.service.derive(vault.alex, ALEX_WORDS))
    return copy


def bodies(vault: TestVault) -> list[str]:
    with vault.unit() as uow:
        journal = uow.private(vault.alex).journal
        return sorted(each.text.body for each in journal.of(journal.moments(JournalQuery())))


def test_what_is_only_in_the_copies_is_brought_back(vault: TestVault) -> None:
    kept, gone, changed = (entry(vault, number, f"entry {number}") for number in range(3))
    moments = [each.evolve(at=each.at.replace(microsecond=number)) for number, each in enumerate((kept, gone, changed))]
    kept, gone, changed = moments
    save(vault, kept, gone, changed)
    check_in = CheckIn(id="c" * 32, at=vault.clock(), ratings={"mood": 3})
    with vault.unit(vault.alex) as uow:
        uow.private(vault.alex).check_ins.save(check_in)
        uow.commit()
    copy = copy_file(vault, f"{vault.alex}.sync-conflict-20261129-080000-ABCDEFG.db")
    before = copy.read_bytes()
    copy.with_name(f"{vault.alex} (1).db").write_bytes(b"damaged" * 2048)
    with vault.unit(vault.alex) as uow:
        own = uow.private(vault.alex)
        own.journal.delete(gone.id)
        own.check_ins.delete(check_in.id)
        own.journal.save(changed.evolve(text=EntryText(body="later"), changed_at=changed.changed_at.replace(year=2031)))
        uow.commit()
    files = contents(vault.folder)
    found = look_into(vault.service, person=vault.alex)
    assert contents(vault.folder).keys() == files.keys()
    assert (found.files, found.unreadable) == (2, 1)
    assert [each.text.body for each in found.entries] == ["entry 1"], "earlier words of an entry are not missing"
    assert [each.id for each in found.check_ins] == [check_in.id]
    bring(vault, found)
    assert bodies(vault) == ["entry 0", "entry 1", "later"]
    again = look_into(vault.service, person=vault.alex)
    assert again.is_empty
    assert copy.read_bytes() == before


def bring(vault: TestVault, found: CopiesFound) -> None:
    with vault.unit(SHARED) as uow:
        assert isinstance(uow, UnitOfWork)
        today = vault.clock().date()
        bring_back(uow, person=vault.alex, found=found, now=vault.clock(), today=today, new_id=vault.ids)


def test_later_words_become_an_entry_of_their_own(vault: TestVault) -> None:
    first = entry(vault, 1, "before")
    save(vault, first.evolve(text=EntryText(body="after"), changed_at=first.changed_at.replace(year=2031)))
    copy_file(vault, f"{vault.alex}-LAPTOP.db")
    save(vault, first)
    found = look_into(vault.service, person=vault.alex)
    bring(vault, found)
    assert bodies(vault) == ["after", "before"]


def answer(vault: TestVault, stance: Stance | None, note: str = "", number: int = 0) -> None:
    said = Answer(activity_id=KEYS[number], direction=Direction.TOGETHER, note=note).with_stance(stance)
    today = vault.clock().date()
    with vault.unit(vault.alex) as uow:
        save_answer(uow, person=vault.alex, answer=said, now=vault.clock.advance(minutes=1), today=today)


def answered(vault: TestVault, number: int = 0) -> Answer | None:
    key = AnswerKey(activity_id=KEYS[number], direction=Direction.TOGETHER)
    with vault.unit() as uow:
        return uow.private(vault.alex).answers.get(key)


@pytest.mark.parametrize(("here", "there"), list(product([None, *Stance], Stance)), ids=str)
def test_an_answer_is_added_where_there_is_none_and_only_a_stricter_limit_replaces_one(
    vault: TestVault, here: Stance | None, there: Stance
) -> None:
    only_in_a_copy(vault, lambda: answer(vault, there, "from there"))
    answer(vault, here, "" if here is not None else "a note of now")
    before = answered(vault)
    found = look_into(vault.service, person=vault.alex)
    bring(vault, found)
    after = answered(vault)
    assert after is not None
    limits: dict[Stance | None, int] = {Stance.SOFT_LIMIT: 1, Stance.HARD_LIMIT: 2}
    replaces = here is None or limits.get(there, 0) > limits.get(here, 0)
    if replaces:
        assert (after.stance, after.visibility) == (there, Visibility.NEVER)
        assert after.note == ("a note of now" if here is None else "from there")
    else:
        assert after == before
        assert found.is_empty
    assert found.different == (not replaces and here is not there)
    assert limits.get(after.stance or here, 0) >= limits.get(here, 0), "no limit is lifted"


def test_what_was_answered_differently_since_is_no_news(vault: TestVault) -> None:
    for number, stance in enumerate((Stance.WANT, Stance.HARD_LIMIT)):
        answer(vault, stance, number=number)
    only_in_a_copy(vault, lambda: answer(vault, Stance.WILLING, number=2))
    answer(vault, None, number=0)
    answer(vault, Stance.WANT, number=1)
    found = look_into(vault.service, person=vault.alex)
    assert [each.activity_id for each in found.answers] == [KEYS[2]], "a yes that was taken back stays back"
    assert (found.limits, found.different) == ((), 0), "nor does an old limit return that was changed on purpose"


def test_what_one_adds_for_oneself_is_brought_back_and_filled_in(vault: TestVault) -> None:
    person = vault.alex
    note = IncidentNote(id="1" * 32, day=vault.clock().date(), words="what happened")
    template = EntryTemplate(id="2" * 32, name="mine", text=EntryText(body="a beginning"))
    told = ConversationAnswer(subject="s", question="q", words="for myself", is_shared=True, at=vault.clock())
    entry = CatalogueEntry(id=ActivityId("own.1"), category="own.c", title="mine", added_by=person)

    def add() -> None:
        with vault.unit(person) as uow:
            own = uow.private(person)
            own.incidents.save(note)
            own.templates.save(template)
            own.told_alone.keep(told)
            own.categories.save(Category(id="own.c", title="of my own", own=True))
            own.entries.save(entry)
            own.terms.save(TermWords(entry_id=TERM, words="my name for it"), vault.clock())
            own.unadded.save(UnaddedWords(alone={"a": "typed there", "b": "typed there"}, together={"c": "by both"}))
            own.prepared.save(Prepared(stop_word="red", slow_word="amber", wish=SceneWish(why="there")))
            uow.commit()

    only_in_a_copy(vault, add)
    with vault.unit(person) as uow:
        own = uow.private(person)
        own.unadded.save(UnaddedWords(alone={"b": "typed here"}))
        own.prepared.save(Prepared(slow_word="yellow", wish=SceneWish(why="here")))
        uow.commit()
    found = look_into(vault.service, person=person)
    assert not found.is_empty
    bring(vault, found)
    with vault.unit() as uow:
        own = uow.private(person)
        assert (own.incidents.all(), own.templates.all(), own.entries.all()) == ((note,), (template,), (entry,))
        assert own.told_alone.all() == (told.evolve(is_shared=False),)
        (term,) = own.terms.all()
        assert (term.words, term.never_shared) == ("my name for it", True)
        typed = UnaddedWords(alone={"a": "typed there", "b": "typed here"})
        assert own.unadded.get() == typed, "what both typed is shown to both alone"
        assert own.prepared.get() == Prepared(stop_word="red", slow_word="yellow", wish=SceneWish(why="here"))
    assert look_into(vault.service, person=person).is_empty


def test_what_ended_ends_and_nothing_said_comes_back(vault: TestVault) -> None:
    vault.fill_with_sample()
    person = vault.alex

    def ids() -> dict[str, frozenset[Ending]]:
        with vault.unit() as uow:
            return {
                yes.text.draft_id: uow.parts.endings(yes.agreement_id) for yes in all_yeses(uow) if yes.person == person
            }

    def end() -> None:
        with vault.unit(SHARED) as uow:
            withdraw_everything(uow, person=person)

    assert not all(ids().values()), "something is agreed"
    only_in_a_copy(vault, end)
    before = said_in(vault)
    bring(vault, look_into(vault.service, person=person))
    assert all(ids().values()), "all of it has ended"
    assert said_in(vault) == before

    def say() -> None:
        with vault.unit(SHARED) as uow:
            uow.parts.say(person, NEEDS, PersonNeeds(person=person, text="only there"), "1" * 32)
            uow.parts.erase(person, PROFILE)
            uow.commit()

    only_in_a_copy(vault, say)
    before = said_in(vault)
    bring(vault, look_into(vault.service, person=person))
    assert said_in(vault) == before, "and nothing that was said there is said here"
