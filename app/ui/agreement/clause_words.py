"""A clause in plain words: title, text and details, with the names of the people in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QCoreApplication

from app.models.aftercare import AftercarePlan
from app.models.base import PersonId
from app.models.catalogue import Catalogue
from app.models.clause import Clause, ClauseKind
from app.models.limits import Outcome, SharedItem
from app.models.outline import DraftField, DraftSection, OutlineItem, PersonNeeds, Phase
from app.models.pairing import Pairing
from app.models.person import Person
from app.models.signal import Channel, Level
from app.models.texts import Texts
from app.ui.terms import ceiling_phrase, day_words, entry_title, pairing_words
from app.ui.wording import WordTable, dotted, fill, plural

_say = partial(QCoreApplication.translate, "Clause")


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """The words of a clause. Own words are verbatim, so show everything as plain text."""

    title: str
    text: str = ""
    details: tuple[str, ...] = ()
    note: str = ""
    is_label: bool = False
    """Whether the title only names what the lines say; otherwise `text` has the facts about it."""

    @property
    def lines(self) -> tuple[str, ...]:
        """All lines below the title."""
        return tuple(line for line in (self.text, *self.details, self.note) if line)


class ClauseWriter:
    """Turns clauses into words for these people, this catalogue and these texts."""

    def __init__(self, people: Sequence[Person], catalogue: Catalogue, texts: Texts) -> None:
        self._people = tuple(people)
        self._catalogue = catalogue
        self._texts = texts

    def name(self, person: PersonId | None) -> str:
        """A person's name; empty for nobody."""
        return next((p.name for p in self._people if p.id == person), "")

    def words(self, clause: Clause) -> ClauseWords:
        """What a clause says, or that its owner took the words back."""
        if clause.is_taken_back:
            return self._taken_back(clause)
        if clause.item is not None:
            return self.item(clause.item, clause.text)
        if clause.signal is not None:
            head = f"{level_word(clause.signal.level)} · {channel_word(clause.signal.channel)}"
            rest = tuple(text for text in (clause.signal.meaning, clause.signal.response) if text.strip())
            return ClauseWords(clause.signal.expression, head, rest)
        if clause.aftercare is not None:
            return self._aftercare(clause.aftercare)
        if clause.limit is not None:
            return self._limit(clause.limit)
        if clause.needs is not None:
            return self._needs(clause.needs)
        if clause.role is not None:
            name, text = self.name(clause.role.person), _given(clause.role.text)
            return ClauseWords(name, self._texts.roles[clause.role.role], text, is_label=True)
        return self._plain(clause)

    def _taken_back(self, clause: Clause) -> ClauseWords:
        """The line stays, so that nobody wonders what is missing; nothing of the words does."""
        said, name = _say("taken back"), self.name(clause.holder)
        if clause.item is not None:
            words = self.item(clause.item)
            return ClauseWords(words.title, words.text, (*words.details, said))
        if clause.pairing is not None:
            return ClauseWords(entry_title(self._catalogue, clause.pairing.activity_id), said)
        if clause.entry_id:
            return ClauseWords(entry_title(self._catalogue, clause.entry_id), f"{name}: {said}")
        headings = {
            DraftSection.NEEDS: _say("Why {name} wants this"),
            DraftSection.AFTERCARE: _say("Aftercare for {name}"),
        }
        return ClauseWords(fill(headings.get(clause.section, "{name}"), name=name), said)

    def item(self, item: OutlineItem, understood: str = "") -> ClauseWords:
        """The words of an outlined activity: who, ceiling, phase, what both understood in a talk, conditions."""
        said = dotted(self.who(item.pairing), ceiling_phrase(item.ceiling), self.phase_title(item.phase))
        conditions = tuple(
            fill(_say("{name}’s condition: “{words}”"), name=self.name(c.person), words=c.words)
            for c in item.conditions
        )
        details = (*understood_words(understood), *_given(item.details), *conditions)
        return ClauseWords(self.item_title(item), said, details)

    def who(self, pairing: Pairing) -> str:
        """Who is on which side; empty if there are no sides."""
        if pairing.active is None:
            return ""
        return pairing_words(self._catalogue.find(pairing.activity_id), pairing, self._people)

    def entry_title(self, entry_id: str) -> str:
        """The title of an entry."""
        return entry_title(self._catalogue, entry_id)

    def item_title(self, item: OutlineItem) -> str:
        """The title of the activity."""
        return self.entry_title(item.pairing.activity_id)

    def phase_title(self, phase: Phase) -> str:
        """The title of a phase."""
        return self._texts.phases[phase]

    def _needs(self, needs: PersonNeeds) -> ClauseWords:
        titles = [need.title if (need := self._texts.need(slug)) else slug for slug in needs.needs]
        heading = fill(_say("Why {name} wants this"), name=self.name(needs.person))
        return ClauseWords(heading, " · ".join(titles), _given(needs.text), is_label=True)

    def _aftercare(self, plan: AftercarePlan) -> ClauseWords:
        heading = fill(_say("Aftercare for {name}"), name=self.name(plan.person))
        details: list[str] = []
        if plan.nothing and not plan.needs:
            details.append(_say("Nothing in particular."))
        for kind, text in self._texts.care.items():
            wanted = [need.text for need in plan.needs if need.kind is kind]
            if wanted:
                details.append(f"{text.title}: {'; '.join(wanted)}")
        if plan.avoid:
            details.append(fill(_say("Please avoid: {what}"), what="; ".join(plan.avoid)))
        details.extend(_given(plan.words))
        return ClauseWords(heading, "", tuple(details), is_label=True)

    def _limit(self, item: SharedItem) -> ClauseWords:
        names = join_names([self.name(holder) for holder in item.holders])
        text = _say("Off the table") if item.outcome is Outcome.OFF else _say("Not now")
        who = self.who(item.pairing)
        whose = fill(_say("{name}’s limit"), name=names)
        return ClauseWords(entry_title(self._catalogue, item.pairing.activity_id), dotted(who, text, whose))

    def _plain(self, clause: Clause) -> ClauseWords:
        mark = mark_word(allows=clause.kind is ClauseKind.PERMISSION) if clause.is_marked else ""
        if clause.field:
            value = minutes_word(clause.minutes) if clause.minutes is not None else clause.text
            return ClauseWords(field_title(clause.field), value, note=mark, is_label=True)
        entry = self._catalogue.find(clause.entry_id) if clause.entry_id else None
        if entry is not None and clause.section is DraftSection.RULES:
            return ClauseWords(entry.title, details=(entry.description,))
        if entry is not None:
            return ClauseWords(entry.title, f"{self.name(clause.holder)}: {clause.text}", is_label=True)
        if clause.section in (DraftSection.HEALTH, DraftSection.CONTACTS):
            return ClauseWords(self.name(clause.holder), clause.text, is_label=True)
        return ClauseWords(clause.text, note=mark)


