"""Opening together on real vaults: nothing before, nothing but what both sealed, nothing that tells of more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from app.errors import NeedsBoth, NotOnSharedList, NotReady, Stale, VaultUnwritable
from app.models.answer import Stance, Visibility
from app.models.base import ActivityId
from app.models.catalogue import Direction, PackLevel
from app.models.changes import ChangeKind
from app.models.facts import NoticeKind
from app.models.limits import Outcome, SharedItem, Talk, TalkResult, require_proposable
from app.models.opening import PairClass
from app.models.pack_choice import PackChoice
from app.models.pairing import Pairing
from app.models.sealing import ShareChoice
from app.services import answers, drafts, home, opening, patterns, sharing
from app.services.draft_store import all_drafts
from app.services.opening import PreparedOpening
from app.services.shared_list import list_rows, resting, shared_items
from app.services.units import UnitOfWork
from app.storage.databases import SHARED as SHARED_SPACE
from tests.services.test_sharing import choose, disk_full, row_of
from tests.support import factories as make
from tests.support.files import contents
from tests.support.openings import KISSING, MASSAGE, answer, open_and_accept, ready
from tests.support.randomness import counted_bytes
from tests.support.vaults import SHARED, TestVault, vault_for


def shared_rows(vault: TestVault) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table in the shared space."""
    with vault.unit() as uow:
        connection = uow.connection(SHARED_SPACE)
        names = inspect(connection).get_table_names()
        return {
            name: sorted((tuple(row) for row in connection.execute(text(f'SELECT * FROM "{name}"'))), key=repr)
            for name in names
        }


def test_an_opening_needs_both_marks(vault: TestVault) -> None:
    ready(vault, vault.alex)
    with vault.unit() as uow, pytest.raises(NotReady):
        opening.compare_ready(uow, people=vault.pair, base=vault.catalogue, today=vault.clock().date())
    with vault.unit() as uow:
        assert not sharing.both_sealed(uow, vault.pair)


def test_cancelling_before_it_is_shown_leaves_every_file_as_it_was(vault: TestVault) -> None:
    answer(vault, vault.alex, Stance.WANT)
    answer(vault, vault.sam, Stance.WANT, direction=Direction.PASSIVE)
    for person in vault.pair:
        ready(vault, person)
    before = contents(vault.folder)
    with vault.unit() as uow:
        assert sharing.both_sealed(uow, vault.pair)
    with vault.unit() as uow:
        shown = opening.compare_ready(uow, people=vault.pair, base=vault.catalogue, today=vault.clock().date())
    assert len(shown.comparison.opened) == 1
    assert contents(vault.folder) == before


def test_not_now_spends_both_marks_and_shares_nothing(vault: TestVault) -> None:
    answer(vault, vault.alex, Stance.WANT)
    answer(vault, vault.sam, Stance.WANT, direction=Direction.PASSIVE)
    for person in vault.pair:
        ready(vault, person)
    before = shared_rows(vault)
    with vault.unit(SHARED) as uow:
        opening.begin_opening(uow, people=vault.pair, base=vault.catalogue, today=vault.clock().date())
    assert shared_rows(vault) == before
    with vault.unit(SHARED) as uow:
        opening.end_opening(uow, people=vault.pair)
    assert shared_rows(vault) == before
    with vault.unit() as uow:
        assert not any(uow.private(person).sharing.sealed() for person in vault.pair)


def test_a_later_opening_shows_only_what_is_new(vault: TestVault) -> None:
    answer(vault, vault.alex, Stance.WANT)
    answer(vault, vault.sam, Stance.WANT, direction=Direction.PASSIVE)
    open_and_accept(vault)
    answer(vault, vault.alex, Stance.WANT, activity=KISSING, direction=Direction.TOGETHER)
    answer(vault, vault.sam, Stance.CURIOUS, activity=KISSING, direction=Direction.TOGETHER)
    for person in vault.pair:
        ready(vault, person)
    with vault.unit() as uow:
        shown = opening.compare_ready(uow, people=vault.pair, base=vault.catalogue, today=vault.clock().date())
    assert [o.pairing.activity_id for o in shown.news.opened] == [KISSING]
    assert len(shown.comparison.opened) == 2


