"""What a screen reader says: every screen is gone through over AT-SPI, in a program of its own on a bus of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest

from tests.screenshots.shots import SCREENS, SHOTS
from tests.support.at_spi import CHECKED, FOCUSABLE, FOCUSED, SELECTED, ScreenReader, Spoken, registry, wait_until
from tests.support.environment import own_environment
from tests.support.patience import PATIENCE
from tests.support.sources import ROOT

SPOKEN_AS = frozenset(
    (
        "button", "push button", "check box", "radio button", "page tab", "heading", "label", "text", "entry",
        "password text", "combo box", "list", "list item", "table", "table cell", "tree", "spin box", "cell",
        "image", "graphic", "chart", "scroll pane", "button menu", "alert", "notification", "panel",
    )
)  # fmt: skip
"""Roles in which something that takes the keyboard is announced."""


ITEMS = ("list item", "cell", "table cell")
"""Rows of a list are announced with the list; a table says where it is empty."""
SILENT = ("filler", "frame", "panel", "cell", "table cell")


class Played:
    """The program, and the screen reader that listens to it."""

    def __init__(self, environment: dict[str, str]) -> None:
        command = [sys.executable, "-m", "tests.support.spoken_program"]
        self._program = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._answer() == "ready"
        self.reader = ScreenReader(environment["AT_SPI_BUS_ADDRESS"])
        self.reader.wait_for_program()
        self.do("open", SHOTS[0].name)
        wait_until(lambda: self.do("go_round") and bool(self.reader.heard()))

    def do(self, *command: str) -> Any:
        """Let it do something; what it answers."""
        assert self._program.stdin is not None
        self._program.stdin.write(json.dumps(command) + "\n")
        self._program.stdin.flush()
        return self._answer()

    def _answer(self) -> Any:
        assert self._program.stdout is not None
        line = self._program.stdout.readline()
        assert line, "the program has ended"
        return json.loads(line)

    def close(self) -> None:
        """End both."""
        self.reader.close()
        with suppress(BrokenPipeError):
            self._program.communicate()


@pytest.fixture(scope="module")
def played() -> Iterator[Played]:
    with registry() as environment:
        made = Played(environment)
        yield made
        made.close()


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_is_announced(played: Played, name: str) -> None:
    focused = played.do("open", name)
    spoken = played.reader.all()
    here = [each for each in spoken if FOCUSED in each.states and each.role not in ITEMS]
    # A viewport has what its scroll area has, and is not announced.
    here = [each for each in here if each.name or each.role != "filler"]
    wrong = wrong_names(spoken) + wrong_roles(spoken) + [f"role: {each}" for each in here if each.role not in SPOKEN_AS]
    if [each.name for each in here] != [focused]:
        wrong.append(f"the keyboard is on {focused!r}, and it says {', '.join(map(str, here))}")
    played.reader.heard()
    names = played.do("go_round")
    wrong += wrong_way(played, names, spoken)
    assert not wrong, "\n".join(wrong)


def test_the_program_ends_well_after_it_was_listened_to(tmp_path: Path) -> None:
    with registry() as bus:
        env = own_environment(tmp_path) | bus
        program = subprocess.Popen([sys.executable, "-m", "app"], cwd=ROOT, env=env, stderr=subprocess.PIPE, text=True)
        reader = ScreenReader(bus["AT_SPI_BUS_ADDRESS"])
        try:
            reader.wait_for_program()
            reader.find("Just me", "push button")
        finally:
            program.terminate()
            _, said = program.communicate(timeout=PATIENCE / 1000)
            reader.close()
    assert (program.returncode, said) == (0, "")


def wrong_names(spoken: list[Spoken]) -> list[str]:
    """What takes the keyboard without a name, and names with characters that are not said."""
    stops = [each for each in spoken if FOCUSABLE in each.states and each.around]
    wrong = [f"no name: {each}" for each in stops if not each.name.strip() and each.role not in SILENT]
    return wrong + [f"hidden characters: {each}" for each in spoken if "\u200b" in each.name]


def wrong_roles(spoken: list[Spoken]) -> list[str]:
    """Headings, places and choices that are not announced as such."""
    wrong = []
    if not any(each.role == "heading" and each.name.strip() for each in spoken):
        wrong.append("there is no heading")
    by_path = {each.path: each for each in spoken}
    lists = [each for each in spoken if each.role == "page tab list"]
    for each in lists:
        tabs = [tab for tab in spoken if tab.role == "page tab" and each.path in tab.around]
        if not each.name or not tabs:
            wrong.append(f"empty or without a name: {each}")
        if sum(SELECTED in tab.states for tab in tabs) > 1:
            wrong.append(f"more than one is chosen in {each}")
    for tab in (each for each in spoken if each.role == "page tab"):
        if not any(path in by_path and by_path[path].role == "page tab list" for path in tab.around):
            wrong.append(f"in no list: {tab}")
    groups: dict[str, list[Spoken]] = {}
    for each in spoken:
        if each.role == "radio button":
            groups.setdefault(each.around[-1], []).append(each)
    wrong += [
        f"more than one is chosen: {each[0]}"
        for each in groups.values()
        if sum(CHECKED in one.states for one in each) > 1
    ]
    return wrong


def wrong_way(played: Played, names: list[str], before: list[Spoken]) -> list[str]:
    """Where Tab goes elsewhere than it says; looks at everything again if what was there `before` is not enough."""
    heard = played.reader.heard()
    return said_otherwise(heard, names, before) and said_otherwise(heard, names, played.reader.all())


def said_otherwise(heard: list[str], names: list[str], spoken: list[Spoken]) -> list[str]:
    """Where it says a different name than what Tab goes to."""
    by_path = {each.path: each for each in spoken}
    said = [by_path[path].name for path in heard if path in by_path and by_path[path].role not in ITEMS]
    pairs = zip_longest(names, said[: len(names)])
    return [f"Tab goes to {name!r}, and it says {spoken!r}" for name, spoken in pairs if name != spoken][:2]
