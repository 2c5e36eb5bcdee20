"""`make screenshots`: every screen, light and dark, at 1280 x 800; the main ones at 1024 x 700 with 200 % text.

Names given as arguments take only the pictures whose name contains one of them. `--size`, `--theme` and `--text` choose
the looks, each of them several times if wanted; `--every` takes all that a screen must look right in.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QPoint
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.design.tokens import Theme
from app.ui.wording import plural_forms
from tests.screenshots import journal_files, list_import, manual
from tests.screenshots.shots import (
    LEFT,
    SHOTS,
    SOLO,
    START,
    Shot,
    gallery_window,
    join_window,
    shot_window,
    start_window,
)
from tests.screenshots.steps import the_evening
from tests.support.vaults import ALEX, TestVault, vault_for
from tests.support.workspace import settings_file

OUT = Path("build/screenshots")
NOW = datetime(2026, 11, 23, 19, 30, tzinfo=UTC)
WIDE, SMALL = (1280, 800), (1024, 700)
GALLERY_HEIGHT = 3000
SIZES = (SMALL, WIDE, (1366, 768), (1920, 1080), (2560, 1440))
THEMES = (Theme.LIGHT, Theme.DARK)
SCALES = (100, 150, 200)
ROUNDS = 50
MAIN = frozenset("home my-list limits scene unlock share signals aftercare reading-turn rules export".split())  # noqa: SIM905
MAIN |= {
    "gallery",
    "journal",
    "check-in",
    "check-ins-chart",
    "check-in-time",
    "patterns",
    "self-check",
    "therapist",
    "handing-over",
    "home-together",
    "person",
    "recovery-code",
    "recovery-check",
    "settings",
    "settings-code",
    "live",
    "live-yellow",
    "stopped",
    "ready",
    "afterwards",
    "debrief-opened",
    "history",
    "versions",
    "went-wrong",
}


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make screenshots ARGS=")
    parser.add_argument("names", nargs="*", help="only the pictures whose name contains one of these")
    parser.add_argument("--every", action="store_true", help="in every size of window and of text")
    parser.add_argument("--size", action="append", choices=[*map(_written, SIZES)], help="size of the window")
    parser.add_argument("--theme", action="append", type=Theme, choices=THEMES)
    parser.add_argument("--text", action="append", type=int, choices=SCALES, help="size of the text, in per cent")
    parser.add_argument("--to", type=Path, default=OUT, help="the folder to save them in")
    parser.add_argument("--manual", action="store_true", help="only those that are shown in the program, into assets")
    return parser.parse_args()


def _written(size: tuple[int, int]) -> str:
    return f"{size[0]}x{size[1]}"


_NOTHING = argparse.Namespace(names=[], every=False, size=[], theme=[], text=[], to=OUT, manual=False)
ASKED = _asked() if __name__ == "__main__" else _NOTHING


def settle(milliseconds: int = 120) -> None:
    """Let layouts, timers and deletions happen, in a number of rounds that a busy machine cannot make fewer."""
    timer, rounds = QElapsedTimer(), 0
    timer.start()
    while timer.elapsed() < milliseconds or rounds < ROUNDS:
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        rounds += 1


def come_to_rest() -> None:
    """Settle with the keyboard in the window that is on top, so that the ring around what has it is seen."""
    top = QApplication.activeModalWidget() or next(
        iter(filter(QWidget.isVisible, QApplication.topLevelWidgets())), None
    )
    if top is not None and not top.isActiveWindow():
        top.activateWindow()
    settle()


def take(window: QWidget, name: str) -> None:
    """Save one picture."""
    window = QApplication.activeModalWidget() or window
    come_to_rest()
    path = ASKED.to / f"{name}.png"
    if not window.grab().save(str(path)):
        raise SystemExit(f"could not write {path}")


def variants(name: str) -> Iterator[tuple[str, Theme, int, tuple[int, int]]]:
    """The looks a screen is taken in."""
    if ASKED.every or ASKED.size or ASKED.theme or ASKED.text:
        for theme, size, scale in product(ASKED.theme or THEMES, SIZES, ASKED.text or SCALES):
            if not ASKED.size or _written(size) in ASKED.size:
                yield f"{name}-{theme}-{_written(size)}-{scale}", theme, scale, size
        return
    for theme in THEMES:
        yield f"{name}-{theme}", theme, 100, WIDE
        if name in MAIN or name in journal_files.MAIN or name in list_import.NAMES:
            yield f"{name}-{theme}-200", theme, 200, SMALL


def wanted(name: str) -> bool:
    """Whether it was asked for."""
    return not ASKED.names or any(part in name for part in ASKED.names)


def start_pages(folder: Path) -> None:
    """The pages before anything is unlocked."""
    for name in START:
        for file, theme, scale, size in variants(name):
            if wanted(file):
                _take_and_close(start_window(name, folder, theme, scale, size), file)


def gallery_page() -> None:
    """Every component, on a screen high enough for all of them."""
    for file, theme, scale, (width, _height) in variants("gallery"):
        if wanted(file):
            _take_and_close(gallery_window(theme, scale, (width, GALLERY_HEIGHT * scale // 100)), file)


def join_page(vault: TestVault) -> None:
    """The second person comes in."""
    for file, theme, scale, size in variants("join"):
        if wanted(file):
            _take_and_close(join_window(vault, theme, scale, size), file)


def session_pages(vault: TestVault, shots: Sequence[Shot] = SHOTS) -> None:
    """Every page of a session; each begins with the sample alone, without what was done for an earlier picture."""
    for shot in shots:
        for file, theme, scale, size in variants(shot.name):
            if wanted(file):
                start_over(vault)
                _take_and_close(shot_window(vault, shot, theme, scale, size, come_to_rest), file)


def start_over(vault: TestVault) -> None:
    """Only what the sample people did, in a vault for two, and no settings."""
    if len(vault.newcomers) > 1:
        vault.refill_with_sample(then=the_evening)
    settings_file(vault.folder.parent).unlink(missing_ok=True)


def _take_and_close(window: QWidget, file: str) -> None:
    take(window, file)
    window.close()
    window.deleteLater()
    settle(10)


def manual_pages(folder: Path) -> int:
    """Those that the manual shows."""
    with vault_for(folder / "vault") as vault:
        vault.clock.now = NOW
        vault.fill_with_sample(then=the_evening)
        for path in manual.take_all(vault, settle):
            print(f"{path.stat().st_size:6} {path.name}")
    return 0


def main() -> int:
    """Take them all."""
    ASKED.to.mkdir(parents=True, exist_ok=True)
    application = QApplication(["accord"])
    application.setStyle("Fusion")
    application.installTranslator(plural_forms("en", application))
    QCursor.setPos(QPoint(0, 0))  # over nothing that shows it
    with tempfile.TemporaryDirectory() as folder:
        if ASKED.manual:
            return manual_pages(Path(folder))
        start_pages(Path(folder))
        gallery_page()
        with vault_for(Path(folder) / "vault") as vault:
            vault.clock.now = NOW
            session_pages(vault)
            join_page(vault)
        with vault_for(Path(folder) / "solo", ALEX) as vault:
            vault.clock.now = NOW
            session_pages(vault, (SOLO, LEFT))
            journal_files.take_all(vault, variants, wanted, take)
            list_import.take_all(vault, variants, wanted, take)
    print(f"{len(list(ASKED.to.glob('*.png')))} pictures in {ASKED.to}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