def test_what_one_offers_alone_is_no_news_for_something_on_the_list(vault: TestVault) -> None:
    answer(vault, vault.alex, Stance.WANT, visibility=Visibility.ALWAYS)
    answer(vault, vault.sam, Stance.WANT, direction=Direction.PASSIVE)
    open_and_accept(vault)
    choose(vault, vault.sam, row_of(vault, vault.sam), ShareChoice.HOLD_BACK)
    for person in vault.pair:
        ready(vault, person)
    with vault.unit() as uow:
        shown = opening.compare_ready(uow, people=vault.pair, base=vault.catalogue, today=vault.clock().date())
    assert shown.news.opened == ()


Withholding = Callable[[TestVault], None]
SPANKING = ActivityId("impact.spanking")


def never(vault: TestVault) -> None:
    """A No that never leaves."""
    answer(vault, vault.sam, Stance.HARD_LIMIT, direction=Direction.PASSIVE, visibility=Visibility.NEVER)


def held_back(vault: TestVault) -> None:
    """A want that is held back."""
    answer(vault, vault.sam, Stance.WANT, direction=Direction.PASSIVE)
    choose(vault, vault.sam, row_of(vault, vault.sam), ShareChoice.HOLD_BACK)


def not_applicable(vault: TestVault) -> None:
    """Does not apply."""
    answer(vault, vault.sam, Stance.NOT_APPLICABLE, direction=Direction.PASSIVE)


def more_first(vault: TestVault) -> None:
    """I would like to know more first, whatever I had answered to it."""
    for stance in (Stance.WANT, Stance.MORE_FIRST):
        answer(vault, vault.sam, stance, direction=Direction.PASSIVE, visibility=Visibility.ALWAYS, conditions="slowly")


def in_a_hidden_category(vault: TestVault) -> None:
    """A want to be shown in any case, in a category that its owner hides."""
    answer(vault, vault.sam, Stance.WANT, activity=SPANKING, direction=Direction.PASSIVE, visibility=Visibility.ALWAYS)
    with vault.unit(vault.sam) as uow:
        answers.hide_category(uow, person=vault.sam, category_id="impact", hidden=True)


def in_a_pack_turned_off(vault: TestVault) -> None:
    """The same in a pack that its owner turned off; further packs are on."""
    answer(vault, vault.sam, Stance.WANT, activity=SPANKING, direction=Direction.PASSIVE, visibility=Visibility.ALWAYS)
    choice = PackChoice(level=PackLevel.EVERYTHING, off=frozenset({"firm"}))
    with vault.unit(vault.sam) as uow:
        answers.choose_packs(uow, person=vault.sam, choice=choice)


def in_a_pack_never_turned_on(vault: TestVault) -> None:
    """A limit on what is in no pack of the level that everybody begins with."""
    answer(vault, vault.sam, Stance.HARD_LIMIT, activity=ActivityId("impact.cane"), direction=Direction.PASSIVE)


@pytest.mark.parametrize(
    "withhold",
    [
        never,
        held_back,
        not_applicable,
        more_first,
        in_a_hidden_category,
        in_a_pack_turned_off,
        in_a_pack_never_turned_on,
    ],
)
@pytest.mark.parametrize("visibility", [Visibility.IF_MUTUAL, Visibility.ALWAYS])
def test_what_one_withholds_leaves_every_shared_row_identical(
    tmp_path: Path, withhold: Withholding, visibility: Visibility
) -> None:
    def play(name: str, act: Withholding) -> dict[str, list[tuple[object, ...]]]:
        with vault_for(tmp_path / name, begun=True) as vault, counted_bytes():
            answer(vault, vault.alex, Stance.WANT, visibility=visibility)
            answer(vault, vault.alex, Stance.WANT, activity=KISSING, direction=Direction.TOGETHER)
            answer(vault, vault.sam, Stance.WANT, activity=KISSING, direction=Direction.TOGETHER)
            answer(vault, vault.alex, Stance.WANT, activity=SPANKING, visibility=visibility)
            act(vault)
            open_and_accept(vault)
            return shared_rows(vault)

    withheld, unanswered = play("one", withhold), play("other", lambda _vault: None)
    assert withheld == unanswered
    assert any(rows for rows in withheld.values())


