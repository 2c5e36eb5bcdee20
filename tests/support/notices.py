"""`packaging/NOTICES.md`, which the packages hold, from the words that *About* shows; run this module to renew it."""

from __future__ import annotations

import textwrap

from app.assets import load
from app.models.notices import BundleNotices
from tests.support.sources import ROOT

FILE = ROOT / "packaging" / "NOTICES.md"


def as_markdown(notices: BundleNotices) -> str:
    """The whole file."""
    own, qt = (textwrap.fill(words, 118) for words in (notices.own, notices.qt))
    rows = "\n".join(f"| {part.what} | {part.by} | {part.licence} |" for part in notices.parts)
    table = f"| what | by | licence |\n| --- | --- | --- |\n{rows}"
    return f"# What comes with Accord\n\n{own}\n\n{table}\n\n## Qt, under the LGPL\n\n{qt}\n"


if __name__ == "__main__":
    FILE.write_text(as_markdown(load(BundleNotices)), encoding="utf-8")
