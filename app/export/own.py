"""A page of one person's words: limits, conditions, terms, aftercare and questions. Nothing of the partner is on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from app.export.entries import (
    PageEntries,
    care_groups,
    clinician_section,
    filled_sections,
    notes_section,
    own_words,
    page_frame,
)
from app.export.page import (
    FactRows,
    PageBlock,
    PagePart,
    PageSection,
    PersonSide,
    Piece,
    PieceGroup,
    Points,
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
        _sections(material, texts, words),
        notice=words.own_words_notice,
        footer=words.own_words_footer,
        details=tuple(Piece(text="", by=person.id, named=True) for person in material.people),
        people=material.people,
    )


def _sections(material: Material, texts: Texts, words: PageWords) -> Iterator[PageSection]:
    entries = PageEntries(material.catalogue, words)
    known = answers_in_order(material.answers, material.catalogue)
    answers = [answer for answer in known if answer.visibility is not Visibility.NEVER and answer.is_said]
    to_talk = (a for stance in (Stance.ONLY_IF, Stance.MORE_FIRST) for a in answers if a.stance is stance)
    conditions = (answer_with_stance(a, entries, words) for a in to_talk)
    care = (care_groups(plan, texts, words, piece_id="aftercare") for plan in material.aftercare)
    parts: dict[PagePart, Iterable[PageBlock]] = {
        PagePart.LIMITS: limit_runs(answers, entries, words),
        PagePart.TALK: (Points(pieces=tuple(conditions)),),
        PagePart.TERMS: term_facts((term for term in material.terms if not term.never_shared), entries),
        PagePart.AFTERCARE: (FactRows(rows=tuple(chain.from_iterable(care))),),
        PagePart.QUESTIONS: question_list(material.questions),
    }
    yield from filled_sections(parts, words.own_sections)
    yield notes_section(words)
    yield clinician_section(words, of_two=False)


def answers_in_order(answers: Iterable[Answer], catalogue: Catalogue) -> list[Answer]:
    """The answers to entries of the catalogue, in its order."""
    order = {entry.id: n for n, entry in enumerate(catalogue.entries)}
    known = (answer for answer in answers if answer.activity_id in order)
    return sorted(known, key=lambda a: (order[a.activity_id], a.direction.value))


def term_facts(terms: Iterable[TermWords], entries: PageEntries) -> Iterator[PageBlock]:
    """Terms with what they mean to a person."""
    rows = (
        PieceGroup(
            label=entries.title(term.entry_id),
            pieces=(entries.piece(term.entry_id, term.words, piece_id=f"term:{term.entry_id}").evolve(own=True),),
        )
        for term in terms
        if term.words.strip()
    )
    yield FactRows(rows=tuple(rows))


def question_list(questions: Iterable[str]) -> Iterator[PageBlock]:
    """The questions that are not empty."""
    pieces = (own_words(text, piece_id=f"question:{n}") for n, text in enumerate(questions) if text.strip())
    yield Points(pieces=tuple(pieces), numbered=True)


def limit_runs(answers: Sequence[Answer], entries: PageEntries, words: PageWords) -> Iterator[PageBlock]:
    """The activities with a limit."""
    for label, stance in ((words.off, Stance.HARD_LIMIT), (words.not_now, Stance.SOFT_LIMIT)):
        limits = (answer for answer in answers if answer.stance is stance)
        pieces = (answer_piece(answer, entries, words, apart=True) for answer in limits)
        yield Run(label=label, pieces=tuple(pieces), listed=True)


def answer_with_stance(answer: Answer, entries: PageEntries, words: PageWords) -> Piece:
    """The activity, its side and the conditions, after the stance unless they begin with it."""
    assert answer.stance is not None, "answers without a stance are not printed"
    stance, said = words.stances[answer.stance], "" if answer.stance is Stance.MORE_FIRST else answer.conditions
    if not said.strip():
        said = stance.lower()
    elif not said.strip().casefold().startswith(stance.casefold()):
        said = f"{stance.lower()}: {said}"
    piece = answer_piece(answer, entries, words)
    return piece.evolve(text=f"{piece.text}: {said}", own=True)


def answer_piece(answer: Answer, entries: PageEntries, words: PageWords, *, apart: bool = False) -> Piece:
    """The activity and its side, in one text or `apart`."""
    text, side = entries.title(answer.activity_id), ""
    entry = entries.find(answer.activity_id)
    if answer.direction is not Direction.TOGETHER and entry is not None and entry.labels is not SideLabels.NONE:
        side = words.own_sides[entry.labels][0 if answer.direction is Direction.ACTIVE else 1]
    piece_id = f"answer:{answer.activity_id}:{answer.direction.value}"
    piece = entries.piece(answer.activity_id, text if apart or not side else f"{text} ({side})", piece_id=piece_id)
    return piece.evolve(aside=(PersonSide(words=side),)) if apart and side else piece