def test_a_talk_is_kept_and_makes_it_proposable(vault: TestVault) -> None:
    answer(vault, vault.alex, Stance.WANT)
    answer(vault, vault.sam, Stance.CURIOUS, direction=Direction.PASSIVE)
    open_and_accept(vault)
    with vault.unit() as uow:
        item = opening.limits(uow, base=vault.catalogue).items[0]
    assert item.pairing.activity_id == MASSAGE
    assert item.outcome is Outcome.TALK
    assert not item.may_be_proposed
    with vault.unit(SHARED) as uow:
        talk = Talk(result=TalkResult.AGREED, notes="in daylight")
        opening.keep_talk(uow, item=item, talk=talk, now=vault.clock())
    with vault.unit() as uow:
        kept = opening.limits(uow, base=vault.catalogue).items[0]
    assert kept.talk.notes == "in daylight"
    assert kept.may_be_proposed


def test_what_takes_both_is_refused_while_one_is_alone(vault: TestVault) -> None:
    answer(vault, vault.alex, Stance.WANT)
    answer(vault, vault.sam, Stance.CURIOUS, direction=Direction.PASSIVE)
    ready(vault, vault.alex)
    ready(vault, vault.sam)
    today = vault.clock().date()
    with vault.unit() as uow:
        shown = opening.compare_ready(uow, people=vault.pair, base=vault.catalogue, today=today)
    vault.service.leave(vault.sam)
    before = shared_rows(vault)
    with vault.unit(SHARED) as uow, pytest.raises(NeedsBoth):
        opening.accept_opening(uow, comparison=shown.comparison, today=today, new_id=vault.ids)
    item, talk = make.shared_item(Outcome.TALK), Talk(result=TalkResult.AGREED)
    with vault.unit(SHARED) as uow, pytest.raises(NeedsBoth):
        opening.keep_talk(uow, item=item, talk=talk, now=vault.clock())
    assert shared_rows(vault) == before


