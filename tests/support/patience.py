"""How long tests wait: on a busy machine too, only what never comes fails."""

from __future__ import annotations

PATIENCE = 60_000
"""In milliseconds, for something that takes a few of them on a quiet machine."""


def be_patient() -> None:
    """How long `qtbot` waits, unless a test says otherwise."""
    # Imported here: the program is also played, and its memory measured, where there is no pytest.
    from pytestqt.qtbot import QtBot

    for wait in (QtBot.waitSignal, QtBot.waitSignals, QtBot.waitUntil, QtBot.waitExposed, QtBot.waitActive):
        wait.__kwdefaults__ = {**(wait.__kwdefaults__ or {}), "timeout": PATIENCE}
