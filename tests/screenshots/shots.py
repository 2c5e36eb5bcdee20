"""Every screen by name: the pages of a session with what is open in them, and those before anything is unlocked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.errors import VaultMissing
from app.models.backup import BackupScope
from app.models.base import PersonId
from app.models.conversation import debrief_of
from app.models.live import LiveMark
from app.models.presence import Presence
from app.models.scene_day import Evening
from app.services.backups import BackupLook, PartnerPart, RestoreReport
from app.services.draft_store import all_drafts
from app.services.long_work import LongWork
from app.storage.keyring_file import KeyringMark
from app.ui.design.design import Design
from app.ui.design.tokens import Theme
from app.ui.gallery import Gallery
from app.ui.page_id import PageId
from app.ui.shell.navigation import nav_items
from app.ui.shell.shell import Shell
from app.ui.start.join import JoinView
from app.ui.start.moving_view import MovingView
from app.ui.start.page import StartPage
from app.ui.start.recovery_view import RecoverView, RecoveryCodeView
from app.ui.start.restore_pages import RestoredView, RestoreView
from app.ui.vault_access import ShownMark
from app.ui.window import MainWindow
from tests.attacks.agreed_scene import held
from tests.screenshots import steps
from tests.support import leaks
from tests.support.prompts import FakePrompts
from tests.support.scene_days import agreed_scene
from tests.support.vault_access import CODE, FakeVaultAccess
from tests.support.vaults import TestVault
from tests.support.workspace import workspace_over


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
    Shot("home-told", PageId.HOME, (0,), then=steps.partner_began_again),
    Shot("home", PageId.HOME, (0,)),
    Shot("home-together", PageId.HOME, (0, 1)),
    Shot("my-list", PageId.MY_LIST, (0,), argument="authority.evening"),
    Shot("my-list-starter", PageId.MY_LIST, (0,), argument="starter"),
    Shot("my-list-to-read", PageId.MY_LIST, (0,), then=steps.reading_list),
    Shot("my-list-legend", PageId.MY_LIST, (0,), argument="ritual.greeting", then=steps.explain_answers),
    Shot("share", PageId.SHARE, (0,)),
    Shot("seen", PageId.SEEN, (0,)),
    Shot("ready", PageId.READY, (0,), argument="agreed"),
    Shot("ready-said", PageId.READY, (0, 1), 1, "agreed", steps.not_tonight),
    Shot("tonight-alone", PageId.LIVE, (0,), argument="agreed"),
    Shot("tonight-checks", PageId.LIVE, (0, 1), argument="agreed"),
    Shot("tonight-ready", PageId.LIVE, (0, 1), argument="agreed", then=steps.tonight(Evening.READY)),
    Shot("tonight-otherwise", PageId.LIVE, (0, 1), argument="agreed", then=steps.tonight(Evening.NOT_AS_PLANNED)),
    Shot("tonight-off", PageId.LIVE, (0, 1), argument="agreed", then=steps.tonight(Evening.OFF)),
    Shot("live", PageId.LIVE, (0, 1), argument="agreed", then=steps.live(24)),
    Shot("live-check-in", PageId.LIVE, (0, 1), argument="agreed", then=steps.live(31)),
    Shot("live-last", PageId.LIVE, (0, 1), argument="agreed", then=steps.live(116, LiveMark.CHECKED_IN)),
    Shot("live-yellow", PageId.LIVE, (0, 1), argument="agreed", then=steps.live(26, LiveMark.YELLOW)),
    Shot("live-smaller", PageId.LIVE, (0, 1), argument="agreed", then=steps.live_smaller),
    Shot("stopped", PageId.LIVE, (0, 1), argument="agreed", then=steps.live(24, LiveMark.RED)),
    Shot("opening", PageId.OPENING, (0, 1)),
    Shot("conversation", PageId.CONVERSATION, (0,)),
    Shot("conversation-end", PageId.CONVERSATION, (0,), then=steps.to_end_of_conversation),
    Shot("conversation-together", PageId.CONVERSATION, (0, 1)),
    Shot("conversation-opened", PageId.CONVERSATION, (0, 1), then=steps.open_conversation),
    Shot("debrief", PageId.CONVERSATION, (0,), argument="debrief", then=steps.second_question),
    Shot("debrief-opened", PageId.CONVERSATION, (0, 1), then=steps.debrief_opened),
    Shot("how-was-talking", PageId.CONVERSATION, (0,), argument="talking:1"),
    Shot("limits", PageId.LIMITS, (0, 1)),
    Shot("limits-alone", PageId.LIMITS, (0,)),
    Shot("signals", PageId.SIGNALS, (0, 1)),
    Shot("aftercare", PageId.AFTERCARE, (0, 1)),
    Shot("aftercare-alone", PageId.AFTERCARE, (0,)),
    Shot("afterwards", PageId.AFTERWARDS, (0, 1), then=steps.afterwards),
    Shot("afterwards-alone", PageId.AFTERWARDS, (0,), then=steps.afterwards_the_next_day),
    Shot("afterwards-held", PageId.AFTERWARDS, (0,), then=steps.care_after_the_evening),
    Shot("went-wrong", PageId.WENT_WRONG, (0,), then=steps.note_what_went_wrong),
    Shot("went-wrong-told", PageId.WENT_WRONG, (0,), then=steps.tell_what_went_wrong),
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
    Shot("prepared", PageId.PREPARED, (0,)),
    Shot("history", PageId.HISTORY, (0, 1)),
    Shot("reading", PageId.READING, (0,)),
    Shot("reading-mine", PageId.READING, (0,), then=steps.mark_to_read),
    Shot("resources", PageId.READING, (0,), argument="resources", then=steps.in_scotland),
    Shot("home-drive", PageId.HOME, (0,), then=steps.a_drive),
    Shot("settings", PageId.SETTINGS, (0,)),
    Shot("settings-backups", PageId.SETTINGS, (0,), then=steps.backups),
    Shot("settings-code", PageId.SETTINGS, (0,), then=steps.new_code),
    Shot("settings-keys", PageId.SETTINGS, (0,), then=steps.to_new_keys),
    Shot("settings-keys-moving", PageId.SETTINGS, (0,), then=steps.files_moving),
    Shot("settings-leaving", PageId.SETTINGS, (0,), then=steps.to_leaving),
    Shot("settings-deleting", PageId.SETTINGS, (0, 1), then=steps.to_leaving),
    Shot("my-list-rows", PageId.MY_LIST, (0,), argument="touch.massage", then=steps.as_a_list),
    Shot("my-list-packs", PageId.MY_LIST, (0,), argument="touch.massage", then=steps.choose_packs),
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
    Shot("versions", PageId.SCENES, (0, 1), then=steps.compare_versions),
    Shot("reading-text", PageId.READING, (0,), argument="in_time"),
    Shot("manual", PageId.READING, (0,), argument="first_evening"),
)

SOLO = Shot("home-solo", PageId.HOME, (0,))
LEFT = Shot("home-left", PageId.HOME, (0,), then=steps.partner_left)
"""In a vault for one, which `LEFT` has become by the partner leaving."""
START = (
    "welcome",
    "place",
    "person",
    "recovery-code",
    "recovery-check",
    "set-up-hands-over",
    "unlock",
    "recover",
    "restore",
    "restored",
    "upgrade",
    "new-key",
)
"""Before anything is unlocked."""


MARKS = (
    KeyringMark(PersonId("a" * 32), "circle", "person_a", "A"),
    KeyringMark(PersonId("b" * 32), "square", "person_b", ""),
)
LOOK = BackupLook(
    datetime(2026, 11, 28, 21, 4, tzinfo=UTC),
    2_400_000,
    MARKS,
    (MARKS[0].person_id, MARKS[1].person_id),
    BackupScope.WHOLE,
)
REPORT = RestoreReport(
    made=LOOK.made,
    is_signed=True,
    entries=214,
    check_ins=31,
    answers=96,
    partner=PartnerPart(exists=True, is_there=True, is_current=True),
    has_later=True,
    has_shared=True,
    in_use=False,
)


def shot_window(
    vault: TestVault,
    shot: Shot,
    theme: Theme = Theme.LIGHT,
    scale: int = 100,
    size: tuple[int, int] = (1280, 800),
    settle: Callable[[], object] = leaks.settle,
) -> MainWindow:
    """A window that shows this screen; `settle` lets a page come to rest."""
    here = [vault.people[index] for index in shot.here]
    ws = workspace_over(vault, here, theme=theme, scale=scale)
    window = MainWindow(ws.design)
    shell = Shell(ws, nav_items())
    window.show_content(shell, dressed=True)
    _show(window, size)
    settle()
    argument = shot.argument
    if argument == "agreed":
        argument = agreed_scene(vault)
    if argument is not None and argument.startswith("scene:"):
        with vault.unit() as uow:
            scenes = [draft.id for draft in all_drafts(uow) if draft.kind.value == "scene"]
        argument = scenes[int(argument[6:])]
    if argument == "debrief":
        argument = debrief_of(held(vault).agreement.id)
    if shot.turn is not None:
        turn = vault.people[shot.turn].id
        ws.session.set_presence(Presence(here=tuple(person.id for person in here), turn=turn))
    shell.pages.go(shot.page, argument)
    if shot.then is not None:
        settle()
        shot.then(shell, vault)
    return window


def start_window(
    name: str, folder: Path, theme: Theme = Theme.LIGHT, scale: int = 100, size: tuple[int, int] = (1280, 800)
) -> MainWindow:
    """A window that shows a page before anything is unlocked."""
    marks = (ShownMark("a" * 32, "circle", "person_a", "A"), ShownMark("b" * 32, "square", "person_b", "S"))
    design = Design(theme, scale)
    access = FakeVaultAccess(folder / "Vault", marks if name in ("unlock", "recover", "new-key") else VaultMissing())
    page = StartPage(design, access, FakePrompts())
    window = _window(design, page, size)
    page.activate()
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
    if name == "restore":
        page.show_view(RestoreView(design, LOOK, folder / "Vault-2"))
    if name == "upgrade":
        page._offer_upgrade(lambda _agreed: None)
    if name == "new-key":
        (work := LongWork()).step(421, 1000)
        page.show_view(MovingView(design, work))
    if name == "restored":
        page.show_view(RestoredView(design, REPORT, folder / "Vault-2"))
    return window


def join_window(
    vault: TestVault, theme: Theme = Theme.LIGHT, scale: int = 100, size: tuple[int, int] = (1280, 800)
) -> MainWindow:
    """A window in which the second person comes in."""
    design = Design(theme, scale)
    return _window(design, JoinView(design, FakeVaultAccess(vault.folder, ()), vault.people[1]), size)


def gallery_window(theme: Theme = Theme.LIGHT, scale: int = 100, size: tuple[int, int] = (1280, 800)) -> MainWindow:
    """A window with every component."""
    design = Design(theme, scale)
    gallery = Gallery(design)
    design.apply(gallery)
    window = MainWindow(design)
    window.show_content(gallery, dressed=True)
    _show(window, size)
    return window


def _window(design: Design, content: QWidget, size: tuple[int, int]) -> MainWindow:
    window = MainWindow(design)
    window.show_content(content)
    _show(window, size)
    return window


def _show(window: MainWindow, size: tuple[int, int]) -> None:
    window.resize(*size)
    window.show()


Open = Callable[[TestVault, Path, int, tuple[int, int]], MainWindow]
"""Makes a window: in this vault, or in this folder before there is one, with a text size and a size."""


def _shot(shot: Shot) -> Open:
    return lambda vault, _folder, scale, size: shot_window(vault, shot, scale=scale, size=size)


def _start(name: str) -> Open:
    return lambda _vault, folder, scale, size: start_window(name, folder, scale=scale, size=size)


SCREENS: dict[str, Open] = {
    **{shot.name: _shot(shot) for shot in SHOTS},
    **{name: _start(name) for name in START},
    "join": lambda vault, _folder, scale, size: join_window(vault, scale=scale, size=size),
    "gallery": lambda _vault, _folder, scale, size: gallery_window(scale=scale, size=size),
}
"""Every screen by name."""
