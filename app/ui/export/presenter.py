"""Decides which page is printed, what is left out of it, and who has to approve it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.errors import WrongPassphrase
from app.export.material_page import page_of
from app.export.redact import PageChoices
from app.models.base import PersonId
from app.models.catalogue import PackLevel
from app.models.changes import ChangeKind, Changes
from app.models.material import Material, PageKind
from app.models.outline import Draft, DraftKind
from app.models.signal import SafetySignal
from app.services import printing
from app.services.units import Units
from app.ui.export.pages_presenter import CALM_MS, PagesPresenter
from app.ui.page_id import ONE_SIGNAL
from app.ui.timer import single_shot
from app.ui.wording import fill
from app.ui.workspace import SHARED, Workspace

BLANK = "blank."
"""What the key of a blank list begins with; the level of its packs follows."""


@dataclass(frozen=True)
class PrintSource:
    """Something that can be printed."""

    key: str
    kind: PageKind
    draft_id: str = ""
    title: str = ""


class ExportPresenter(PagesPresenter):
    """Makes a page with its preview from a source and choices."""

    kinds = (
        ChangeKind.DRAFTS,
        ChangeKind.AGREEMENTS,
        ChangeKind.LIMITS,
        ChangeKind.SIGNALS,
        ChangeKind.AFTERCARE,
    )
    sources_loaded = Signal()
    approvals_changed = Signal()

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(ws, parent)
        self.sources: tuple[PrintSource, ...] = ()
        self.source: PrintSource | None = None
        self.choices = PageChoices()
        self.questions: tuple[str, ...] = ()
        self.material: Material | None = None
        self.approved: frozenset[PersonId] = frozenset()
        self._signal_id = ""
        self._calm = single_shot(self, CALM_MS, self._make)

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
                title = draft.title.strip() or self.tr("Untitled scene")
                found.append(PrintSource(draft.id, PageKind.SCENE, draft.id, title))
        found.extend(self._cards(signals))
        if self._ws.session.me is not None:
            found.append(PrintSource("own", PageKind.OWN_WORDS, title=self.tr("My own words, limits and questions")))
        found.extend(self._blank_lists())
        return tuple(found)

    def _blank_lists(self) -> list[PrintSource]:
        """The same for everybody, whatever packs somebody chose for themselves."""
        titles = {
            PackLevel.USUAL: self.tr("A blank list: the usual packs"),
            PackLevel.GENTLE: self.tr("A blank list: gentle packs only"),
            PackLevel.EVERYTHING: self.tr("A blank list: all packs"),
        }
        return [PrintSource(f"{BLANK}{level}", PageKind.BLANK_LIST, title=title) for level, title in titles.items()]

    def _cards(self, signals: tuple[SafetySignal, ...]) -> list[PrintSource]:
        """All signals on one page, and the single signal whose page was asked for."""
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
        """Whether both approved the page; one that is not joint needs no approval."""
        everyone = {person.id for person in self._ws.session.people}
        return self.result is not None and (not self.is_joint or everyone <= self.approved)

    def choose(self, key: str) -> None:
        """Choose what to print; only names and paper stay as they were chosen."""
        self.source = next((source for source in self.sources if source.key == key), None)
        self.choices = PageChoices(people=self.choices.people, paper=self.choices.paper)
        self.result = None
        self.reload()

    def forget(self) -> None:
        """Forget the page and its material, and drop a page that is being made: a different person may look next."""
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
            level = PackLevel(source.key.removeprefix(BLANK))
            self.read(lambda uow: printing.blank_list(uow, base=base, level=level), self._on_material)
        elif source.kind is PageKind.SIGNALS:
            one = source.key.removeprefix(ONE_SIGNAL) if source.key.startswith(ONE_SIGNAL) else ""
            self.read(lambda uow: printing.signal_card(uow, signal_id=one, base=base), self._on_material)
        elif source.kind is PageKind.OWN_WORDS:
            me, asked = self._ws.me, self.questions
            self.read(lambda uow: printing.own_words(uow, person=me, questions=asked, base=base), self._on_material)
        else:
            wanted, today = source.draft_id, self._ws.today
            self.read(
                lambda uow: printing.draft_material(uow, draft_id=wanted, base=base, today=today), self._on_material
            )

    def _on_material(self, material: Material) -> None:
        if material.me not in (None, self._ws.session.me):
            return  # it was read before the partner came
        self.material = material
        self._make()

    def set_choices(self, choices: PageChoices) -> None:
        """Change what is left out; the page is made again in a moment, and cannot be saved before."""
        if choices != self.choices:
            self.choices, self.result = choices, None
            self.making.emit()
            self._calm.start()

    def set_questions(self, text: str) -> None:
        """Set the questions to bring, one a line."""
        questions = tuple(line for line in text.split("\n") if line.strip())
        if questions != self.questions:
            self.questions = questions
            self.reload()

    def _make(self) -> None:
        self._calm.stop()
        material, choices = self.material, self.choices
        if material is None:
            return
        texts, words = self._ws.texts, self._words
        self.make_pages(lambda: page_of(material, texts=texts, words=words), choices, self.load_approvals)

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
        """Approve the page in the name of one person, with their passphrase."""
        result, vault = self.result, self._ws.vault
        if result is None:
            return
        digest, today = result.digest, self._ws.today
        agreement_id = self.material.agreement if self.material is not None else ""

        def check() -> None:
            if not vault.check(person, passphrase):
                raise WrongPassphrase()

        def approve(_checked: None, units: Units) -> Changes:
            with units(SHARED) as uow:
                return printing.approve(uow, page_digest=digest, person=person, agreement_id=agreement_id, today=today)

        self._ws.act_with_keys(check, approve, by=self, done=self._on_approved, failed=self.failed.emit)

    def revoke(self, person: PersonId) -> None:
        """Revoke one person's approval; they may be alone."""
        if self.result is not None:
            digest = self.result.digest
            self.write(SHARED, lambda uow: printing.revoke(uow, page_digest=digest, person=person), self._on_approved)

    def _on_approved(self, _changes: Changes) -> None:
        self.load_approvals()

    def on_changed(self, changes: Changes, by: QObject | None = None) -> None:
        """Reload what the page shows, if anything else changed it."""
        super().on_changed(changes, by)
        if by is not self and changes.touches(ChangeKind.APPROVALS):
            self.load_approvals()
