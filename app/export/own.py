"""A page of one person's own words: limits, conditions, terms, aftercare and questions. Nothing of the other's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from app.export.entries import Entries, care_texts, notes_section, own_words
from app.export.page import (
    Bullets,
    FactRows,
    Named,
    Numbered,
    PageBlock,
    PagePart,
    PageSection,
    Piece,
    PieceGroup,
    PrintablePage,
    Run,
)
from app.export.page_words import PageWords
from app.models.answer import Answer, Stance, TermWords, Visibility
from app.models.catalogue import Catalogue, Direction, SideLabels
from app.models.material import Material
from app.models.texts import Texts


def own_page(material: Material, *, texts: Texts, words: PageWords) -> PrintablePage:
    """What one person may bring along alone. Answers kept to oneself, and every note, stay out."""
    maker = _OwnSections(material, texts, words)
    title = words.title_of(material.kind)
    return PrintablePage(
        language=words.language,
        document_title=words.document_title,
        title=Piece(text=title),
        plain_title=title,
        details=tuple(Piece(text="", by=person.id, named=True) for person in material.people),
        notice=words.notices["own_words"],
        people=tuple(Named(person=person.id, label=person.name) for person in material.people),
        sections=tuple(maker.sections()),
        footer=words.footers["own_words"],
        footer_count=words.footers["count"],
    )


class _OwnSections:
    """Makes the sections of one page."""

    def __init__(self, material: Material, texts: Texts, words: PageWords) -> None:
        self._material = material
        self._texts = texts
        self._words = words
        self._entries = Entries(material.catalogue, words)

    def sections(self) -> Iterator[PageSection]:
        """Every section that has something in it."""
        makers = {
            PagePart.LIMITS: self._limits,
            PagePart.TALK: self._conditions,
            PagePart.TERMS: self._terms,
            PagePart.AFTERCARE: self._aftercare,
            PagePart.QUESTIONS: self._questions,
        }
        yield from filled_sections(makers, self._words)
        yield notes_section(self._words)

    def _answers(self) -> Iterator[Answer]:
        for answer in answers_in_order(self._material.answers, self._material.catalogue):
            if answer.visibility is not Visibility.NEVER and answer.is_complete:
                yield answer

    def _name(self, answer: Answer) -> str:
        return answer_name(answer, self._entries, self._words)

    def _limits(self) -> Iterable[PageBlock]:
        kinds = ((self._words.off, Stance.HARD_LIMIT), (self._words.not_now, Stance.SOFT_LIMIT))
        for label, stance in kinds:
            pieces = tuple(
                self._entries.piece(a.activity_id, self._name(a), piece_id=answer_id(a))
                for a in self._answers()
                if a.stance is stance
            )
            if pieces:
                yield Run(label=label, pieces=pieces)

    def _conditions(self) -> Iterable[PageBlock]:
        pieces = tuple(
            self._entries.piece(
                a.activity_id,
                f"{self._name(a)}: {with_stance(self._words.stances[a.stance], a.conditions)}",
                piece_id=answer_id(a),
            ).evolve(own=True)
            for a in self._answers()
            if a.stance is Stance.ONLY_IF
        )
        if pieces:
            yield Bullets(pieces=pieces)

    def _terms(self) -> Iterable[PageBlock]:
        terms = self._material.terms
        yield from term_facts((t for t in terms if t.visibility is not Visibility.NEVER), self._entries)

    def _aftercare(self) -> Iterable[PageBlock]:
        rows: list[PieceGroup] = []
        for plan in self._material.aftercare:
            for label, needs in care_texts(plan, self._texts):
                pieces = tuple(own_words(need, piece_id="aftercare") for need in needs)
                rows.append(PieceGroup(label=label, pieces=pieces, inline=True))
            avoid = tuple(own_words(text, piece_id="aftercare") for text in plan.avoid)
            if avoid:
                rows.append(PieceGroup(label=self._words.care.avoid, pieces=avoid, inline=True))
            if plan.words.strip():
                rows.append(PieceGroup(pieces=(own_words(plan.words, piece_id="aftercare"),)))
        if rows:
            yield FactRows(rows=tuple(rows))

    def _questions(self) -> Iterable[PageBlock]:
        yield from question_list(self._material.questions)


def filled_sections(
    makers: Mapping[PagePart, Callable[[], Iterable[PageBlock]]], words: PageWords
) -> Iterator[PageSection]:
    """Every section that has something in it, in the order given."""
    for part, make in makers.items():
        blocks = tuple(make())
        if blocks:
            yield PageSection(id=part, title=words.own_sections[part], blocks=blocks)


def answers_in_order(answers: Iterable[Answer], catalogue: Catalogue) -> list[Answer]:
    """The answers to what is in the catalogue, in its order."""
    order = {entry.id: n for n, entry in enumerate(catalogue.entries)}
    known = (answer for answer in answers if answer.activity_id in order)
    return sorted(known, key=lambda a: (order[a.activity_id], a.direction.value))


def term_facts(terms: Iterable[TermWords], entries: Entries) -> Iterator[PageBlock]:
    """What terms mean to somebody, in their words."""
    rows = tuple(
        PieceGroup(
            label=entries.title(term.entry_id),
            pieces=(entries.piece(term.entry_id, term.words, piece_id=f"term:{term.entry_id}").evolve(own=True),),
        )
        for term in terms
        if term.words.strip()
    )
    if rows:
        yield FactRows(rows=rows)


def question_list(questions: Iterable[str]) -> Iterator[PageBlock]:
    """Questions to bring, those that say something."""
    pieces = tuple(own_words(text, piece_id=f"question:{n}") for n, text in enumerate(questions) if text.strip())
    if pieces:
        yield Numbered(pieces=pieces)


def answer_name(answer: Answer, entries: Entries, words: PageWords) -> str:
    """The activity, and on which side of it."""
    title = entries.title(answer.activity_id)
    entry = entries.find(answer.activity_id)
    if answer.direction is Direction.TOGETHER or entry is None or entry.labels is SideLabels.NONE:
        return title
    side = words.own_sides[entry.labels][0 if answer.direction is Direction.ACTIVE else 1]
    return f"{title} ({side})"


def answer_id(answer: Answer) -> str:
    """What an answer is called among the pieces of a page."""
    return f"answer:{answer.activity_id}:{answer.direction.value}"


def with_stance(stance: str, conditions: str) -> str:
    """The condition after its stance, unless it begins with those words itself."""
    if conditions.strip().casefold().startswith(stance.casefold()):
        return conditions
    return f"{stance.lower()}: {conditions}"
