"""The mirror outside the vault: missing, foreign or forged it is no alarm, and it names nobody."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.models.vault_warning import VaultWarning
from app.storage.ages import Age, Mirror
from app.storage.slots import Secret
from tests.storage.aged import Places, aged, own
from tests.storage.made import WORDS_A, Made


@pytest.fixture
def places(pair: Made, tmp_path: Path) -> Places:
    """Two sessions of both; the files are kept between them, and then everything changes."""
    return aged(pair, tmp_path)


@pytest.mark.parametrize("harm", ["removed", "emptied", "forged", "not there"])
def test_a_mirror_that_is_missing_or_not_mine_is_no_alarm(places: Places, harm: str) -> None:
    files = list(places.mirror.iterdir())
    assert len(files) == 2
    for file in files:
        if harm == "removed":
            file.unlink()
        elif harm == "emptied":
            file.write_bytes(b"")
        else:
            file.write_text(json.dumps({**json.loads(file.read_text()), "sessions": 10**6}))
    if harm == "not there":
        places.mirror = places.mirror / "below" / "a file" if files[0].write_bytes(b"") == 0 else places.mirror
        files[0].parent.joinpath("below").touch()
    assert places.come(WORDS_A) == [set()]
    places.put_back(own(places))
    assert places.come(WORDS_A) == [set() if harm == "not there" else {VaultWarning.OWN_OLDER}]


def test_the_mirror_names_nobody(places: Places) -> None:
    told = b"".join(file.name.encode() + file.read_bytes() for file in places.mirror.iterdir())
    for word in (places.made.a, places.made.b, "Ada", "Bo"):
        assert str(word).encode() not in told
    with places.open() as vault:
        assert vault.vault_id.encode() not in told
        assert Mirror(places.mirror).read(vault.vault_id, Secret.new()) is None
    assert Mirror(None).read("", Secret.new()) is None
    Mirror(None).write("", Secret.new(), Age(1, 1))
