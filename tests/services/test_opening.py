"""Opening together on real vaults: nothing before, nothing but what both sealed, nothing that tells of more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from app.errors import NeedsBoth, NotReady, VaultUnwritable
from app.models.answer import Stance, Visibility
from app.models.catalogue import Direction
from app.models.changes import ChangeKind
from app.models.facts import NoticeKind
from app.models.limits import Outcome, Talk, TalkResult
from app.models.sealing import ShareChoice
from app.services import opening, sharing
from app.storage.databases import SHARED as SHARED_SPACE
from tests.services.test_sharing import choose, row_of
from tests.support.files import contents
from tests.support.openings import KISSING, MASSAGE, answer, open_and_accept, ready, units_until
from tests.support.vaults import SHARED, TestVault, vault_for


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[TestVault]:
    with vault_for(tmp_path / "vault") as made:
        yield made


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
        assert not sharing.both_ready(uow, people=vault.pair)


def test_cancelling_before_it_is_shown_leaves_every_file_as_it_was(vault: TestVault) -> None:
    answer(vault, vault.alex, Stance.WANT)
    answer(vault, vault.sam, Stance.WANT, direction=Direction.PASSIVE)
    for person in vault.pair:
        ready(vault, person)
    before = contents(vault.folder)
    with vault.unit() as uow:
        assert sharing.both_ready(uow, people=vault.pair)
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
    for person in vault.pair:
        with vault.unit(person) as uow:
            opening.spend_ready_mark(uow, person=person)
    assert shared_rows(vault) == before
    with vault.unit() as uow:
        assert not any(sharing.is_ready(uow, person=person) for person in vault.pair)


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


@pytest.mark.parametrize("withhold", [never, held_back, not_applicable])
@pytest.mark.parametrize("visibility", [Visibility.IF_MUTUAL, Visibility.ALWAYS])
def test_what_one_withholds_leaves_every_shared_row_identical(
    tmp_path: Path, withhold: Withholding, visibility: Visibility
) -> None:
    def play(name: str, act: Withholding) -> dict[str, list[tuple[object, ...]]]:
        with vault_for(tmp_path / name) as vault:
            answer(vault, vault.alex, Stance.WANT, visibility=visibility)
            answer(vault, vault.alex, Stance.WANT, activity=KISSING, direction=Direction.TOGETHER)
            answer(vault, vault.sam, Stance.WANT, activity=KISSING, direction=Direction.TOGETHER)
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
        opening.note_talk(uow, item_id=item.id, talk=Talk(result=TalkResult.AGREED, notes="in daylight"))
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
    with vault.unit(SHARED) as uow, pytest.raises(NeedsBoth):
        opening.note_talk(uow, item_id="none", talk=Talk(result=TalkResult.AGREED, notes=""))
    assert shared_rows(vault) == before


@pytest.mark.parametrize("writes", [0, 1, 2])
def test_beginning_spends_both_marks_or_shows_nothing(vault: TestVault, writes: int) -> None:
    answer(vault, vault.alex, Stance.WANT)
    answer(vault, vault.sam, Stance.WANT, direction=Direction.PASSIVE)
    for person in vault.pair:
        ready(vault, person)
    begin = partial(opening.begin_opening, people=vault.pair, base=vault.catalogue, today=vault.clock().date())
    if writes < 2:
        with pytest.raises(VaultUnwritable):
            begin(units_until(vault, writes))
    else:
        begun = begin(units_until(vault, writes))
        assert len(begun.opening.news.opened) == 1
        assert begun.touches(ChangeKind.READY)
    with vault.unit() as uow:
        marks = [sharing.is_ready(uow, person=person) for person in vault.pair]
    assert marks == [writes < 1, writes < 2]


def test_what_one_sets_aside_in_a_talk_is_kept_for_both_and_noted_for_them_alone(vault: TestVault) -> None:
    answer(vault, vault.alex, Stance.WANT)
    answer(vault, vault.sam, Stance.CURIOUS, direction=Direction.PASSIVE)
    open_and_accept(vault)
    with vault.unit() as uow:
        (opened,) = uow.shared.items.all()
    talk = Talk(result=TalkResult.DECLINED, declined_by=vault.sam)
    opening.keep_talk(vault.unit, item=opened, talk=talk, now=vault.clock())
    with vault.unit() as uow:
        assert [item.talk for item in uow.shared.items.all()] == [talk]
        assert [noticed.kind for noticed in uow.private(vault.sam).noticed.all()] == [NoticeKind.DECLINED]
        assert uow.private(vault.alex).noticed.all() == ()
