"""My list on real vaults: answers with their history, words, own entries and categories, offers, what is agreed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app.errors import InputError, NotYours
from app.models.answer import Answer, Ceiling, Stance, TermWords
from app.models.base import ActivityId
from app.models.catalogue import CatalogueKind, Direction, SideLabels
from app.models.changes import ChangeKind
from app.models.list_place import ListMode, ListPlace
from app.services import agreements, answers, own_entries, sharing
from app.services.answers import AnswerSaved, NewEntry
from tests.support.openings import MASSAGE, answer, own_category, ready
from tests.support.texts import AWKWARD
from tests.support.vaults import ALEX, SHARED, TestVault, vault_for

MUSIC = ActivityId("sensation.music")


def say(vault: TestVault, given: Answer) -> AnswerSaved:
    with vault.unit(vault.alex) as uow:
        now = vault.clock()
        return answers.save_answer(uow, person=vault.alex, answer=given, now=now, today=now.date())


def mine(vault: TestVault) -> answers.MyList:
    with vault.unit() as uow:
        return answers.my_list(uow, person=vault.alex, base=vault.catalogue)


def add(
    vault: TestVault,
    title: str = "Reading aloud",
    category: str = "touch",
    kind: CatalogueKind = CatalogueKind.ACTIVITY,
) -> ActivityId:
    new = NewEntry(category=category, title=title, description="One reads.", labels=SideLabels.NONE, kind=kind)
    with vault.unit(vault.alex) as uow:
        return ActivityId(answers.add_entry(uow, person=vault.alex, new=new, new_id=vault.ids).ids[0])


def massage(stance: Stance | None, **more: object) -> Answer:
    plain = Answer(activity_id=MASSAGE, direction=Direction.ACTIVE, **more)  # type: ignore[arg-type]
    return plain.with_stance(stance)


def test_an_answer_comes_back_with_all_its_fields(vault: TestVault) -> None:
    given = massage(Stance.ONLY_IF, ceiling=Ceiling.LIGHT, conditions="\n".join(AWKWARD), note=AWKWARD[0])
    say(vault, given)
    assert mine(vault).answers == (given,)


def test_every_change_is_kept_newest_first(vault: TestVault) -> None:
    for stance in (Stance.CURIOUS, Stance.WANT, None):
        vault.clock.advance(days=1)
        say(vault, massage(stance))
    with vault.unit() as uow:
        found = answers.history(uow, person=vault.alex, activity_id=MASSAGE)
    assert [change.answer.stance for change in found] == [None, Stance.WANT, Stance.CURIOUS]
    assert found[0].at - found[1].at == timedelta(days=1)
    assert mine(vault).answers == ()


def test_another_answer_takes_the_ready_mark_back(vault: TestVault) -> None:
    answer(vault, vault.alex, Stance.WANT, activity=MASSAGE)
    ready(vault, vault.alex)
    saved = say(vault, massage(Stance.WILLING))
    assert saved.touches(ChangeKind.READY)
    with vault.unit() as uow:
        assert uow.private(vault.alex).sharing.sealed() is None


def test_one_person_s_answers_are_not_the_other_s(vault: TestVault) -> None:
    say(vault, massage(Stance.WANT))
    with vault.unit() as uow:
        assert answers.my_list(uow, person=vault.sam, base=vault.catalogue).answers == ()


def test_own_words_come_back_and_their_history_too(vault: TestVault) -> None:
    avoid = ActivityId("language.words_to_avoid")
    for words in ("one", AWKWARD[-1]):
        with vault.unit(vault.alex) as uow:
            term = TermWords(entry_id=avoid, words=words)
            answers.save_term(uow, person=vault.alex, term=term, now=vault.clock())
    assert [term.words for term in mine(vault).terms] == [AWKWARD[-1]]
    with vault.unit() as uow:
        assert [words for _, words in answers.term_history(uow, person=vault.alex, entry_id=avoid)] == [
            AWKWARD[-1],
            "one",
        ]


def test_a_hidden_category_is_hidden_for_oneself(vault: TestVault) -> None:
    with vault.unit(vault.alex) as uow:
        answers.hide_category(uow, person=vault.alex, category_id="stronger", hidden=True)
    assert mine(vault).hidden == {"stronger"}
    with vault.unit() as uow:
        assert answers.my_list(uow, person=vault.sam, base=vault.catalogue).hidden == frozenset()


def test_an_own_entry_stays_private_until_it_is_offered(vault: TestVault) -> None:
    entry_id = add(vault)
    with vault.unit() as uow:
        assert answers.my_list(uow, person=vault.sam, base=vault.catalogue).catalogue.find(entry_id) is None
    with vault.unit(SHARED) as uow:
        own_entries.offer_entry(uow, person=vault.alex, entry_id=entry_id)
    with vault.unit() as uow:
        seen = answers.my_list(uow, person=vault.sam, base=vault.catalogue).catalogue.find(entry_id)
    assert seen is not None
    assert (seen.title, seen.description, seen.added_by) == ("Reading aloud", "One reads.", vault.alex)


def test_an_offer_takes_its_own_category_with_it_and_no_answer(vault: TestVault) -> None:
    category = own_category(vault, "Evenings")
    entry_id = add(vault, category=category.id)
    say(vault, Answer(activity_id=entry_id, direction=Direction.TOGETHER, stance=Stance.WANT, note="secret"))
    with vault.unit(SHARED) as uow:
        own_entries.offer_entry(uow, person=vault.alex, entry_id=entry_id)
    with vault.unit() as uow:
        theirs = answers.my_list(uow, person=vault.sam, base=vault.catalogue)
    assert category.title in {each.title for each in theirs.catalogue.categories}
    assert theirs.answers == ()


def test_a_title_is_asked_for(vault: TestVault) -> None:
    with pytest.raises(InputError):
        add(vault, title="  ")


def test_deleting_takes_everything_and_restoring_brings_it_back(vault: TestVault) -> None:
    entry_id = add(vault)
    given = Answer(activity_id=entry_id, direction=Direction.TOGETHER, stance=Stance.CURIOUS)
    say(vault, given)
    vault.clock.advance(days=2)
    say(vault, given.with_stance(Stance.WANT))
    with vault.unit() as uow:
        before = answers.history(uow, person=vault.alex, activity_id=entry_id)
        kept = answers.entry_history(uow, person=vault.alex, entry_id=entry_id)
    with vault.unit(vault.alex) as uow:
        own_entries.delete_entry(uow, person=vault.alex, entry_id=entry_id)
    assert mine(vault).catalogue.find(entry_id) is None
    with vault.unit() as uow:
        assert answers.history(uow, person=vault.alex, activity_id=entry_id) == ()
    with vault.unit(vault.alex) as uow:
        answers.restore_entry(uow, person=vault.alex, kept=kept)
    assert [each.stance for each in mine(vault).answers] == [Stance.WANT]
    with vault.unit() as uow:
        assert answers.history(uow, person=vault.alex, activity_id=entry_id) == before


def test_deleting_an_own_term_takes_its_words(vault: TestVault) -> None:
    entry_id = add(vault, kind=CatalogueKind.TERM)
    with vault.unit(vault.alex) as uow:
        term = TermWords(entry_id=entry_id, words="mine")
        answers.save_term(uow, person=vault.alex, term=term, now=vault.clock())
    with vault.unit() as uow:
        kept = answers.entry_history(uow, person=vault.alex, entry_id=entry_id)
    with vault.unit(vault.alex) as uow:
        own_entries.delete_entry(uow, person=vault.alex, entry_id=entry_id)
    assert mine(vault).terms == ()
    with vault.unit(vault.alex) as uow:
        answers.restore_entry(uow, person=vault.alex, kept=kept)
    assert [each.words for each in mine(vault).terms] == ["mine"]


def test_an_own_category_is_renamed_and_deleted_when_it_is_empty(vault: TestVault) -> None:
    category = own_category(vault, "Evenings")
    entry_id = add(vault, category=category.id)
    with vault.unit(vault.alex) as uow:
        answers.save_category(uow, person=vault.alex, category=category.evolve(title="Late evenings"))
    assert "Late evenings" in {each.title for each in mine(vault).catalogue.categories}
    with vault.unit(vault.alex) as uow, pytest.raises(InputError):
        answers.delete_category(uow, person=vault.alex, category_id=category.id)
    with vault.unit(vault.alex) as uow:
        own_entries.delete_entry(uow, person=vault.alex, entry_id=entry_id)
    with vault.unit(vault.alex) as uow:
        answers.delete_category(uow, person=vault.alex, category_id=category.id)
    assert category.id not in {each.id for each in mine(vault).catalogue.categories}


@pytest.mark.parametrize("category_id", ["touch", "own.unknown"])
def test_only_an_own_category_can_be_renamed(vault: TestVault, category_id: str) -> None:
    category = vault.catalogue.categories[0].evolve(id=category_id)
    if category_id == "touch":
        with vault.unit(vault.alex) as uow, pytest.raises(NotYours):
            answers.save_category(uow, person=vault.alex, category=category)
    with vault.unit(vault.alex) as uow, pytest.raises(InputError):
        answers.save_category(uow, person=vault.alex, category=category.evolve(title=" "))


def test_a_no_meets_what_is_agreed_and_can_be_withdrawn(vault: TestVault) -> None:
    vault.fill_with_sample()
    given = Answer(activity_id=MUSIC, direction=Direction.TOGETHER).with_stance(Stance.HARD_LIMIT)
    saved = say(vault, given)
    assert saved.agreed
    assert {item.clause_id.split(":")[0] for item in saved.agreed} == {"item"}
    again = say(vault, given.evolve(note="still"))
    assert again.agreed == ()
    item = next(item for item in saved.agreed if item.agreement_id is not None)
    assert item.agreement_id is not None
    now = vault.clock()
    with vault.unit(SHARED) as uow:
        agreements.withdraw(
            uow, person=vault.alex, agreement_id=item.agreement_id, clause_ids=(item.clause_id,), now=now
        )
    with vault.unit() as uow:
        assert all(
            found.agreement_id != item.agreement_id
            for found in answers.agreed_items(uow, person=vault.alex, key=given.key, today=now.date())
        )


def test_where_the_list_was_left_is_remembered_for_one_only(vault: TestVault) -> None:
    place = ListPlace(mode=ListMode.LIST, deck="starter", entry_id="touch.hugs")
    with vault.unit(vault.alex) as uow:
        answers.remember_place(uow, person=vault.alex, place=place)
    assert mine(vault).place == place
    with vault.unit() as uow:
        assert answers.my_list(uow, person=vault.sam, base=vault.catalogue).place == ListPlace()


def test_alone_there_is_nothing_shared_to_ask_for(tmp_path: Path) -> None:
    with vault_for(tmp_path / "solo", ALEX) as vault:
        saved = say(vault, massage(Stance.HARD_LIMIT))
        assert saved.agreed == ()
        assert mine(vault).offered == frozenset()


def test_a_hidden_category_is_not_shared(vault: TestVault) -> None:
    answer(vault, vault.alex, Stance.WANT, activity=MASSAGE)
    with vault.unit(vault.alex) as uow:
        answers.hide_category(uow, person=vault.alex, category_id="touch", hidden=True)
    with vault.unit() as uow:
        would = sharing.would_share(uow, person=vault.alex, base=vault.catalogue)
    assert all(row.entry_id != MASSAGE for row in would.rows)
