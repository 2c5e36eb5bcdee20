"""Bringing to the list takes only the words of the preview; only a choice changes a boundary."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.assets import load
from app.models.base import PersonId
from app.models.journal import Boundary, EntryId, EntryKind, EntryTemplate, EntryText, JournalEntry, LabelRole
from app.models.journal_texts import JournalTexts
from app.models.rich_text import plain
from app.services import journal
from app.ui.journal.entry_dialogs import BringDialog
from app.ui.journal.entry_pane import EntryPane
from tests.support.journals import built_pane, open_entry, prompts_of
from tests.support.vaults import SHARED, TestVault
from tests.support.workspace import make_workspace

MARK = "zq"
SECRET = EntryText(
    kind=EntryKind.FANTASY,
    title="Zqtitle",
    body="zqbody **zqbold** [zqlink](http://zqaddress)",
    feelings=("zqfeeling",),
    fears=("zqfear",),
    needs=("trust", "zqneed"),
    ways=("zqway",),
    tags=("zqtag",),
    for_us="zqus",
    for_me="zqme",
    for_safety="zqsafety",
    boundary=Boundary.TALK,
)


@pytest.fixture
def pane(qtbot: QtBot, vault: TestVault) -> EntryPane:
    ws = make_workspace(
        vault.folder.parent,
        units=vault.unit,
        people=vault.people,
        here=vault.people[:1],
        clock=vault.clock,
        ids=vault.ids,
    )
    made = built_pane(ws)
    qtbot.addWidget(made)
    made.resize(640, 760)
    made.show()
    return made


def write(vault: TestVault, text: EntryText) -> JournalEntry:
    with vault.unit(vault.alex) as uow:
        made = journal.new_entry(uow, person=vault.alex, text=text, now=vault.clock(), new_id=lambda: "zqid").entry
    vault.clock.advance(days=3)
    return made


def kept(vault: TestVault, entry_id: EntryId) -> EntryText:
    with vault.unit() as uow:
        return journal.entry(uow, person=vault.alex, entry_id=entry_id).text


def rows(vault: TestVault) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table in every space."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    with vault.unit() as uow:
        for space in (SHARED, *vault.pair):
            run = uow.connection(space).exec_driver_sql  # type: ignore[arg-type]
            names = run("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'journal_words%%'")
            for name in names.scalars().all():
                found[f"{space}.{name}"] = [tuple(row) for row in run(f'SELECT * FROM "{name}"')]
    return found


def new_rows(before: dict[str, list[tuple[Any, ...]]], after: dict[str, list[tuple[Any, ...]]]) -> dict[str, Any]:
    """The added rows; fails if a row was removed."""
    assert not [name for name in before if set(before[name]) - set(after[name])]
    return {name: fresh for name in after if (fresh := set(after[name]) - set(before[name]))}


def bring(pane: EntryPane) -> BringDialog:
    pane.bring.click()
    dialog = prompts_of(pane).shown[-1]
    assert isinstance(dialog, BringDialog)
    return dialog


def only_new_row(before: dict[str, list[tuple[Any, ...]]], vault: TestVault, person: PersonId) -> str:
    """The only row that was added: an own activity in the person's own space."""
    fresh = new_rows(before, rows(vault))
    assert list(fresh) == [f"{person}.entry"]
    (row,) = fresh[f"{person}.entry"]
    return repr(row)


def traces(said: str, made: JournalEntry) -> list[str]:
    """What would give away an entry in a different text."""
    signs = (MARK, str(made.moment), made.at.isoformat(), made.at.date().isoformat(), "talk", "fantasy", "trust")
    return [sign for sign in signs if sign in said.casefold()]


def test_only_the_words_of_the_preview_go_to_the_list(pane: EntryPane, vault: TestVault) -> None:
    made = write(vault, SECRET)
    open_entry(pane, made)
    before = rows(vault)
    dialog = bring(pane)
    dialog.title.edit.selectAll()
    QTest.keyClicks(dialog.title.edit, "A ride")
    dialog.description.edit.setPlainText("Somebody else decides")
    dialog.act.click()
    row = only_new_row(before, vault, vault.alex)
    assert "A ride" in row
    assert "Somebody else decides" in row
    assert traces(row, made) == []


def test_the_title_goes_only_if_it_stays_in_the_preview(pane: EntryPane, vault: TestVault) -> None:
    made = write(vault, SECRET)
    open_entry(pane, made)
    before = rows(vault)
    bring(pane).act.click()
    row = only_new_row(before, vault, vault.alex)
    assert traces(row.replace("Zqtitle", ""), made) == []


def test_a_cancelled_preview_changes_nothing(pane: EntryPane, vault: TestVault) -> None:
    open_entry(pane, write(vault, SECRET))
    before = rows(vault)
    bring(pane).reject()
    assert rows(vault) == before


@pytest.mark.parametrize("chosen", Boundary)
def test_no_act_on_an_entry_changes_its_boundary(pane: EntryPane, vault: TestVault, chosen: Boundary) -> None:
    made = write(vault, SECRET.evolve(boundary=chosen))
    other = JournalEntry(id=EntryId("other"), at=vault.clock(), changed_at=vault.clock(), text=EntryText(body="Other"))
    with vault.unit(vault.alex) as uow:
        uow.private(vault.alex).journal.save(other)
        uow.commit()
    open_entry(pane, made)
    pane.editor.setFocus()
    QTest.keyClicks(pane.editor, "I might like to try it")
    pane.editor.put(plain("boundary: try"))
    for key in (Qt.Key.Key_Z, Qt.Key.Key_Z, Qt.Key.Key_Y):
        QTest.keyClick(pane.editor, key, Qt.KeyboardModifier.ControlModifier)
    for number in range(len(pane.moment.kind.choices)):
        pane.moment.kind.choices[number].trigger()  # each choice changes the menu
    pane.fields.rows[LabelRole.TAG].show_chosen(("boundary: try",))
    pane.presenter.touch()
    pane.presenter.move(vault.clock())
    for template in load(JournalTexts).templates:
        pane.use_template(template)
    pane.use_template(EntryTemplate(id="own", name="Mine", text=SECRET.evolve(boundary=Boundary.TRY)))
    bring(pane).act.click()
    open_entry(pane, other)
    QTest.keyClicks(pane.editor, "more")
    open_entry(pane, made)
    pane.presenter.save()
    assert kept(vault, made.id).boundary is chosen
    assert kept(vault, other.id).boundary is Boundary.STAYS, "the one before it leaves nothing there"
    assert kept(vault, made.id).body != SECRET.body, "all of that was done"
