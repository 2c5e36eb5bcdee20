"""Passphrases changed over and over: the old one fails, the new one works, and nothing is lost."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from app.errors import AccordError
from tests.soak.leavings import said_in
from tests.soak.outcome import Outcome
from tests.support.vaults import PASSPHRASES, TestVault, vault_for


def change_passphrases(times: int, seed: int = 3) -> Outcome:
    """Each of two people changes theirs at random, by the old one or by a recovery code."""
    random, failed = Random(seed), list[str]()
    counted: Counter[str] = Counter()
    with TemporaryDirectory() as folder, vault_for(Path(folder) / "vault") as vault:
        vault.fill_with_sample()
        words, before = list(PASSPHRASES), said_in(vault)
        earlier: list[list[str]] = [[], []]
        for number in range(times):
            who = random.randrange(2)
            new, by_code = f"a new passphrase {number}", random.random() < 0.3
            (_change_by_code if by_code else _change)(vault, who, words[who], new)
            counted["by a code" if by_code else "by the old one"] += 1
            earlier[who].append(words[who])
            words[who] = new
            try:
                if said_in(_reopened(vault, words)) != before or any(map(vault.service.visits.warnings, vault.pair)):
                    failed.append(f"change {number}, seed {seed}: something was lost")
            except AccordError as error:
                failed.append(f"change {number}, seed {seed}: {type(error).__name__}")
            if any(vault.service.vault.keys.check(vault.pair[who], old) for old in earlier[who][-3:]):
                failed.append(f"change {number}, seed {seed}: an old passphrase works")
    return Outcome(times, failed, counted)


def _change(vault: TestVault, who: int, old: str, new: str) -> None:
    vault.service.change_entry(vault.service.new_passphrase(vault.pair[who], old, new))


def _change_by_code(vault: TestVault, who: int, old: str, new: str) -> None:
    """Make a recovery code, then come back as somebody who has forgotten the passphrase."""
    person = vault.pair[who]
    made = vault.service.new_recovery_code(person, old)
    vault.service.change_entry(made.change)
    vault.service.open(vault.folder)
    vault.service.admit(vault.service.derive_with_recovery(person, made.code, new))


def _reopened(vault: TestVault, words: list[str]) -> TestVault:
    vault.service.open(vault.folder)
    for person, passphrase in zip(vault.pair, words, strict=True):
        vault.service.admit(vault.service.derive(person, passphrase))
    return vault
