"""Every state that the rules of consent can reach in a tiny world; each rule broken once on purpose is found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from app.models import (
    agreement,
    blockers,
    clause,
    draft_lines,
    live,
    outline,
    own_words,
    pause,
    reading,
    scene_day,
    shared_list,
    withdrawal,
)
from app.models.agreement import AgreementState, Yes
from app.models.answer import Stance
from app.models.clause import ClauseKind
from app.models.live import STOPS, Live, LiveMark, LiveState
from app.models.outline import DraftKind
from app.models.scene_day import Evening, Verdict
from tests.models.exploring import TWO_ROUNDS, WORLDS, explore, short_times
from tests.models.tiny_told import Wrong

AT_LEAST = {"rules": 30_000, "scene": 30_000, "pause": 10_000, "evening": 8_000}
"""How many states there are, roughly: a world that lost some of its acts proves less."""


@pytest.fixture(autouse=True)
def _short_times() -> Iterator[None]:
    with short_times():
        yield


@pytest.mark.parametrize("world", WORLDS)
def test_every_state_within_two_rounds_is_right(world: str, capsys: pytest.CaptureFixture[str]) -> None:
    states = explore(world, TWO_ROUNDS[world])
    with capsys.disabled():
        print(f"\n{world}: {states} states, each as people would tell it")
    assert states > AT_LEAST[world]


Rule = Callable[..., Any]


def _without_endings(rule: Rule) -> Rule:
    return lambda held, endings, today, **more: rule(held, (), today, **more)


def _without_clause_endings(rule: Rule) -> Rule:
    return lambda held, endings, today, **more: rule(held, [e for e in endings if not e.clause], today, **more)


def _unmet(rule: Rule) -> Rule:
    def broken(yeses: tuple[Yes, ...], people: Any) -> Any:
        return rule([yes.model_copy(update={"met": yes.met or yes.on}) for yes in yeses], people)

    return broken


def _lone_yes(rule: Rule) -> Rule:
    def broken(yeses: tuple[Yes, ...], people: Any) -> Any:
        said = [yes.model_copy(update={"met": yes.met or yes.on, "person": who}) for yes in yeses for who in people]
        return rule(said, people)

    return broken


def _any_era(rule: Rule) -> Rule:
    return lambda row, space, eras: rule(row, row.body.space, row.body.eras)


def _id_without_text(rule: Rule) -> Rule:
    return lambda said: rule(said.evolve(text=said.text.evolve(clauses=(), review_on=None)))


def _waiting_for_ever(rule: Rule) -> Rule:
    def broken(yeses: Any, endings: Any, today: Any) -> Any:
        found = [(yes, rule((yes,), endings, yes.on)) for yes in yeses]
        return tuple(yes for yes, still in found if still)

    return broken


def _saying(**less: Any) -> Callable[[Rule], Rule]:
    """What somebody discloses ends what it meets, but for what they say of these fields."""
    return lambda rule: lambda clause, person, said: rule(clause, person, said.evolve(**less))


def _whole_endings(rule: Rule) -> Rule:
    def broken(held: Any, endings: Any, today: Any, **more: Any) -> Any:
        return rule(held, [ending._replace(above="") for ending in endings], today, **more)

    return broken


def _above_is_known(rule: Rule) -> Rule:
    """A yes to a clause counts for as long as anything of that clause does."""

    def broken(yes: Yes, versions: Any, endings: Any, today: Any) -> Yes:
        current = next((each for each in versions if each.agreement.id == yes.agreement_id), None)
        if current is None or current.state is not AgreementState.AGREED:
            return rule(yes, versions, endings, today)  # type: ignore[no-any-return]
        ids = {clause.id for clause in current.clauses}
        return yes.evolve(text=yes.text.evolve(clauses=tuple(c for c in yes.text.clauses if c.id in ids)))

    return broken


def _nothing(_rule: Rule) -> Rule:
    return lambda *_args, **_more: ()


def _never(_rule: Rule) -> Rule:
    return lambda *_args, **_more: False


def _always(_rule: Rule) -> Rule:
    return lambda *_args, **_more: True


BROKEN: dict[str, tuple[object, str, Callable[[Rule], Any]]] = {
    "endings are ignored": (agreement, "current_agreement", _without_endings),
    "endings of one clause are ignored": (agreement, "current_agreement", _without_clause_endings),
    "a yes counts without having met": (agreement, "agreements_between", _unmet),
    "one yes is enough": (agreement, "agreements_between", _lone_yes),
    "a yes counts in any era": (agreement, "yes_of", _any_era),
    "the id does not cover the text": (agreement, "agreement_id_of", _id_without_text),
    "days are ignored": (agreement, "last_day", lambda _: lambda document: None),
    "any day can be agreed": (blockers, "is_day_allowed", _always),
    "a yes waits for ever": (agreement, "still_waiting", _waiting_for_ever),
    "a waiting yes that ended waits on": (
        agreement,
        "still_waiting",
        lambda rule: lambda yeses, endings, today: rule(yeses, (), today),
    ),
    "yeses meet though one is missing": (
        blockers,
        "may_meet",
        lambda rule: lambda waiting, own_id, people, today: any(yes.agreement_id == own_id for yes in waiting),
    ),
    "protections end nothing": (agreement, "_protects", _never),
    "rules that lapse end no scene": (agreement, "rules_lapsed", _never),
    "newer rules end the scenes of older ones": (
        agreement,
        "rules_lapsed",
        lambda rule: lambda own_id, versions, today: any(v.number > versions[own_id].number for v in versions.values()),
    ),
    "rules that end take no scene with them": (withdrawal, "_scenes_read_with", _nothing),
    "a withdrawn yes waits on": (withdrawal, "endings_of_waiting", _nothing),
    "a newer version ends nothing": (withdrawal, "endings_of_meeting", _nothing),
    "withdrawing all ends nothing": (withdrawal, "endings_of_all", _nothing),
    "what ended is not asked again": (reading, "what_still_counts", lambda _: lambda yes, *_more: yes),
    "nothing is asked": (reading, "clauses_to_read", _nothing),
    "own words taken back count": (
        own_words,
        "filled_from",
        lambda rule: lambda clause, words_of: rule(clause, words_of).evolve(is_taken_back=False),
    ),
    "what rests is proposed": (
        shared_list,
        "shared_items_of",
        lambda rule: lambda rows: rule(rows._replace(rests=frozenset())),
    ),
    "limits are ignored": (shared_list, "_limits", lambda _: lambda said: {}),
    "half of an opening counts": (shared_list, "_opened", lambda _: lambda said, words: said),
    "what was left out is proposed": (draft_lines, "pairing_mark", lambda _: lambda pairing: "pairing:"),
    "a lower ceiling is ignored": (outline, "fit_ceiling", lambda _: lambda wanted, item: wanted),
    "a new condition ends nothing": (withdrawal, "ends_above", _saying(conditions="")),
    "a lower ceiling ends nothing": (withdrawal, "ends_above", _saying(ceiling=None)),
    "an opened limit ends nothing": (withdrawal, "ends_above", _saying(stance=Stance.WANT)),
    "a yes that waits is not met by an opening": (
        withdrawal,
        "endings_about",
        lambda rule: lambda key, agreements, lone, meets: rule(key, agreements, (), meets),
    ),
    "what ended above a ceiling is allowed": (agreement, "_under_ceiling", lambda _: lambda clause, endings: clause),
    "what ended above a ceiling ends as a whole": (agreement, "current_agreement", _whole_endings),
    "what ended above a ceiling is not asked again": (reading, "what_still_counts", _above_is_known),
    "what left the list stays proposed": (draft_lines, "conform", lambda _: lambda draft, shared: draft),
}


Broken = dict[str, tuple[object, str, Callable[[Rule], Any]]]
BROKEN_PAUSES: Broken = {
    "what is wider counts at once": (pause, "paused", lambda _: lambda document, *_more: document),
    "what waits counts": (agreement, "counting", lambda rule: lambda document, _today: rule(document, date.max)),
    "a pause is never over": (agreement, "counting", lambda rule: lambda document, _today: rule(document, None)),
    "what is narrower waits": (pause, "_is_wider", _always),
    "what counted before goes at once": (pause, "_stays", _never),
    "what was taken out stays until then": (pause, "_stays", _always),
    "what protects goes at once": (
        pause,
        "_stays",
        lambda rule: lambda each: each.before.kind is not ClauseKind.PROTECTION and rule(each),
    ),
    "what protects until then can be ended alone": (
        clause.Document,
        "all_clauses",
        lambda _: property(lambda self: self.clauses),
    ),
    "what waits outlives its end": (
        agreement,
        "current_agreement",
        lambda rule: (
            lambda held, endings, today, **more: (current := rule(held, endings, today, **more)).evolve(
                waiting=tuple(c for c in held.document.clauses if c.id in held.document.wider and current.clauses)
                if held.document.waits(today)
                else ()
            )
        ),
    ),
    "a ceiling is not kept by what waits": (
        agreement,
        "_under_ceiling",
        lambda rule: lambda c, endings: rule(c, endings) if c.item and c.item.ceiling else c,
    ),
}


def _without(**less: Any) -> Callable[[Rule], Rule]:
    """A result whose fields are these."""
    return lambda rule: lambda *given, **more: (found := rule(*given, **more)) and found.evolve(**less)


def _on_the_day(rule: Rule) -> Rule:
    return lambda said, people, today: rule({p: row.evolve(day=today) for p, row in said.items()}, people, today)


def _for_both(rule: Rule) -> Rule:
    return lambda said, people, today: rule({p: row for row in said.values() for p in people}, people, today)


def _state(change: Callable[[Live, LiveState], LiveState]) -> Callable[[Rule], Rule]:
    return lambda rule: lambda live, elapsed: change(live, rule(live, elapsed))


def _without_marks(*marks: LiveMark) -> Callable[[Rule], Rule]:
    """These marks happened, and do not count."""

    def broken(rule: Rule) -> Rule:
        def state(live: Live, elapsed: float) -> Any:
            return rule(live.evolve(events=tuple(e for e in live.events if e.mark not in marks)), elapsed)

        return state

    return broken


def _due(**other: Any) -> Callable[[Rule], Rule]:
    """It stops by itself as if something about it were different."""
    return lambda rule: lambda live, since, is_paused: rule(live.evolve(**other), since, is_paused)


BROKEN_EVENINGS: Broken = {
    "one who is ready is enough": (
        scene_day,
        "after_checks",
        lambda rule: lambda before, checks, _people, today: rule(before, checks, min(1, len(checks)), today),
    ),
    "not tonight is ignored": (
        scene_day,
        "after_checks",
        lambda rule: (
            lambda before, checks, people, today: rule(
                before, [c.evolve(verdict=c.verdict and Verdict.READY) for c in checks], people, today
            )
        ),
    ),
    "a result becomes freer": (scene_day, "after_checks", lambda rule: lambda _before, *more: rule(None, *more)),
    "a result depends on who said it": (
        scene_day,
        "after_checks",
        lambda rule: (
            lambda before, checks, people, today: rule(
                before, [c.evolve(verdict=checks[0].verdict) for c in checks], people, today
            )
        ),
    ),
    "a smaller evening that somebody declines stays": (
        scene_day,
        "after_checks",
        lambda rule: lambda before, checks, *more: rule(before, [c.evolve(after=None) for c in checks], *more),
    ),
    "the result of a different day counts": (scene_day, "tonight_of", _on_the_day),
    "what one of them says makes both ready": (scene_day, "tonight_of", _for_both),
    "what one of them says for both is ignored": (
        scene_day,
        "tonight_of",
        lambda rule: lambda said, people, today: rule(said, people, today) if len(said) == len(people) else None,
    ),
    "what was left out is forgotten": (scene_day, "tonight_of", _without(without=())),
    "both may choose what is freer": (
        scene_day,
        "more_careful",
        lambda _: lambda before, evening, without=(): before.evolve(evening=evening, without=tuple(without)),
    ),
    "a smaller evening puts back what was left out": (
        scene_day,
        "more_careful",
        lambda rule: lambda before, evening, without=(): rule(before.evolve(without=()), evening, without),
    ),
    "it begins before anybody is ready": (scene_day, "may_begin", _always),
    "it begins with nothing left of it": (
        scene_day,
        "may_begin",
        lambda _: lambda tonight, items: tonight.evening in (Evening.READY, Evening.SMALLER),
    ),
    "it begins although somebody looked again": (scene_day, "nobody_changed", _always),
    "it can be held on any day": (
        scene_day,
        "is_on",
        lambda _: lambda current, today: current.agreement.document.kind is DraftKind.SCENE,
    ),
    "one for an evening is held twice": (live, "may_begin_again", _always),
    "a lone half of a beginning runs": (
        live,
        "started",
        lambda rule: (
            lambda rows, stopped, _people: {k: row for n in (1, 2) for k, row in rule(rows, stopped, n).items()}
        ),
    ),
    "a stop is forgotten": (live, "state_at", _without_marks(*STOPS)),
    "yellow is forgotten": (live, "state_at", _without_marks(LiveMark.YELLOW)),
    "an answered check-in is forgotten": (live, "state_at", _without_marks(LiveMark.CHECKED_IN)),
    "what was taken out comes back": (
        live,
        "state_at",
        _state(lambda live, state: state._replace(without=frozenset())),
    ),
    "what was left out for the evening comes back": (
        live,
        "state_at",
        _state(lambda live, state: state._replace(without=state.without - set(live.without))),
    ),
    "the cap is ignored": (live, "_due", _due(cap=60)),
    "a check-in that nobody answers is ignored": (live, "_due", _due(interval=None)),
    "a pause does not stop check-ins": (
        live,
        "_due",
        lambda rule: lambda live, since, _is_paused: rule(live, since, False),
    ),
    "a clock makes what happened undone": (
        live,
        "_in_order",
        lambda rule: lambda events: [each for each in rule(events) if each.at == 0],
    ),
    "what only one of them noted is ignored": (
        live,
        "together",
        lambda rule: lambda rows: min(rows, key=lambda row: len(row.events)),
    ),
    "a scene outlives its agreement": (
        live,
        "settled",
        lambda rule: lambda row, stopped, elapsed, *, has_ended: rule(row, stopped, elapsed, has_ended=False),
    ),
    "a stop by one of them is not noted by the other": (
        live,
        "settled",
        lambda rule: lambda row, stopped, elapsed, *, has_ended: rule(row, None, elapsed, has_ended=has_ended),
    ),
    "a debrief ends nothing": (agreement, "ends_with_debrief", _never),
}
ALL_BROKEN: tuple[tuple[Broken, tuple[str, ...]], ...] = (
    (BROKEN, ("rules", "scene")),
    (BROKEN_PAUSES, ("pause",)),
    (BROKEN_EVENINGS, ("evening",)),
)


@pytest.mark.parametrize(
    ("worlds", "broken"),
    [pytest.param(worlds, one, id=name) for rules, worlds in ALL_BROKEN for name, one in rules.items()],
)
def test_each_rule_broken_once_is_found(
    worlds: tuple[str, ...],
    broken: tuple[object, str, Callable[[Rule], Any]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    owner, rule, change = broken
    monkeypatch.setattr(owner, rule, change(getattr(owner, rule)))
    with pytest.raises(Wrong):
        explore_all(worlds)


def explore_all(worlds: tuple[str, ...]) -> None:
    """Explore worlds, a little deeper each time: what is wrong is found by a few acts, or not at all."""
    for depth in range(max(TWO_ROUNDS.values())):
        for world in worlds:
            explore(world, min(depth, TWO_ROUNDS[world]))