def test_beginning_binds_both_snapshots_to_each_other_or_shows_nothing(
    vault: TestVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(vault, vault.alex, Stance.WANT)
    answer(vault, vault.sam, Stance.WANT, direction=Direction.PASSIVE)
    for person in vault.pair:
        ready(vault, person)
    today = vault.clock().date()
    with monkeypatch.context() as patch, vault.unit(SHARED) as uow:
        patch.setattr(UnitOfWork, "commit", disk_full)
        with pytest.raises(VaultUnwritable):
            opening.begin_opening(uow, people=vault.pair, base=vault.catalogue, today=today)
    with vault.unit(SHARED) as uow:
        assert sharing.both_sealed(uow, vault.pair)
        begun = opening.begin_opening(uow, people=vault.pair, base=vault.catalogue, today=today)
    assert len(begun.opening.news.opened) == 1
    assert begun.touches(ChangeKind.READY)
    with vault.unit(SHARED) as uow:
        opening.keep_place(uow, people=vault.pair, seen=1)
    with vault.unit(SHARED) as uow:
        again = opening.begin_opening(uow, people=vault.pair, base=vault.catalogue, today=today)
    assert (again.opening, again.seen) == (begun.opening, 1)
    with vault.unit(SHARED) as uow:
        opening.accept_opening(uow, comparison=again.opening.comparison, today=today, new_id=vault.ids)
    with vault.unit() as uow:
        assert not any(uow.private(person).sharing.sealed() for person in vault.pair)


@pytest.mark.parametrize("who", [0, 1])
def test_nobody_looks_answers_differently_and_looks_again(vault: TestVault, who: int) -> None:
    answer(vault, vault.alex, Stance.WANT)
    answer(vault, vault.sam, Stance.WANT, direction=Direction.PASSIVE)
    answer(vault, vault.pair[1 - who], Stance.WANT, activity=KISSING, direction=Direction.TOGETHER)
    for person in vault.pair:
        ready(vault, person)
    today = vault.clock().date()
    with vault.unit(SHARED) as uow:
        opening.begin_opening(uow, people=vault.pair, base=vault.catalogue, today=today)
    answer(vault, vault.pair[who], Stance.WANT, activity=KISSING, direction=Direction.TOGETHER)
    ready(vault, vault.pair[who])
    with vault.unit(SHARED) as uow:
        assert opening.prepared(uow, people=vault.pair) == PreparedOpening(ready=False, begun=True)
        with pytest.raises(NotReady):
            opening.begin_opening(uow, people=vault.pair, base=vault.catalogue, today=today)
    with vault.unit(SHARED) as uow:
        opening.end_opening(uow, people=vault.pair)
    with vault.unit() as uow:
        assert [uow.private(person).sharing.sealed() is not None for person in vault.pair] == [who == 0, who == 1]
        assert opening.prepared(uow, people=vault.pair) == PreparedOpening(ready=False, begun=False)


@pytest.mark.parametrize("who", [0, 1])
def test_a_snapshot_that_was_changed_in_its_file_after_it_was_shown_opens_nothing(vault: TestVault, who: int) -> None:
    answer(vault, vault.alex, Stance.WANT)
    answer(vault, vault.sam, Stance.WANT, direction=Direction.PASSIVE)
    for person in vault.pair:
        ready(vault, person)
    today, person = vault.clock().date(), vault.pair[who]
    with vault.unit(SHARED) as uow:
        opening.begin_opening(uow, people=vault.pair, base=vault.catalogue, today=today)
    with vault.unit(person) as uow:
        kept = uow.private(person).sharing.sealed()
        assert kept is not None
        (item,) = kept.items
        added = item.evolve(activity_id=KISSING, direction=Direction.TOGETHER)
        uow.private(person).sharing.seal(kept.evolve(items=(item, added)))
        uow.commit()
    with vault.unit(SHARED) as uow, pytest.raises(NotReady):
        opening.begin_opening(uow, people=vault.pair, base=vault.catalogue, today=today)


def test_a_snapshot_holds_nothing_of_the_partners_answers(vault: TestVault) -> None:
    for direction in (Direction.ACTIVE, Direction.PASSIVE):
        answer(vault, vault.alex, Stance.WANT, direction=direction)
        answer(vault, vault.sam, Stance.WANT, direction=direction)
    begun = []
    for _time in range(2):
        for person in vault.pair:
            ready(vault, person)
        with vault.unit(SHARED) as uow:
            opening.begin_opening(uow, people=vault.pair, base=vault.catalogue, today=vault.clock().date())
        with vault.unit() as uow:
            begun.append(uow.private(vault.alex).sharing.sealed())
    one, again = begun
    assert one is not None
    assert again is not None
    assert one.items == again.items
    assert one.partner != again.partner, "without the salt, the same answers can't be recognised"


def test_an_opening_without_news_is_over_at_once(vault: TestVault) -> None:
    for person in vault.pair:
        ready(vault, person)
    with vault.unit(SHARED) as uow:
        opening.begin_opening(uow, people=vault.pair, base=vault.catalogue, today=vault.clock().date())
    with vault.unit() as uow:
        assert not any(uow.private(person).sharing.sealed() for person in vault.pair)


def test_a_scene_starts_with_what_may_be_proposed_or_not_at_all(vault: TestVault) -> None:
    answer(vault, vault.alex, Stance.WANT)
    answer(vault, vault.sam, Stance.WANT, direction=Direction.PASSIVE)
    open_and_accept(vault)
    may, may_not = Pairing(activity_id=MASSAGE, active=vault.alex), Pairing(activity_id=MASSAGE, active=vault.sam)
    with vault.unit(SHARED) as uow, pytest.raises(NotOnSharedList):
        drafts.new_scene(uow, title="Tonight", new_id=vault.ids, starts_with=(may, may_not))
    with vault.unit(SHARED) as uow:
        saved = drafts.new_scene(uow, title="Tonight", new_id=vault.ids, starts_with=(may,))
    with vault.unit() as uow:
        assert all_drafts(uow) == (saved.draft,)
    assert [item.pairing for item in saved.draft.items] == [may]


def talked_about(vault: TestVault, talk: Talk) -> SharedItem:
    """Sam is curious about what Alex wants; a talk about it came to this."""
    answer(vault, vault.alex, Stance.WANT)
    answer(vault, vault.sam, Stance.CURIOUS, direction=Direction.PASSIVE)
    open_and_accept(vault)
    with vault.unit(SHARED) as uow:
        (opened,) = shared_items(uow)
        opening.keep_talk(uow, item=opened, talk=talk, now=vault.clock())
    return opened


def test_what_one_sets_aside_in_a_talk_rests_and_is_noted_for_them_alone(vault: TestVault) -> None:
    for person in vault.pair:
        with vault.unit(person) as uow:
            patterns.set_looking(uow, person=person, looking=True, now=vault.clock())
    item = talked_about(vault, Talk(result=TalkResult.DECLINED, notes="not this year", declined_by=vault.sam))
    with vault.unit() as uow:
        assert opening.limits(uow, base=vault.catalogue).items == ()
        with pytest.raises(NotOnSharedList) as rests:
            require_proposable(shared_items(uow), item.pairing)
        with pytest.raises(NotOnSharedList) as never_opened:
            require_proposable(shared_items(uow), make.pairing())
        assert rests.value.args == never_opened.value.args
        assert (home_of(uow, vault).opened, home_of(uow, vault).to_talk) == (True, False)
        assert resting(uow, vault.sam) == (item.pairing,)
        assert resting(uow, vault.alex) == ()
        assert [noticed.kind for noticed in uow.private(vault.sam).noticed.all()] == [NoticeKind.DECLINED]
        assert uow.private(vault.alex).noticed.all() == ()


def home_of(uow: UnitOfWork, vault: TestVault) -> home.Home:
    return home.home(uow, base=vault.catalogue, today=vault.clock().date(), me=None, people=vault.pair)


def test_what_rests_is_woken_by_its_author_alone(vault: TestVault) -> None:
    item = talked_about(vault, Talk(result=TalkResult.DECLINED, notes="not this year", declined_by=vault.sam))
    open_and_accept(vault)
    with vault.unit(SHARED) as uow:
        assert shared_items(uow) == (), "a further opening wakes nothing: Sam holds it back"
        sharing.wake_entry(uow, person=vault.alex, entry_id=MASSAGE)
        assert shared_items(uow) == ()
    vault.service.leave(vault.alex)
    with vault.unit(SHARED) as uow:
        sharing.wake_entry(uow, person=vault.sam, entry_id=MASSAGE)
        (woken,) = shared_items(uow)
    assert woken == item.evolve(talk=Talk(notes="not this year"))


def test_what_rests_comes_back_once_both_seal_it_and_open_it(vault: TestVault) -> None:
    item = talked_about(vault, Talk(result=TalkResult.DECLINED, declined_by=vault.sam))
    choose(vault, vault.sam, row_of(vault, vault.sam), ShareChoice.SHARE)
    for person in vault.pair:
        ready(vault, person)
    with vault.unit() as uow:
        shown = opening.compare_ready(uow, people=vault.pair, base=vault.catalogue, today=vault.clock().date())
    assert [opened.pairing for opened in shown.news.opened] == [item.pairing]
    open_and_accept(vault)
    with vault.unit() as uow:
        assert [(each.pairing, each.outcome) for each in shared_items(uow)] == [(item.pairing, Outcome.TALK)]
        assert resting(uow, vault.sam) == ()


def test_what_the_partner_offers_again_does_not_wake_what_rests(vault: TestVault) -> None:
    talked_about(vault, Talk(result=TalkResult.DECLINED, declined_by=vault.sam))
    answer(vault, vault.alex, Stance.WANT, visibility=Visibility.ALWAYS)
    for person in vault.pair:
        ready(vault, person)
    with vault.unit() as uow:
        shown = opening.compare_ready(uow, people=vault.pair, base=vault.catalogue, today=vault.clock().date())
    assert shown.news.opened == ()
    open_and_accept(vault)
    with vault.unit() as uow:
        assert shared_items(uow) == ()


def test_a_talk_speaks_of_one_opening_only(vault: TestVault) -> None:
    item = talked_about(vault, Talk(result=TalkResult.AGREED, notes="slowly"))
    answer(vault, vault.alex, Stance.ONLY_IF, conditions="in daylight")
    choose(vault, vault.alex, row_of(vault, vault.alex), ShareChoice.SHARE)
    open_and_accept(vault)
    with vault.unit(SHARED) as uow:
        (again,) = shared_items(uow)
        assert again.talk == Talk()
        assert not again.may_be_proposed
        with pytest.raises(Stale):
            opening.keep_talk(uow, item=item, talk=Talk(result=TalkResult.AGREED), now=vault.clock())


def test_a_limit_that_arrives_removes_what_the_partner_said_before(vault: TestVault) -> None:
    talked_about(vault, Talk(result=TalkResult.AGREED, notes="slowly"))
    answer(vault, vault.sam, Stance.HARD_LIMIT, direction=Direction.PASSIVE)
    choose(vault, vault.sam, row_of(vault, vault.sam), ShareChoice.SHARE)
    choose(vault, vault.alex, row_of(vault, vault.alex), ShareChoice.HOLD_BACK)
    open_and_accept(vault)
    with vault.unit() as uow:
        (item,) = shared_items(uow)
        assert (item.outcome, item.holders) == (Outcome.OFF, (vault.sam,))
        rows = list_rows(uow)
    assert [(place.person, place.found) for place in rows.disclosed] == [(vault.sam, PairClass.OFF)]
    assert rows.talks == {}
