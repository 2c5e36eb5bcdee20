"""Bringing in a list: private answers and own entries, nothing over an answer that exists, undone as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.assets import load
from app.models.answer import Answer, Stance, Visibility
from app.models.base import ActivityId
from app.models.catalogue import Direction, SideLabels
from app.models.foreign_file import FileProblem, ListText
from app.models.foreign_words import ForeignWords, SideMeaning
from app.models.list_plan import PlannedEntry
from app.services import answers, list_import, own_entries, sharing
from app.services.importing import TakenBack
from app.services.list_import import ListImported, match_list, read_list_file
from app.services.long_work import LongWork, Stopped
from tests.end_to_end.test_withheld import dump
from tests.support.couples import AGREED, agree_on_an_evening
from tests.support.openings import KISSING, MASSAGE, answer, ready
from tests.support.vaults import SHARED, TestVault, vault_for

WORDS = load(ForeignWords)
LIST = (
    "Activity,Giving,Receiving,Comment\nMassage,Favorite,Limit,warm oil\nKissing,like,maybe,\n"
    "Balloons,love,,the big ones\nSkinny dipping,no,no,\n"
)
ACTIVE, PASSIVE, TOGETHER = Direction.ACTIVE, Direction.PASSIVE, Direction.TOGETHER


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[TestVault]:
    with vault_for(tmp_path / "vault", begun=True) as made:
        yield made


def plan(vault: TestVault, text: str = LIST, **chosen: Stance) -> tuple[PlannedEntry, ...]:
    """What Alex would take, with limits only where they were chosen."""
    with vault.unit() as uow:
        known = list_import.known_list(uow, person=vault.alex, base=vault.catalogue)
    draft = match_list(text, known, WORDS, LongWork())
    draft.meanings = draft.meanings.evolve(answers={**draft.meanings.answers, **chosen})
    return tuple(planned for planned in draft.plan() if planned.answers)


def bring_in(vault: TestVault, taken: tuple[PlannedEntry, ...], work: LongWork | None = None) -> ListImported:
    now = vault.clock()
    with vault.unit(vault.alex) as uow:
        return list_import.bring_in(
            uow,
            person=vault.alex,
            taken=taken,
            category="From a list",
            now=now,
            today=now.date(),
            new_id=vault.ids,
            work=work or LongWork(),
        )


def take_back(vault: TestVault, imported: ListImported) -> TakenBack:
    with vault.unit(vault.alex) as uow:
        return list_import.take_back(uow, person=vault.alex, imported=imported, work=LongWork())


def kept(vault: TestVault) -> dict[tuple[str, Direction], Answer]:
    with vault.unit() as uow:
        return {(each.activity_id, each.direction): each for each in uow.private(vault.alex).answers.all()}


def everything_private(vault: TestVault) -> tuple[object, ...]:
    with vault.unit() as uow:
        own = uow.private(vault.alex)
        return own.answers.all(), own.answers.whole_history(), own.entries.all(), own.categories.all()


def test_it_becomes_private_answers_and_own_entries(vault: TestVault) -> None:
    imported = bring_in(vault, plan(vault, limit=Stance.HARD_LIMIT))
    found = kept(vault)
    (own,) = imported.entries
    assert {key: said.stance for key, said in found.items()} == {
        (MASSAGE, ACTIVE): Stance.WANT,
        (MASSAGE, PASSIVE): Stance.HARD_LIMIT,
        (KISSING, TOGETHER): Stance.CURIOUS,
        (own.id, ACTIVE): Stance.WANT,
    }
    assert {said.visibility for said in found.values()} == {Visibility.NEVER}
    assert found[MASSAGE, ACTIVE].note == "warm oil"
    assert (own.title, own.labels, own.added_by) == ("Balloons", SideLabels.GIVES, vault.alex)
    with vault.unit() as uow:
        catalogue = answers.catalogue_for(uow, vault.alex, vault.catalogue)
        assert [each.title for each in catalogue.categories if each.id == own.category] == ["From a list"]


def test_a_limit_that_was_not_chosen_is_not_taken(vault: TestVault) -> None:
    bring_in(vault, plan(vault))
    assert not [said for said in kept(vault).values() if said.stance is not None and said.stance.is_limit]


def test_nothing_of_it_is_ready_to_be_shared_or_in_any_shared_row(vault: TestVault) -> None:
    ready(vault, vault.alex)
    before = dump(vault)
    bring_in(vault, plan(vault, limit=Stance.HARD_LIMIT, no=Stance.SOFT_LIMIT))
    assert dump(vault) == before
    with vault.unit() as uow:
        shown = sharing.would_share(uow, person=vault.alex, base=vault.catalogue)
    assert shown.rows == ()
    assert not shown.ready, "what was sealed is no longer all there is"


def test_an_answer_that_exists_stays_and_a_note_without_one_is_kept(vault: TestVault) -> None:
    answer(vault, vault.alex, Stance.CURIOUS, visibility=Visibility.ALWAYS)
    now = vault.clock()
    with vault.unit(vault.alex) as uow:
        noted = Answer(activity_id=MASSAGE, direction=PASSIVE, note="my knee")
        answers.save_answer(uow, person=vault.alex, answer=noted, now=now, today=now.date())
    before = kept(vault)[MASSAGE, ACTIVE]
    taken = plan(vault, limit=Stance.HARD_LIMIT)
    answer(vault, vault.alex, Stance.WILLING, activity=KISSING, direction=TOGETHER)  # meanwhile, elsewhere
    bring_in(vault, taken)
    found = kept(vault)
    assert found[MASSAGE, ACTIVE] == before
    assert found[KISSING, TOGETHER].stance is Stance.WILLING
    assert (found[MASSAGE, PASSIVE].stance, found[MASSAGE, PASSIVE].note) == (Stance.HARD_LIMIT, "my knee")


def test_two_lines_about_one_thing_make_the_more_careful_answer(vault: TestVault) -> None:
    text = "#One\n(Giving, Receiving)\n* Massage: love, love\n#Two\n(Giving, Receiving)\n* Massages: maybe, love\n"
    bring_in(vault, plan(vault, text))
    assert {key[1]: said.stance for key, said in kept(vault).items()} == {
        ACTIVE: Stance.CURIOUS,
        PASSIVE: Stance.WANT,
    }


def test_the_whole_import_can_be_undone_without_a_trace(vault: TestVault) -> None:
    answer(vault, vault.alex, Stance.CURIOUS)
    now = vault.clock()
    with vault.unit(vault.alex) as uow:
        noted = Answer(activity_id=KISSING, direction=TOGETHER, note="slowly")
        answers.save_answer(uow, person=vault.alex, answer=noted, now=now, today=now.date())
    before = everything_private(vault)
    vault.clock.advance(minutes=1)
    imported = bring_in(vault, plan(vault, limit=Stance.HARD_LIMIT))
    assert everything_private(vault) != before
    back = take_back(vault, imported)
    assert (back.deleted, back.kept) == (len(imported.answers), 0)
    assert everything_private(vault) == before


def test_what_was_changed_since_stays_when_the_rest_is_undone(vault: TestVault) -> None:
    imported = bring_in(vault, plan(vault))
    (own,) = imported.entries
    vault.clock.advance(minutes=5)
    answer(vault, vault.alex, Stance.WILLING, activity=own.id, direction=ACTIVE)
    back = take_back(vault, imported)
    assert (back.deleted, back.kept) == (len(imported.answers) - 1, 1)
    assert set(kept(vault)) == {(own.id, ACTIVE)}
    with vault.unit() as uow:
        history = uow.private(vault.alex).answers.history(own.id)
        assert [change.answer.stance for change in history] == [Stance.WILLING, Stance.WANT]
        assert [each.id for each in uow.private(vault.alex).categories.all()] == [own.category]


def test_a_second_import_of_the_same_list_finds_everything_there(vault: TestVault) -> None:
    bring_in(vault, plan(vault))
    before = everything_private(vault)
    assert plan(vault) == ()
    with vault.unit() as uow:
        known = list_import.known_list(uow, person=vault.alex, base=vault.catalogue)
    assert all(p.entry is not None for p in match_list(LIST, known, WORDS, LongWork()).plan() if p.answered)
    assert everything_private(vault) == before


def test_what_the_partner_worded_is_not_answered_by_a_name(vault: TestVault) -> None:
    with vault.unit(vault.sam) as uow:
        new = answers.NewEntry(category="touch", title="Balloons")
        entry_id = answers.add_entry(uow, person=vault.sam, new=new, new_id=vault.ids).ids[0]
    with vault.unit(SHARED) as uow:
        own_entries.offer_entry(uow, person=vault.sam, entry_id=ActivityId(entry_id))
    imported = bring_in(vault, plan(vault))
    assert [own.title for own in imported.entries] == ["Balloons"]
    assert entry_id not in {key[0] for key in kept(vault)}


def test_a_limit_on_something_agreed_is_counted_and_ends_nothing(tmp_path: Path) -> None:
    with vault_for(tmp_path / "agreed", begun=True) as vault:
        vault.fill_with_sample(then=agree_on_an_evening)
        with vault.unit() as uow:
            given = uow.private(vault.alex).answers.all()
            titles = {entry.id: entry.title for entry in vault.catalogue.entries}
        for each in given:
            if each.activity_id in titles:
                answer(vault, vault.alex, None, activity=each.activity_id, direction=each.direction)
        before = dump(vault)
        names = "".join(f"{titles[each.activity_id]}\tno\tno\n" for each in given if each.activity_id in titles)
        imported = bring_in(vault, plan(vault, f"Activity\tGiving\tReceiving\n{names}", no=Stance.HARD_LIMIT))
        assert imported.agreed > 0, AGREED
        assert dump(vault) == before


def test_stopping_keeps_nothing(vault: TestVault) -> None:
    before, work = everything_private(vault), LongWork()
    taken = plan(vault)
    work.stop()
    with pytest.raises(Stopped):
        bring_in(vault, taken, work)
    assert everything_private(vault) == before
    with vault.unit() as uow:
        known = list_import.known_list(uow, person=vault.alex, base=vault.catalogue)
    with pytest.raises(Stopped):
        match_list(LIST, known, WORDS, work)


def test_thousands_are_brought_in_with_progress(vault: TestVault) -> None:
    class Counted(LongWork):
        steps = 0

        def step(self, done: int, total: int) -> None:
            self.steps += 1
            super().step(done, total)

    work = Counted()
    text = "Activity,Answer\n" + "".join(f"thing {number}x,like\n" for number in range(1_000))
    with vault.unit() as uow:
        known = list_import.known_list(uow, person=vault.alex, base=vault.catalogue)
    draft = match_list(text, known, WORDS, work)
    draft.meanings = draft.meanings.evolve(sides={"": SideMeaning.EITHER})
    imported = bring_in(vault, tuple(draft.plan()), work)
    assert len(imported.entries) == len(imported.answers) == 1_000
    assert work.steps > 20
    assert take_back(vault, imported).deleted == 1_000


def test_a_file_is_read_or_says_why_not(tmp_path: Path) -> None:
    good = tmp_path / "list.csv"
    good.write_text(LIST, encoding="utf-8")
    assert read_list_file(good) == ListText(LIST)
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(17 * 2**20)
    assert read_list_file(large) is FileProblem.TOO_LARGE
    assert read_list_file(tmp_path / "gone.csv") is FileProblem.UNREADABLE
    assert read_list_file(tmp_path) is FileProblem.UNREADABLE
