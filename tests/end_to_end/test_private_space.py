"""A month alone, whole: journal, check-ins, patterns, the list; then a partner, who finds no trace; then the sheet."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

import app.bootstrap.session_builder
import app.bootstrap.vault_access
import app.storage.slots
from app.models.base import PersonId
from app.models.journal import Boundary, EntryKind, JournalQuery
from app.models.presence import PresenceKind
from app.services import answers, check_ins
from app.services import journal as journal_service
from app.services.vault_service import VaultService
from app.ui.check_ins.page import CheckInsPage
from app.ui.page_id import PageId
from app.ui.patterns.page import PatternsPage
from app.ui.shell.go_anywhere import GoAnywhere
from app.ui.shell.navigation import Here, NavContext
from app.ui.therapist.page import TherapistPage
from tests.end_to_end import alone
from tests.end_to_end.alone import Written
from tests.end_to_end.player import Player, program
from tests.end_to_end.sessions import presence, sam_leaves, unlock
from tests.support.clock import FakeClock, FakeIds
from tests.support.files import find_markers
from tests.support.moments import listed_moments
from tests.support.pages import decrypted_pages
from tests.support.vaults import ALEX_WORDS, CHEAP, SAM_WORDS
from tests.support.widgets import offered_by

PRIVATE = (PageId.JOURNAL, PageId.CHECK_INS, PageId.PATTERNS, PageId.THERAPIST, PageId.MY_LIST)
DAYS = 30
LATE = (9, 16, 23)
BROUGHT = Written(
    "The jacaranda train", "A long ride in zibeline, somebody else decides.", EntryKind.FANTASY, ("calm",), ("Trust",)
)
CHOSEN = Written("Mulberry morning", "Woke early; the quoll sat by the window.", feelings=("hopeful",))
ENTRIES = (
    BROUGHT,
    CHOSEN,
    Written("After the tamarind evening", "Quiet and xeric.", EntryKind.AFTER_SCENE, ("tired",), ("Rest",)),
    Written("Letter to a wombat", "Dear W., kumquat.", EntryKind.LETTER, own_feeling="velleity"),
    Written("Persimmon talk", "Perhaps about the ocelot.", EntryKind.FANTASY, boundary=Boundary.TALK),
    Written("", "No title here, only a numbat."),
    Written("夜の電車", "窓の外に金柑が見える。"),
    Written("Тихая айва", "Думаю о выхухоли весь вечер."),
    Written("Zephyrlight", "The word begins like the wind."),
    Written("Bergamot list", "1 axolotl, 2 axolotls.", needs=("Play", "Closeness")),
)
OWN_QUESTION, NOTE, IDEA = "Saudade meter", "thylacine-note", "A jacaranda ride"
ABOUT, ASKED = "Lately there is much cinnabar.", "Is a pangolin too much to ask?"
PATTERN = "Late sessions"
MARKERS = (
    *("jacaranda", "zibeline", "Mulberry", "quoll", "tamarind", "xeric", "wombat", "kumquat", "velleity", "Persimmon"),
    *("ocelot", "numbat", "夜の電車", "金柑が見える", "айва", "выхухол", "Zephyrlight", "Bergamot", "axolotl"),
    *("Saudade", "thylacine", "cinnabar", "pangolin"),
)
"""Long enough in any encoding not to appear in encrypted bytes by chance: two signs, four bytes in UTF-16, once did."""


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> FakeClock:
    """The program's own clock, moved by the test; keys are cheap, this is not about their price."""
    made = FakeClock()
    monkeypatch.setattr(app.bootstrap.session_builder, "utc_now", made)
    monkeypatch.setattr(app.bootstrap.vault_access, "utc_now", made)
    monkeypatch.setattr(app.storage.slots, "DEFAULT_POLICY", CHEAP)
    return made


def write_ten(player: Player, clock: FakeClock) -> None:
    """Ten entries on ten days; the first from the empty page."""
    player.go(PageId.JOURNAL)
    assert "Nothing written yet" in player.words()
    for said in ENTRIES:
        alone.write(player, said)
        clock.advance(days=1)


def look_for_them(player: Player) -> None:
    """By a prefix, in other scripts, by words of the text; the whole list afterwards."""
    found = alone.search(player, "zephyrl")
    assert len(found) == 1
    assert "Zephyrlight" in found[0]
    assert "電車" in alone.search(player, "電車")[0]
    assert "айва" in alone.search(player, "выхух")[0]
    assert len(alone.search(player, "axolotls")) == 1
    assert alone.search(player, "nowhere") == []
    assert "Nothing found" in player.words()
    assert len(alone.search(player, "")) == len(ENTRIES)


