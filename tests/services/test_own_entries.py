"""Own entries on the shared list: new words make a new entry, and taking off follows the rules of taking back."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import InputError, NotOnSharedList, NotYours
from app.models.agreement import AgreementState
from app.models.answer import Stance, TermWords
from app.models.base import ActivityId, PersonId
from app.models.catalogue import CatalogueEntry, CatalogueKind, Direction
from app.models.limits import Outcome, SharedItem
from app.models.pairing import Pairing
from app.models.sealing import ShareChoice
from app.services import agreements, answers, drafts, own_entries, sharing
from app.services.shared_list import offered_categories, offered_entries, shared_items, shared_terms
from tests.support import openings
from tests.support.couples import OUTLINE, draft_named, read_and_say_yes, save, today
from tests.support.files import contents
from tests.support.openings import take_back
from tests.support.vaults import ALEX, SHARED, TestVault, vault_for

ONE = Direction.TOGETHER


def offered(vault: TestVault, kind: CatalogueKind = CatalogueKind.ACTIVITY) -> ActivityId:
    """Alex offers an entry in a category of their own."""
    category = openings.own_category(vault, "Evenings")
    new = answers.NewEntry(category=category.id, title="Reading aloud", description="One reads.", kind=kind)
    with vault.unit(vault.alex) as uow:
        entry_id = ActivityId(answers.add_entry(uow, person=vault.alex, new=new, new_id=vault.ids).ids[0])
    with vault.unit(SHARED) as uow:
        own_entries.offer_entry(uow, person=vault.alex, entry_id=entry_id)
    return entry_id


def say(vault: TestVault, person: PersonId, entry_id: ActivityId, stance: Stance) -> None:
    openings.answer(vault, person, stance, activity=entry_id, direction=ONE)


def opened(vault: TestVault, alex: Stance, sam: Stance) -> ActivityId:
    """Both answered it and opened."""
    entry_id = offered(vault)
    say(vault, vault.alex, entry_id, alex)
    say(vault, vault.sam, entry_id, sam)
    openings.open_and_accept(vault)
    return entry_id


def take_off(vault: TestVault, person: PersonId, entry_id: ActivityId) -> None:
    with vault.unit(SHARED) as uow:
        own_entries.take_off(uow, person=person, entry_id=entry_id)


def reword(vault: TestVault, entry_id: ActivityId, title: str) -> ActivityId:
    entry = kept(vault, entry_id).evolve(title=title)
    with vault.unit(SHARED) as uow:
        return own_entries.reword(uow, person=vault.alex, entry=entry, new_id=vault.ids).entry_id


def kept(vault: TestVault, entry_id: ActivityId) -> CatalogueEntry:
    with vault.unit() as uow:
        return answers.own_entry(uow, vault.alex, entry_id)


def items(vault: TestVault) -> tuple[SharedItem, ...]:
    with vault.unit() as uow:
        return shared_items(uow)


def list_of(vault: TestVault, person: PersonId) -> answers.MyList:
    with vault.unit() as uow:
        return answers.my_list(uow, person=person, base=vault.catalogue)


def shared_entries(vault: TestVault) -> tuple[CatalogueEntry, ...]:
    with vault.unit() as uow:
        return offered_entries(uow)


def test_taken_off_it_is_private_again_and_leaves_nothing(vault: TestVault) -> None:
    entry_id = offered(vault)
    say(vault, vault.alex, entry_id, Stance.WANT)
    take_off(vault, vault.alex, entry_id)
    assert list_of(vault, vault.sam).catalogue.find(entry_id) is None
    assert shared_entries(vault) == ()
    with vault.unit() as uow:
        assert offered_categories(uow) == ()
    mine = list_of(vault, vault.alex)
    assert mine.offered == frozenset()
    assert mine.catalogue.find(entry_id) is not None
    assert [answer.stance for answer in mine.answers] == [Stance.WANT]
    with vault.unit(SHARED) as uow:
        own_entries.offer_entry(uow, person=vault.alex, entry_id=entry_id)
    assert list_of(vault, vault.sam).catalogue.find(entry_id) is not None


def test_only_who_offered_it_takes_it_off(vault: TestVault) -> None:
    entry_id = offered(vault)
    for whose in (vault.sam, vault.alex):
        wrong = entry_id if whose == vault.sam else ActivityId("own.unknown")
        with pytest.raises(NotYours):
            take_off(vault, whose, wrong)
    assert [entry.id for entry in shared_entries(vault)] == [entry_id]


@pytest.mark.parametrize(
    ("alex", "sam", "stays"),
    [
        (Stance.WANT, Stance.WILLING, None),
        (Stance.CURIOUS, Stance.WANT, None),
        (Stance.HARD_LIMIT, Stance.WANT, None),
        (Stance.WANT, Stance.HARD_LIMIT, Outcome.OFF),
        (Stance.HARD_LIMIT, Stance.SOFT_LIMIT, Outcome.NOT_NOW),
    ],
)
def test_what_was_disclosed_follows_the_rules_of_taking_back(
    vault: TestVault, alex: Stance, sam: Stance, stays: Outcome | None
) -> None:
    entry_id = opened(vault, alex, sam)
    with vault.unit(SHARED) as uow:
        take_back(uow, vault.alex, Pairing(activity_id=entry_id).key)
    expected = items(vault)
    for person in vault.pair:
        with vault.unit(SHARED) as uow:
            take_back(uow, person, Pairing(activity_id=entry_id).key)
    openings.open_and_accept(vault)
    take_off(vault, vault.alex, entry_id)
    assert [(i.outcome, i.disclosures) for i in items(vault)] == [(i.outcome, i.disclosures) for i in expected]
    assert [i.outcome for i in items(vault)] == ([stays] if stays else [])
    assert [(e.title, e.retired) for e in shared_entries(vault)] == ([("Reading aloud", True)] if stays else [])


def test_a_limit_of_the_other_stays_readable_until_they_take_it_back(vault: TestVault) -> None:
    entry_id = opened(vault, Stance.WANT, Stance.HARD_LIMIT)
    take_off(vault, vault.alex, entry_id)
    with vault.unit() as uow:
        assert answers.shared_catalogue(uow, vault.catalogue).find(entry_id) is not None
    assert list_of(vault, vault.sam).catalogue.find(entry_id) is None, "nobody is asked any more"
    with vault.unit() as uow:
        would = sharing.would_share(uow, person=vault.sam, base=vault.catalogue)
    assert [(row.entry_id, row.choice) for row in would.rows] == [(entry_id, ShareChoice.HOLD_BACK)]
    with vault.unit(SHARED) as uow:
        take_back(uow, vault.sam, Pairing(activity_id=entry_id).key)
    assert shared_entries(vault) == ()


def test_what_was_sealed_on_it_is_not_opened(vault: TestVault) -> None:
    entry_id = offered(vault)
    for person in vault.pair:
        say(vault, person, entry_id, Stance.WANT)
        openings.ready(vault, person)
    take_off(vault, vault.alex, entry_id)
    openings.open_and_accept(vault)
    assert items(vault) == ()


def test_words_of_the_other_for_an_own_term_stay(vault: TestVault) -> None:
    entry_id = offered(vault, CatalogueKind.TERM)
    for person in vault.pair:
        openings.word(vault, person, f"words of {person[-2:]}", entry_id)
    openings.open_and_accept(vault)
    take_off(vault, vault.alex, entry_id)
    with vault.unit() as uow:
        assert [term.person for term in shared_terms(uow)] == [vault.sam]
        assert uow.private(vault.alex).terms.get(entry_id) == TermWords(
            entry_id=entry_id, words=f"words of {vault.alex[-2:]}"
        )


def test_rewording_ends_the_activity_where_it_is_agreed_and_takes_the_old_words_back(vault: TestVault) -> None:
    """Its author takes back what they disclosed about the old words; nothing else of the agreement changes."""
    vault.fill_with_sample()
    entry_id = offered(vault)
    for person in vault.pair:
        say(vault, person, entry_id, Stance.WANT)
    openings.open_and_accept(vault)
    outline = draft_named(vault, OUTLINE)
    save(vault, outline.evolve(cap_minutes=90))
    pairing = Pairing(activity_id=entry_id)
    with vault.unit(SHARED) as uow:
        drafts.propose_item(uow, draft_id=outline.id, pairing=pairing, by=None, new_id=vault.ids)
    read_and_say_yes(vault, vault.alex, outline.id)
    agreement = read_and_say_yes(vault, vault.sam, outline.id)
    assert agreement is not None
    fresh = reword(vault, entry_id, "Something else altogether")
    with vault.unit() as uow:
        held = agreements.agreement_now(uow, agreement_id=agreement.id, today=today(vault))
        catalogue = answers.shared_catalogue(uow, vault.catalogue)
    assert held.state is AgreementState.AGREED
    assert held.agreement.id == agreement.id
    assert catalogue.find(entry_id) is None
    assert held.items
    assert any(c.item and c.item.pairing == pairing and c.is_taken_back for c in held.ended)
    assert not any(clause.item and clause.item.pairing == pairing for clause in held.items)
    assert all(item.pairing != pairing for item in draft_named(vault, OUTLINE).items), "it left the drafts"
    for activity in (entry_id, fresh):
        with vault.unit(SHARED) as uow, pytest.raises(NotOnSharedList):
            drafts.propose_item(
                uow, draft_id=outline.id, pairing=Pairing(activity_id=activity), by=None, new_id=vault.ids
            )


def test_other_words_are_asked_anew(vault: TestVault) -> None:
    """Nobody's answer to the old words counts for the new ones, except the author's own."""
    entry_id = opened(vault, Stance.WANT, Stance.WILLING)
    fresh = reword(vault, entry_id, "Reading in bed")
    assert fresh != entry_id
    theirs = list_of(vault, vault.sam)
    assert theirs.catalogue.find(entry_id) is None
    found = theirs.catalogue.find(fresh)
    assert found is not None
    assert (found.title, found.added_by) == ("Reading in bed", vault.alex)
    mine = list_of(vault, vault.alex)
    assert [(answer.activity_id, answer.stance) for answer in mine.answers] == [(fresh, Stance.WANT)]
    openings.open_and_accept(vault)
    assert items(vault) == (), "the willing was said to other words"


def test_what_was_held_back_stays_held_back_under_other_words(vault: TestVault) -> None:
    entry_id = offered(vault)
    say(vault, vault.alex, entry_id, Stance.HARD_LIMIT)
    with vault.unit(vault.alex) as uow:
        sharing.choose(uow, person=vault.alex, keys=((entry_id, ONE.value),), choice=ShareChoice.HOLD_BACK)
    reword(vault, entry_id, "Reading in bed")
    openings.open_and_accept(vault)
    assert items(vault) == ()


def test_even_a_private_entry_is_another_one_with_other_words(vault: TestVault) -> None:
    """Off the list, reworded and offered again: what the partner had answered must not pass to the new words."""
    entry_id = offered(vault)
    say(vault, vault.sam, entry_id, Stance.WANT)
    take_off(vault, vault.alex, entry_id)
    entry = kept(vault, entry_id)
    moved = entry.evolve(category="touch")
    with vault.unit(SHARED) as uow:
        same = own_entries.reword(uow, person=vault.alex, entry=moved, new_id=vault.ids)
    assert same.ids == (entry_id,), "a new category is not a new wording"
    fresh = reword(vault, entry_id, "Something else")
    assert fresh != entry_id
    with pytest.raises(NotYours):
        kept(vault, entry_id)
    with vault.unit(SHARED) as uow:
        own_entries.offer_entry(uow, person=vault.alex, entry_id=fresh)
    theirs = list_of(vault, vault.sam)
    assert all(answer.activity_id != fresh for answer in theirs.answers)


def test_history_goes_along_with_other_words(vault: TestVault) -> None:
    entry_id = offered(vault)
    for stance in (Stance.CURIOUS, Stance.WANT):
        say(vault, vault.alex, entry_id, stance)
    fresh = reword(vault, entry_id, "Reading in bed")
    with vault.unit() as uow:
        changes = answers.history(uow, person=vault.alex, activity_id=fresh)
    assert [change.answer.stance for change in changes] == [Stance.WANT, Stance.CURIOUS]


def test_what_is_refused_changes_nothing(vault: TestVault) -> None:
    entry_id = offered(vault)
    entry = kept(vault, entry_id)
    before = contents(vault.folder)
    with vault.unit(SHARED) as uow, pytest.raises(InputError):
        own_entries.reword(uow, person=vault.alex, entry=entry.evolve(title="  "), new_id=vault.ids)
    with vault.unit(SHARED) as uow, pytest.raises(NotYours):
        own_entries.reword(uow, person=vault.sam, entry=entry, new_id=vault.ids)
    with vault.unit(vault.alex) as uow, pytest.raises(NotYours):
        own_entries.delete_entry(uow, person=vault.alex, entry_id=entry_id)
    assert contents(vault.folder) == before


def test_just_me_an_entry_keeps_its_id(tmp_path: Path) -> None:
    with vault_for(tmp_path / "solo", ALEX) as vault:
        new = answers.NewEntry(category="touch", title="Reading aloud")
        with vault.unit(vault.alex) as uow:
            entry_id = ActivityId(answers.add_entry(uow, person=vault.alex, new=new, new_id=vault.ids).ids[0])
        assert reword(vault, entry_id, "Other") == entry_id
        assert kept(vault, entry_id).title == "Other"
