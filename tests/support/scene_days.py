"""A couple on the day of a scene: each one's ready check, the beginning, and what happens in it."""

from __future__ import annotations

from collections.abc import Mapping

from app.models.base import PersonId
from app.models.live import LiveEvent, LiveMark
from app.models.scene_day import ReadyAsk, Verdict
from app.services import live, scene_day
from app.services.live import RunningScene, SceneDay
from tests.support.couples import AGREED, draft_named, today, view_of
from tests.support.vaults import SHARED, TestVault

ALL_YES: Mapping[ReadyAsk, bool] = dict.fromkeys(ReadyAsk, True)


def agreed_scene(vault: TestVault, title: str = AGREED) -> str:
    """The id of the newest agreement on a scene."""
    return str(view_of(vault, draft_named(vault, title).id).versions[0].agreement.id)


def check(
    vault: TestVault,
    person: PersonId,
    scene: str,
    verdict: Verdict | None = Verdict.READY,
    answers: Mapping[ReadyAsk, bool] = ALL_YES,
) -> None:
    """One person answers in their own turn."""
    for ask, answer in answers.items():
        with vault.unit(person) as uow:
            scene_day.answer_check(uow, person=person, agreement_id=scene, ask=ask, answer=answer, today=today(vault))
    if verdict is not None:
        with vault.unit(person) as uow:
            scene_day.give_verdict(uow, person=person, agreement_id=scene, verdict=verdict, today=today(vault))


def compare(vault: TestVault, scene: str) -> None:
    """Both look at the result."""
    with vault.unit(SHARED) as uow:
        scene_day.compare_checks(uow, agreement_id=scene, today=today(vault))


def ready(vault: TestVault, scene: str) -> None:
    """Both are ready, and have seen it."""
    for person in vault.pair:
        check(vault, person, scene)
    compare(vault, scene)


def begin(vault: TestVault, scene: str) -> RunningScene:
    """Both start it now."""
    with vault.unit(SHARED) as uow:
        live.begin_scene(
            uow,
            agreement_id=scene,
            today=today(vault),
            now=vault.clock(),
            base=vault.catalogue,
            new_id=vault.ids,
        )
    return running(vault)


def running(vault: TestVault) -> RunningScene:
    """The scene that runs."""
    with vault.unit() as uow:
        found = live.running(uow)
    assert found is not None
    return found


def page(vault: TestVault, scene: str) -> SceneDay:
    """What the live page reads."""
    with vault.unit() as uow:
        return live.scene_today(uow, agreement_id=scene, base=vault.catalogue, today=today(vault), now=vault.clock())


def happened(vault: TestVault, key: str, elapsed: float, *marks: LiveMark, ids: tuple[str, ...] = ()) -> None:
    """These happened at that second, by those who are here; the clock of the day has gone on as long."""
    events = [LiveEvent(at=int(elapsed), mark=mark, ids=ids) for mark in marks]
    with vault.unit(SHARED) as uow:
        live.keep_running(uow, key=key, elapsed=elapsed, now=vault.clock(), events=events)


def settle(vault: TestVault) -> None:
    """What is noted after an interruption."""
    with vault.unit(SHARED) as uow:
        live.settle(uow, now=vault.clock(), today=today(vault))
