"""*What I prepare*: private until it is brought, on the sheet if one likes, with or without a partner."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.models.aftercare import CareKind
from app.models.person import Person
from app.models.prepared import Prepared, SceneWish
from app.models.therapist import TherapistSheet
from app.services import care, prepared, therapist
from app.services.draft_store import all_drafts
from app.services.signals import all_signals
from app.storage.spaces import SHARED as SHARED_SPACE
from app.ui.home.page import HomePage
from app.ui.page_id import PageId
from app.ui.prepared.page import PreparedPage
from app.ui.workspace import Workspace
from tests.support.openings import show, workspace
from tests.support.prompts import FakePrompts
from tests.support.vaults import ALEX, TestVault, vault_for
from tests.support.widgets import click, is_shown, write

WHOLE = Prepared(
    stop_word="zqxred",
    stop_sign="zqxtaps",
    slow_word="zqxslow",
    care_words="zqxquiet",
    wish=SceneWish(title="zqxtitle", why="zqxwhy", what="zqxwhat", out="zqxout"),
)


@pytest.fixture
def solo(tmp_path: Path) -> Iterator[TestVault]:
    with vault_for(tmp_path / "solo", ALEX) as made:
        yield made


def page_of(qtbot: QtBot, ws: Workspace) -> PreparedPage:
    page = PreparedPage(ws)
    show(qtbot, page)
    qtbot.waitUntil(lambda: page._care is not None)
    return page


def alone(vault: TestVault) -> Workspace:
    return workspace(vault, vault.people[:1])


def kept(vault: TestVault) -> Prepared:
    with vault.unit() as uow:
        return prepared.prepared_by(uow, vault.alex)


def keep(vault: TestVault, what: Prepared = WHOLE) -> None:
    with vault.unit(vault.alex) as uow:
        prepared.save_prepared(uow, person=vault.alex, prepared=what)


def shared_bytes(vault: TestVault) -> list[tuple[object, ...]]:
    with vault.unit() as uow:
        rows = uow.connection(SHARED_SPACE).exec_driver_sql("SELECT author, kind, key, data FROM said ORDER BY 1, 2, 3")
        return [tuple(row) for row in rows]


@pytest.mark.parametrize("is_solo", [True, False])
def test_what_is_typed_is_kept_for_its_owner_alone(
    qtbot: QtBot, vault: TestVault, solo: TestVault, is_solo: bool
) -> None:
    its = solo if is_solo else vault
    before = [] if is_solo else shared_bytes(its)
    page = page_of(qtbot, alone(its))
    write("red", "A word that stops everything", page)
    write("to rest", "Why I want this", page)
    page.presenter.set_need(CareKind.PHYSICAL, "Water", True)
    page.presenter.set_avoid("questions", True)
    page.flush()
    found = kept(its)
    assert (found.stop_word, found.wish.why, found.avoid) == ("red", "to rest", ("questions",))
    assert [need.text for need in found.needs] == ["Water"]
    if not is_solo:
        assert shared_bytes(its) == before, "nothing of it is shared"
    assert is_shown(QPushButton, "Propose these…", page) is not is_solo


def test_somebody_else_who_looks_next_sees_nothing_of_it(
    qtbot: QtBot, vault: TestVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(vault)
    ws = alone(vault)
    page = page_of(qtbot, ws)
    assert page._fields["stop_word"].text() == "zqxred"
    page.presenter.person = vault.sam  # as if it had been shown to Sam
    monkeypatch.setattr(page.presenter, "reload", lambda: None)
    page.on_presence_changed()
    assert page._fields["stop_word"].text() == ""
    assert page._care is None


def test_it_is_brought_only_after_its_very_words_were_shown(qtbot: QtBot, vault: TestVault) -> None:
    keep(vault)
    page = page_of(qtbot, alone(vault))
    prompts = page.ws.prompts
    assert isinstance(prompts, FakePrompts)
    for button, words in (
        ("Propose these…", ("zqxred", "zqxtaps", "zqxslow")),
        ("Add it to my aftercare…", ("zqxquiet",)),
        ("Begin an outline with it…", ("zqxtitle", "zqxwhy", "zqxwhat", "zqxout")),
    ):
        before = shared_bytes(vault)
        prompts.answers.append(False)
        click(button, page)
        assert shared_bytes(vault) == before
        assert all(word in prompts.asked[-1].text for word in words)
        prompts.answers.append(True)
        click(button, page)
        assert shared_bytes(vault) != before
    with vault.unit() as uow:
        assert {each.signal.expression for each in all_signals(uow).shown} >= {"zqxred", "zqxtaps", "zqxslow"}
        assert [plan.words for plan in care.aftercare(uow) if plan.person == vault.alex] == ["zqxquiet"]
        (scene,) = [draft for draft in all_drafts(uow) if draft.title == "zqxtitle"]
    assert [(line.text, line.by) for line in scene.exclusions] == [("zqxout", vault.alex)]
    assert kept(vault) == WHOLE, "it stays one's own as well"


def test_the_sheet_has_it_only_if_its_owner_ticks_it(solo: TestVault) -> None:
    keep(solo)
    for with_prepared in (False, True):
        with solo.unit(solo.alex) as uow:
            therapist.save_sheet(uow, person=solo.alex, sheet=TherapistSheet(about="x", with_prepared=with_prepared))
        with solo.unit() as uow:
            view = therapist.sheet_view(
                uow,
                person=solo.alex,
                people=solo.people,
                base=solo.catalogue,
                built_in=(),
                today=solo.clock().date(),
                zone=solo.clock().tzinfo,  # type: ignore[arg-type]
            )
        assert (view.material.prepared == WHOLE) is with_prepared
        assert (view.material.prepared == Prepared()) is not with_prepared


def test_home_offers_it_to_whoever_keeps_a_vault_alone(qtbot: QtBot, vault: TestVault, solo: TestVault) -> None:
    def offered(its: TestVault, *people: Person) -> bool:
        page = HomePage(workspace(its, people))
        show(qtbot, page)
        return any(step.page is PageId.PREPARED for step in page.presenter.steps())

    assert offered(solo, *solo.people)
    assert not offered(vault, vault.people[0])
