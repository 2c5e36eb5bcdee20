"""What a screen reader is told: a bus of its own with the registry of AT-SPI, and the tree of a program on it."""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest
from jeepney import DBusAddress, HeaderFields, MatchRule, Message, MessageType, new_method_call
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

from tests.support.bus import private_bus
from tests.support.patience import PATIENCE

T = TypeVar("T")
REGISTRY, ROOT = "org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root"
ACCESSIBLE, COMPONENT = "org.a11y.atspi.Accessible", "org.a11y.atspi.Component"
ACTION, EDITABLE = "org.a11y.atspi.Action", "org.a11y.atspi.EditableText"
PROPERTIES, EVENTS = "org.freedesktop.DBus.Properties", "org.a11y.atspi.Event.Object"
SERVICE = Path("/usr/share/dbus-1/accessibility-services/org.a11y.atspi.Registry.service")
CHECKED, FOCUSABLE, FOCUSED, SELECTED, SHOWING = 4, 11, 12, 23, 25
"""States, as numbers of bits."""
_AT_ONCE = 100
"""Questions that are on their way together."""
_SECONDS = PATIENCE / 1000


class Gone(Exception):
    """Something went away while it was looked at."""


@dataclass(frozen=True)
class Spoken:
    """One thing that is announced; `around`: paths of what it is in, from the program inwards."""

    path: str
    name: str
    role: str
    states: frozenset[int]
    around: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.role} {self.name[:60]!r}"


class ScreenReader:
    """Looks at one program, and hears where its keyboard goes."""

    def __init__(self, address: str) -> None:
        self._connection = open_dbus_connection(address)
        self._heard: list[str] = []
        self._program = ""
        self._ask([message_bus.AddMatch(MatchRule(type="signal", interface=EVENTS, member="StateChanged"))])

    def wait_for_program(self) -> None:
        """Wait until it is known to the registry."""

        def known() -> bool:
            ((programs,),) = self._ask([_call(REGISTRY, ROOT, ACCESSIBLE, "GetChildren")])
            self._program = programs[0][0] if programs else ""
            return bool(programs)

        wait_until(known)
        listen = "object:state-changed:focused"
        self._ask([_call(REGISTRY, "/org/a11y/atspi/registry", REGISTRY, "RegisterEvent", "s", listen)])

    def all(self) -> list[Spoken]:
        """Everything that is shown, from outside inwards; asked again if something goes away meanwhile."""
        found: list[Spoken] = []

        def looked() -> bool:
            try:
                found[:] = self._look()
            except Gone:
                return False
            return True

        wait_until(looked)
        return found

    def find(self, name: str, role: str) -> Spoken:
        """The thing of this name and role that is shown last; waits until it is shown."""
        found: list[Spoken] = []

        def looked() -> bool:
            found[:] = [each for each in self.all() if (each.name, each.role) == (name, role)]
            return bool(found)

        wait_until(looked)
        return found[-1]

    def box(self, path: str) -> tuple[int, int, int, int]:
        """Where it is on the screen: left, top, width, height."""
        ((box,),) = self._ask([_call(self._program, path, COMPONENT, "GetExtents", "u", 0)])
        left, top, width, height = box
        return left, top, width, height

    def heard(self) -> list[str]:
        """The paths that the keyboard went to since this was asked last."""
        self._ask([_call(self._program, ROOT, ACCESSIBLE, "GetRole")])  # once it is answered, all before has come
        heard, self._heard = self._heard, []
        return heard

    def press(self, name: str, role: str = "push button") -> None:
        """Do what a thing is there for, once it is shown."""
        self._ask([_call(self._program, self.find(name, role).path, ACTION, "DoAction", "i", 0)])

    def write(self, name: str, text: str) -> None:
        """Write into a field, once it is shown, in place of what is in it."""
        self._ask([_call(self._program, self.find(name, "text").path, EDITABLE, "SetTextContents", "s", text)])

    def close(self) -> None:
        """Leave the bus."""
        self._connection.close()

    def _look(self) -> Iterator[Spoken]:
        level: list[tuple[str, tuple[str, ...]]] = [(ROOT, ())]
        while level:
            calls = [call for path, _around in level for call in _questions(self._program, path)]
            answers = iter(self._ask(calls))
            inside: list[tuple[str, tuple[str, ...]]] = []
            for path, around in level:
                name, role, states, children = (next(answers)[0] for _ in range(4))
                bits = frozenset(bit for bit in range(64) if states[bit // 32] >> bit % 32 & 1)
                if SHOWING not in bits and around:
                    continue
                yield Spoken(path, name[1], role, bits, around)
                inside += [(child, (*around, path)) for _program, child in children]
            level = inside

    def _ask(self, calls: Sequence[Message]) -> list[Any]:
        answers: dict[int, Any] = {}
        order: list[int] = []
        for start in range(0, len(calls), _AT_ONCE):
            piece = calls[start : start + _AT_ONCE]
            serials = [next(self._connection.outgoing_serial) for _ in piece]
            order += serials
            for serial, call in zip(serials, piece, strict=True):
                self._connection.send(call, serial=serial)
            while not all(serial in answers for serial in serials):
                self._take(self._connection.receive(timeout=_SECONDS), answers)
        return [answers[serial] for serial in order]

    def _take(self, message: Message, answers: dict[int, Any]) -> None:
        kind, fields = message.header.message_type, message.header.fields
        if kind is MessageType.signal:
            if fields.get(HeaderFields.member) == "StateChanged" and message.body[:2] == ("focused", 1):
                self._heard.append(fields[HeaderFields.path])
        elif kind is MessageType.error:
            raise Gone(str(message.body))
        else:
            answers[fields[HeaderFields.reply_serial]] = message.body


def _questions(program: str, path: str) -> tuple[Message, ...]:
    return (
        _call(program, path, PROPERTIES, "Get", "ss", ACCESSIBLE, "Name"),
        _call(program, path, ACCESSIBLE, "GetRoleName"),
        _call(program, path, ACCESSIBLE, "GetState"),
        _call(program, path, ACCESSIBLE, "GetChildren"),
    )


def _call(to: str, path: str, interface: str, member: str, signature: str | None = None, *body: object) -> Message:
    return new_method_call(DBusAddress(path, bus_name=to, interface=interface), member, signature, body)


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait for what takes a moment."""
    end = time.monotonic() + _SECONDS
    while not condition():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)


@contextmanager
def registry(*, for_all: bool = False) -> Iterator[dict[str, str]]:
    """A bus with the registry that screen readers ask; gives what a program needs in its environment to be on it.

    `for_all`: as `private_bus` has it.
    """
    if not SERVICE.exists():
        pytest.skip("at-spi2-core is not installed")
    daemon = re.findall(r"^Exec=(\S+)", SERVICE.read_text(encoding="utf-8"), re.MULTILINE)
    with private_bus(for_all=for_all) as bus:
        there = {"AT_SPI_BUS_ADDRESS": bus.address, "DBUS_SESSION_BUS_ADDRESS": bus.address}
        process = subprocess.Popen(
            daemon, env=os.environ | there, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        try:
            wait_until(lambda: _is_there(bus.address))
            yield there | {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
        finally:
            process.kill()
            process.wait()


def _is_there(address: str) -> bool:
    with open_dbus_connection(address) as connection:
        reply = connection.send_and_get_reply(message_bus.NameHasOwner(REGISTRY), timeout=_SECONDS)
    return bool(reply.body[0])
