"""The next steps for Home in words: what `app.models.next_step` names, about the texts that Home read."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject

from app.models.afterwards import LaterCheck
from app.models.conversation import FIRST, QuestionSetId, debrief_of, set_of
from app.models.next_step import NextStep, next_steps
from app.models.outline import Draft, DraftKind
from app.services.draft_lists import WaitingText
from app.services.home import Home, facts_of
from app.ui.afterwards.words import check_title
from app.ui.home.agreed_steps import AgreedSteps
from app.ui.home.fixed_steps import fixed_steps
from app.ui.home.step import HomeStep, StepAct
from app.ui.page_id import PICK, PageId
from app.ui.terms import day_words
from app.ui.wording import WordTable, fill, plural
from app.ui.workspace import Workspace

Together = Callable[[str, str, str, PageId, object], HomeStep]
"""Makes a step that takes both."""
_say = partial(QCoreApplication.translate, "Steps")
_TITLES = WordTable(
    "Steps",
    {
        QuestionSetId.FIRST: "First conversation",
        QuestionSetId.DEBRIEF: "Talk it over",
        QuestionSetId.TALKING: "How was talking?",
    },
)
_ICON, _PAGE = "chats-circle", PageId.CONVERSATION


class TalkSteps:
    """Puts them into words, about what Home read."""

    def __init__(self, ws: Workspace, together: Together) -> None:
        self._ws, self._together = ws, together
        self.home = Home(own=None)
        self.words = {
            NextStep.FIRST_TALK: self._first,
            NextStep.OPEN_TALK: self._open,
            NextStep.DEBRIEF: self._debrief,
            NextStep.TALKING: self._talking,
        }

    def _first(self) -> HomeStep:
        text = _say("Ten questions, answered alone. Then you open together what each of you chose to share.")
        if self._ws.is_solo:
            text = _say("Ten questions for yourself. You can bring the answers to a therapist, or to a partner later.")
        return HomeStep(_ICON, _TITLES[QuestionSetId.FIRST], text, _say("Look at the questions"), _PAGE, FIRST)

    def _open(self) -> HomeStep:
        subject = self.home.ready_talks.subjects[0]
        title = _TITLES[set_of(subject) or QuestionSetId.FIRST]
        if subject in self.home.ready_talks.begun:
            text = _say("You were interrupted. Nothing more was shown, and nothing was kept.")
            return HomeStep("envelope-simple-open", title, text, _say("Go on"), _PAGE, subject)
        text = _say("You are both ready.")
        return HomeStep("envelope-simple-open", title, text, _say("Open together"), _PAGE, subject)

    def _debrief(self) -> HomeStep:
        held = self.home.to_debrief
        assert held is not None
        document, subject = held.agreement.document, debrief_of(held.agreement.id)
        assert document.review_on is not None
        title, named = _TITLES[QuestionSetId.DEBRIEF], document.title.strip() or _say("Untitled scene")
        own = self.home.own
        if own is not None and subject in own.talks.ready:
            text = _say("You are ready to open what you wrote about “{title}”. It takes both of you.")
            return self._together("check-circle", title, fill(text, title=named), _PAGE, subject)
        text = _say("“{title}” was on {day}. Each of you writes alone how it was, when you are rested.")
        text = fill(text, title=named, day=day_words(document.review_on, self._ws.today))
        return HomeStep(_ICON, title, text, _say("Begin"), _PAGE, subject, ends=held.agreement.id)

    def _talking(self) -> HomeStep:
        assert self.home.own is not None
        text = _say("Five short questions about your last talk. Only you see your answers.")
        title, subject = _TITLES[QuestionSetId.TALKING], self.home.own.talks.begun[0]
        return HomeStep(_ICON, title, text, _say("Look at it"), _PAGE, subject)


class Steps(QObject):
    """Puts the steps into words that depend on what Home read."""

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ws = ws
        self._home = Home(own=None)
        self._talks, self._agreed = TalkSteps(ws, self._together), AgreedSteps(ws)
        self.fixed = fixed_steps()
        self.words = {
            NextStep.CARE: self._care,
            NextStep.CARE_TOGETHER: self._care_together,
            NextStep.TOLD: self._told,
            NextStep.READ_ON: self._read_on,
            NextStep.ANSWER: self._answer,
            NextStep.PARTNERS_TURN: self._partners_turn,
            NextStep.ASKED_AGAIN: self._asked_again,
            NextStep.OUTLINE: self._outline,
            NextStep.READ: self._read,
            NextStep.YES_WAITS: self._yes_waits,
            NextStep.COME_TOGETHER: self._come_together,
            NextStep.AGREE: self._agree,
            NextStep.SCENE: self._scene,
            **self._talks.words,
            **self._agreed.words,
        }

    def of(self, home: Home) -> tuple[HomeStep, ...]:
        """Every step that can be taken now, the next one first; a page is named once."""
        self._home = self._talks.home = self._agreed.home = home
        session = self._ws.session
        people = tuple(person.id for person in session.people)
        facts = facts_of(home, presence=session.presence, is_solo=self._ws.is_solo, people=people, today=self._ws.today)
        found: dict[tuple[PageId, object], HomeStep] = {}
        for step in next_steps(facts):
            words = self.fixed.get(step) or self.words[step]()
            found.setdefault((words.page, words.argument), words)
        return tuple(found.values())

    # --- after a scene

    def _care(self) -> HomeStep:
        assert self._home.own is not None
        care = self._home.own.care
        assert care is not None
        words = {
            None: self.tr("“{title}” is over. Your own list, to tick at your own pace."),
            LaterCheck.SAME_EVENING: self.tr("“{title}” ended a few hours ago."),
            LaterCheck.NEXT_DAY: self.tr("“{title}” ended a day ago."),
            LaterCheck.THIRD_DAY: self.tr("“{title}” ended three days ago."),
        }
        text = fill(words[care.check], title=care.title or self.tr("Untitled scene"))
        heading = self.tr("Care comes first") if care.check is None else check_title(care.check)
        return HomeStep("heart", heading, text, self.tr("Open"), PageId.AFTERWARDS, care.agreement_id)

    def _care_together(self) -> HomeStep:
        held = self._home.just_over
        assert held is not None
        title = held.agreement.document.title.strip() or self.tr("Untitled scene")
        text = fill(self.tr("“{title}” is over. What helps each of you now, side by side."), title=title)
        heading = self.tr("Care comes first")
        return HomeStep("heart", heading, text, self.tr("Open"), PageId.AFTERWARDS, held.agreement.id)

    def _told(self) -> HomeStep:
        text = self.tr("In their own words, for you alone. Read it when you have a quiet moment.")
        title = fill(self.tr("{name} has told you something"), name=self._ws.partner_name)
        return HomeStep("chat-circle-text", title, text, self.tr("Read it"), PageId.WENT_WRONG)

    # --- preparing, each alone

    def _answer(self) -> HomeStep:
        own = self._home.own
        assert own is not None
        if own.starter_answered:
            text = self.tr("You have answered {done} cards. Nothing has to be finished tonight.")
            text, button = fill(text, done=own.starter_answered), self.tr("Continue")
        else:
            text = self.tr(
                "Twenty-four cards, answered with one key each. Skip any you like. Only you see your answers."
            )
            button = self.tr("Begin")
        return HomeStep("cards", self.tr("The starter deck"), text, button, PageId.MY_LIST, "starter")

    def _asked_again(self) -> HomeStep:
        own = self._home.own
        assert own is not None
        title = self.tr("Ask me again")
        text = self.tr("You wanted to be asked again about a limit on your list. It stays until you change it.")
        return HomeStep("clock", title, text, self.tr("Look at it"), PageId.MY_LIST, own.asked_again[0])

    def _partners_turn(self) -> HomeStep:
        text = self.tr("Next, {name} prepares alone. Once you are both here, you can open together.")
        text = fill(text, name=self._ws.partner_name)
        if self._home.own is not None and self._home.own.has_begun_opening:
            go_on = self.fixed[NextStep.GO_ON_OPENING]
            text = self.tr("You were interrupted. You can continue once you are both here.")
            return self._together(go_on.icon, go_on.title, text, PageId.SHARE)
        return self._together("check-circle", self.tr("You are ready"), text, PageId.SHARE)

    def _together(self, icon: str, title: str, text: str, page: PageId, argument: object = None) -> HomeStep:
        """A step that takes both: the device is given back, or the partner joins."""
        if self._ws.session.is_handed:
            button, act = self.tr("Hand the device back"), StepAct.HAND_BACK
        else:
            button, act = fill(self.tr("{name} joins"), name=self._ws.partner_name), StepAct.JOIN
        return HomeStep(icon, title, text, button, page, argument, act=act)

    # --- together

    def _scene(self) -> HomeStep:
        title, text = self.tr("A first scene"), self.tr("Small is fine. Only what you are both open to can be in it.")
        if self._home.can_pick:
            return HomeStep("path", title, text, self.tr("Pick up to three for tonight"), PageId.LIMITS, PICK)
        return HomeStep("path", title, text, self.tr("Outline one"), PageId.SCENES)

    def _outline(self) -> HomeStep:
        row = self._home.outline(is_whole=False)
        assert row is not None
        text = plural("The outline needs %n more things before you can both say yes.", row.missing)
        page, title, argument = self._place(row.draft)
        return HomeStep("path", title, text, self.tr("Continue"), page, argument)

    # --- reading and agreeing

    def _read_on(self) -> HomeStep:
        assert self._home.own is not None
        reading = self._home.own.reading
        assert reading is not None
        title = self.tr("Ground rules") if reading.kind is DraftKind.GROUND_RULES else reading.title.strip()
        text = fill(self.tr("“{title}”: your place is kept."), title=title or self.tr("Untitled scene"))
        return HomeStep(
            "book-bookmark",
            self.tr("Continue my reading"),
            text,
            self.tr("Continue"),
            PageId.MY_READING,
            reading.draft_id,
        )

    def _read(self) -> HomeStep:
        me, waiting = self._ws.session.me, self._home.half_said(self._ws.session.me)
        row = self._home.outline(is_whole=True)
        draft, said_by = (waiting.draft, waiting.said_by) if waiting is not None else (row.draft if row else None, ())
        assert draft is not None
        _page, title, draft_id = self._place(draft)
        name = self._ws.person(said_by[0]).name if said_by else ""
        text = self.tr("Nothing is missing now. Each of you reads it alone.")
        if name:
            text = self.tr(
                "{name} has said yes to this text. Whoever has not read it yet can do so now or another day."
            )
            text = fill(text, name=name)
        if me is not None:
            return HomeStep("book-open", title, text, self.tr("Read it now"), PageId.MY_READING, draft_id)
        reader = next(person for person in self._ws.session.people if person.id not in said_by)
        button = fill(self.tr("Hand to {name}"), name=reader.name)
        return HomeStep(
            "book-open",
            title,
            text,
            button,
            PageId.MY_READING,
            draft_id,
            act=StepAct.HAND_OVER,
            person=reader.id,
        )

    def _yes_waits(self) -> HomeStep:
        waiting = self._home.own_waiting(self._ws.me)
        assert waiting is not None
        text = self._until(self.tr("Your yes waits until {day}. You can take it back until then."), waiting)
        page, title, argument = self._place(waiting.draft)
        if self._ws.session.is_handed:
            return self._together("clock", title, text, page, argument)
        return HomeStep("clock", title, text, self.tr("Look at it"), page, argument)

    def _come_together(self) -> HomeStep:
        waiting = self._home.to_agree
        assert waiting is not None
        text = self._until(
            self.tr("You have both said yes. It is agreed once you are both here, until {day}."), waiting
        )
        page, title, argument = self._place(waiting.draft)
        return self._together("clock", title, text, page, argument)

    def _agree(self) -> HomeStep:
        waiting = self._home.to_agree
        assert waiting is not None
        text = self._until(
            self.tr("You have both said yes to this text. It is agreed when you press this together, until {day}."),
            waiting,
        )
        page, title, argument = self._place(waiting.draft)
        return HomeStep("checks", title, text, self.tr("Agree"), page, argument, act=StepAct.AGREE)

    def _until(self, text: str, waiting: WaitingText) -> str:
        return fill(text, day=day_words(waiting.until, self._ws.today))

    def _place(self, draft: Draft) -> tuple[PageId, str, str]:
        if draft.kind is DraftKind.GROUND_RULES:
            return PageId.GROUND_RULES, self.tr("Ground rules"), draft.id
        return PageId.SCENES, draft.title.strip() or self.tr("Untitled scene"), draft.id
