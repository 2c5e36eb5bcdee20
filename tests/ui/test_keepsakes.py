"""What somebody keeps of a shared space, in words: their own activities have titles, and nobody else is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.models.catalogue import CatalogueKind
from app.services import parting
from app.ui.settings.keepsakes import KeepsakeWriter
from tests.support.couples import AGREED
from tests.support.vaults import vault_for


@pytest.mark.parametrize("number", [0, 1])
def test_in_words(tmp_path: Path, number: int) -> None:
    with vault_for(tmp_path / "vault") as vault:
        vault.fill_with_sample()
        me = vault.people[number]
        with vault.unit() as uow:
            kept = parting.keepsakes(uow, me.id)
        writer = KeepsakeWriter(me, vault.catalogue, vault.texts)
        texts = {entry.title: entry.body for entry in map(writer.entry, kept)}
        assert f"What we had agreed: {AGREED}" in texts
        body = texts[f"What we had agreed: {AGREED}"]
        assert "## Signals" in body
        assert "## What happens" in body
        assert "leaves out our own words" in body
        assert "## Our limits" not in body
        agreed = next(each for each in kept if each.title == AGREED)
        item = next(clause.item for clause in agreed.clauses if clause.item is not None)
        entry = vault.catalogue.find(item.pairing.activity_id)
        assert entry is not None
        assert entry.title in body
        own = entry.evolve(id="own.kites", title="Flying kites", kind=CatalogueKind.ACTIVITY)
        pairing = item.pairing.evolve(activity_id=own.id)
        clauses = tuple(
            clause.evolve(item=item.evolve(pairing=pairing)) for clause in agreed.clauses if clause.item == item
        )
        assert "Flying kites" in writer.entry(agreed._replace(clauses=clauses, own_entries=(own,))).body
        assert "Flying kites" not in writer.entry(agreed._replace(clauses=clauses)).body, "a partner's own words"
