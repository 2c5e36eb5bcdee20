"""What a partner can read of somebody's words: all of it is listed, and what is taken back is in no file."""

from __future__ import annotations

from app.models.agreement import AgreementState
from app.models.said_kinds import AFTERCARE, HEALTH, NEEDS, ROLE, TERM
from app.services import care, reading, sharing, taking_back
from app.services.sharing import Seen
from app.services.words_seen import SeenWords
from app.storage.databases import SHARED as SHARED_SPACE
from app.storage.databases import file_name, private_space
from tests.services.test_taking_back import WORDS, agree
from tests.services.test_taking_back import vault as _vault
from tests.support import factories as make
from tests.support.couples import AGREED, draft_named, read_and_say_yes, save, today
from tests.support.openings import AVOID
from tests.support.pages import decrypted_pages
from tests.support.vaults import ALEX_WORDS, SAM_WORDS, SHARED, TestVault

vault = _vault


def _pages(vault: TestVault) -> list[bytes]:
    """The decrypted pages of every file, tidied and written out."""
    vault.service.tidy()
    with_shared = vault.service.derive(vault.sam, SAM_WORDS)
    keys = {
        file_name(private_space(vault.alex)): vault.service.derive(vault.alex, ALEX_WORDS).private_key,
        file_name(private_space(vault.sam)): with_shared.private_key,
        file_name(SHARED_SPACE): with_shared.shared_key,
    }
    found: list[bytes] = []
    for name, key in keys.items():
        assert key is not None
        found.append(decrypted_pages(vault.folder / name, key.reveal()))
    return found


def seen(vault: TestVault) -> Seen:
    with vault.unit() as uow:
        return sharing.everything_seen(uow, person=vault.sam, base=vault.catalogue, today=today(vault))


def of_kind(found: Seen, kind: str, key: str) -> SeenWords:
    return next(words for words in found.words if (words.kind, words.key) == (kind, key))


def test_every_version_that_holds_my_words_is_named(vault: TestVault) -> None:
    draft = draft_named(vault, AGREED)
    agree(vault, AGREED)
    save(vault, draft_named(vault, AGREED).evolve(place="the sofa"))
    read_and_say_yes(vault, vault.alex, draft.id)
    found = of_kind(seen(vault), NEEDS.name, draft.id)
    assert found.title == AGREED
    assert {version.state for version in found.versions} == {AgreementState.AGREED, AgreementState.ENDED, None}


def test_words_that_only_an_older_version_holds_are_listed(vault: TestVault) -> None:
    with vault.unit(SHARED) as uow:
        care.save_aftercare(uow, plan=make.plan(vault.sam, words="Newer"))
    bodies = of_kind(seen(vault), AFTERCARE.name, "").bodies
    assert {body.model_dump()["words"] for body in bodies} >= {"Newer", f"{WORDS} aftercare"}


def test_nothing_of_the_partners_is_listed(vault: TestVault) -> None:
    with vault.unit(SHARED) as uow:
        care.save_aftercare(uow, plan=make.plan(vault.alex, words="Alexandrine"))
    found = seen(vault)
    assert "Alexandrine" not in repr(found.words)
    assert {words.kind for words in found.words} >= {NEEDS.name, ROLE.name, HEALTH.name, AFTERCARE.name, TERM.name}


def test_what_is_taken_back_is_in_no_page_of_any_file(vault: TestVault) -> None:
    agree(vault, AGREED)
    assert any(WORDS.encode() in pages for pages in _pages(vault))
    for words in seen(vault).words:
        with vault.unit(SHARED) as uow:
            taking_back.take_back(uow, person=vault.sam, kind=words.kind, key=words.key)
    with vault.unit(vault.sam) as uow:
        uow.private(vault.sam).terms.delete(str(AVOID))
        uow.commit(erase=True)
    assert seen(vault).words == ()
    assert not any(WORDS.encode() in pages for pages in _pages(vault))


def test_words_kept_for_a_yes_that_was_taken_back_are_listed_still(vault: TestVault) -> None:
    draft = draft_named(vault, AGREED)
    with vault.unit(SHARED) as uow:
        care.save_aftercare(uow, plan=make.plan(vault.sam, words="Lingering"))
    read_and_say_yes(vault, vault.sam, draft.id)
    with vault.unit(SHARED) as uow:
        reading.take_back_yes(uow, draft_id=draft.id, person=vault.sam)
    with vault.unit(SHARED) as uow:
        care.save_aftercare(uow, plan=make.plan(vault.sam, words="Newest"))
    bodies = of_kind(seen(vault), AFTERCARE.name, "").bodies
    assert {body.model_dump()["words"] for body in bodies} >= {"Lingering", "Newest"}
