"""Every earlier copy of every file, put back: nothing comes back that ended, nothing of mine is lost, and I am told.

I am Alex. Sam, my partner, kept a copy of every file after each act of an evening.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import text

from app.models.clause import ClauseKind
from app.models.draft_lines import LEFT_OUT
from app.models.leaving_out import LeavingOut
from app.models.opening import PairClass
from app.models.said_kinds import DISCLOSED, RESTS
from app.models.vault_warning import VaultWarning
from app.services import agreements, care, signals
from app.services.agreement_store import all_agreements
from app.storage.databases import file_name, private_space
from app.storage.keyring_file import KEYRING, KEYRING_COPY
from app.storage.parts import Parts
from app.storage.restoring import Restoring
from app.storage.spaces import SHARED
from tests.attacks.agreed_scene import Act, Moment, come, held, look, name_of_file, only, put_back
from tests.attacks.tampering import my_copies, my_space, unlock
from tests.attacks.what_ends import (
    a_newer_version_is_agreed,
    i_end_the_ground_rules,
    i_open_a_limit,
    i_withdraw_an_activity,
    my_partner_withdraws_while_i_am_here,
)
from tests.support import factories as make
from tests.support.couples import today
from tests.support.files import contents
from tests.support.vaults import SAM_WORDS, TestVault, vault_for

SHARED_FILE = file_name(SHARED)
ME, PARTNER = "my own file", "my partner's own file"
NARROWS = (DISCLOSED[PairClass.OFF], RESTS, LEFT_OUT)


def i_change_my_aftercare(vault: TestVault) -> None:
    with vault.unit(SHARED) as uow:
        care.save_aftercare(uow, plan=make.plan(vault.alex, words="Quiet."))


def i_let_an_activity_rest(vault: TestVault) -> None:
    clause = held(vault).items[-1]
    with vault.unit(SHARED) as uow:
        agreements.withdraw(
            uow,
            person=vault.alex,
            agreement_id=held(vault).agreement.id,
            clause_ids=(clause.id,),
            now=vault.clock(),
            leaving=LeavingOut(rests=True),
        )


def we_practise(vault: TestVault) -> None:
    with vault.unit(SHARED) as uow:
        signals.practised(uow, on=today(vault))


def my_partner_has_a_new_code(vault: TestVault) -> None:
    new = vault.service.new_recovery_code(vault.sam, SAM_WORDS)
    vault.service.change_entry(new.change)


EVENING: tuple[Act, ...] = (
    i_withdraw_an_activity,
    i_change_my_aftercare,
    i_open_a_limit,
    we_practise,
    a_newer_version_is_agreed,
    my_partner_has_a_new_code,
    i_let_an_activity_rest,
    my_partner_withdraws_while_i_am_here,
    i_end_the_ground_rules,
)


@dataclass
class Evening:
    """The files after each act, what is allowed in the end, and every row of my own."""

    vault: TestVault
    earlier: list[dict[str, bytes]]
    end: Moment
    allowed: frozenset[str]
    mine: dict[str, list[str]]
    narrowed: frozenset[str]

    def with_older(self, names: tuple[str, ...], files: dict[str, bytes]) -> None:
        """The vault as it was in the end, with older files in the place of these; nobody is here."""
        self.end.restore(self.vault)
        put_back(self.vault, {**self.end.files, **{name: files[name] for name in self.named(names)}})

    def stages(self, names: tuple[str, ...]) -> Iterator[tuple[str, dict[str, bytes]]]:
        """Before which act, and the files then; without those in which these files are as before."""
        seen: list[bytes] = []
        for act, files in zip(EVENING, self.earlier, strict=True):
            now = [files[name] for name in self.named(names)]
            if now != seen:
                yield f"before {act.__name__}", files
            seen = now

    def named(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """The names of these files."""
        people = {ME: self.vault.alex, PARTNER: self.vault.sam}
        return tuple(name_of_file(self.vault, people[name]) if name in people else name for name in names)

    def require_nothing_more(self, when: str) -> None:
        """Nothing is allowed that was not allowed in the end."""
        assert all_allowed(self.vault) <= self.allowed, when


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evening]:
    with vault_for(tmp_path_factory.mktemp("older") / "vault") as vault:
        vault.fill_with_sample()
        earlier = []
        for act in EVENING:
            look(vault)
            earlier.append(contents(vault.folder))
            act(vault)
        look(vault)
        counts, rows, narrowed = all_allowed(vault), my_space(vault), what_narrows(vault)
        yield Evening(vault, earlier, Moment.of(vault), counts, rows, narrowed)


def all_allowed(vault: TestVault) -> frozenset[str]:
    """Everything that is allowed, by agreement and clause."""
    with vault.unit() as uow:
        return frozenset(
            f"{version.agreement.id}:{clause.id}"
            for version in all_agreements(uow, today(vault))
            for clause in version.clauses
            if clause.kind is ClauseKind.PERMISSION
        )


def what_narrows(vault: TestVault) -> frozenset[str]:
    """The keys of everything of mine that narrows, and all that I ended."""
    kinds = ", ".join(f"'{kind.name}'" for kind in NARROWS)
    with vault.unit() as uow:
        run = uow.connection(private_space(vault.alex)).execute
        kept = run(text(f"SELECT kind, key FROM said WHERE kind IN ({kinds})")).all()
        return frozenset(map(str, [*kept, *run(text("SELECT agreement, clause, above FROM ended"))]))


def test_the_evening_ends_things(evening: Evening) -> None:
    evening.with_older((), {})
    come(evening.vault)
    assert len(evening.earlier) == len(EVENING)
    assert evening.narrowed
    assert evening.allowed == frozenset()


@pytest.mark.parametrize("names", [(SHARED_FILE,), (PARTNER,), (SHARED_FILE, PARTNER)], ids=" and ".join)
def test_every_earlier_copy_of_what_my_partner_can_put_back(evening: Evening, names: tuple[str, ...]) -> None:
    vault = evening.vault
    for when, files in evening.stages(names):
        evening.with_older(names, files)
        only(vault, vault.alex)
        evening.require_nothing_more(when)
        is_changed = my_copies(vault) != my_copies_of(evening)
        assert bool(vault.service.check_part(vault.alex, today(vault))) is is_changed, f"{when}: I am told"
        assert my_space(vault) == evening.mine, when
        assert my_copies(vault) == my_copies_of(evening), when
        unlock(vault, vault.sam)
        look(vault)
        evening.require_nothing_more(when)
        assert my_space(vault) == evening.mine, when


def my_copies_of(evening: Evening) -> list[str]:
    """My rows in the shared file as they were in the end."""
    return sorted([*evening.mine["said"], *evening.mine["ended"]])


def test_every_earlier_copy_of_my_own_file(evening: Evening) -> None:
    """As after restoring a backup: what narrows comes back unasked, and I am asked about the rest."""
    vault = evening.vault
    for when, files in evening.stages((ME,)):
        evening.with_older((ME,), files)
        only(vault, vault.alex)
        evening.require_nothing_more(when)
        vault.service.check_part(vault.alex, today(vault))
        assert evening.narrowed <= what_narrows(vault), when
        unlock(vault, vault.sam)
        look(vault)
        evening.require_nothing_more(when)


@pytest.mark.parametrize("names", [(KEYRING,), (KEYRING_COPY,), (KEYRING, KEYRING_COPY)], ids=" and ".join)
def test_every_earlier_copy_of_the_keyring(evening: Evening, names: tuple[str, ...]) -> None:
    vault = evening.vault
    for when, files in evening.stages(names):
        evening.with_older(names, files)
        only(vault, vault.alex)
        is_older = files[KEYRING] != evening.end.files[KEYRING]
        is_told = VaultWarning.KEYRING_COPY in vault.service.visits.warnings(vault.alex)
        assert is_told is (is_older and len(names) == 1), when
        unlock(vault, vault.sam)
        evening.require_nothing_more(when)
        assert my_space(vault) == evening.mine


@pytest.mark.parametrize(("rule", "broken"), [("endings", frozenset()), ("put_right", ())])
def test_a_broken_rule_is_found(evening: Evening, monkeypatch: pytest.MonkeyPatch, rule: str, broken: object) -> None:
    monkeypatch.setattr(Parts, rule, lambda *_: broken)
    with pytest.raises(AssertionError):
        test_every_earlier_copy_of_what_my_partner_can_put_back(evening, (SHARED_FILE,))


def test_an_older_file_of_my_own_that_is_not_noticed_is_found(
    evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Restoring, "is_older", lambda *_: False)
    with pytest.raises(AssertionError):
        test_every_earlier_copy_of_my_own_file(evening)
