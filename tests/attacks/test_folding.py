"""What my reading folds: nothing of Sam's folds what I never read, what is allowed, or what is no longer agreed.

I am Alex, about to read a scene on top of our ground rules. Sam has the files, their own passphrase and an editor.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.errors import NotReady
from app.models.agreement import YES
from app.models.clause import ClauseKind
from app.models.reading import ClauseReply, Reading
from app.models.renewal import COPY_DAYS
from app.models.said_kinds import ERA
from app.services import agreements, reading
from app.services.draft_store import ground_rules_draft
from app.services.reading import ReadingView
from tests.attacks.agreed_scene import sams_rows
from tests.support.couples import AGREED, OUTLINE, draft_named, read_and_say_yes, today, view_of
from tests.support.vaults import SHARED, TestVault

pytestmark = pytest.mark.sample

Act = Callable[[TestVault], object]


def my_reading(vault: TestVault, title: str = OUTLINE) -> ReadingView:
    draft_id = draft_named(vault, title).id
    with vault.unit() as uow:
        return reading.begin(uow, draft_id=draft_id, person=vault.alex, base=vault.catalogue, today=today(vault))


def folded(view: ReadingView) -> list[str]:
    """What is folded, as it is agreed in the rules alone."""
    return [clause.digest for clause in view.document.clauses if clause.id in view.folded]


def withdraw(vault: TestVault, title: str, who: int) -> None:
    held = view_of(vault, draft_named(vault, title).id).agreed_now
    assert held is not None
    with vault.unit(SHARED) as uow:
        agreements.withdraw(
            uow, person=vault.pair[who], agreement_id=held.agreement.id, clause_ids=None, now=vault.clock()
        )


def replant(vault: TestVault, old: str, new: str) -> None:
    """Sam rewrites their draft lines, with something replaced."""
    sams_rows(
        vault,
        f"UPDATE said SET data = CAST(replace(CAST(data AS TEXT), '{old}', '{new}') AS BLOB) "
        "WHERE author = :who AND kind IN ('line', 'draft')",
        who=vault.sam,
    )


def delete(kind: str) -> Act:
    return lambda vault: sams_rows(vault, f"DELETE FROM said WHERE author = :who AND kind = '{kind}'", who=vault.sam)


ATTACKS: dict[str, Act] = {
    "their yeses are gone": delete(YES.name),
    "their yeses are junk": lambda v: sams_rows(
        v, "UPDATE said SET data = x'7b' WHERE author = :who AND kind = 'yes'", who=v.sam
    ),
    "their yeses are of another day": lambda v: sams_rows(
        v,
        "UPDATE said SET data = CAST(replace(CAST(data AS TEXT), '2026-03', '2026-04') AS BLOB) "
        "WHERE author = :who AND kind = 'yes'",
        who=v.sam,
    ),
    "another era": delete(ERA.name),
    "their drafts are gone": delete("draft"),
    "their lines are gone": delete("line"),
    "their lines allow": lambda v: replant(v, "false", "true"),
    "all of theirs is gone": lambda v: sams_rows(v, "DELETE FROM said WHERE author = :who", who=v.sam),
}


def test_only_what_protects_or_informs_and_what_i_read_in_the_rules_is_folded(vault: TestVault) -> None:
    view = my_reading(vault)
    with vault.unit() as uow:
        rules = ground_rules_draft(uow)
        assert rules is not None
    held = view_of(vault, rules.id).agreed_now
    assert held is not None
    read = {clause.digest for clause in held.agreement.document.clauses}
    assert folded(view)
    assert set(folded(view)) <= read
    for clause in view.document.clauses:
        assert clause.kind is not ClauseKind.PERMISSION or clause.id not in view.folded


@pytest.mark.parametrize("how", ATTACKS)
def test_what_sam_writes_only_makes_me_read_more(vault: TestVault, how: str) -> None:
    before = set(folded(my_reading(vault)))
    ATTACKS[how](vault)
    view = my_reading(vault)
    assert set(folded(view)) <= before
    assert {clause.id for clause in view.document.clauses} == {*view.folded, *(c.id for c in view.to_read)}
    with vault.unit(SHARED) as uow, pytest.raises(NotReady):
        reading.say_yes(
            uow,
            reading=Reading(draft_id=view.draft.id, person=vault.alex),
            seen=view.document.version,
            base=vault.catalogue,
            now=vault.clock(),
            new_id=vault.ids,
        )


@pytest.mark.parametrize("days", [-30, COPY_DAYS + 1, 400])
def test_nothing_is_folded_before_or_a_month_after_i_read_it(vault: TestVault, days: int) -> None:
    vault.clock.advance(days=days)
    assert folded(my_reading(vault)) == []


@pytest.mark.parametrize("who", [0, 1])
def test_nothing_is_folded_once_the_rules_have_ended(vault: TestVault, who: int) -> None:
    withdraw(vault, "", who)
    assert folded(my_reading(vault)) == []
    assert my_reading(vault).document.rules == ""


@pytest.mark.parametrize("who", [0, 1])
def test_after_a_withdrawal_of_all_each_thing_is_asked_though_the_rules_stay(vault: TestVault, who: int) -> None:
    withdraw(vault, AGREED, who)
    view = my_reading(vault, AGREED)
    assert view.document.rules, "the rules are still agreed"
    assert view.folded == {}
    assert view.renewal.one_by_one
    assert [clause.id for clause in view.to_read] == [clause.id for clause in view.document.clauses]
    with pytest.raises(NotReady):
        say_yes_to(vault, view, lambda kind: kind is not ClauseKind.PERMISSION)


@pytest.mark.parametrize("who", [0, 1])
def test_a_newer_version_that_one_of_us_has_not_said_yes_to_folds_nothing_of_its_own(
    vault: TestVault, who: int
) -> None:
    """Sam, or I, said a first yes to rules with another line: a yes that waits is no agreement."""
    before = folded(my_reading(vault))
    read_and_say_yes(vault, vault.pair[who], draft_named(vault, "").id, words="Something nobody read")
    assert set(folded(my_reading(vault))) <= set(before)


def say_yes_to(vault: TestVault, view: ReadingView, wanted: Callable[[ClauseKind], bool]) -> None:
    replies = {clause.digest: ClauseReply.YES for clause in view.document.clauses if wanted(clause.kind)}
    with vault.unit(SHARED) as uow:
        reading.say_yes(
            uow,
            reading=Reading(draft_id=view.draft.id, person=vault.alex, replies=replies),
            seen=view.document.version,
            base=vault.catalogue,
            now=vault.clock(),
            new_id=vault.ids,
        )
