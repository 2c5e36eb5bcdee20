"""What the day of a scene shows before it begins: who has to answer, what it came to, and the beginning."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from app.models.base import PersonId
from app.models.live_look import LiveLook
from app.models.scene_day import Evening
from app.ui.design.tokens import Colour, Size, Space
from app.ui.kit.buttons import Button, primary, quiet, secondary
from app.ui.kit.controls import CheckBox, ComboBox
from app.ui.kit.flow import Column, button_row, clear_layout, row
from app.ui.kit.labels import Reason, body, lead, overline, soft, strong, title
from app.ui.kit.mark import MarkButton, consent_button
from app.ui.kit.narrow import TwoColumns
from app.ui.kit.surfaces import Card, IconLabel
from app.ui.page_id import PageId
from app.ui.reading.places import places
from app.ui.scene_day.live_presenter import DayStage, LivePresenter
from app.ui.wording import dotted, fill
from app.ui.workspace import Workspace


class BeforeCards(Column):
    """One card for each stage of the day, built when it is shown."""

    def __init__(self, ws: Workspace, presenter: LivePresenter) -> None:
        super().__init__(spacing=Space.L)
        self._ws, self._presenter = ws, presenter
        self.marks: dict[PersonId, MarkButton] = {}
        self.boxes: dict[str, CheckBox] = {}
        self.hand_over: dict[PersonId, Button] = {}

    def show_stage(self) -> None:
        """Show the stage the presenter is at."""
        clear_layout(self.body)
        self.marks, self.boxes, self.hand_over = {}, {}, {}
        build: Mapping[DayStage, Callable[[], QWidget]] = {
            DayStage.NONE: self._none,
            DayStage.ALONE: self._alone,
            DayStage.CHECKS: self._checks,
            DayStage.READY: self._ready,
            DayStage.NOT_AS_PLANNED: self._not_as_planned,
            DayStage.OFF: self._off,
            DayStage.RESTS: self._rests,
            DayStage.RUNNING: self._running,
        }
        if self._presenter.stage in build:
            self.add(build[self._presenter.stage]())

    def _card(self, heading: str, text: str, *buttons: Button) -> Card:
        card = Card(self._ws.design, spacing=Space.L)
        card.add_all(title(heading), lead(text))
        if buttons:
            card.add(button_row(*buttons))
        return card

    def _home(self, make: Callable[..., Button] = primary) -> Button:
        return make(self._ws.design, self.tr("Back to Home"), partial(self._ws.go, PageId.HOME))

    def _none(self) -> QWidget:
        return self._card(
            self.tr("Nothing is planned for today."),
            self.tr("A scene begins here on its day, once you have both agreed to it."),
            self._home(),
        )

    def _alone(self) -> QWidget:
        presenter, session = self._presenter, self._ws.session
        check = partial(self._ws.go, PageId.READY, presenter.scene)
        buttons = [primary(self._ws.design, self.tr("My ready check"), check)]
        if session.is_handed:
            back = partial(self._ws.hand_back, PageId.LIVE, presenter.scene)
            buttons.append(secondary(self._ws.design, self.tr("Hand the device back"), back, "arrow-u-up-left"))
        return self._card(
            self.tr("You begin together."),
            self.tr("First each of you takes a minute alone. Then you look at the result together."),
            *buttons,
        )

    def _checks(self) -> QWidget:
        found = self._presenter.found
        assert found is not None
        card = self._card(
            self.tr("First a minute for each of you, alone."),
            self.tr(
                "Are you rested, is your body up to it, has anything changed? The answers stay private. Together you "
                "see only “ready” or “not as planned”."
            ),
        )
        waiting = [person for person in self._ws.session.people if person.id not in found.checked]
        for person in self._ws.session.people:
            if person not in waiting:
                done = fill(self.tr("{name} has answered."), name=person.name)
                card.add(row(IconLabel(self._ws.design, "check", Colour.ACCENT), soft(done), spacing=Space.S))
        for place, person in enumerate(waiting):
            words = fill(self.tr("Hand the device to {name}"), name=person.name)
            act = partial(self._ws.hand_over, person.id, PageId.READY, self._presenter.scene)
            make = secondary if place else primary
            self.hand_over[person.id] = make(self._ws.design, words, act)
        card.add(button_row(*self.hand_over.values()))
        return card

    def _not_as_planned(self) -> QWidget:
        card = self._card(
            self.tr("Not as planned tonight."),
            self.tr("Nobody has to say why. What would be good instead?"),
        )
        off, found = partial(self._presenter.choose, Evening.OFF), self._presenter.found
        offered: list[tuple[str, Callable[[], object]]] = [
            (self.tr("Another day"), off),
            (self.tr("Just being together"), off),
        ]
        if found is not None and found.current.items:
            offered.insert(0, (self.tr("A smaller evening"), self._on_smaller))
        card.add(button_row(*(secondary(self._ws.design, words, act) for words, act in offered)))
        self._choice = Column(spacing=Space.L)
        self._choice.hide()
        card.add(self._choice)
        return card

    def _on_smaller(self) -> None:
        """Both choose what is out, and say that the rest is enough."""
        found, words = self._presenter.found, self._presenter.words
        if found is None or words is None or self.boxes:
            return
        out = found.tonight.without if found.tonight is not None else ()
        self._choice.add(strong(self.tr("Left out for tonight")))
        for item, said in words.items:
            if item not in out:
                self.boxes[item] = self._choice.add(CheckBox(self._ws.design, said, lambda _on: self._show_reason()))
        self._choice.add(soft(self.tr("What is agreed stays agreed; this is about tonight alone.")))
        for person in self._ws.session.people:
            said = fill(self.tr("{name}: the rest is enough"), name=person.name)
            self.marks[person.id] = consent_button(self._ws.design, person, said, lambda _on: self._on_mark())
        self._choice.add(TwoColumns(self._ws.design, *self.marks.values()))
        self._why = self._choice.add(Reason(*self.marks.values()))
        self._show_reason()
        self._choice.show()
        next(iter(self.boxes.values())).setFocus()

    def _chosen(self) -> tuple[str, ...]:
        return tuple(item for item, box in self.boxes.items() if box.isChecked())

    def _show_reason(self) -> None:
        chosen = len(self._chosen())
        why = self.tr("Tick at least one.") if not chosen else ""
        if chosen == len(self.boxes):
            why = self.tr("That would leave nothing. “Just being together” is the simpler way.")
        for mark in self.marks.values():
            mark.setChecked(False)
        self._why.give(why)

    def _on_mark(self) -> None:
        if all(mark.isChecked() for mark in self.marks.values()):
            self._presenter.choose(Evening.SMALLER, self._chosen())

    def _off(self) -> QWidget:
        found = self._presenter.found
        draft_id = found.current.agreement.document.draft_id if found is not None else None
        other = quiet(self._ws.design, self.tr("Another day"), partial(self._ws.go, PageId.SCENES, draft_id))
        return self._card(
            self.tr("Then not tonight. Nothing else is needed."),
            self.tr("What you agreed is as it was. For another evening you both read the new date and say yes to it."),
            self._home(),
            other,
        )

    def _rests(self) -> QWidget:
        to_care = partial(self._ws.go, PageId.AFTERWARDS, self._presenter.scene)
        care = primary(self._ws.design, self.tr("On to aftercare"), to_care)
        return self._card(
            self.tr("This scene is over for now."),
            self.tr("It was stopped or ended here, and cannot begin again so soon. Care comes next."),
            care,
            self._home(quiet),
        )

    def _running(self) -> QWidget:
        return self._card(self.tr("A scene is running."), self.tr("It fills the window."))

    def _ready(self) -> QWidget:
        found, words = self._presenter.found, self._presenter.words
        assert found is not None
        assert words is not None
        assert found.tonight is not None
        smaller = found.tonight.evening is Evening.SMALLER
        card = self._card(
            self.tr("A smaller evening it is.") if smaller else self.tr("You are both ready."),
            self.tr("Look at it once more together. Either of you can stop it at any time, with one key."),
        )
        out = found.tonight.without
        left = dotted(*(said for item, said in words.items if item not in out))
        card.add(Column(overline(self.tr("What you planned")), body(left), spacing=Space.XS))
        stops = strong(dotted(*words.stop_words))
        card.add(Column(overline(self.tr("What stops everything")), stops, spacing=Space.XS))
        time = fill(self.tr("{n} min at most"), n=found.cap)
        nudges = fill(self.tr("a check-in every {n} min"), n=found.interval) if found.interval else ""
        card.add(soft(dotted(time, nudges)))
        card.add(self._choices())
        self.begin = primary(self._ws.design, self.tr("Begin"), self._presenter.begin)
        later = quiet(self._ws.design, self.tr("Not yet"), partial(self._ws.go, PageId.HOME))
        card.add(button_row(self.begin, later))
        return card

    def _choices(self) -> QWidget:
        design, look = self._ws.design, self._presenter.look

        def on_chosen(_on: bool) -> None:
            self._presenter.keep_look(LiveLook(fills.isChecked(), dark.isChecked(), sound.isChecked()))

        fills = CheckBox(design, self.tr("Fill the screen"), on_chosen)
        dark = CheckBox(design, self.tr("Dark page"), on_chosen)
        sound = CheckBox(design, self.tr("A soft sound when a check-in is due"), on_chosen)
        for box, is_on in zip((fills, dark, sound), look, strict=True):
            box.show_checked(is_on)
        country = ComboBox(design, self.tr("Emergency numbers for"), self._presenter.choose_country)
        options = [("", self.tr("No country chosen")), *places(self._ws.settings.language)]
        country.show_options(options, self._presenter.country)
        country.setMaximumWidth(Size.FIELD)
        words = self._presenter.words
        numbers = soft(" · ".join(words.help) if words is not None else "")
        label = strong(self.tr("Emergency numbers for"))
        return Column(fills, dark, sound, Column(label, country, numbers, spacing=Space.XS), spacing=Space.S)
