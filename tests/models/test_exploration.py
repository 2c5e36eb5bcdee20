"""Every state that the rules of consent can reach in a tiny world; each rule broken once on purpose is found."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from app.models import agreement, blockers, draft_lines, outline, own_words, reading, shared_list, withdrawal
from app.models.agreement import AgreementState, Yes
from app.models.answer import Stance
from tests.models.tiny_told import RULES, SCENE, World, Wrong, begun
from tests.models.tiny_world import Explorer

WORLDS = {"rules": (RULES, SCENE), "scene": (SCENE,)}
TWO_ROUNDS = 5
"""Acts: to agree, to end, to agree again, to end and to agree again."""


def explore(drafts: tuple[str, ...], depth: int) -> int:
    """Visit every state within that many acts, breadth first; returns how many there are. Raises `Wrong`."""
    explorer, first = Explorer(*drafts), begun(*drafts)
    came_from: dict[World, tuple[World, str]] = {first: (first, "")}
    edge = [first]
    for _ in range(depth):
        found: list[World] = []
        for world in edge:
            act = "the next act"
            try:
                for act, after in explorer.acts(world):
                    if after not in came_from:
                        came_from[after] = (world, act)
                        explorer.require_right(after)
                        found.append(after)
            except Wrong as wrong:
                raise Wrong(f"{wrong}, after {' / '.join(_acts_to(came_from, world))}, at or after {act}") from None
        edge = found
    return len(came_from)


def explore_all(depth: int) -> None:
    """Explore every world, a little deeper each time: what is wrong is found by a few acts, or not at all."""
    for deeper in range(1, depth + 1):
        for drafts in WORLDS.values():
            explore(drafts, deeper)


def _acts_to(came_from: dict[World, tuple[World, str]], world: World) -> list[str]:
    before, act = came_from[world]
    return [*_acts_to(came_from, before), act] if act else []


@pytest.fixture(autouse=True)
def _short_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """A yes waits for a day, so that it expires within the three days there are."""
    monkeypatch.setattr(agreement, "WAITING_DAYS", 1)


@pytest.mark.parametrize("world", WORLDS)
def test_every_state_within_two_rounds_is_right(world: str, capsys: pytest.CaptureFixture[str]) -> None:
    states = explore(WORLDS[world], TWO_ROUNDS)
    with capsys.disabled():
        print(f"\n{world}: {states} states, each as people would tell it")
    assert states > 30_000


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


BROKEN: dict[str, tuple[ModuleType, str, Callable[[Rule], Rule]]] = {
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


@pytest.mark.parametrize("name", BROKEN)
def test_each_rule_broken_once_is_found(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module, rule, broken = BROKEN[name]
    monkeypatch.setattr(module, rule, broken(getattr(module, rule)))
    with pytest.raises(Wrong):
        explore_all(TWO_ROUNDS - 1)
