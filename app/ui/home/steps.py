"""The next steps for Home, alone and together, the most useful first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from PySide6.QtCore import QObject

from app.models.agreement import AgreementState, CurrentAgreement
from app.models.outline import Draft, DraftKind
from app.services.drafts import SceneRow, WaitingText
from app.services.home import Home, OwnSteps
from app.ui.page_id import PageId
from app.ui.terms import day_words
from app.ui.wording import fill, plural
from app.ui.workspace import Workspace

MOST_SCENES = 2


@dataclass(frozen=True)
class HomeStep:
    """A step: a card with a title, a sentence and a button that opens a page."""

    icon: str
    title: str
    text: str
    button: str
    page: PageId
    argument: object = None
    note: str = ""
    """A sentence below the text."""
    agrees: str = ""
    """The draft that both agree to by pressing the button; empty where it opens a page."""


def agreed_now(home: Home) -> list[CurrentAgreement]:
    """What is agreed today, the newest first."""
    return [current for current in home.agreed if current.state is AgreementState.AGREED]


class Steps(QObject):
    """Chooses the steps from what Home read, and puts them into words."""

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ws = ws

    def alone(self, home: Home) -> Iterator[HomeStep]:
        """For one person, who sees what is theirs."""
        own, is_solo = home.own, self._ws.is_solo
        has_started = own is not None and own.starter_answered >= own.starter_total
        if own is not None and not has_started:
            yield self._starter(own)
        if own is not None and not is_solo:
            yield self._share(own)
        yield from self._waiting(home)
        if has_started:
            text = self.tr("Continue with the rest of the list, or look at what has changed for you.")
            yield HomeStep("list-bullets", self.tr("My list"), text, self.tr("Open my list"), PageId.MY_LIST)
        now = self.tr("How you are, in a minute. Only you see it.")
        yield HomeStep("chart-line", self.tr("Check in now"), now, self.tr("Check in"), PageId.CHECK_INS, "now")
        if not is_solo:
            yield from self._scenes(home)
            yield from self._care(home)
        thought = self.tr("A thought, a fantasy, a letter. Only you see it.")
        yield HomeStep("notebook", self.tr("Journal"), thought, self.tr("Write"), PageId.JOURNAL, "new")
        texts = self.tr("Short texts on talking, signals and care, and where to turn.")
        yield HomeStep("book-open", self.tr("Reading and resources"), texts, self.tr("Read"), PageId.READING)

    def together(self, home: Home) -> Iterator[HomeStep]:
        """For both, who see what is shared."""
        yield from (self._agree(text) for text in home.waiting if text.is_ready)
        if home.ready_to_open:
            text, button = self.tr("You have both prepared your answers."), self.tr("Open together")
            yield HomeStep("envelope-simple-open", self.tr("Ready to open"), text, button, PageId.OPENING)
        elif not home.opened:
            text = self.tr("Each of you answers the starter deck alone, then looks at what would be shown.")
            title, button = self.tr("Prepare, each alone"), self.tr("What comes next")
            yield HomeStep("envelope-simple", title, text, button, PageId.OPENING)
        if home.to_talk:
            text = self.tr("One card at a time, in turns. Pick up to three for tonight.")
            yield HomeStep("chats-circle", self.tr("Worth a talk"), text, self.tr("Talk"), PageId.LIMITS)
        yield from self._care(home)
        yield from self._scenes(home)
        rules = [held.agreement.document.kind for held in agreed_now(home)]
        rules += [text.draft.kind for text in home.waiting if text.is_ready]
        if DraftKind.GROUND_RULES not in rules:
            text = self.tr("Limits, signals and aftercare on one page: the first thing you can agree on and print.")
            yield HomeStep("file-text", self.tr("Ground rules"), text, self.tr("Open"), PageId.GROUND_RULES)

    def _agree(self, waiting: WaitingText) -> HomeStep:
        text = self.tr("You have both said yes to this text. It is agreed when you press this together, until {day}.")
        text = fill(text, day=day_words(waiting.until, self._ws.today))
        page, title, argument = self._place(waiting.draft)
        return HomeStep("checks", title, text, self.tr("Agree"), page, argument, agrees=waiting.draft.id)

    def _waiting(self, home: Home) -> Iterator[HomeStep]:
        """What a yes of one's own waits for."""
        for waiting in home.waiting:
            if self._ws.session.me not in waiting.said_by:
                continue
            text = self.tr("Your yes waits until {day}. You can take it back until then.")
            if waiting.is_ready:
                text = self.tr("You have both said yes. It is agreed once you are both here, until {day}.")
            text = fill(text, day=day_words(waiting.until, self._ws.today))
            page, title, argument = self._place(waiting.draft)
            yield HomeStep("clock", title, text, self.tr("Look at it"), page, argument)

    def _place(self, draft: Draft) -> tuple[PageId, str, str]:
        if draft.kind is DraftKind.GROUND_RULES:
            return PageId.GROUND_RULES, self.tr("Ground rules"), draft.id
        return PageId.SCENES, draft.title.strip() or self.tr("Untitled scene"), draft.id

    def _starter(self, own: OwnSteps) -> HomeStep:
        if own.starter_answered:
            text = self.tr("You have answered {done} cards. Nothing has to be finished tonight.")
            text, button = fill(text, done=own.starter_answered), self.tr("Continue")
        else:
            text = self.tr("Twenty-four gentle cards. One key for each, skip any you like; only you see your answers.")
            button = self.tr("Begin")
        return HomeStep("cards", self.tr("The starter deck"), text, button, PageId.MY_LIST, "starter")

    def _share(self, own: OwnSteps) -> HomeStep:
        if own.ready:
            text = self.tr("You have marked yours as ready. Any change removes the mark.")
            button = self.tr("Look at it again")
        else:
            text = self.tr("Look at exactly what would be shown, hold back what you like, and mark it ready.")
            button = self.tr("Look at it")
        return HomeStep("envelope-simple", self.tr("What I would share"), text, button, PageId.SHARE)

    def _care(self, home: Home) -> Iterator[HomeStep]:
        if home.signals == 0:
            text = self.tr("How you stop, slow down and keep going. There is a set to start from.")
            button = self.tr("Set them up")
        elif home.practised_on is None:
            text, button = self.tr("Not practised together yet. It takes a minute."), self.tr("Practise")
        else:
            text = fill(self.tr("Practised together on {day}."), day=day_words(home.practised_on, self._ws.today))
            button = self.tr("Look at them")
        yield HomeStep("hand-palm", self.tr("Signals"), text, button, PageId.SIGNALS)
        session = self._ws.session
        wanted = [session.me] if session.me is not None else [person.id for person in session.people]
        if any(person not in home.aftercare_of for person in wanted):
            text = self.tr("What each of you needs afterwards. A few chips to start from.")
            yield HomeStep("heart", self.tr("Aftercare"), text, self.tr("Write it"), PageId.AFTERCARE)

    def _scenes(self, home: Home) -> Iterator[HomeStep]:
        me = self._ws.session.me
        shown = {text.draft.id for text in home.waiting if text.is_ready or me in text.said_by}
        open_scenes = (
            row
            for row in home.scenes
            if row.draft.id not in shown and (row.current is None or row.current.state is not AgreementState.AGREED)
        )
        yield from (self._scene(row) for row in islice(open_scenes, MOST_SCENES))
        if home.opened and not home.scenes:
            text, button = (
                self.tr("Small is fine. Only what you are both open to can be in it."),
                self.tr("Outline one"),
            )
            yield HomeStep("path", self.tr("A first scene"), text, button, PageId.SCENES)

    def _scene(self, row: SceneRow) -> HomeStep:
        text = self.tr("Nothing is missing now.")
        if row.missing:
            text = plural("The outline needs %n more things before you can both say yes.", row.missing)
        name = row.draft.title.strip() or self.tr("Untitled scene")
        return HomeStep("path", name, text, self.tr("Continue"), PageId.SCENES, row.draft.id)
