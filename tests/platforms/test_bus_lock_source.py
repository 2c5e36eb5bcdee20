"""Sleep and locked screens as a real bus delivers them; and a bus that is missing, dead, mute or hostile."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jeepney import DBusAddress, HeaderFields, Parser, new_method_return, new_signal

from app.hardening import seccomp
from app.platforms.bus import BUS, BusConnection, BusSignal
from app.platforms.bus_lock_source import LOCK, PREPARE_FOR_SLEEP, SCREEN_SAVERS, BusLockSource, Senders, buses
from app.platforms.interface import LockCause
from tests.support.bus import BusProgram, PrivateBus, authenticate, bad_bus, private_bus, program_on
from tests.support.patience import PATIENCE
from tests.support.processes import run_python

LOGIN = "org.freedesktop.login1"
MANAGER, SESSION = f"{LOGIN}.Manager", f"{LOGIN}.Session"
LOGIN_PATH = "/org/freedesktop/login1"
MINE, OTHERS = f"{LOGIN_PATH}/session/_32", f"{LOGIN_PATH}/session/_37"
NOWHERE = "unix:path=/nowhere/bus"


def until(what: Callable[[], object]) -> None:
    """Wait for something to become true."""
    end = time.monotonic() + PATIENCE / 1000
    while not what():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.005)


def listeners() -> list[threading.Thread]:
    """The threads that listen."""
    return [thread for thread in threading.enumerate() if thread.name == "accord-bus"]


class Listening:
    """A lock source that listens, and what it reported."""

    def __init__(self, *, system: str = NOWHERE, session: str = NOWHERE) -> None:
        self.told: list[LockCause] = []
        self.source = BusLockSource({"DBUS_SYSTEM_BUS_ADDRESS": system, "DBUS_SESSION_BUS_ADDRESS": session})
        self.source.listen(self.told.append)

    def expect(self, *reasons: LockCause) -> None:
        """Wait until it reported this, and nothing else."""
        until(lambda: len(self.told) >= len(reasons))
        assert self.told == list(reasons)


@pytest.fixture(autouse=True)
def ready(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Filled when a source has subscribed to everything on a bus."""
    arrived: list[str] = []
    signals = BusConnection.signals

    def arrive(self: BusConnection) -> Iterator[BusSignal]:
        arrived.append("ready")
        return signals(self)

    monkeypatch.setattr(BusConnection, "signals", arrive)
    return arrived


@contextmanager
def listening(ready: list[str] | None = None, **addresses: str) -> Iterator[Listening]:
    """A source that has subscribed if it can, is stopped at the end, and then really stops."""
    made = Listening(**addresses)
    try:
        if ready is not None:
            until(lambda: ready)
        yield made
    finally:
        made.source.stop()
        until(lambda: not listeners())


@pytest.fixture
def bus() -> Iterator[PrivateBus]:
    with private_bus() as made:
        yield made


class Login(BusProgram):
    """A logind that knows two sessions, of which one is ours, and says when somebody delays a sleep."""

    def __init__(self, address: str) -> None:
        super().__init__(address, LOGIN)
        rows = [("2", os.getuid(), "me", "seat0", MINE), ("7", os.getuid() + 1, "them", "seat0", OTHERS)]
        self._mine, self._theirs = os.pipe()
        self.answers["ListSessions"] = ("a(susso)", lambda: (rows,))
        self.answers["Inhibit"] = ("h", self._give)
        self.answer()

    def _give(self) -> tuple[object, ...]:
        return (self._theirs,)

    def sleeps(self, *, before: bool = True) -> None:
        """Announce a sleep, or its end."""
        self.announce(LOGIN_PATH, MANAGER, "PrepareForSleep", "b", before)

    def is_delayed(self) -> bool:
        """Whether somebody still holds the other end of what they were given."""
        if self._theirs >= 0:
            os.close(self._theirs)
            self._theirs = -1
        os.set_blocking(self._mine, False)
        try:
            return os.read(self._mine, 1) != b""
        except BlockingIOError:
            return True

    def close(self) -> None:
        super().close()
        self.is_delayed()
        os.close(self._mine)


@pytest.fixture
def login(bus: PrivateBus) -> Iterator[Login]:
    made = Login(bus.address)
    yield made
    made.close()


def test_it_tells_before_a_sleep_and_delays_it_until_all_is_locked(
    bus: PrivateBus, login: Login, ready: list[str]
) -> None:
    with listening(ready, system=bus.address) as heard:
        login.sleeps(before=False)
        login.sleeps()
        heard.expect(LockCause.SLEEP)
        assert login.is_delayed()
        heard.source.stop()
        until(lambda: not login.is_delayed())
    assert login.called == ["ListSessions", "Inhibit"]


def test_it_tells_that_this_users_session_is_locked(bus: PrivateBus, login: Login, ready: list[str]) -> None:
    with listening(ready, system=bus.address) as heard:
        login.announce(OTHERS, SESSION, "Lock")
        login.announce(MINE, SESSION, "Unlock")
        login.announce(MINE, SESSION, "Lock")
        login.sleeps()
        heard.expect(LockCause.SCREEN, LockCause.SLEEP)


