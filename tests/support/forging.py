"""A keyring as somebody without any key would forge it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.storage.keyring_file import KEYRING, KEYRING_COPY


def forged(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the body of a vault's keyring: a right checksum, the old MAC, in both copies."""
    envelope = json.loads((folder / KEYRING).read_bytes())
    body = json.loads(envelope["body"])
    change(body)
    envelope["body"] = json.dumps(body)
    envelope["sha256"] = hashlib.sha256(envelope["body"].encode()).hexdigest()
    for name in (KEYRING, KEYRING_COPY):
        (folder / name).write_bytes(json.dumps(envelope).encode())
