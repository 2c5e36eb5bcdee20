"""Looking drafts through before they come in: a tick each, how their letters are read, and what kind they are."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.models.journal import EntryKind
from app.models.journal_encoding import Encoding
from app.models.journal_incoming import ReadEntries
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Size, Space
from app.ui.journal.import_list import DraftList, DraftModel
from app.ui.journal.import_report import encoding_word
from app.ui.journal.words import kind_words
from app.ui.kit.buttons import Button, begin_line, primary, quiet
from app.ui.kit.controls import ComboBox
from app.ui.kit.flow import Column, button_row, row
from app.ui.kit.labels import Reason, body, caption, soft, strong
from app.ui.kit.surfaces import IconLabel
from app.ui.wording import fill, plural


class ImportStart(Column):
    """What can be read."""

    def __init__(self, design: Design) -> None:
        super().__init__(spacing=Space.M)
        notes = self.tr("Notes as Markdown, plain text or web pages, one entry per file, or a folder of them.")
        journals = self.tr(
            "A journal from Day One, jrnl, Joplin, Obsidian, Logseq, Journey, Diarium, Daylio or Apple’s Journal, also "
            "in an archive (.zip)."
        )
        backup = self.tr("Your own encrypted backup (.age); you will need its passphrase.")
        for icon, text in (("file-text", notes), ("book-open", journals), ("lock-simple", backup)):
            sign = IconLabel(design, icon, Colour.ACCENT, Size.ICON_LARGE)
            self.body.addLayout(row(sign, body(text), spacing=Space.M))
        self.add(soft(self.tr("You see everything before it is imported. The files themselves stay as they are.")))


class ImportLetters(Column):
    """How the letters of files that are not in Unicode are read."""

    def __init__(self, design: Design, encoding: str, on_picked: Callable[[object], object]) -> None:
        super().__init__(spacing=Space.M)
        said = self.tr(
            "Some files use an older text encoding and do not name it. Accord has worked it out from their words. If "
            "letters in the list look wrong, choose a different one."
        )
        self.letters = ComboBox(design, self.tr("How their letters are read"), on_picked)
        self.letters.show_options([(each, encoding_word(each)) for each in Encoding], Encoding(encoding))
        self.add_all(soft(said), strong(self.tr("Read them as")), self.letters)
        self.body.addStretch(1)


class ImportPreview(Column):
    """The list of drafts, with everything that can be said about all of them."""

    import_wanted = Signal()
    dates_wanted = Signal()
    troubles_wanted = Signal()
    letters_wanted = Signal()
    kind_picked = Signal(object)

    def __init__(self, design: Design, found: ReadEntries, drafts: DraftModel, kind: EntryKind) -> None:
        super().__init__(spacing=Space.M)
        self._design, self._found, self._drafts, self._kind = design, found, drafts, kind
        self.list = DraftList(design, drafts)
        self.act = primary(design, "", self.import_wanted.emit)
        self._why = Reason(self.act)
        self._ticks = quiet(design, "", self._on_ticks)
        self.kinds = ComboBox(design, self.tr("What kind they are"), self._on_kind)
        self.kinds.show_options(list(kind_words()), kind)
        self.about_fantasies = caption(
            self.tr(
                "A fantasy is imported as one that stays a fantasy, whatever the file says. Only your own encrypted "
                "backup keeps the boundary you chose."
            )
        )
        self.add_all(self._said(), self.list, self.about_fantasies, self._why)
        self.body.setStretch(1, 1)
        drafts.ticked.connect(self._show_count)
        self._show_about_fantasies()
        self._show_count()

    @property
    def buttons(self) -> tuple[QWidget, ...]:
        """The words, the choice of kind and the button to import, for the row with *Cancel*."""
        return strong(self.tr("Import them as")), self.kinds, self.act

    def _said(self) -> QWidget:
        """What was found, and below it what can be done with all of it."""
        said = [plural("%Ln entries found.", len(self._found.drafts))]
        known = self._drafts.count_known
        if known:
            said.append(
                plural("%Ln entries are already in your journal. They are left out unless you tick them.", known)
            )
        begin_line(self._ticks)
        return Column(soft(" ".join(said)), button_row(*self._acts()), spacing=Space.XS)

    def _acts(self) -> list[Button]:
        dates = quiet(self._design, self.tr("Dates…"), self.dates_wanted.emit, "calendar-blank")
        acts = [self._ticks, dates]
        if self._found.encoding is not None:
            said = fill(self.tr("Letters: {letters}…"), letters=encoding_word(Encoding(self._found.encoding)))
            acts.append(quiet(self._design, said, self.letters_wanted.emit, "text-aa"))
        if self._found.troubles:
            acts.append(quiet(self._design, self.tr("What could not be read…"), self.troubles_wanted.emit, "info"))
        return acts

    def _on_kind(self, kind: object) -> None:
        self._kind = EntryKind(str(kind))
        self.kind_picked.emit(self._kind)
        self._show_about_fantasies()

    def _show_about_fantasies(self) -> None:
        self.about_fantasies.setVisible(self._kind is EntryKind.FANTASY or self._drafts.names_fantasies)

    @property
    def _most_are_ticked(self) -> bool:
        return 2 * self._drafts.count_chosen >= self._drafts.rowCount()

    def _on_ticks(self) -> None:
        self._drafts.tick_all(not self._most_are_ticked)

    def _show_count(self) -> None:
        n = self._drafts.count_chosen
        self._ticks.show_text(self.tr("Tick none") if self._most_are_ticked else self.tr("Tick all"))
        self.act.show_text(plural("Import %Ln entries", n))
        self._why.give("" if n else self.tr("Tick at least one entry."))

    def take_focus(self) -> None:
        """Focus the first draft."""
        self.list.setCurrentIndex(self._drafts.index(0))
        self.list.setFocus()
