"""Decides what is on the page that is printed, who has to approve it, and makes it on the pages lane."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, Signal

from app.errors import NotReady, WrongPassphrase
from app.export.material_page import page_of
from app.export.page import PagePart, PrintablePage, page_digest
from app.export.page_words import load_words
from app.export.redact import PageChoices, Removable, redact, removables
from app.export.render import Rendered, render_pdf, render_preview
from app.models.base import PersonId
from app.models.changes import ChangeKind, Changes
from app.models.material import Material, PageKind
from app.models.outline import Draft, DraftKind
from app.models.signal import SafetySignal
from app.services import printing
from app.services.units import Units
from app.ui.page_id import ONE_SIGNAL
from app.ui.presenter import Presenter
from app.ui.timer import single_shot
from app.ui.wording import fill
from app.ui.workspace import SHARED, Workspace

CALM_MS = 250


@dataclass(frozen=True)
class PrintSource:
    """Something that can be printed."""

    key: str
    kind: PageKind
    draft_id: str = ""
    title: str = ""


@dataclass(frozen=True)
class MadePage:
    """A page as it would be printed, with its pictures and everything that can still be left out of it."""

    page: PrintablePage
    digest: str
    removable: tuple[Removable, ...]
    sections: tuple[tuple[PagePart, str], ...]
    pictures: tuple[bytes, ...]


class ExportPresenter(Presenter):
    """Makes a page with its preview from a source and choices."""

    sources_loaded = Signal()
    making = Signal()
    made = Signal()
    approvals_changed = Signal()

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(ws, parent)
        self._words = load_words()
        self.sources: tuple[PrintSource, ...] = ()
        self.source: PrintSource | None = None
        self.choices = PageChoices()
        self.questions: tuple[str, ...] = ()
        self.material: Material | None = None
        self.result: MadePage | None = None
        self.approved: frozenset[PersonId] = frozenset()
        self._signal_id = ""
        self._turn = 0
        self._calm = single_shot(self, CALM_MS, self._make)

    def today(self) -> date:
        """The local day."""
        return self._ws.clock().astimezone().date()

    def load(self, wanted: str = "") -> None:
        """Read what can be printed; `wanted` is a draft's id, a key, or `signal:` and a signal's id."""
        if wanted:
            self._signal_id = wanted.removeprefix(ONE_SIGNAL) if wanted.startswith(ONE_SIGNAL) else ""

        def loaded(found: tuple[tuple[Draft, ...], tuple[SafetySignal, ...]]) -> None:
            self.sources = self._sources(*found)
            self.sources_loaded.emit()
            keys = [source.key for source in self.sources]
            before = self.source.key if self.source is not None else ""
            key = next((k for k in (wanted, before, *keys) if k in keys), "")
            self.choose(key)

        if self._ws.is_solo:
            loaded(((), ()))
        else:
            self.read(printing.printable, loaded)

    def _sources(self, drafts: tuple[Draft, ...], signals: tuple[SafetySignal, ...]) -> tuple[PrintSource, ...]:
        found: list[PrintSource] = []
        rules = next((d for d in drafts if d.kind is DraftKind.GROUND_RULES), None)
        if rules is not None:
            found.append(PrintSource(rules.id, PageKind.GROUND_RULES, rules.id, self.tr("Ground rules")))
        for draft in drafts:
            if draft.kind is DraftKind.SCENE:
                title = draft.title.strip() or self.tr("A scene without a name")
                found.append(PrintSource(draft.id, PageKind.SCENE, draft.id, title))
        found.extend(self._cards(signals))
        if self._ws.session.me is not None:
            found.append(PrintSource("own", PageKind.OWN_WORDS, title=self.tr("My own words, limits and questions")))
        found.append(PrintSource("blank", PageKind.BLANK_LIST, title=self.tr("A blank list")))
        return tuple(found)

    def _cards(self, signals: tuple[SafetySignal, ...]) -> list[PrintSource]:
        """All signals on one sheet; one alone where that was asked for on its page."""
        found = (
            [PrintSource("signals", PageKind.SIGNALS, title=self.tr("Our signals, in large type"))] if signals else []
        )
        for signal in signals:
            if signal.id == self._signal_id:
                title = fill(self.tr("One signal: {words}"), words=signal.expression)
                found.append(PrintSource(f"{ONE_SIGNAL}{signal.id}", PageKind.SIGNALS, title=title))
        return found

    @property
    def is_joint(self) -> bool:
        """Whether both have to approve it."""
        return self.source is not None and bool(self.source.draft_id)

    @property
    def may_be_saved(self) -> bool:
        """Whether the page may leave: approved by both, or nobody's but one's own."""
        if self.result is None:
            return False
        if not self.is_joint:
            return True
        return all(person.id in self.approved for person in self._ws.session.people)

    def choose(self, key: str) -> None:
        """Print another thing; what was left out starts anew, how people are called stays."""
        self.source = next((source for source in self.sources if source.key == key), None)
        keep = PageChoices(people=self.choices.people, paper=self.choices.paper)
        self.choices = keep
        self.result = None
        self.reload()

    def forget(self) -> None:
        """Somebody else may be looking: no page of before stays, and none that is being made comes."""
        self._calm.stop()
        self._turn += 1
        self.questions, self.material, self.result = (), None, None
        self.approvals_changed.emit()

    def reload(self) -> None:
        """Read what the page is made from."""
        source = self.source
        if source is None:
            return
        base = self._ws.catalogue
        if source.kind is PageKind.BLANK_LIST:
            self.read(lambda uow: printing.blank_list(uow, base=base), self._on_material)
        elif source.kind is PageKind.SIGNALS:
            one = source.key.removeprefix(ONE_SIGNAL) if source.key.startswith(ONE_SIGNAL) else ""
            self.read(lambda uow: printing.signal_card(uow, signal_id=one, base=base), self._on_material)
        elif source.kind is PageKind.OWN_WORDS:
            me, asked = self._ws.me, self.questions
            self.read(lambda uow: printing.own_words(uow, person=me, questions=asked, base=base), self._on_material)
        else:
            wanted, today = source.draft_id, self.today()
            self.read(
                lambda uow: printing.draft_material(uow, draft_id=wanted, base=base, today=today), self._on_material
            )

    def _on_material(self, material: Material) -> None:
        if material.me not in (None, self._ws.session.me):
            return  # asked for before somebody came
        self.material = material
        self._make()

    def set_choices(self, choices: PageChoices) -> None:
        """Leave other things out; the page is made anew in a moment."""
        if choices != self.choices:
            self.choices = choices
            self._calm.start()

    def set_questions(self, text: str) -> None:
        """Questions to bring, one a line."""
        questions = tuple(line for line in text.split("\n") if line.strip())
        if questions != self.questions:
            self.questions = questions
            self.reload()

    def _make(self) -> None:
        self._calm.stop()
        material, choices = self.material, self.choices
        if material is None:
            return
        self._turn += 1
        turn, texts, words = self._turn, self._ws.texts, self._words

        def work() -> MadePage:
            whole = page_of(material, texts=texts, words=words)
            page = redact(whole, choices)
            sections = tuple((section.id, section.title) for section in whole.sections)
            return MadePage(page, page_digest(page), removables(whole), sections, render_preview(page))

        def done(result: MadePage) -> None:
            if turn == self._turn:
                self.result = result
                self.made.emit()
                self.load_approvals()

        self.making.emit()
        self._ws.pages(work, done, self.failed.emit, owner=self)

    def load_approvals(self) -> None:
        """Read who approved exactly this page."""
        if not self.is_joint or self.result is None:
            self.approved = frozenset()
            self.approvals_changed.emit()
            return

        def loaded(approved: frozenset[PersonId]) -> None:
            self.approved = approved
            self.approvals_changed.emit()

        digest = self.result.digest
        self.read(lambda uow: printing.approvals(uow, page_digest=digest), loaded)

    def approve(self, person: PersonId, passphrase: str) -> None:
        """One person approves their own part, with their passphrase."""
        result, vault = self.result, self._ws.vault
        if result is None:
            return
        here, digest = frozenset(self._ws.session.presence.here), result.digest

        def check() -> None:
            if not vault.check(person, passphrase):
                raise WrongPassphrase()

        def approve(_checked: None, units: Units) -> Changes:
            with units(SHARED) as uow:
                return printing.approve(uow, page_digest=digest, person=person, here=here)

        self._ws.act_with_keys(check, approve, by=self, done=self._on_approved, failed=self.failed.emit)

    def revoke(self, person: PersonId) -> None:
        """One person withdraws their approval, alone if they like."""
        if self.result is not None:
            digest = self.result.digest
            self.write(SHARED, lambda uow: printing.revoke(uow, page_digest=digest, person=person), self._on_approved)

    def _on_approved(self, _changes: Changes) -> None:
        self.load_approvals()

    def render(self, done: Callable[[Rendered], object]) -> None:
        """Make the file for `done`. Fails with `NotReady` while an approval is missing."""
        result = self.result
        if result is None or not self.may_be_saved:
            self.failed.emit(NotReady("approval"))
        else:
            self._ws.pages(lambda: render_pdf(result.page), done, self.failed.emit, owner=self)

    def on_changed(self, changes: Changes, by: QObject | None = None) -> None:
        """Reload what the page shows, if anything else changed it."""
        if by is self:
            return
        if changes.touches(ChangeKind.APPROVALS):
            self.load_approvals()
        if changes.touches(
            ChangeKind.DRAFTS, ChangeKind.AGREEMENTS, ChangeKind.LIMITS, ChangeKind.SIGNALS, ChangeKind.AFTERCARE
        ):
            self.reload()
