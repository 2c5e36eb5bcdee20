"""Checks that the screen can be reached without a network, before Qt would abort because it can't."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.hardening.report import CannotStart

if TYPE_CHECKING:
    from collections.abc import Mapping


def require_local_display(environment: Mapping[str, str]) -> None:
    """Raise `CannotStart`, with the reason for the person, if the program can't show a window without a network."""
    platforms = environment.get("QT_QPA_PLATFORM", "")
    if platforms and "xcb" not in platforms:
        return
    display = environment.get("DISPLAY", "")
    if is_remote(display):
        raise CannotStart(
            f"Accord can't show its window on the display {display}: it would be reached over a network, and Accord "
            "uses none, so that nothing leaves the computer. Start it at the computer's own screen. (A screen "
            "forwarded by ssh -X is a network display too.)"
        )
    if not display and not environment.get("WAYLAND_DISPLAY"):
        raise CannotStart("Accord needs a screen: neither DISPLAY nor WAYLAND_DISPLAY is set. Start it from a desktop.")


def is_remote(display: str) -> bool:
    """Whether libxcb would reach this display over TCP: `host:0`, `tcp/host:0`, but not `:0` or `unix/host:0`."""
    if display.removeprefix("unix:").startswith("/"):
        return False  # the path of a socket
    where, colon, _ = display.rpartition(":")
    if not colon:
        return False
    protocol, _, host = where.rpartition("/")
    return protocol != "unix" and host not in ("", "unix")
