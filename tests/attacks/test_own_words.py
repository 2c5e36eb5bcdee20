"""Own words in what is agreed: changed under their commitment they count as taken back, and no version shows them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby

import pytest
from annotated_types import MaxLen
from pydantic.fields import FieldInfo

from app.models.agreement import AgreementState
from app.models.base import PersonId
from app.services.agreement_store import OWN_KINDS, all_agreements
from app.storage.databases import private_space
from app.storage.said_rows import KEPT
from app.storage.spaces import SHARED
from app.storage.unit_of_work import UnitOfWork
from tests.attacks.every_kind import every_kind
from tests.attacks.forged_rows import Row, data_of, replace, rows_of
from tests.support.couples import today
from tests.support.vaults import TestVault

FORGED = "and everything else"
KINDS = (*OWN_KINDS, KEPT)


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestVault]:
    with every_kind(tmp_path_factory.mktemp("words") / "vault") as made:
        yield made


def own_rows(uow: UnitOfWork, person: PersonId) -> tuple[Row, ...]:
    """Everything that a person's own words are read from."""
    return rows_of(uow.connection(private_space(person)), person, KINDS)


def forged(row: Row) -> Row | None:
    """The row with every text of its own saying more, under the same key and salt; None if it holds no text."""
    kind = OWN_KINDS[row["key"].partition("/")[0] if row["kind"] == KEPT else row["kind"]]
    body = json.loads(row["data"])
    named = [name for name, field in kind.body.model_fields.items() if is_free_text(field) and name in body]
    return {**row, "data": data_of({**body, **dict.fromkeys(named, FORGED)})} if named else None


def is_free_text(field: FieldInfo) -> bool:
    """Whether a field holds whatever somebody types."""
    return field.annotation is str and any(isinstance(each, MaxLen) for each in field.metadata)


def agreed_texts(uow: UnitOfWork, vault: TestVault) -> list[str]:
    return [version.model_dump_json() for version in all_agreements(uow, today(vault))]


@pytest.mark.parametrize("whose", [0, 1], ids=["mine", "my partner's"])
def test_words_that_do_not_meet_their_commitment(vault: TestVault, whose: int) -> None:
    """Sam changes their own in their own file, and mine in the shared one."""
    author = vault.pair[whose]
    with vault.unit() as uow:
        rows = own_rows(uow, author)
        before = agreed_texts(uow, vault)
    changes = [(row, new) for row in rows if (new := forged(row)) is not None]
    assert len({row["kind"] for row, _ in changes}) > 3
    for kind, of_kind in groupby(changes, key=lambda change: str(change[0]["kind"])):
        with vault.unit(SHARED) as uow:
            for row, new in of_kind:
                replace(uow.connection(SHARED), row, new)
                if author == vault.sam:
                    replace(uow.connection(private_space(author)), row, new)
            now = agreed_texts(uow, vault)
            assert not any(FORGED in each for each in now), kind
            assert author == vault.sam or now == before


def test_all_words_changed_take_what_they_protect_with_them(vault: TestVault) -> None:
    with vault.unit(SHARED) as uow:
        for row in own_rows(uow, vault.sam):
            new = forged(row)
            if new is not None:
                replace(uow.connection(private_space(vault.sam)), row, new)
        versions = all_agreements(uow, today(vault))
    assert versions
    assert all(version.state is not AgreementState.AGREED and version.items == () for version in versions)
    sams = [c for v in versions for c in v.ended if any(own.holder == vault.sam for own in c.own)]
    assert sams
    assert all(clause.is_taken_back for clause in sams if clause.item is None)
