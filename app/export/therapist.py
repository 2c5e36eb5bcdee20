"""One person's sheet for their therapist, as a page: only what they chose, and nothing of the partner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import tzinfo
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
from app.export.own import answer_piece, answer_with_stance, answers_in_order, limit_runs, question_list, term_facts
from app.export.page import (
    FactRows,
    Named,
    PageBlock,
    PagePart,
    PageSection,
    Paper,
    Paragraphs,
    Piece,
    PieceGroup,
    Points,
    PrintablePage,
)
from app.export.page_words import PageWords
from app.export.redact import PageChoices, initials
from app.export.rich_body import rich_of
from app.models.answer import Answer, Stance
from app.models.base import ActivityId
from app.models.catalogue import Direction
from app.models.check_in import Typical
from app.models.check_in_summary import DimensionSummary, summary, typical_words
from app.models.journal import EntryText, LabelRole
from app.models.person import Person
from app.models.sheet_changes import ANSWER, SheetChangeKind, SheetSeen, question_key, sheet_changes, things_of
from app.models.texts import Texts
from app.models.therapist import BroughtEntry, NameStyle, SheetMaterial, answer_key
from app.models.wording import fill


def therapist_page(
    material: SheetMaterial,
    *,
    texts: Texts,
    words: PageWords,
    typical: Mapping[Typical, str],
    zone: tzinfo,
    since: SheetSeen | None = None,
) -> PrintablePage:
    """The whole sheet, before `redact` applies `sheet_choices`. `typical` is `CheckInTexts.typical`.

    `since`: what it is compared with.
    """
    people = [material.me, *([material.partner] if material.partner else [])]
    return page_frame(
        words,
        words.therapist_title,
        chain(
            _changes(material, since, words, zone) if since is not None else (),
            _SheetSections(material, texts, words, typical, zone).sections(),
        ),
        notice=words.therapist_notice,
        footer=words.own_words_footer,
        details=(
            Piece(text="", by=material.me.id, named=True),
            Piece(text=words.day(material.today), dated=True),
        ),
        people=people,
    )


def sheet_choices(material: SheetMaterial, *, my_partner: str) -> PageChoices:
    """The choices of the sheet. `my_partner` replaces the partner's name if no other name was chosen."""
    sheet = material.sheet
    chosen = {PagePart.CLINICIAN: sheet.with_note, PagePart.CHANGES: sheet.with_changes}
    people = [_called(material.me, sheet.me, sheet.me_as, material.me.name)]
    if material.partner is not None:
        people.append(_called(material.partner, sheet.partner, sheet.partner_as, my_partner))
    return PageChoices(
        people=tuple(people),
        sections_off=frozenset(part for part, is_on in chosen.items() if not is_on),
        with_dates=sheet.with_dates,
        with_health=sheet.with_health,
        paper=Paper.LETTER if sheet.letter else Paper.A4,
    )


def _changes(material: SheetMaterial, since: SheetSeen, words: PageWords, zone: tzinfo) -> Iterator[PageSection]:
    """What has changed since the sheet last left Accord."""
    named = dict(_named_things(material, words, zone))
    groups: dict[SheetChangeKind, list[Piece]] = {kind: [] for kind in SheetChangeKind}
    for change in sheet_changes(since, things_of(material)):
        piece = named.get(change.key) or _gone(change.key, material, words)
        if piece is None:
            continue
        if change.stance is not None and change.kind is not SheetChangeKind.ADDED:
            piece = piece.evolve(text=fill(words.sheet_before, what=piece.text, stance=words.stances[change.stance]))
        groups[change.kind].append(piece)
    rows = (PieceGroup(label=words.sheet_changes[kind], pieces=tuple(found)) for kind, found in groups.items() if found)
    facts = FactRows(rows=tuple(rows))
    day = Paragraphs(pieces=(Piece(text=fill(words.since, date=words.day(since.day)), dated=True),), quiet=True)
    yield from filled_sections({PagePart.CHANGES: (day, facts) if facts.rows else ()}, words.own_sections)


