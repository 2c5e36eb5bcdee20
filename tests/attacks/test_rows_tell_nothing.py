"""Rows tell nothing more: what one keeps back leaves each row of either part, and every size, as it is.

Sam, my partner, reads the shared file with an editor. I am Alex; each act is done twice, with and without something of
mine that stays with me. `test_withheld` does the same for a whole evening and anything that one may withhold.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin

import pytest

from app.models.afterwards import LaterCheck
from app.models.answer import Stance, Visibility
from app.models.base import Model
from app.models.incident import IncidentNote
from app.models.leaving_out import LeavingOut
from app.models.pairing import Pairing
from app.models.reading import ClauseReply, Reading
from app.models.said_kinds import RESTS, BareMark
from app.models.scene_day import ReadyAsk, Verdict
from app.models.sealing import ShareChoice
from app.services import afterwards, agreements, incidents, reading, sharing, therapist
from app.services.units import UnitOfWork
from app.storage.spaces import SHARED
from app.storage.tables_shared import shared_metadata
from tests.attacks.agreed_scene import Act, held
from tests.attacks.every_kind import KINDS
from tests.attacks.tampering import come_back
from tests.end_to_end.test_withheld import dump
from tests.support import scene_days
from tests.support.couples import AGREED, OUTLINE, agree_on_an_evening, draft_named, today
from tests.support.openings import MASSAGE, answer, open_and_accept, ready
from tests.support.randomness import counted_bytes
from tests.support.vaults import TestVault, vault_for


def i_say(stance: Stance, visibility: Visibility, choice: ShareChoice | None = None) -> Act:
    """My answer to what Sam speaks of, which stays with me."""

    def act(vault: TestVault) -> None:
        pairing = pairing_of(vault)
        direction = pairing.direction_of(vault.alex)
        answer(
            vault,
            vault.alex,
            stance,
            activity=pairing.activity_id,
            direction=direction,
            visibility=visibility,
            conditions="only for me",
        )
        if choice is not None:
            with vault.unit(vault.alex) as uow:
                keys = ((str(pairing.activity_id), direction.value),)
                sharing.choose(uow, person=vault.alex, keys=keys, choice=choice)

    return act


def pairing_of(vault: TestVault) -> Pairing:
    """Something that neither has ever answered."""
    return Pairing(activity_id=MASSAGE, active=vault.sam)


def nothing(_vault: TestVault) -> None:
    """Nothing of mine."""


def sams_answer_is_opened(stance: Stance, vault: TestVault) -> None:
    pairing = pairing_of(vault)
    direction = pairing.direction_of(vault.sam)
    always = Visibility.ALWAYS
    answer(vault, vault.sam, stance, activity=pairing.activity_id, direction=direction, visibility=always)
    open_and_accept(vault)


def an_item(vault: TestVault) -> Pairing:
    item = held(vault).items[0].item
    assert item is not None
    return item.pairing


def an_item_rests(vault: TestVault) -> None:
    """I let an agreed activity rest."""
    version = held(vault)
    with vault.unit(SHARED) as uow:
        agreements.withdraw(
            uow,
            person=vault.alex,
            agreement_id=version.agreement.id,
            clause_ids=(version.items[0].id,),
            now=vault.clock(),
            leaving=LeavingOut(rests=True),
        )


def i_never_wanted_it(vault: TestVault) -> None:
    pairing = an_item(vault)
    answer(
        vault,
        vault.alex,
        Stance.HARD_LIMIT,
        activity=pairing.activity_id,
        direction=pairing.direction_of(vault.alex),
        visibility=Visibility.NEVER,
        conditions="never",
    )


def i_read_and_say_not_yet(vault: TestVault, reply: ClauseReply = ClauseReply.YES) -> None:
    """I read, reply to some of it, and leave."""
    draft_id = draft_named(vault, AGREED).id
    with vault.unit(vault.alex) as uow:
        view = reading.begin(uow, draft_id=draft_id, person=vault.alex, base=vault.catalogue, today=today(vault))
        replies = {clause.digest: reply for clause in view.document.clauses[:5]}
        reading.keep(uow, reading=Reading(draft_id=draft_id, person=vault.alex, replies=replies, words="not yet"))


def i_answer_my_ready_check(verdict: Verdict, no_to: Collection[ReadyAsk], vault: TestVault) -> None:
    """I answer, and say what I make of it; *not tonight* needs no answer."""
    answers = {ask: ask not in no_to for ask in ReadyAsk} if no_to or verdict is Verdict.READY else {}
    scene_days.check(vault, vault.alex, scene_days.agreed_scene(vault), verdict, answers)


def i_change_my_mind_before_anybody_looks(vault: TestVault) -> None:
    i_answer_my_ready_check(Verdict.NOT_TONIGHT, (ReadyAsk.BODY, ReadyAsk.MOOD), vault)
    i_answer_my_ready_check(Verdict.READY, (), vault)


def sam_is_ready_and_both_look(vault: TestVault) -> None:
    scene_days.check(vault, vault.sam, scene_days.agreed_scene(vault))
    scene_days.compare(vault, scene_days.agreed_scene(vault))


def i_am_ready(vault: TestVault) -> None:
    ready(vault, vault.alex)


def i_am_no_longer_ready(vault: TestVault) -> None:
    ready(vault, vault.alex)
    with vault.unit(vault.alex) as uow:
        sharing.unready(uow, person=vault.alex)


def the_scene_is_over(vault: TestVault) -> None:
    agreement_id = held(vault, OUTLINE).agreement.id
    with vault.unit(SHARED) as uow:
        afterwards.scene_over(uow, agreement_id=agreement_id, at=vault.clock())


def i_tick_my_own_list(vault: TestVault) -> None:
    """I tick all that I need, early and later, and feel grounded."""
    agreement_id, now = held(vault, OUTLINE).agreement.id, vault.clock()
    with vault.unit() as uow:
        view = afterwards.view_afterwards(uow, agreement_id=agreement_id, me=vault.alex, now=now, today=today(vault))
    for need in view.plan(vault.alex).needs:
        with vault.unit(vault.alex) as uow:
            afterwards.tick(uow, person=vault.alex, agreement_id=agreement_id, need=need, is_ticked=True, now=now)
    with vault.unit(vault.alex) as uow:
        afterwards.say_how(
            uow, person=vault.alex, agreement_id=agreement_id, now=now, is_grounded=True, stopped_early=True
        )


def i_am_not_grounded_for_days(vault: TestVault) -> None:
    """It stopped early, and each of my own checks is dealt with alone."""
    agreement_id, now = held(vault, OUTLINE).agreement.id, vault.clock()
    with vault.unit(vault.alex) as uow:
        afterwards.say_how(
            uow, person=vault.alex, agreement_id=agreement_id, now=now, is_grounded=False, stopped_early=True
        )
    for check in LaterCheck:
        with vault.unit(vault.alex) as uow:
            afterwards.finish_check(uow, person=vault.alex, agreement_id=agreement_id, check=check)


def i_note_what_went_wrong(vault: TestVault) -> None:
    """I write about it, put it on my own sheet, and delete another note."""
    for name in ("kept", "deleted"):
        note = IncidentNote(id=name, day=today(vault), words=f"{name}: I froze, and said nothing.")
        with vault.unit(vault.alex) as uow:
            incidents.save_note(uow, person=vault.alex, note=note)
    with vault.unit(SHARED) as uow:
        incidents.delete_note(uow, person=vault.alex, note_id="deleted")
    with vault.unit(vault.alex) as uow:
        sheet = uow.private(vault.alex).sheet.get()
        therapist.save_sheet(uow, person=vault.alex, sheet=sheet.evolve(incidents=frozenset({"kept"})))


@dataclass(frozen=True)
class Difference:
    """What both do or see, and what of mine may differ."""

    act: Act
    mine: tuple[Act, ...]
    authors: tuple[int, ...] = ()
    """Whose part has rows about what Sam alone speaks of, in a vault with nothing else."""
    plain: Act = nothing
    """What of mine leads to the same, and is compared with."""


NEVER, MUTUAL, ALWAYS = Visibility.NEVER, Visibility.IF_MUTUAL, Visibility.ALWAYS
HOLD_BACK = ShareChoice.HOLD_BACK
DIFFERENCES = {
    "a limit against a withheld want": Difference(
        partial(sams_answer_is_opened, Stance.HARD_LIMIT),
        (i_say(Stance.WANT, MUTUAL), i_say(Stance.WANT, NEVER), i_say(Stance.CURIOUS, ALWAYS, HOLD_BACK)),
        (1,),
    ),
    "offered": Difference(
        partial(sams_answer_is_opened, Stance.WANT),
        (
            i_say(Stance.NOT_APPLICABLE, MUTUAL),
            i_say(Stance.WANT, NEVER),
            i_say(Stance.HARD_LIMIT, NEVER),
            i_say(Stance.WANT, MUTUAL, HOLD_BACK),
        ),
        (1,),
    ),
    "ready": Difference(nothing, (i_am_ready, i_am_no_longer_ready)),
    "rests": Difference(an_item_rests, (i_never_wanted_it,)),
    "ready check": Difference(
        sam_is_ready_and_both_look,
        (i_change_my_mind_before_anybody_looks,),
        plain=partial(i_answer_my_ready_check, Verdict.READY, ()),
    ),
    "ready check, not as planned": Difference(
        sam_is_ready_and_both_look,
        tuple(partial(i_answer_my_ready_check, Verdict.NOT_TONIGHT, (ask,)) for ask in ReadyAsk),
        plain=partial(i_answer_my_ready_check, Verdict.NOT_TONIGHT, ()),
    ),
    "not yet": Difference(
        nothing, (i_read_and_say_not_yet, partial(i_read_and_say_not_yet, reply=ClauseReply.TAKE_OUT))
    ),
    "afterwards": Difference(the_scene_is_over, (i_tick_my_own_list, i_am_not_grounded_for_days)),
    "an incident note": Difference(the_scene_is_over, (i_note_what_went_wrong,)),
}


def play(folder: Path, mine: Act, difference: Difference) -> tuple[TestVault, dict[str, list[tuple[Any, ...]]]]:
    """Every row of the shared file after something of mine, and what both do."""
    with vault_for(folder, begun=True) as vault, counted_bytes():
        if not difference.authors:
            vault.fill_with_sample(then=agree_on_an_evening)
        mine(vault)
        difference.act(vault)
        for person in vault.pair:
            come_back(vault, person)
            vault.service.check_part(person, today(vault))
        return vault, dump(vault)


def require_the_same(folder: Path, difference: Difference) -> None:
    vault, before = play(folder / "without", difference.plain, difference)
    about = {row[1] for row in before["said"] if str(row[3]).startswith(f"{MASSAGE}|") and difference.authors}
    assert about == {vault.pair[place] for place in difference.authors}
    for number, mine in enumerate(difference.mine):
        _, now = play(folder / f"with {number}", mine, difference)
        for table, rows in before.items():
            assert now[table] == rows, (number, table)


@pytest.mark.parametrize("name", DIFFERENCES)
def test_what_stays_with_me_shows_in_no_row_and_no_size(tmp_path: Path, name: str) -> None:
    require_the_same(tmp_path, DIFFERENCES[name])


def test_a_row_that_tells_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ready mark that is said in one's part."""
    seal = sharing.mark_ready

    def tell(uow: UnitOfWork, **given: Any) -> object:
        uow.parts.say(given["person"], RESTS, BareMark(), "x")
        return seal(uow, **given)

    monkeypatch.setattr(sharing, "mark_ready", tell)
    with pytest.raises(AssertionError):
        require_the_same(tmp_path, DIFFERENCES["ready"])


