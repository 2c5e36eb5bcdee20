"""The screen *Aftercare*: each person's needs and what to avoid, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.models.base import PersonId
from app.ui.aftercare.column import CareColumn
from app.ui.aftercare.giving import GivingCard
from app.ui.aftercare.presenter import AftercarePresenter
from app.ui.agreement.own_turn import OwnTurnPanel
from app.ui.design.tokens import Space
from app.ui.kit.flow import Box, row_in
from app.ui.kit.labels import soft
from app.ui.kit.narrow import NarrowSwitch
from app.ui.kit.surfaces import Panel
from app.ui.page import Page
from app.ui.page_id import PageId
from app.ui.workspace import Workspace

NARROW = 760
"""Below this width (at 100 % text) the columns are stacked."""


class AftercarePage(Page):
    """Two columns, one per person, who alone edits it."""

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(ws, parent)
        self.presenter = AftercarePresenter(ws, self)
        what = self.tr("What each of you needs afterwards, however it went. “Nothing” is an answer too.")
        self.build_head(self.tr("Aftercare"), what)
        self.follow(self.presenter, self.refresh)
        self._turn = OwnTurnPanel(ws, PageId.AFTERCARE)
        self.body.addWidget(self._turn)
        both = Box()
        self._row = row_in(both, Space.L)
        self._columns: dict[PersonId, CareColumn] = {}
        self.body.addWidget(both)
        self._giving = GivingCard(ws.design)
        NarrowSwitch(ws.design, both, NARROW, self._row)
        self.fill(self._build())

    def _build(self) -> Iterator[None]:
        ws = self.ws
        for person in ws.session.people:
            self._add_column(person.id)
            yield
        self._giving.answered.connect(self.presenter.can_give)
        self.body.addWidget(self._giving)
        later = Panel(ws.design)
        later.add(
            soft(
                self.tr(
                    "Drop can come the same night or days later, in any role. Plan one small thing for the next day "
                    "and one for the day after."
                )
            )
        )
        self.body.addWidget(later)
        self.body.addStretch(1)

    def _add_column(self, person_id: PersonId) -> None:
        column = CareColumn(self.ws.design, self.ws.person(person_id), self.ws.texts)
        self._row.addWidget(column, 1)
        column.need_toggled.connect(partial(self.presenter.set_need, person_id))
        column.avoid_toggled.connect(partial(self.presenter.set_avoid, person_id))
        column.words_written.connect(partial(self.presenter.set_words, person_id))
        column.nothing_toggled.connect(partial(self.presenter.set_nothing, person_id))
        self._columns[person_id] = column

    def _make_editable(self, person_id: PersonId, column: CareColumn) -> Iterator[None]:
        """Only whoever edits a column needs what it is edited with."""
        yield from column.build_editor()
        for name, edit in zip(("helps", "avoid"), column.own_words, strict=True):
            self.ws.unadded.hold(f"aftercare.{name}", edit, person_id)

    def activate(self, argument: object = None) -> None:
        """Load the plans."""
        self.presenter.reload()

    def on_presence_changed(self) -> None:
        """Who is here decides which plan can be edited."""
        self.refresh()

    def flush(self) -> None:
        """Save what is being typed."""
        for column in self._columns.values():
            column.flush()
        self._giving.flush()

    def refresh(self) -> None:
        """Show each plan, editable for its owner in their own turn."""
        self._turn.refresh()
        self.fill(self._show_plans())

    def _show_plans(self) -> Iterator[None]:
        # Beside what is being written, what is only read is as high as its words; otherwise both are equally high.
        is_written = any(map(self.presenter.may_edit, self._columns))
        for column in self._columns.values():
            self._row.setAlignment(column, Qt.AlignmentFlag.AlignTop if is_written else Qt.AlignmentFlag(0))
        for person_id, column in self._columns.items():
            editable = self.presenter.may_edit(person_id)
            if editable and not column.has_editor:
                yield from self._make_editable(person_id, column)
            yield from column.show_plan(self.presenter.plan(person_id), editable=editable)
        session = self.ws.session
        me = None if session.me is None else session.person(session.me)
        yield from self._giving.show_needs(self.presenter.needs, session.people, me)
