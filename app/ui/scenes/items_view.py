"""*What happens*: one sheet with the proposed activities, a way to propose more, and calm refusals in place."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.errors import NotOnSharedList, OpenedLimit
from app.models.answer import Ceiling
from app.models.leaving_out import LeavingOut
from app.models.limits import Outcome, SharedItem, find_item
from app.models.outline import Draft, DraftSection, OutlineItem
from app.services.drafts import DraftView
from app.ui.agreement.clause_view import reveal
from app.ui.agreement.clause_words import ClauseWriter, day_word, minutes_word
from app.ui.agreement.leave_out import LeaveOutQuestion
from app.ui.agreement.section_view import SectionView
from app.ui.design.tokens import Space
from app.ui.kit.buttons import quiet, secondary
from app.ui.kit.flow import button_row, clear_layout, discard, stack
from app.ui.kit.labels import caption, soft, strong
from app.ui.kit.notice import Notice, NoticeTone
from app.ui.kit.reorder import DraggedRows
from app.ui.kit.surfaces import Card
from app.ui.page_id import PageId
from app.ui.scenes.proposal_row import ProposalRow
from app.ui.scenes.propose import Offer, ProposePanel
from app.ui.wording import dotted, fill
from app.ui.workspace import Workspace


class TakeOutPanel(Card):
    """Asks how an activity is left out before it is taken out."""

    taken_out = Signal(object, str, object)
    """The OutlineItem, its title, and the LeavingOut."""

    def __init__(self, ws: Workspace) -> None:
        super().__init__(ws.design)
        self._ws = ws
        self.question: LeaveOutQuestion | None = None

    def ask(self, draft_id: str, item: OutlineItem, title: str) -> None:
        """Ask about one activity."""
        clear_layout(self.body)
        self.add(strong(fill(self.tr("Take “{title}” out?"), title=title)))
        question = LeaveOutQuestion(self._ws, draft_id, item.pairing, title)
        self.question = self.add(question)

        def take_out() -> None:
            self.hide()
            self.taken_out.emit(item, title, question.leaving)

        yes = secondary(self._design, self.tr("Take it out"), take_out, icon="minus")
        self.add(button_row(yes, quiet(self._design, self.tr("Keep it"), self.hide)))
        self.show()
        yes.setFocus(Qt.FocusReason.OtherFocusReason)
        reveal(self)


class ItemsView(SectionView):
    """The sheet of a scene, in the order in which things are to happen, which can be changed by dragging."""

    section = DraftSection.ITEMS

    def build(self) -> None:
        """The sheet, notice, button, and the picker that replaces the button."""
        design = self.ws.design
        self._empty = soft(
            self.tr(
                "Nothing is proposed yet. Only what you both said yes to, or talked through, can be part of a scene."
            )
        )
        self._alone = soft(
            self.tr("What you propose alone is marked as yours. It is nobody’s yes until you have both read it.")
        )
        self.column.addWidget(self._alone)
        sheet = Card(design, spacing=Space.S)
        self._facts = caption()
        self.cards: dict[str, ProposalRow] = {}
        self._cards = stack(spacing=Space.NONE)
        sheet.add_all(self._facts, self._empty, self._cards)
        self.column.addWidget(sheet)
        self._dragged = DraggedRows(self._cards, self._may_swap, self)
        self._dragged.dropped.connect(lambda card, place: self._put(self._id_of(card), place))
        self.taking_out = TakeOutPanel(self.ws)
        self.taking_out.hide()
        self.taking_out.taken_out.connect(self._on_taken_out)
        self.column.addWidget(self.taking_out)
        self.notice = Notice(design)
        self.column.addWidget(self.notice)
        people = tuple(person.id for person in self.ws.session.people)
        self.panel = ProposePanel(design, people)
        self.panel.hide()
        self.panel.chosen.connect(self.on_chosen)
        self.panel.closed.connect(self.on_closed)
        self.panel.limits_wanted.connect(lambda: self.ws.go(PageId.LIMITS))
        self.column.addWidget(self.panel)
        self.propose = secondary(design, self.tr("Propose an activity…"), self.on_propose, icon="plus")
        self._propose_row = button_row(self.propose)
        self.column.addWidget(self._propose_row)

    def show_draft(self, view: DraftView, writer: ClauseWriter) -> None:
        """Show the proposals; a card in which somebody is typing stays unchanged."""
        self._facts.show_text(_facts(view.draft))
        self._empty.setVisible(not view.draft.items)
        self._alone.setVisible(self.ws.session.me is not None)
        wanted = [item.id for item in view.draft.items]
        for item_id in [item_id for item_id in self.cards if item_id not in wanted]:
            card = self.cards.pop(item_id)
            self._cards.removeWidget(card)
            discard(card)
        for place, item in enumerate(view.draft.items):
            card = self.cards.get(item.id) or self._make(item)
            if self._cards.indexOf(card) != place:
                self._cards.insertWidget(place, card)
            if not card.is_writing:
                self._show(card, place, view, writer)
        self.panel.show_view(view, writer)

    def _make(self, item: OutlineItem) -> ProposalRow:
        card = ProposalRow(self.ws.design)
        card.revised.connect(self.presenter.change_item)
        card.removed.connect(self._on_removed)
        card.moved.connect(lambda item, step: self._put(item.id, self._cards.indexOf(self.cards[item.id]) + step))
        self._dragged.watch(card)
        self.cards[item.id] = card
        return card

    def _id_of(self, card: QWidget) -> str:
        return next(item_id for item_id, each in self.cards.items() if each is card)

    def _may_swap(self, one: QWidget, other: QWidget) -> bool:
        items = (self.presenter.draft.item(self._id_of(card)) for card in (one, other))
        first, second = items
        return first is not None and second is not None and self.presenter.may_move(first, second)

    def _put(self, item_id: str, place: int) -> None:
        self.presenter.move_item(item_id, place, self.cards[item_id].accessibleName())

    def _show(self, card: ProposalRow, place: int, view: DraftView, writer: ClauseWriter) -> None:
        items = view.draft.items
        item = items[place]
        beside = {step: place + step for step in (-1, 1) if 0 <= place + step < len(items)}
        steps = tuple(step for step, at in beside.items() if self.presenter.may_move(item, items[at]))
        proposer = self.ws.person(item.proposed_by) if item.proposed_by is not None else None
        clause = view.document.clause(f"item:{item.id}")
        new_for = tuple(
            self.ws.person(yes.person).name
            for yes in view.yeses
            if clause is not None and clause.digest not in yes.clauses
        )
        ceilings = allowed_ceilings(find_item(view.shared, item.pairing), _has_intensity(view, item))
        card.show_item(
            item,
            writer,
            proposer=proposer,
            new_for=new_for,
            ceilings=ceilings,
            understood=clause.text if clause is not None else "",
            place=place,
            steps=steps,
        )

    def flush(self) -> None:
        """Emit what is being typed."""
        # Rewording what the partner proposed puts a card of its own in place of theirs.
        for card in tuple(self.cards.values()):
            card.flush()

    def on_propose(self) -> None:
        """Replace the button by the picker."""
        self.notice.clear()
        self._propose_row.hide()
        self.panel.open()

    def on_closed(self) -> None:
        """Show the button again."""
        self._propose_row.show()
        self.propose.setFocus(Qt.FocusReason.OtherFocusReason)

    def on_chosen(self, offer: Offer) -> None:
        """Propose an activity; the shared list alone decides whether that is possible."""
        self.notice.clear()
        if offer.pairing is not None:
            self.presenter.propose(offer.pairing, offer.title)

    def show_refusal(self, error: Exception, title: str) -> None:
        """Say calmly what was not added."""
        if isinstance(error, OpenedLimit):
            reason = (
                self.tr("One of you said No to it on your shared list, so it cannot be part of an outline.")
                if error.detail == Outcome.OFF
                else self.tr("One of you said Not now to it on your shared list, so it cannot be part of an outline.")
            )
            nothing = self.tr("Nothing was added.")
            stays_out = fill(self.tr("“{title}” stays out"), title=title)
            self.notice.show_notice(stays_out, f"{reason} {nothing}", NoticeTone.REFUSAL)
        elif isinstance(error, NotOnSharedList):
            self.notice.show_notice(
                self.ws.texts.notices.not_on_list,
                self.tr("Only what you both said yes to, or talked through, can be proposed. Nothing was added."),
            )
        else:
            self.notice.show_error(error)
        reveal(self.notice)

    def _on_removed(self, item: OutlineItem) -> None:
        card = self.cards.get(item.id)
        self.taking_out.ask(self.presenter.draft.id, item, card.accessibleName() if card is not None else "")

    def _on_taken_out(self, item: OutlineItem, title: str, leaving: LeavingOut) -> None:
        self.presenter.remove_item(item, title, leaving)
        self.propose.setFocus(Qt.FocusReason.OtherFocusReason)


def _facts(draft: Draft) -> str:
    """When it is and how long at most, as far as that is known."""
    most = fill(QCoreApplication.translate("Scenes", "{time} at most"), time=minutes_word(draft.cap_minutes or 0))
    return dotted(day_word(draft.review_on), draft.time, most if draft.cap_minutes else "", draft.place)


def _has_intensity(view: DraftView, item: OutlineItem) -> bool:
    entry = view.catalogue.find(item.pairing.activity_id)
    return entry is not None and entry.intensity


def allowed_ceilings(source: SharedItem | None, has_intensity: bool) -> tuple[Ceiling | None, ...]:
    """The ceilings that may be chosen: none above the opened one; None is offered if there is no opened one."""
    opened = source.ceiling if source is not None else None
    if opened is None:
        return (*Ceiling, None) if has_intensity else ()
    return tuple(ceiling for ceiling in Ceiling if ceiling <= opened)
