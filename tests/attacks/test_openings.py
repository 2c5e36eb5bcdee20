"""An opening that was interrupted: my partner can change, restore or kill what they like, and it shows nothing more.

I am Alex. Sam has the files, their own passphrase and an editor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from app.errors import NotReady
from app.models.answer import Stance, Visibility
from app.models.base import ActivityId
from app.models.catalogue import Direction
from app.models.sealing import SealedAnswers, SealedTerm
from app.services import answers, home, opening, own_entries
from app.services.opening import OpeningBegun, PreparedOpening
from app.services.units import UnitOfWork
from app.storage.databases import private_space
from app.storage.spaces import SHARED
from tests.attacks.tampering import unlock
from tests.support.files import contents, put_files
from tests.support.killing import KILLED, killed
from tests.support.openings import AVOID, KISSING, MASSAGE, answer, ready
from tests.support.randomness import counted_bytes
from tests.support.vaults import TestVault, vault_for

HAIR = ActivityId("touch.hair")


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[TestVault]:
    """Both want one thing, and I want another that Sam has not answered; both are ready."""
    with vault_for(tmp_path / "vault") as made:
        want(made)
        answer(made, made.alex, Stance.WANT, activity=KISSING, direction=Direction.TOGETHER)
        for person in made.pair:
            ready(made, person)
        yield made


def want(vault: TestVault, activity: ActivityId = MASSAGE) -> None:
    """Both want what Alex does in an activity."""
    answer(vault, vault.alex, Stance.WANT, activity=activity)
    answer(vault, vault.sam, Stance.WANT, activity=activity, direction=Direction.PASSIVE)


def begin(vault: TestVault) -> OpeningBegun:
    with vault.unit(SHARED) as uow:
        return opening.begin_opening(uow, people=vault.pair, base=vault.catalogue, today=vault.clock().date())


def leave_it(vault: TestVault, seen: int) -> None:
    with vault.unit(SHARED) as uow:
        opening.keep_place(uow, people=vault.pair, seen=seen)


def sealed(vault: TestVault) -> tuple[SealedAnswers | None, ...]:
    with vault.unit() as uow:
        return tuple(uow.private(person).sharing.sealed() for person in vault.pair)


def prepared(vault: TestVault) -> PreparedOpening:
    with vault.unit() as uow:
        return opening.prepared(uow, people=vault.pair)


def put_sams(vault: TestVault, snapshot: SealedAnswers) -> None:
    """What an editor can do with Sam's own file."""
    with vault.unit(vault.sam) as uow:
        uow.private(vault.sam).sharing.seal(snapshot)
        uow.commit()


def asks_for_more(snapshot: SealedAnswers) -> SealedAnswers:
    (item,) = snapshot.items
    return snapshot.evolve(items=(item, item.evolve(activity_id=KISSING, direction=Direction.TOGETHER)))


FORGERIES: dict[str, Callable[[SealedAnswers, SealedAnswers], SealedAnswers]] = {
    "more, bound": lambda mine, before: asks_for_more(mine),
    "more, as if fresh": lambda mine, before: asks_for_more(before),
    "more, with no salt": lambda mine, before: asks_for_more(mine).evolve(salt=b""),
    "more, bound to itself": lambda mine, before: asks_for_more(mine).evolve(partner=asks_for_more(mine).commitment),
    "the older copy": lambda mine, before: before,
    "a longer salt": lambda mine, before: mine.evolve(salt=mine.salt + b'{"person":'),
    "nobody's": lambda mine, before: mine.evolve(partner="0" * 64),
}


@pytest.mark.parametrize("how", FORGERIES)
def test_sam_alone_gets_no_second_look(vault: TestVault, how: str) -> None:
    _, fresh = sealed(vault)
    assert fresh is not None
    begin(vault)
    _, bound = sealed(vault)
    assert bound is not None
    put_sams(vault, FORGERIES[how](bound, fresh))
    assert not prepared(vault).ready
    with pytest.raises(NotReady):
        begin(vault)
    with vault.unit(SHARED) as uow:
        opening.end_opening(uow, people=vault.pair)
    assert not any(snapshot is not None and snapshot.is_begun for snapshot in sealed(vault)), "nothing is blocked"
    for person in vault.pair:
        ready(vault, person)
    assert len(begin(vault).opening.news.opened) == 1, "and both can begin again"


