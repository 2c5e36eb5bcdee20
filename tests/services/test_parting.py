"""New keys and leaving, with everything written that a person can write: what each keeps, and what nobody reads."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from app.errors import NotReady, WrongPassphrase
from app.models.agreement import AgreementState
from app.models.base import PersonId
from app.models.journal import EntryText, JournalQuery
from app.models.said_kinds import ERA, PROFILE
from app.services import parting
from app.services.agreement_store import all_agreements
from app.services.long_work import LongWork, Stopped
from app.services.part_check import note_era
from app.services.parting import Keepsake
from app.services.people import people
from app.services.vault_service import VaultService
from app.storage.databases import file_name, private_space
from app.storage.tables_private import part
from tests.attacks.agreed_scene import allowed
from tests.end_to_end.test_any_words import fitting
from tests.support.couples import today
from tests.support.files import contents, put_files
from tests.support.pages import decrypted_pages
from tests.support.vaults import ALEX_WORDS, CHEAP, SAM_WORDS, TestVault, vault_for
from tests.support.written import written_vault

NEW_WORDS = "seven slow barges"


class Written:
    """A couple's vault in which Alex wrote into every field, each time with a tag of its own."""

    def __init__(self, folder: Path) -> None:
        self.tags: dict[str, str] = {}
        self.made = written_vault(folder, self.say)
        self.vault = self.made.__enter__()
        self.vault.service.tidy()

    def say(self, field: str) -> str:
        if field == "PersonMark.initial":
            return "A"
        return fitting(field, "of mine", self.tags.setdefault(field, f"q{len(self.tags)}kz"))


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Written]:
    made = Written(tmp_path_factory.mktemp("written") / "vault")
    yield made
    made.made.__exit__(None, None, None)


@pytest.fixture
def vault(written: Written, tmp_path: Path) -> Iterator[TestVault]:
    """A copy of it, with nobody here."""
    with vault_for(tmp_path / "vault") as copied:
        written.vault.service.close()
        copied.begin()
        copied.service.close()
        put_files(copied.folder, contents(written.vault.folder))
        copied.people, copied.clock, copied.ids.given = written.vault.people, written.vault.clock, 10_000
        copied.service.open(copied.folder)
        yield copied


def comes(vault: TestVault, number: int, words: str) -> None:
    vault.service.admit(vault.service.derive(vault.pair[number], words))


def keeping(kept: Keepsake) -> EntryText:
    said = [str(clause.model_dump_json()) for clause in kept.clauses]
    return EntryText(title=kept.title or "ground rules or mine", body="\n".join(said))


def tags_in(written: Written, service: VaultService, number: int, words: str) -> set[str]:
    """The fields whose tags are in somebody's own file, deleted pages included."""
    person = written.vault.pair[number]
    key = service.derive(person, words).private_key.reveal()
    pages = decrypted_pages(service.vault.folder / file_name(private_space(person)), key)
    return {field for field, tag in written.tags.items() if tag.encode() in pages}


def leave(vault: TestVault, number: int, words: str, place: Path | None = None) -> None:
    comes(vault, number, words)
    person = vault.pair[number]
    if place is not None:
        own = parting.own_vault(vault.service, person=person, passphrase=words)
        parting.take_along(vault.service, place=place, own=own, keeping=keeping, now=vault.clock(), new_id=vault.ids)
    parting.go(vault.service, going=parting.going(vault.service, person=person, passphrase=words))


@pytest.mark.parametrize("goes", [0, 1])
def test_each_keeps_their_own_and_the_common_text_and_nothing_else(
    written: Written, vault: TestVault, tmp_path: Path, goes: int
) -> None:
    words, stays, place = (ALEX_WORDS, SAM_WORDS), 1 - goes, tmp_path / "own"
    before = [tags_in(written, vault.service, number, words[number]) for number in (0, 1)]
    alone = before[0] - before[1]
    assert len(alone) > 40
    common = before[1]
    assert common
    leave(vault, goes, words[goes], place)
    assert [path.name for path in vault.folder.glob("*.db")] == [file_name(private_space(vault.pair[stays]))]

    taken = VaultService(policy=CHEAP, ids=vault.ids)
    taken.open(place)
    taken.admit(taken.derive(vault.pair[goes], words[goes]))
    with taken.unit() as uow:
        assert [person.id for person in people(uow)] == [vault.pair[goes]]
        entries = len(uow.private(vault.pair[goes]).journal.moments(JournalQuery(), most=1000))
    taken.tidy()
    taken.close()
    taken.open(place)
    found = tags_in(written, taken, goes, words[goes])
    taken.close()

    vault.service.open(vault.folder)
    comes(vault, stays, words[stays])
    me = vault.pair[stays]
    settle = partial(
        parting.settle_left, vault.service, person=me, keeping=keeping, now=vault.clock(), new_id=vault.ids
    )
    assert settle()
    assert vault.service.visits.findings(me).partner_left
    with vault.unit(me) as uow:
        assert {kind for kind in (ERA, PROFILE) if uow.parts.get(me, kind) is not None} == {ERA, PROFILE}
        kept = uow.private(me).journal
        assert len(kept.moments(JournalQuery(), most=1000)) >= 2
        parting.note_left(uow, person=me)
    assert not settle(), "once told, and settled once"
    vault.service.tidy()
    vault.service.close()
    vault.service.open(vault.folder)
    left = tags_in(written, vault.service, stays, words[stays])

    alexs, sams = (found, left) if goes == 0 else (left, found)
    assert alone <= alexs, "every word that was theirs alone"
    assert not sams & alone, "nothing that Alex held or said for themselves"
    assert sams & common, "and the text that both agreed to"
    assert entries >= 2


