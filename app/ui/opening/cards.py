"""What an opening shows: one thing on a card, words side by side, limits as a quiet list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.models.catalogue import Catalogue
from app.models.limits import Disclosure, Outcome, SharedTerm
from app.models.opening import OpenedPairing
from app.models.person import Person
from app.ui.design.design import Design
from app.ui.design.tokens import Size, Space, TextRole
from app.ui.kit.flow import Flow
from app.ui.kit.labels import Label, body, caption, display, lead, soft
from app.ui.kit.mark import mark_of
from app.ui.kit.narrow import TwoColumns
from app.ui.kit.stance import StancePill
from app.ui.kit.surfaces import Card, IconLabel, Panel
from app.ui.opening.presenter import Step
from app.ui.shared_rows import SharedRow, content_of
from app.ui.terms import (
    ceiling_phrase,
    entry_title,
    outcome_colour,
    outcome_icon,
    outcome_word,
    pairing_words,
    person_name,
    quoted,
)
from app.ui.words_row import WordsRow, rows_of_terms


def _tr(text: str) -> str:
    return QCoreApplication.translate("OpeningCards", text)


def step_card(design: Design, catalogue: Catalogue, people: Sequence[Person], step: Step) -> Card:
    """The card of one step."""
    if step.terms:
        return terms_card(design, catalogue, people, step.terms)
    if step.group is Outcome.OFF:
        return limits_card(design, catalogue, people, step.opened)
    return opened_card(design, catalogue, people, step)


def opened_card(design: Design, catalogue: Catalogue, people: Sequence[Person], step: Step) -> Card:
    """One pairing with what each said about it."""
    opened, group = step.opened[0], step.group or Outcome.YES
    card = Card(design, padding=Space.XXL, spacing=Space.L)
    card.add_header(outcome_word(group), outcome_icon(group), _place(step), outcome_colour(group))
    entry = catalogue.find(opened.pairing.activity_id)
    card.add(display(entry_title(catalogue, opened.pairing.activity_id)))
    if opened.pairing.active is not None:
        card.add(lead(pairing_words(entry, opened.pairing, people)))
    if entry is not None and entry.description:
        card.add(soft(entry.description))
    if group is Outcome.OFFERED:
        giver = person_name(people, opened.disclosures[0].person)
        card.add(body(_tr("{name} shares this. No answer needed.").replace("{name}", giver)))
    said = [
        said_panel(design, person, disclosure)
        for person in people
        for disclosure in opened.disclosures
        if disclosure.person == person.id
    ]
    if len(said) == 2:
        card.add(TwoColumns(design, said[0], said[1]))
    else:
        for one in said:
            card.add(one)
    if entry is not None and entry.risk:
        card.add(risk_line(design, entry.risk))
    return card


def _place(step: Step) -> QWidget | None:
    if step.of < 2:
        return None
    words = _tr("{at} of {all}").replace("{at}", str(step.place)).replace("{all}", str(step.of))
    label = caption(words)
    label.setWordWrap(False)
    return label


def said_panel(design: Design, person: Person, disclosure: Disclosure) -> Panel:
    panel = Panel(design)
    name = Label(person.name, TextRole.STRONG, wrap=False)
    panel.add(Flow(mark_of(design, person), name, StancePill(design, disclosure.stance), spacing=Space.M))
    if disclosure.ceiling is not None:
        panel.add(body(ceiling_phrase(disclosure.ceiling)))
    if disclosure.conditions.strip():
        panel.add(body(quoted(disclosure.conditions)))
    panel.body.addStretch(1)
    return panel


def risk_line(design: Design, risk: str) -> QWidget:
    """The risk note that is always visible with an entry."""
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(Space.S)
    line.addWidget(IconLabel(design, "info", size=Size.ICON_SMALL))
    line.addWidget(caption(risk), 1)
    return holder


def terms_card(design: Design, catalogue: Catalogue, people: Sequence[Person], terms: Sequence[SharedTerm]) -> Card:
    """Each one's own words, side by side."""
    card = Card(design, padding=Space.XXL, spacing=Space.L)
    card.add_header(_tr("In our words"), "quotes")
    for row in rows_of_terms(catalogue, people, terms):
        card.add(WordsRow(design, row, side_pad=0))
    return card


def limits_card(
    design: Design, catalogue: Catalogue, people: Sequence[Person], limits: Sequence[OpenedPairing]
) -> Card:
    """Limits as a quiet list."""
    card = Card(design, padding=Space.NONE, spacing=Space.NONE)
    head = QWidget()
    column = QVBoxLayout(head)
    column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
    column.addWidget(Label(_tr("Limits"), TextRole.TITLE))
    column.addWidget(soft(_tr("They need no reason and no answer. Thank you for telling each other.")))
    card.add(head)
    for opened in limits:
        card.add(SharedRow(design, content_of(catalogue, people, opened.pairing, opened.disclosures)))
    return card