DATED = {
    "tonight": {"day"},
    "live": {"began as a time", "seen as a time"},
    "lived": {"began as a time", "seen as a time"},
    "yes": {"on", "met", "text.review_on", "text.wider_from"},
    "line": {"on"},
    "opened": {"day"},
    "practised": {"on"},
    "incident": {"day"},
    **{name: {"day"} for name in KINDS if name.startswith("disclosed.")},
}
"""The days that shared rows may have: of an opening, a yes, a practice, a scene, a pause, what a note is about."""


def days_in(model: type[Model], above: str = "") -> set[str]:
    """The fields that hold a day or a time, those of models within included."""
    found: set[str] = set()
    for name, field in model.model_fields.items():
        for kind in parts_of(field.annotation):
            if isinstance(kind, type) and issubclass(kind, (date, datetime)):
                found.add(f"{above}{name}" + (" as a time" if issubclass(kind, datetime) else ""))
            elif isinstance(kind, type) and issubclass(kind, Model):
                found |= days_in(kind, f"{above}{name}.")
    return found


def parts_of(annotation: Any) -> tuple[Any, ...]:
    """The types in an annotation."""
    inner = tuple(part for each in get_args(annotation) for part in parts_of(each))
    return inner if get_origin(annotation) in (Union, UnionType, tuple, dict, frozenset) or inner else (annotation,)


@pytest.mark.parametrize("name", KINDS)
def test_nothing_else_in_a_shared_row_has_a_day(name: str) -> None:
    """The days of rows that a text copies are those of the texts and lists that it copies."""
    texts = ("text.clauses.", "text.until_then.", "signal.")
    copied = {found for found in days_in(KINDS[name].body) if found.startswith(texts)}
    assert days_in(KINDS[name].body) - copied == DATED.get(name, set())


def test_a_shared_row_has_no_more_columns() -> None:
    """An ending has neither a day nor words."""
    columns = {name: tuple(table.c.keys()) for name, table in shared_metadata.tables.items() if name != "meta"}
    assert columns == {
        "said": ("author", "kind", "key", "n", "format", "salt", "data", "proof"),
        "ended": ("author", "agreement", "clause", "above", "proof"),
    }
