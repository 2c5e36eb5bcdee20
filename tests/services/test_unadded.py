"""What was typed into a field about something goes when that is deleted; everything else stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.models.base import ActivityId
from app.models.catalogue import CatalogueKind, Category, SideLabels
from app.models.check_in import Dimension
from app.models.journal import EntryId, EntryText
from app.models.unadded import UnaddedWords
from app.services import answers, check_ins, drafts, journal, own_entries
from app.services.answers import NewEntry
from app.services.draft_store import require_draft
from app.services.unadded import keep_unadded, unadded
from app.services.units import SHARED
from tests.support.vaults import TestVault

DIMENSION = Dimension(id="own.appetite", title="Appetite", low="none", high="large", own=True)
CATEGORY = Category(id="own.mornings", title="Mornings", own=True)
WORDS = "quokka at the window"


def _entry(vault: TestVault, *, blank: bool = False) -> EntryId:
    text = EntryText(title="" if blank else "The train")
    with vault.unit(vault.alex) as uow:
        return journal.new_entry(uow, person=vault.alex, text=text, now=vault.clock(), new_id=vault.ids).entry.id


def _in_bin(vault: TestVault) -> EntryId:
    entry_id = _entry(vault)
    with vault.unit(vault.alex) as uow:
        journal.bin_entry(uow, person=vault.alex, entry_id=entry_id, now=vault.clock())
    return entry_id


def _own_entry(vault: TestVault) -> ActivityId:
    new = NewEntry(
        category="touch",
        title="A walk",
        description="",
        labels=SideLabels.NONE,
        intensity=False,
        kind=CatalogueKind.ACTIVITY,
    )
    with vault.unit(vault.alex) as uow:
        (entry_id,) = answers.add_entry(uow, person=vault.alex, new=new, new_id=vault.ids).ids
    return ActivityId(entry_id)


def _category(vault: TestVault) -> str:
    with vault.unit(vault.alex) as uow:
        answers.save_category(uow, person=vault.alex, category=CATEGORY)
    return CATEGORY.id


def _dimension(vault: TestVault) -> str:
    with vault.unit(vault.alex) as uow:
        check_ins.save_dimension(uow, person=vault.alex, dimension=DIMENSION)
    return DIMENSION.id


def _scene(vault: TestVault) -> str:
    with vault.unit(SHARED) as uow:
        return drafts.new_scene(uow, title="A walk", new_id=vault.ids).draft.id


def _for_good(vault: TestVault, entry_id: str) -> None:
    with vault.unit(vault.alex) as uow:
        journal.delete_for_good(uow, person=vault.alex, entry_ids=(EntryId(entry_id),))


def _empty_bin(vault: TestVault, _entry_id: str) -> None:
    with vault.unit(vault.alex) as uow:
        journal.empty_bin(uow, person=vault.alex)


def _drop(vault: TestVault, entry_id: str) -> None:
    with vault.unit(vault.alex) as uow:
        journal.drop_blank(uow, person=vault.alex, entry_id=EntryId(entry_id))


def _delete_own(vault: TestVault, entry_id: str) -> None:
    with vault.unit(vault.alex) as uow:
        own_entries.delete_entry(uow, person=vault.alex, entry_id=ActivityId(entry_id))


def _delete_category(vault: TestVault, category_id: str) -> None:
    with vault.unit(vault.alex) as uow:
        answers.delete_category(uow, person=vault.alex, category_id=category_id)


def _delete_dimension(vault: TestVault, dimension_id: str) -> None:
    with vault.unit(vault.alex) as uow:
        check_ins.delete_dimension(uow, person=vault.alex, dimension_id=dimension_id)


def _delete_scene(vault: TestVault, draft_id: str) -> None:
    with vault.unit(SHARED) as uow:
        drafts.delete_draft(uow, draft_id=draft_id)


Make = Callable[[TestVault], str]
Delete = Callable[[TestVault, str], None]
DELETED: dict[str, tuple[Make, Delete]] = {
    "a journal entry": (_in_bin, _for_good),
    "the bin": (_in_bin, _empty_bin),
    "a blank entry": (lambda vault: _entry(vault, blank=True), _drop),
    "an activity": (_own_entry, _delete_own),
    "a category": (_category, _delete_category),
    "a dimension": (_dimension, _delete_dimension),
    "a scene": (_scene, _delete_scene),
}


@pytest.mark.parametrize("what", DELETED)
def test_it_goes_with_what_it_was_about(vault: TestVault, what: str) -> None:
    make, delete = DELETED[what]
    about = make(vault)
    typed = {about: WORDS, f"{about}.title": WORDS, f"bring.{about}.0": WORDS, "bring.another.0": WORDS, "new": WORDS}
    for people in ((vault.alex,), vault.pair):
        with vault.unit(vault.alex if people == (vault.alex,) else SHARED) as uow:
            keep_unadded(uow, people=people, words=typed)
    delete(vault, about)
    left = {"bring.another.0": WORDS, "new": WORDS}
    with vault.unit() as uow:
        assert unadded(uow, people=(vault.alex,)) == left
        if what == "a scene":
            assert unadded(uow, people=vault.pair) == left


def _undo_own(vault: TestVault, entry_id: str) -> None:
    with vault.unit() as uow:
        kept = answers.entry_history(uow, person=vault.alex, entry_id=ActivityId(entry_id))
    with vault.unit(vault.alex) as uow:
        typed = own_entries.delete_entry(uow, person=vault.alex, entry_id=ActivityId(entry_id)).typed
    with vault.unit(vault.alex) as uow:
        answers.restore_entry(uow, person=vault.alex, kept=kept, typed=typed)


def _undo_category(vault: TestVault, category_id: str) -> None:
    with vault.unit(vault.alex) as uow:
        typed = answers.delete_category(uow, person=vault.alex, category_id=category_id).typed
    with vault.unit(vault.alex) as uow:
        answers.save_category(uow, person=vault.alex, category=CATEGORY, typed=typed)


def _undo_scene(vault: TestVault, draft_id: str) -> None:
    with vault.unit() as uow:
        draft = require_draft(uow, draft_id)
    with vault.unit(SHARED) as uow:
        typed = drafts.delete_draft(uow, draft_id=draft_id).typed
    with vault.unit(SHARED) as uow:
        drafts.restore_draft(uow, draft=draft, typed=typed)


UNDONE: dict[str, tuple[Make, Delete]] = {
    "an activity": (_own_entry, _undo_own),
    "a category": (_category, _undo_category),
    "a scene": (_scene, _undo_scene),
}


@pytest.mark.parametrize("what", UNDONE)
def test_undoing_a_deletion_brings_back_what_was_being_typed(vault: TestVault, what: str) -> None:
    make, delete_and_undo = UNDONE[what]
    about = make(vault)
    typed = {about: WORDS, f"{about}.title": WORDS, "new": WORDS}
    for people in ((vault.alex,), vault.pair):
        with vault.unit(vault.alex if people == (vault.alex,) else SHARED) as uow:
            keep_unadded(uow, people=people, words=typed)
    delete_and_undo(vault, about)
    with vault.unit() as uow:
        assert unadded(uow, people=(vault.alex,)) == typed
        assert unadded(uow, people=vault.pair) == typed


def test_what_was_typed_since_is_kept(vault: TestVault) -> None:
    now = UnaddedWords(alone={"a.1": "new"})
    assert now.beside(UnaddedWords(alone={"a.1": "old", "a.2": "old"})).alone == {"a.1": "new", "a.2": "old"}
