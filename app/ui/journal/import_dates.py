"""Putting wrong dates right at once: those of a folder, of files without a date, or of dates in numbers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from app.models.journal_redating import (
    DraftGroup,
    Drafts,
    Which,
    earliest,
    from_source,
    in_group,
    moved,
    on_one_day,
    read_in_order,
    sources_of,
)
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.buttons import primary
from app.ui.kit.controls import ComboBox, DateField, MomentFields
from app.ui.kit.flow import Column
from app.ui.kit.labels import Reason, soft, strong
from app.ui.kit.segments import Segments
from app.ui.local_zone import LOCAL
from app.ui.terms import day_words
from app.ui.wording import fill, plural

MOST_SOURCES = 200
"""Folders that are offered by name."""


class DateChange(StrEnum):
    """What is done with some dates."""

    MOVE = "move"
    ONE_DAY = "one_day"
    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


class ImportDates(Column):
    """Which drafts, what is done with their dates, and the day it takes."""

    def __init__(
        self, design: Design, drafts: Drafts, today: date, on_change: Callable[[Callable[[], Drafts]], object]
    ) -> None:
        """`on_change` gets what makes the changed drafts; with many it takes a while."""
        super().__init__(spacing=Space.M)
        self._drafts, self._today, self._when_changed = drafts, today, on_change
        self.which = ComboBox(design, self.tr("Which entries"), lambda _key: self._show_which())
        self.how = Segments(design, self.tr("What to do"), (), on=lambda _key: self._show_how())
        self._told = soft()
        self.moment = MomentFields(design, self.tr("Day of the earliest one"), self.tr("Time of the earliest one"))
        self.day = DateField(design, self.tr("The day for all of them"))
        self.act = primary(design, self.tr("Change the dates"), self.on_change)
        self._why = Reason(self.act)
        self._at = self._wanted = datetime(2000, 1, 1, tzinfo=UTC)
        self.moment.picked.connect(self._on_moment)
        self.day.picked.connect(lambda _day: self._show_reason())
        self.which.show_options(self._groups(), self._first_group())
        self.add(soft(self.tr("Correct the dates of many entries at once. The files themselves stay as they are.")))
        self.add_all(
            strong(self.tr("Which entries")), self.which, self.how, self._told, self.moment, self.day, self._why
        )
        self.body.addStretch(1)
        self._show_which()

    def _groups(self) -> list[tuple[object, str]]:
        counts = {group: sum(map(in_group(group), self._drafts)) for group in DraftGroup}
        found: list[tuple[object, str]] = [(DraftGroup.ALL, plural("All %Ln entries", counts[DraftGroup.ALL]))]
        if counts[DraftGroup.UNDATED]:
            said = plural("%Ln entries from files without a date", counts[DraftGroup.UNDATED])
            found.append((DraftGroup.UNDATED, said))
        if counts[DraftGroup.AMBIGUOUS]:
            said = plural("%Ln entries whose day and month could be swapped", counts[DraftGroup.AMBIGUOUS])
            found.append((DraftGroup.AMBIGUOUS, said))
        sources = sources_of(self._drafts)
        if len(sources) > 1:
            named = list(sources.items())[:MOST_SOURCES]
            found += [((each,), plural("%Ln entries from {place}", number, place=each)) for each, number in named]
        return found

    def _first_group(self) -> DraftGroup:
        narrower = (DraftGroup.AMBIGUOUS, DraftGroup.UNDATED)
        return next((each for each in narrower if any(map(in_group(each), self._drafts))), DraftGroup.ALL)

    @property
    def _chosen(self) -> Which:
        key = self.which.key
        # The key of a folder is a tuple, as its name may be that of a group.
        return from_source(*key) if isinstance(key, tuple) else in_group(DraftGroup(str(key)))

    @property
    def _is_single(self) -> bool:
        return sum(map(self._chosen, self._drafts)) == 1

    def _show_which(self) -> None:
        """Show what can be done with the chosen drafts, and when the earliest of them is from."""
        options = [
            (DateChange.MOVE, self.tr("Move them together")),
            (DateChange.ONE_DAY, self.tr("Put them on one day")),
        ]
        if self._is_single:
            options = [(DateChange.MOVE, self.tr("Move it"))]
        is_ambiguous = self.which.key is DraftGroup.AMBIGUOUS
        if is_ambiguous:
            options = [
                (DateChange.DAY_FIRST, self.tr("Read the day first")),
                (DateChange.MONTH_FIRST, self.tr("Read the month first")),
                *options,
            ]
        self.how.show_options(options)
        self.how.setVisible(len(options) > 1)
        if self.how.choice is None:
            self.how.show_choice(DateChange.MONTH_FIRST if is_ambiguous else DateChange.MOVE)
        self._at = earliest(self._drafts, self._chosen) or self._at
        self._wanted = self._at
        self.moment.show_moment(self._at)
        self._show_how()

    def _show_how(self) -> None:
        how = self.how.choice
        self.moment.setVisible(how is DateChange.MOVE)
        self.day.setVisible(how is DateChange.ONE_DAY)
        day = day_words(self._at.astimezone(LOCAL).date(), self._today)
        said = self.tr("The earliest of them is from {day}. Say when it was really written; the others move with it.")
        if self._is_single:
            said = self.tr("It is from {day}. Say when it was really written.")
        self._told.show_text(fill(said, day=day) if how is DateChange.MOVE else "")
        self._show_reason()

    def _on_moment(self, at: object) -> None:
        if isinstance(at, datetime):
            self._wanted = at
            self._show_reason()

    @property
    def _by(self) -> timedelta:
        """How far the drafts are moved; to the minute, as that is what can be chosen."""
        return timedelta() if self._wanted == self._at else self._wanted - self._at.replace(second=0, microsecond=0)

    def _show_reason(self) -> None:
        why = ""
        if self.how.choice is DateChange.ONE_DAY and self.day.day is None:
            why = self.tr("Choose the day first.")
        elif self.how.choice is DateChange.MOVE and not self._by:
            why = self.tr("Choose a different day or time first.")
        self._why.give(why)

    def _change(self) -> Callable[[], Drafts]:
        drafts, which, how, by, day = self._drafts, self._chosen, self.how.choice, self._by, self.day.day
        if how is DateChange.MOVE:
            return lambda: moved(drafts, which, by)
        if how is DateChange.ONE_DAY and day is not None:
            return lambda: on_one_day(drafts, which, day, LOCAL)
        return lambda: read_in_order(drafts, month_first=how is DateChange.MONTH_FIRST)

    def on_change(self) -> None:
        """Change the dates."""
        self.moment.commit()
        self._when_changed(self._change())

    def take_focus(self) -> None:
        """Focus the first choice."""
        self.which.setFocus()
