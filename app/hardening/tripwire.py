"""A tripwire inside Python, on every platform: refuses and counts whatever asks for a network."""

from __future__ import annotations

import errno
import sys

_LOCAL = 1  # AF_UNIX has this number wherever it exists
_ASKING_NAMES = frozenset(
    {"socket.getaddrinfo", "socket.gethostbyaddr", "socket.gethostbyname", "socket.getnameinfo", "socket.sethostname"}
)
_TALKING = frozenset({"socket.bind", "socket.connect", "socket.sendmsg", "socket.sendto"})


class NetworkRefused(PermissionError):
    """Something in this process asked for a network; Accord has none."""


class Tripwire:
    """Refuses sockets that are not local. An audit hook can't be removed again."""

    def __init__(self) -> None:
        self.refusals = 0

    def set_up(self) -> None:
        """Install the audit hook, for the rest of the process."""
        sys.addaudithook(self._on_event)

    def _on_event(self, event: str, arguments: tuple[object, ...]) -> None:
        # Python raises thousands of events, so the common case comes first.
        if event[:7] != "socket.":
            return
        if event == "socket.__new__":
            refused = arguments[1] != _LOCAL
        elif event in _TALKING:
            refused = getattr(arguments[0], "family", None) != _LOCAL
        else:
            refused = event in _ASKING_NAMES
        if refused:
            self.refusals += 1
            raise NetworkRefused(errno.EACCES, f"Accord uses no network; {event} was refused")
