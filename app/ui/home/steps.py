"""The next steps for Home, alone and together, the most useful first."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject

from app.models.agreement import AgreementState, CurrentAgreement
from app.models.outline import DraftKind
from app.services.drafts import SceneRow
from app.services.home import Home
from app.ui.page_id import PageId
from app.ui.terms import day_words
from app.ui.wording import fill, plural
from app.ui.workspace import Workspace


@dataclass(frozen=True)
class HomeStep:
    """A step: a card with a title, a sentence and a button that opens a page."""

    key: str
    icon: str
    title: str
    text: str
    button: str
    page: PageId
    argument: object = None


def in_force(home: Home) -> list[CurrentAgreement]:
    """The agreements in force today, the newest first."""
    return [current for current in home.agreed if current.state is AgreementState.IN_FORCE]


class Steps(QObject):
    """Chooses the steps from what Home read, and puts them into words."""

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ws = ws

    def alone(self, home: Home) -> list[HomeStep]:
        found: list[HomeStep] = []
        own, is_solo = home.own, self._ws.is_solo
        if own is not None:
            has_started = own.starter_answered >= own.starter_total
            if not has_started:
                found.append(self._starter(own.starter_answered, own.starter_total))
            if not is_solo:
                found.append(self._share(own.ready))
            if has_started:
                found.append(self._list())
        found.append(self._check_in())
        if not is_solo:
            found.extend((*self._scenes(home), *self._care(home)))
        return [*found, self._journal(), self._reading()]

    def _list(self) -> HomeStep:
        return HomeStep(
            "list",
            "list-bullets",
            self.tr("My list"),
            self.tr("Go on with the rest of the list, or look at what has changed for you."),
            self.tr("Open my list"),
            PageId.MY_LIST,
        )

    def _starter(self, answered: int, total: int) -> HomeStep:
        first = answered == 0
        text = (
            self.tr("Twenty-four gentle cards. One key a card, skip freely; only you see your answers.")
            if first
            else fill(self.tr("You are {done} cards in. Nothing has to be finished tonight."), done=answered)
        )
        return HomeStep(
            "starter",
            "cards",
            self.tr("The starter deck"),
            text,
            self.tr("Begin") if first else self.tr("Go on"),
            PageId.MY_LIST,
            "starter",
        )

    def _share(self, ready: bool) -> HomeStep:
        text = (
            self.tr("You have marked yours as ready. Any change takes the mark off again.")
            if ready
            else self.tr("Look at exactly what would be shown, hold back what you like, and mark it ready.")
        )
        return HomeStep(
            "share",
            "envelope-simple",
            self.tr("What I would share"),
            text,
            self.tr("Look at it again") if ready else self.tr("Look at it"),
            PageId.SHARE,
        )

    def _check_in(self) -> HomeStep:
        return HomeStep(
            "check-in",
            "chart-line",
            self.tr("Check in now"),
            self.tr("How you are, in a minute. Only you see it."),
            self.tr("Check in"),
            PageId.CHECK_INS,
            "now",
        )

    def _journal(self) -> HomeStep:
        return HomeStep(
            "journal",
            "notebook",
            self.tr("Journal"),
            self.tr("A thought, a fantasy, a letter. Only you see it."),
            self.tr("Write"),
            PageId.JOURNAL,
            "new",
        )

    def together(self, home: Home) -> list[HomeStep]:
        found: list[HomeStep] = []
        if home.ready_to_open:
            found.append(
                HomeStep(
                    "open",
                    "envelope-simple-open",
                    self.tr("Ready to open"),
                    self.tr("Both of you have prepared your answers."),
                    self.tr("Open together"),
                    PageId.OPENING,
                )
            )
        elif home.opened == 0:
            found.append(
                HomeStep(
                    "prepare",
                    "envelope-simple",
                    self.tr("Prepare, each alone"),
                    self.tr("Each of you answers the starter deck alone, then looks at what would be shown."),
                    self.tr("How it goes on"),
                    PageId.OPENING,
                )
            )
        if home.to_talk:
            found.append(
                HomeStep(
                    "talk",
                    "chats-circle",
                    self.tr("Worth a talk"),
                    self.tr("One card at a time, in turns. Pick up to three for tonight."),
                    self.tr("Talk"),
                    PageId.LIMITS,
                )
            )
        found.extend(self._care(home))
        found.extend(self._scenes(home))
        if not any(held.agreement.document.kind is DraftKind.GROUND_RULES for held in in_force(home)):
            found.append(self._rules(home))
        return found

    def _care(self, home: Home) -> list[HomeStep]:
        found = [self._signals(home)]
        if self._lacks_aftercare(home):
            found.append(
                HomeStep(
                    "aftercare",
                    "heart",
                    self.tr("Aftercare"),
                    self.tr("What each of you needs afterwards. A few chips to start from."),
                    self.tr("Write it"),
                    PageId.AFTERCARE,
                )
            )
        return found

    def _lacks_aftercare(self, home: Home) -> bool:
        session = self._ws.session
        wanted = [session.me] if session.me is not None else [person.id for person in session.people]
        return any(person not in home.aftercare_of for person in wanted)

    def _signals(self, home: Home) -> HomeStep:
        if home.signals == 0:
            text = self.tr("How you stop, slow down and go on. A set to start from is ready.")
            button = self.tr("Set them up")
        elif home.practised_on is None:
            text, button = self.tr("Not practised together yet. It takes a minute."), self.tr("Practise")
        else:
            text = fill(self.tr("Practised together on {day}."), day=day_words(home.practised_on, self._ws.today))
            button = self.tr("Look at them")
        return HomeStep("signals", "hand-palm", self.tr("Signals"), text, button, PageId.SIGNALS)

    def _scenes(self, home: Home) -> list[HomeStep]:
        found: list[HomeStep] = []
        for row in home.scenes:
            if row.current is None or row.current.state is not AgreementState.IN_FORCE:
                found.append(self._scene(row))
        if home.opened and not home.scenes:
            found.append(
                HomeStep(
                    "scene",
                    "path",
                    self.tr("A first scene"),
                    self.tr("Small is fine. Only what you both want can be in it."),
                    self.tr("Outline one"),
                    PageId.SCENES,
                )
            )
        return found[:2]

    def _scene(self, row: SceneRow) -> HomeStep:
        text = self.tr("Nothing is missing any more.")
        if row.missing:
            text = plural("The outline waits for %n things before you can both say yes.", row.missing)
        name = row.draft.title.strip() or self.tr("A scene without a name")
        return HomeStep(
            f"scene:{row.draft.id}", "path", name, text, self.tr("Go on with it"), PageId.SCENES, row.draft.id
        )

    def _rules(self, home: Home) -> HomeStep:
        return HomeStep(
            "rules",
            "file-text",
            self.tr("Ground rules"),
            self.tr("Limits, signals and aftercare as one page: the first thing you can agree and print."),
            self.tr("Open"),
            PageId.GROUND_RULES,
        )

    def _reading(self) -> HomeStep:
        return HomeStep(
            "reading",
            "book-open",
            self.tr("Reading and resources"),
            self.tr("Short texts on talking, signals and care, and where to turn."),
            self.tr("Read"),
            PageId.READING,
        )
