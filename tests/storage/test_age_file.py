"""The age format: files of another implementation open here, ours open there, and tampered files are refused."""

from __future__ import annotations

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import VaultDamaged, VaultForeign, WrongPassphrase
from app.storage import age_file
from app.storage.age_file import MAX_WORK_FACTOR, decrypt, encrypt, is_age

WORDS = "quiet river lantern"
COMPOSED, DECOMPOSED = "caf\u00e9 \uac00 fleuve", "cafe\u0301 \u1100\u1161 fleuve"
MIXED = "caf\u00e9 \u1100\u1161 fleuve"
CHEAP = 4
CHUNK = 64 * 1024
SIZES = (0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK)
CONTENT = bytes(n % 251 for n in range(3 * CHUNK))


@pytest.fixture(scope="module")
def by_pyrage() -> bytes:
    """A file of another implementation, which chooses its cost itself: about a second; its words are decomposed."""
    return bytes(pyrage.passphrase.encrypt(CONTENT, DECOMPOSED))


def test_we_open_what_another_implementation_wrote_however_it_is_composed(by_pyrage: bytes) -> None:
    assert is_age(by_pyrage)
    assert decrypt(by_pyrage, COMPOSED) == CONTENT


def test_we_refuse_what_another_implementation_wrote_under_other_words(by_pyrage: bytes) -> None:
    with pytest.raises(WrongPassphrase):
        decrypt(by_pyrage, f"{WORDS}s")


def test_we_refuse_what_another_implementation_wrote_and_was_cut(by_pyrage: bytes) -> None:
    with pytest.raises(VaultDamaged):
        decrypt(by_pyrage[:-1], COMPOSED)


def test_we_refuse_what_was_written_for_a_key() -> None:
    recipient = pyrage.x25519.Identity.generate().to_public()
    with pytest.raises(VaultForeign):
        decrypt(pyrage.encrypt(CONTENT, [recipient]), WORDS)


@pytest.mark.parametrize("size", SIZES)
def test_another_implementation_opens_what_we_wrote(size: int) -> None:
    content = CONTENT[:size]
    assert pyrage.passphrase.decrypt(encrypt(content, WORDS, work_factor=CHEAP), WORDS) == content


def test_another_implementation_refuses_other_words_a_cut_file_and_a_key() -> None:
    ours = encrypt(CONTENT, WORDS, work_factor=CHEAP)
    assert pyrage.passphrase.decrypt(ours, WORDS) == CONTENT
    for raw, words in ((ours, f"{WORDS}s"), (ours[:-1], WORDS), (ours[:-CHUNK], WORDS)):
        with pytest.raises(pyrage.DecryptError):
            pyrage.passphrase.decrypt(raw, words)
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(ours, [pyrage.x25519.Identity.generate()])


@pytest.mark.parametrize("size", SIZES)
def test_what_was_encrypted_comes_back(size: int) -> None:
    content = CONTENT[:size]
    encrypted = encrypt(content, WORDS, work_factor=CHEAP)
    assert is_age(encrypted)
    assert decrypt(encrypted, WORDS) == content
    if size > 16:
        assert content[:16] not in encrypted


def test_another_passphrase_opens_nothing() -> None:
    with pytest.raises(WrongPassphrase):
        decrypt(encrypt(b"words", WORDS, work_factor=CHEAP), "quiet river lanterns")


@pytest.mark.parametrize("typed", [COMPOSED, DECOMPOSED, MIXED])
def test_a_passphrase_is_sealed_composed(typed: str) -> None:
    """Another program opens it with what most keyboards type."""
    assert pyrage.passphrase.decrypt(encrypt(b"words", typed, work_factor=CHEAP), COMPOSED) == b"words"


