"""Words for observations: a sentence, dated lines, a question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from PySide6.QtCore import QCoreApplication, QLocale, QTime

from app.models.answer import AnswerKey
from app.models.catalogue import Catalogue
from app.models.pattern_texts import PatternOffer, PatternTexts
from app.models.patterns import Evidence, Observation, ObservationChoice, PatternKind
from app.ui.kit.stance import stance_word
from app.ui.local_zone import LOCAL
from app.ui.terms import day_words, direction_label, entry_title, quoted
from app.ui.wording import fill, fill_from, plural

_say = partial(QCoreApplication.translate, "Patterns")


@dataclass(frozen=True, slots=True)
class CardWords:
    """The words of a card; `lines` are pairs of a day and what happened on it."""

    icon: str
    title: str
    sentence: str
    lines: tuple[tuple[str, str], ...]
    question: str
    offer: PatternOffer


class PatternWords:
    """Puts observations into words for one person."""

    def __init__(self, texts: PatternTexts, catalogue: Catalogue, partner: str, today: date) -> None:
        self._texts, self._catalogue, self._partner, self._today = texts, catalogue, partner, today

    def card(self, observation: Observation) -> CardWords:
        """The words of a card."""
        text = self._texts.kinds[observation.kind]
        return CardWords(
            text.icon,
            text.title,
            self._sentence(observation),
            tuple((self.day(each.at), self._line(each, observation)) for each in observation.evidence),
            text.question,
            text.offer,
        )

    def day(self, at: datetime) -> str:
        """The local day of a moment."""
        return day_words(at.astimezone(LOCAL).date(), self._today)

    def choice(self, choice: ObservationChoice) -> str:
        """What a choice hides."""
        title = self._texts.kinds[choice.kind].title
        if choice.whole_kind:
            return fill(_say("All of this kind: {title}"), title=title)
        about = self.activity(choice.key) if choice.key is not None else self.day(choice.at)
        return f"{title} · {about}"

    def activity(self, key: AnswerKey) -> str:
        """An activity with this person's side of it."""
        side = direction_label(self._catalogue.find(key.activity_id), key.direction)
        title = entry_title(self._catalogue, key.activity_id)
        return f"{title} · {side}" if side else title

    def _sentence(self, observation: Observation) -> str:
        text = self._texts.kinds[observation.kind]
        numbers = observation.numbers
        same = numbers.get("days", 1) == 0 or numbers.get("now", 2) == 1
        words = text.same if same and text.same else text.sentence
        values = {name: str(number) for name, number in numbers.items()}
        if observation.kind is PatternKind.SOFTENED:
            limit, *_between, softer = observation.evidence
            values["before"], values["after"] = stance_word(limit.stance), stance_word(softer.stance)
            days = numbers["days"]
            values["days"] = plural("%n days", days)
        if observation.key is not None:
            values["activity"] = quoted(self.activity(observation.key))
        return fill_from(words, values)

    def _line(self, evidence: Evidence, observation: Observation) -> str:
        values = {"name": self._partner, "stance": stance_word(evidence.stance)}
        if evidence.key is not None:
            values["activity"] = self.activity(evidence.key)
        if evidence.until is None:
            return fill_from(self._texts.evidence[evidence.kind], values)
        if observation.kind is PatternKind.SAME_ANSWERS:
            values |= {"count": str(observation.numbers["answers"]), "until": self.day(evidence.until)}
            return fill_from(self._texts.run, values)
        values |= {"from": _clock(evidence.at), "until": _clock(evidence.until)}
        return fill_from(self._texts.evidence[evidence.kind], values)


def _clock(at: datetime) -> str:
    local = at.astimezone(LOCAL)
    return QLocale().toString(QTime(local.hour, local.minute), QLocale.FormatType.ShortFormat)
