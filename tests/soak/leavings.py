"""New keys and leaving, many times: killed at any step, and what each can read afterwards."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from sqlalchemy import text

from app.errors import AccordError, WrongPassphrase
from app.models.journal import EntryText
from app.services import journal, parting
from app.services.parting import Keepsake
from app.services.vault_service import VaultService
from app.storage.databases import file_name, private_space
from app.storage.spaces import SHARED
from tests.soak.outcome import Outcome
from tests.soak.side_by_side import Job
from tests.storage.killed_at_steps import GOING, wrong_in
from tests.support.pages import decrypted_pages
from tests.support.vaults import CHEAP, PASSPHRASES, TestVault, vault_for

MARKER = "zq-only-{}-zq"
LEAVINGS, _LEAVINGS_OF_A_JOB = 50, 10


def killed_at_each_step(kills: int) -> list[Job]:
    """Each act is killed at its steps, over and over, until it was killed so often; then each of its steps fails."""
    return [partial(_killed_at_each_step, name, kills) for name in GOING]


def _killed_at_each_step(name: str, kills: int) -> Outcome:
    outcome, was_failing = Outcome(), False
    while not (was_failing or outcome.failed):
        with TemporaryDirectory() as folder:
            how = "kill" if outcome.tried < kills else "fail"
            command = (sys.executable, "-m", "tests.storage.killed_at_steps", name, how, folder)
            done = subprocess.run(command, capture_output=True, text=True, check=False)
        found = [json.loads(line) for line in done.stdout.splitlines()]
        outcome.tried, was_failing = outcome.tried + len(found), how == "fail"
        outcome.failed += wrong_in(name, found) if done.returncode == 0 else [done.stderr]
    return outcome


def people_leave(times: int = LEAVINGS) -> list[Job]:
    """One of two leaves, this often."""
    return [partial(leave, _LEAVINGS_OF_A_JOB, first) for first in range(0, times, _LEAVINGS_OF_A_JOB)]


def leave(times: int, first: int = 0) -> Outcome:
    """One of two takes their space along and leaves: each opens their own, and neither reads what is not theirs."""
    random, failed = Random(first), list[str]()
    for number in range(first, first + times):
        with TemporaryDirectory() as folder, vault_for(Path(folder) / "vault", salt=number + 1) as vault:
            vault.fill_with_sample()
            failed += [f"leaving {number}: {wrong}" for wrong in _leave(vault, Path(folder) / "own", random)]
    return Outcome(times, failed)


def _leave(vault: TestVault, place: Path, random: Random) -> list[str]:
    goes = random.randrange(2)
    person, stays = vault.pair[goes], vault.pair[1 - goes]
    words, others = PASSPHRASES[goes], PASSPHRASES[1 - goes]
    for each in vault.pair:
        written = EntryText(body=MARKER.format(each))
        with vault.unit(each) as uow:
            journal.new_entry(uow, person=each, text=written, now=vault.clock(), new_id=vault.ids)
    vault.service.leave(stays)
    takes = random.random() < 0.8
    if takes:
        own = parting.own_vault(vault.service, person=person, passphrase=words)
        parting.take_along(vault.service, place=place, own=own, keeping=_kept, now=vault.clock(), new_id=vault.ids)
    parting.go(vault.service, going=parting.going(vault.service, person=person, passphrase=words))
    wrong = []
    if takes:
        taken = VaultService(policy=CHEAP, ids=vault.ids)
        taken.open(place)
        wrong += _wrong_in(taken, person, words, stays)
        taken.close()
    vault.service.open(vault.folder)
    return wrong + _wrong_in(vault.service, stays, others, person)


def _kept(kept: Keepsake) -> EntryText:
    return EntryText(title=kept.title, body="\n".join(clause.model_dump_json() for clause in kept.clauses))


def _wrong_in(service: VaultService, person: str, words: str, gone: str) -> list[str]:
    """Whether somebody finds their own words and nothing of those of the person who is gone."""
    (mark,) = service.vault.people
    service.admit(service.derive(mark.person_id, words))
    service.tidy()
    service.vault.close()
    folder = service.vault.folder
    service.open(folder)
    key = service.derive(mark.person_id, words).private_key.reveal()
    pages = decrypted_pages(folder / file_name(private_space(mark.person_id)), key)
    wrong = []
    if mark.person_id != person or MARKER.format(person).encode() not in pages:
        wrong.append("own words are missing")
    if MARKER.format(gone).encode() in pages or list(folder.glob(f"{SHARED}*")):
        wrong.append("something of the one who is gone is there")
    return wrong


def change_keys(times: int, seed: int = 2) -> Outcome:
    """New keys over and over, by either, alone or with both here: the old fails, the new works, nothing is lost."""
    random, failed = Random(seed), list[str]()
    with TemporaryDirectory() as folder, vault_for(Path(folder) / "vault") as vault:
        vault.fill_with_sample()
        words, before = list(PASSPHRASES), said_in(vault)
        for number in range(times):
            who, together = random.randrange(2), random.random() < 0.5
            vault.service.open(vault.folder)
            for each in (0, 1) if together else (who,):
                vault.service.admit(vault.service.derive(vault.pair[each], words[each]))
            old, words[who] = words[who], f"a new passphrase {number}"
            renewal = parting.new_keys(vault.service, person=vault.pair[who], passphrase=old, new_passphrase=words[who])
            parting.renew(vault.service, renewal=renewal)
            vault.service.open(vault.folder)
            try:
                vault.service.derive(vault.pair[who], old)
                failed.append(f"change {number}: the old passphrase works")
            except WrongPassphrase:
                pass
            try:
                for each in (0, 1):
                    vault.service.admit(vault.service.derive(vault.pair[each], words[each]))
                if said_in(vault) != before or any(map(vault.service.visits.warnings, vault.pair)):
                    failed.append(f"change {number}: something was lost")
            except AccordError as error:
                failed.append(f"change {number}: {type(error).__name__}")
    return Outcome(times, failed)


def said_in(vault: TestVault) -> list[object]:
    """What both people have said, in each of the three files."""
    statement = text("SELECT author, kind, key, salt, data FROM said WHERE kind != 'era' ORDER BY 1, 2, 3")
    with vault.unit() as uow:
        spaces = (SHARED, *map(private_space, vault.pair))
        return [uow.connection(space).execute(statement).all() for space in spaces]
