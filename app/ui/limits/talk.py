"""Talk cards: one thing at a time, speaker and listener in turns, notes that both accept."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal

from app.models.base import PersonId
from app.models.catalogue import Catalogue
from app.models.limits import SharedItem, Talk, TalkResult
from app.models.person import Person
from app.models.talk_turns import first_speaker
from app.models.texts import TalkPrompts
from app.ui.design.design import Design
from app.ui.design.style import restyle
from app.ui.design.tokens import Size, Space, TextRole
from app.ui.kit.bullets import BulletList
from app.ui.kit.buttons import Button, quiet, secondary
from app.ui.kit.field import TextField
from app.ui.kit.flow import Flow, button_row
from app.ui.kit.keyboard import KeyActs
from app.ui.kit.labels import body, soft, strong
from app.ui.kit.mark import MarkButton, consent_button, mark_of
from app.ui.kit.narrow import TwoColumns
from app.ui.kit.segments import Segments
from app.ui.kit.surfaces import Card, Panel, divider
from app.ui.pairing_view import PairingView, blocks_of
from app.ui.terms import either_way, outcome_word, pairing_words
from app.ui.wording import fill

_BOTH = "both"
"""The key of both directions at once."""


class TurnPanels(TwoColumns):
    """Who speaks and who listens, side by side, each with what to keep in mind."""

    def __init__(self, design: Design, people: Sequence[Person], prompts: TalkPrompts) -> None:
        self._panels, self._people, self._prompts = (Panel(design), Panel(design)), people, prompts
        self._words, self._tips = (strong(), strong()), (BulletList(TextRole.LEAD), BulletList(TextRole.LEAD))
        for panel, person, words, tips in zip(self._panels, people, self._words, self._tips, strict=True):
            words.setWordWrap(False)
            panel.add_all(Flow(mark_of(design, person, Size.MARK_SMALL), words), tips)
            panel.body.addStretch(1)
        super().__init__(design, *self._panels)

    def show_turn(self, speaker: Person) -> None:
        """Name the two; the ground of whoever speaks is in their hue."""
        speaks, listens = self.tr("{name} speaks"), self.tr("{name} listens")
        for panel, person, words, tips in zip(self._panels, self._people, self._words, self._tips, strict=True):
            is_speaker = person == speaker
            words.setText(fill(speaks if is_speaker else listens, name=person.name))
            tips.show_items(self._prompts.speaker if is_speaker else self._prompts.listener)
            panel.setObjectName(f"speaks_{person.mark.hue}" if is_speaker else "panel")
            restyle(panel)


class TalkCard(Card):
    """One activity to talk about; built once, `show_items` binds it to the next one."""

    ended = Signal(object, object)
    """The Talk (agreed by both, set aside by one, or left open) and the items that it is about."""
    stopped = Signal()

    def __init__(
        self,
        design: Design,
        catalogue: Catalogue,
        people: tuple[Person, ...],
        items: tuple[SharedItem, ...],
        prompts: TalkPrompts,
    ) -> None:
        super().__init__(design, spacing=Space.L)
        KeyActs(self, {Qt.Key.Key_Escape: self.stopped.emit})
        self._catalogue, self._people = catalogue, people
        self.items = items
        """What it is about: an activity in one or both directions."""
        self._speaker = 0
        self._began: PersonId | None = None
        """Who began the talk before."""
        self._build_item()
        self.add(divider())
        self._turn = TurnPanels(design, people, prompts)
        self.swap = secondary(design, "", self.on_swap, "swap")
        self.add_all(self._turn, button_row(self.swap), divider())
        self._build_end(prompts)
        self.show_items(items)

    @property
    def speaker(self) -> Person:
        """Whose turn it is to speak."""
        return self._people[self._speaker]

    @property
    def listener(self) -> Person:
        """Whose turn it is to listen."""
        return self._people[1 - self._speaker]

    # --- building

    def _build_item(self) -> None:
        self._pairing = self.add(PairingView(self._design, self._people))

    def _build_end(self, prompts: TalkPrompts) -> None:
        both = BulletList(tone="soft")
        both.show_items(prompts.both)
        self.add_all(strong(self.tr("When you have both spoken")), both)
        self.notes = TextField(self._design, self.tr("What you both understood"), rows=2)
        self.notes.edited.connect(self._take_agreement_back)
        name = self.tr("What you agree on or set aside")
        self.about = Segments(self._design, name, [], on=lambda _key: self._take_agreement_back())
        self.add_all(self.notes, self.about, body(self.tr("We agree on this: it takes both of you.")))
        self.marks = {person.id: self._mark(person) for person in self._people}
        one, other = self.marks.values()
        self.add(TwoColumns(self._design, one, other))
        aside = self.tr(
            "Not for us: one of you is enough, and no reason is needed. It rests until that person brings it back."
        )
        self.add(soft(aside))
        self.asides = {person.id: self._aside(person) for person in self._people}
        self.add(button_row(*self.asides.values()))
        leave_open = secondary(self._design, self.tr("Leave it open"), lambda: self._end(TalkResult.OPEN))
        self.add(button_row(leave_open, quiet(self._design, self.tr("Stop for tonight"), self.stopped.emit, "moon")))

    def _mark(self, person: Person) -> MarkButton:
        words = fill(self.tr("{name} agrees"), name=person.name)
        return consent_button(self._design, person, words, self.on_accepted)

    def _aside(self, person: Person) -> Button:
        words = fill(self.tr("Set aside by {name}"), name=person.name)
        return secondary(self._design, words, partial(self._end, TalkResult.DECLINED, person.id), "hand-palm")

    # --- what it shows

    def show_items(self, items: tuple[SharedItem, ...]) -> None:
        """Talk about this; nobody has agreed yet."""
        self.items, item = items, items[0]
        entry = self._catalogue.find(item.pairing.activity_id)
        blocks = blocks_of(self._catalogue, self._people, items)
        self._pairing.show_blocks(self._catalogue, item.pairing.activity_id, blocks, outcome_word(item.outcome))
        sides = [(each.id, pairing_words(entry, each.pairing, self._people)) for each in items]
        self.about.show_options([(_BOTH, either_way()), *sides])
        self.about.show_choice(_BOTH)
        self.about.setVisible(len(items) > 1)
        notes = "\n".join(dict.fromkeys(each.talk.notes for each in items if each.talk.notes))
        self.notes.start_with(notes, self.notes.edit.accessibleName())
        self._take_agreement_back()
        ids = [person.id for person in self._people]
        self._began = first_speaker(item, ids, entry.added_by if entry is not None else None, self._began)
        self._speaker = ids.index(self._began)
        self._show_turn()

    def focus_title(self) -> None:
        """Put the keyboard on what it is about, from where Tab goes on."""
        self._pairing.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_turn(self) -> None:
        self._turn.show_turn(self.speaker)
        self.swap.show_text(fill(self.tr("Now {name} speaks"), name=self.listener.name))

    def on_swap(self) -> None:
        """The listener speaks now."""
        self._speaker = 1 - self._speaker
        self._show_turn()

    def _take_agreement_back(self) -> None:
        # The words changed: both accept them again.
        for button in self.marks.values():
            button.setChecked(False)

    def on_accepted(self, _accepted: bool) -> None:
        """It is agreed once both accept."""
        if all(button.isChecked() for button in self.marks.values()):
            self._end(TalkResult.AGREED)

    def _end(self, result: TalkResult, declined_by: PersonId | None = None) -> None:
        self.ended.emit(Talk(result=result, notes=self.notes.text(), declined_by=declined_by), self._chosen())

    def _chosen(self) -> tuple[SharedItem, ...]:
        return tuple(item for item in self.items if self.about.choice in (_BOTH, item.id))

    def draft(self) -> Talk:
        """What was written so far; different words are agreed by nobody yet."""
        kept, notes = self.items[0].talk, self.notes.text()
        return kept if kept.notes == notes else Talk(notes=notes)