def understood_words(understood: str) -> tuple[str, ...]:
    """What both understood in a talk, as a line of its own."""
    return (fill(_say("What you both understood: “{words}”"), words=understood),) if understood else ()


def mark_word(*, allows: bool) -> str:
    """Whether words of a couple protect or allow something."""
    return _say("Allows") if allows else _say("Protects")


section_title = WordTable(
    "Clause",
    {
        DraftSection.NEEDS: "Why we want this",
        DraftSection.SIGNALS: "Signals",
        DraftSection.LIMITS: "Our limits",
        DraftSection.ITEMS: "What happens",
        DraftSection.EXCLUSIONS: "What stays out",
        DraftSection.PLACE_TIME: "Place and time",
        DraftSection.ROLES: "Roles",
        DraftSection.CONTACTS: "People we may call",
        DraftSection.HEALTH: "Health and medication",
        DraftSection.SUBSTANCES: "Alcohol and other substances",
        DraftSection.STOP_CRITERIA: "When we stop",
        DraftSection.TERMS: "In our own words",
        DraftSection.RULES: "House rules",
        DraftSection.AFTERCARE: "Aftercare",
        DraftSection.DEBRIEF: "Talking about it afterwards",
        DraftSection.QUESTIONS: "Questions for a therapist",
        DraftSection.WORDS: "Words we added",
    },
)
"""The title of a section."""

field_title = WordTable(
    "Clause",
    {
        DraftField.TIME: "Begins",
        DraftField.PLACE: "Where",
        DraftField.PRIVACY: "Privacy",
        DraftField.CAP_MINUTES: "At most",
        DraftField.CHECK_IN_MINUTES: "Check in every",
        DraftField.SUBSTANCES: "Alcohol and other substances",
        DraftField.DEBRIEF: "Debrief",
    },
)
"""The title of a single field of a draft."""

level_word = WordTable(
    "Clause",
    {
        Level.RED: "Red: stop everything",
        Level.YELLOW: "Yellow: slow down and check in",
        Level.GREEN: "Green: keep going",
    },
)
"""What a signal asks for."""


def channel_word(channel: Channel) -> str:
    """Whether a signal needs speech."""
    return _say("a word") if channel is Channel.VERBAL else _say("without speech")


def minutes_word(minutes: int) -> str:
    """Minutes in words: 45 minutes, 1 hour, 1 h 30 min."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return plural("%n minutes", rest)
    if rest:
        return fill(_say("{h} h {n} min"), h=hours, n=rest)
    return plural("%n hours", hours)


def day_word(day: date | None) -> str:
    """A date with its month by name; empty for None."""
    return "" if day is None else day_words(day)


def join_names(names: Iterable[str]) -> str:
    """“Alex”, or “Alex and Sam”."""
    given = [name for name in names if name]
    return fill(_say("{one} and {other}"), one=given[0], other=given[1]) if len(given) == 2 else ", ".join(given)


def by_section(clauses: Iterable[Clause]) -> tuple[tuple[DraftSection, tuple[Clause, ...]], ...]:
    """Clauses grouped by section, in the order of the document."""
    groups: dict[DraftSection, list[Clause]] = {}
    for clause in clauses:
        groups.setdefault(clause.section, []).append(clause)
    return tuple((section, tuple(groups[section])) for section in DraftSection if section in groups)


def _given(text: str) -> tuple[str, ...]:
    return (text,) if text.strip() else ()
