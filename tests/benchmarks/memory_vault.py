"""Makes the vault whose memory is measured, and prints the first passphrase; a process of its own."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.benchmarks.evening import make_vault
from tests.support.vaults import ALEX_WORDS

make_vault(Path(sys.argv[1]), 0, sample=True)
print(ALEX_WORDS, flush=True)
