"""What I keep back from Sam, my partner, in an act that both do or see: with and without it, Sam sees the same."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial

from app.models.afterwards import LaterCheck
from app.models.answer import Stance, Visibility
from app.models.conversation import debrief_of
from app.models.incident import IncidentNote
from app.models.leaving_out import LeavingOut
from app.models.pairing import Pairing
from app.models.reading import ClauseReply, Reading
from app.models.scene_day import ReadyAsk, Verdict
from app.models.sealing import ShareChoice
from app.services import afterwards, agreements, conversation_opening, incidents, reading, sharing, therapist
from app.storage.spaces import SHARED
from app.ui.page_id import PageId
from tests.attacks.agreed_scene import Act, held
from tests.attacks.what_sam_sees import Place
from tests.services.test_conversation import accept, asked, begin
from tests.services.test_conversation import answer as tell
from tests.services.test_conversation import ready as ready_to_tell
from tests.support import scene_days
from tests.support.couples import AGREED, OUTLINE, draft_named, today
from tests.support.openings import MASSAGE, answer, open_and_accept, ready
from tests.support.vaults import TestVault


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


def both_begin_to_talk(vault: TestVault) -> None:
    both_talked(vault)


def debrief(vault: TestVault) -> str:
    return debrief_of(held(vault, OUTLINE).agreement.id)


def both_talked(vault: TestVault) -> str:
    """The subject of how talking was today, which both have begun."""
    with vault.unit(SHARED) as uow:
        return conversation_opening.begin_talk(uow, today=today(vault), new_id=vault.ids).subject


def i_write_about(
    subject: Callable[[TestVault], str], vault: TestVault, *, shared: bool = False, is_ready: bool = False
) -> None:
    """I answer each question with a choice and words, keep that or mean to share it, and am ready or not."""
    about = subject(vault)
    for question in asked(about):
        choice = question.choices[-1].id if question.choices else ""
        tell(vault, vault.alex, question.id, "only for me", subject=about, choice=choice, shared=shared)
    if is_ready:
        ready_to_tell(vault, vault.alex, about)


def i_am_ready_with_nothing(subject: Callable[[TestVault], str], vault: TestVault) -> None:
    ready_to_tell(vault, vault.alex, subject(vault))


def sam_is_ready_and_both_open(vault: TestVault) -> None:
    """Sam shares something of the debrief; both open it, and accept."""
    about = debrief(vault)
    tell(vault, vault.sam, "went", "Slowly.", subject=about)
    ready_to_tell(vault, vault.sam, about)
    accept(vault, begin(vault, about).opened, about)


@dataclass(frozen=True)
class Difference:
    """What both do or see, and what of mine may differ."""

    act: Act
    mine: tuple[Act, ...]
    authors: tuple[int, ...] = ()
    """Whose part has rows about what Sam alone speaks of, in a vault with nothing else."""
    plain: Act = nothing
    """What of mine leads to the same, and is compared with."""
    places: Callable[[TestVault], tuple[Place, ...]] = lambda _vault: ()
    """The pages that are looked at afterwards."""


def on_the_day(vault: TestVault) -> tuple[Place, ...]:
    scene = scene_days.agreed_scene(vault)
    return Place(PageId.HOME), Place(PageId.LIVE, scene), Place(PageId.READY, scene), Place(PageId.SCENES)


def after_it(vault: TestVault) -> tuple[Place, ...]:
    scene = held(vault, OUTLINE).agreement.id
    return (
        Place(PageId.HOME),
        Place(PageId.AFTERWARDS, scene),
        Place(PageId.CONVERSATION, debrief_of(scene)),
        Place(PageId.WENT_WRONG),
        Place(PageId.SEEN),
    )


def after_talking(vault: TestVault) -> tuple[Place, ...]:
    return Place(PageId.HOME), Place(PageId.CONVERSATION, both_talked(vault)), Place(PageId.SEEN)


NEVER, MUTUAL, ALWAYS = Visibility.NEVER, Visibility.IF_MUTUAL, Visibility.ALWAYS
HOLD_BACK = ShareChoice.HOLD_BACK
DIFFERENCES = {
    "a limit against a withheld want": Difference(
        partial(sams_answer_is_opened, Stance.HARD_LIMIT),
        (
            i_say(Stance.WANT, MUTUAL),
            i_say(Stance.WANT, NEVER),
            i_say(Stance.CURIOUS, ALWAYS, HOLD_BACK),
            i_say(Stance.MORE_FIRST, ALWAYS),
        ),
        (1,),
    ),
    "offered": Difference(
        partial(sams_answer_is_opened, Stance.WANT),
        (
            i_say(Stance.MORE_FIRST, MUTUAL),
            i_say(Stance.WANT, NEVER),
            i_say(Stance.NOT_APPLICABLE, MUTUAL),
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
        places=on_the_day,
    ),
    "ready check, not as planned": Difference(
        sam_is_ready_and_both_look,
        tuple(partial(i_answer_my_ready_check, Verdict.NOT_TONIGHT, (ask,)) for ask in ReadyAsk),
        plain=partial(i_answer_my_ready_check, Verdict.NOT_TONIGHT, ()),
        places=on_the_day,
    ),
    "ready check, not answered by all": Difference(
        nothing,
        (partial(i_answer_my_ready_check, Verdict.NOT_TONIGHT, (ReadyAsk.MOOD,)),),
        plain=partial(i_answer_my_ready_check, Verdict.READY, ()),
        places=on_the_day,
    ),
    "before a debrief": Difference(
        the_scene_is_over,
        (partial(i_write_about, debrief), partial(i_write_about, debrief, shared=True)),
        places=after_it,
    ),
    "before a debrief, ready": Difference(
        the_scene_is_over,
        (
            partial(i_write_about, debrief, is_ready=True),
            partial(i_write_about, debrief, shared=True, is_ready=True),
        ),
        plain=partial(i_am_ready_with_nothing, debrief),
        places=after_it,
    ),
    "a debrief that was opened": Difference(
        sam_is_ready_and_both_open,
        (partial(i_write_about, debrief, is_ready=True),),
        plain=partial(i_am_ready_with_nothing, debrief),
        places=after_it,
    ),
    "how was talking": Difference(
        nothing,
        (partial(i_write_about, both_talked), partial(i_write_about, both_talked, shared=True, is_ready=True)),
        plain=both_begin_to_talk,
        places=after_talking,
    ),
    "not yet": Difference(
        nothing, (i_read_and_say_not_yet, partial(i_read_and_say_not_yet, reply=ClauseReply.TAKE_OUT))
    ),
    "afterwards": Difference(the_scene_is_over, (i_tick_my_own_list, i_am_not_grounded_for_days), places=after_it),
    "an incident note": Difference(the_scene_is_over, (i_note_what_went_wrong,), places=after_it),
}