def test_whoever_leaves_is_nowhere_but_in_the_copies_of_others(written: Written, vault: TestVault) -> None:
    old = contents(vault.folder)
    keys = [
        vault.service.derive(person, words) for person, words in zip(vault.pair, (ALEX_WORDS, SAM_WORDS), strict=True)
    ]
    leave(vault, 0, ALEX_WORDS)
    for path in vault.folder.rglob("*.db"):
        for key in (keys[0].private_key, keys[0].shared_key):
            assert key is not None
            assert not any(tag.encode() in decrypted_pages(path, key.reveal()) for tag in written.tags.values())
    vault.service.open(vault.folder)
    with pytest.raises(Exception, match="keyring"):
        vault.service.derive(vault.alex, ALEX_WORDS)
    assert old.keys() - contents(vault.folder).keys() == {file_name(private_space(vault.alex)), "shared.db"}


def test_new_keys_keep_every_word_and_ask_for_every_yes_again(tmp_path: Path) -> None:
    with vault_for(tmp_path / "vault") as vault:
        vault.fill_with_sample()
        assert allowed(vault)
        before = {person: _rows(vault, person) for person in vault.pair}
        renewal = parting.new_keys(vault.service, person=vault.alex, passphrase=ALEX_WORDS, new_passphrase=NEW_WORDS)
        parting.renew(vault.service, renewal=renewal)
        assert {person: _rows(vault, person) for person in vault.pair} == before
        with vault.unit() as uow:
            assert not [each for each in all_agreements(uow, today(vault)) if each.state is AgreementState.AGREED]
        for person in vault.pair:
            vault.service.leave(person)
        vault.service.open(vault.folder)
        comes(vault, 1, SAM_WORDS)
        assert vault.service.visits.warnings(vault.sam) == ()
        assert not vault.service.check_part(vault.sam, today(vault)), "nobody changed anything of Sam's"
        with pytest.raises(WrongPassphrase):
            comes(vault, 0, ALEX_WORDS)
        comes(vault, 0, NEW_WORDS)


def test_the_partner_is_told_once_of_a_new_start(tmp_path: Path) -> None:
    with vault_for(tmp_path / "vault") as vault:
        vault.service.check_part(vault.sam, today(vault))
        renewal = parting.new_keys(vault.service, person=vault.alex, passphrase=ALEX_WORDS, new_passphrase=NEW_WORDS)
        parting.renew(vault.service, renewal=renewal)
        assert vault.service.check_part(vault.sam, today(vault))
        assert vault.service.visits.findings(vault.sam).partner_began_again
        assert not vault.service.check_part(vault.alex, today(vault))
        with vault.unit(vault.sam) as uow:
            note_era(uow, person=vault.sam)
        assert not vault.service.check_part(vault.sam, today(vault))


def test_what_is_to_be_restored_is_chosen_first(tmp_path: Path) -> None:
    with vault_for(tmp_path / "vault") as vault:
        with vault.unit(vault.alex) as uow:
            uow.connection(private_space(vault.alex)).execute(part.update().values(is_restored=1))
            uow.commit()
        renewal = parting.new_keys(vault.service, person=vault.alex, passphrase=ALEX_WORDS, new_passphrase=NEW_WORDS)
        with pytest.raises(NotReady):
            parting.renew(vault.service, renewal=renewal)
        assert vault.service.present == vault.pair, "and both are still here"
        assert sorted(path.name for path in vault.folder.glob("next-*")) == []


def _rows(vault: TestVault, person: PersonId) -> tuple[object, ...]:
    with vault.unit() as uow:
        own = uow.connection(private_space(person))
        names = [name for (name,) in own.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")]
        skipped = ("said", "part", "meta", "pref", "ended", "uncopied", "alembic_version")
        kept = [each for each in sorted(names) if each not in skipped and "journal_words" not in each]
        said = own.exec_driver_sql("SELECT kind, key, salt, data FROM said WHERE kind != 'era' ORDER BY 1, 2").all()
        endings = own.exec_driver_sql("SELECT agreement, clause, above FROM ended ORDER BY 1, 2, 3").all()
        return (*(own.exec_driver_sql(f"SELECT * FROM {each} ORDER BY 1").all() for each in kept), said, endings)


@pytest.mark.parametrize("act", ["renew", "take"])
def test_it_tells_how_far_it_is_and_locking_stops_it(vault: TestVault, tmp_path: Path, act: str) -> None:
    comes(vault, 0, ALEX_WORDS)
    told: list[float] = []

    class Told(LongWork):
        locks = True

        def step(self, done: int, total: int) -> None:
            told.append(done / total)
            if self.locks and done > total / 2:
                vault.service.interrupt()
            super().step(done, total)

    def go(work: LongWork) -> None:
        if act == "renew":
            renewal = parting.new_keys(
                vault.service, person=vault.alex, passphrase=ALEX_WORDS, new_passphrase=NEW_WORDS
            )
            parting.renew(vault.service, renewal=renewal, work=work)
        else:
            own = parting.own_vault(vault.service, person=vault.alex, passphrase=ALEX_WORDS)
            place, now, ids = tmp_path / "own", vault.clock(), vault.ids
            parting.take_along(vault.service, place=place, own=own, keeping=keeping, now=now, new_id=ids, work=work)

    with pytest.raises(Stopped):
        go(Told())
    assert 0.5 < told[-1] < 1
    assert told == sorted(told)
    assert vault.service.check(vault.alex, ALEX_WORDS)
    vault.service.interrupt()  # does nothing to an act that has ended
    work = Told()
    work.locks = False
    go(work)
    assert told[-1] == 1
    assert work.is_decided
    work.stop()
    work.decide()
    assert vault.service.present == (vault.alex,)
