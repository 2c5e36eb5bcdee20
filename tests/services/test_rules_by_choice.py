"""A house rule that held always and that couples choose now: what was agreed with it stays, until somebody ends it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.models.agreement import AgreementState
from app.models.base import ActivityId, PersonId
from app.models.catalogue import Catalogue
from app.models.clause import Document, house_rule_id
from app.models.reading import ClauseReply
from app.services import agreements, drafts, reading
from app.services.drafts import DraftView
from tests.support.couples import draft_named, save, today
from tests.support.vaults import SHARED, TestVault, vault_for

RULE = house_rule_id("accountability.nothing_physical")


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[TestVault]:
    """Their ground rules were agreed when the rule was not theirs to choose."""
    with vault_for(tmp_path / "vault") as made:
        made.fill_with_sample()
        draft = draft_named(made, "")
        save(made, draft.evolve(rules=draft.rules[:1]))
        for person in made.pair:
            assert say_yes(made, person, earlier(made.catalogue)).clause(RULE) is not None
        yield made


def earlier(catalogue: Catalogue) -> Catalogue:
    """The catalogue as it was."""
    return catalogue.evolve(entries=tuple(entry.evolve(by_choice=False) for entry in catalogue.entries))


def say_yes(vault: TestVault, person: PersonId, base: Catalogue) -> Document:
    with vault.unit(SHARED) as uow:
        draft_id = draft_named(vault, "").id
        view = reading.begin(uow, draft_id=draft_id, person=person, base=base, today=today(vault))
        reading.say_yes(
            uow,
            reading=view.reading.evolve(replies={c.digest: ClauseReply.YES for c in view.document.clauses}),
            seen=view.document.version,
            base=base,
            now=vault.clock(),
            new_id=vault.ids,
        )
    return view.document


def view_of(vault: TestVault, base: Catalogue) -> DraftView:
    with vault.unit() as uow:
        return drafts.view_draft(uow, draft_id=draft_named(vault, "").id, base=base, today=today(vault))


def test_what_was_agreed_with_it_stands_as_it_was(vault: TestVault) -> None:
    before, now = view_of(vault, earlier(vault.catalogue)), view_of(vault, vault.catalogue)
    assert now.agreed_now == before.agreed_now
    assert now.document.version == before.document.version
    assert now.is_agreed_as_it_stands
    assert now.document.clause(RULE) is not None


def test_one_can_end_their_yes_to_it_and_the_next_text_is_without_it(vault: TestVault) -> None:
    held = view_of(vault, vault.catalogue).agreed_now
    assert held is not None
    with vault.unit(SHARED) as uow:
        agreements.withdraw(
            uow, person=vault.sam, agreement_id=held.agreement.id, clause_ids=(RULE,), now=vault.clock()
        )
    view = view_of(vault, vault.catalogue)
    assert view.agreed_now is None, "no text stays agreed with less protection than both read"
    assert view.document.clause(RULE) is None


def test_once_it_is_no_longer_agreed_a_new_text_is_without_it(vault: TestVault) -> None:
    vault.clock.advance(days=400)
    view = view_of(vault, vault.catalogue)
    assert view.versions[0].state is AgreementState.LAPSED
    assert view.document.clause(RULE) is None
    found = vault.catalogue.find(ActivityId("accountability.nothing_physical"))
    assert found is not None, "what was agreed is still read with its words"
    assert found.description
