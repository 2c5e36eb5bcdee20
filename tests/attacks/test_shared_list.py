"""The partner's editor against the shared list: what I said stays, and nothing is added that I did not say."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

import pytest
from sqlalchemy import Connection

from app.models.answer import Stance, Visibility
from app.models.base import ActivityId, PersonId
from app.models.catalogue import CatalogueEntry, Category, Direction
from app.models.limits import Outcome, SharedItem, SharedTerm, Talk, TalkResult
from app.models.opening import PairClass
from app.models.pairing import Pairing, pairing_of
from app.models.said import SaidKind
from app.models.said_kinds import DISCLOSED, OFFERED, OPENED, RESTS, TAKEN_OFF, TALKED, TERM
from app.services import answers, home, opening, own_entries, sharing
from app.services.shared_list import (
    last_opening,
    offered_categories,
    offered_entries,
    shared_item,
    shared_items,
    shared_terms,
)
from app.storage.databases import private_space
from app.storage.spaces import SHARED
from app.storage.unit_of_work import UnitOfWork
from tests.attacks.forged_rows import Row, changes_of, data_of, replace, rows_of
from tests.support.openings import KISSING, MASSAGE, answer, open_and_accept, word
from tests.support.vaults import ALEX_WORDS, TestVault, vault_for

_KINDS: tuple[SaidKind[Any], ...] = (*DISCLOSED.values(), TERM, OFFERED, TAKEN_OFF, TALKED, RESTS, OPENED)
KINDS = {kind.name: kind for kind in _KINDS}
TOGETHER = Direction.TOGETHER
HUGS, HAIR, PRAISE, SILENCE, LIT, WARMTH = (
    ActivityId(name)
    for name in (
        "touch.hugs",
        "touch.hair",
        "language.praise",
        "language.silence",
        "body.lighting",
        "sensation.warmth",
    )
)
NEVER_SAID = (Pairing(activity_id=LIT).key, Pairing(activity_id=ActivityId("own.made_up")).key)
"""Pairings that I never answered."""


@dataclass(frozen=True)
class Seen:
    """What the program makes of the shared list."""

    items: tuple[SharedItem, ...]
    terms: tuple[SharedTerm, ...]
    entries: tuple[CatalogueEntry, ...]
    categories: tuple[Category, ...]
    opened_on: date | None

    @property
    def by_id(self) -> dict[str, SharedItem]:
        return {item.id: item for item in self.items}

    @property
    def proposable(self) -> set[str]:
        return {item.id for item in self.items if item.may_be_proposed}


def seen(uow: UnitOfWork) -> Seen:
    return Seen(shared_items(uow), shared_terms(uow), offered_entries(uow), offered_categories(uow), last_opening(uow))


def offer(vault: TestVault, person: PersonId, title: str) -> ActivityId:
    new = answers.NewEntry(category="touch", title=title)
    with vault.unit(SHARED) as uow:
        entry_id = ActivityId(answers.add_entry(uow, person=person, new=new, new_id=vault.ids).ids[0])
    with vault.unit(SHARED) as uow:
        own_entries.offer_entry(uow, person=person, entry_id=entry_id)
    return entry_id


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestVault]:
    """I am Alex, my partner is Sam; everything that can be on a shared list is on ours."""
    with vault_for(tmp_path_factory.mktemp("attacks") / "vault") as made:
        me, partner = made.pair
        offered = [offer(made, person, f"Reading {person}") for person in made.pair]
        for activity, mine, theirs in (
            (KISSING, Stance.CURIOUS, Stance.WANT),
            (HUGS, Stance.CURIOUS, Stance.CURIOUS),
            (HAIR, Stance.HARD_LIMIT, Stance.WANT),
            (PRAISE, Stance.WANT, Stance.HARD_LIMIT),
            *((entry, Stance.WANT, Stance.WILLING) for entry in offered),
        ):
            entry = made.catalogue.find(activity)
            direction = entry.directions[0] if entry is not None else TOGETHER
            answer(made, me, mine, activity=activity, direction=direction, conditions="mine")
            partners = pairing_of(activity, direction, me, partner).direction_of(partner)
            answer(made, partner, theirs, activity=activity, direction=partners, conditions="theirs")
        answer(made, me, Stance.WANT, activity=MASSAGE, conditions="mine")
        answer(made, partner, Stance.WILLING, activity=MASSAGE, direction=Direction.PASSIVE)
        answer(made, me, Stance.WANT, activity=SILENCE, direction=TOGETHER, visibility=Visibility.ALWAYS)
        answer(made, me, Stance.HARD_LIMIT, activity=WARMTH, visibility=Visibility.NEVER)
        word(made, me, "my words")
        word(made, partner, "their words")
        open_and_accept(made)
        _talk(made, Pairing(activity_id=KISSING), Talk(result=TalkResult.AGREED, notes="slowly"))
        _talk(made, Pairing(activity_id=HUGS, active=me), Talk(result=TalkResult.DECLINED, declined_by=me))
        yield made


def _talk(vault: TestVault, pairing: Pairing, talk: Talk) -> None:
    with vault.unit(SHARED) as uow:
        item = shared_item(uow, pairing)
        assert item is not None
        opening.keep_talk(uow, item=item, talk=talk, now=vault.clock())


@pytest.fixture
def alone(vault: TestVault) -> Iterator[TestVault]:
    """Only I am here; my partner's part is read from the shared file."""
    vault.service.leave(vault.sam)
    yield vault
    for person, words in ((vault.sam, "amber window garden"), (vault.alex, ALEX_WORDS)):
        if person not in vault.service.present:
            vault.service.admit(vault.service.derive(person, words))


