"""A tripwire: a test in which anything asks for a socket other than a Unix one fails."""

from __future__ import annotations

import socket
import sys
from typing import Any

_LOCAL = getattr(socket, "AF_UNIX", None)
_EVENTS = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto")


class SocketGuard:
    """Notes and refuses sockets; an audit hook can't be removed, so there is one per run."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.watching = False
        sys.addaudithook(self._on_event)

    def _on_event(self, event: str, args: tuple[Any, ...]) -> None:
        if not self.watching or not event.startswith("socket."):
            return
        family = args[1] if event == "socket.__new__" else None
        if event == "socket.__new__" and family != _LOCAL:
            self._refuse(f"{event} family {family!r}")
        elif event in _EVENTS and (event.startswith("socket.get") or getattr(args[0], "family", _LOCAL) != _LOCAL):
            self._refuse(event)

    def _refuse(self, what: str) -> None:
        self.seen.append(what)
        raise PermissionError(f"no network in the tests: {what}")
