"""What Sam, my partner, writes about an evening in their own part: it can only make it more careful. I am Alex."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.models.canonical import encode
from app.models.live import LIVE, LIVED, Live, LiveEvent, LiveMark, state_at
from app.models.scene_day import TONIGHT, Evening, Tonight, Verdict
from app.services import live, scene_day
from app.storage.spaces import SHARED
from tests.attacks.agreed_scene import come, only
from tests.attacks.tampering import plant, plant_everywhere, tamper
from tests.support.couples import today
from tests.support.scene_days import agreed_scene, begin, check, compare, happened, page, ready, running
from tests.support.vaults import TestVault

pytestmark = pytest.mark.sample

ACT = "1" * 32


@pytest.fixture
def scene(vault: TestVault) -> str:
    return agreed_scene(vault)


@pytest.mark.parametrize("evening", [Evening.READY, Evening.SMALLER])
def test_a_result_that_sam_plants_makes_nobody_ready(vault: TestVault, scene: str, evening: Evening) -> None:
    check(vault, vault.alex, scene, Verdict.NOT_TONIGHT, {})
    check(vault, vault.sam, scene)
    compare(vault, scene)
    forged = Tonight(day=today(vault), evening=evening)
    for author in vault.pair:
        plant_everywhere(vault, author, TONIGHT, forged, scene)
    come(vault)
    assert not page(vault, scene).may_begin


def test_a_result_for_both_that_sam_plants_counts_for_nothing_once_i_am_here(vault: TestVault, scene: str) -> None:
    forged = Tonight(day=today(vault), evening=Evening.READY)
    for author in vault.pair:
        plant(vault, author, TONIGHT, encode(forged), scene)
    only(vault, vault.alex)
    with vault.unit() as uow:
        assert scene_day.tonight(uow, scene, today(vault)) is None


@pytest.mark.parametrize("days", [-1, 1, 400])
def test_a_result_of_a_different_day_is_none(vault: TestVault, scene: str, days: int) -> None:
    forged = Tonight(day=today(vault) + timedelta(days=days), evening=Evening.READY)
    for author in vault.pair:
        plant_everywhere(vault, author, TONIGHT, forged, scene)
    assert page(vault, scene).tonight is None


def test_a_scene_that_sam_says_runs_does_not(vault: TestVault, scene: str) -> None:
    forged = Live(began=vault.clock(), cap=60, seen=vault.clock())
    plant_everywhere(vault, vault.sam, LIVE, forged, f"{scene}/{ACT}")
    plant(vault, vault.alex, LIVE, encode(forged), f"{scene}/{ACT}")
    come(vault)
    with vault.unit() as uow:
        assert live.running(uow) is None


def test_sam_cannot_make_a_scene_run_longer_or_forget_what_happened(vault: TestVault, scene: str) -> None:
    ready(vault, scene)
    begun = begin(vault, scene)
    happened(vault, begun.key, 600.0, LiveMark.YELLOW)
    vault.clock.advance(seconds=600)
    longer = begun.live.evolve(
        cap=24 * 60, interval=None, events=(), ran=0, began=begun.live.began + timedelta(hours=1)
    )
    plant_everywhere(vault, vault.sam, LIVE, longer, begun.key)
    come(vault)
    found = running(vault).live
    assert (found.cap, found.interval, found.began) == (120, 30, begun.live.began)
    assert found.ran == 600_000
    assert state_at(found, 601).is_paused


def test_a_stop_that_sam_erases_is_a_stop_and_the_scene_rests(vault: TestVault, scene: str) -> None:
    ready(vault, scene)
    begun = begin(vault, scene)
    happened(vault, begun.key, 300, LiveMark.RED)
    with vault.unit(SHARED) as uow:
        uow.parts.erase(vault.sam, LIVED, begun.key)
        uow.parts.say(vault.sam, LIVE, begun.live, begun.key)
        uow.commit()
    tamper(vault, "DELETE FROM said WHERE kind = :kind", kind=LIVED.name)
    only(vault, vault.alex)
    with vault.unit() as uow:
        assert live.running(uow) is None
    come(vault)
    assert page(vault, scene).rests
    assert not page(vault, scene).may_begin


def test_a_stop_that_sam_plants_only_makes_it_rest(vault: TestVault, scene: str) -> None:
    ready(vault, scene)
    began = vault.clock() - timedelta(hours=1)
    forged = Live(began=began, cap=60, events=(LiveEvent(at=60, mark=LiveMark.RED),), seen=began)
    plant_everywhere(vault, vault.sam, LIVED, forged, f"{scene}/{ACT}")
    come(vault)
    assert page(vault, scene).rests
    with vault.unit() as uow:
        assert live.times_of_scenes(uow, vault.alex) == (), "it marks nothing for me"
