"""Nothing revives: each way to end what was agreed, against each act that could bring it back.

The partner, Sam, has an editor, every file, and their own passphrase: they can write anything into the shared file and
into their own space, and put older copies of both in their place.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import text

from app.errors import AccordError
from app.models.agreement import YES, AgreementState
from app.models.answer import Stance
from app.models.clause import ClauseKind
from app.models.outline import DraftSection
from app.models.said_kinds import ERA, Era
from app.services import agreements, reading
from app.services.agreement_store import versions_of
from app.services.part_check import check_part, trust_clock
from app.services.shared_list import shared_items
from app.storage.databases import private_space
from app.storage.spaces import SHARED
from tests.attacks.tampering import unlock
from tests.support.couples import AGREED, draft_named, read_and_say_yes, save, today
from tests.support.vaults import TestVault, vault_for

Act = Callable[[TestVault], None]


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[TestVault]:
    """I am Alex; the sample's scene is agreed, and Sam has kept a copy of every file from that day."""
    with vault_for(tmp_path / "vault") as made:
        made.fill_with_sample()
        unlock_all(made)
        made.service.close()
        shutil.copytree(made.folder, made.folder.parent / "older")
        made.service.open(made.folder)
        unlock_all(made)
        yield made


def unlock_all(vault: TestVault) -> None:
    """Both come, and each is looked at as at every unlock."""
    for person in vault.pair:
        if person not in vault.service.present:
            unlock(vault, person)
        look(vault)


def look(vault: TestVault) -> None:
    """What is done for everybody who is here after Home is painted; they say that the clock is right."""
    for person in vault.service.present:
        with vault.unit(SHARED) as uow:
            check_part(uow, person=person, today=today(vault))
        with vault.unit(SHARED) as uow:
            trust_clock(uow, person=person, today=today(vault))


def only(vault: TestVault, *people: str) -> None:
    """These are here, the others are not."""
    for person in vault.service.present:
        vault.service.leave(person)
    for person in vault.pair:
        if person in people:
            unlock(vault, person)


def allowed(vault: TestVault) -> frozenset[str]:
    """Everything that is allowed now in the scene, by agreement and clause."""
    draft = draft_named(vault, AGREED)
    with vault.unit() as uow:
        versions = versions_of(uow, draft.id, today(vault))
    return frozenset(
        f"{version.agreement.id}:{clause.id}"
        for version in versions
        for clause in version.clauses
        if clause.kind is ClauseKind.PERMISSION
    )


def agreement_id(vault: TestVault, title: str = AGREED) -> str:
    draft = draft_named(vault, title)
    with vault.unit() as uow:
        versions = versions_of(uow, draft.id, today(vault))
    return next(version.agreement.id for version in versions if version.state is AgreementState.AGREED)


def withdraw(vault: TestVault, person: str, title: str, of: Callable[[ClauseKind, DraftSection], bool] | None) -> None:
    held, author = agreement_id(vault, title), next(each for each in vault.pair if each == person)
    with vault.unit(SHARED) as uow:
        now = agreements.agreement_now(uow, held, today(vault))
        chosen = None if of is None else (next(c.id for c in now.clauses if of(c.kind, c.section)),)
        agreements.withdraw(uow, person=author, agreement_id=held, clause_ids=chosen, now=vault.clock())


# --- what ends


def i_withdraw_an_activity(vault: TestVault) -> None:
    withdraw(vault, vault.alex, AGREED, lambda _, section: section is DraftSection.ITEMS)


def i_withdraw_all(vault: TestVault) -> None:
    withdraw(vault, vault.alex, AGREED, None)


def i_withdraw_alone(vault: TestVault) -> None:
    only(vault, vault.alex)
    withdraw(vault, vault.alex, AGREED, None)
    unlock_all(vault)


def i_end_a_protection(vault: TestVault) -> None:
    withdraw(
        vault,
        vault.alex,
        AGREED,
        lambda kind, section: kind is ClauseKind.PROTECTION and section is not DraftSection.LIMITS,
    )


