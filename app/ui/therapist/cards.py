"""The cards of *For my therapist*: words and questions, answers, entries, check-ins, printing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QMenu

from app.models.answer import Answer, Stance
from app.models.journal import EntryId, EntryRow
from app.models.therapist import EntryPart, SheetMaterial, SummarySpan, TherapistSheet, answer_key
from app.ui.check_ins.words import name_of
from app.ui.design.design import Design
from app.ui.kit.buttons import quiet, secondary
from app.ui.kit.check_list import CheckList
from app.ui.kit.chips import ChipFlow
from app.ui.kit.controls import CheckBox
from app.ui.kit.field import SearchField, TextField
from app.ui.kit.flow import button_row
from app.ui.kit.labels import caption, soft, strong
from app.ui.kit.menu_button import open_below
from app.ui.kit.segments import Segments
from app.ui.kit.stance import stance_word
from app.ui.kit.surfaces import Card
from app.ui.local_zone import LOCAL
from app.ui.my_list.words import side_word
from app.ui.terms import day_words, entry_title
from app.ui.wording import dotted, fill
from app.ui.workspace import Workspace

T = TypeVar("T")
ANSWER_ROWS, ENTRY_ROWS = 8, 7
_ORDER = (
    Stance.HARD_LIMIT,
    Stance.SOFT_LIMIT,
    Stance.ONLY_IF,
    Stance.CURIOUS,
    Stance.WILLING,
    Stance.WANT,
    Stance.MORE_FIRST,
    Stance.NOT_APPLICABLE,
)


class SheetCard(Card):
    """A card that edits part of the sheet; `changed` carries the changed sheet."""

    changed = Signal(object)

    def __init__(self, design: Design, title: str, icon: str) -> None:
        super().__init__(design)
        self.sheet = TherapistSheet()
        self._shows: list[Callable[[TherapistSheet, TherapistSheet], None]] = []
        self.add_header(title, icon=icon)

    def bind(self, get: Callable[[TherapistSheet], T], show: Callable[[T], object]) -> None:
        """Show a value of the sheet now, and whenever it is different; what is being typed stays otherwise."""

        def show_change(before: TherapistSheet, sheet: TherapistSheet) -> None:
            if get(before) != get(sheet):
                show(get(sheet))

        self._shows.append(show_change)
        show(get(self.sheet))

    def show_sheet(self, sheet: TherapistSheet, _can_bring: SheetMaterial) -> Iterator[None]:
        """Show what is on the sheet, in pieces."""
        before, self.sheet = self.sheet, sheet
        for show in self._shows:
            show(before, sheet)
        yield

    def change(self, **values: object) -> None:
        """Change these fields of the sheet, and emit it if anything is different."""
        fresh = self.sheet.evolve(**values)
        if fresh != self.sheet:
            self.sheet = fresh
            self.changed.emit(fresh)


class WordsCard(SheetCard):
    """What the person wants to say first, and the questions to ask."""

    prepared_wanted = Signal()

    def __init__(self, design: Design, suggestions: Sequence[str]) -> None:
        super().__init__(design, self.tr("What I want to say and ask"), "chat-circle-text")
        self.about = TextField(design, self.tr("What I want to say first"), rows=2)
        self.about.committed.connect(lambda text: self.change(about=text))
        self.questions = TextField(design, self.tr("My questions, one per line"), rows=3)
        self.questions.committed.connect(lambda text: self.change(questions=_lines(text)))
        self.suggest = secondary(design, self.tr("Questions to start from…"), self._on_suggest, icon="plus")
        self._suggestions = tuple(suggestions)
        self.add_all(self.about, self.questions, button_row(self.suggest))
        prepared = self.add(CheckBox(design, self.tr("Bring what I prepared")))
        prepared.toggled.connect(lambda on: self.change(with_prepared=on))
        self.bind(lambda sheet: sheet.with_prepared, prepared.show_checked)
        go = quiet(design, self.tr("What I prepare"), self.prepared_wanted.emit, icon="note-pencil")
        self.add(button_row(go))
        self.bind(lambda sheet: sheet.about, self.about.show_text)
        self.bind(lambda sheet: "\n".join(sheet.questions), self.questions.show_text)

    def menu(self) -> QMenu:
        """The suggested questions; those already on the sheet are ticked."""
        menu, asked = QMenu(self), self._asked()
        for text in self._suggestions:
            action = menu.addAction(text.replace("&", "&&"), partial(self.add_question, text))
            action.setCheckable(True)
            action.setChecked(text in asked)
            action.setEnabled(text not in asked)
        return menu

    def _asked(self) -> list[str]:
        return [line for line in self.questions.text().split("\n") if line.strip()]

    def _on_suggest(self) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        open_below(self.suggest, menu)

    def add_question(self, text: str) -> None:
        """Add a question at the end unless it is already there."""
        asked = self._asked()
        if text in asked:
            return
        self.questions.show_text("\n".join([*asked, text]))
        self.change(questions=(*asked, text))

    def commit(self) -> None:
        """Emit what was typed."""
        self.about.commit()
        self.questions.commit()


class AnswersCard(SheetCard):
    """Which own answers and terms are on the sheet."""

    def __init__(self, design: Design) -> None:
        super().__init__(design, self.tr("From my list"), "list-bullets")
        self.list = CheckList(design, self.tr("My answers and words"), rows=ANSWER_ROWS)
        self.list.ticked.connect(self._on_ticked)
        self._none = soft(self.tr("There is nothing on your list yet."))
        self.add(caption(self.tr("Only what you tick. Notes you wrote for yourself are never printed.")))
        self.add(self.list)
        self.add(self._none)

    def show_sheet(self, sheet: TherapistSheet, can_bring: SheetMaterial) -> Iterator[None]:
        """Show what can be brought, with what is on the sheet ticked."""
        self.sheet = sheet
        rows = answer_rows(can_bring)
        yield
        self.list.show_rows(rows, {*sheet.answers, *(f"term:{each}" for each in sheet.terms)})
        yield
        self.list.setVisible(bool(rows))
        self._none.setVisible(not rows)
        yield

    def _on_ticked(self, key: str, on: bool) -> None:
        kind, kept = ("terms", key.removeprefix("term:")) if key.startswith("term:") else ("answers", key)
        before: frozenset[str] = getattr(self.sheet, kind)
        self.change(**{kind: before | {kept} if on else before - {kept}})


class EntriesCard(SheetCard):
    """Which journal entries are on the sheet, and which parts of each."""

    searched = Signal(str)

    def __init__(self, ws: Workspace) -> None:
        design = ws.design
        super().__init__(design, self.tr("From my journal"), "notebook")
        self._ws = ws
        self._rows: tuple[EntryRow, ...] = ()
        self.search = SearchField(design, self.tr("Search your journal"))
        self.search.searched.connect(self.searched)
        self.list = CheckList(design, self.tr("My journal entries"), rows=ENTRY_ROWS)
        self.list.ticked.connect(self._on_ticked)
        self.list.currentRowChanged.connect(lambda _row: self._show_parts())
        self._none = soft(self.tr("Nothing matches."))
        self._about = strong("")
        self.parts = ChipFlow(design)
        self.parts.toggled.connect(lambda _key, _on: self._on_parts())
        self.add_all(self.search, self.list, self._none, self._about, self.parts)
        self._show_parts()

    def show_rows(self, rows: tuple[EntryRow, ...]) -> None:
        """Offer these entries."""
        self._rows = rows
        self._show()

    def show_sheet(self, sheet: TherapistSheet, _can_bring: SheetMaterial) -> Iterator[None]:
        """Tick the entries that are on the sheet."""
        self.sheet = sheet
        self._show()
        yield

    def _show(self) -> None:
        ticked = {chosen.entry_id for chosen in self.sheet.entries}
        self.list.show_rows([(row.id, entry_words(row, self._ws.today)) for row in self._rows], ticked)
        self.list.setVisible(bool(self._rows))
        self._none.setVisible(not self._rows)
        self._show_parts()

    def _show_parts(self) -> None:
        chosen = next((each for each in self.sheet.entries if each.entry_id == self.list.key), None)
        row = next((each for each in self._rows if each.id == self.list.key), None)
        self._about.setVisible(chosen is not None)
        self.parts.setVisible(chosen is not None)
        if chosen is None or row is None:
            return
        words = self.tr("What to include from “{entry}”")
        self._about.setText(fill(words, entry=entry_words(row, self._ws.today)[:60]))
        self.parts.show_chips(self._part_words(), {str(part) for part in chosen.parts})

    def _part_words(self) -> list[tuple[str, str]]:
        return [
            (EntryPart.TITLE, self.tr("Title")),
            (EntryPart.BODY, self.tr("Text")),
            (EntryPart.FEELINGS, self.tr("Feelings")),
            (EntryPart.FEARS, self.tr("Fears")),
            (EntryPart.VALUES, self.tr("Values")),
            (EntryPart.NEEDS, self.tr("Needs")),
            (EntryPart.MEANING, self.tr("What it could mean")),
        ]

    def _on_ticked(self, key: str, on: bool) -> None:
        fresh = self.sheet.with_entry(EntryId(key), on)
        self.change(entries=fresh.entries)
        self._show_parts()

    def _on_parts(self) -> None:
        parts = frozenset(EntryPart(key) for key in self.parts.chosen())
        self.change(entries=self.sheet.with_parts(EntryId(self.list.key), parts).entries)


class IncidentsCard(SheetCard):
    """Which notes about what went wrong are on the sheet; hidden while there are none."""

    def __init__(self, design: Design, today: date) -> None:
        super().__init__(design, self.tr("When something went wrong"), "lifebuoy")
        self._today = today
        self.list = CheckList(design, self.tr("My notes about what went wrong"), rows=ENTRY_ROWS)
        self.list.ticked.connect(self._on_ticked)
        self.add_all(caption(self.tr("Only the notes that you tick, with the day of each.")), self.list)
        self.hide()

    def show_sheet(self, sheet: TherapistSheet, can_bring: SheetMaterial) -> Iterator[None]:
        """Tick the notes that are on the sheet."""
        self.sheet = sheet
        notes = tuple(reversed(can_bring.incidents))
        rows = [(note.id, dotted(day_words(note.day, self._today), note.words)) for note in notes]
        self.list.show_rows(rows, sheet.incidents)
        self.setVisible(bool(rows))
        yield

    def _on_ticked(self, key: str, on: bool) -> None:
        before = self.sheet.incidents
        self.change(incidents=before | {key} if on else before - {key})


class CheckInsCard(SheetCard):
    """How far back the summary of check-ins reaches, and which dimensions it covers."""

    def __init__(self, design: Design) -> None:
        super().__init__(design, self.tr("From my check-ins"), "chart-line")
        self._shown: frozenset[str] = frozenset()
        self.span = Segments(
            design,
            "",
            [
                (SummarySpan.NONE, self.tr("Nothing")),
                (SummarySpan.FORTNIGHT, self.tr("Two weeks")),
                (SummarySpan.MONTH, self.tr("A month")),
                (SummarySpan.QUARTER, self.tr("Three months")),
            ],
            name=self.tr("A summary of"),
        )
        self.span.chosen.connect(lambda key: self.change(span=key))
        self.dimensions = ChipFlow(design)
        self.dimensions.toggled.connect(lambda _key, _on: self._on_dimensions())
        self.add_all(caption(self.tr("A summary in words and numbers, without the notes.")), self.span, self.dimensions)

    def show_sheet(self, sheet: TherapistSheet, can_bring: SheetMaterial) -> Iterator[None]:
        """Show the choices of the sheet in pieces."""
        self.sheet = sheet
        self.span.show_choice(sheet.span)
        self._shown = frozenset(each.id for each in can_bring.dimensions)
        if sheet.span is not SummarySpan.NONE:
            names = [(each.id, name_of(each)) for each in can_bring.dimensions]
            yield from self.dimensions.in_pieces(names, self._shown - sheet.without)
        self.dimensions.setVisible(sheet.span is not SummarySpan.NONE)
        yield

    def _on_dimensions(self) -> None:
        out = self._shown - set(self.dimensions.chosen())
        self.change(without=(self.sheet.without - self._shown) | out)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()


def answer_rows(can_bring: SheetMaterial) -> list[tuple[str, str]]:
    """Rows (key, text) for own answers, limits first, then own terms."""
    order = {entry.id: number for number, entry in enumerate(can_bring.catalogue.entries)}

    def place(answer: Answer) -> tuple[int, int, str]:
        assert answer.stance is not None
        return (_ORDER.index(answer.stance), order[answer.activity_id], answer.direction.value)

    rows = [(answer_key(each), _answer_words(can_bring, each)) for each in sorted(can_bring.answers, key=place)]
    terms = sorted(can_bring.terms, key=lambda each: order[each.entry_id])
    return [*rows, *((f"term:{each.entry_id}", entry_title(can_bring.catalogue, each.entry_id)) for each in terms)]


def entry_words(row: EntryRow, today: date) -> str:
    """One line for a journal entry: its day, and its title or first words."""
    day = day_words(row.at.astimezone(LOCAL).date(), today)
    said = row.title.strip() or row.preview.strip() or QCoreApplication.translate("Therapist", "No words yet")
    return f"{day} · {said}"


def _answer_words(can_bring: SheetMaterial, answer: Answer) -> str:
    assert answer.stance is not None
    entry = can_bring.catalogue.find(answer.activity_id)
    title = entry_title(can_bring.catalogue, answer.activity_id)
    side = side_word(entry, answer.direction) if entry is not None and len(entry.directions) > 1 else ""
    return dotted(stance_word(answer.stance), title, side)
