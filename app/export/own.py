"""A page of one person's words: limits, conditions, terms, aftercare and questions. Nothing of the partner is on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from app.export.entries import PageEntries, care_groups, filled_sections, notes_section, own_words, page_frame
from app.export.page import (
    Bullets,
    FactRows,
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
    """The whole page. Answers that are never disclosed and all notes are left out."""
    return page_frame(
        words,
        words.titles[material.kind],
        _OwnSections(material, texts, words).sections(),
        notice=words.notices.own_words,
        footer=words.footers.own_words,
        details=tuple(Piece(text="", by=person.id, named=True) for person in material.people),
        people=material.people,
    )


class _OwnSections:
    """Makes the sections of one page."""

    def __init__(self, material: Material, texts: Texts, words: PageWords) -> None:
        self._material = material
        self._texts = texts
        self._words = words
        self._entries = PageEntries(material.catalogue, words)

    def sections(self) -> Iterator[PageSection]:
        """All sections that are not empty."""
        makers: dict[PagePart, Callable[[], Iterable[PageBlock]]] = {
            PagePart.LIMITS: self._limits,
            PagePart.TALK: self._conditions,
            PagePart.TERMS: self._terms,
            PagePart.AFTERCARE: self._aftercare,
            PagePart.QUESTIONS: self._questions,
        }
        yield from filled_sections(makers, self._words.own_sections)
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
        plans = self._material.aftercare
        rows = tuple(row for plan in plans for row in care_groups(plan, self._texts, self._words, piece_id="aftercare"))
        if rows:
            yield FactRows(rows=rows)

    def _questions(self) -> Iterable[PageBlock]:
        yield from question_list(self._material.questions)


def answers_in_order(answers: Iterable[Answer], catalogue: Catalogue) -> list[Answer]:
    """The answers to entries of the catalogue, in its order."""
    order = {entry.id: n for n, entry in enumerate(catalogue.entries)}
    known = (answer for answer in answers if answer.activity_id in order)
    return sorted(known, key=lambda a: (order[a.activity_id], a.direction.value))


def term_facts(terms: Iterable[TermWords], entries: PageEntries) -> Iterator[PageBlock]:
    """Terms with what they mean to a person."""
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
    """The questions that are not empty."""
    pieces = tuple(own_words(text, piece_id=f"question:{n}") for n, text in enumerate(questions) if text.strip())
    if pieces:
        yield Numbered(pieces=pieces)


def answer_name(answer: Answer, entries: PageEntries, words: PageWords) -> str:
    """The activity and its side."""
    title = entries.title(answer.activity_id)
    entry = entries.find(answer.activity_id)
    if answer.direction is Direction.TOGETHER or entry is None or entry.labels is SideLabels.NONE:
        return title
    side = words.own_sides[entry.labels][0 if answer.direction is Direction.ACTIVE else 1]
    return f"{title} ({side})"


def answer_id(answer: Answer) -> str:
    """The id of an answer's piece."""
    return f"answer:{answer.activity_id}:{answer.direction.value}"


def with_stance(stance: str, conditions: str) -> str:
    """The condition with its stance before it, unless it begins with the same words."""
    if conditions.strip().casefold().startswith(stance.casefold()):
        return conditions
    return f"{stance.lower()}: {conditions}"
