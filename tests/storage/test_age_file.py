"""The age format: files of another implementation open, ours open there, and what was tampered with is refused."""

from __future__ import annotations

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import VaultDamaged, VaultForeign, WrongPassphrase
from app.storage.age_file import MOST_WORK, is_age, seal, unseal

WORDS = "quiet river lantern"
CHEAP = 4
PIECE = 64 * 1024
SIZES = (0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE)
CONTENT = bytes(n % 251 for n in range(3 * PIECE))


@pytest.fixture(scope="module")
def by_pyrage() -> bytes:
    """A file of another implementation, which chooses its cost itself: about a second."""
    return bytes(pyrage.passphrase.encrypt(CONTENT, WORDS))


def test_we_open_what_another_implementation_wrote(by_pyrage: bytes) -> None:
    assert is_age(by_pyrage)
    assert unseal(by_pyrage, WORDS) == CONTENT


def test_we_refuse_what_another_implementation_wrote_under_other_words(by_pyrage: bytes) -> None:
    with pytest.raises(WrongPassphrase):
        unseal(by_pyrage, f"{WORDS}s")


def test_we_refuse_what_another_implementation_wrote_and_was_cut(by_pyrage: bytes) -> None:
    with pytest.raises(VaultDamaged):
        unseal(by_pyrage[:-1], WORDS)


def test_we_refuse_what_was_written_for_a_key() -> None:
    recipient = pyrage.x25519.Identity.generate().to_public()
    with pytest.raises(VaultForeign):
        unseal(pyrage.encrypt(CONTENT, [recipient]), WORDS)


@pytest.mark.parametrize("size", SIZES)
def test_another_implementation_opens_what_we_wrote(size: int) -> None:
    content = CONTENT[:size]
    assert pyrage.passphrase.decrypt(seal(content, WORDS, work=CHEAP), WORDS) == content


def test_another_implementation_refuses_other_words_a_cut_file_and_a_key() -> None:
    ours = seal(CONTENT, WORDS, work=CHEAP)
    assert pyrage.passphrase.decrypt(ours, WORDS) == CONTENT
    for raw, words in ((ours, f"{WORDS}s"), (ours[:-1], WORDS), (ours[:-PIECE], WORDS)):
        with pytest.raises(pyrage.DecryptError):
            pyrage.passphrase.decrypt(raw, words)
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(ours, [pyrage.x25519.Identity.generate()])


@pytest.mark.parametrize("size", SIZES)
def test_what_was_sealed_comes_back(size: int) -> None:
    content = CONTENT[:size]
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
