"""The made-up people of the sample vault, as their file holds them."""

from __future__ import annotations

from app.models.aftercare import CareKind
from app.models.answer import Answer, Ceiling, Stance, Visibility, allowed_visibilities
from app.models.base import ActivityId, Model
from app.models.catalogue import Catalogue, Direction, SideLabels
from app.models.limits import TalkResult
from app.models.outline import Phase, Scope
from app.models.person import Hue, MarkShape

_LETTERS = {
    "W": Stance.WANT,
    "I": Stance.WILLING,
    "C": Stance.CURIOUS,
    "O": Stance.ONLY_IF,
    "S": Stance.SOFT_LIMIT,
    "H": Stance.HARD_LIMIT,
    "N": Stance.NOT_APPLICABLE,
}


class SamplePerson(Model):
    """A made-up person and the passphrase that the banner shows."""

    key: str
    name: str
    pronouns: str
    shape: MarkShape
    hue: Hue
    initial: str
    passphrase: str


class SampleEntry(Model):
    """An activity one of them added."""

    by: str
    category: str
    title: str
    description: str
    labels: SideLabels
    offer: bool
    answer: str

    def answer_of(self, entry_id: ActivityId, direction: Direction) -> Answer:
        """What its author says to one side of it."""
        return Answer(activity_id=entry_id, direction=direction).with_stance(_LETTERS[self.answer])


class SampleTalk(Model):
    """How a talk went."""

    result: TalkResult
    notes: str


class SampleCare(Model):
    """One person's aftercare."""

    needs: tuple[tuple[CareKind, str], ...]
    avoid: tuple[str, ...]
    words: str


class SampleRules(Model):
    """Their ground rules."""

    rules: tuple[str, ...]
    questions: tuple[str, ...]
    agreed_days_ago: int


class SampleScene(Model):
    """One of their scenes; agreed where `agreed_days_ago` is given."""

    title: str
    scope: Scope
    agreed_days_ago: int | None = None
    needs: dict[str, tuple[tuple[str, ...], str]]
    items: tuple[tuple[str, str, int | None, Phase, str], ...]
    exclusions: tuple[str, ...]
    place: str
    privacy: str
    cap: int | None
    check_in: int | None
    stop_criteria: tuple[str, ...]
    debrief: str
    withdraw: str = ""


class SampleCouple(Model):
    """All of assets/sample. Answers: a letter a side with an optional ceiling digit, `-` for none."""

    language: str
    people: tuple[SamplePerson, SamplePerson]
    answers: dict[str, tuple[str, ...]]
    conditions: dict[str, dict[str, str]]
    notes: dict[str, dict[str, str]]
    never: dict[str, tuple[str, ...]]
    always: dict[str, tuple[str, ...]]
    terms: dict[str, dict[str, str]]
    own_entries: tuple[SampleEntry, ...]
    talks: dict[str, SampleTalk]
    aftercare: dict[str, SampleCare]
    practised_days_ago: int
    ground_rules: SampleRules
    scenes: tuple[SampleScene, ...]

    def answers_of(self, key: str, catalogue: Catalogue) -> tuple[Answer, ...]:
        """Everything this person answered."""
        place = [person.key for person in self.people].index(key)
        found: list[Answer] = []
        for entry_id, codes in self.answers.items():
            entry = catalogue.find(entry_id)
            if entry is None:
                continue
            sides = len(entry.directions)
            for direction, code in zip(entry.directions, codes[place * sides : (place + 1) * sides], strict=True):
                if code != "-":
                    blank = Answer(activity_id=entry.id, direction=direction)
                    found.append(self._filled(key, blank, code, entry.intensity))
        return tuple(found)

    def _filled(self, key: str, blank: Answer, code: str, intensity: bool) -> Answer:
        stance = _LETTERS[code[0]]
        open_answer = not stance.is_limit and stance is not Stance.NOT_APPLICABLE
        wanted = Visibility.NEVER if blank.activity_id in self.never.get(key, ()) else None
        if wanted is None and blank.activity_id in self.always.get(key, ()):
            wanted = Visibility.ALWAYS
        return blank.evolve(
            stance=stance,
            ceiling=Ceiling(int(code[1])) if len(code) > 1 and open_answer and intensity else None,
            conditions=self.conditions.get(blank.activity_id, {}).get(key, "") if open_answer else "",
            note=self.notes.get(blank.activity_id, {}).get(key, ""),
            visibility=wanted or allowed_visibilities(stance)[0],
        )
