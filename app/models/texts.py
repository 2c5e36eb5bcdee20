"""Proposals, suggestions and fixed sentences that come with the program, one file per language."""

from __future__ import annotations

from pydantic import Field

from app.models.aftercare import CareKind
from app.models.base import Asset, Model
from app.models.outline import Phase, Role
from app.models.signal import SafetySignal

Chips = tuple[str, ...]
"""Short texts to start from; picking one copies it into the person's words."""


class CareText(Model):
    """One kind of aftercare, with texts to start from."""

    title: str
    description: str
    chips: Chips


class NeedText(Model):
    """A need. `ways` are ideas for meeting it, some of them not about kink."""

    id: str = Field(pattern=r"^[a-z_]+$")
    title: str
    description: str
    ways: Chips


class Script(Model):
    """A text for telling the partner something."""

    title: str
    text: str


class TalkPrompts(Model):
    """Prompts on a talk card: for the speaker, for the listener, and for both at the end."""

    speaker: Chips
    listener: Chips
    both: Chips


class OpeningIntroduction(Model):
    """What the couple reads before an opening."""

    title: str
    body: str


class Notices(Model):
    """Fixed sentences; some have `{name}` in them."""

    default_no: str
    no_contract: str
    withdrawal: str
    withdrawal_before: str
    withdrawal_after: str
    alone_first: str
    not_on_list: str


class Texts(Asset):
    """Everything in assets/texts, in one language."""

    folder = "texts"
    signals: tuple[SafetySignal, ...]
    signals_always: str
    care: dict[CareKind, CareText]
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
    therapist_questions: Chips
    withdrawal_scripts: tuple[Script, ...]
    talk: TalkPrompts
    phases: dict[Phase, str]
    roles: dict[Role, str]
    debrief_questions: Chips
    before_opening: OpeningIntroduction
    notices: Notices

    def need(self, need_id: str) -> NeedText | None:
        """The need with that id, if there is one."""
        return next((need for need in self.needs if need.id == need_id), None)