def test_where_logind_names_no_sessions_the_lock_of_any_counts(bus: PrivateBus, login: Login, ready: list[str]) -> None:
    login.answers.clear()
    with listening(ready, system=bus.address) as heard:
        login.announce(OTHERS, SESSION, "Lock")
        login.sleeps()
        heard.expect(LockCause.SCREEN, LockCause.SLEEP)


@pytest.mark.parametrize("name", [each.name for each in SCREEN_SAVERS])
def test_it_tells_that_a_screen_saver_locked_the_screen(bus: PrivateBus, name: str, ready: list[str]) -> None:
    with program_on(bus.address, name) as saver, listening(ready, session=bus.address) as heard:
        saver.announce("/ScreenSaver", name, "ActiveChanged", "b", False)
        assert heard.told == []
        saver.announce("/ScreenSaver", name, "ActiveChanged", "b", True)
        heard.expect(LockCause.SCREEN)


def test_only_the_owner_of_a_name_is_believed(bus: PrivateBus, login: Login, ready: list[str]) -> None:
    """The bus delivers to us whatever somebody addresses to us, subscribed or not."""
    with program_on(bus.address) as stranger, listening(ready, system=bus.address) as heard:
        for number in range(1, 30):
            stranger.announce(LOGIN_PATH, MANAGER, "PrepareForSleep", "b", True, to=f":1.{number}")
            stranger.announce(MINE, SESSION, "Lock", to=f":1.{number}")
            stranger.announce("/", BUS, "NameOwnerChanged", "sss", LOGIN, "", f":1.{number}", to=f":1.{number}")
        login.announce(MINE, SESSION, "Lock")
        heard.expect(LockCause.SCREEN)


def test_a_name_that_changes_hands(bus: PrivateBus, ready: list[str]) -> None:
    name = SCREEN_SAVERS[0].name
    with ExitStack() as stack:
        first, second = (stack.enter_context(program_on(bus.address)) for _ in range(2))
        heard = stack.enter_context(listening(ready, session=bus.address))
        for owner, before in ((first, second), (second, first)):
            owner.own(name)
            before.announce("/", name, "ActiveChanged", "b", True)
            owner.announce("/", name, "ActiveChanged", "b", True)
            heard.expect(LockCause.SCREEN)
            owner.disown(name)
            owner.announce("/", name, "ActiveChanged", "b", True)
            heard.told.clear()


def test_nothing_is_told_once_it_was_stopped(bus: PrivateBus, ready: list[str]) -> None:
    name = SCREEN_SAVERS[0].name
    with program_on(bus.address, name) as saver, listening(ready, session=bus.address) as heard:
        heard.source.stop()
        saver.announce("/", name, "ActiveChanged", "b", True)
        until(lambda: not listeners())
        assert heard.told == []


def test_it_listens_again_with_every_session(bus: PrivateBus, ready: list[str]) -> None:
    name = SCREEN_SAVERS[0].name
    with program_on(bus.address, name) as saver, listening(ready, session=bus.address) as heard:
        heard.source.stop()
        ready.clear()
        heard.source.listen(heard.told.append)
        until(lambda: ready)
        saver.announce("/", name, "ActiveChanged", "b", True)
        heard.expect(LockCause.SCREEN)


def test_a_bus_that_dies_ends_the_listening_only(bus: PrivateBus, login: Login, ready: list[str]) -> None:
    with listening(ready, system=bus.address) as heard:
        bus.die()
        until(lambda: not listeners())
        assert not login.is_delayed()
        assert heard.told == []


@pytest.mark.parametrize(
    "address",
    [
        *("", "nonsense", "unix:", "unix:path", "unix:abstract=", ";;;", NOWHERE),
        *("tcp:host=localhost,port=1", "nonce-tcp:host=localhost", "unixexec:path=/bin/true", "autolaunch:"),
        *("unix:path=/" + "x" * 200, "unix:path=/dev/null"),
    ],
)
def test_no_bus_is_no_error(address: str) -> None:
    """Nothing is asked of a network (every test watches that), and no program is started."""
    with listening(system=address, session=address) as heard:
        until(lambda: not listeners())
        assert heard.told == []


def hang(_connection: socket.socket) -> None:
    """Accept and never answer."""


def hang_once_known(connection: socket.socket) -> None:
    authenticate(connection)


def close(connection: socket.socket) -> None:
    connection.shutdown(socket.SHUT_RDWR)


