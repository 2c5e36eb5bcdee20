"""Prefilled proposals, chips and fixed words that come with the program, one file per language."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from app.models.aftercare import CareKind
from app.models.base import ItemId, Model
from app.models.outline import Phase, Role
from app.models.signal import Channel, Level, SafetySignal

Chips = tuple[str, ...]
"""Short texts to start from; picking one copies it into one's own words."""


class SignalProposal(Model):
    """A signal to start from; it is nobody's yes."""

    id: str
    level: Level
    channel: Channel
    expression: str
    meaning: str
    response: str

    def as_signal(self, signal_id: ItemId) -> SafetySignal:
        """A signal with these words, not yet practised."""
        return SafetySignal(
            id=signal_id,
            level=self.level,
            channel=self.channel,
            expression=self.expression,
            meaning=self.meaning,
            response=self.response,
        )


class CareText(Model):
    """One kind of aftercare: what it is about, and chips to start from."""

    kind: CareKind
    title: str
    description: str
    chips: Chips


class NeedText(Model):
    """A need; `ways` are ideas for meeting it, some of which are not about kink."""

    id: str = Field(pattern=r"^[a-z_]+$")
    title: str
    description: str
    ways: Chips


class Script(Model):
    """Words for telling the partner something."""

    id: str
    title: str
    text: str


class PhaseText(Model):
    """How a phase of a scene is called and what it is."""

    phase: Phase
    title: str
    description: str


class RoleText(Model):
    """How a role is called and what it is."""

    role: Role
    title: str
    description: str


class Question(Model):
    """One question of the debrief."""

    id: str
    text: str


class TalkPrompts(Model):
    """What a talk card offers to the speaker, to the listener, and to both at the end."""

    speaker: Chips
    listener: Chips
    both: Chips


class InterstitialText(Model):
    """What stands between two turns; `{name}` is the person who should look now."""

    id: str
    title: str
    body: str
    button: str

    def named(self, name: str) -> InterstitialText:
        """With the person's name filled in; the name is taken literally."""
        return self.evolve(
            title=fill(self.title, name),
            body=fill(self.body, name),
            button=fill(self.button, name),
        )


class Notices(Model):
    """Fixed sentences; those with `{name}` go through `fill`."""

    adults: str
    recovery_code: str
    both_lost: str
    both_lost_solo: str
    passphrase: str
    default_no: str
    no_contract: str
    withdrawal: str
    withdrawal_before: str
    withdrawal_after: str
    alone_first: str
    not_on_list: str
    up_to_two: str
    demo: str


class Texts(Model):
    """Everything in assets/texts, in one language."""

    language: str = "en"
    signals: tuple[SignalProposal, ...]
    signals_always: str
    care: tuple[CareText, ...]
    avoid: Chips
    needs: tuple[NeedText, ...]
    ground_rules: Chips
    exclusions: Chips
    stop_criteria: Chips
    privacy: Chips
    places: Chips
    contacts: Chips
    health: Chips
    substances: Chips
    debriefs: Chips
    conditions: Chips
    therapist_questions: Chips
    withdrawal_scripts: tuple[Script, ...]
    how_to_talk: Chips
    talk: TalkPrompts
    phases: tuple[PhaseText, ...]
    roles: tuple[RoleText, ...]
    debrief_questions: tuple[Question, ...]
    interstitials: tuple[InterstitialText, ...]
    notices: Notices

    @model_validator(mode="after")
    def _every_kind_once(self) -> Self:
        _require_all("care", [text.kind for text in self.care], list(CareKind))
        _require_all("phases", [text.phase for text in self.phases], list(Phase))
        _require_all("roles", [text.role for text in self.roles], list(Role))
        for found in (self.signals, self.needs, self.withdrawal_scripts, self.debrief_questions, self.interstitials):
            ids = [text.id for text in found]
            if len(set(ids)) != len(ids):
                raise ValueError(f"an id stands twice among {ids}")
        return self

    def care_of(self, kind: CareKind) -> CareText:
        """The words and chips for one kind of aftercare."""
        return next(text for text in self.care if text.kind is kind)

    def need(self, need_id: str) -> NeedText | None:
        """The need of that slug, if there is one."""
        return next((need for need in self.needs if need.id == need_id), None)

    def interstitial(self, interstitial_id: str, name: str = "") -> InterstitialText:
        """The text between two turns with the name filled in; KeyError if there is none of that id."""
        for text in self.interstitials:
            if text.id == interstitial_id:
                return text.named(name)
        raise KeyError(interstitial_id)


def fill(text: str, name: str) -> str:
    """The text with `{name}` replaced; nothing else in it or in the name is interpreted."""
    return text.replace("{name}", name)


def _require_all(what: str, found: list[object], wanted: list[object]) -> None:
    if found != wanted:
        raise ValueError(f"{what}: {found} instead of {wanted}")
