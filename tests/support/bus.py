"""A message bus of the tests' own, programs on it, and sockets that only look like one."""

from __future__ import annotations

import shutil
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from jeepney import DBusAddress, HeaderFields, Message, MessageType, new_error, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

from tests.support.patience import PATIENCE

_CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:{listen}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    {users}
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


class PrivateBus:
    """A real message bus that nobody else uses."""

    def __init__(self, folder: Path, *, for_all: bool = False) -> None:
        daemon = shutil.which("dbus-daemon")
        if daemon is None:
            pytest.skip("dbus-daemon is not installed")
        configuration = folder / "bus.conf"
        listen, users = (f"abstract={folder}", '<allow user="*"/>') if for_all else (f"path={folder / 'bus'}", "")
        configuration.write_text(_CONFIGURATION.format(listen=listen, users=users), encoding="utf-8")
        command = [daemon, f"--config-file={configuration}", "--nofork", "--print-address=1"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().strip()

    def die(self) -> None:
        """End without a word."""
        self.process.kill()
        self.process.wait()


@contextmanager
def private_bus(*, for_all: bool = False) -> Iterator[PrivateBus]:
    """A bus for as long as the block lasts. The path of a socket has to be short, so it is not below `tmp_path`.

    `for_all`: other users, and programs that see a different file system, can be on it, too.
    """
    with TemporaryDirectory() as folder:
        bus = PrivateBus(Path(folder), for_all=for_all)
        try:
            yield bus
        finally:
            bus.die()
            assert bus.process.stdout is not None
            bus.process.stdout.close()


class BusProgram:
    """A program on a bus: owns names, announces, and answers calls by `answers` (method name to a reply)."""

    def __init__(self, address: str, *names: str) -> None:
        self._connection = open_dbus_connection(address, enable_fds=True)
        self.answers: dict[str, tuple[str, Callable[[], tuple[object, ...]]]] = {}
        self.called: list[str] = []
        for name in names:
            self.own(name)
        self._thread: threading.Thread | None = None

    def own(self, name: str) -> None:
        """Own a well-known name."""
        reply = self._connection.send_and_get_reply(message_bus.RequestName(name), timeout=PATIENCE)
        assert reply.body == (1,)

    def disown(self, name: str) -> None:
        """Own it no longer."""
        self._connection.send_and_get_reply(message_bus.ReleaseName(name), timeout=PATIENCE)

    def answer(self) -> None:
        """Answer calls from now on, on a thread."""
        self._thread = threading.Thread(target=self._answer, daemon=True)
        self._thread.start()

    def announce(
        self, path: str, interface: str, member: str, signature: str = "", *body: object, to: str | None = None
    ) -> None:
        """Emit a signal, to all or to one."""
        signal = new_signal(DBusAddress(path, interface=interface), member, signature or None, body)
        if to is not None:
            signal.header.fields[HeaderFields.destination] = to
        self._connection.send(signal)
        if self._thread is None:
            # Once this is answered, the bus has handed on what came before.
            self._connection.send_and_get_reply(message_bus.GetId(), timeout=PATIENCE)

    def close(self) -> None:
        """Leave the bus."""
        with suppress(OSError):
            self._connection.sock.shutdown(socket.SHUT_RDWR)
        if self._thread is not None:
            self._thread.join()
        self._connection.close()

    def _answer(self) -> None:
        with suppress(OSError):
            while True:
                message = self._connection.receive()
                if message.header.message_type is MessageType.method_call:
                    self._connection.send(self._reply(message))

    def _reply(self, call: Message) -> Message:
        method = call.header.fields[HeaderFields.member]
        self.called.append(method)
        if method not in self.answers:
            return new_error(call, "org.freedesktop.DBus.Error.AccessDenied")
        signature, answer = self.answers[method]
        return new_method_return(call, signature, answer())


@contextmanager
def program_on(address: str, *names: str) -> Iterator[BusProgram]:
    """A program for as long as the block lasts."""
    program = BusProgram(address, *names)
    try:
        yield program
    finally:
        program.close()


@contextmanager
def bad_bus(treat: Callable[[socket.socket], object]) -> Iterator[str]:
    """The address of a socket that is no bus: `treat` gets each connection, on a thread."""
    with TemporaryDirectory() as folder, _served(Path(folder) / "bus", treat):
        yield f"unix:path={folder}/bus"


@contextmanager
def _served(path: Path, treat: Callable[[socket.socket], object]) -> Iterator[None]:
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(path))
    server.listen()
    taken: list[socket.socket] = []
    threads: list[threading.Thread] = []

    def serve() -> None:
        with suppress(OSError):
            while True:
                connection, _ = server.accept()
                taken.append(connection)
                threads.append(threading.Thread(target=one, args=(connection,), daemon=True))
                threads[-1].start()

    def one(connection: socket.socket) -> None:
        with suppress(OSError):
            treat(connection)

    accepting = threading.Thread(target=serve, daemon=True)
    accepting.start()
    try:
        yield
    finally:
        server.shutdown(socket.SHUT_RDWR)
        accepting.join()
        server.close()
        for connection in taken:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in threads:
            thread.join()
        for connection in taken:
            connection.close()


def authenticate(connection: socket.socket) -> bytes:
    """Accept whoever comes, as a bus does; gives what came after that."""
    seen = b""
    while b"BEGIN\r\n" not in seen:
        data = connection.recv(4096)
        if not data:
            break
        seen += data
        if data.endswith(b"NEGOTIATE_UNIX_FD\r\n"):
            connection.sendall(b"AGREE_UNIX_FD\r\n")
        elif b"AUTH" in data:
            connection.sendall(b"OK 1234deadbeef\r\n")
    return seen.partition(b"BEGIN\r\n")[2]
