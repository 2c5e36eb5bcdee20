"""The page of ground rules or of a scene: what both people said yes to, or an outline of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from app.export.changes import change_rows, later_rows
from app.export.entries import (
    PageEntries,
    care_groups,
    clinician_section,
    filled_sections,
    notes_section,
    own_words,
    page_frame,
    signal_rows,
)
from app.export.page import (
    FactRows,
    ItemRow,
    ItemTable,
    PageBlock,
    PagePart,
    PageSection,
    Paragraphs,
    PersonColumn,
    Piece,
    PieceGroup,
    Points,
    PrintablePage,
    Run,
    SideBySide,
    SignalTable,
)
from app.export.page_words import PageWords
from app.models.base import PersonId
from app.models.clause import Clause, ClauseKind
from app.models.limits import Outcome, SharedItem
from app.models.material import Material, PageKind
from app.models.narrower import CAP, Beside
from app.models.outline import DraftField, DraftSection, Phase, Scope
from app.models.texts import Texts
from app.models.wording import fill


def agreed_page(material: Material, *, texts: Texts, words: PageWords) -> PrintablePage:
    """The whole page, before anything is left out."""
    page = page_frame(
        words,
        words.titles[material.kind],
        _AgreedSections(material, texts, words).sections(),
        notice=texts.notices.no_contract,
        footer=texts.notices.withdrawal,
        details=_details(material, words),
        people=material.people,
    )
    title = material.title.strip()
    return page.evolve(title=own_words(title, piece_id="title")) if title else page


def _details(material: Material, words: PageWords) -> tuple[Piece, ...]:
    """Version, names and dates."""
    agreed = material.state is not None
    pieces = [Piece(text=fill(words.version, number=material.number or 0) if agreed else words.outline)]
    pieces += [Piece(text="", by=person.id, named=True) for person in material.people]
    if agreed and material.agreed_on is not None:
        pieces.append(Piece(text=fill(words.agreed_on, date=words.day(material.agreed_on)), dated=True))
    once = material.scope is Scope.ONCE and material.kind is PageKind.SCENE
    if material.review_on is not None:
        day = words.for_evening if once else words.until_review
        pieces.append(Piece(text=fill(day, date=words.day(material.review_on)), dated=True))
    elif once:
        pieces.append(Piece(text=words.for_once))
    return tuple(pieces)


class _AgreedSections:
    """Makes the sections of one page."""

    def __init__(self, material: Material, texts: Texts, words: PageWords) -> None:
        self._material = material
        self._texts = texts
        self._words = words
        self._entries = PageEntries(material.catalogue, words)
        self._people = tuple(person.id for person in material.people)

    def sections(self) -> Iterator[PageSection]:
        """All sections that are not empty."""
        talk = (self._item_piece(item, "talk") for item in self._material.talk)
        added = self._lines(self._of(DraftSection.WORDS), named=True)
        questions = self._lines(self._of(DraftSection.QUESTIONS))
        parts: dict[PagePart, Iterable[PageBlock]] = {
            PagePart.CHANGES: change_rows(self._material, self._entries, self._texts, self._words),
            PagePart.NEEDS: self._needs(),
            PagePart.SIGNALS: self._signals(),
            PagePart.LIMITS: self._limits(),
            PagePart.TERMS: self._terms(),
            PagePart.AGREED: self._agreed(),
            PagePart.LATER: later_rows(self._material, self._entries, self._texts, self._words),
            PagePart.PLACE_TIME: self._place_time(),
            PagePart.RULES: self._rules(),
            PagePart.TALK: (Run(pieces=tuple(talk), listed=True),),
            PagePart.RISK: self._risk(),
            PagePart.AFTERCARE: self._aftercare(),
            PagePart.DEBRIEF: self._debrief(),
            PagePart.WORDS: (Paragraphs(pieces=added),),
            PagePart.WITHDRAWAL: (Paragraphs(pieces=(Piece(text=self._words.withdrawal),)),),
            PagePart.QUESTIONS: (Points(pieces=questions, numbered=True),),
        }
        titles = dict(self._words.sections)
        if self._material.state is None:
            titles[PagePart.AGREED] = self._words.outline_agreed
        yield from filled_sections(parts, titles)
        yield notes_section(self._words)
        yield clinician_section(self._words, of_two=True)

    def _of(self, section: DraftSection) -> list[Clause]:
        return [clause for clause in self._material.clauses if clause.section is section]

    def _side_by_side(self, groups: Iterable[tuple[PersonId | None, PieceGroup]]) -> Iterator[PageBlock]:
        found = tuple(groups)
        columns = (
            PersonColumn(person=person, groups=tuple(group for owner, group in found if owner == person))
            for person in self._people
        )
        yield SideBySide(columns=tuple(columns))

    def _lines(self, clauses: Iterable[Clause], *, named: bool = False) -> tuple[Piece, ...]:
        return tuple(
            Piece(text=self._marked(c), id=c.id, by=c.holder or c.by, named=named and c.by is not None, own=True)
            for c in clauses
            if c.text.strip()
        )

    def _marked(self, clause: Clause) -> str:
        allows = clause.is_marked and clause.kind is ClauseKind.PERMISSION
        return fill(self._words.allowing, text=clause.text) if allows else clause.text

    def _needs(self) -> Iterable[PageBlock]:
        clauses = (*self._of(DraftSection.NEEDS), *self._of(DraftSection.ROLES))
        groups = ((clause.holder, self._personal(clause)) for clause in clauses)
        return self._side_by_side((holder, group) for holder, group in groups if group.pieces)

    def _personal(self, clause: Clause) -> PieceGroup:
        is_role = clause.section is DraftSection.ROLES
        pieces = self._chosen_and_said(clause)
        return PieceGroup(label=self._words.role_label if is_role else "", pieces=pieces, inline=is_role)

    def _chosen_and_said(self, clause: Clause) -> tuple[Piece, ...]:
        """What a person chose from a list, then their own words; either may be empty."""
        if clause.is_taken_back:
            return (Piece(text=self._words.taken_back),)
        chosen = said = ""
        if clause.needs is not None:
            titles = (need.title for slug in clause.needs.needs if (need := self._texts.need(slug)))
            chosen, said = ", ".join(titles), clause.needs.text
        elif clause.role is not None:
            chosen, said = self._words.roles[clause.role.role], clause.role.text
        own = own_words(said, piece_id=clause.id, by=clause.holder)
        pieces = (Piece(text=chosen, id=clause.id, by=clause.holder), own)
        return tuple(piece for piece in pieces if piece.text.strip())

    def _signals(self) -> Iterable[PageBlock]:
        signals = ((c.id, c.signal) for c in self._of(DraftSection.SIGNALS) if c.signal is not None)
        yield SignalTable(heads=self._words.signal_heads, rows=signal_rows(signals, self._words))
        yield Paragraphs(pieces=(Piece(text=self._texts.signals_always),))
        criteria = self._lines(self._of(DraftSection.STOP_CRITERIA))
        if criteria:
            yield FactRows(rows=(PieceGroup(label=self._words.stop_criteria, pieces=criteria),))

    def _limits(self) -> Iterable[PageBlock]:
        for label, outcome in ((self._words.off, Outcome.OFF), (self._words.not_now, Outcome.NOT_NOW)):
            items = (item for item in self._material.limits if item.outcome is outcome)
            yield Run(label=label, pieces=tuple(self._item_piece(item, "limit") for item in items), listed=True)
        exclusions = self._lines(self._of(DraftSection.EXCLUSIONS))
        yield Run(label=self._words.exclusions if self._material.limits else "", pieces=exclusions, listed=True)

    def _item_piece(self, item: SharedItem, kind: str) -> Piece:
        """The activity and its side, since the opposite side may be open; never why or whose limit it is."""
        entry_id = item.pairing.activity_id
        piece = self._entries.piece(entry_id, self._entries.title(entry_id), piece_id=f"{kind}:{item.pairing.key}")
        if item.pairing.active is None:
            return piece
        return piece.evolve(aside=self._entries.sides(item.pairing, self._material)[:1])

    def _terms(self) -> Iterable[PageBlock]:
        return self._side_by_side((clause.holder, self._term(clause)) for clause in self._of(DraftSection.TERMS))

    def _term(self, clause: Clause) -> PieceGroup:
        piece = self._entries.piece(clause.entry_id, clause.text, piece_id=clause.id)
        own = piece.evolve(by=clause.holder, own=True)
        return PieceGroup(label=self._entries.title(clause.entry_id), pieces=(own,))

    def _agreed(self) -> Iterable[PageBlock]:
        rows = [
            self._item(clause)
            for phase in Phase
            for clause in self._of(DraftSection.ITEMS)
            if clause.item is not None and clause.item.phase is phase
        ]
        yield ItemTable(heads=self._words.item_heads, rows=tuple(rows))
        yield Paragraphs(pieces=tuple(self._beside(each) for each in self._material.beside if each.body.ceiling))

    def _beside(self, beside: Beside) -> Piece:
        """What one person added beside the text, with whose it is; in no cell of the text itself."""
        names = {person.id: person.name for person in self._material.people}
        partner = next((name for person, name in names.items() if person != beside.person), "")
        text = fill(self._words.beside, what=self._narrowed(beside), name=names.get(beside.person, ""), partner=partner)
        return Piece(
            text=text,
            id=f"beside:{beside.person}:{beside.clause_id}",
            about=(beside.clause_id,) if any(c.id == beside.clause_id for c in self._material.clauses) else (),
            by=beside.person,
            own=True,
            detail=beside.body.ceiling is not None,
        )

    def _narrowed(self, beside: Beside) -> str:
        fields, minutes = self._words.fields, beside.body.minutes
        if minutes is not None and beside.clause_id == CAP:
            return f"{fields[DraftField.CAP_MINUTES]}: {fill(self._words.cap, minutes=minutes)}"
        if minutes is not None:
            return f"{fields[DraftField.CHECK_IN_MINUTES]}: {fill(self._words.check_in, minutes=minutes)}"
        clause = next(each for each in self._material.clauses if each.id == beside.clause_id)
        assert clause.item is not None, "only activities have a ceiling"
        title = self._entries.title(clause.item.pairing.activity_id)
        return f"{title}: {self._words.item_heads[-1].lower()} {self._words.up_to(beside.body.ceiling)}"

    def _item(self, clause: Clause) -> ItemRow:
        item = clause.item
        assert item is not None, "only called for clauses with an item"
        entries, entry_id = self._entries, item.pairing.activity_id
        conditions = [
            Piece(text=c.words, by=c.person, named=len(item.conditions) > 1, own=True, detail=True)
            for c in item.conditions
        ]
        if clause.text.strip() and not clause.is_taken_back:
            conditions.append(Piece(text=fill(self._words.understood, words=clause.text), own=True, detail=True))
        if item.details.strip():
            conditions.append(Piece(text=item.details, by=clause.by, own=True, detail=True))
        return ItemRow(
            id=clause.id,
            category=entries.category(entry_id),
            activity=entries.title(entry_id),
            own=entries.is_own(entry_id),
            by=clause.by,
            health=entries.is_health(entry_id),
            phase=self._words.phases[item.phase],
            sides=entries.sides(item.pairing, self._material),
            conditions=tuple(conditions),
            up_to=self._words.up_to(item.ceiling),
        )

    def _place_time(self) -> Iterable[PageBlock]:
        fields = (DraftField.TIME, DraftField.PLACE, DraftField.CAP_MINUTES, DraftField.PRIVACY)
        yield from self._facts(self._of(DraftSection.PLACE_TIME), fields)
        yield Paragraphs(pieces=tuple(self._beside(each) for each in self._material.beside if each.body.minutes))

    def _facts(self, clauses: Sequence[Clause], fields: tuple[DraftField, ...]) -> Iterable[PageBlock]:
        rows = (self._fact(clause, field) for field in fields for clause in clauses if clause.field is field)
        yield FactRows(rows=tuple(rows))

    def _fact(self, clause: Clause, field: DraftField) -> PieceGroup:
        if clause.minutes is not None:
            words = self._words.cap if field is DraftField.CAP_MINUTES else self._words.check_in
            piece = Piece(text=fill(words, minutes=clause.minutes), id=clause.id, by=clause.by)
        else:
            piece = own_words(self._marked(clause), piece_id=clause.id, by=clause.by)
        piece = piece.evolve(health=clause.section is DraftSection.SUBSTANCES)
        return PieceGroup(label=self._words.fields[field], pieces=(piece,), inline=True)

    def _rules(self) -> Iterable[PageBlock]:
        rules = self._of(DraftSection.RULES)
        own, house_rules = self._lines(c for c in rules if not c.entry_id), (c for c in rules if c.entry_id)
        yield Points(pieces=(*own, *map(self._house_rule, house_rules)))

    def _house_rule(self, clause: Clause) -> Piece:
        entry = self._entries.find(clause.entry_id)
        text = entry.description or entry.title if entry is not None else clause.entry_id
        return Piece(text=text, id=clause.id)

    def _risk(self) -> Iterable[PageBlock]:
        yield from self._risk_notes()
        yield from self._own_words(DraftSection.HEALTH, self._words.health, is_health=True)
        yield from self._facts(self._of(DraftSection.SUBSTANCES), (DraftField.SUBSTANCES,))
        yield from self._own_words(DraftSection.CONTACTS, self._words.contacts)

    def _own_words(self, section: DraftSection, label: str, *, is_health: bool = False) -> Iterable[PageBlock]:
        pieces = [own_words(clause.text, piece_id=clause.id, by=clause.holder) for clause in self._of(section)]
        groups = (PieceGroup(label=label, pieces=(piece.evolve(health=is_health),)) for piece in pieces)
        return self._side_by_side((piece.by, group) for piece, group in zip(pieces, groups, strict=True))

    def _risk_notes(self) -> Iterable[PageBlock]:
        pieces: dict[str, Piece] = {}
        for clause in self._of(DraftSection.ITEMS):
            entry = self._entries.find(clause.item.pairing.activity_id) if clause.item is not None else None
            if entry is not None and entry.risk:
                # Left out with its activity, unless a second row of the activity stays.
                piece = self._entries.piece(entry.id, f"{entry.title}: {entry.risk}", piece_id="")
                found = pieces.get(entry.id, piece)
                pieces[entry.id] = piece.evolve(about=(*found.about, clause.id), detail=True, category="")
        yield Points(pieces=tuple(pieces.values()))

    def _aftercare(self) -> Iterable[PageBlock]:
        clauses = self._of(DraftSection.AFTERCARE)
        return self._side_by_side((clause.holder, group) for clause in clauses for group in self._care_groups(clause))

    def _care_groups(self, clause: Clause) -> tuple[PieceGroup, ...]:
        if clause.aftercare is None:
            return ()
        nothing = Piece(text=self._words.care_nothing, id=clause.id, by=clause.holder)
        groups = care_groups(clause.aftercare, self._texts, self._words, piece_id=clause.id, by=clause.holder)
        return groups or (PieceGroup(pieces=(nothing,)),)

    def _debrief(self) -> Iterable[PageBlock]:
        clauses = [*self._of(DraftSection.PLACE_TIME), *self._of(DraftSection.DEBRIEF)]
        yield from self._facts(clauses, (DraftField.CHECK_IN_MINUTES, DraftField.DEBRIEF))
        if clauses:
            pieces = tuple(Piece(text=question) for question in self._texts.debrief_questions)
            yield Run(label=self._words.debrief_questions, pieces=pieces)
