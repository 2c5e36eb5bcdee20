"""Nothing revives: each way to end what was agreed, against each act that could bring it back.

The partner, Sam, has an editor, every file, and their own passphrase: they can write anything into the shared file and
into their own space, and put older copies of both in their place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

import pytest
from sqlalchemy import text

from app.errors import AccordError
from app.models.agreement import YES
from app.models.said_kinds import ERA, Era
from app.services import agreements, reading
from app.services.agreement_store import waiting_yeses
from app.services.shared_list import shared_items
from app.storage.databases import private_space
from app.storage.parts import Parts
from app.storage.spaces import SHARED
from tests.attacks.agreed_scene import (
    Act,
    Moment,
    allowed,
    come,
    held,
    look,
    name_of_file,
    only,
    put_back,
    sams_rows,
    withdraw_all,
)
from tests.attacks.tampering import unlock
from tests.attacks.what_ends import ENDINGS, come_and_look, i_withdraw_all, my_partner_withdraws_while_i_am_here
from tests.support.couples import AGREED, OUTLINE, draft_named, read_and_say_yes, save, today, view_of
from tests.support.thorough import chosen
from tests.support.vaults import TestVault, vault_for


@dataclass
class Couple:
    """I am Alex; the sample's scene is agreed, and Sam has kept a copy of every file from that day."""

    vault: TestVault
    older: Moment
    ended: dict[str, Moment] = field(default_factory=dict)
    left: dict[str, tuple[frozenset[str], frozenset[str]]] = field(default_factory=dict)

    def after(self, ends: Act) -> tuple[frozenset[str], frozenset[str]]:
        """Let something end, and both be here; what was allowed before, and what is left of it."""
        name = ends.__name__
        if name not in self.ended:
            self.older.restore(self.vault)
            come_and_look(self.vault)
            before = allowed(self.vault)
            ends(self.vault)
            self.left[name] = before, allowed(self.vault) & before
            self.ended[name] = Moment.of(self.vault)
        self.ended[name].restore(self.vault)
        come(self.vault)
        return self.left[name]


@pytest.fixture(scope="module")
def couple(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Couple]:
    with vault_for(tmp_path_factory.mktemp("revives") / "vault") as made:
        made.fill_with_sample()
        look(made)
        yield Couple(made, Moment.of(made))


# --- what could bring it back


def endings_are_deleted(couple: Couple) -> None:
    sams_rows(couple.vault, "DELETE FROM ended", who=couple.vault.sam)


def endings_name_another(couple: Couple) -> None:
    sams_rows(couple.vault, "UPDATE ended SET agreement = 'x' || agreement", who=couple.vault.sam)
    sams_rows(couple.vault, "UPDATE OR REPLACE ended SET clause = 'x', above = '9'", who=couple.vault.sam)


def everything_is_deleted(couple: Couple) -> None:
    for table in ("ended", "said"):
        sams_rows(couple.vault, f"DELETE FROM {table}", who=couple.vault.sam)


def older_files_are_put_back(couple: Couple) -> None:
    put_older(couple, "shared.db", name_of_file(couple.vault, couple.vault.sam))


def the_older_shared_file_is_put_back(couple: Couple) -> None:
    put_older(couple, "shared.db")


def my_partner_puts_back_their_own_file(couple: Couple) -> None:
    put_older(couple, name_of_file(couple.vault, couple.vault.sam))


def the_older_keyring_is_put_back(couple: Couple) -> None:
    put_older(couple, "keyring.json", "keyring.bak.json", "shared.db")


def my_own_older_file_is_put_back(couple: Couple) -> None:
    """As after restoring a backup; the shared file is not older."""
    put_older(couple, name_of_file(couple.vault, couple.vault.alex))


def the_clock_is_set_back(couple: Couple) -> None:
    couple.vault.clock.advance(days=-250)


def the_old_yeses_stand_again(couple: Couple) -> None:
    """Every row that the older shared file had is written into Sam's part again, without its endings."""
    vault = couple.vault
    now = Moment.of(vault)
    put_back(vault, couple.older.files)
    unlock(vault, vault.sam)
    with vault.unit() as uow:
        rows = [dict(r) for r in uow.connection(SHARED).execute(text("SELECT * FROM said")).mappings()]
    now.restore(vault)
    come_and_look(vault)
    endings_are_deleted(couple)
    with vault.unit(SHARED) as uow:
        for space in (SHARED, private_space(vault.sam)):
            for row in rows:
                uow.connection(space).execute(
                    text(
                        "INSERT OR REPLACE INTO said VALUES (:author, :kind, :key, :n, :format, :salt, :data, :proof)"
                    ),
                    row,
                )
        uow.commit()


def my_partner_is_in_another_era_and_back(couple: Couple) -> None:
    vault = couple.vault
    with vault.unit(SHARED) as uow:
        before = uow.parts.get(vault.sam, ERA)
        assert before is not None
        uow.parts.say(vault.sam, ERA, Era(space=before.body.space, era="another"))
        uow.commit()
    look(vault)
    with vault.unit(SHARED) as uow:
        uow.parts.say(vault.sam, ERA, before.body)
        uow.commit()


def both_try_to_put_old_yeses_together(couple: Couple) -> None:
    """Sam's old yes waits again, in their own words: without a day on which it met mine."""
    vault = couple.vault
    draft = draft_named(vault, AGREED)
    with vault.unit(SHARED) as uow:
        for said in uow.parts.of(vault.sam, YES, f"{draft.id}/"):
            uow.parts.say(vault.sam, YES, said.body.evolve(met=None, on=today(vault)), said.key)
        uow.commit()
    with vault.unit(SHARED) as uow, suppress(AccordError):
        reading.agree_waiting(uow, draft_id=draft.id, base=vault.catalogue, today=today(vault))


