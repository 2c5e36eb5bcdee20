"""What goes into the search index has to come out with the very same words, in this version and in the next."""

from __future__ import annotations

import hashlib
import unicodedata

from app.models.folding import index_text

KEPT = "804a380662f45ee1ff58a7089cec86a02f2c7c3c0ba967ea834cadeb7f3c475c"
"""Of every character that Unicode 3.2 knew, the same with Python 3.8 to 3.13. Where it has to change, a migration
empties the index of every private database and fills it again (`Journal.add_many` knows how): else words of entries
that are deleted afterwards stay in it."""


def test_the_words_of_the_index_are_those_that_stand_in_vaults_already() -> None:
    known, found = unicodedata.ucd_3_2_0, hashlib.sha256()
    for char in map(chr, range(0x110000)):
        if known.category(char) not in ("Cn", "Co", "Cs"):
            found.update(index_text(f"a{char}b {char}").encode() + b"\0")
    assert found.hexdigest() == KEPT