def i_end_the_ground_rules(vault: TestVault) -> None:
    withdraw(vault, vault.alex, "", None)


def my_partner_withdraws_while_i_am_here(vault: TestVault) -> None:
    withdraw(vault, vault.sam, AGREED, None)


def my_partner_withdraws_before_i_come(vault: TestVault) -> None:
    only(vault, vault.sam)
    withdraw(vault, vault.sam, AGREED, None)
    unlock_all(vault)


def its_day_passes(vault: TestVault) -> None:
    vault.clock.advance(days=200)
    look(vault)


def its_debrief(vault: TestVault) -> None:
    held = agreement_id(vault)
    with vault.unit(SHARED) as uow:
        agreements.end_scene(uow, agreement_id=held, today=today(vault))


def a_newer_version_is_agreed(vault: TestVault) -> None:
    draft = draft_named(vault, AGREED)
    save(vault, draft.evolve(place="the sofa"))
    for person in vault.pair:
        read_and_say_yes(vault, person, draft.id)


def a_newer_version_is_agreed_while_half_of_it_is_missing(vault: TestVault) -> None:
    """Sam removes their yes from their own space and from the shared file before it."""
    sams_rows(vault, "DELETE FROM said WHERE author = :sam AND kind = 'yes'")
    a_newer_version_is_agreed(vault)


def the_ground_rules_end_while_half_of_the_scene_is_missing(vault: TestVault) -> None:
    with vault.unit() as uow:
        rules = next(v for v in versions_of(uow, draft_named(vault, "").id, today(vault)))
    key = f"%{rules.agreement.id}"
    sams_rows(vault, f"DELETE FROM said WHERE author = :sam AND kind = 'yes' AND key NOT LIKE '{key}'")
    withdraw(vault, vault.alex, "", None)


ENDINGS: tuple[Act, ...] = (
    i_withdraw_an_activity,
    i_withdraw_all,
    i_withdraw_alone,
    i_end_a_protection,
    i_end_the_ground_rules,
    my_partner_withdraws_while_i_am_here,
    my_partner_withdraws_before_i_come,
    its_day_passes,
    its_debrief,
    a_newer_version_is_agreed,
    a_newer_version_is_agreed_while_half_of_it_is_missing,
    the_ground_rules_end_while_half_of_the_scene_is_missing,
)


# --- what could bring it back


def sams_rows(vault: TestVault, *statements: str) -> None:
    """Sam changes rows in the shared file and in their own space."""
    with vault.unit(SHARED) as uow:
        for statement in statements:
            for space in (SHARED, private_space(vault.sam)):
                names = {"sam": vault.sam} if ":sam" in statement else {}
                uow.connection(space).execute(text(statement), names)
        uow.commit()


def endings_are_deleted(vault: TestVault) -> None:
    sams_rows(vault, "DELETE FROM ended")


def endings_name_another(vault: TestVault) -> None:
    sams_rows(vault, "UPDATE ended SET agreement = 'x' || agreement")
    sams_rows(vault, "UPDATE OR REPLACE ended SET clause = 'x', above = '9'")


def everything_is_deleted(vault: TestVault) -> None:
    sams_rows(vault, "DELETE FROM ended", "DELETE FROM said")


def older_files_are_put_back(vault: TestVault) -> None:
    put_back(vault, "shared.db", private_name(vault))


def the_older_shared_file_is_put_back(vault: TestVault) -> None:
    put_back(vault, "shared.db")


def my_partner_puts_back_their_own_file(vault: TestVault) -> None:
    put_back(vault, private_name(vault))


def the_clock_is_set_back(vault: TestVault) -> None:
    vault.clock.advance(days=-250)


