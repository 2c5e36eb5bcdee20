"""Names that may mean an entry of the catalogue, one by one: their owner says which, or that it is none."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.models.catalogue import CatalogueEntry
from app.models.foreign_list import FoundEntry, FoundSide
from app.models.list_draft import OUT, OWN
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.flow import Column
from app.ui.kit.labels import body, caption, soft, title
from app.ui.kit.segments import Option, Segments
from app.ui.kit.surfaces import Panel
from app.ui.wording import dotted, fill


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
