"""Care after a scene in a real vault: it ends with one, each ticks alone, and later checks wait on one's own Home."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import NeedsBoth, Stale
from app.models.aftercare import CareKind, CareNeed
from app.models.afterwards import Afterwards, LaterCheck, need_key
from app.models.agreement import AgreementState, CurrentAgreement
from app.models.base import ItemId, PersonId
from app.models.incident import IncidentNote
from app.models.live import LiveMark
from app.services import afterwards, care, home, incidents
from app.services.afterwards import AfterwardsView, WaitingCare
from app.services.units import UnitOfWork
from tests.attacks.agreed_scene import held
from tests.support import factories as make
from tests.support import scene_days
from tests.support.couples import OUTLINE, agree_on_an_evening, today
from tests.support.vaults import ALEX_WORDS, SHARED, TestVault, vault_for

BLANKET = CareNeed(kind=CareKind.SENSORY, text="A heavy blanket")


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[TestVault]:
    with vault_for(tmp_path / "vault") as made:
        made.fill_with_sample(then=agree_on_an_evening)
        yield made


def evening(vault: TestVault) -> CurrentAgreement:
    """The scene that both agreed on for an evening."""
    return held(vault, OUTLINE)


def end(vault: TestVault) -> ItemId:
    """The scene is over, now."""
    agreement_id = evening(vault).agreement.id
    with vault.unit(SHARED) as uow:
        afterwards.scene_over(uow, agreement_id=agreement_id, at=vault.clock())
    return agreement_id


def view(vault: TestVault, agreement_id: str, me: PersonId | None) -> AfterwardsView:
    with vault.unit() as uow:
        return afterwards.view_afterwards(uow, agreement_id=agreement_id, me=me, now=vault.clock(), today=today(vault))


def own(vault: TestVault, person: PersonId) -> tuple[Afterwards, ...]:
    with vault.unit() as uow:
        return uow.private(person).afterwards.all()


def waiting(vault: TestVault, person: PersonId) -> WaitingCare | None:
    with vault.unit() as uow:
        return afterwards.waiting_care(uow, person, vault.clock())


def tick(vault: TestVault, person: PersonId, agreement_id: str, *, on: bool = True) -> None:
    with vault.unit(person) as uow:
        afterwards.tick(uow, person=person, agreement_id=agreement_id, need=BLANKET, is_ticked=on, now=vault.clock())


def test_a_scene_ends_for_both_and_each_has_time_of_their_own(vault: TestVault) -> None:
    assert view(vault, evening(vault).agreement.id, None).may_end
    agreement_id = end(vault)
    assert evening(vault).state is AgreementState.ENDED
    assert not view(vault, agreement_id, None).may_end
    for person in vault.pair:
        assert own(vault, person) == (Afterwards(agreement=agreement_id, at=vault.clock(), is_over=True),)
        assert waiting(vault, person) == WaitingCare(
            agreement_id=agreement_id, title=evening(vault).agreement.document.title, check=None
        )


def test_a_scene_until_its_review_goes_on(vault: TestVault) -> None:
    agreement_id = held(vault).agreement.id
    assert not view(vault, agreement_id, None).may_end
    with vault.unit(SHARED) as uow:
        afterwards.scene_over(uow, agreement_id=agreement_id, at=vault.clock())
    assert held(vault).state is AgreementState.AGREED
    assert all(len(own(vault, person)) == 1 for person in vault.pair)


def test_one_alone_ends_it_and_has_their_own_time_only(vault: TestVault) -> None:
    vault.service.leave(vault.sam)
    agreement_id = end(vault)
    assert evening(vault).state is AgreementState.ENDED
    assert len(own(vault, vault.alex)) == 1
    with vault.unit(SHARED) as uow, pytest.raises(NeedsBoth):
        uow.private(vault.sam)
    with vault.unit(vault.alex) as uow, pytest.raises(NeedsBoth):
        afterwards.tick(
            uow, person=vault.sam, agreement_id=agreement_id, need=BLANKET, is_ticked=True, now=vault.clock()
        )


def test_checks_wait_on_ones_own_home_until_they_are_done(vault: TestVault) -> None:
    agreement_id = end(vault)
    for wait, check in ((2, LaterCheck.SAME_EVENING), (22, LaterCheck.NEXT_DAY), (48, LaterCheck.THIRD_DAY)):
        vault.clock.advance(hours=wait)
        found = waiting(vault, vault.alex)
        assert found is not None
        assert found.check is check
        assert view(vault, agreement_id, vault.alex).check is check
        assert view(vault, agreement_id, None).check is None, "not where both look"
        with vault.unit(vault.alex) as uow:
            afterwards.finish_check(uow, person=vault.alex, agreement_id=agreement_id, check=check)
        assert waiting(vault, vault.alex) is None
        still = waiting(vault, vault.sam)
        assert still is not None
        assert still.check is check, "each deals with their own"


def test_a_check_that_is_done_can_be_asked_again(vault: TestVault) -> None:
    agreement_id = end(vault)
    vault.clock.advance(hours=3)
    (before,) = own(vault, vault.alex)
    with vault.unit(vault.alex) as uow:
        afterwards.finish_check(uow, person=vault.alex, agreement_id=agreement_id, check=LaterCheck.SAME_EVENING)
    with vault.unit(vault.alex) as uow:
        afterwards.ask_again(uow, person=vault.alex, after=before)
    assert waiting(vault, vault.alex) is not None


def test_whoever_feels_grounded_is_asked_only_later(vault: TestVault) -> None:
    agreement_id = end(vault)
    with vault.unit(vault.alex) as uow:
        afterwards.say_how(uow, person=vault.alex, agreement_id=agreement_id, now=vault.clock(), is_grounded=True)
    assert waiting(vault, vault.alex) is None
    assert waiting(vault, vault.sam) is not None
    vault.clock.advance(hours=5)
    assert waiting(vault, vault.alex) is not None


def test_what_is_ticked_before_it_is_over_stays_and_asks_nothing(vault: TestVault) -> None:
    agreement_id = evening(vault).agreement.id
    tick(vault, vault.alex, agreement_id)
    vault.clock.advance(hours=4)
    assert waiting(vault, vault.alex) is None
    assert evening(vault).state is AgreementState.AGREED
    end(vault)
    (kept,) = own(vault, vault.alex)
    assert kept.ticked == {need_key(BLANKET)}
    assert kept.is_over


def test_ticks_are_in_ones_own_space_alone(vault: TestVault) -> None:
    agreement_id = end(vault)
    tick(vault, vault.alex, agreement_id)
    mine, theirs = view(vault, agreement_id, vault.alex).own, view(vault, agreement_id, vault.sam).own
    assert mine is not None
    assert theirs is not None
    assert mine.ticked == {need_key(BLANKET)}
    assert theirs.ticked == frozenset()
    assert view(vault, agreement_id, None).own is None
    tick(vault, vault.alex, agreement_id, on=False)
    assert own(vault, vault.alex)[0].ticked == frozenset()


def test_what_is_needed_stands_beside_what_the_partner_can_give(vault: TestVault) -> None:
    with vault.unit(SHARED) as uow:
        care.save_aftercare(uow, plan=make.plan(vault.alex, needs=(BLANKET,), avoid=("Questions",)))
    found = view(vault, evening(vault).agreement.id, vault.alex)
    assert found.plan(vault.alex).avoid == ("Questions",)
    assert [each.need for each in found.needs if each.person == vault.alex] == [BLANKET]


def test_nothing_of_an_evening_is_kept_once_it_is_past(vault: TestVault) -> None:
    stale = Afterwards(agreement=ItemId("0" * 64), at=vault.clock(), is_over=True)
    with vault.unit(vault.alex) as uow:
        uow.private(vault.alex).afterwards.save(stale)
        uow.commit()
    vault.clock.advance(days=1)
    agreement_id = evening(vault).agreement.id
    tick(vault, vault.alex, agreement_id)
    assert len(own(vault, vault.alex)) == 2
    vault.clock.advance(days=7)
    with vault.unit(SHARED) as uow:
        afterwards.scene_over(uow, agreement_id=agreement_id, at=vault.clock())
    assert [each.agreement for each in own(vault, vault.alex)] == [agreement_id]


def test_there_has_to_be_such_a_scene(vault: TestVault) -> None:
    for act in (_over, _tick):
        with vault.unit(SHARED) as uow, pytest.raises(Stale):
            act(uow, vault)
    with vault.unit(vault.alex) as uow, pytest.raises(Stale):
        afterwards.finish_check(uow, person=vault.alex, agreement_id="x", check=LaterCheck.NEXT_DAY)
    assert view(vault, "x", vault.alex).title == ""


def _over(uow: UnitOfWork, vault: TestVault) -> None:
    afterwards.scene_over(uow, agreement_id="x", at=vault.clock())


def _tick(uow: UnitOfWork, vault: TestVault) -> None:
    afterwards.tick(uow, person=vault.alex, agreement_id="x", need=BLANKET, is_ticked=True, now=vault.clock())


def test_it_ends_while_the_partner_is_away_and_the_vault_is_locked_again(vault: TestVault) -> None:
    agreement_id = end(vault)
    vault.close()
    vault.service.open(vault.folder)
    vault.service.admit(vault.service.derive(vault.alex, ALEX_WORDS))
    vault.clock.advance(hours=25)
    found = waiting(vault, vault.alex)
    assert found is not None
    assert (found.agreement_id, found.check) == (agreement_id, LaterCheck.NEXT_DAY)


def hold(vault: TestVault, *marks: LiveMark) -> str:
    """The scene that goes on until its review is held for twenty minutes, and these end it."""
    agreement_id = scene_days.agreed_scene(vault)
    for person in vault.pair:
        scene_days.check(vault, person, agreement_id)
    scene_days.compare(vault, agreement_id)
    running = scene_days.begin(vault, agreement_id)
    vault.clock.advance(minutes=20)
    scene_days.happened(vault, running.key, 20 * 60, *marks)
    return agreement_id


@pytest.mark.parametrize(("mark", "is_early"), [(LiveMark.RED, True), (LiveMark.ENDED, False)])
def test_after_a_scene_that_was_held_here_care_waits_for_both(vault: TestVault, mark: LiveMark, is_early: bool) -> None:
    agreement_id = hold(vault, mark)
    for person in vault.pair:
        found, shown = waiting(vault, person), view(vault, agreement_id, person).own
        assert found is not None
        assert (found.agreement_id, found.check) == (agreement_id, None)
        assert shown is not None
        assert (shown.at, shown.is_over, shown.stopped_early) == (vault.clock(), True, is_early)
    both = view(vault, agreement_id, None)
    assert (both.own, both.stopped_early, both.may_end, both.may_talk_over) == (None, is_early, False, False)
    vault.clock.advance(hours=24)
    assert view(vault, agreement_id, None).may_talk_over


def test_what_both_see_is_the_same_whatever_each_ticks_and_notes(vault: TestVault) -> None:
    agreement_id = end(vault)

    def seen() -> tuple[object, ...]:
        with vault.unit() as uow:
            shown = home.home(
                uow, base=vault.catalogue, today=today(vault), me=None, people=vault.pair, now=vault.clock()
            )
        return shown, view(vault, agreement_id, None)

    before = seen()
    tick(vault, vault.alex, agreement_id)
    with vault.unit(vault.alex) as uow:
        afterwards.say_how(
            uow,
            person=vault.alex,
            agreement_id=agreement_id,
            now=vault.clock(),
            is_grounded=True,
            stopped_early=True,
        )
    with vault.unit(vault.sam) as uow:
        note = IncidentNote(id="n", day=today(vault), words="I froze.")
        incidents.save_note(uow, person=vault.sam, note=note)
    assert seen() == before
