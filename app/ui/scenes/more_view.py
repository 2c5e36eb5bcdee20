"""*Add more*: roles, contacts, health, substances, stop criteria, debrief, questions; each opened on demand."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.models.outline import Draft, DraftField, DraftSection, PersonRole, PersonWords, Role
from app.models.person import Person
from app.services.drafts import DraftView
from app.ui.agreement.clause_words import ClauseWriter, section_title
from app.ui.agreement.lines import ChipText
from app.ui.agreement.own_turn import OwnTurnPanel
from app.ui.agreement.section_view import SectionView
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.buttons import quiet
from app.ui.kit.field import TextField
from app.ui.kit.flow import add_to, row, stack
from app.ui.kit.labels import body, soft, strong
from app.ui.kit.mark import mark_of
from app.ui.kit.segments import Segments
from app.ui.kit.surfaces import Card
from app.ui.page_id import PageId
from app.ui.wording import fill

Show = Callable[[DraftView], object]


class OptionalPart(Card):
    """One optional part; closed until it has content or is opened."""

    def __init__(self, design: Design, heading: str, build: Callable[[QVBoxLayout], Show]) -> None:
        super().__init__(design)
        self._build = build
        self._show_inside: Show = _nothing
        self._view: DraftView | None = None
        self.is_open = False
        self.toggle = quiet(design, self.tr("Add"), self.open, icon="plus")
        self.toggle.setAccessibleName(fill(self.tr("Add: {what}"), what=heading))
        self.add_header(heading, trailing=self.toggle)

    def open(self) -> None:
        """Open the part and focus its first field."""
        self._open()
        self.focusNextChild()

    def _open(self) -> None:
        if self.is_open:
            return
        self.is_open = True
        self.toggle.hide()
        inside = self.add(stack(spacing=Space.M))
        self._show_inside = self._build(inside)
        if self._view is not None:
            self._show_inside(self._view)

    def show_view(self, view: DraftView, has_content: bool) -> None:
        """Show the content; a part with content opens by itself."""
        self._view = view
        if self.is_open:
            self._show_inside(view)
        elif has_content:
            self._open()


def _nothing(_view: DraftView) -> None:
    return None


class MoreView(SectionView):
    """All the optional parts."""

    def build(self) -> None:
        """Each part has its own builder."""
        texts = self.ws.texts
        self._texts: list[ChipText] = []
        self._fields: list[TextField] = []
        lines = self._lines_part
        self.turn = OwnTurnPanel(self.ws, PageId.SCENES, lambda: self.presenter.draft.id)
        self.column.addWidget(self.turn)
        contacts = OwnField(
            "contacts",
            self.tr(
                "People each of you may call or talk to about it, on the day or afterwards. Each of you names your own."
            ),
            self.tr("People {name} may call"),
            texts.contacts,
        )
        health = OwnField(
            "health",
            self.tr("Only what your partner needs to know for this. Each of you writes this for yourself."),
            self.tr("What {name} wants you to know"),
            texts.health,
        )
        self.parts: dict[DraftSection, OptionalPart] = {}
        builders: tuple[tuple[DraftSection, Callable[[QVBoxLayout], Show]], ...] = (
            (DraftSection.ROLES, self._build_roles),
            (DraftSection.CONTACTS, partial(self._build_own, contacts)),
            (DraftSection.HEALTH, partial(self._build_own, health)),
            (DraftSection.SUBSTANCES, self._text_part(DraftField.SUBSTANCES, texts.substances)),
            (
                DraftSection.STOP_CRITERIA,
                lines("stop_criteria", texts.stop_criteria, self.tr("Another reason to stop")),
            ),
            (DraftSection.DEBRIEF, self._text_part(DraftField.DEBRIEF, texts.debriefs)),
            (DraftSection.QUESTIONS, lines("questions", texts.therapist_questions, self.tr("Another question"))),
        )
        for section, build in builders:
            part = OptionalPart(self.ws.design, section_title(section), build)
            self.parts[section] = part
            self.column.addWidget(part)

    def show_draft(self, view: DraftView, writer: ClauseWriter) -> None:
        """Show every part."""
        self.turn.refresh()
        for section, part in self.parts.items():
            part.show_view(view, has_content(view.draft, section))

    def flush(self) -> None:
        """Emit what is being typed."""
        for text in self._texts:
            text.flush()
        for field in self._fields:
            field.commit()

    def _lines_part(self, field: str, offers: tuple[str, ...], label: str) -> Callable[[QVBoxLayout], Show]:
        def build(inside: QVBoxLayout) -> Show:
            editor = self.lines_editor(field, offers, label)
            inside.addWidget(editor)
            return lambda view: editor.show_lines(getattr(view.draft, field), self.ws.person)

        return build

    def _text_part(self, field: DraftField, offers: tuple[str, ...]) -> Callable[[QVBoxLayout], Show]:
        def build(inside: QVBoxLayout) -> Show:
            text = self.words_field(field, self.tr("In our words"), offers)
            self._texts.append(text)
            inside.addWidget(text)

            def show(view: DraftView) -> None:
                text.show_text(getattr(view.draft, field.value))
                text.show_mark(allows=field in view.draft.allowing)

            return show

        return build

    def _build_roles(self, inside: QVBoxLayout) -> Show:
        shows = [self._build_role(inside, person) for person in self.ws.session.people]
        return lambda view: [show(view) for show in shows]

    def _build_role(self, inside: QVBoxLayout, person: Person) -> Show:
        design, presenter = self.ws.design, self.presenter
        inside.addWidget(_head(design, person))
        options = list(self.ws.texts.roles.items())
        choice = Segments(design, "", options, name=fill(self.tr("{name}’s role"), name=person.name))
        words = TextField(design, fill(self.tr("In {name}’s own words"), name=person.name), rows=1)
        reading = body("")

        def role() -> PersonRole:
            return presenter.own("roles", PersonRole(person=person.id))

        choice.chosen.connect(lambda key: presenter.set_own("roles", role().evolve(role=key or Role.NONE)))
        words.committed.connect(lambda text: presenter.set_own("roles", role().evolve(text=text)))
        add_to(inside, choice, words, reading)
        self._fields.append(words)

        def show(_view: DraftView) -> None:
            may, now = presenter.may_edit(person.id), role()
            choice.setVisible(may)
            words.setVisible(may)
            reading.setVisible(not may)
            choice.show_choice(now.role)
            if not words.edit.hasFocus():
                words.show_text(now.text)
            title = self.ws.texts.roles[now.role]
            reading.setText("\n".join(part for part in (title, now.text) if part))

        return show

    def _build_own(self, field: OwnField, inside: QVBoxLayout) -> Show:
        inside.addWidget(soft(field.about))
        shows = [self._build_own_of(field, inside, person) for person in self.ws.session.people]
        return lambda view: [show(view) for show in shows]

    def _build_own_of(self, field: OwnField, inside: QVBoxLayout, person: Person) -> Show:
        design, presenter = self.ws.design, self.presenter
        inside.addWidget(_head(design, person))
        text = ChipText(design, fill(field.label, name=person.name), field.offers)
        reading = body("")

        def own() -> PersonWords:
            return presenter.own(field.name, PersonWords(person=person.id))

        text.committed.connect(lambda words: presenter.set_own(field.name, own().evolve(text=words)))
        add_to(inside, text, reading)
        self._texts.append(text)

        def show(_view: DraftView) -> None:
            may, now = presenter.may_edit(person.id), own()
            text.setVisible(may)
            reading.setVisible(not may)
            text.show_text(now.text)
            reading.setText(now.text or fill(self.tr("Nothing here yet. Only {name} writes this."), name=person.name))

        return show


class OwnField(NamedTuple):
    """A field of the draft that each person fills for themselves, and what it is for."""

    name: str
    about: str
    label: str
    offers: tuple[str, ...]


def _head(design: Design, person: Person) -> QWidget:
    head = QWidget()
    line = row(mark_of(design, person), strong(person.name))
    line.setAlignment(Qt.AlignmentFlag.AlignLeft)
    head.setLayout(line)
    return head


def has_content(draft: Draft, section: DraftSection) -> bool:
    """Whether an optional part has content."""
    return {
        DraftSection.ROLES: bool(draft.roles),
        DraftSection.CONTACTS: any(contacts.text.strip() for contacts in draft.contacts),
        DraftSection.HEALTH: any(health.text.strip() for health in draft.health),
        DraftSection.SUBSTANCES: bool(draft.substances.strip()),
        DraftSection.STOP_CRITERIA: bool(draft.stop_criteria),
        DraftSection.DEBRIEF: bool(draft.debrief.strip()),
        DraftSection.QUESTIONS: bool(draft.questions),
    }[section]
