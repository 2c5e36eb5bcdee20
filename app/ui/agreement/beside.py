"""What one person added beside an agreed text: shown to both, added alone and at once, taken off by its author."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from app.models.agreement import AgreementState, CurrentAgreement
from app.models.answer import Ceiling
from app.models.base import PersonId
from app.models.narrower import CAP, CHECK_IN, Beside, Narrower, narrows
from app.models.outline import DraftField
from app.models.person import partner_of
from app.services import narrowing
from app.ui.agreement.clause_words import ClauseWriter, field_title, minutes_word
from app.ui.design.tokens import Space
from app.ui.kit.buttons import Button, quiet, secondary
from app.ui.kit.controls import ComboBox
from app.ui.kit.flow import Flow, add_to, button_row, clear_layout, row_in, stack
from app.ui.kit.labels import caption, soft, strong
from app.ui.kit.notice import Notice
from app.ui.kit.surfaces import Card
from app.ui.presenter import Presenter
from app.ui.terms import ceiling_phrase
from app.ui.wording import fill
from app.ui.workspace import SHARED, Workspace

MINUTES = (5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240)
"""The caps and check-ins that are offered."""


class NarrowTarget(NamedTuple):
    """Something agreed that can be narrowed, and how."""

    clause_id: str
    title: str
    choices: tuple[Narrower, ...]


class NarrowPresenter(Presenter):
    """Adds something narrower beside an agreement, and takes it off."""

    def narrow(self, person: PersonId, agreement_id: str, clause_id: str, body: Narrower) -> None:
        """Put something narrower beside a clause."""
        today, toast = self._ws.today, self._ws.toast
        self.write(
            SHARED,
            lambda uow: narrowing.narrow(
                uow, person=person, agreement_id=agreement_id, clause_id=clause_id, body=body, today=today
            ),
            lambda _changes: toast(self.tr("Added. It counts from now on.")),
        )

    def take_off(self, person: PersonId, agreement_id: str, clause_id: str) -> None:
        """Take off what a person put beside a clause."""
        toast = self._ws.toast
        self.write(
            SHARED,
            lambda uow: narrowing.take_off(uow, person=person, agreement_id=agreement_id, clause_id=clause_id),
            lambda _changes: toast(self.tr("Removed. The text you both read counts again.")),
        )


class BesidePanel(Card):
    """Everything beside one agreement; whoever is alone can add to it."""

    def __init__(self, ws: Workspace) -> None:
        super().__init__(ws.design)
        self._ws = ws
        self._agreement_id = ""
        self._targets: tuple[NarrowTarget, ...] = ()
        self.take_off_buttons: dict[str, Button] = {}
        self.presenter = NarrowPresenter(ws, self)
        self._notice = Notice(ws.design, self)
        self.presenter.failed.connect(self._notice.show_error)
        self.add_header(self.tr("Added beside the text"), "arrows-in")
        self.add(
            soft(
                self.tr(
                    "Either of you can add something that only narrows what is agreed. It counts at once, and the "
                    "text you both read stays as it is."
                )
            )
        )
        self._lines = self.add(stack(spacing=Space.S))
        self.what = ComboBox(ws.design, self.tr("What to narrow"), lambda _key: self._show_choices())
        self.to = ComboBox(ws.design, self.tr("Narrow it to"))
        self._add = secondary(ws.design, self.tr("Add it"), self.on_add)
        self._row = Flow(self.what, self.to, self._add)
        self.add_all(self._row, self._notice)
        self.hide()

    def show_current(self, current: CurrentAgreement, writer: ClauseWriter) -> None:
        """Show what was added beside an agreement."""
        self._notice.clear()
        self._agreement_id = current.agreement.id
        clear_layout(self._lines)
        self.take_off_buttons.clear()
        for beside in current.beside:
            self._lines.addWidget(self._line(beside, beside_words(current, beside, writer)))
        is_own_turn = self._ws.session.presence.holder is not None and current.state is AgreementState.AGREED
        self._targets = tuple(narrow_targets(current, writer)) if is_own_turn else ()
        self._row.setVisible(bool(self._targets))
        if self._targets:
            self.what.show_options([(t.clause_id, t.title) for t in self._targets], self._targets[0].clause_id)
            self._show_choices()
        self.setVisible(bool(current.beside or self._targets))

    def on_add(self) -> None:
        """Add what is chosen."""
        person, target = self._ws.session.presence.holder, self._target()
        if person is not None and target is not None and isinstance(self.to.key, int):
            self.presenter.narrow(person, self._agreement_id, target.clause_id, target.choices[self.to.key])

    def _target(self) -> NarrowTarget | None:
        return next((target for target in self._targets if target.clause_id == self.what.key), None)

    def _show_choices(self) -> None:
        target = self._target()
        if target is not None:
            self.to.show_options([(n, narrower_word(body)) for n, body in enumerate(target.choices)], 0)

    def _line(self, beside: Beside, words: str) -> QWidget:
        line = QWidget()
        across = row_in(line, Space.M)
        said = stack(spacing=Space.XS)
        add_to(said, strong(words), caption(self._whose(beside.person)))
        across.addLayout(said, 1)
        if self._ws.session.presence.holder == beside.person:
            off = quiet(
                self._ws.design,
                self.tr("Remove it"),
                partial(self.presenter.take_off, beside.person, self._agreement_id, beside.clause_id),
            )
            off.setAccessibleName(fill(self.tr("Remove it: {what}"), what=words))
            self.take_off_buttons[beside.clause_id] = off
            across.addWidget(button_row(off))
        return line

    def _whose(self, person: PersonId) -> str:
        partner = partner_of(person, self._ws.session.people)
        words = self.tr("added by {name}; {partner} has not read it yet")
        return fill(words, name=self._ws.person(person).name, partner=partner.name if partner is not None else "")


def narrow_targets(current: CurrentAgreement, writer: ClauseWriter) -> Iterator[NarrowTarget]:
    """What of an agreement can be narrowed: the cap, the check-ins, and activities with room below their ceiling."""
    by_id = {clause.id: clause for clause in current.clauses}
    for clause_id, field in ((CAP, DraftField.CAP_MINUTES), (CHECK_IN, DraftField.CHECK_IN_MINUTES)):
        bodies = (Narrower(minutes=minutes) for minutes in reversed(MINUTES))
        choices = tuple(body for body in bodies if narrows(by_id.get(clause_id), clause_id, body))
        if choices and by_id.keys() & {CAP, CHECK_IN}:  # ground rules have no time
            yield NarrowTarget(clause_id, field_title(field), choices)
    for clause in current.items:
        bodies = (Narrower(ceiling=ceiling) for ceiling in reversed(Ceiling))
        choices = tuple(body for body in bodies if narrows(clause, clause.id, body))
        if choices:
            yield NarrowTarget(clause.id, writer.words(clause).title, choices)


def narrower_word(body: Narrower) -> str:
    """How far something is narrowed."""
    return minutes_word(body.minutes) if body.minutes is not None else ceiling_phrase(body.ceiling)


def beside_words(current: CurrentAgreement, beside: Beside, writer: ClauseWriter) -> str:
    """Something narrower beside a clause: its title, and how far it is narrowed."""
    titles = {CAP: field_title(DraftField.CAP_MINUTES), CHECK_IN: field_title(DraftField.CHECK_IN_MINUTES)}
    clause = next((each for each in current.clauses if each.id == beside.clause_id), None)
    title = titles.get(beside.clause_id) or (writer.words(clause).title if clause is not None else "")
    return f"{title}: {narrower_word(beside.body)}"
