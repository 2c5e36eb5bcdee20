"""Check-ins in a real vault: kept, changed, dropped, deleted; own dimensions; nothing of it where both see it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from app.assets import load
from app.errors import InputError, NotYours
from app.models.changes import ChangeKind
from app.models.check_in import CheckIn, CheckInTexts, Dimension, DimensionArrangement, Occasion
from app.services import check_ins
from app.services.check_ins import CheckInSaved, Overview
from tests.support.files import find_markers
from tests.support.pages import decrypted_pages
from tests.support.texts import AWKWARD
from tests.support.vaults import ALEX_WORDS, TestVault

BUILT_IN = load(CheckInTexts).dimensions
APPETITE = Dimension(id="own.appetite", title="Appetite", low="none", high="large", own=True)


def act(vault: TestVault, fn: Any, **arguments: Any) -> Any:
    with vault.unit(vault.alex) as uow:
        return fn(uow, person=vault.alex, **arguments)


def keep(vault: TestVault, name: str = "1", **said: Any) -> CheckIn:
    values = {"id": name, "at": vault.clock(), "ratings": {"mood": 3}, **said}
    saved: CheckInSaved = act(vault, check_ins.save_check_in, check_in=CheckIn(**values))
    assert saved.check_in is not None
    return saved.check_in


def look(vault: TestVault) -> Overview:
    with vault.unit() as uow:
        return check_ins.overview(uow, person=vault.alex, built_in=BUILT_IN)


def test_what_is_filled_in_is_kept_as_it_grows(vault: TestVault) -> None:
    first = keep(vault)
    second = first.rated("energy", 0).evolve(note="tired")
    saved = act(vault, check_ins.save_check_in, check_in=second)
    assert saved.touches(ChangeKind.CHECK_INS)
    assert look(vault).check_ins == (second,)


def test_every_text_comes_back(vault: TestVault) -> None:
    for number, awkward in enumerate(AWKWARD):
        assert keep(vault, str(number), note=awkward).note == awkward
        assert look(vault).check_ins[-1].note == awkward


def test_an_empty_one_is_dropped_an_unfinished_one_is_kept(vault: TestVault) -> None:
    blank = CheckIn(id="1", at=vault.clock())
    assert act(vault, check_ins.save_check_in, check_in=blank) == CheckInSaved(check_in=None)
    kept = keep(vault)
    assert act(vault, check_ins.save_check_in, check_in=kept.rated("mood", None)).check_in is None
    assert look(vault).check_ins == ()


def test_two_at_the_same_time_are_both_kept_in_their_order(vault: TestVault) -> None:
    one, other = keep(vault, "1"), keep(vault, "2")
    assert other.at == one.at + timedelta(microseconds=1)
    moved = act(vault, check_ins.save_check_in, check_in=one.evolve(at=one.at + timedelta(days=1))).check_in
    assert look(vault).check_ins == (other, moved)


def test_a_deleted_one_can_be_brought_back_as_it_was(vault: TestVault) -> None:
    kept = keep(vault, note="words", occasion=Occasion.SCENE)
    act(vault, check_ins.delete_check_in, check_in_id="1")
    assert look(vault).check_ins == ()
    act(vault, check_ins.save_check_in, check_in=kept)
    assert look(vault).check_ins == (kept,)
    with pytest.raises(NotYours):
        act(vault, check_ins.delete_check_in, check_in_id="none")


def test_own_dimensions(vault: TestVault) -> None:
    act(vault, check_ins.save_dimension, dimension=APPETITE)
    act(vault, check_ins.save_dimension, dimension=APPETITE.evolve(title="Hunger"))
    assert [each.title for each in look(vault).dimensions] == [*(each.title for each in BUILT_IN), "Hunger"]
    with pytest.raises(InputError):
        act(vault, check_ins.save_dimension, dimension=APPETITE.evolve(title=" "))
    with pytest.raises(NotYours):
        act(vault, check_ins.save_dimension, dimension=BUILT_IN[0].evolve(title="Mine now"))


def test_deleting_a_dimension_deletes_what_it_was_rated(vault: TestVault) -> None:
    act(vault, check_ins.save_dimension, dimension=APPETITE)
    act(
        vault,
        check_ins.arrange,
        arrangement=DimensionArrangement(order=("own.appetite",), hidden=frozenset({"own.appetite"})),
    )
    both = keep(vault, "1").rated("own.appetite", 4)
    act(vault, check_ins.save_check_in, check_in=both)
    keep(vault, "2", ratings={"own.appetite": 1})
    untouched = keep(vault, "3")
    act(vault, check_ins.delete_dimension, dimension_id="own.appetite")
    after = look(vault)
    assert after.check_ins == (both.rated("own.appetite", None), untouched)
    assert after.dimensions == BUILT_IN
    assert after.arrangement == DimensionArrangement()
    with pytest.raises(NotYours):
        act(vault, check_ins.delete_dimension, dimension_id="mood")


def test_hiding_keeps_what_was_rated(vault: TestVault) -> None:
    kept = keep(vault)
    act(vault, check_ins.arrange, arrangement=DimensionArrangement(hidden=frozenset({"mood"})))
    assert look(vault).check_ins == (kept,)
    assert look(vault).arrangement.hidden == {"mood"}


def test_what_is_deleted_is_in_no_page_of_the_file(vault: TestVault) -> None:
    for number in range(30):
        keep(vault, str(number), note=f"number {number}")
    keep(vault, "gone", note="zqxmarker")

    def decrypted() -> bytes:
        key = vault.service.derive(vault.alex, ALEX_WORDS).private_key.reveal()
        return decrypted_pages(vault.folder / f"{vault.alex}.db", key)

    assert b"zqx" in decrypted()
    act(vault, check_ins.delete_check_in, check_in_id="gone")
    assert b"zqx" not in decrypted()


def test_the_shared_file_does_not_change_by_a_byte(vault: TestVault) -> None:
    before = {path.name: path.read_bytes() for path in vault.folder.iterdir() if "shared" in path.name}
    assert before
    keep(vault, note="lantern light", occasion=Occasion.SCENE)
    act(vault, check_ins.save_dimension, dimension=APPETITE)
    act(vault, check_ins.arrange, arrangement=DimensionArrangement(hidden=frozenset({"mood"})))
    after = {path.name: path.read_bytes() for path in vault.folder.iterdir() if "shared" in path.name}
    assert after == before
    with vault.unit() as uow:
        assert check_ins.overview(uow, person=vault.sam, built_in=BUILT_IN).check_ins == ()
    assert find_markers([vault.folder], ["lantern light", "Appetite"]) == []


def test_the_sample_people_have_some_weeks_of_them(vault: TestVault) -> None:
    vault.fill_with_sample()
    now = vault.clock()
    for person in vault.pair:
        with vault.unit() as uow:
            kept = check_ins.overview(uow, person=person, built_in=BUILT_IN).check_ins
        assert len(kept) >= 25
        assert all(now - timedelta(days=45) < each.at < now for each in kept)