def a_month(player: Player, clock: FakeClock) -> None:
    """A check-in a day by keyboard; three of the evenings go on past midnight."""
    alone.ask_besides(player, OWN_QUESTION)
    begin = clock()
    for day in range(DAYS):
        clock.now = begin + timedelta(days=day)
        if day in LATE:
            clock.now = alone.late_on(clock.now)
        alone.check_in(player, [(day + n * 3) % 5 for n in range(11)], f"{NOTE} {day}" if day % 10 == 0 else "")
        if day in LATE:
            alone.stay_up(player, clock, 50)
    clock.now = begin + timedelta(days=DAYS)


def look_back(player: Player) -> None:
    """The chart, in words too; and a row for each day in the table."""
    player.go(PageId.CHECK_INS)
    page = player.page
    assert isinstance(page, CheckInsPage)
    player.press("Check in or look back: Chart")
    player.until(lambda: page.chart is not None and page.chart.plot.isVisible(), "the chart")
    player.press("All")
    player.until(lambda: f"{DAYS} check-ins" in player.words(), "what it shows, in words")
    player.press("Check in or look back: Table")
    assert page.table.table.isVisible()
    assert page.table.model.rowCount() == DAYS
    cells = "\n".join(alone.rows_of(page.table.table))
    assert f"{NOTE} 20" in cells
    assert OWN_QUESTION in [page.table.model.heading(n) for n in range(page.table.model.columnCount())]


def look_for_patterns(player: Player) -> None:
    """Nothing is looked for before the person says so."""
    player.go(PageId.PATTERNS)
    player.until(lambda: "My patterns is off" in player.words(), "it is off")
    player.press("Turn it on")
    player.until(lambda: "My patterns is off" not in player.words(), "it is on")


def see_a_pattern(player: Player) -> None:
    """Three nights, as they were."""
    player.go(PageId.PATTERNS)
    assert isinstance(player.page, PatternsPage)
    player.until(lambda: PATTERN in player.words(), "the pattern")
    assert f"{len(LATE)} times after midnight" in player.words()


def bring_one(player: Player) -> None:
    """One idea, in other words than the entry's; the preview holds the title and nothing else of it."""
    page = alone.journal(player)
    assert len(alone.search(player, "zibeline")) == 1
    player.key(Qt.Key.Key_Down)
    player.settle(60)
    entry = page.presenter.entry
    assert entry is not None
    assert entry.text.title == BROUGHT.title
    dialog = alone.bring(player)
    assert dialog.title.text() == BROUGHT.title
    assert "zibeline" not in alone.everything_in(dialog)
    QTest.keySequence(dialog.title.edit, QKeySequence(QKeySequence.StandardKey.SelectAll))
    QTest.keyClicks(dialog.title.edit, IDEA)
    QTest.keyClick(dialog.act, Qt.Key.Key_Space)
    player.until(lambda: "Nothing else from the entry was used" in player.words(), "it is on the list")
    alone.search(player, "")
    player.go(PageId.MY_LIST, "all")


def partner_joins(player: Player) -> None:
    """A partner, who introduces themselves."""
    player.press("Your partner joins…")
    player.settle(30)
    player.type("Your own passphrase", ALEX_WORDS)
    player.press("Continue")
    player.press("I am here")
    player.type("Name", "Sam")
    player.type("Passphrase", SAM_WORDS)
    player.type("Repeat it", SAM_WORDS)
    player.press("Continue")
    player.confirm_code()
    player.until(lambda: presence(player) is PresenceKind.TOGETHER, "together")
    player.settle(80)


def no_trace_together(player: Player) -> None:
    """Every page there is for both, hidden widgets too; the private ones are neither there nor to be reached."""
    shell = player.shell
    now = NavContext(Here.OF_TWO | Here.TOGETHER)
    walked = [place for place in shell.pages.items.values() if place.exists(now) and not place.needs_argument]
    assert len(walked) > 6
    for place in walked:
        player.go(place.page)
        assert shell.pages.here is place.page
        assert not leaks(alone.everything_in(player.window) + player.words()), place.page
    player.shortcut(Qt.Key.Key_K)
    player.until(lambda: player.prompts.shown, "the search over places")
    dialog = player.prompts.shown[-1]
    assert isinstance(dialog, GoAnywhere)
    offered = offered_by(dialog)
    dialog.close()
    for page in PRIVATE:
        assert shell.pages.items[page].title(now) not in offered
        assert not shell.sidebar.button(page).isVisible()
        player.go(page, "new" if page is PageId.JOURNAL else None)
        assert shell.pages.here is PageId.HOME
    assert not leaks(alone.everything_in(player.window))


