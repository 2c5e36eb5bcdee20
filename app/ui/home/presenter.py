"""Decides what Home shows to one person alone, and to both together."""

from __future__ import annotations

from PySide6.QtCore import QDate, QLocale, QObject

from app.models.agreement import AgreementState, CurrentAgreement, ends_with_debrief
from app.models.base import PersonId
from app.models.changes import ChangeKind, Changes
from app.models.next_step import is_reviewed_soon
from app.models.outline import DraftKind
from app.services import agreements, reading
from app.services import home as service
from app.services.home import Home
from app.services.last_opened import LastOpened
from app.services.reading import YesGiven
from app.ui.home.step import HomeStep
from app.ui.home.steps import Steps
from app.ui.page_id import PageId
from app.ui.presenter import Presenter
from app.ui.terms import day_words, moment_words
from app.ui.wording import fill, plural
from app.ui.workspace import SHARED, Workspace

MOST_STEPS, MOST_AGREED, MOST_LINKS = 8, 3, 4
_IN_THE_SIDEBAR = (PageId.READING, PageId.MY_LIST, PageId.SHARE)


class HomePresenter(Presenter):
    """Reads Home; puts agreements and next steps into words."""

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(ws, parent)
        self.home: Home | None = None
        self._steps = Steps(ws, self)
        ws.scene_over.changed.connect(self.loaded)
        self._shown_scene = ""

    def reload(self) -> None:
        """Read everything Home shows."""
        session, base, today = self._ws.session, self._ws.catalogue, self._ws.today
        me, people, now = session.me, tuple(person.id for person in session.people), self._ws.clock()

        def loaded(home: Home) -> None:
            if session.me == me:
                self.home = home
                self.loaded.emit()

        self.read(lambda uow: service.home(uow, base=base, today=today, me=me, people=people, now=now), loaded)

    def agree(self, draft_id: str) -> None:
        """Both agree to a text that each of them has said yes to."""
        base, today = self._ws.catalogue, self._ws.today

        def done(_given: YesGiven) -> None:
            self._ws.toast(self.tr("Agreed"))
            self.reload()

        self.write(SHARED, lambda uow: reading.agree_waiting(uow, draft_id=draft_id, base=base, today=today), done)

    def end_scene(self, agreement_id: str) -> None:
        """A scene has been talked over: it ends."""
        self.write(
            SHARED,
            lambda uow: agreements.end_scene(uow, agreement_id=agreement_id),
            lambda _changes: self.reload(),
        )

    def scene_to_show(self) -> str:
        """The agreement of a scene that runs, the first time that this is known."""
        running = self.home.evening.running if self.home is not None else ""
        found = running if running != self._shown_scene else ""
        self._shown_scene = running
        return found

    def concerns(self, changes: Changes) -> bool:
        """Home shows something of every kind except preferences."""
        return bool(changes.kinds - {ChangeKind.PREFS})

    def greeting(self) -> str:
        """A greeting by the time of day, to whoever is here."""
        hour = self._ws.clock().astimezone().hour
        if 5 <= hour < 12:
            words = self.tr("Good morning, {who}")
        elif 12 <= hour < 18:
            words = self.tr("Good afternoon, {who}")
        else:
            words = self.tr("Good evening, {who}")
        return fill(words, who=self._who())

    def when(self) -> str:
        """The name of the time that the next step is for."""
        return self.tr("Today") if 5 <= self._ws.clock().astimezone().hour < 18 else self.tr("Tonight")

    def _who(self) -> str:
        session = self._ws.session
        if session.me is not None:
            return self._ws.person(session.me).name
        names = [person.name for person in session.people]
        return fill(self.tr("{one} and {other}"), one=names[0], other=names[-1])

    def steps(self) -> tuple[HomeStep, ...]:
        """At most eight next steps, and the way to support; the first is the primary one."""
        found = () if self._home is None else self._steps.of(self._home)
        always = (step for step in found[MOST_STEPS:] if step.page is PageId.WENT_WRONG)
        return (*found[:MOST_STEPS], *always)

    @property
    def _home(self) -> Home | None:
        """Home without the scene that somebody has just said is over."""
        return None if self.home is None else self.home.without(self._ws.scene_over.agreement_id)

    def waiting(self) -> tuple[HomeStep, ...]:
        """The steps after the first whose words depend on something."""
        return tuple(step for step in self.steps()[1:] if step not in self._steps.fixed.values())

    def links(self) -> tuple[HomeStep, ...]:
        """The others, whose title is enough: as many as fit in a line. What the sidebar names alike gives way first."""
        found = [step for step in self.steps()[1:] if step in self._steps.fixed.values()]
        for page in _IN_THE_SIDEBAR:
            if len(found) > MOST_LINKS:
                found = [step for step in found if step.page is not page]
        return tuple(found)

    def agreed(self) -> tuple[HomeStep, ...]:
        """What is agreed today, the newest first."""
        if self._home is None:
            return ()
        today = self._ws.today
        held = (current for current in self._home.agreed if current.state is AgreementState.AGREED)
        soon = sorted(held, key=lambda current: not is_reviewed_soon(current, today))
        return tuple(self._agreed(current) for current in soon[:MOST_AGREED])

    def _agreed(self, current: CurrentAgreement) -> HomeStep:
        document = current.agreement.document
        rules = document.kind is DraftKind.GROUND_RULES
        day, text = current.agreement.agreed_on, self.tr("Agreed on {day}.")
        if document.review_on is not None:
            once = ends_with_debrief(current.agreement)
            day, text = document.review_on, self.tr("Planned for {day}.") if once else self.tr("Until {day}.")
        text = fill(text, day=day_words(day, self._ws.today))
        title = self.tr("Your ground rules") if rules else document.title or self.tr("A scene")
        page, gone = PageId.GROUND_RULES if rules else PageId.SCENES, len(current.ended)
        notes = [plural("%n items are no longer agreed.", gone)] if gone else []
        if is_reviewed_soon(current, self._ws.today):
            notes.append(self.tr("Its review is due within a week. After that day it is no longer agreed."))
        if current.rules_changed:
            notes.append(self.tr("You have agreed newer ground rules since."))
        icon = "file-text" if rules else "path"
        return HomeStep(icon, title, text, self.tr("Read"), page, document.draft_id, " ".join(notes))

    def weekday(self) -> str:
        """Today's weekday, day and month."""
        today = self._ws.today
        return QLocale().toString(QDate(today.year, today.month, today.day), "dddd, d MMMM")

    def own_space(self) -> str:
        """When a person’s own space was opened before, and with what; empty at first, and while both are here."""
        me = self._ws.session.me
        before = self._ws.vault.visits.opened_before(me) if me is not None else LastOpened()
        if me is None or before.at is None:
            return ""
        said = [fill(self.tr("Your space was last opened on {when}."), when=moment_words(before.at))]
        if before.changed is not None and not self._ws.is_solo:
            words = self.tr("What you share was last changed in your session that began on {when}.")
            said.append(fill(words, when=moment_words(before.changed)))
        said.append(self._code_words(me, before))
        said.append(self.tr("If this was not you, change your passphrase in Settings."))
        return " ".join(said)

    def _code_words(self, me: PersonId, before: LastOpened) -> str:
        if before.code_used is not None:
            words = self.tr("A recovery code for your space was last used on {when}.")
            return fill(words, when=moment_words(before.code_used))
        if not self._ws.vault.has_recovery_code(me):
            return self.tr("You have no recovery code.")
        return self.tr("Your recovery code has never been used.")
