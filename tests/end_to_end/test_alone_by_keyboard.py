"""A vault for one by keys alone: a new one, an entry, a check-in, an answer, a page for the therapist, lock, unlock."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from pypdf import PdfReader
from pytestqt.qtbot import QtBot

from app.ui.kit.field import LineEdit
from app.ui.page_id import PageId
from tests.end_to_end.key_player import CTRL, Key, KeyPlayer, by_keys
from tests.end_to_end.sessions import cheap
from tests.end_to_end.test_first_evening_by_keyboard import FIRST, WORDS, introduce
from tests.support.widgets import name_of

__all__ = ["cheap"]

TITLE, BODY, NOTE = "A walk", "quiet, and the rain", "slept well"


def here(k: KeyPlayer) -> PageId:
    return k.player.shell.pages.here


def is_whole(k: KeyPlayer, page: PageId) -> bool:
    return here(k) is page and not k.player.page.is_filling


def set_up(k: KeyPlayer) -> None:
    k.stage = "set-up"
    k.press("Just me")
    k.press("Continue")
    introduce(k, FIRST)
    k.until(lambda: k.player.controller.shell is not None, "the shell")
    k.until(lambda: here(k) is PageId.HOME, "Home")


def write_an_entry(k: KeyPlayer) -> None:
    k.stage = "journal"
    k.place("journal")
    k.key(Key.Key_N, CTRL)
    k.type(TITLE)
    k.enter()
    k.type(BODY)
    for _out_of_the_text_then_of_the_list in range(2):
        k.key(Key.Key_Escape)
    k.key(Key.Key_Escape)
    assert here(k) is PageId.HOME


def check_in(k: KeyPlayer) -> None:
    k.stage = "check-in"
    k.place("check-ins")
    k.go_to("Mood: 0, low")
    k.key(Key.Key_3)
    k.go_to("Note")
    k.type(NOTE)
    k.key(Key.Key_Return, CTRL)
    k.sees("Saved")


def answer(k: KeyPlayer) -> None:
    """One key answers."""
    k.stage = "my list"
    k.place("my list")
    k.until(lambda: k.find("Want") is not None or "Want" in k.words(), "the first card")
    k.key(Key.Key_1)


def print_for_the_therapist(k: KeyPlayer, to: Path) -> None:
    k.stage = "therapist"
    k.place("for my")
    k.save_page(to)


def test_alone_by_keyboard(qtbot: QtBot, tmp_path: Path) -> None:
    place, folder, pdf = tmp_path / "vault", tmp_path / "own", tmp_path / "sheet.pdf"
    folder.mkdir()
    with by_keys(place, folder) as k:
        set_up(k)
        write_an_entry(k)
        check_in(k)
        answer(k)
        print_for_the_therapist(k, pdf)
        k.stage = "lock"
        k.key(Key.Key_L, CTRL)
        k.sees("Welcome back")
        k.type(WORDS[FIRST])
        k.enter()
        k.until(lambda: k.player.controller.shell is not None, "the shell")
        k.place("journal")
        k.until(lambda: TITLE in [field.text() for field in k.player.shown(LineEdit)], "the entry")
    assert PdfReader(pdf).pages


def test_esc_leads_back_from_every_page(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    stays: list[str] = []
    with by_keys(tmp_path / "vault", folder) as k:
        set_up(k)
        pages = k.player.shell.pages
        offered = [item for item in pages.items.values() if item.is_offered(pages.context)]
        for item in offered:
            if item.page is not PageId.HOME:
                k.place(item.title(pages.context))
                k.until(partial(is_whole, k, item.page), item.words)
                was_on = name_of(k.focus)
                k.key(Key.Key_Escape)
                if here(k) is not PageId.HOME:
                    stays.append(f"{item.words}: {was_on}")
                    k.place("home")
    assert stays == []
