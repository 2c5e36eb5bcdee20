"""Recovery codes: what is written can be typed back, and a slip is seen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import WrongRecoveryCode
from app.storage.recovery import ALPHABET, TYPO, new_secret, read_code, write_code

secrets = st.binary(min_size=20, max_size=20)


@given(secrets)
def test_a_code_reads_back(secret: bytes) -> None:
    code = write_code(secret)
    assert [len(group) for group in code.split("-")] == [4] * 9
    assert read_code(code) == secret


@given(secrets)
def test_typing_it_otherwise_is_forgiven(secret: bytes) -> None:
    code = write_code(secret)
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert read_code(f"  {typed}\n") == secret
    assert read_code(code.replace("-", "").replace("1", "I").replace("0", "O")) == secret
    assert read_code(code.replace("-", "–")) == secret


@given(secrets, st.integers(0, 35), st.sampled_from(ALPHABET))
def test_one_wrong_symbol_is_a_typo(secret: bytes, place: int, symbol: str) -> None:
    symbols = write_code(secret).replace("-", "")
    changed = symbols[:place] + symbol + symbols[place + 1 :]
    if changed == symbols:
        assert read_code(changed) == secret
        return
    with pytest.raises(WrongRecoveryCode) as caught:
        read_code(changed)
    assert caught.value.detail == TYPO


@given(secrets, st.integers(0, 34))
def test_two_neighbours_swapped_are_a_typo(secret: bytes, place: int) -> None:
    symbols = list(write_code(secret).replace("-", ""))
    symbols[place], symbols[place + 1] = symbols[place + 1], symbols[place]
    if "".join(symbols) == write_code(secret).replace("-", ""):
        return
    with pytest.raises(WrongRecoveryCode, match=TYPO):
        read_code("".join(symbols))


@given(st.text(max_size=60))
def test_any_text_that_is_no_code_is_a_typo(text: str) -> None:
    with pytest.raises(WrongRecoveryCode, match=f"^{TYPO}$"):
        read_code(text)


def test_secrets_are_random_and_of_160_bits() -> None:
    assert len({new_secret() for _ in range(50)}) == 50
    assert len(new_secret()) == 20
    with pytest.raises(ValueError, match="20 bytes"):
        write_code(b"short")
