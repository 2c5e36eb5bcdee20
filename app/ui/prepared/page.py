"""The screen *What I prepare*: signals, aftercare and a scene wish of one's own, for oneself or to bring along."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QWidget

from app.models.base import LONGEST_LINE
from app.models.prepared import Prepared
from app.models.signal import Level
from app.ui.aftercare.column import CareColumn
from app.ui.kit.buttons import secondary
from app.ui.kit.field import LineField, TextField
from app.ui.kit.flow import Column, button_row, discard
from app.ui.kit.labels import Reason
from app.ui.kit.surfaces import Card
from app.ui.page import Page
from app.ui.page_id import PageId
from app.ui.prepared.presenter import PreparedPresenter
from app.ui.wording import fill
from app.ui.workspace import Workspace

SIGNALS, CARE, WISH = "signals", "care", "wish"
"""What can be brought."""


class PreparedPage(Page):
    """Three cards; in a vault for two, each can be brought to the partner, after its very words were shown."""

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(ws, parent)
        self.presenter = PreparedPresenter(ws, self)
        told = self.tr(
            "For yourself, for your sheet, or for a partner: how you want to be able to stop, what you need "
            "afterwards, a scene you wish for. Only you see it."
        )
        self.build_head(self.tr("What I prepare"), told)
        self.follow(self.presenter, self.refresh)
        self.presenter.kept.connect(self._show_care)
        self._fields: dict[str, LineField | TextField] = {}
        self._why: dict[str, Reason] = {}
        """Why something cannot be brought yet, by what it is."""
        self._care: CareColumn | None = None
        self._is_built = False
        self.fill(self._build())

    # --- building

    def _build(self) -> Iterator[None]:
        self.body.addWidget(self._build_signals())
        yield
        self._care_place = Column()
        self.body.addWidget(self._care_place)
        yield
        self.body.addWidget(self._build_wish())
        sheet = secondary(
            self.ws.design, self.tr("Bring it to my therapist"), lambda: self.go(PageId.THERAPIST), "clipboard-text"
        )
        self.body.addWidget(button_row(sheet))
        self.body.addStretch(1)
        self._is_built = True
        yield from self._show()

    def _build_signals(self) -> Card:
        card = Card(self.ws.design)
        card.add_header(self.tr("How I want to be able to stop"), "hand-palm")
        for name, label in (
            ("stop_word", self.tr("A word that stops everything")),
            ("stop_sign", self.tr("A sign for it, if I cannot speak")),
            ("slow_word", self.tr("A word for slowing down")),
        ):
            self._add_field(card, name, LineField(self.ws.design, label))
        self._add_bring(card, SIGNALS, self.tr("Propose these…"), self.on_bring_signals)
        return card

    def _build_wish(self) -> Card:
        card = Card(self.ws.design)
        card.add_header(self.tr("A scene I wish for"), "path")
        self._add_field(card, "wish.title", LineField(self.ws.design, self.tr("A few words to find it by")))
        for name, label in (
            ("wish.why", self.tr("Why I want this")),
            ("wish.what", self.tr("What happens, one line each")),
            ("wish.out", self.tr("What stays out, one line each")),
        ):
            self._add_field(card, name, TextField(self.ws.design, label, rows=2))
        self._add_bring(card, WISH, self.tr("Begin an outline with it…"), self.on_bring_wish)
        return card

    def _add_field(self, card: Card, name: str, field: LineField | TextField) -> None:
        self._fields[name] = card.add(field)
        field.committed.connect(lambda text: self._on_typed(name, text))
        field.edited.connect(lambda _text: self._show_may_bring())

    def _add_bring(self, card: Card, what: str, words: str, on: Callable[[], object]) -> None:
        if not self.ws.is_solo:
            button = secondary(self.ws.design, words, on, "share-network")
            card.add(button_row(button))
            self._why[what] = card.add(Reason(button))

    def _on_typed(self, name: str, text: str) -> None:
        scene = name.removeprefix("wish.")
        if scene != name:
            self.presenter.change_wish(**{scene: text})
        else:
            self.presenter.change(**{name: text})

    # --- showing

    def activate(self, argument: object = None) -> None:
        """Read it again."""
        self.notice.clear()
        self.presenter.reload()

    def on_presence_changed(self) -> None:
        """A different person may be looking: nothing of the last one may stay."""
        if self.ws.session.me != self.presenter.person:
            self.stop_filling()
            self.presenter.forget()
            self._clear()
            self.presenter.reload()

    def flush(self) -> None:
        """Save what is being typed."""
        for field in self._fields.values():
            field.commit()
        if self._care is not None:
            self._care.flush()

    def refresh(self) -> None:
        """Show what is kept."""
        if self._is_built:
            self.fill(self._show())

    def _show(self) -> Iterator[None]:
        for name, field in self._fields.items():
            field.show_text(text_of(self.presenter.prepared, name))
        yield
        plan = self.presenter.plan
        if plan is not None:
            self._care = self._care or self._make_care()
            yield from self._care.show_plan(plan, editable=True)
        self._show_may_bring()

    def _show_care(self) -> None:
        """Show a changed plan; what is typed elsewhere stays."""
        plan = self.presenter.plan
        if plan is not None and self._care is not None:
            self.fill(self._care.show_plan(plan, editable=True))
        self._show_may_bring()

    def _show_may_bring(self) -> None:
        """What nothing was written for cannot be brought."""
        plan = self.presenter.plan
        typed = {name: bool(field.text().strip()) for name, field in self._fields.items()}
        is_written = {
            SIGNALS: any(on for name, on in typed.items() if not name.startswith("wish.")),
            CARE: plan is not None and plan.is_answered,
            WISH: any(on for name, on in typed.items() if name.startswith("wish.")),
        }
        for what, why in self._why.items():
            why.give("" if is_written[what] else self.tr("Write something first."))

    def _clear(self) -> None:
        for field in self._fields.values():
            field.show_text("")
        if self._care is not None:
            self._why.pop(CARE, None)
            discard(self._care)
            self._care = None

    def _make_care(self) -> CareColumn:
        person = self.ws.person(self.ws.me)
        heading = self.tr("What I need afterwards")
        care = CareColumn(self.ws.design, person, self.ws.texts, heading=heading)
        for _ in care.build_editor():
            pass
        care.need_toggled.connect(self.presenter.set_need)
        care.avoid_toggled.connect(self.presenter.set_avoid)
        care.words_written.connect(lambda words: self.presenter.change(care_words=words))
        care.nothing_toggled.connect(self.presenter.set_nothing)
        for name, edit in zip(("helps", "avoid"), care.own_words, strict=True):
            self.ws.unadded.hold(f"prepared.{name}", edit, person.id)
        self._add_bring(care, CARE, self.tr("Add it to my aftercare…"), self.on_bring_aftercare)
        self._care_place.add(care)
        return care

    # --- bringing it to the partner

    def on_bring_signals(self) -> None:
        """Ask before the signals are proposed."""
        self.flush()
        prepared = self.presenter.prepared
        response = next((each.response for each in self.ws.texts.signals if each.level is Level.RED), "")
        self._ask(
            (prepared.stop_word, prepared.stop_sign, prepared.slow_word), lambda: self.presenter.bring_signals(response)
        )

    def on_bring_aftercare(self) -> None:
        """Ask before it is added to one's aftercare."""
        self.flush()
        plan = self.presenter.plan
        if plan is not None:
            nothing = self.tr("Nothing in particular") if plan.nothing else ""
            said = (*(need.text for need in plan.needs), *plan.avoid, plan.words, nothing)
            self._ask(said, self.presenter.bring_aftercare)

    def on_bring_wish(self) -> None:
        """Ask before an outline begins with it."""
        self.flush()
        wish = self.presenter.prepared.wish
        if any(len(line) > LONGEST_LINE for text in (wish.what, wish.out) for line in text.split("\n")):
            self.notice.show_notice(
                self.tr("One of the lines is too long"), self.tr("Please break it into several. Nothing was brought.")
            )
            return
        self._ask((wish.title, wish.why, wish.what, wish.out), self.presenter.bring_wish)

    def _ask(self, said: tuple[str, ...], act: Callable[[], None]) -> None:
        words = "\n".join(text.strip() for text in said if text.strip())
        if words:
            title = fill(self.tr("{name} will be able to read exactly this:"), name=self.ws.partner_name)
            self.ws.prompts.confirm(title, words, self.tr("Bring it"), act)


def text_of(prepared: Prepared, name: str) -> str:
    """What a field shows; the fields of the scene are named `wish.…`."""
    scene = name.removeprefix("wish.")
    return str(getattr(prepared.wish, scene) if scene != name else getattr(prepared, name))
