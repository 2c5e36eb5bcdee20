"""Sleep and locked screens as Linux announces them: logind on the system bus, screen savers on the session's.

Each bus is listened to on a thread of its own: one that hangs, dies or sends nonsense costs only its announcements.
"""

from __future__ import annotations

import os
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, NamedTuple

from jeepney import FileDescriptor

from app.platforms.bus import BUS, BusThread, session_bus
from app.platforms.interface import LockCause

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.platforms.bus import BusConnection, BusSignal

_LOGIN, _LOGIN_PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
_MANAGER, _SESSION = f"{_LOGIN}.Manager", f"{_LOGIN}.Session"
_OWNER_CHANGED = "NameOwnerChanged"
_SYSTEM_BUS = "unix:path=/var/run/dbus/system_bus_socket"


class Announcement(NamedTuple):
    """A signal after which the vault is locked, if the owner of `name` sends it."""

    name: str
    interface: str
    member: str
    reason: LockCause

    @property
    def rule(self) -> str:
        """What the bus is asked to deliver."""
        return f"type='signal',sender='{self.name}',interface='{self.interface}',member='{self.member}'"


PREPARE_FOR_SLEEP = Announcement(_LOGIN, _MANAGER, "PrepareForSleep", LockCause.SLEEP)
LOCK = Announcement(_LOGIN, _SESSION, "Lock", LockCause.SCREEN)
SCREEN_SAVERS = tuple(
    Announcement(f"org.{desktop}.ScreenSaver", f"org.{desktop}.ScreenSaver", "ActiveChanged", LockCause.SCREEN)
    for desktop in ("freedesktop", "gnome", "cinnamon", "mate", "xfce")
)


class Bus(NamedTuple):
    """A bus and what is awaited there."""

    address: str
    awaited: tuple[Announcement, ...]


def buses(environment: Mapping[str, str]) -> tuple[Bus, ...]:
    """The system bus, and the session's if its address is known. None is started."""
    found = [Bus(environment.get("DBUS_SYSTEM_BUS_ADDRESS") or _SYSTEM_BUS, (PREPARE_FOR_SLEEP, LOCK))]
    session = session_bus(environment)
    return (*found, Bus(session, SCREEN_SAVERS)) if session else tuple(found)


class Senders:
    """Knows what to believe: who owns the awaited names, and which of logind's sessions are this user's."""

    def __init__(self, awaited: tuple[Announcement, ...]) -> None:
        self._awaited = awaited
        self.owners = dict.fromkeys((each.name for each in awaited), "")
        """The unique name of each owner; empty if there is none."""
        self.sessions: frozenset[object] = frozenset()
        """Object paths; empty if logind did not tell, so that any session's lock counts."""

    def reason(self, signal: BusSignal) -> LockCause | None:
        """Why the vault is locked after a signal; None if it is not."""
        for each in self._awaited:
            if (signal.interface, signal.member) != (each.interface, each.member):
                continue
            if not signal.sender or signal.sender != self.owners[each.name]:
                return None
            if each is LOCK:
                return each.reason if not self.sessions or signal.path in self.sessions else None
            return each.reason if signal.body[:1] == (True,) else None
        return None

    def note_owner(self, signal: BusSignal) -> None:
        """Remember a new owner that the bus itself announces."""
        if (signal.sender, signal.interface, signal.member) == (BUS, BUS, _OWNER_CHANGED) and len(signal.body) == 3:
            name, _before, owner = (str(each) for each in signal.body)
            if name in self.owners:
                self.owners[name] = owner


class BusLockSource:
    """Implements `LockSource`. From `listen` to `stop`, logind delays a sleep, by a few seconds at most."""

    def __init__(self, environment: Mapping[str, str] | None = None) -> None:
        self._environment = os.environ if environment is None else environment
        self._listeners: tuple[BusListener, ...] = ()

    def listen(self, told: Callable[[LockCause], object]) -> None:
        self.stop()
        self._listeners = tuple(BusListener(bus, told) for bus in buses(self._environment))
        for listener in self._listeners:
            listener.start()

    def stop(self) -> None:
        listeners, self._listeners = self._listeners, ()
        for listener in listeners:
            listener.stop()


class BusListener(BusThread):
    """Listens to one bus; the clocks still show that the computer slept if that ends."""

    def __init__(self, bus: Bus, told: Callable[[LockCause], object]) -> None:
        super().__init__("accord-bus", bus.address)
        self._bus, self._told = bus, told

    def talk(self, connection: BusConnection) -> None:
        senders = Senders(self._bus.awaited)
        for each in self._bus.awaited:
            connection.subscribe(each.rule)
        for name in senders.owners:
            rule = f"type='signal',sender='{BUS}',interface='{BUS}',member='{_OWNER_CHANGED}',arg0='{name}'"
            connection.subscribe(rule)
            senders.owners[name] = connection.owner_of(name)
        with ExitStack() as held:
            if login := senders.owners.get(_LOGIN):
                senders.sessions = own_sessions(connection, login)
                delay_sleep(connection, login, held)
            for signal in connection.signals():
                senders.note_owner(signal)
                reason = senders.reason(signal)
                if reason is not None and not self.is_stopped:
                    self._told(reason)


def own_sessions(connection: BusConnection, login: str) -> frozenset[object]:
    """The object paths of this user's sessions; empty if logind doesn't tell."""
    with suppress(ConnectionRefusedError):
        (sessions,) = connection.call(login, _LOGIN_PATH, _MANAGER, "ListSessions")
        if isinstance(sessions, list):
            return frozenset(path for _id, user, _name, _seat, path in sessions if user == os.getuid())
    return frozenset()


def delay_sleep(connection: BusConnection, login: str, held: ExitStack) -> None:
    """Have logind wait before a sleep while `held` is open, so that the vault is locked by then."""
    with suppress(ConnectionRefusedError):
        why = ("sleep", "Accord", "Locks first", "delay")
        for each in connection.call(login, _LOGIN_PATH, _MANAGER, "Inhibit", "ssss", *why):
            if isinstance(each, FileDescriptor):
                held.enter_context(each)