def its_text_is_deleted_by_both_and_older_files_are_put_back(couple: Couple) -> None:
    vault = couple.vault
    for version in view_of(vault, draft_named(vault, AGREED).id).versions:
        with vault.unit(SHARED) as uow, suppress(AccordError):
            agreements.delete_text(uow, agreement_id=version.agreement.id, today=today(vault))
    older_files_are_put_back(couple)


def put_older(couple: Couple, *names: str) -> None:
    """Close the vault and put older files in the place of these."""
    now = Moment.of(couple.vault).files
    put_back(couple.vault, {**now, **{name: couple.older.files[name] for name in names}})


Return = Callable[[Couple], None]
RETURNS: tuple[Return, ...] = (
    endings_are_deleted,
    endings_name_another,
    everything_is_deleted,
    older_files_are_put_back,
    the_older_shared_file_is_put_back,
    my_partner_puts_back_their_own_file,
    the_older_keyring_is_put_back,
    my_own_older_file_is_put_back,
    the_clock_is_set_back,
    the_old_yeses_stand_again,
    my_partner_is_in_another_era_and_back,
    both_try_to_put_old_yeses_together,
    its_text_is_deleted_by_both_and_older_files_are_put_back,
)


def tried(row: int) -> Sequence[Return]:
    """A quarter of the returns, each with several endings; all of them, which takes a minute, in `make soak`."""
    return chosen(RETURNS, [returns for column, returns in enumerate(RETURNS) if (row + column) % 4 == 0])


@pytest.mark.parametrize("ends", ENDINGS, ids=lambda act: act.__name__)
def test_what_ended_stays_ended(couple: Couple, ends: Act) -> None:
    for brings_back in tried(ENDINGS.index(ends)):
        require_ended(couple, ends, brings_back)
    with couple.vault.unit() as uow:
        shared_items(uow)  # the list can still be read


def require_ended(couple: Couple, ends: Act, brings_back: Return) -> None:
    """Whatever is done, nothing of what ended is allowed: for me alone, at once and once it was looked at; for both."""
    vault, how = couple.vault, brings_back.__name__
    before, left = couple.after(ends)
    assert before
    assert left < before
    brings_back(couple)
    only(vault, vault.alex)
    assert allowed(vault) & before <= left, f"{how}: alone, before anything is looked at"
    look(vault)
    assert allowed(vault) & before <= left, f"{how}: alone"
    come_and_look(vault)
    assert allowed(vault) & before <= left, f"{how}: together"


@pytest.mark.parametrize(
    "ends",
    [
        lambda vault, draft_id: vault.clock.advance(days=20),
        lambda vault, draft_id: take_back_my_yes(vault, draft_id),
        lambda vault, draft_id: withdraw_all(vault, held(vault, "")),
    ],
    ids=["expired", "taken back", "its ground rules ended"],
)
def test_a_yes_that_waited_and_ended_does_not_wait_again(
    couple: Couple, ends: Callable[[TestVault, str], None]
) -> None:
    """Sam keeps a copy of the day on which I said yes alone, puts it back, and says the same yes."""
    vault = couple.vault
    couple.older.restore(vault)
    come(vault)
    save(vault, draft_named(vault, OUTLINE).evolve(cap_minutes=90, review_on=today(vault)))
    draft_id = draft_named(vault, OUTLINE).id
    only(vault, vault.alex)
    assert read_and_say_yes(vault, vault.alex, draft_id) is None
    with vault.unit() as uow:
        (mine,) = uow.parts.of(vault.alex, YES, f"{draft_id}/")
    that_day = Moment.of(vault).files
    vault.service.open(vault.folder)
    come(vault)
    ends(vault, draft_id)
    look(vault)
    now = Moment.of(vault).files
    older = ("shared.db", name_of_file(vault, vault.sam))
    for names in (older, older[:1], older[1:]):
        put_back(vault, {**now, **{name: that_day[name] for name in names}})
        come(vault)
        with vault.unit(SHARED) as uow:
            uow.parts.say(vault.sam, YES, mine.body.evolve(on=today(vault)), mine.key)
            with suppress(AccordError):
                reading.agree_waiting(uow, draft_id=draft_id, base=vault.catalogue, today=today(vault))
            assert (
                mine.key.endswith(tuple(yes.agreement_id for yes in waiting_yeses(uow, draft_id, today(vault))))
                is False
            )
            uow.commit()
        assert allowed(vault, OUTLINE) == frozenset()


def take_back_my_yes(vault: TestVault, draft_id: str) -> None:
    with vault.unit(SHARED) as uow:
        reading.take_back_yes(uow, draft_id=draft_id, person=vault.alex)


def test_endings_that_are_not_read_are_found(couple: Couple, monkeypatch: pytest.MonkeyPatch) -> None:
    couple.after(i_withdraw_all)
    monkeypatch.setattr(Parts, "endings", lambda _parts, _agreement: frozenset())
    with pytest.raises(AssertionError):
        require_ended(couple, i_withdraw_all, the_clock_is_set_back)


def test_endings_that_were_not_noted_as_seen_are_found(couple: Couple, monkeypatch: pytest.MonkeyPatch) -> None:
    couple.left.pop(my_partner_withdraws_while_i_am_here.__name__, None)
    couple.ended.pop(my_partner_withdraws_while_i_am_here.__name__, None)
    monkeypatch.setattr(Parts, "note_seen", lambda *_: None)
    try:
        with pytest.raises(AssertionError):
            require_ended(couple, my_partner_withdraws_while_i_am_here, endings_are_deleted)
    finally:
        couple.ended.pop(my_partner_withdraws_while_i_am_here.__name__)
