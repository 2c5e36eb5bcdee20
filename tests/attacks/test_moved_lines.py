"""Moving an activity speaks for nobody: what Sam wrote under the id of a line of mine stays theirs."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from app.models.base import PersonId
from app.models.draft_lines import LINE, DraftLine, line_id
from app.services import drafts
from app.storage.databases import private_space
from app.storage.spaces import SHARED
from tests.support.couples import OUTLINE, draft_named
from tests.support.vaults import TestVault

pytestmark = pytest.mark.sample


def said_by(vault: TestVault, person: PersonId) -> dict[str, DraftLine]:
    """What somebody says in the lines of the outline, wherever these are."""
    with vault.unit() as uow:
        rows = uow.parts.of(person, LINE, f"{draft_named(vault, OUTLINE).id}/")
        return {line_id(said.key): said.body.evolve(place=0) for said in rows}


def test_what_sam_changed_under_my_ids_is_not_said_by_me(vault: TestVault) -> None:
    with vault.unit(SHARED) as uow:
        for space in (SHARED, private_space(vault.sam)):
            uow.connection(space).execute(
                text(
                    "UPDATE said SET data = CAST(json_set(CAST(data AS TEXT), '$.item.details', 'planted 1') AS BLOB) "
                    "WHERE author = :sam AND kind = 'line' AND json_extract(CAST(data AS TEXT), '$.item') IS NOT NULL"
                ),
                {"sam": vault.sam},
            )
        uow.commit()
    before = {person: said_by(vault, person) for person in vault.pair}
    assert any(said.item is not None and said.item.details == "planted 1" for said in before[vault.sam].values())
    items = draft_named(vault, OUTLINE).items
    with vault.unit(SHARED) as uow:
        drafts.move_item(uow, draft_id=draft_named(vault, OUTLINE).id, item_id=items[-1].id, to=0)
    assert draft_named(vault, OUTLINE).items[0].id == items[-1].id
    assert {person: said_by(vault, person) for person in vault.pair} == before