def the_old_yeses_stand_again(vault: TestVault) -> None:
    """Every row that the older shared file had is written into Sam's part again, without its endings."""
    older = vault.folder.parent / "older"
    here = vault.folder.parent / "now"
    vault.service.close()
    shutil.copytree(vault.folder, here)
    restore(vault, older, "shared.db", private_name(vault))
    vault.service.open(vault.folder)
    unlock(vault, vault.sam)
    with vault.unit() as uow:
        rows = [dict(r) for r in uow.connection(SHARED).execute(text("SELECT * FROM said")).mappings()]
    vault.service.close()
    restore(vault, here, "shared.db", private_name(vault))
    vault.service.open(vault.folder)
    unlock_all(vault)
    sams_rows(vault, "DELETE FROM ended")
    with vault.unit(SHARED) as uow:
        for space in (SHARED, private_space(vault.sam)):
            for row in rows:
                uow.connection(space).execute(
                    text(
                        "INSERT OR REPLACE INTO said VALUES (:author, :kind, :key, :n, :format, :salt, :data, :proof)"
                    ),
                    row,
                )
        uow.commit()


def my_partner_is_in_another_era_and_back(vault: TestVault) -> None:
    unlock_all(vault)
    with vault.unit(SHARED) as uow:
        before = uow.parts.get(vault.sam, ERA)
        assert before is not None
        uow.parts.say(vault.sam, ERA, Era(space=before.body.space, era="another"))
        uow.commit()
    look(vault)
    with vault.unit(SHARED) as uow:
        uow.parts.say(vault.sam, ERA, before.body)
        uow.commit()


def both_try_to_put_old_yeses_together(vault: TestVault) -> None:
    """Sam's old yes waits again, in their own words: without a day on which it met mine."""
    unlock_all(vault)
    draft = draft_named(vault, AGREED)
    with vault.unit(SHARED) as uow:
        for said in uow.parts.of(vault.sam, YES, f"{draft.id}/"):
            uow.parts.say(vault.sam, YES, said.body.evolve(met=None, on=today(vault)), said.key)
        uow.commit()
    with vault.unit(SHARED) as uow, suppress(AccordError):
        reading.agree_waiting(uow, draft_id=draft.id, base=vault.catalogue, today=today(vault))


def private_name(vault: TestVault) -> str:
    return next(path.name for path in vault.folder.iterdir() if vault.sam in path.name and path.suffix == ".db")


def restore(_vault: TestVault, source: Path, *names: str) -> None:
    for name in names:
        for extra in ("", "-wal", "-shm"):
            (_vault.folder / f"{name}{extra}").unlink(missing_ok=True)
        shutil.copy(source / name, _vault.folder / name)


def put_back(vault: TestVault, *names: str) -> None:
    vault.service.close()
    restore(vault, vault.folder.parent / "older", *names)
    vault.service.open(vault.folder)


RETURNS: tuple[Act, ...] = (
    endings_are_deleted,
    endings_name_another,
    everything_is_deleted,
    older_files_are_put_back,
    the_older_shared_file_is_put_back,
    my_partner_puts_back_their_own_file,
    the_clock_is_set_back,
    the_old_yeses_stand_again,
    my_partner_is_in_another_era_and_back,
    both_try_to_put_old_yeses_together,
)


PAIRS = [
    pytest.param(ends, brings_back, id=f"{ends.__name__}-{brings_back.__name__}")
    for row, ends in enumerate(ENDINGS)
    for column, brings_back in enumerate(RETURNS)
    if (row + column) % 3 == 0
]
"""A third of all pairs, each act several times: all of them take minutes."""


@pytest.mark.parametrize(("ends", "brings_back"), PAIRS)
def test_what_ended_stays_ended(vault: TestVault, ends: Act, brings_back: Act) -> None:
    before = allowed(vault)
    assert before
    ends(vault)
    left = allowed(vault) & before
    assert left < before
    brings_back(vault)
    only(vault, vault.alex)
    assert allowed(vault) & before <= left, "alone, before anything is looked at"
    look(vault)
    assert allowed(vault) & before <= left
    unlock_all(vault)
    assert allowed(vault) & before <= left, "together"
    assert {stance for item in items(vault) for stance in item} <= set(Stance)


def items(vault: TestVault) -> list[set[Stance]]:
    """The stances on the shared list, which any file must leave readable."""
    with vault.unit() as uow:
        return [{said.stance for said in item.disclosures} for item in shared_items(uow)]