def test_a_snapshot_taken_from_me_is_not_sams_own(vault: TestVault) -> None:
    begin(vault)
    mine, _ = sealed(vault)
    assert mine is not None
    put_sams(vault, mine.evolve(person=vault.sam))
    assert not prepared(vault).ready


@pytest.mark.parametrize("who", [0, 1])
def test_whoever_seals_in_their_partners_name_is_shown_nothing_of_theirs(vault: TestVault, who: int) -> None:
    """Otherwise what one sealed would be compared with itself, and each answer would meet its own."""
    forger, other = vault.pair[who], vault.pair[1 - who]
    for snapshot in (*sealed(vault), SealedAnswers(person=other)):
        assert snapshot is not None
        with vault.unit(forger) as uow:
            uow.private(forger).sharing.unseal()
            uow.private(forger).sharing.seal(snapshot.evolve(person=other))
            uow.commit()
        assert prepared(vault) == PreparedOpening(ready=False, begun=False)
        with pytest.raises(NotReady):
            begin(vault)


def test_what_sam_seals_reads_as_it_says(vault: TestVault) -> None:
    """An own file can hold any characters; an opening shows them before anything is said, where they are refused."""
    _, fresh = sealed(vault)
    assert fresh is not None
    with vault.unit(vault.sam) as uow:
        (item,) = fresh.items
        turned = item.model_copy(update={"conditions": "never \u202eylno\x07", "stance": Stance.ONLY_IF})
        term = SealedTerm.model_construct(entry_id=AVOID, words="\u2067none\u202e", entry="")
        uow.private(vault.sam).sharing.seal(fresh.model_copy(update={"items": (turned,), "terms": (term,)}))
        uow.commit()
    opened = begin(vault).opening.comparison
    shown = [said.conditions for found in opened.opened for said in found.disclosures]
    shown += [said.words for said in opened.terms]
    assert sorted(filter(None, shown)) == ["never ylno", "none"]


@pytest.mark.parametrize("junk", ["x'7b'", "'{'", "'{}'", "'[]'", "''", "x'ff'"])
def test_junk_that_sam_seals_stops_no_page(vault: TestVault, junk: str) -> None:
    with vault.unit(vault.sam) as uow:
        uow.connection(private_space(vault.sam)).execute(text(f"UPDATE sealed SET data = {junk}"))
        uow.commit()
    assert prepared(vault) == PreparedOpening(ready=False, begun=False)
    today = vault.clock().date()
    for me in (None, *vault.pair):
        with vault.unit() as uow:
            home.home(uow, base=vault.catalogue, today=today, me=me, people=vault.pair)
    ready(vault, vault.sam)
    assert prepared(vault).ready, "and Sam can be ready again"


def reopen(vault: TestVault) -> None:
    vault.service.open(vault.folder)
    for person in vault.pair:
        unlock(vault, person)


def test_killed_while_it_begins_both_are_bound_or_nothing_is_shown(vault: TestVault) -> None:
    pair = vault.pair
    assert prepared(vault) == PreparedOpening(ready=True, begun=False)
    vault.service.close()
    before, halves = contents(vault.folder), 0
    for step in range(1, 100):
        how_it_ended = killed(lambda: reopen(vault), lambda: begin(vault), step)
        reopen(vault)
        begun = [snapshot is not None and snapshot.is_begun for snapshot in sealed(vault)]
        halves += begun.count(True) == 1
        assert prepared(vault) == PreparedOpening(ready=begun[0] is begun[1], begun=any(begun))
        with vault.unit(SHARED) as uow:
            opening.end_opening(uow, people=pair)
        assert [snapshot is None for snapshot in sealed(vault)] == begun, "who was not shown anything stays ready"
        vault.service.close()
        put_files(vault.folder, before)
        if how_it_ended != KILLED:
            break
    assert halves, "it was never cut off between the two files"
    assert begun == [True, True]