def leaks(said: str) -> list[str]:
    """The markers in it, and the words of the pattern."""
    return [marker for marker in (*MARKERS, PATTERN, "after midnight") if marker.casefold() in said.casefold()]


def partner_leaves(player: Player) -> None:
    """Alone again."""
    sam_leaves(player)


def the_sheet(player: Player, to: Path) -> str:
    """One entry, a question, a month of check-ins without the own dimension; read back from the file."""
    player.go(PageId.THERAPIST)
    page = player.page
    assert isinstance(page, TherapistPage)
    player.until(lambda: page.presenter.result is not None, "the first preview")
    player.type("What I want to say first", ABOUT)
    player.type("My questions", ASKED)
    page.entries.search.setFocus()
    alone.say(player, "mulb")
    player.until(lambda: page.entries.list.count() == 1, "one entry")
    page.entries.list.setFocus()
    player.key(Qt.Key.Key_Down)
    player.key(Qt.Key.Key_Space)
    player.press("A summary of: A month")
    player.press(OWN_QUESTION)
    player.prompts.answers.append(to)
    player.press("Save as PDF…")
    player.until(lambda: "It is not encrypted." in player.words(), "saved")
    return "\n".join(sheet.extract_text() for sheet in PdfReader(to).pages)


def check_sheet(said: str) -> None:
    """What was chosen is there, and nothing else."""
    words = " ".join(said.split())
    for chosen in (ABOUT, ASKED, CHOSEN.title, CHOSEN.body, "Mood"):
        assert chosen in words, chosen
    allowed = {"Mulberry", "quoll", "cinnabar", "pangolin"}
    assert set(leaks(words)) == allowed


def still_there(player: Player) -> None:
    """Everything, through the screens."""
    assert len(alone.search(player, "")) == len(ENTRIES)
    look_back(player)
    see_a_pattern(player)
    player.go(PageId.THERAPIST)
    player.until(lambda: ABOUT in player.words(), "the sheet")
    alex = player.controller.access.service.present[0]
    with player.controller.access.service.unit() as uow:
        moments = listed_moments(uow, person=alex, query=JournalQuery())
        rows = journal_service.rows(uow, person=alex, moments=moments)
        assert len(check_ins.overview(uow, person=alex, built_in=()).check_ins) == DAYS
        mine = answers.catalogue_for(uow, person=alex, base=player.shell.ws.catalogue)
    written = {row.title: (row.kind, row.boundary) for row in rows}
    assert written == {said.title: (said.kind, said.boundary or Boundary.STAYS) for said in ENTRIES}
    assert [entry for entry in mine.entries if entry.title == IDEA]


def decrypted_of_both(place: Path) -> bytes:
    """Every page that the partner has a key to, of the shared space and of their own."""
    service = VaultService(policy=CHEAP, ids=FakeIds())
    service.open(place)
    try:
        sam = PersonId(service.vault.people[1].person_id)
        keys = service.derive(sam, SAM_WORDS)
    finally:
        service.close()
    assert keys.shared_key is not None
    shared = decrypted_pages(place / "shared.db", keys.shared_key.reveal())
    return shared + decrypted_pages(place / f"{sam}.db", keys.private_key.reveal())


def test_a_private_month(qtbot: QtBot, tmp_path: Path, home: Path, clock: FakeClock) -> None:
    place, folder, pdf = tmp_path / "vault", tmp_path / "own", tmp_path / "pages.pdf"
    folder.mkdir()
    with program(place, folder) as player:
        alone.create_for_one(player, "Alex", ALEX_WORDS)
        write_ten(player, clock)
        look_for_them(player)
        look_for_patterns(player)
        a_month(player, clock)
        look_back(player)
        see_a_pattern(player)
        bring_one(player)
        partner_joins(player)
        no_trace_together(player)
        partner_leaves(player)
        check_sheet(the_sheet(player, pdf))
        pdf.unlink()  # the one file that was asked for in clear
        everywhere = [place, folder, home, tmp_path]
        assert find_markers(everywhere, MARKERS) == []
        alone.lock(player)
        assert not leaks(alone.everything_in(player.window))
        assert find_markers(everywhere, MARKERS) == []
        unlock(player, 0, ALEX_WORDS)
        still_there(player)
        alone.lock(player)
    seen = decrypted_of_both(place)
    assert [marker for marker in MARKERS if marker.encode() in seen] == []
