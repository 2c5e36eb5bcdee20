"""A notice on Home, and what all subjects of notices share: what is odd about the vault, and what was found."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from PySide6.QtCore import QObject

from app.models.base import PersonId
from app.models.vault_warning import VaultWarning
from app.services.part_check import PartFindings
from app.ui.kit.notice import NoticeTone
from app.ui.workspace import Workspace


@dataclass(frozen=True)
class NoticeAnswer:
    """A button in a notice."""

    words: str
    act: Callable[[], None]


@dataclass(frozen=True)
class HomeNotice:
    """One notice."""

    title: str
    text: str
    tone: NoticeTone
    dismiss: Callable[[], None]
    answers: tuple[NoticeAnswer, ...] = ()


class NoticeSubject(QObject):
    """One subject of notices. `changed`: what to call if there may be other notices than before."""

    def __init__(self, ws: Workspace, changed: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ws, self._changed = ws, changed

    def notices(self, me: PersonId) -> Iterable[HomeNotice]:
        """What there is to tell somebody who is here."""
        raise NotImplementedError


class WarningWords(NamedTuple):
    """What to tell about a warning, and what can be done about it."""

    title: str
    text: str
    answers: tuple[NoticeAnswer, ...] = ()


class WarningNotices(NoticeSubject):
    """What was odd about the vault at unlocking."""

    grave: ClassVar[Collection[VaultWarning]] = ()
    """The warnings that somebody may have caused on purpose."""

    def notices(self, me: PersonId) -> Iterable[HomeNotice]:
        """In the order in which they were found."""
        words = self.words(me)
        return [self._notice(me, each, words[each]) for each in self._ws.vault.visits.warnings(me) if each in words]

    def words(self, me: PersonId) -> Mapping[VaultWarning, WarningWords]:
        """The words for each warning about this subject."""
        raise NotImplementedError

    def _notice(self, me: PersonId, warning: VaultWarning, words: WarningWords) -> HomeNotice:
        return HomeNotice(
            title=words.title,
            text=words.text,
            tone=NoticeTone.WARNING if warning in self.grave else NoticeTone.INFO,
            dismiss=lambda: self._ws.vault.visits.note_warning(me, warning),
            answers=words.answers,
        )


class FindingNotices(NoticeSubject):
    """What was found in a person's part of the shared file, and about their partner."""

    def _note(self, me: PersonId, left: Callable[[PartFindings], PartFindings]) -> None:
        """Note what is left to tell."""
        self._ws.vault.visits.note_findings(me, left(self._ws.vault.visits.findings(me)))
