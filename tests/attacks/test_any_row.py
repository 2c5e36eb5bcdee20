"""Any row of any kind, changed in every way: it adds nothing to what is agreed, stops no page, and costs one row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from random import Random
from typing import Any

import pytest
from sqlalchemy import text

from app.models.base import PersonId
from app.models.clause import Clause, ClauseKind
from app.services import care, drafts, home, printing, signals
from app.services.agreement_store import all_agreements
from app.services.draft_store import all_drafts
from app.services.shared_list import shared_items, shared_terms
from app.storage.databases import private_space
from app.storage.spaces import SHARED
from app.storage.unit_of_work import UnitOfWork
from tests.attacks.every_kind import KINDS, attacks, every_kind
from tests.attacks.forged_rows import Row, replace, rows_of
from tests.attacks.tampering import JUNK, unlock
from tests.support.couples import today
from tests.support.vaults import TestVault


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestVault]:
    with every_kind(tmp_path_factory.mktemp("any") / "vault") as made:
        yield made


def clauses_of(uow: UnitOfWork, vault: TestVault) -> dict[str, Clause]:
    """Everything that is agreed now, by agreement and clause."""
    return {
        f"{version.agreement.id}:{clause.id}": clause
        for version in all_agreements(uow, today(vault))
        for clause in version.clauses
    }


def look(uow: UnitOfWork, vault: TestVault, me: PersonId | None, place: int) -> None:
    """Read what one of the pages reads, each time a different one."""
    pages: tuple[Callable[[], object], ...] = (
        lambda: home.home(uow, base=vault.catalogue, today=today(vault), me=me, people=vault.pair),
        lambda: care.answered_needs(uow),
        lambda: printing.approvals(uow, page_digest="page"),
        lambda: signals.all_signals(uow),
        *(partial(look_at_draft, uow, vault, number) for number in range(3)),
    )
    pages[place % len(pages)]()


def look_at_draft(uow: UnitOfWork, vault: TestVault, number: int) -> None:
    """Read a draft's page, if there still are so many."""
    for draft in all_drafts(uow)[number : number + 1]:
        drafts.view_draft(uow, draft_id=draft.id, base=vault.catalogue, today=today(vault))


def test_every_kind_is_said_by_the_people_who_are_attacked(vault: TestVault) -> None:
    with vault.unit() as uow:
        for person in vault.pair:
            assert {row["kind"] for row in rows_of(uow.connection(SHARED), person, KINDS)} == KINDS.keys()


def assert_nothing_is_added(
    uow: UnitOfWork, vault: TestVault, before: dict[str, Clause], what: object
) -> dict[str, Clause]:
    """Nothing counts as agreed that did not; what still counts says the same, but for my partner's own words."""
    now = clauses_of(uow, vault)
    for key, clause in now.items():
        assert key in before, what
        assert clause.sealed == before[key].sealed, what
        if not any(own.holder == vault.sam for own in clause.own):
            assert clause == before[key], what
        else:
            assert clause in (before[key], clause.sealed), what
    lost = [clause for key, clause in before.items() if key not in now]
    assert all(clause.section != "limits" or clause.own for clause in lost), what
    return now


def test_my_partner_adds_nothing_through_any_row(vault: TestVault) -> None:
    """Both are here: my partner's part is what their own file says."""
    with vault.unit() as uow:
        before = clauses_of(uow, vault)
    assert any(clause.kind is ClauseKind.PERMISSION for clause in before.values())
    for place, (old, new) in enumerate(attacks(vault, vault.sam)):
        if new is not None and not all(isinstance(new[name], str) for name in ("kind", "key")):
            continue
        with vault.unit(SHARED) as uow:
            for space in (private_space(vault.sam), SHARED):
                replace(uow.connection(space), old, new)
            look(uow, vault, None, place)
            assert_nothing_is_added(uow, vault, before, (old["kind"], new))


def test_my_partner_adds_nothing_while_i_am_alone(vault: TestVault) -> None:
    with vault.unit() as uow:
        before = clauses_of(uow, vault)
    tried = [*attacks(vault, vault.sam), *attacks(vault, vault.alex)[::2]]
    vault.service.leave(vault.sam)
    for place, (old, new) in enumerate(tried):
        with vault.unit(SHARED) as uow:
            replace(uow.connection(SHARED), old, new)
            if old["author"] == vault.sam:
                look(uow, vault, vault.alex, place)
            now = assert_nothing_is_added(uow, vault, before, (old["kind"], new))
            assert old["author"] != vault.alex or now == before
    unlock(vault, vault.sam)


def test_the_rules_are_the_same_for_both(vault: TestVault) -> None:
    """project(a, b) = project(b, a), with junk in the part of one of them: it comes first, or last."""

    def seen(uow: UnitOfWork) -> list[object]:
        found = {draft.id: changed_lines(draft) for draft in all_drafts(uow)}
        agreements = {v.agreement.id: (v.state, v.clauses, v.ended) for v in all_agreements(uow, today(vault))}
        items = {item.id: (item.outcome, frozenset(item.disclosures), item.talk) for item in shared_items(uow)}
        return [found, agreements, items, frozenset(shared_terms(uow)), signals.all_signals(uow)]

    def changed_lines(draft: Any) -> object:
        own = ("needs", "roles", "health", "contacts", "items")
        listed = {name: frozenset(map(str, getattr(draft, name))) for name in own}
        return draft.evolve(**dict.fromkeys(own, ())), listed

    for old, new in (*attacks(vault, vault.sam)[::2], *halves_missing(vault)):
        with vault.unit(SHARED) as uow:
            if new is None or all(isinstance(new[name], str) for name in ("kind", "key")):
                replace(uow.connection(private_space(vault.sam)), old, new)
            forward = seen(uow)
            uow.parts.people = (vault.sam, vault.alex)
            uow.parts._remembered.clear()
            assert seen(uow) == forward, (old["kind"], new)


def halves_missing(vault: TestVault) -> list[tuple[Row, None]]:
    """One row of each kind that both say in the same words, missing from Sam's part."""
    with vault.unit() as uow:
        mine, sams = (rows_of(uow.connection(private_space(person)), person, KINDS) for person in vault.pair)
    said = {(row["kind"], row["key"], row["data"]) for row in mine}
    found = {row["kind"]: row for row in sams if (row["kind"], row["key"], row["data"]) in said}
    assert {"talked", "signal", "practised", "yes"} < found.keys()
    return [(row, None) for row in found.values()]


def test_junk_costs_one_row(vault: TestVault) -> None:
    """Every row of Sam's part in turn: all other rows are read as before."""
    vault.service.leave(vault.sam)
    with vault.unit() as uow:
        rows = rows_of(uow.connection(SHARED), vault.sam, KINDS)
    random = Random(7)
    for row in random.sample(rows, 40):
        for junk in random.sample(JUNK, 2):
            with vault.unit(SHARED) as uow:
                kind = KINDS[row["kind"]]
                before = {said.key: said for said in uow.parts.of(vault.sam, kind)}
                uow.connection(SHARED).execute(
                    text("UPDATE said SET data = :junk WHERE author = :author AND kind = :kind AND key = :key"),
                    {**row, "junk": junk},
                )
                after = {said.key: said for said in uow.parts.of(vault.sam, kind)}
                assert after.items() <= before.items()
                assert before.keys() - after.keys() <= {row["key"]}
    unlock(vault, vault.sam)
