"""Slots: only the right key in the right place opens one, and hostile costs are refused before any work."""

from __future__ import annotations

import pickle
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import VaultDamaged, WeakPassphrase
from app.storage import slots
from app.storage.slots import (
    DEFAULT_POLICY,
    MINIMUM_POLICY,
    Kdf,
    KdfPolicy,
    Secret,
    WrongKey,
    context_of,
    is_weaker,
    normalised,
    require_bounds,
    require_passphrase,
    stretch,
    unwrap,
    unwrap_with_passphrase,
    wrap,
    wrap_with_passphrase,
)
from tests.support.processes import run_code

CHEAP = KdfPolicy(1, 1024, 1)
HERE = context_of("passphrase-slot", "a" * 32, "b" * 32)
SALT = "00" * 32


def test_only_the_same_key_and_context_open_it() -> None:
    key, payload = Secret.new(), Secret.new()
    wrapped = wrap(payload, key, HERE)
    assert unwrap(wrapped, key, HERE) == payload
    for other in (
        context_of("recovery-slot", "a" * 32, "b" * 32),
        context_of("passphrase-slot", "c" * 32, "b" * 32),
        context_of("passphrase-slot", "a" * 32, "c" * 32),
    ):
        with pytest.raises(WrongKey):
            unwrap(wrapped, key, other)
    with pytest.raises(WrongKey):
        unwrap(wrapped, Secret.new(), HERE)


@pytest.mark.parametrize("part", ["ciphertext", "nonce"])
def test_a_changed_slot_is_damage_not_a_wrong_passphrase(part: str) -> None:
    key = Secret.new()
    wrapped = wrap(Secret.new(), key, HERE)
    was = getattr(wrapped, part)
    changed = wrapped.evolve(**{part: ("0" if was[0] != "0" else "1") + was[1:]})
    with pytest.raises(VaultDamaged):
        unwrap(changed, key, HERE)


def test_no_two_slots_look_alike() -> None:
    key, payload = Secret.new(), Secret.new()
    one, other = wrap(payload, key, HERE), wrap(payload, key, HERE)
    assert not set(one.model_dump().values()) & set(other.model_dump().values())


def test_the_cost_of_a_slot_cannot_be_lowered() -> None:
    slot = wrap_with_passphrase(Secret.new(), "quiet river", KdfPolicy(2, 1024, 1), HERE)
    with pytest.raises(WrongKey):
        unwrap_with_passphrase(slot.evolve(kdf=slot.kdf.evolve(time=1)), "quiet river", CHEAP, HERE)


@settings(max_examples=20)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_a_passphrase_opens_however_it_was_composed(passphrase: str) -> None:
    from unicodedata import normalize

    payload = Secret.new()
    slot = wrap_with_passphrase(payload, normalize("NFC", passphrase), CHEAP, HERE)
    assert unwrap_with_passphrase(slot, normalize("NFD", passphrase), CHEAP, HERE) == payload


def test_composed_characters_and_lone_surrogates_are_taken() -> None:
    assert normalised("caf\u00e9") == normalised("cafe\u0301")
    assert normalised("\ufb01ne") == b"fine"
    assert normalised("\ud800")


GIB_IN_KIB = 1024 * 1024


def kdf_of(passes: int, memory_kib: int, lanes: int) -> Kdf:
    return Kdf.model_construct(name="argon2id", time=passes, memory_kib=memory_kib, lanes=lanes, salt=SALT)


@pytest.mark.parametrize(
    ("passes", "memory_kib", "lanes"),
    [
        (1, 2**31, 1),
        (2**31, 1024, 1),
        (1, 1024, 2**20),
        (0, 8192, 1),
        (65, 8192, 1),
        (1, 8191, 1),
        (1, 8192, 0),
        (1, 8192, 17),
        (9, 2**20, 4),
        (64, 131_073, 1),
        (-1, -1, -1),
    ],
)
def test_hostile_costs_are_refused_before_any_work(
    monkeypatch: pytest.MonkeyPatch, passes: int, memory_kib: int, lanes: int
) -> None:
    kdf = kdf_of(passes, memory_kib, lanes)
    monkeypatch.setattr(slots, "_memory_kib", lambda: 64 * GIB_IN_KIB)
    monkeypatch.setattr(slots, "Argon2id", lambda **_costs: pytest.fail("it began"))
    with pytest.raises(VaultDamaged):
        stretch("quiet river", kdf, DEFAULT_POLICY)


