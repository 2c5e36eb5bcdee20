"""Acts on a test vault that screens of opening and sharing start from, and a workspace on it."""

from __future__ import annotations

from collections.abc import Sequence

from pytestqt.qtbot import QtBot

from app.errors import VaultUnwritable
from app.models.answer import Answer, Ceiling, Stance, TermWords, Visibility
from app.models.base import ActivityId, PersonId
from app.models.catalogue import Category, Direction
from app.models.person import Person
from app.models.sealing import ShareChoice
from app.services import answers, opening, sharing
from app.services.units import UnitOfWork, Units
from app.ui.kit.keyboard import go_on
from app.ui.page import Page
from app.ui.workspace import Workspace
from tests.support.vaults import SHARED, TestVault
from tests.support.workspace import make_workspace

KISSING = ActivityId("touch.kissing")
MASSAGE = ActivityId("touch.massage")
AVOID = ActivityId("language.words_to_avoid")


def other(vault: TestVault, person: PersonId) -> PersonId:
    """The partner."""
    return vault.sam if person == vault.alex else vault.alex


def answer(
    vault: TestVault,
    person: PersonId,
    stance: Stance | None,
    *,
    activity: ActivityId = MASSAGE,
    direction: Direction = Direction.ACTIVE,
    visibility: Visibility = Visibility.IF_MUTUAL,
    conditions: str = "",
    ceiling: Ceiling | None = None,
) -> None:
    """Answer one side of an activity; a limit is *always* unless it is *never*."""
    if stance is not None and stance.is_limit and visibility is Visibility.IF_MUTUAL:
        visibility = Visibility.ALWAYS
    given = Answer(
        activity_id=activity,
        direction=direction,
        stance=stance,
        visibility=visibility,
        conditions=conditions,
        ceiling=ceiling,
    )
    with vault.unit(person) as uow:
        answers.save_answer(uow, person=person, answer=given, now=vault.clock(), today=vault.clock().date())


def word(vault: TestVault, person: PersonId, words: str, entry: ActivityId = AVOID) -> None:
    """Write a person's own words for a term and choose to share them."""
    share_term(vault, person, TermWords(entry_id=entry, words=words))


def share_term(vault: TestVault, person: PersonId, term: TermWords) -> None:
    """Save a term, which is held back at first, and choose to share it."""
    with vault.unit(person) as uow:
        answers.save_term(uow, person=person, term=term, now=vault.clock())
    with vault.unit(person) as uow:
        sharing.choose(uow, person=person, keys=((term.entry_id, ""),), choice=ShareChoice.SHARE)


def own_category(vault: TestVault, title: str) -> Category:
    """A category of Alex's own."""
    category = Category(id=f"own.{vault.ids()}", title=title, own=True)
    with vault.unit(vault.alex) as uow:
        answers.save_category(uow, person=vault.alex, category=category)
    return category


def ready(vault: TestVault, person: PersonId) -> None:
    """Take back what is set so, and mark ready."""
    with vault.unit(SHARED) as uow:
        sharing.mark_ready(uow, person=person, partner=other(vault, person), base=vault.catalogue)


def take_back(uow: UnitOfWork, person: PersonId, key: str) -> None:
    """Take back what was disclosed, by pairing key or by a term's id."""
    sharing.take_back_one(uow, person=person, share_key=(key.partition("|")[0], ""), key=key)


def open_and_accept(vault: TestVault) -> None:
    """Both mark ready, open and accept."""
    today = vault.clock().date()
    for person in vault.pair:
        ready(vault, person)
    with vault.unit(SHARED) as uow:
        begun = opening.begin_opening(uow, people=vault.pair, base=vault.catalogue, today=today)
    with vault.unit(SHARED) as uow:
        opening.accept_opening(uow, comparison=begun.opening.comparison, today=today, new_id=vault.ids)


def workspace(vault: TestVault, here: Sequence[Person]) -> Workspace:
    """A workspace on a test vault, reading and writing at once."""
    return make_workspace(
        vault.folder, units=vault.unit, people=vault.people, here=here, clock=vault.clock, ids=vault.ids
    )


def units_until(vault: TestVault, writes: int) -> Units:
    """Units of work on a vault whose disk is full after this many writes were begun."""
    begun = [0]

    def unit(space: str | None) -> UnitOfWork:
        if space is not None:
            begun[0] += 1
            if begun[0] > writes:
                raise VaultUnwritable("disk")
        return vault.unit(space)

    return unit


def show(qtbot: QtBot, page: Page) -> None:
    """Put a page on screen as the shell would: dressed, told of changes and of who is here, activated."""
    qtbot.addWidget(page)
    # As in the window of the program: without one, Qt goes in the order in which controls were made.
    page.focusNextPrevChild = lambda onwards: go_on(page, onwards)  # type: ignore[method-assign]
    page.ws.design.apply(page)
    page.ws.session.changed.connect(page.on_changed)
    page.ws.session.presence_changed.connect(page.on_presence_changed)
    page.resize(1000, 700)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    page.activate()