def _named_things(material: SheetMaterial, words: PageWords, zone: tzinfo) -> Iterator[tuple[str, Piece]]:
    """What each thing on the sheet is called among the changes, by its key."""
    entries = PageEntries(material.catalogue, words)
    for answer in material.answers:
        yield f"{ANSWER}{answer_key(answer)}", answer_with_stance(answer, entries, words)
    for term in material.terms:
        yield f"term:{term.entry_id}", entries.piece(term.entry_id, entries.title(term.entry_id), piece_id="term")
    for told in material.told:
        yield f"told:{told.question_id}", own_words(told.question, piece_id="told").evolve(health=told.health)
    for entry in material.entries:
        day = Piece(text=words.day(entry.at.astimezone(zone).date()), dated=True)
        title = entry.text.title.strip()
        yield f"entry:{entry.at.isoformat()}", own_words(title, piece_id="title") if title else day
    for note in material.incidents:
        yield f"incident:{note.id}", Piece(text=words.day(note.day), dated=True)
    for question in material.sheet.questions:
        yield question_key(question), own_words(question, piece_id="question")
    yield "about", Piece(text=words.own_sections[PagePart.WORDS])
    yield "prepared", Piece(text=words.own_sections[PagePart.NEEDS])


def _gone(key: str, material: SheetMaterial, words: PageWords) -> Piece | None:
    """An answer that is no longer on the sheet, if its entry is still there."""
    entry_id, _, direction = key.removeprefix(ANSWER).rpartition(":")
    entries = PageEntries(material.catalogue, words)
    if not key.startswith(ANSWER) or entries.find(entry_id) is None:
        return None
    return answer_piece(Answer(activity_id=ActivityId(entry_id), direction=Direction(direction)), entries, words)


def _called(person: Person, how: NameStyle, other: str, otherwise: str) -> Named:
    label = {
        NameStyle.NAME: person.name,
        NameStyle.INITIAL: initials([person])[0].label,
        NameStyle.OTHER: other.strip() or otherwise,
    }[how]
    return Named(person=person.id, label=label)


def _written(rows: Iterable[tuple[str, str]]) -> tuple[PieceGroup, ...]:
    """The rows that somebody wrote something in."""
    return tuple(
        PieceGroup(label=label, pieces=(own_words(text, piece_id="prepared"),)) for label, text in rows if text.strip()
    )