@pytest.mark.parametrize("policy", [DEFAULT_POLICY, MINIMUM_POLICY])
@pytest.mark.parametrize("costs", [(1, 8192, 1), (64, 8192, 16), (64, 131_072, 1), (8, 2**20, 16)])
def test_costs_at_the_limits_are_taken(
    monkeypatch: pytest.MonkeyPatch, costs: tuple[int, int, int], policy: KdfPolicy
) -> None:
    monkeypatch.setattr(slots, "_memory_kib", lambda: 64 * GIB_IN_KIB)
    require_bounds(kdf_of(*costs), policy)


def test_a_lower_policy_reads_what_it_writes_and_nothing_below() -> None:
    require_bounds(kdf_of(1, 1024, 1), CHEAP)
    with pytest.raises(VaultDamaged):
        require_bounds(kdf_of(1, 1023, 1), CHEAP)
    with pytest.raises(VaultDamaged):
        require_bounds(kdf_of(1, 1024, 1), DEFAULT_POLICY)


def test_more_than_a_quarter_of_memory_is_refused_but_for_what_new_slots_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    default = kdf_of(DEFAULT_POLICY.time, DEFAULT_POLICY.memory_kib, DEFAULT_POLICY.lanes)
    more = kdf_of(1, 512 * 1024, 4)
    for memory, takes_more in ((2 * GIB_IN_KIB, True), (GIB_IN_KIB, False), (512 * 1024, False)):
        monkeypatch.setattr(slots, "_memory_kib", lambda memory=memory: memory)
        for policy in (DEFAULT_POLICY, MINIMUM_POLICY, CHEAP):
            require_bounds(default, policy)
            if takes_more:
                require_bounds(more, policy)
                continue
            with pytest.raises(VaultDamaged):
                require_bounds(more, policy)


NO_MEMORY = """
import resource
from app.errors import NotEnoughMemory
from app.storage.age_file import encrypt
from app.storage.slots import DEFAULT_POLICY, Kdf, stretch
kdf = Kdf(time=4, memory_kib=256 * 1024, lanes=4, salt="00" * 32)
used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + 2**26, resource.RLIM_INFINITY))
for act in (lambda: stretch("quiet river", kdf, DEFAULT_POLICY), lambda: encrypt(b"words", "quiet river")):
    try:
        act()
    except NotEnoughMemory:
        print("told")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the limit on memory is Linux's")
def test_too_little_free_memory_is_told(home: Path) -> None:
    done = run_code(NO_MEMORY, home=home)
    assert done.stdout.split() == ["told", "told"], done.stderr


def test_a_slot_is_weak_below_the_minimum_or_a_lower_policy() -> None:
    def kdf(passes: int, memory_kib: int) -> Kdf:
        return Kdf(time=passes, memory_kib=memory_kib, lanes=1, salt=SALT)

    assert is_weaker(kdf(1, 1024), DEFAULT_POLICY)
    assert is_weaker(kdf(4, 32 * 1024), DEFAULT_POLICY)
    assert not is_weaker(kdf(MINIMUM_POLICY.time, MINIMUM_POLICY.memory_kib), DEFAULT_POLICY)
    assert not is_weaker(kdf(1, 1024), CHEAP)


def test_secrets_do_not_show() -> None:
    secret = Secret(b"k" * 32)
    assert repr(secret) == str(secret) == f"{secret}" == "<secret>"
    assert secret != Secret(b"x" * 32)
    with pytest.raises(TypeError):
        pickle.dumps(secret)
    with pytest.raises(TypeError):
        hash(secret)


@pytest.mark.parametrize("weak", ["", "short", "       ", "  seven  "])
def test_too_short_to_be_a_passphrase(weak: str) -> None:
    with pytest.raises(WeakPassphrase):
        require_passphrase(weak)
