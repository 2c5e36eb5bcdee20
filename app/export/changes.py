"""What has changed since a page was printed last: a line for each clause, as the page says it."""

from __future__ import annotations

from collections.abc import Iterator

from app.export.entries import PageEntries
from app.export.page import FactRows, PageBlock, PagePart, Paragraphs, PersonSide, Piece, PieceGroup, Points
from app.export.page_words import PageWords
from app.models.base import ActivityId
from app.models.clause import Clause, ClauseKind
from app.models.differences import Difference, DifferenceKind
from app.models.limits import Outcome
from app.models.material import Material
from app.models.narrower import CAP
from app.models.outline import DraftSection, OutlineItem
from app.models.texts import Texts
from app.models.wording import fill


def change_rows(material: Material, entries: PageEntries, texts: Texts, words: PageWords) -> Iterator[PageBlock]:
    """What was added, taken out, made narrower or wider, or put in other words."""
    writer = _ChangeWriter(material, entries, texts, words)
    groups = (
        PieceGroup(
            label=words.differences[kind],
            pieces=tuple(writer.piece(each) for each in material.changes if each.kind is kind),
        )
        for kind in DifferenceKind
    )
    yield FactRows(rows=tuple(group for group in groups if group.pieces))


def later_rows(material: Material, entries: PageEntries, texts: Texts, words: PageWords) -> Iterator[PageBlock]:
    """What counts only once a pause is over, and from when."""
    if not material.waiting or material.wider_from is None:
        return
    writer = _ChangeWriter(material, entries, texts, words)
    day = fill(words.counts_from, date=words.day(material.wider_from))
    yield Points(pieces=tuple(writer.line(clause) for clause in material.waiting))
    yield Paragraphs(pieces=(Piece(text=day, dated=True),), quiet=True)


class _ChangeWriter:
    """Puts what became of a clause into one line."""

    def __init__(self, material: Material, entries: PageEntries, texts: Texts, words: PageWords) -> None:
        self._material, self._entries, self._texts, self._words = material, entries, texts, words

    def piece(self, difference: Difference) -> Piece:
        """What is left out of the page as a whole leaves this line out, too."""
        clause = difference.clause
        said = self._said(clause)
        if difference.before is not None and difference.after is not None:
            said = fill(self._words.became, before=self._said(difference.before), after=said)
        is_there = difference.after is not None
        return self._piece(clause, said).evolve(
            id="" if is_there else f"change:{clause.id}", about=(clause.id,) if is_there else ()
        )

    def line(self, clause: Clause) -> Piece:
        """A clause that is nowhere else on the page."""
        return self._piece(clause, self._said(clause))

    def _piece(self, clause: Clause, said: str) -> Piece:
        return Piece(
            text=": ".join(filter(None, (self._title(clause), said))),
            id=clause.id,
            category=self._entries.category(clause.item.pairing.activity_id) if clause.item is not None else "",
            by=clause.holder,
            named=clause.holder is not None,
            own=True,
            aside=self._aside(clause),
            health=self._is_health(clause),
        )

    def _entry_of(self, clause: Clause) -> ActivityId | str:
        """The entry that a clause is about; empty if it is about none."""
        if clause.item is not None:
            return clause.item.pairing.activity_id
        return clause.pairing.activity_id if clause.pairing is not None else clause.entry_id

    def _is_health(self, clause: Clause) -> bool:
        is_about_it = clause.section in (DraftSection.HEALTH, DraftSection.SUBSTANCES)
        return is_about_it or self._entries.is_health(self._entry_of(clause))

    def _aside(self, clause: Clause) -> tuple[PersonSide, ...]:
        pairing = clause.item.pairing if clause.item is not None else clause.pairing
        if pairing is None or pairing.active is None:
            return ()
        return self._entries.sides(pairing, self._material)[:1]

    def _title(self, clause: Clause) -> str:
        words = self._words
        if clause.signal is not None:
            return words.levels[clause.signal.level]
        if clause.field is not None:
            return words.fields[clause.field]
        if clause.section is DraftSection.RULES:
            return ""
        entry = self._entry_of(clause)
        return self._entries.title(entry) if entry else self._heading(clause.section)

    def _heading(self, section: DraftSection) -> str:
        words = self._words
        labels = {
            DraftSection.EXCLUSIONS: words.exclusions,
            DraftSection.ROLES: words.role_label,
            DraftSection.CONTACTS: words.contacts,
            DraftSection.HEALTH: words.health,
            DraftSection.STOP_CRITERIA: words.stop_criteria,
        }
        return labels[section] if section in labels else words.sections[PagePart(section.value)]

    def _said(self, clause: Clause) -> str:
        """What a clause says, without its title."""
        words = self._words
        if clause.is_taken_back:
            return words.taken_back
        if clause.item is not None:
            return self._item(clause.item, clause.text)
        if clause.signal is not None:
            return " – ".join(filter(None, (clause.signal.expression, clause.signal.response or clause.signal.meaning)))
        if clause.limit is not None:
            return words.off if clause.limit.outcome is Outcome.OFF else words.not_now
        if clause.minutes is not None:
            return fill(words.cap if clause.id == CAP else words.check_in, minutes=clause.minutes)
        return self._personal(clause) or self._line(clause)

    def _item(self, item: OutlineItem, understood: str) -> str:
        words = self._words
        said = [words.phases[item.phase], *(condition.words for condition in item.conditions), item.details]
        if item.ceiling is not None:
            said.insert(0, f"{words.item_heads[-1].lower()} {words.up_to(item.ceiling)}")
        if understood:
            said.append(fill(words.understood, words=understood))
        return "; ".join(filter(None, said))

    def _personal(self, clause: Clause) -> str:
        """What one person says for themselves, chosen and in own words."""
        if clause.aftercare is not None:
            plan = clause.aftercare
            avoid = f"{self._words.care_avoid}: {', '.join(plan.avoid)}" if plan.avoid else ""
            said = filter(None, (*(need.text for need in plan.needs), avoid, plan.words))
            return "; ".join(said) or self._words.care_nothing
        if clause.needs is not None:
            titles = (need.title for slug in clause.needs.needs if (need := self._texts.need(slug)))
            return "; ".join(filter(None, (*titles, clause.needs.text)))
        return " ".join(filter(None, (self._words.roles[clause.role.role], clause.role.text))) if clause.role else ""

    def _line(self, clause: Clause) -> str:
        if clause.entry_id and clause.section is DraftSection.RULES:
            entry = self._entries.find(clause.entry_id)
            return clause.entry_id if entry is None else entry.description or entry.title
        is_marked = clause.is_marked and clause.kind is ClauseKind.PERMISSION
        return fill(self._words.allowing, text=clause.text) if is_marked else clause.text
