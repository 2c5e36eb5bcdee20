"""A connection to a D-Bus message bus over a local socket. Linux only."""

from __future__ import annotations

import threading
from collections import deque
from contextlib import closing, suppress
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from jeepney import DBusAddress, HeaderFields, MessageType, Parser, new_method_call
from jeepney.bus import get_bus
from jeepney.fds import FileDescriptor, fds_buf_size
from jeepney.io.blocking import prep_socket

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jeepney import Message

BUS = "org.freedesktop.DBus"
_BUS_PATH = "/org/freedesktop/DBus"
_PATIENCE = 5.0
"""Seconds that the bus has for an answer."""
_LARGEST = 1 << 20
"""Bytes of a message; those that Accord asks for have a few hundred."""
_CHUNK = 1 << 16
_KEPT = 1_000
"""Signals kept while an answer is awaited."""
_BOTH_WAYS = 2  # SHUT_RDWR; nothing of ours imports a network module


class BusSignal(NamedTuple):
    """What a program announced on the bus; the bus vouches for the sender."""

    sender: str
    path: str
    interface: str
    member: str
    body: tuple[object, ...]


class BusConnection:
    """Belongs to one thread, except for `interrupt`. Anything unexpected raises and leaves it unusable."""

    def __init__(self, address: str) -> None:
        """Connect to the first local socket in `address`; raises if all of them need a network."""
        self._socket = prep_socket(get_bus(address), enable_fds=True, timeout=_PATIENCE)
        self._parser = Parser()
        self._serials = count(1)
        self._signals: deque[BusSignal] = deque(maxlen=_KEPT)

    def say_hello(self) -> None:
        """Become known to the bus; comes before everything else."""
        self._ask_bus("Hello")

    def subscribe(self, rule: str) -> None:
        """Ask for the signals that match."""
        self._ask_bus("AddMatch", "s", rule)

    def owner_of(self, name: str) -> str:
        """The unique name of the program that owns a well-known one; empty if none does. Starts none."""
        if self._ask_bus("NameHasOwner", "s", name) != (True,):
            return ""
        (owner,) = self._ask_bus("GetNameOwner", "s", name)
        return str(owner)

    def _ask_bus(self, method: str, signature: str = "", *arguments: object) -> tuple[object, ...]:
        return self.call(BUS, _BUS_PATH, BUS, method, signature, *arguments)

    def call(
        self, name: str, path: str, interface: str, method: str, signature: str = "", *arguments: object
    ) -> tuple[object, ...]:
        """A program's answer. `name` is its unique name. Raises `ConnectionRefusedError` if it refuses."""
        address = DBusAddress(path, bus_name=name, interface=interface)
        serial = next(self._serials)
        self._socket.settimeout(_PATIENCE)
        self._socket.sendall(new_method_call(address, method, signature or None, arguments).serialise(serial=serial))
        while True:
            message = self._receive()
            kind, fields = message.header.message_type, message.header.fields
            if kind is MessageType.signal:
                self._signals.append(_signal(message))
            elif fields.get(HeaderFields.reply_serial) != serial or fields.get(HeaderFields.sender) not in (name, BUS):
                continue
            elif kind is MessageType.method_return:
                return tuple(message.body)
            else:
                raise ConnectionRefusedError(method)

    def signals(self) -> Iterator[BusSignal]:
        """Wait for signals until the connection ends, which raises."""
        self._socket.settimeout(None)
        while True:
            while self._signals:
                yield self._signals.popleft()
            message = self._receive()
            if message.header.message_type is MessageType.signal:
                self._signals.append(_signal(message))

    def interrupt(self) -> None:
        """On any thread: end the connection, which wakes the thread that waits for it."""
        with suppress(OSError):  # it may have ended already
            self._socket.shutdown(_BOTH_WAYS)

    def close(self) -> None:
        """Release the socket."""
        self._socket.close()

    def _receive(self) -> Message:
        while (message := self._parser.get_next_message()) is None:
            wanted = self._parser.bytes_desired()
            if wanted > _LARGEST:
                raise ConnectionError("too large")
            data, ancillary, _flags, _address = self._socket.recvmsg(min(wanted, _CHUNK), fds_buf_size())
            if not data:
                raise ConnectionError("closed")
            self._parser.add_data(data, FileDescriptor.from_ancdata(ancillary))
        return message


class BusThread(threading.Thread):
    """Talks with one bus until it is stopped or the bus ends; whatever goes wrong with a bus ends this thread alone."""

    def __init__(self, name: str, address: str) -> None:
        super().__init__(name=name, daemon=True)
        self._address = address
        self._guard = threading.Lock()
        self._connection: BusConnection | None = None
        self.is_stopped = False

    def run(self) -> None:
        with suppress(Exception), closing(BusConnection(self._address)) as connection:
            with self._guard:
                self._connection = None if self.is_stopped else connection
            if self._connection is not None:
                connection.say_hello()
                self.talk(connection)

    def talk(self, connection: BusConnection) -> None:
        """What is said and awaited, once the bus knows this program."""
        raise NotImplementedError

    def stop(self) -> None:
        """On any thread: end the connection, and with it all that was asked for."""
        with self._guard:
            self.is_stopped = True
            connection, self._connection = self._connection, None
        if connection is not None:
            connection.interrupt()


def session_bus(environment: Mapping[str, str]) -> str:
    """The address of the session's bus; empty if it is not known. None is started."""
    folder = environment.get("XDG_RUNTIME_DIR")
    return environment.get("DBUS_SESSION_BUS_ADDRESS") or (f"unix:path={folder}/bus" if folder else "")


def _signal(message: Message) -> BusSignal:
    fields = message.header.fields
    where = (HeaderFields.sender, HeaderFields.path, HeaderFields.interface, HeaderFields.member)
    sender, path, interface, member = (str(fields.get(field, "")) for field in where)
    return BusSignal(sender, path, interface, member, tuple(message.body))
