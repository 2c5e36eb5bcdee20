"""The age format: what other tools wrote is read, what was touched is refused, nothing shows of the content."""

from __future__ import annotations

from base64 import b64decode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import VaultDamaged, VaultForeign, WrongPassphrase
from app.storage.age_file import MOST_WORK, is_age, seal, unseal

WORDS = "quiet river lantern"
CHEAP = 4
BY_ANOTHER_TOOL = b64decode(
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCBxcGF0ZllDR3pwdVhrTXR2WG9qT1JRIDE3CmVIbmJMekpIa0RyQmVHMFluVm1ZaXIxazBr"
    "eWFvMk9BN28yRGlKNFRPOFUKLS0tIDl2SXJNM1hVVnVUVFF0ekhWb2UzVjlJbjRGSElRazduY3VIU0hrRXhIdFEK0dVcG+LjlH8Zt+mhAC8dSeB/"
    "Qyw4fQbC9EK8JVPp1EtkF/w1FQt9gGzHQWqKfeOeEEV3GFV+wS4S"
)
PIECE = 64 * 1024


def test_a_file_of_another_tool_is_read() -> None:
    assert unseal(BY_ANOTHER_TOOL, WORDS) == "kept by another tool ✓\n".encode()


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_what_was_sealed_comes_back(size: int) -> None:
    content = bytes(n % 251 for n in range(size))
    sealed = seal(content, WORDS, work=CHEAP)
    assert is_age(sealed)
    assert unseal(sealed, WORDS) == content
    if size > 16:
        assert content[:16] not in sealed


def test_another_passphrase_opens_nothing() -> None:
    with pytest.raises(WrongPassphrase):
        unseal(seal(b"words", WORDS, work=CHEAP), "quiet river lanterns")


def test_no_two_files_are_alike() -> None:
    assert seal(b"words", WORDS, work=CHEAP) != seal(b"words", WORDS, work=CHEAP)


@settings(max_examples=300)
@given(st.data())
def test_any_changed_byte_is_noticed(data: st.DataObject) -> None:
    sealed = bytearray(seal(b"a" * (PIECE + 10), WORDS, work=CHEAP))
    at = data.draw(st.integers(0, 250) | st.integers(0, len(sealed) - 1))
    sealed[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises((WrongPassphrase, VaultDamaged, VaultForeign)):
        unseal(bytes(sealed), WORDS)


@pytest.mark.parametrize("cut", [1, 16, 17, PIECE, PIECE + 16, PIECE + 40])
def test_a_file_that_was_cut_short_is_refused(cut: int) -> None:
    sealed = seal(b"b" * (PIECE + 100), WORDS, work=CHEAP)
    with pytest.raises(VaultDamaged):
        unseal(sealed[:-cut], WORDS)


def test_pieces_cannot_be_added_or_moved() -> None:
    one, other = seal(b"c" * 2 * PIECE, WORDS, work=CHEAP), seal(b"d" * 10, WORDS, work=CHEAP)
    with pytest.raises(VaultDamaged):
        unseal(one + other[-26:], WORDS)
    first, second = one[-2 * (PIECE + 16) : -(PIECE + 16)], one[-(PIECE + 16) :]
    with pytest.raises(VaultDamaged):
        unseal(one[: -2 * (PIECE + 16)] + second + first, WORDS)


def test_an_absurd_amount_of_work_is_refused_at_once() -> None:
    sealed = seal(b"words", WORDS, work=CHEAP)
    for work in (MOST_WORK + 1, 63, 99):
        with pytest.raises(VaultForeign):
            unseal(sealed.replace(f" {CHEAP}\n".encode(), f" {work}\n".encode(), 1), WORDS)


@given(st.binary(max_size=400))
def test_anything_else_is_refused(raw: bytes) -> None:
    for each in (raw, b"age-encryption.org/v1\n" + raw, b"age-encryption.org/v1\n-> X25519 " + raw):
        with pytest.raises(VaultForeign):
            unseal(each, WORDS)
