"""In every attack: no words of content in any log record and in any error for a person; rows are decoded once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.attacks.overheard import overhearing, words_of
from tests.support.remembered import decoded_once
from tests.support.vaults import vault_for

__all__ = ["content", "decoded_once", "no_words_in_any_message"]

FORGED = ("Something nobody read", "and everything else", "Something else, reading", "planted 1", "Reworded")
"""Words that the attacks write themselves."""


@pytest.fixture(scope="session")
def content(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """Every sentence of the sample, and the names."""
    with vault_for(tmp_path_factory.mktemp("content") / "vault") as vault:
        vault.fill_with_sample()
        return words_of(vault) | {*FORGED, "Alex", "Sam", "my words", "their words"}


@pytest.fixture(autouse=True)
def no_words_in_any_message(content: frozenset[str]) -> Iterator[None]:
    with overhearing() as heard:
        yield
    assert heard.words_in(content) == set()
