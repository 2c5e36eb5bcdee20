"""Own words that their owner takes back: removed from every version and both files, with what they protected."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import NotYours
from app.models.agreement import AgreementState, CurrentAgreement
from app.models.base import ItemId, Model
from app.models.clause import Clause, ClauseKind
from app.models.outline import DraftSection, PersonNeeds, PersonRole, PersonWords, Role
from app.models.said import SaidKind
from app.models.said_kinds import AFTERCARE, CONTACTS, HEALTH, NEEDS, ROLE
from app.models.sealing import ShareChoice
from app.services import care, sharing, taking_back
from app.storage.databases import SHARED as SHARED_SPACE
from app.storage.databases import private_space
from tests.support import factories as make
from tests.support.couples import AGREED, draft_named, read_and_say_yes, save, view_of
from tests.support.openings import AVOID, open_and_accept, word
from tests.support.vaults import SHARED, TestVault, vault_for

WORDS = "Quillfeather"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[TestVault]:
    """Both agreed the ground rules and a scene, with Sam's words in every line that is theirs."""
    with vault_for(tmp_path / "vault") as made:
        made.fill_with_sample(then=_agree_with_words)
        yield made


def _agree_with_words(made: TestVault) -> None:
    word(made, made.sam, f"{WORDS} term")
    with made.unit(made.sam) as uow:
        sharing.choose(uow, person=made.sam, keys=((str(AVOID), ""),), choice=ShareChoice.SHARE)
    open_and_accept(made)
    with made.unit(SHARED) as uow:
        care.save_aftercare(uow, plan=make.plan(made.sam, words=f"{WORDS} aftercare"))
    agree(made, "")
    agree(made, AGREED)


def agree(vault: TestVault, title: str) -> None:
    draft, sam = draft_named(vault, title), vault.sam
    save(
        vault,
        draft.evolve(
            place=f"in {vault.ids()}",
            needs=(PersonNeeds(person=sam, text=f"{WORDS} needs"),),
            roles=(PersonRole(person=sam, role=Role.LEADING, text=f"{WORDS} role"),),
            health=(PersonWords(person=sam, text=f"{WORDS} health"),),
            contacts=(PersonWords(person=sam, text=f"{WORDS} contacts"),),
        ),
    )
    read_and_say_yes(vault, vault.alex, draft.id)
    assert read_and_say_yes(vault, vault.sam, draft.id) is not None


def held(vault: TestVault, title: str = AGREED) -> CurrentAgreement:
    return view_of(vault, draft_named(vault, title).id).versions[0]


def clause_in(section: DraftSection, current: CurrentAgreement, vault: TestVault) -> Clause:
    return next(c for c in current.agreement.document.clauses if c.section is section and c.holder == vault.sam)


def words_in_files(vault: TestVault, words: str) -> list[str]:
    """The files whose rows hold these words."""
    found: list[str] = []
    with vault.unit() as uow:
        for space in (SHARED_SPACE, *(private_space(person) for person in vault.pair)):
            said = uow.connection(space).exec_driver_sql("SELECT data FROM said").scalars()
            if any(words.encode() in data for data in said):
                found.append(space)
    return found


FROM_DRAFTS = [
    (NEEDS, DraftSection.NEEDS),
    (ROLE, DraftSection.ROLES),
    (HEALTH, DraftSection.HEALTH),
    (CONTACTS, DraftSection.CONTACTS),
]


def take_back(vault: TestVault, kind: SaidKind[Model], draft_id: ItemId) -> None:
    with vault.unit(SHARED) as uow:
        taking_back.take_back(uow, person=vault.sam, kind=kind.name, key=draft_id)


@pytest.mark.parametrize(("kind", "section"), FROM_DRAFTS, ids=lambda each: getattr(each, "name", ""))
def test_words_in_a_draft_are_taken_back_everywhere(
    vault: TestVault, kind: SaidKind[Model], section: DraftSection
) -> None:
    before, draft = held(vault), draft_named(vault, AGREED)
    save(vault, draft.evolve(place="the sofa"))
    read_and_say_yes(vault, vault.alex, draft.id)
    for clause in before.agreement.document.clauses:
        assert not clause.is_taken_back
    take_back(vault, kind, draft.id)
    take_back(vault, kind, draft_named(vault, "").id)
    assert words_in_files(vault, f"{WORDS} {kind.name}") == []
    after = held(vault)
    assert clause_in(section, after, vault).is_taken_back
    assert bool(after.items) is (kind not in (HEALTH, CONTACTS)), "what protects takes with it what was allowed"
    assert view_of(vault, draft.id).yeses == ()


def test_a_term_taken_back_is_gone_from_an_ended_version_and_ends_what_it_protected(vault: TestVault) -> None:
    agree(vault, "")
    rules = draft_named(vault, "")
    old = view_of(vault, rules.id).versions[-1]
    assert held(vault, "").agreement.id != old.agreement.id
    with vault.unit(SHARED) as uow:
        sharing.take_back_one(uow, person=vault.sam, share_key=(str(AVOID), ""), key=str(AVOID))
    assert words_in_files(vault, f"{WORDS} term") == []
    for version in view_of(vault, rules.id).versions:
        assert f"{WORDS} term" not in version.model_dump_json()
        assert not any(clause.kind is ClauseKind.PERMISSION for clause in version.clauses)


def test_with_a_term_ends_the_scene_that_was_read_with_it(vault: TestVault) -> None:
    assert held(vault).agreement.document.rules == held(vault, "").agreement.id
    with vault.unit(SHARED) as uow:
        sharing.take_back_one(uow, person=vault.sam, share_key=(str(AVOID), ""), key=str(AVOID))
    assert held(vault).state is AgreementState.ENDED


def test_aftercare_taken_back_ends_everything_allowed(vault: TestVault) -> None:
    with vault.unit(SHARED) as uow:
        taking_back.take_back(uow, person=vault.sam, kind=AFTERCARE.name)
    assert words_in_files(vault, f"{WORDS} aftercare") == []
    assert held(vault).items == ()
    assert clause_in(DraftSection.AFTERCARE, held(vault), vault).is_taken_back


def test_saying_the_same_words_again_revives_nothing(vault: TestVault) -> None:
    with vault.unit(SHARED) as uow:
        taking_back.take_back(uow, person=vault.sam, kind=AFTERCARE.name)
    with vault.unit(SHARED) as uow:
        care.save_aftercare(uow, plan=make.plan(vault.sam, words=f"{WORDS} aftercare"))
    assert held(vault).items == ()


def test_changing_own_words_ends_nothing(vault: TestVault) -> None:
    before = held(vault)
    with vault.unit(SHARED) as uow:
        care.save_aftercare(uow, plan=make.plan(vault.sam, words="Other words"))
    assert held(vault).clauses == before.clauses


def test_nobody_takes_back_words_of_somebody_who_is_not_here(vault: TestVault) -> None:
    vault.service.leave(vault.sam)
    with vault.unit(SHARED) as uow, pytest.raises(NotYours):
        taking_back.take_back(uow, person=vault.sam, kind=AFTERCARE.name)
