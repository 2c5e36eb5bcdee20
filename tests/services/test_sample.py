"""The sample vault: every service once, on real encrypted files, and what must not be in the shared one."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from app.assets import load
from app.models.agreement import AgreementState
from app.models.answer import Stance, Visibility
from app.models.conversation import ConversationTexts, QuestionSetId, debrief_of
from app.models.limits import Outcome
from app.models.live import LiveMark, final_state
from app.models.outline import DraftKind
from app.models.said_kinds import TOLD
from app.models.signal import Level
from app.services import afterwards, agreements, conversation, draft_lists, home, live, printing, sharing
from app.services.sample_evening import hold_evening
from app.services.shared_list import shared_items
from app.storage.spaces import SHARED
from app.storage.tables_shared import shared_metadata
from tests.support.files import find_markers
from tests.support.vaults import sample_couple, vault_for


def test_the_sample_people_come_as_far_as_they_should(tmp_path: Path) -> None:
    with vault_for(tmp_path / "v") as vault:
        vault.fill_with_sample()
        today = vault.clock().astimezone().date()
        with vault.unit() as uow:
            together = home.home(uow, base=vault.catalogue, today=today, me=None, people=vault.pair)
            items = shared_items(uow)
            alone = home.home(uow, base=vault.catalogue, today=today, me=vault.alex, people=vault.pair)
        states = {c.agreement.document.kind: c for c in together.agreed}
        assert states[DraftKind.GROUND_RULES].state is AgreementState.AGREED
        scene = states[DraftKind.SCENE]
        assert scene.state is AgreementState.AGREED
        assert len(scene.ended) == 1
        assert len(scene.items) == 3
        assert {item.outcome for item in items} == set(Outcome)
        assert alone.own is not None
        assert (alone.own.starter_answered, alone.own.is_through_starter) == (24, True)
        assert together.own is None


def test_what_was_withheld_is_nowhere_in_the_shared_space(tmp_path: Path) -> None:
    with vault_for(tmp_path / "v") as vault:
        vault.fill_with_sample()
        with vault.unit() as uow:
            held = [
                answer
                for person in vault.pair
                for answer in uow.private(person).answers.all()
                if answer.visibility is Visibility.NEVER or answer.note
            ]
            rows = shared_items(uow)
            connection = uow.connection(SHARED)
            tables = shared_metadata.sorted_tables
            dump = "\n".join(str(tuple(row)) for table in tables for row in connection.execute(select(table)))
        assert held
        for answer in held:
            if answer.note:
                assert answer.note not in dump
            if answer.visibility is Visibility.NEVER and answer.conditions:
                assert answer.conditions not in dump
        hidden = {(a.activity_id, a.direction) for a in held if a.visibility is Visibility.NEVER}
        for row in rows:
            for disclosure in row.disclosures:
                assert (row.pairing.activity_id, row.pairing.direction_of(disclosure.person)) not in hidden or (
                    disclosure.stance is not Stance.ONLY_IF
                )
        assert "if_mutual" not in dump
    assert find_markers([tmp_path], ["Alex", "blanket", "lantern", "Quick release", "kitchen clock"]) == []


def test_seen_and_printed(tmp_path: Path) -> None:
    with vault_for(tmp_path / "v") as vault:
        vault.fill_with_sample()
        today = vault.clock().astimezone().date()
        with vault.unit() as uow:
            seen = sharing.what_they_see(uow, person=vault.alex, base=vault.catalogue)
            rows = draft_lists.scenes(uow, base=vault.catalogue, today=today)
            material = printing.draft_material(uow, draft_id=rows[0].draft.id, base=vault.catalogue, today=today)
        assert seen.items
        assert all(item.mine.person == vault.alex for item in seen.items)
        assert [row.draft.title for row in rows] == ["A quiet Sunday", "Saturday evening"]
        assert material.number == 1
        assert all(
            clause.item is None or clause.item.pairing.activity_id != "service.bath" for clause in material.clauses
        )


def test_the_evening_that_was_held_is_there_from_the_yes_to_the_talk(tmp_path: Path) -> None:
    with vault_for(tmp_path / "v") as vault:
        vault.fill_with_sample()
        scene = hold_evening(sample_couple(vault, vault.clock()))
        now, today = vault.clock(), vault.clock().astimezone().date()
        subject, asked = debrief_of(scene), load(ConversationTexts).sets[QuestionSetId.DEBRIEF].questions
        with vault.unit() as uow:
            held = agreements.agreement_now(uow, scene, today)
            lived = live.lived(uow, scene)
            about = conversation.talked_about(uow, subject=subject, asked=asked, base=vault.catalogue)
            own = [
                afterwards.view_afterwards(uow, agreement_id=scene, me=person, now=now, today=today)
                for person in vault.pair
            ]
            shared = {said.body.choice for said in uow.parts.of(vault.sam, TOLD)}
            scenes = draft_lists.scenes(uow, base=vault.catalogue, today=today)
        assert held.state is AgreementState.ENDED
        assert [final_state(each).stopped for each in lived] == [LiveMark.ENDED]
        assert [moment.level for moment in about.signals] == [Level.YELLOW]
        assert {opened.question.id.partition("|")[0] for opened in about.told} == {
            "went",
            "activity",
            "signals",
            "care",
            "no",
        }
        assert "less" not in shared, "Sam did not share it"
        for view in own:
            assert view.own is not None
            assert (view.own.is_grounded, bool(view.own.ticked), view.check) == (True, True, None)
        assert [row.draft.title for row in scenes][-1] == "By candlelight"