def talk_nonsense(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")


def send_garbage(connection: socket.socket) -> None:
    authenticate(connection)
    connection.sendall(bytes(range(256)) * 64)


def send_something_huge(connection: socket.socket) -> None:
    """A header that promises four gigabytes."""
    authenticate(connection)
    connection.sendall(b"l\x04\x01\x01" + b"\xf0\xff\xff\xff" + b"\x01\0\0\0" + b"\x10\0\0\0" + bytes(100_000))


ENDING = (close, talk_nonsense, send_garbage, send_something_huge)


@pytest.mark.parametrize("treat", ENDING)
def test_a_hostile_bus_ends_the_listening_only(
    treat: Callable[[socket.socket], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """At once: not for lack of an answer."""
    monkeypatch.setattr("app.platforms.bus._PATIENCE", 3_600.0)
    with bad_bus(treat) as address, listening(system=address, session=address) as heard:
        until(lambda: not listeners())
        assert heard.told == []


@pytest.mark.parametrize(("signature", "answer"), [("b", True), ("a(ii)", [(1, 2)]), ("s", "x"), ("v", ("ai", []))])
def test_a_bus_that_answers_nonsense_and_claims_a_sleep_is_not_believed(
    signature: str, answer: object, ready: list[str]
) -> None:
    def treat(connection: socket.socket) -> None:
        data = authenticate(connection) or connection.recv(65536)
        parser = Parser()
        while data:
            for call in parser.feed(data):
                claim = new_signal(DBusAddress(LOGIN_PATH, interface=MANAGER), "PrepareForSleep", "b", (True,))
                reply = new_method_return(call, signature, (answer,))
                reply.header.fields[HeaderFields.sender] = call.header.fields[HeaderFields.destination]
                for message in (claim, reply, claim):
                    connection.sendall(message.serialise(serial=7))
            data = connection.recv(65536)

    with bad_bus(treat) as address, listening(system=address, session=address) as heard:
        until(lambda: len(ready) + 2 - len(listeners()) >= 2)
        time.sleep(0.05)
        assert heard.told == []


@pytest.mark.parametrize(("treat", "patience"), [(hang, 1.0), (hang_once_known, 3_600.0)])
def test_a_bus_that_hangs_holds_nobody_up(
    treat: Callable[[socket.socket], object], patience: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither who starts to listen nor who stops waits for it."""
    monkeypatch.setattr("app.platforms.bus._PATIENCE", patience)
    began = threading.Event()

    def wait(connection: socket.socket) -> None:
        treat(connection)
        began.set()

    with bad_bus(wait) as address, listening(system=address) as heard:
        assert began.wait(PATIENCE / 1000)
        assert listeners()
        heard.source.stop()
        until(lambda: not listeners())


HARDENED = """
import os, threading
from app.hardening.process import harden
report = harden(os.environ)
from app.platforms.bus_lock_source import BusLockSource
told = threading.Event()
source = BusLockSource()
source.listen(lambda reason: (print(reason.name), told.set()))
told.wait({patience})
source.stop()
print(report.network.name, report.refusals())
"""


@pytest.mark.skipif(not seccomp.is_possible(), reason="this system has no filter")
def test_it_hears_under_the_filter_and_never_asks_for_a_network(bus: PrivateBus, login: Login, tmp_path: Path) -> None:
    def sleep_soon() -> None:
        until(lambda: "Inhibit" in login.called)
        login.sleeps()

    sleeping = threading.Thread(target=sleep_soon)
    sleeping.start()
    extra = {
        "DBUS_SYSTEM_BUS_ADDRESS": bus.address,
        "DBUS_SESSION_BUS_ADDRESS": "tcp:host=localhost,port=9",
        "QT_QPA_PLATFORM": "offscreen",
    }
    done = run_python("-c", HARDENED.format(patience=PATIENCE / 1000), home=tmp_path, extra=extra)
    sleeping.join()
    assert done.stdout.split() == ["SLEEP", "ENFORCED", "0"], done.stderr


def test_buses_are_found_by_their_addresses() -> None:
    system = "unix:path=/var/run/dbus/system_bus_socket"
    assert [bus.address for bus in buses({})] == [system]
    assert [bus.address for bus in buses({"XDG_RUNTIME_DIR": "/run/user/7"})] == [system, "unix:path=/run/user/7/bus"]
    named = {"DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/a", "DBUS_SESSION_BUS_ADDRESS": "unix:path=/b"}
    assert [bus.address for bus in buses(named | {"XDG_RUNTIME_DIR": "/c"})] == ["unix:path=/a", "unix:path=/b"]


VALUES = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5), st.lists(st.integers(), max_size=2))
BODIES = st.lists(VALUES, max_size=4).map(tuple)
AWAITED = (PREPARE_FOR_SLEEP, LOCK, *SCREEN_SAVERS)


@given(
    signal=st.builds(
        BusSignal,
        sender=st.sampled_from(["", ":1.1", ":1.2", BUS, LOGIN]),
        path=st.sampled_from(["", MINE, OTHERS]),
        interface=st.sampled_from([BUS, *(each.interface for each in AWAITED)]),
        member=st.sampled_from(["NameOwnerChanged", *(each.member for each in AWAITED)]),
        body=BODIES,
    )
)
def test_whatever_is_announced_only_the_owner_locks(signal: BusSignal) -> None:
    senders = Senders(AWAITED)
    senders.sessions = frozenset({MINE})
    senders.note_owner(signal)
    before = dict(senders.owners)
    assert before == dict.fromkeys(before, ""), "no body here names an owner"
    assert senders.reason(signal) is None, "nobody owns anything"
    senders.owners = dict.fromkeys(senders.owners, ":1.1")
    if senders.reason(signal) is not None:
        assert signal.sender == ":1.1"
        assert signal.path == MINE or signal.body[0] is True or signal.body[0] == 1
