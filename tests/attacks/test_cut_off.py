"""A joint act cut off between its files: never half of what adds, all of what narrows, and nobody is accused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest
from sqlalchemy import event

from app.errors import VaultUnwritable
from app.models.answer import Stance
from app.models.base import ActivityId
from app.models.catalogue import Direction
from app.models.limits import Outcome, SharedItem, Talk, TalkResult
from app.models.pairing import Pairing
from app.models.sealing import ShareChoice
from app.services import opening, sharing
from app.services.part_check import check_part
from app.services.shared_list import shared_items
from app.storage.databases import SpaceId, private_space
from app.storage.spaces import SHARED
from tests.attacks.tampering import unlock
from tests.support.openings import KISSING, MASSAGE, answer, open_and_accept, ready, take_back
from tests.support.vaults import TestVault, vault_for

HUGS = ActivityId("touch.hugs")


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[TestVault]:
    """Both want a massage and are to talk about hugs; kissing is new, and Sam has a new limit to hugs."""
    with vault_for(tmp_path / "vault") as made:
        answer(made, made.alex, Stance.WANT)
        answer(made, made.sam, Stance.WANT, direction=Direction.PASSIVE)
        answer(made, made.alex, Stance.CURIOUS, activity=HUGS)
        answer(made, made.sam, Stance.WANT, activity=HUGS, direction=Direction.PASSIVE)
        open_and_accept(made)
        for person in made.pair:
            answer(made, person, Stance.WANT, activity=KISSING, direction=Direction.TOGETHER)
        yield made


@contextmanager
def failing(vault: TestVault, space: SpaceId) -> Iterator[None]:
    """Let the commit of one file fail."""

    def fail(_connection: object) -> None:
        raise VaultUnwritable("disk")

    engine = vault.service.vault.spaces.engine(space)
    event.listen(engine, "commit", fail)
    try:
        yield
    finally:
        event.remove(engine, "commit", fail)


def unlocked_again(vault: TestVault) -> tuple[SharedItem, ...]:
    """The shared list after both unlocked again, which must accuse nobody."""
    for person in vault.pair:
        vault.service.leave(person)
    for person in vault.pair:
        unlock(vault, person)
        with vault.unit(SHARED) as uow:
            assert check_part(uow, person=person, today=vault.clock().date()).kinds == ()
    with vault.unit() as uow:
        return shared_items(uow)


Act = Callable[[], object]


def with_a_limit(vault: TestVault) -> Act:
    """Both accept an opening: Sam's limit to hugs, and a kiss that both want."""
    answer(vault, vault.sam, Stance.HARD_LIMIT, activity=HUGS, direction=Direction.PASSIVE)
    with vault.unit(vault.sam) as uow:
        key = (str(HUGS), Direction.PASSIVE.value)
        sharing.choose(uow, person=vault.sam, keys=(key,), choice=ShareChoice.SHARE)
    for person in vault.pair:
        ready(vault, person)
    today = vault.clock().date()
    with vault.unit(SHARED) as uow:
        begun = opening.begin_opening(uow, people=vault.pair, base=vault.catalogue, today=today)

    def accept() -> None:
        with vault.unit(SHARED) as uow:
            opening.accept_opening(uow, comparison=begun.opening.comparison, today=today, new_id=vault.ids)

    return accept


def talked(vault: TestVault) -> Act:
    """Both agree in a talk about hugs."""

    def keep() -> None:
        with vault.unit(SHARED) as uow:
            item = next(item for item in shared_items(uow) if item.outcome is Outcome.TALK)
            opening.keep_talk(uow, item=item, talk=Talk(result=TalkResult.AGREED, notes="slowly"), now=vault.clock())

    return keep


def taken_back(vault: TestVault) -> Act:
    """Sam takes back what was opened about the massage."""

    def take() -> None:
        with vault.unit(SHARED) as uow:
            take_back(uow, vault.sam, Pairing(activity_id=MASSAGE, active=vault.alex).key)

    return take


@pytest.mark.parametrize("at", [0, 1, 2])
@pytest.mark.parametrize("act", [with_a_limit, talked, taken_back])
def test_cut_off_at_any_file(vault: TestVault, act: Callable[[TestVault], Act], at: int) -> None:
    do = act(vault)
    with vault.unit() as uow:
        before = said_of(shared_items(uow))
    space = (private_space(vault.alex), private_space(vault.sam), SHARED)[at]
    # What is in the private files by then is kept, and copied later.
    with failing(vault, space), nullcontext() if at == 2 else pytest.raises(VaultUnwritable):
        do()
    after = said_of(unlocked_again(vault))
    do()
    whole = said_of(unlocked_again(vault))
    assert before != whole
    for key, item in after.items():
        assert item in (before.get(key), whole.get(key)), "as before, or as if nothing had been cut off"
    first = 1 if act is taken_back else 0
    if at == 2:
        assert after == whole, "it is in the private space of everybody who said it"
    if at == first:
        assert after == before
    assert {key for key, item in before.items() if item == whole.get(key)} <= after.keys()


def said_of(items: tuple[SharedItem, ...]) -> dict[str, SharedItem]:
    """The items without the act's id, which is different each time."""
    return {item.id: item.evolve(act="") for item in items}
