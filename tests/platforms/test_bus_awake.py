"""The screen stays awake while a scene runs, through a real bus; where nothing offers it, that is said."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial

import pytest

from app.platforms.bus_awake import SAVERS, BusAwake
from tests.platforms.test_bus_lock_source import NOWHERE, until
from tests.support.bus import PrivateBus, private_bus, program_on

SAVER = SAVERS[0][0]


@pytest.fixture
def bus() -> Iterator[PrivateBus]:
    with private_bus() as made:
        yield made


def holders() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "accord-awake"]


def test_the_screen_saver_is_asked_to_wait_until_the_scene_is_over(bus: PrivateBus) -> None:
    told: list[bool] = []
    with program_on(bus.address, SAVER) as saver:
        saver.answers["Inhibit"] = ("u", lambda: (7,))
        saver.answer()
        awake = BusAwake({"DBUS_SESSION_BUS_ADDRESS": bus.address})
        awake.hold(told.append)
        until(lambda: told)
        assert (told, saver.called, len(holders())) == ([True], ["Inhibit"], 1)
        awake.release()
        until(lambda: not holders())
        assert told == [True]


def test_a_screen_saver_that_refuses_is_told(bus: PrivateBus) -> None:
    told: list[bool] = []
    with program_on(bus.address, SAVER) as saver:
        saver.answer()
        awake = BusAwake({"DBUS_SESSION_BUS_ADDRESS": bus.address})
        awake.hold(told.append)
        until(lambda: told)
        awake.release()
    until(lambda: not holders())
    assert told == [False]


def test_a_bus_without_one_and_no_bus_at_all_are_told(bus: PrivateBus) -> None:
    for environment in ({"DBUS_SESSION_BUS_ADDRESS": bus.address}, {"DBUS_SESSION_BUS_ADDRESS": NOWHERE}, {}):
        told: list[bool] = []
        awake = BusAwake(environment)
        awake.hold(told.append)
        until(partial(len, told))
        awake.release()
        until(lambda: not holders())
        assert told == [False]