def test_everything_is_on_the_list_that_is_attacked(vault: TestVault) -> None:
    with vault.unit() as uow:
        now = seen(uow)
        rows = {person: rows_of(uow.connection(SHARED), person, KINDS) for person in vault.pair}
    assert {item.outcome for item in now.items} == {Outcome.YES, Outcome.TALK, Outcome.OFFERED, Outcome.OFF}
    assert len(now.proposable) == 4
    assert Pairing(activity_id=HUGS, active=vault.alex).key not in now.by_id
    kinds = {row["kind"] for each in rows.values() for row in each}
    assert kinds == KINDS.keys() - {TAKEN_OFF.name}


Attack = tuple[Row | None, Row | None]
"""A row, and what is put in its place."""


def attacks(connection: Connection, author: str) -> Iterator[Attack]:
    """Every change, deletion and planted row in one person's part of a file."""
    rows = rows_of(connection, author, KINDS)
    for row in rows:
        others = [other for other in rows if other["kind"] == row["kind"] and other is not row][:3]
        yield row, None
        for changed in changes_of(row, KINDS[row["kind"]], others, KINDS):
            yield row, changed
    yield from ((None, row) for row in planted(rows, author))


def some(tried: Sequence[Attack]) -> list[Attack]:
    """Five hundred of them: all take a minute."""
    return Random(1).sample(tried, min(len(tried), 500))


def planted(rows: tuple[Row, ...], author: str) -> Iterator[Row]:
    """Rows where none was: as if both wanted it, offered, talked through, or let rest, for every pairing there is."""
    acts = {row["data"].split(b'"act":"')[1].split(b'"')[0].decode() for row in rows if b'"act":"' in row["data"]}
    keys = {row["key"] for row in rows if "|" in row["key"]} | set(NEVER_SAID)
    base: Row = {"author": author, "n": 10**6, "format": 1, "salt": bytes(16), "proof": b""}
    for key in sorted(keys):
        for act in sorted(acts | {"made up"}):
            for found in DISCLOSED:
                for stance in Stance:
                    body = {
                        "act": act, "stance": stance.value, "conditions": "", "ceiling": None, "entry": "",
                        "day": "2026-03-14",
                    }  # fmt: skip
                    yield {**base, "kind": DISCLOSED[found].name, "key": key, "data": data_of(body)}
            yield {**base, "kind": TALKED.name, "key": key, "data": data_of({"act": act, "agreed": True, "notes": ""})}
        yield {**base, "kind": RESTS.name, "key": key, "data": data_of({})}


def assert_my_part_is_what_i_said(uow: UnitOfWork, before: Seen, me: PersonId) -> Seen:
    """Nothing of mine is missing or different, and nothing counts as mine that I did not say."""
    now = seen(uow)
    was = before.by_id
    for item in now.items:
        mine = item.disclosure_of(me)
        old = was.get(item.id)
        if mine is not None:
            assert old is not None
            assert old.disclosure_of(me) == mine
        if item.outcome in (Outcome.YES, Outcome.TALK):
            assert old is not None
            assert (old.outcome, old.act) == (item.outcome, item.act)
            assert item.talk in (old.talk, Talk())
    assert now.proposable <= before.proposable
    limits = {item.id: item.disclosure_of(me) for item in before.items if item.outcome.is_limit}
    for key, limit in limits.items():
        if limit is not None:
            assert now.by_id[key].disclosure_of(me) == limit
    rests = now.by_id.get(Pairing(activity_id=HUGS, active=me).key)
    assert rests is None or rests.outcome.is_limit
    assert [term for term in now.terms if term.person == me] == [term for term in before.terms if term.person == me]
    assert {entry for entry in now.entries if entry.added_by == me} <= {
        entry for entry in before.entries if entry.added_by == me
    }
    words = {entry.id: entry.commitment for entry in before.entries}
    for entry in now.entries:
        if entry.commitment != words.get(entry.id):
            assert not any(item.pairing.activity_id == entry.id and item.disclosure_of(me) for item in now.items)
    return now


def test_nothing_in_the_shared_file_changes_my_part(alone: TestVault) -> None:
    """My partner edits my rows while I am away or here alone: deletes, turns, redates, renames and plants them."""
    with alone.unit() as uow:
        before = seen(uow)
        tried = list(attacks(uow.connection(SHARED), alone.alex))
    assert len(tried) > 3_000
    for old, new in some(tried):
        with alone.unit(SHARED) as uow:
            replace(uow.connection(SHARED), old, new)
            assert seen(uow) == before, (old, new)


