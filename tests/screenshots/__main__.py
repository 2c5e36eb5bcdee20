"""`make screenshots`: every screen, light and dark, at 1280 x 800; the main ones at 1024 x 700 with 200 % text.

Names given as arguments take only the pictures whose name contains one of them.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.errors import VaultMissing
from app.models.base import PersonId
from app.models.person import Person
from app.models.presence import Presence
from app.services.draft_store import all_drafts
from app.ui.design.design import Design
from app.ui.design.tokens import Theme
from app.ui.page_id import PageId
from app.ui.shell.navigation import nav_items
from app.ui.shell.shell import Shell
from app.ui.start.join import JoinView
from app.ui.start.page import StartPage
from app.ui.start.recovery_view import RecoverView, RecoveryCodeView
from app.ui.vault_access import ShownMark
from app.ui.window import MainWindow
from app.ui.wording import plural_forms
from tests.screenshots import journal_files, steps
from tests.support.prompts import FakePrompts
from tests.support.vault_access import CODE, FakeVaultAccess
from tests.support.vaults import ALEX, TestVault, vault_for
from tests.support.workspace import make_workspace

OUT = Path("build/screenshots")
NOW = datetime(2026, 11, 23, 19, 30, tzinfo=UTC)
WIDE, SMALL = (1280, 800), (1024, 700)
ROUNDS = 50
MAIN = frozenset("home my-list limits scene unlock share signals aftercare reading-turn rules export".split())  # noqa: SIM905
MAIN |= {
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
}


@dataclass(frozen=True)
class Shot:
    """One screen: who is here, whose turn it is (an index), where to go."""

    name: str
    page: PageId
    here: tuple[int, ...]
    turn: int | None = None
    argument: str | None = None
    then: steps.Step | None = None


SHOTS = (
    Shot("home", PageId.HOME, (0,)),
    Shot("home-together", PageId.HOME, (0, 1)),
    Shot("my-list", PageId.MY_LIST, (0,), argument="authority.evening"),
    Shot("my-list-starter", PageId.MY_LIST, (0,), argument="starter"),
    Shot("share", PageId.SHARE, (0,)),
    Shot("seen", PageId.SEEN, (0,)),
    Shot("opening", PageId.OPENING, (0, 1)),
    Shot("limits", PageId.LIMITS, (0, 1)),
    Shot("limits-alone", PageId.LIMITS, (0,)),
    Shot("signals", PageId.SIGNALS, (0, 1)),
    Shot("aftercare", PageId.AFTERCARE, (0, 1)),
    Shot("aftercare-alone", PageId.AFTERCARE, (0,)),
    Shot("rules", PageId.GROUND_RULES, (0, 1)),
    Shot("scenes", PageId.SCENES, (0, 1)),
    Shot("scene", PageId.SCENES, (0, 1), argument="scene:1"),
    Shot("scene-agreed", PageId.SCENES, (0,), argument="scene:0"),
    Shot("reading-turn", PageId.MY_READING, (0, 1), 0, "scene:1"),
    Shot("check-in", PageId.CHECK_INS, (0,), then=steps.rate_some),
    Shot("check-in-time", PageId.CHECK_INS, (0,), then=steps.another_time),
    Shot("check-in-earlier", PageId.CHECK_INS, (0,), then=steps.earlier_check_in),
    Shot("check-ins-chart", PageId.CHECK_INS, (0,), then=steps.check_ins_chart),
    Shot("check-ins-all", PageId.CHECK_INS, (0,), then=steps.check_ins_all),
    Shot("check-ins-table", PageId.CHECK_INS, (0,), then=steps.check_ins_table),
    Shot("check-ins-asked", PageId.CHECK_INS, (0,), then=steps.check_ins_asked),
    Shot("patterns", PageId.PATTERNS, (0,)),
    Shot("patterns-end", PageId.PATTERNS, (0,), then=steps.patterns_end),
    Shot("patterns-none", PageId.PATTERNS, (1,)),
    Shot("self-check", PageId.PATTERNS, (0,), argument="self_check"),
    Shot("self-check-end", PageId.PATTERNS, (0,), argument="self_check", then=steps.through_self_check),
    Shot("export", PageId.EXPORT, (0, 1), argument="scene:0"),
    Shot("export-items", PageId.EXPORT, (0, 1), argument="scene:0", then=steps.leave_an_item_out),
    Shot("export-alone", PageId.EXPORT, (0,)),
    Shot("therapist", PageId.THERAPIST, (0,), then=steps.bring),
    Shot("reading", PageId.READING, (0,)),
    Shot("resources", PageId.READING, (0,), argument="resources"),
    Shot("settings", PageId.SETTINGS, (0,)),
    Shot("settings-code", PageId.SETTINGS, (0,), then=steps.new_code),
    Shot("my-list-rows", PageId.MY_LIST, (0,), argument="touch.massage", then=steps.as_a_list),
    Shot("limits-open", PageId.LIMITS, (0, 1), then=steps.open_risky_row),
    Shot("talk", PageId.LIMITS, (0, 1), then=steps.talk),
    Shot("reword-offered", PageId.MY_LIST, (1,), then=steps.reword_offered),
    Shot("large-signal", PageId.SIGNALS, (0, 1), then=steps.enlarge),
    Shot("print-signal", PageId.SIGNALS, (0, 1), then=steps.print_a_signal),
    Shot("propose-refused", PageId.SCENES, (0, 1), argument="scene:1", then=steps.propose_a_limit),
    Shot("reading-finish", PageId.MY_READING, (0, 1), 0, "scene:1", steps.to_finish),
    Shot("withdraw", PageId.SCENES, (0, 1), argument="scene:0", then=steps.withdraw_one),
    Shot("export-approved", PageId.EXPORT, (0, 1), argument="scene:0", then=steps.approve),
    Shot("handing-over", PageId.HOME, (0, 1), then=steps.handing_over),
    Shot("idle", PageId.HOME, (0,), then=steps.idle),
    Shot("journal", PageId.JOURNAL, (0,), then=steps.journal_entries),
    Shot("journal-search", PageId.JOURNAL, (0,), then=steps.journal_search),
    Shot("journal-bin", PageId.JOURNAL, (0,), then=steps.journal_bin),
    Shot("journal-days", PageId.JOURNAL, (0,), then=steps.journal_days),
    Shot("reading-text", PageId.READING, (0,), argument="consent_models"),
)


def settle(milliseconds: int = 120) -> None:
    """Let layouts, timers and deletions happen, in a number of rounds that a busy machine cannot make fewer."""
    timer, rounds = QElapsedTimer(), 0
    timer.start()
    while timer.elapsed() < milliseconds or rounds < ROUNDS:
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        rounds += 1


def take(window: QWidget, name: str) -> None:
    """Save one picture."""
    settle()
    path = OUT / f"{name}.png"
    if not (QApplication.activeModalWidget() or window).grab().save(str(path)):
        raise SystemExit(f"could not write {path}")


def variants(name: str) -> Iterator[tuple[str, Theme, int, tuple[int, int]]]:
    """The looks a screen is taken in."""
    for theme in (Theme.LIGHT, Theme.DARK):
        yield f"{name}-{theme}", theme, 100, WIDE
        if name in MAIN or name in journal_files.MAIN:
            yield f"{name}-{theme}-200", theme, 200, SMALL


def wanted(name: str) -> bool:
    """Whether it was asked for."""
    return not sys.argv[1:] or any(part in name for part in sys.argv[1:])


def start_pages(folder: Path) -> None:
    """The pages before anything is unlocked."""
    marks = (ShownMark("a" * 32, "circle", "person_a", "A"), ShownMark("b" * 32, "square", "person_b", "S"))
    for name in (
        "welcome",
        "place",
        "person",
        "recovery-code",
        "recovery-check",
        "set-up-hands-over",
        "unlock",
        "recover",
    ):
        for file, theme, scale, size in variants(name):
            if not wanted(file):
                continue
            design = Design(theme, scale)
            access = FakeVaultAccess(folder / "Vault", marks if name in ("unlock", "recover") else VaultMissing())
            page = StartPage(design, access, FakePrompts())
            window = MainWindow(design)
            window.show_content(page)
            window.resize(*size)
            window.show()
            page.activate()
            _go_to(page, design, name)
            take(window, file)
            window.close()


def _go_to(page: StartPage, design: Design, name: str) -> None:
    if name in ("place", "person"):
        page._on_chosen(2)
    if name == "person":
        page._show_person()
    if name.startswith("recovery"):
        view = RecoveryCodeView(design, "Alex", CODE, solo=False, last=False)
        page.show_view(view)
        if name == "recovery-check":
            view.code.on_written()
    if name == "set-up-hands-over":
        page._show_hand_over()
    if name == "recover":
        page.show_view(RecoverView(design))


def join_page(vault: TestVault) -> None:
    """The second person comes in."""
    for file, theme, scale, size in variants("join"):
        if wanted(file):
            design = Design(theme, scale)
            window = MainWindow(design)
            window.show_content(JoinView(design, FakeVaultAccess(vault.folder, ()), vault.people[1]))
            window.resize(*size)
            window.show()
            take(window, file)
            window.close()


def session_pages(vault: TestVault) -> None:
    """Every page of a session."""
    with vault.unit() as uow:
        scenes = [draft.id for draft in all_drafts(uow) if draft.kind.value == "scene"]
    for shot in SHOTS:
        for file, theme, scale, size in variants(shot.name):
            if wanted(file):
                _take_shot(vault, shot, scenes, file, theme, scale, size)


def _take_shot(
    vault: TestVault, shot: Shot, scenes: Sequence[str], file: str, theme: Theme, scale: int, size: tuple[int, int]
) -> None:
    here = [vault.people[index] for index in shot.here]
    ws = make_workspace(
        vault.folder.parent,
        units=vault.unit,
        people=vault.people,
        here=here,
        clock=vault.clock,
        vault=vault.service,
        theme=theme,
        scale=scale,
    )
    shell = Shell(ws, nav_items())
    window = MainWindow(ws.design)
    window.show_content(shell, dressed=True)
    window.resize(*size)
    window.show()
    settle(30)
    argument = shot.argument
    if argument is not None and argument.startswith("scene:"):
        argument = scenes[int(argument[6:])]
    if shot.turn is not None:
        ws.session.set_presence(Presence(here=tuple(p.id for p in here), turn=_turn(vault.people, shot.turn)))
    shell.pages.go(shot.page, argument)
    if shot.then is not None:
        settle(30)
        shot.then(shell, vault)
    take(window, file)
    window.close()
    window.deleteLater()
    settle(10)


def _turn(people: tuple[Person, ...], index: int) -> PersonId:
    return people[index].id


def main() -> int:
    """Take them all."""
    OUT.mkdir(parents=True, exist_ok=True)
    application = QApplication(["accord"])
    application.setStyle("Fusion")
    application.installTranslator(plural_forms("en", application))
    with tempfile.TemporaryDirectory() as folder:
        start_pages(Path(folder))
        with vault_for(Path(folder) / "vault") as vault:
            vault.clock.now = NOW
            vault.fill_with_sample()
            session_pages(vault)
            join_page(vault)
        with vault_for(Path(folder) / "solo", ALEX) as vault:
            vault.clock.now = NOW
            journal_files.take_all(vault, variants, wanted, take)
            solo = Shot("home-solo", PageId.HOME, (0,))
            for file, theme, scale, size in variants(solo.name):
                if wanted(file):
                    _take_shot(vault, solo, [], file, theme, scale, size)
    print(f"{len(list(OUT.glob('*.png')))} pictures in {OUT}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
