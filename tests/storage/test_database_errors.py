"""What SQLite's errors become for a person."""

from __future__ import annotations

import pytest
import sqlcipher3.dbapi2

from app.errors import VaultDamaged, VaultError, VaultFileInUse, VaultUnwritable
from app.storage.database_errors import any_text, is_no_text, translated


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (11, VaultDamaged),
        (26, VaultDamaged),
        (10 | 2 << 8, VaultDamaged),
        (5, VaultFileInUse),
        (6, VaultFileInUse),
        (13, VaultUnwritable),
        (14, VaultUnwritable),
        (8, VaultUnwritable),
        (1, None),
    ],
)
def test_a_code_names_what_is_wrong_with_the_file(code: int, expected: type[VaultError] | None) -> None:
    error = sqlcipher3.dbapi2.OperationalError("private words")
    error.sqlite_errorcode = code
    found = translated(error, "shared.db")
    assert type(found) is (expected or type(None))
    assert found is None or "private" not in f"{found} {found.args}"


def test_what_is_no_text_is_damage_and_its_bytes_are_not_quoted() -> None:
    error = sqlcipher3.dbapi2.OperationalError("Could not decode to UTF-8 column 'body' with text 'private'")
    assert is_no_text(error)
    found = translated(error, "shared.db")
    assert isinstance(found, VaultDamaged)
    assert "private" not in f"{found} {found.args}"
    assert any_text(b"a\xff") == "a�"
