"""Which packs somebody sees: a level, what differs from it, and what later packs do."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.assets import load
from app.models.catalogue import Catalogue, Pack, PackLevel
from app.models.pack_choice import PackChoice

PACKS = load(Catalogue).packs
ACTS = st.lists(st.tuples(st.sampled_from(PACKS), st.booleans()), max_size=8)


def test_a_level_has_the_packs_of_those_before_it() -> None:
    hidden = [PackChoice(level=level).hidden(PACKS) for level in PackLevel]
    assert hidden[0] > hidden[1] > hidden[2] == frozenset()
    assert [PackChoice(level=level).level_of(PACKS) for level in PackLevel] == list(PackLevel)


def test_nobody_has_to_choose() -> None:
    assert PackChoice().level_of(PACKS) is PackLevel.USUAL


@given(level=st.sampled_from(PackLevel), acts=ACTS)
def test_one_pack_changes_that_pack_alone_and_back(level: PackLevel, acts: list[tuple[Pack, bool]]) -> None:
    choice = PackChoice(level=level)
    for pack, on in acts:
        before = choice.hidden(PACKS)
        choice = choice.with_pack(pack, on)
        assert choice.hidden(PACKS) ^ before <= {pack.id}
        assert choice.is_on(pack) is on
    chosen_back = choice
    for pack in PACKS:
        chosen_back = chosen_back.with_pack(pack, PackChoice(level=level).is_on(pack))
    assert chosen_back == PackChoice(level=level)


def test_a_pack_of_a_later_version_follows_the_level() -> None:
    choice = PackChoice().with_pack(PACKS[0], False)
    new = [PACKS[0].evolve(id=f"new_{level}", level=level) for level in PackLevel]
    assert [choice.is_on(pack) for pack in new] == [True, True, False]
    assert choice.level_of(PACKS) is None