@pytest.mark.parametrize("typed", [COMPOSED, DECOMPOSED, MIXED])
@pytest.mark.parametrize("sealed", [COMPOSED, DECOMPOSED, MIXED])
def test_a_passphrase_opens_composed_decomposed_and_as_typed(
    monkeypatch: pytest.MonkeyPatch, sealed: str, typed: str
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(age_file, "forms_of", lambda words: (words.encode(),))
        raw = encrypt(b"words", sealed, work_factor=CHEAP)
    if sealed == MIXED != typed:
        with pytest.raises(WrongPassphrase):
            decrypt(raw, typed)
    else:
        assert decrypt(raw, typed) == b"words"


def test_a_passphrase_of_one_form_is_tried_once_and_others_stay_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only how characters are composed is forgiven: not width, ligatures or case."""
    tried: list[bytes] = []
    stretched = age_file._stretched

    def counted(secret: bytes, salt: bytes, work_factor: int) -> bytes:
        tried.append(secret)
        return stretched(secret, salt, work_factor)

    monkeypatch.setattr(age_file, "_stretched", counted)
    raw = encrypt(b"words", "fine words", work_factor=CHEAP)
    tried.clear()
    for other in ("\ufb01ne words", "Fine words", "\uff46ine words"):
        with pytest.raises(WrongPassphrase):
            decrypt(raw, other)
    assert len(tried) == 3
    tried.clear()
    with pytest.raises(WrongPassphrase):
        decrypt(raw, MIXED)
    assert tried == [COMPOSED.encode(), DECOMPOSED.encode(), MIXED.encode()]


def test_half_a_pair_in_a_passphrase_is_no_bug() -> None:
    assert decrypt(encrypt(b"words", "half \ud83c a flag", work_factor=CHEAP), "half \ud83c a flag") == b"words"


def test_no_two_files_are_alike() -> None:
    assert encrypt(b"words", WORDS, work_factor=CHEAP) != encrypt(b"words", WORDS, work_factor=CHEAP)


@settings(max_examples=300)
@given(st.data())
def test_any_changed_byte_is_noticed(data: st.DataObject) -> None:
    encrypted = bytearray(encrypt(b"a" * (CHUNK + 10), WORDS, work_factor=CHEAP))
    at = data.draw(st.integers(0, 250) | st.integers(0, len(encrypted) - 1))
    encrypted[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises((WrongPassphrase, VaultDamaged, VaultForeign)):
        decrypt(bytes(encrypted), WORDS)


@pytest.mark.parametrize("cut", [1, 16, 17, CHUNK, CHUNK + 16, CHUNK + 40])
def test_a_file_that_was_cut_short_is_refused(cut: int) -> None:
    encrypted = encrypt(b"b" * (CHUNK + 100), WORDS, work_factor=CHEAP)
    with pytest.raises(VaultDamaged):
        decrypt(encrypted[:-cut], WORDS)


def test_pieces_cannot_be_added_or_moved() -> None:
    one, other = encrypt(b"c" * 2 * CHUNK, WORDS, work_factor=CHEAP), encrypt(b"d" * 10, WORDS, work_factor=CHEAP)
    with pytest.raises(VaultDamaged):
        decrypt(one + other[-26:], WORDS)
    first, second = one[-2 * (CHUNK + 16) : -(CHUNK + 16)], one[-(CHUNK + 16) :]
    with pytest.raises(VaultDamaged):
        decrypt(one[: -2 * (CHUNK + 16)] + second + first, WORDS)


def test_an_absurd_amount_of_work_is_refused_at_once() -> None:
    encrypted = encrypt(b"words", WORDS, work_factor=CHEAP)
    for work_factor in (MAX_WORK_FACTOR + 1, 63, 99):
        with pytest.raises(VaultForeign):
            decrypt(encrypted.replace(f" {CHEAP}\n".encode(), f" {work_factor}\n".encode(), 1), WORDS)


@given(st.binary(max_size=400))
def test_anything_else_is_refused(raw: bytes) -> None:
    for each in (raw, b"age-encryption.org/v1\n" + raw, b"age-encryption.org/v1\n-> X25519 " + raw):
        with pytest.raises(VaultForeign):
            decrypt(each, WORDS)
