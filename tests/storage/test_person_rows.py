"""Profiles as rows: every text comes back, and a damaged row quotes nothing."""

from __future__ import annotations

import itertools

import pytest

from app.models.person import Hue, MarkShape, PersonMark
from app.storage import tables_private, tables_shared
from tests.storage.repositories import MARKER, KeptPrivate, damaged, shared_of
from tests.support import factories as make
from tests.support.quick_vault import QuickVault


@pytest.mark.parametrize(("shape", "hue"), list(itertools.product(MarkShape, Hue)))
def test_every_mark_comes_back(kept: KeptPrivate, shape: MarkShape, hue: Hue) -> None:
    person = make.person(kept.person, pronouns="any", mark=PersonMark(shape=shape, hue=hue, initial="Ω"))
    with kept.write() as own:
        own.profile.save(person)
    with kept.read() as own:
        assert own.profile.get() == person


@pytest.mark.parametrize("values", [{"name": ""}, {"shape": MARKER}, {"hue": MARKER}, {"initial": MARKER * 9}])
def test_a_damaged_profile_quotes_nothing(kept: KeptPrivate, vault: QuickVault, values: dict[str, str]) -> None:
    kept.spoil(tables_private.person, **values)
    with damaged("person"), kept.read() as own:
        own.profile.get()
    shared = shared_of(vault)
    shared.spoil(tables_shared.person, **values)
    with damaged("person"), shared.read() as ours:
        ours.people.all()
