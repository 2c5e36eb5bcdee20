"""Aftercare plans as something to say in a part, and a foreign hand in the shared file."""

from __future__ import annotations

from sqlalchemy import text

from app.models.aftercare import AftercarePlan
from app.models.base import PersonId
from app.models.said import Said, SaidKind
from app.storage.spaces import SHARED
from app.storage.unit_of_work import UnitOfWork
from tests.support.quick_vault import QuickVault

PLAN = SaidKind("plan", AftercarePlan)


def plan(person: PersonId, words: str = "tea") -> AftercarePlan:
    return AftercarePlan(person=person, words=words)


def say(vault: QuickVault, person: PersonId, words: str = "tea", key: str = "") -> str:
    with UnitOfWork(vault.spaces, SHARED) as uow:
        commitment = uow.parts.say(person, PLAN, plan(person, words), key)
        uow.commit()
    return commitment


def said(vault: QuickVault, person: PersonId, key: str = "") -> Said[AftercarePlan] | None:
    with UnitOfWork(vault.spaces) as uow:
        return uow.parts.get(person, PLAN, key)


def words_of(vault: QuickVault, person: PersonId, key: str = "") -> str | None:
    found = said(vault, person, key)
    return None if found is None else found.body.words


def tamper(vault: QuickVault, sql: str, **values: object) -> None:
    with UnitOfWork(vault.spaces, SHARED) as uow:
        uow.connection(SHARED).execute(text(sql), values)
        uow.commit()


def put_right(vault: QuickVault, person: PersonId) -> tuple[str, ...]:
    with UnitOfWork(vault.spaces, SHARED) as uow:
        foreign = uow.parts.put_right(person)
        uow.commit()
    return foreign
