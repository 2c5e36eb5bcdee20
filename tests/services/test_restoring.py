"""A person whose own space was put back: no earlier yes counts, limits come back, and Home asks about the rest."""

from __future__ import annotations

from app.models.answer import Stance
from app.models.base import PersonId
from app.models.catalogue import Direction
from app.models.limits import Outcome
from app.models.opening import PairClass
from app.models.pairing import Pairing
from app.models.said_kinds import DISCLOSED
from app.models.sealing import ShareChoice
from app.services import care, sharing
from app.services.agreement_store import all_agreements
from app.services.part_check import PartFindings, choose_restored
from app.services.shared_list import shared_items
from tests.support.couples import today
from tests.support.openings import MASSAGE, answer, open_and_accept
from tests.support.vaults import PASSPHRASES, SHARED, TestVault


def set_back(vault: TestVault, file: bytes, *people: PersonId) -> None:
    """Put an older copy of Alex's own space in its place, and let people in."""
    vault.service.close()
    (vault.folder / f"{vault.alex}.db").write_bytes(file)
    vault.service.open(vault.folder)
    come(vault, *people)


def come(vault: TestVault, *people: PersonId) -> None:
    for person in people:
        words = PASSPHRASES[vault.pair.index(person)]
        vault.service.admit(vault.service.derive(person, words))


def file_of(vault: TestVault) -> bytes:
    vault.service.close()
    raw = (vault.folder / f"{vault.alex}.db").read_bytes()
    vault.service.open(vault.folder)
    come(vault, *vault.pair)
    return raw


def agreed(vault: TestVault) -> set[str]:
    with vault.unit() as uow:
        return {each.state.value for each in all_agreements(uow, today(vault))}


def test_every_yes_of_the_earlier_era_counts_no_more(vault: TestVault) -> None:
    vault.fill_with_sample()
    older = file_of(vault)
    assert "agreed" in agreed(vault)
    with vault.unit() as uow:
        plan = next(each for each in care.aftercare(uow) if each.person == vault.alex)
    with vault.unit(SHARED) as uow:
        care.save_aftercare(uow, plan=plan.evolve(words="said later"))
    set_back(vault, older, *vault.pair)
    assert agreed(vault) == set()
    assert vault.service.check_part(vault.alex, today(vault))
    assert vault.service.visits.findings(vault.alex).restored == ("aftercare",)
    assert not vault.service.check_part(vault.sam, today(vault))
    with vault.unit(SHARED) as uow:
        choose_restored(uow, person=vault.alex)
    assert agreed(vault) == set()
    for gone in vault.pair:
        vault.service.leave(gone)
        with vault.unit() as uow:
            assert "said later" in {each.words for each in care.aftercare(uow)}
        assert agreed(vault) == set()
        come(vault, gone)
    assert vault.service.check_part(vault.alex, today(vault)) is False
    assert vault.service.visits.findings(vault.alex) == PartFindings()


def test_a_limit_that_was_said_later_comes_back_instead_of_what_it_ended(vault: TestVault) -> None:
    answer(vault, vault.alex, Stance.WANT, activity=MASSAGE)
    answer(vault, vault.sam, Stance.WANT, activity=MASSAGE, direction=Direction.PASSIVE)
    open_and_accept(vault)
    older = file_of(vault)
    answer(vault, vault.alex, Stance.HARD_LIMIT, activity=MASSAGE)
    with vault.unit(vault.alex) as uow:
        key = (str(MASSAGE), Direction.ACTIVE.value)
        sharing.choose(uow, person=vault.alex, keys=(key,), choice=ShareChoice.SHARE)
    open_and_accept(vault)

    def outcomes() -> dict[str, Outcome]:
        with vault.unit() as uow:
            return {item.id: item.outcome for item in shared_items(uow)}

    massage = Pairing(activity_id=MASSAGE, active=vault.alex).key
    assert outcomes()[massage] is Outcome.OFF
    set_back(vault, older, *vault.pair)
    assert outcomes()[massage] is Outcome.OFF
    vault.service.check_part(vault.alex, today(vault))
    for as_said_last in ((), None):
        with vault.unit(SHARED) as uow:
            choose_restored(uow, person=vault.alex, as_said_last=as_said_last)
        assert outcomes()[massage] is Outcome.OFF
        with vault.unit() as uow:
            assert uow.parts.get(vault.alex, DISCLOSED[PairClass.YES], massage) is None
