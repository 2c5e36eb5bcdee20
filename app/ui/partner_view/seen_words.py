"""Own words in drafts, versions and aftercare as rows of *What they can see of mine*."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QCoreApplication

from app.models.agreement import AgreementState
from app.models.base import Model, PersonId
from app.models.clause import Clause, ClauseKind
from app.models.incident import INCIDENT, IncidentTold
from app.models.outline import DraftSection
from app.models.own_words import with_words
from app.models.pairing import pairing_from
from app.models.said_kinds import (
    AFTERCARE,
    CAN_GIVE,
    CONTACTS,
    HEALTH,
    NEEDS,
    OFFERED,
    OWN_IN_DRAFTS,
    ROLE,
    TERM,
    Disclosed,
    OfferedEntry,
)
from app.services.sharing import Seen
from app.services.words_seen import SeenVersion, SeenWords
from app.ui.agreement.clause_words import ClauseWriter
from app.ui.design.tokens import Colour
from app.ui.kit.stance import stance_word
from app.ui.partner_view.told_rows import TOLD_KINDS, DisclosedRow
from app.ui.row_content import RowContent, RowDetail
from app.ui.terms import day_words, entry_title, quoted
from app.ui.wording import WordTable, fill
from app.ui.workspace import Workspace

_say = partial(QCoreApplication.translate, "SeenWords")

IN_TEXTS = "in_texts"
"""Stands for the category of what is not on the shared list."""
_SECTIONS = {
    NEEDS.name: DraftSection.NEEDS,
    ROLE.name: DraftSection.ROLES,
    HEALTH.name: DraftSection.HEALTH,
    CONTACTS.name: DraftSection.CONTACTS,
    AFTERCARE.name: DraftSection.AFTERCARE,
    TERM.name: DraftSection.HEALTH,
}
_TITLES = WordTable(
    "SeenWords",
    {
        NEEDS.name: "Why I want this",
        ROLE.name: "My role",
        HEALTH.name: "My health and medication",
        CONTACTS.name: "People I may call",
        AFTERCARE.name: "My aftercare",
        CAN_GIVE.name: "What I can give",
        INCIDENT.name: "What I said when something went wrong",
    },
)


_About = tuple[str, bool]
"""The key of a row of the shared list, and whether it is an offered activity."""


class SeenWordRows:
    """Makes the rows, and names the versions of what is on the shared list as well."""

    def __init__(self, seen: Seen, ws: Workspace, me: PersonId) -> None:
        self._seen, self._me, self._today = seen, me, ws.today
        self._people = tuple(person.id for person in ws.session.people)
        self._writer = ClauseWriter(ws.session.people, seen.catalogue, ws.texts)
        self._of_list: defaultdict[_About, list[SeenWords]] = defaultdict(list)
        for words in seen.words:
            if words.kind not in _TITLES_OF_DRAFTS:
                self._of_list[words.key, words.kind == OFFERED.name].append(words)

    def with_versions(self, row: DisclosedRow) -> DisclosedRow:
        """A row of the shared list, with earlier words about it and the versions that hold any."""
        found = () if row.kind else self._of_list.get((row.key, row.is_offer), ())
        lines = [line for words in found for body in words.bodies for line in self._lines(body, words.kind)]
        shown = {detail.text for detail in row.content.details}
        details = [RowDetail(line, Colour.INK) for line in dict.fromkeys(lines) if line not in shown]
        details += _versions(version for words in found for version in words.versions)
        if not details:
            return row
        content = replace(row.content, details=(*row.content.details, *details))
        return replace(row, content=content)

    def rest(self, listed: Iterable[DisclosedRow]) -> Iterator[DisclosedRow]:
        """A row for all own words that no row of the shared list is about."""
        on_list = {(row.key, row.is_offer) for row in listed if not row.kind}
        about_list = {id(words) for about in on_list for words in self._of_list.get(about, ())}
        for words in self._seen.words:
            if words.kind in TOLD_KINDS or id(words) in about_list:
                continue
            lines = [line for body in words.bodies for line in self._lines(body, words.kind)]
            details = (*(RowDetail(line, Colour.INK) for line in dict.fromkeys(lines)), *_versions(words.versions))
            content = RowContent(self._title(words), side=self._side(words), details=details)
            yield DisclosedRow(IN_TEXTS, content, words.key, kind=words.kind)

    def answers(self) -> Iterator[DisclosedRow]:
        """A row for each answer to a need of the partner's."""
        for each in self._seen.can_give:
            if each.answer is not None:
                words = each.answer.words.strip()
                details = (RowDetail(quoted(words), Colour.INK),) if words else ()
                content = RowContent(_TITLES(CAN_GIVE.name), side=each.need.text, details=details)
                yield DisclosedRow(IN_TEXTS, content, each.answer.need, kind=CAN_GIVE.name)

    def _title(self, words: SeenWords) -> str:
        if words.kind in _TITLES_OF_DRAFTS:
            return _TITLES(words.kind)
        pairing = pairing_from(words.key, self._people)
        if pairing is not None:
            return entry_title(self._seen.catalogue, pairing.activity_id)
        offered = next((body.title for body in words.bodies if isinstance(body, OfferedEntry)), "")
        return offered or entry_title(self._seen.catalogue, words.key)

    def _side(self, words: SeenWords) -> str:
        told = [body.day for body in words.bodies if isinstance(body, IncidentTold)]
        if told:
            return day_words(told[0], self._today)
        if words.kind in _IN_DRAFTS:
            return words.title or _say("Ground rules")
        pairing = pairing_from(words.key, self._people)
        return self._writer.who(pairing) if pairing is not None else ""

    def _lines(self, body: Model, kind: str) -> tuple[str, ...]:
        """The words as they are read in a text."""
        if isinstance(body, Disclosed):
            return (quoted(body.conditions) or stance_word(body.stance),)
        if isinstance(body, OfferedEntry):
            return (body.description,) if body.description else ()
        if isinstance(body, IncidentTold):
            return (quoted(body.words),)
        clause = Clause(id="own", section=_SECTIONS[kind], kind=ClauseKind.WORDS, holder=self._me)
        lines = self._writer.words(with_words(clause, ((self._me, body),))).lines
        return tuple(quoted(line) for line in lines) if kind == TERM.name else lines


_IN_DRAFTS = frozenset(kind.name for kind in OWN_IN_DRAFTS.values())
_TITLES_OF_DRAFTS = _IN_DRAFTS | {AFTERCARE.name, INCIDENT.name}


def _versions(versions: Iterable[SeenVersion]) -> list[RowDetail]:
    return [RowDetail(_version(version), icon="clock-counter-clockwise") for version in dict.fromkeys(versions)]


def _version(version: SeenVersion) -> str:
    title = version.title or _say("Ground rules")
    if version.state is None:
        return fill(_say("{title}: a text that is or was waiting for a yes"), title=title)
    state = {
        AgreementState.AGREED: _say("{title}, version {n}: agreed"),
        AgreementState.UNSURE: _say("{title}, version {n}: agreed, if the clock is right"),
        AgreementState.LAPSED: _say("{title}, version {n}: ended"),
        AgreementState.ENDED: _say("{title}, version {n}: ended"),
    }
    return fill(state[version.state], title=title, n=version.number or 0)