def test_while_both_are_here_the_shared_file_is_not_even_read(vault: TestVault) -> None:
    with vault.unit() as uow:
        before = seen(uow)
        tried = [change for person in vault.pair for change in attacks(uow.connection(SHARED), person)]
    for old, new in some(tried):
        with vault.unit(SHARED) as uow:
            replace(uow.connection(SHARED), old, new)
            assert seen(uow) == before, (old, new)


def test_my_partner_adds_nothing_that_i_did_not_say_through_the_shared_file(alone: TestVault) -> None:
    with alone.unit() as uow:
        before = seen(uow)
        tried = list(attacks(uow.connection(SHARED), alone.sam))
    counted = 0
    for old, new in some(tried):
        with alone.unit(SHARED) as uow:
            replace(uow.connection(SHARED), old, new)
            counted += assert_my_part_is_what_i_said(uow, before, alone.alex) != before
    assert counted > 20, "my partner speaks for themselves"


def test_my_partner_adds_nothing_that_i_did_not_say_through_their_own_file(vault: TestVault) -> None:
    """Both are here: then my partner's part is what their own file says."""
    theirs = private_space(vault.sam)
    with vault.unit() as uow:
        before = seen(uow)
        tried = [each for each in attacks(uow.connection(theirs), vault.sam) if _is_readable(each[1])]
    for old, new in some(tried):
        with vault.unit(SHARED) as uow:
            replace(uow.connection(theirs), old, new)
            assert_my_part_is_what_i_said(uow, before, vault.alex)


def _is_readable(row: Row | None) -> bool:
    return row is None or (isinstance(row["key"], str) and isinstance(row["kind"], str))


def test_home_and_my_own_pages_open_whatever_the_rows_are(alone: TestVault) -> None:
    with alone.unit() as uow:
        tried = list(attacks(uow.connection(SHARED), alone.sam))
    today = alone.clock().date()
    for old, new in some(tried)[:80]:
        with alone.unit(SHARED) as uow:
            replace(uow.connection(SHARED), old, new)
            opening.limits(uow, base=alone.catalogue)
            sharing.would_share(uow, person=alone.alex, base=alone.catalogue)
            answers.my_list(uow, person=alone.alex, base=alone.catalogue)
            home.home(uow, base=alone.catalogue, today=today, me=alone.alex, people=alone.pair)


def test_what_i_said_to_other_words_does_not_count_for_these(alone: TestVault) -> None:
    """My partner renames their entry in the shared file, I answer: that is no answer to the real words."""
    with alone.unit() as uow:
        rows = rows_of(uow.connection(SHARED), alone.sam, (OFFERED.name,))
        entry_id = ActivityId(rows[0]["key"])
    forged = {**rows[0], "data": rows[0]["data"].replace(b'"title":"Reading', b'"title":"Something else, reading')}
    with alone.unit(SHARED) as uow:
        replace(uow.connection(SHARED), rows[0], forged)
        uow.commit()
    answer(alone, alone.alex, Stance.WANT, activity=entry_id, direction=TOGETHER, visibility=Visibility.ALWAYS)
    with alone.unit(SHARED) as uow:
        replace(uow.connection(SHARED), forged, rows[0])
        uow.commit()
    with alone.unit() as uow:
        mine = answers.my_list(uow, person=alone.alex, base=alone.catalogue).answers
        shared = sharing.would_share(uow, person=alone.alex, base=alone.catalogue).rows
    assert entry_id not in {given.activity_id for given in mine}, "it is asked again"
    assert [row.stance for row in shared if row.entry_id == entry_id] == [None]


def test_my_partner_opens_nothing_alone(alone: TestVault) -> None:
    """Rows of my partner's that name an opening I never accepted add no want of mine."""
    with alone.unit(SHARED) as uow:
        before = seen(uow)
        for key in NEVER_SAID:
            body = {"act": "x", "stance": "want", "conditions": "", "ceiling": None, "entry": "", "day": "2026-03-14"}
            for author in alone.pair:
                row: Row = {
                    "author": author, "kind": DISCLOSED[PairClass.YES].name, "key": key, "n": 1, "format": 1,
                    "salt": bytes(16), "data": data_of(body), "proof": b"",
                }  # fmt: skip
                replace(uow.connection(SHARED), None, row)
        assert seen(uow) == before


def test_halves_of_different_openings_are_no_whole(alone: TestVault) -> None:
    """A half of mine, and one of my partner's that names a different act, or a different day."""
    with alone.unit() as uow:
        before = seen(uow)
        rows = rows_of(
            uow.connection(SHARED), alone.sam, (DISCLOSED[PairClass.YES].name, DISCLOSED[PairClass.TALK].name)
        )
    halves = [row for row in rows if row["key"] in before.by_id and before.by_id[row["key"]].outcome is not Outcome.OFF]
    assert len(halves) > 3
    for row in halves:
        for name, value in (("act", "another"), ("day", "2026-01-01")):
            with alone.unit(SHARED) as uow:
                replace(uow.connection(SHARED), row, {**row, "data": data_of({**json.loads(row["data"]), name: value})})
                now = seen(uow).by_id.get(row["key"])
            assert now is None or now.outcome is Outcome.OFFERED, (row["key"], name)
