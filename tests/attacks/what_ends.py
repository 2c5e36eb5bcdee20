"""Every way to end something that is agreed, and a yes that waits: by me, Alex, or by my partner, Sam."""

from __future__ import annotations

from collections.abc import Callable

from app.models.answer import Answer, Ceiling, Stance, Visibility
from app.models.clause import Clause, ClauseKind
from app.models.outline import DraftSection, OutlineItem
from app.models.said_kinds import AFTERCARE
from app.models.sealing import ShareChoice
from app.services import agreements, answers, sharing, taking_back
from app.storage.spaces import SHARED
from tests.attacks.agreed_scene import (
    Act,
    agreement_id,
    come,
    held,
    look,
    only,
    sams_rows,
)
from tests.support.couples import AGREED, draft_named, read_and_say_yes, save, today
from tests.support.openings import open_and_accept, take_back
from tests.support.vaults import TestVault


def come_and_look(vault: TestVault) -> None:
    come(vault)
    look(vault)


def withdraw(vault: TestVault, person: str, title: str, of: Callable[[ClauseKind, DraftSection], bool] | None) -> None:
    held, author = agreement_id(vault, title), next(each for each in vault.pair if each == person)
    with vault.unit(SHARED) as uow:
        now = agreements.agreement_now(uow, held, today(vault))
        chosen = None if of is None else (next(c.id for c in now.clauses if of(c.kind, c.section)),)
        agreements.withdraw(uow, person=author, agreement_id=held, clause_ids=chosen, now=vault.clock())


def i_withdraw_an_activity(vault: TestVault) -> None:
    withdraw(vault, vault.alex, AGREED, lambda _, section: section is DraftSection.ITEMS)


def i_withdraw_all(vault: TestVault) -> None:
    withdraw(vault, vault.alex, AGREED, None)


def i_withdraw_alone(vault: TestVault) -> None:
    only(vault, vault.alex)
    withdraw(vault, vault.alex, AGREED, None)
    come_and_look(vault)


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
    come_and_look(vault)


def its_day_passes(vault: TestVault) -> None:
    vault.clock.advance(days=200)
    look(vault)


def its_debrief(vault: TestVault) -> None:
    held = agreement_id(vault)
    with vault.unit(SHARED) as uow:
        agreements.end_scene(uow, agreement_id=held)


def a_newer_version_is_agreed(vault: TestVault) -> None:
    draft = draft_named(vault, AGREED)
    save(vault, draft.evolve(place="the sofa"))
    for person in vault.pair:
        read_and_say_yes(vault, person, draft.id)


def a_newer_version_is_agreed_while_half_of_it_is_missing(vault: TestVault) -> None:
    """Sam removes their yes from their own space and from the shared file before it."""
    sams_rows(vault, "DELETE FROM said WHERE author = :who AND kind = 'yes'", who=vault.sam)
    a_newer_version_is_agreed(vault)


def the_ground_rules_end_while_half_of_the_scene_is_missing(vault: TestVault) -> None:
    key = f"%{held(vault, '').agreement.id}"
    others = f"DELETE FROM said WHERE author = :who AND kind = 'yes' AND key NOT LIKE '{key}'"
    sams_rows(vault, others, who=vault.sam)
    withdraw(vault, vault.alex, "", None)


def my_answer_is_opened(
    vault: TestVault, stance: Stance = Stance.WANT, conditions: str = "", ceiling: Ceiling | None = None
) -> None:
    """I answer my side of an agreed activity again, and both open it."""
    pairing = item_of(held(vault).items[0]).pairing
    given = Answer(
        activity_id=pairing.activity_id,
        direction=pairing.direction_of(vault.alex),
        stance=stance,
        conditions=conditions,
        ceiling=ceiling,
        visibility=Visibility.ALWAYS,
    )
    with vault.unit(vault.alex) as uow:
        answers.save_answer(uow, person=vault.alex, answer=given, now=vault.clock(), today=today(vault))
    key = (given.activity_id, given.direction.value)
    with vault.unit(vault.alex) as uow:
        sharing.choose(uow, person=vault.alex, keys=(key,), choice=ShareChoice.SHARE)
    open_and_accept(vault)


def item_of(clause: Clause) -> OutlineItem:
    assert clause.item is not None
    return clause.item


def i_open_a_limit(vault: TestVault) -> None:
    my_answer_is_opened(vault, stance=Stance.HARD_LIMIT)


def i_open_a_condition(vault: TestVault) -> None:
    my_answer_is_opened(vault, conditions="only with music")


def i_open_a_lower_ceiling(vault: TestVault) -> None:
    my_answer_is_opened(vault, ceiling=Ceiling.LIGHT)


def i_take_back_what_i_disclosed(vault: TestVault) -> None:
    with vault.unit(SHARED) as uow:
        take_back(uow, vault.alex, item_of(held(vault).items[0]).pairing.key)


def i_take_back_own_words(vault: TestVault) -> None:
    with vault.unit(SHARED) as uow:
        taking_back.take_back(uow, person=vault.alex, kind=AFTERCARE.name)


def i_take_an_activity_out_at_a_reading(vault: TestVault) -> None:
    read_and_say_yes(vault, vault.alex, draft_named(vault, AGREED).id, out=(held(vault).items[0].id,))


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
    i_open_a_limit,
    i_open_a_condition,
    i_open_a_lower_ceiling,
    i_take_back_what_i_disclosed,
    i_take_back_own_words,
    i_take_an_activity_out_at_a_reading,
)