class _SheetSections:
    """Makes the sections of one sheet."""

    def __init__(
        self, material: SheetMaterial, texts: Texts, words: PageWords, typical: Mapping[Typical, str], zone: tzinfo
    ) -> None:
        self._material, self._texts, self._words, self._zone = material, texts, words, zone
        self._typical = typical
        self._entries = PageEntries(material.catalogue, words)

    def sections(self) -> Iterator[PageSection]:
        """All sections that are not empty."""
        parts: dict[PagePart, Iterable[PageBlock]] = {
            PagePart.WORDS: self._about(),
            PagePart.QUESTIONS: question_list(self._material.sheet.questions),
            PagePart.SIGNALS: self._prepared_signals(),
            PagePart.AFTERCARE: self._prepared_care(),
            PagePart.NEEDS: self._prepared_wish(),
            PagePart.CHECK_INS: self._check_ins(),
            PagePart.LIMITS: self._answers(),
            PagePart.TERMS: term_facts(self._material.terms, self._entries),
            PagePart.TOLD: self._told(),
        }
        yield from filled_sections(parts, self._words.own_sections)
        for number, entry in enumerate(self._material.entries):
            blocks = tuple(self._entry(entry))
            if blocks:
                title = "" if number else self._words.own_sections[PagePart.JOURNAL]
                yield PageSection(id=PagePart.JOURNAL, title=title, blocks=blocks)
        yield from filled_sections({PagePart.INCIDENTS: self._incidents()}, self._words.own_sections)
        yield notes_section(self._words)
        yield clinician_section(self._words, of_two=False)

    def _about(self) -> Iterable[PageBlock]:
        lines = (line for line in self._material.sheet.about.split("\n") if line.strip())
        yield Paragraphs(pieces=tuple(own_words(line, piece_id="about") for line in lines))

    def _check_ins(self) -> Iterable[PageBlock]:
        sheet = self._material.sheet
        found = self._material.check_ins
        if not found:
            return
        rows = tuple(
            PieceGroup(
                label=line.dimension.title, pieces=(Piece(text=self._line(line), own=line.dimension.own),), inline=True
            )
            for line in summary(found, self._material.dimensions)
            if line.dimension.id not in sheet.without and (sheet.with_health or not line.dimension.health)
        )
        if rows:
            told = fill(self._words.check_in_span, number=len(found), days=sheet.span.days)
            yield Paragraphs(pieces=(Piece(text=told),), quiet=True)
            yield FactRows(rows=rows)

    def _line(self, line: DimensionSummary) -> str:
        typical = typical_words(line, self._typical)
        if line.number == 1:
            return fill(self._words.check_in_once, typical=typical)
        return fill(self._words.check_in_line, typical=typical, low=line.low, high=line.high, number=line.number)

    def _prepared_signals(self) -> Iterable[PageBlock]:
        prepared = self._material.prepared
        rows = zip(
            self._words.prepared_signals, (prepared.stop_word, prepared.stop_sign, prepared.slow_word), strict=True
        )
        yield FactRows(rows=_written(rows))

    def _prepared_care(self) -> Iterable[PageBlock]:
        plan = self._material.prepared.plan(self._material.me.id)
        groups = care_groups(plan, self._texts, self._words, piece_id="aftercare")
        if plan.nothing and not groups:
            yield Paragraphs(pieces=(Piece(text=self._words.care_nothing),))
        yield FactRows(rows=groups)

    def _prepared_wish(self) -> Iterable[PageBlock]:
        wish = self._material.prepared.wish
        yield FactRows(
            rows=_written(zip(self._words.prepared_wish, (wish.title, wish.why, wish.what, wish.out), strict=True))
        )

    def _answers(self) -> Iterable[PageBlock]:
        answers = answers_in_order(self._material.answers, self._material.catalogue)
        yield from limit_runs(answers, self._entries, self._words)
        others = [a for stance in Stance if not stance.is_limit for a in answers if a.stance is stance]
        yield Points(pieces=tuple(answer_with_stance(a, self._entries, self._words) for a in others))

    def _entry(self, entry: BroughtEntry) -> Iterable[PageBlock]:
        text = entry.text
        day = self._words.day(entry.at.astimezone(self._zone).date())
        head = [own_words(text.title, piece_id="title")] if text.title.strip() else []
        rows = [PieceGroup(label=label, pieces=(piece,)) for label, piece in self._labelled(text)]
        if not (head or text.body.strip() or rows):
            return
        yield Paragraphs(pieces=(*head, Piece(text=day, dated=True)), quiet=not head)
        if text.body.strip():
            yield rich_of(text.body)
        if rows:
            yield FactRows(rows=tuple(rows))

    def _told(self) -> Iterable[PageBlock]:
        rows = (
            PieceGroup(label=told.question, pieces=(own_words(told.words, piece_id="told").evolve(health=told.health),))
            for told in self._material.told
        )
        yield FactRows(rows=tuple(rows))

    def _incidents(self) -> Iterable[PageBlock]:
        for note in self._material.incidents:
            yield Paragraphs(pieces=(Piece(text=self._words.day(note.day), dated=True),), quiet=True)
            lines = (line for line in note.words.split("\n") if line.strip())
            yield Paragraphs(pieces=tuple(own_words(line, piece_id="incident") for line in lines))

    def _labelled(self, text: EntryText) -> Iterator[tuple[str, Piece]]:
        titles = {need.id: need.title for need in self._texts.needs}
        for role, label in self._words.journal.labels.items():
            given = text.labels(role)
            if role is LabelRole.NEED:
                given = tuple(titles.get(each, each) for each in given)
            if given:
                yield label, own_words(", ".join(given), piece_id="labels")
        for label, thought in self._words.journal.thoughts(text):
            yield label, own_words(thought, piece_id="thoughts")
