"""Filling in a check-in: its time, a row for each dimension, a note and an occasion, all saved at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal

from app.models.check_in import CheckIn, Dimension, Occasion
from app.ui.check_ins.presenter import CheckInsPresenter
from app.ui.check_ins.rating_row import RatingRow
from app.ui.check_ins.words import moment_words, occasion_choice, was_made_here
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.buttons import primary, quiet
from app.ui.kit.controls import MomentFields
from app.ui.kit.field import TextField
from app.ui.kit.flow import Column, Flow, button_row, clear_layout
from app.ui.kit.labels import Label, body, caption
from app.ui.kit.scroll import ScrollPage
from app.ui.kit.segments import Segments
from app.ui.kit.surfaces import Card, divider
from app.ui.local_zone import LOCAL
from app.ui.wording import fill


class WhenLine(Column):
    """Shows the time as words; *Change the time* replaces them by fields, which are made on first use."""

    picked = Signal(object)
    """The chosen time (UTC)."""

    def __init__(self, design: Design) -> None:
        super().__init__(spacing=Space.XS)
        self._design = design
        self._check_in: CheckIn | None = None
        self._today = date.min
        self.words = body(wrap=False)
        self.change = quiet(design, self.tr("Change the time"), self.on_change, icon="clock")
        self._line = self.add(Flow(self.words, self.change, spacing=Space.M))
        self.fields: MomentFields | None = None
        self.error = self.add(Label("", tone="hard_limit"))
        self.error.hide()

    def show_time(self, check_in: CheckIn, today: date) -> None:
        """Show the time of a check-in where it was made, even one in the future: the clock may have been set back."""
        self._check_in, self._today = check_in, today
        when = moment_words(check_in, today)
        here = was_made_here(check_in)
        self.words.setText(when if here else fill(self.tr("{when} (in a different time zone)"), when=when))
        self.error.hide()
        if self.fields is not None:
            self.fields.day.show_range(date(1990, 1, 1), max(today, check_in.day(LOCAL)))
            self.fields.show_moment(check_in.at, LOCAL if here else check_in.zone_there(LOCAL))

    def close_fields(self) -> None:
        """Show words instead of fields."""
        if self.fields is not None:
            self.fields.hide()
        self.words.show()
        self.change.show()

    def on_change(self) -> None:
        """Show fields instead of words."""
        if self.fields is None:
            self.fields = MomentFields(self._design, self.tr("Day of the check-in"), self.tr("Time of the check-in"))
            self.fields.picked.connect(self.picked)
            self._line.flow.insert_widget(0, self.fields)
            if self._check_in is not None:
                self.show_time(self._check_in, self._today)
        self.words.hide()
        self.change.hide()
        self.fields.show()
        self.fields.day.edit.setFocus(Qt.FocusReason.TabFocusReason)

    def refuse(self) -> None:
        """Say that a time in the future is refused."""
        self.error.show_text(self.tr("That is in the future. The earlier time was kept."))

    def commit(self) -> None:
        """Take what was typed."""
        if self.fields is not None:
            self.fields.commit()


class FillView(ScrollPage):
    """Edits the presenter's draft."""

    finished = Signal()
    delete_wanted = Signal()
    dimensions_wanted = Signal()
    fresh_wanted = Signal()

    def __init__(self, design: Design, presenter: CheckInsPresenter) -> None:
        super().__init__(design, top=Space.NONE)
        self._presenter = presenter
        self.rows: dict[str, RatingRow] = {}
        self._shown: tuple[Dimension, ...] = ()
        self.card = Card(design)
        self.body.addWidget(self.card)
        self.body.addStretch(1)

    def build(self) -> Iterator[None]:
        """Build everything except the rows, in pieces."""
        design = self._design
        self.when = self.card.add(WhenLine(design))
        self.when.picked.connect(self._on_time)
        keys = self.tr(
            "Press 0 to 4 or use the arrows, then Enter for the next one. Skip whatever you like. Press Ctrl+Enter "
            "when you are done."
        )
        self.card.add(caption(keys))
        self._column = self.card.add(Column(spacing=Space.S + 2))
        yield
        self.note = TextField(design, self.tr("Note"), placeholder=self.tr("Anything you would like to remember."))
        self.note.committed.connect(self._presenter.set_note)
        self.card.add_all(divider(), self.note)
        yield
        self.occasion = Segments(design, self.tr("Occasion"), [(each, occasion_choice(each)) for each in Occasion])
        self.occasion.chosen.connect(lambda key: self._presenter.set_occasion(Occasion(str(key))))
        marked = self.tr(
            "A scene or debrief that you mention here is marked in the chart, and the 72 hours after a scene are "
            "shaded. For an earlier one, change the time above. Nothing is marked automatically."
        )
        self.card.add_all(self.occasion, caption(marked))
        yield
        self.done = primary(design, self.tr("Done"), self.finished.emit)
        self.done.is_known = True
        self.delete = quiet(design, self.tr("Delete this one"), self.delete_wanted.emit, icon="trash")
        self.fresh = quiet(design, self.tr("Start a new one"), self.fresh_wanted.emit, icon="plus")
        self.more = quiet(design, self.tr("What to ask"), self.dimensions_wanted.emit, icon="sliders-horizontal")
        self.delete.hide()
        self.fresh.hide()
        self.card.add(button_row(self.done, self.fresh, self.delete, self.more))
        yield

    def show_dimensions(self, dimensions: tuple[Dimension, ...]) -> Iterator[None]:
        """Build the rows in pieces, unless the dimensions are unchanged."""
        if dimensions == self._shown:
            return
        self._shown = ()  # set after the last row: if building is cancelled, it starts over
        self.rows.clear()
        clear_layout(self._column.body)
        for dimension in dimensions:
            row = RatingRow(self._design, dimension)
            row.rated.connect(lambda rating, name=dimension.id: self._presenter.rate(name, rating))
            row.left.connect(lambda by, name=dimension.id: self._on_left(name, by))
            self.rows[dimension.id] = row
            row.show_rating(self._presenter.draft.rating(dimension.id))
            self._column.add(row)
            yield
        self._shown = dimensions

    def show_check_in(self, check_in: CheckIn) -> None:
        """Show a check-in without emitting."""
        self.when.show_time(check_in, self._presenter.today)
        for name, row in self.rows.items():
            row.show_rating(check_in.rating(name))
        self.note.show_text(check_in.note)
        self.occasion.show_choice(check_in.occasion)
        self.show_state()

    def show_state(self) -> None:
        """Show the buttons that apply to the draft."""
        self.delete.setVisible(self._presenter.find(self._presenter.draft.id) is not None)
        self.fresh.setVisible(self._presenter.is_earlier)

    def take_focus(self) -> None:
        """Focus the first unrated row, or the note if all are rated."""
        row = next((row for row in self.rows.values() if row.rating is None), None)
        if row is not None:
            row.take_focus()
        else:
            self.note.edit.setFocus(Qt.FocusReason.TabFocusReason)

    def flush(self) -> None:
        """Save what is being typed."""
        self.when.commit()
        self.note.commit()

    def _on_left(self, name: str, by: int) -> None:
        rows = list(self.rows.values())
        at = rows.index(self.rows[name]) + by
        if at >= len(rows):
            self.note.edit.setFocus(Qt.FocusReason.TabFocusReason)
        elif at >= 0:
            rows[at].take_focus()

    def _on_time(self, at: datetime) -> None:
        taken = self._presenter.set_time(at)
        self.when.show_time(self._presenter.draft, self._presenter.today)
        if not taken:
            self.when.refuse()
