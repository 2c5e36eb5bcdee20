"""Couples on real files: whatever two people do, and wherever the program is killed, nothing is allowed that ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from app.models import agreement, sealing
from app.models.agreement import AgreementState, CurrentAgreement, Yes
from app.models.answer import Ceiling, Stance
from app.models.live import LiveMark
from app.models.outline import DraftKind
from app.models.pause import Counting
from app.models.scene_day import Verdict, after_checks
from app.services import endings, live, reading, scene_day
from app.storage.parts import Parts
from tests.services.consent_failures import walk
from tests.services.consent_steps import Step, Who, go
from tests.services.consent_told import Wrong

COUPLES = 20


@pytest.mark.parametrize("number", range(COUPLES))
def test_whatever_two_people_do_nothing_is_allowed_that_ended(number: int) -> None:
    tally = Counter[str]()
    failure = walk(number, tally)
    assert failure is None, str(failure)
    assert tally["agreements"], "a couple that agrees to nothing proves nothing"
    assert tally["restarts"]


def opened(stance: Stance, words: str = "", ceiling: Ceiling | None = None) -> tuple[Step, ...]:
    """Sam answers, and both open."""
    return Step("answer", (Who.SAM, 0, stance, words, ceiling)), Step("open_together", ())


def by_id(yes: Yes, versions: Iterable[CurrentAgreement], *_: Any) -> Yes:
    """A yes to a clause counts for as long as anything of that clause does."""
    now = next(each for each in versions if each.agreement.id == yes.agreement_id)
    ids = {clause.id for clause in now.clauses} if now.state is AgreementState.AGREED else frozenset()
    return yes.evolve(text=yes.text.evolve(clauses=tuple(c for c in yes.text.clauses if c.id in ids)))


AGREED = (Step("propose", (Who.SAM, 0)), Step("both_read", (DraftKind.SCENE,)))
READ = Step("read", (Who.ALEX, DraftKind.SCENE, None))
EVENING = (Step("evening", ()),)
DECLINED = (
    Step("check_ready", (Who.SAM, Verdict.NOT_TONIGHT)),
    Step("check_ready", (Who.ALEX, Verdict.READY)),
    Step("compare_ready", ()),
)
BROKEN: dict[str, tuple[object, str, Callable[..., Any], tuple[Step, ...]]] = {
    "endings are not read": (Parts, "endings", lambda *_: frozenset(), (*AGREED, Step("end_scene", ()))),
    "what ended is not asked again": (
        reading,
        "what_still_counts",
        lambda yes, *_: yes,
        (*AGREED, Step("end_scene", ()), READ),
    ),
    "a limit ends nothing": (endings, "ends_above", lambda *_: None, (*AGREED, *opened(Stance.HARD_LIMIT))),
    "a condition ends nothing": (endings, "ends_above", lambda *_: None, (*AGREED, *opened(Stance.WANT, "slowly"))),
    "what one would like to know more about is shared": (
        sealing,
        "may_be_disclosed",
        lambda *_: True,
        (*AGREED, *opened(Stance.MORE_FIRST)),
    ),
    "a ceiling ends nothing": (
        agreement,
        "_under_ceiling",
        lambda clause, _: clause,
        (*AGREED, *opened(Stance.WANT, ceiling=Ceiling.LIGHT)),
    ),
    "what ended above a ceiling is not asked again": (
        reading,
        "what_still_counts",
        by_id,
        (*AGREED, *opened(Stance.WANT, ceiling=Ceiling.LIGHT), *opened(Stance.WANT), READ),
    ),
    "a pause is not waited for": (
        agreement,
        "counting",
        lambda text, _today: Counting(text.clauses, (), ()),
        (
            *AGREED,
            Step("propose", (Who.SAM, 1)),
            Step("pause", (DraftKind.SCENE, 15)),
            Step("both_read", (DraftKind.SCENE,)),
        ),
    ),
    "one who is no longer ready is not heard": (
        scene_day,
        "still_stands",
        lambda *_: True,
        (
            *AGREED,
            Step("both_ready", ()),
            Step("check_ready", (Who.SAM, Verdict.NOT_TONIGHT)),
            Step("begin_scene", ()),
        ),
    ),
    "an evening becomes freer": (
        scene_day,
        "after_checks",
        lambda _before, checks, _people, today: after_checks(None, checks, 2, today),
        (*AGREED, *DECLINED, Step("both_ready", ())),
    ),
    "what is out of a scene is not kept": (
        live,
        "with_event",
        lambda live, event: live.evolve(events=(event,)),
        (*AGREED, *EVENING, Step("happens", (LiveMark.SMALLER, 0)), Step("happens", (LiveMark.CHECKED_IN, 0))),
    ),
    "a stop stops nothing": (
        live,
        "_stop",
        lambda *_: None,
        (*AGREED, *EVENING, Step("happens", (LiveMark.RED, 0))),
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_rule_that_is_broken_is_found(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    place, rule, broken, steps = BROKEN[name]
    tally = Counter[str]()
    go(0, steps, tally)
    assert tally["agreements"] == 1 + tally["pauses"]
    monkeypatch.setattr(place, rule, broken)
    with pytest.raises(Wrong):
        go(0, steps, tally)