def test_what_either_says_of_the_place_only_takes_it_back(vault: TestVault) -> None:
    want(vault, HAIR)
    for person in vault.pair:
        ready(vault, person)
    begin(vault)
    leave_it(vault, 1)
    for forged, seen in ((99, 1), (-5, 0)):
        _, bound = sealed(vault)
        assert bound is not None
        put_sams(vault, bound.evolve(seen=forged))
        assert max(0, begin(vault).seen) == seen


def offered(vault: TestVault, title: str) -> ActivityId:
    """Sam offers an entry of their own, and both want it."""
    with vault.unit(vault.sam) as uow:
        entry = make_entry(vault, uow, title)
    with vault.unit(SHARED) as uow:
        own_entries.offer_entry(uow, person=vault.sam, entry_id=entry)
    for person in vault.pair:
        answer(vault, person, Stance.WANT, activity=entry, direction=Direction.TOGETHER)
    return entry


def make_entry(vault: TestVault, uow: UnitOfWork, title: str) -> ActivityId:
    new = answers.NewEntry(category="touch", title=title)
    (made,) = answers.add_entry(uow, person=vault.sam, new=new, new_id=vault.ids).ids
    return ActivityId(made)


def test_what_was_never_on_screen_is_not_passed_over(vault: TestVault) -> None:
    entries = [offered(vault, "planted 1"), offered(vault, "Reworded")]
    for person in vault.pair:
        ready(vault, person)
    begun = begin(vault)
    assert [found.pairing.activity_id for found in begun.opening.news.opened][-2:] == entries
    leave_it(vault, 2)
    assert begin(vault).seen == 2
    for entry in entries:
        with vault.unit(SHARED) as uow:
            own_entries.take_off(uow, person=vault.sam, entry_id=entry)
    if prepared(vault).ready:
        again = begin(vault)
        assert len(again.opening.news.opened) == 1
        assert again.seen == 0, "what there is to see has changed, so it is looked at from its beginning"


def test_a_row_of_sams_that_is_gone_makes_it_begin_again(vault: TestVault) -> None:
    with vault.unit(SHARED) as uow:
        opening.accept_opening(
            uow, comparison=begin(vault).opening.comparison, today=vault.clock().date(), new_id=vault.ids
        )
    want(vault, HAIR)
    for person in vault.pair:
        ready(vault, person)
    assert len(begin(vault).opening.news.opened) == 1
    leave_it(vault, 1)
    with vault.unit(SHARED) as uow:
        for space in (SHARED, private_space(vault.sam)):
            uow.connection(space).execute(text("DELETE FROM said WHERE kind LIKE 'disclosed%'"))
        uow.commit()
    again = begin(vault)
    assert len(again.opening.news.opened) == 2
    assert again.seen == 0


def test_what_an_unfinished_opening_leaves_is_in_no_shared_row_and_tells_nothing_of_the_rest(tmp_path: Path) -> None:
    def play(name: str, act: Callable[[TestVault], object]) -> tuple[list[str], int]:
        with vault_for(tmp_path / name, begun=True) as vault, counted_bytes():
            want(vault)
            act(vault)
            for person in vault.pair:
                ready(vault, person)
            before = rows(vault)
            begin(vault)
            leave_it(vault, 1)
            assert rows(vault) == before
            mine = sealed(vault)[1]
            assert mine is not None
            return before, len(mine.model_dump_json())

    def rows(vault: TestVault) -> list[str]:
        with vault.unit() as uow:
            run = uow.connection(SHARED).execute
            return sorted(repr(row) for table in ("said", "ended") for row in run(text(f"SELECT * FROM {table}")))

    def never(vault: TestVault) -> None:
        answer(vault, vault.alex, Stance.HARD_LIMIT, activity=HAIR, visibility=Visibility.NEVER)

    assert play("with", never) == play("without", lambda _vault: None)
