"""What a list from elsewhere means, where it could be misunderstood: its owner says it of words, and name by name."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import partial

from app.models.catalogue import CatalogueEntry
from app.models.foreign_list import ForeignList, FoundEntry, FoundSide
from app.models.foreign_words import folded
from app.models.list_draft import OUT, OWN
from app.models.list_plan import MOST_WORDS, Leave, Meanings
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.controls import ComboBox
from app.ui.kit.flow import Column, boxed, row
from app.ui.kit.labels import body, caption, soft, strong, title
from app.ui.kit.segments import Option, Segments
from app.ui.kit.surfaces import Panel
from app.ui.my_list.import_words import answer_options, side_options
from app.ui.wording import dotted, fill, plural


class MeaningsStep(Column):
    """A row for each answer of the list, and for each name of a side."""

    def __init__(
        self, design: Design, found: ForeignList, meanings: Meanings, changed: Callable[[Meanings], object]
    ) -> None:
        """`changed` gets what everything is taken for, whenever something is chosen."""
        super().__init__(spacing=Space.L)
        self._design = design
        self._changed, self.meanings = changed, meanings
        self.choices: list[ComboBox] = []
        said = self.tr(
            "A limit comes in only if you say here which one it is: “Not now” or “No”. Whatever you choose stays "
            "private until you decide to share it."
        )
        answers = Column(strong(self.tr("What the answers mean")), soft(said), spacing=Space.S)
        sides = Column(strong(self.tr("Which side they are about")), spacing=Space.S)
        self._add_rows(answers, found.words, self.tr("What {words} means"), answer_options())
        self._add_rows(sides, found.headings, self.tr("Which side: {words}"), side_options(), sides=True)
        self.body.addStretch(1)

    def _add_rows(
        self,
        section: Column,
        words: Sequence[tuple[str, int]],
        name: str,
        options: Sequence[tuple[Hashable, str]],
        *,
        sides: bool = False,
    ) -> None:
        """What is still to be said stands right below what is asked."""
        taken: Mapping[str, Hashable] = self.meanings.sides if sides else self.meanings.answers
        for word, times in sorted(words[:MOST_WORDS], key=lambda each: taken[folded(each[0])] is not Leave.OPEN):
            now, about = taken[folded(word)], self.tr("Answers without a side")
            if word:
                about = fill(self.tr("“{word}”"), word=word)
            choice = ComboBox(self._design, fill(name, words=about), partial(self._choose, folded(word), sides=sides))
            choice.setPlaceholderText(self.tr("Choose…"))
            choice.show_options(options, now if now is not Leave.OPEN else None)
            self.choices.append(choice)
            told = Column(strong(about), caption(plural("%n answers", times)), spacing=Space.NONE)
            section.add(boxed(row(told, choice, spacing=Space.M, wide=told)))
        self.body.addWidget(section)

    def _choose(self, word: str, key: object, *, sides: bool) -> None:
        before = self.meanings
        if sides:
            self.meanings = before.evolve(sides={**before.sides, word: key})
        else:
            self.meanings = before.evolve(answers={**before.answers, word: key})
        self._changed(self.meanings)

    @property
    def first_open(self) -> ComboBox | None:
        """Where the first choice is still to be made, else the first."""
        waiting = (choice for choice in self.choices if choice.key is None)
        return next(waiting, self.choices[0] if self.choices else None)


def _side(side: FoundSide) -> str:
    return f"{side.heading}: {side.word}" if side.heading else side.word


class UnsureStep(Column):
    """One name, the entries that it may mean with their sentences, and the ways out."""

    def __init__(
        self,
        design: Design,
        found: FoundEntry,
        suggestions: Sequence[CatalogueEntry],
        chosen: str,
        choose: Callable[[str], object],
        place: tuple[int, int],
    ) -> None:
        """`choose` gets the id of an entry, `OWN` or `OUT`. `place`: which of how many names it is."""
        super().__init__(spacing=Space.L)
        self._design = design
        said = dotted(found.category, *map(_side, found.sides))
        number = fill(self.tr("{place} of {all}"), place=place[0], all=place[1])
        self.body.addWidget(Column(caption(number), title(found.title), caption(said), spacing=Space.XS))
        self.body.addWidget(soft(self.tr("Is it one of these? If you are not sure, keep it as an entry of your own.")))
        ways_out = [(OWN, self.tr("None of these: my own entry")), (OUT, self.tr("Leave it out"))]
        options: list[Option] = [*((entry.id, entry.title) for entry in suggestions), *ways_out]
        self.choice = Segments(
            design,
            "",
            options,
            choice=chosen,
            on=lambda key: choose(str(key)),
            name=fill(self.tr("What “{title}” is"), title=found.title),
        )
        self.body.addWidget(self.choice)
        for entry in suggestions:
            self.body.addWidget(self._entry(entry))
        self.body.addStretch(1)

    def _entry(self, entry: CatalogueEntry) -> Panel:
        panel = Panel(self._design, spacing=Space.XS)
        panel.add(body(entry.title))
        if entry.description:
            panel.add(caption(entry.description))
        return panel

    def take_focus(self) -> None:
        """Put the keyboard on what is chosen."""
        self.choice.button(self.choice.choice).setFocus()
