"""What `make soak` writes has one shape, whatever was counted or failed."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from tests.soak.consent import Outcome, write_report


def test_of_each_test_how_much_was_tried_and_failed_and_how_long_it_took(tmp_path: Path) -> None:
    found = {
        "couples walk": Outcome(200, seconds=12.34, counts=Counter(kills=7)),
        "acts are killed": Outcome(3, ["at step 2"], 1),
    }
    write_report(found, tmp_path / "build" / "soak.json")
    assert json.loads((tmp_path / "build" / "soak.json").read_text()) == {
        "couples walk": {"tried": 200, "failed": 0, "seconds": 12.3},
        "acts are killed": {"tried": 3, "failed": 1, "seconds": 1},
    }
