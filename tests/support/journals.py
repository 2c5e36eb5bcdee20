"""Journal entries for tests, written at known times, and the page or pane that shows them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.assets import load
from app.models.journal import EntryId, EntryKind, EntryRow, EntryText, JournalEntry
from app.models.journal_texts import JournalTexts
from app.services import journal
from app.ui.journal.entry_pane import EntryPane
from app.ui.journal.label_row import LabelRow
from app.ui.journal.list_column import ListColumn
from app.ui.journal.page import JournalPage
from app.ui.workspace import Workspace
from tests.support.leaks import settle
from tests.support.openings import show, workspace
from tests.support.prompts import FakePrompts
from tests.support.vaults import TestVault
from tests.support.widgets import find
from tests.support.workspace import make_workspace


def write(vault: TestVault, body: str = "", **said: Any) -> JournalEntry:
    """Write an entry now, and let an hour pass."""
    text = EntryText(body=body, **said)
    with vault.unit(vault.alex) as uow:
        made = journal.new_entry(uow, person=vault.alex, text=text, now=vault.clock(), new_id=vault.ids).entry
    vault.clock.advance(hours=1)
    return made


def write_many(vault: TestVault, count: int, body: str = "number {n}") -> list[JournalEntry]:
    """Write many entries, a minute apart; returns them newest last."""
    begin = vault.clock()
    made = []
    for number in range(count):
        at = begin + timedelta(minutes=number)
        text = EntryText(body=body.replace("{n}", str(number)))
        made.append(JournalEntry(id=EntryId(vault.ids()), at=at, changed_at=at, text=text))
    with vault.unit(vault.alex) as uow:
        uow.private(vault.alex).journal.add_many(made)
        uow.commit()
    vault.clock.advance(minutes=count)
    return made


def write_about(vault: TestVault) -> None:
    """Write a handful of entries over some weeks, as a person might."""
    now = vault.clock()
    said = (
        (0.1, "The long train ride", "Letting someone else choose, and noticing how calm that makes me. Not the "
         "train, really: it is the part where nothing is mine to decide for an hour.\n\nWhat I like is the trust in it."
         " What frightens me a little is how much I like it.", EntryKind.FANTASY, ("calm", "curious"), ("trust",)),
        (1.2, "After Saturday", "I was quieter than I expected. Warm, a bit far away. The tea and the blanket helped "
         "more than any words.", EntryKind.AFTER_SCENE, ("calm",), ("rest",)),
        (4, "", "A short one. I slept well.", EntryKind.REFLECTION, (), ()),
        (12, "Why being seen matters", "When I imagine it, the moment I keep coming back to is the quiet one, after "
         "everybody has gone home.", EntryKind.REFLECTION, ("curious",), ("trust",)),
        (15, "Letter I won’t send", "Dear S., I have been trying to find a way to say that I noticed.",
         EntryKind.LETTER, ("a little afraid",), ()),
        (40, "Spring cleaning", "Lists, mostly. The quarrel about the kitchen, and how we laughed about it.",
         EntryKind.REFLECTION, (), ()),
        (330, "A year ago", "The first evening that we talked about any of this.", EntryKind.REFLECTION, (), ()),
    )  # fmt: skip
    for days, title, body, kind, feelings, needs in said:
        vault.clock.now = now - timedelta(days=days)
        write(vault, body, title=title, kind=kind, feelings=feelings, needs=needs)
    vault.clock.now = now


def journal_page(qtbot: QtBot, vault: TestVault, argument: object = None, *answers: Any) -> JournalPage:
    """The journal of the first person; `answers` are for the questions it will ask."""
    ws = workspace(vault, vault.people[:1])
    prompts = ws.prompts
    assert isinstance(prompts, FakePrompts)
    prompts.answers.extend(answers)
    page = JournalPage(ws)
    show(qtbot, page)
    if argument is not None:
        page.activate(argument)
    settle()
    return page


def shown(column: ListColumn) -> list[str]:
    """The title of every row, or its preview if it has none, from the top."""
    found = []
    for place in range(column.model.rowCount()):
        moment = column.model.moment_at(place)
        assert moment is not None
        if column.model.held(moment) is None:
            column.model.data(column.model.index(place))
            settle()
        row: EntryRow | None = column.model.held(moment)
        assert row is not None
        found.append(row.title or row.preview)
    return found


def bodies(entries: Sequence[JournalEntry]) -> list[str]:
    """The texts of entries."""
    return [entry.text.body for entry in entries]


def built_pane(ws: Workspace) -> EntryPane:
    """The pane of the open entry."""
    made = EntryPane(ws)
    for _piece in made.build():
        pass
    return made


def entry_pane(qtbot: QtBot, vault: TestVault) -> EntryPane:
    """The pane of the open entry by itself, with the style sheet of a window."""
    ws = make_workspace(
        vault.folder.parent, units=vault.unit, people=vault.people, here=vault.people, clock=vault.clock
    )
    made = built_pane(ws)
    qtbot.addWidget(made)
    ws.design.apply(made)
    made.resize(640, 760)
    made.show()
    return made


def open_entry(pane: EntryPane, entry: JournalEntry) -> None:
    """Open an entry in the pane."""
    pane.presenter.open(entry.moment, entry.id)


def prompts_of(pane: EntryPane) -> FakePrompts:
    """The questions that the pane asked, and the answers they get."""
    assert isinstance(pane.ws.prompts, FakePrompts)
    return pane.ws.prompts


def own_words(row: LabelRow) -> QLineEdit:
    """The field for own words in the open picker of a row of labels."""
    return find(QLineEdit, "Your own words", row)


def prompts_for(kind: EntryKind) -> tuple[str, ...]:
    """The prompts that are offered for a kind of entry."""
    return load(JournalTexts, "en").prompts[kind]
