"""What somebody with an editor could make before each spoke for themselves: 11 to 17 of the seventeen faults.

Here I am Alex. Sam, my partner, has their own passphrase, every file and an editor.
"""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import text

from app.errors import AccordError, NotOnSharedList, OpenedLimit
from app.models.agreement import YES, AgreementState, CurrentAgreement, agreement_id_of, yes_key
from app.models.answer import Stance
from app.models.base import ActivityId
from app.models.catalogue import CatalogueKind, Direction, SideLabels
from app.models.clause import ClauseKind
from app.models.draft_lines import LINE, DraftLine, ProposedItem
from app.models.limits import Outcome
from app.models.opening import PairClass
from app.models.outline import DraftField, DraftSection
from app.models.pairing import Pairing
from app.models.said_kinds import APPROVED, DISCLOSED, OFFERED, Approval, Disclosed, OfferedEntry
from app.services import answers, drafts, own_entries, printing, reading
from app.services.agreement_store import all_agreements
from app.services.people import people
from app.services.shared_list import shared_items
from app.storage.databases import private_space
from app.storage.spaces import SHARED
from tests.attacks.agreed_scene import held, sams_rows
from tests.attacks.tampering import come_back, plant_everywhere, tamper, unlock
from tests.support.couples import AGREED, draft_named, read_and_say_yes, save, today, view_of
from tests.support.forging import forged
from tests.support.openings import answer, open_and_accept, word
from tests.support.vaults import TestVault

pytestmark = pytest.mark.sample


def test_11_a_no_that_is_turned_and_a_want_that_is_planted_propose_nothing(vault: TestVault) -> None:
    with vault.unit() as uow:
        listed = shared_items(uow)
        mine = {given.activity_id for given in uow.private(vault.alex).answers.all()}
    no = next(item.pairing for item in listed if item.outcome is Outcome.OFF and item.disclosure_of(vault.alex))
    never = next(
        Pairing(activity_id=entry.id)
        for entry in vault.catalogue.entries
        if entry.directions == (Direction.TOGETHER,) and entry.id not in mine
    )
    said = Disclosed(act="planted", stance=Stance.WANT, day=today(vault))
    draft_id = draft_named(vault, AGREED).id
    for pairing in (no, never):
        for author in vault.pair:
            kind = DISCLOSED[PairClass.OFF].name
            sams_rows(vault, f"DELETE FROM said WHERE author = :who AND kind = '{kind}'", who=author)
            plant_everywhere(vault, author, DISCLOSED[PairClass.YES], said, pairing.key)
        line = DraftLine(place=0, section=DraftSection.ITEMS, item=ProposedItem(pairing=pairing))
        plant_everywhere(vault, vault.sam, LINE, line, f"{draft_id}/{pairing.activity_id}")
        assert pairing not in {item.pairing for item in draft_named(vault, AGREED).items}
        with vault.unit(SHARED) as uow, pytest.raises((OpenedLimit, NotOnSharedList)):
            drafts.propose_item(uow, draft_id=draft_id, pairing=pairing, by=vault.sam, new_id=vault.ids)
        for person in vault.pair:
            with vault.unit() as uow:
                view = reading.begin(uow, draft_id=draft_id, person=person, base=vault.catalogue, today=today(vault))
            assert pairing not in {c.item.pairing for c in view.document.clauses if c.item is not None}


def test_12_a_planted_entry_becomes_no_rule(vault: TestVault) -> None:
    before = view_of(vault, draft_named(vault, "").id).document
    body = OfferedEntry(
        kind=CatalogueKind.HOUSE_RULE, title="Always", labels=SideLabels.NONE, intensity=False, category="touch"
    )
    for key in ("own.rule", "house.rule"):
        plant_everywhere(vault, vault.sam, OFFERED, body, key)
        assert view_of(vault, draft_named(vault, "").id).document == before
    vault.service.leave(vault.sam)
    assert view_of(vault, draft_named(vault, "").id).document == before


@pytest.mark.parametrize("kind", [CatalogueKind.ACTIVITY, CatalogueKind.TERM])
def test_12_a_renamed_entry_does_not_keep_its_yeses(vault: TestVault, kind: CatalogueKind) -> None:
    """Sam's entry is agreed; what is agreed of it is read with no other words, whatever else Sam keeps of the first."""
    new = answers.NewEntry(category="touch", title="Reading aloud", kind=kind)
    with vault.unit(SHARED) as uow:
        entry = ActivityId(answers.add_entry(uow, person=vault.sam, new=new, new_id=vault.ids).ids[0])
    with vault.unit(SHARED) as uow:
        own_entries.offer_entry(uow, person=vault.sam, entry_id=entry)
    title = AGREED if kind is CatalogueKind.ACTIVITY else ""
    for person in vault.pair if title else (vault.alex,):
        if title:
            answer(vault, person, Stance.WANT, activity=entry, direction=Direction.TOGETHER)
        else:
            word(vault, person, "gladly", entry)
    open_and_accept(vault)
    draft_id = draft_named(vault, title).id
    if title:
        with vault.unit(SHARED) as uow:
            pairing = Pairing(activity_id=entry)
            drafts.propose_item(uow, draft_id=draft_id, pairing=pairing, by=vault.sam, new_id=vault.ids)
    for person in vault.pair:
        read_and_say_yes(vault, person, draft_id)
    assert about(entry, held(vault, title))
    renamed = "UPDATE said SET data = CAST(replace(CAST(data AS TEXT), 'Reading aloud', 'Anything') AS BLOB) "
    sams_rows(vault, f"{renamed} WHERE author = :who AND kind = 'offered'", who=vault.sam)
    assert about(entry, held(vault, title)) == []
    vault.service.leave(vault.sam)
    assert about(entry, held(vault, title)) == []


def about(entry: ActivityId, version: CurrentAgreement) -> list[str]:
    """The clauses about an entry that are agreed now."""
    return [
        clause.id
        for clause in version.clauses
        if entry in (clause.entry_id, clause.item.pairing.activity_id if clause.item is not None else "")
    ]


def test_12_exchanged_names_do_not_turn_who_gives(vault: TestVault) -> None:
    swap = "CASE author WHEN :alex THEN :sam ELSE :alex END"
    tamper(
        vault,
        f"UPDATE said SET data = (SELECT other.data FROM said other WHERE other.kind = 'profile' "
        f"AND other.author = {swap.replace('author', 'said.author')}) WHERE kind = 'profile'",
        alex=vault.alex,
        sam=vault.sam,
    )
    with vault.unit() as uow:
        assert people(uow) == vault.people
    vault.service.leave(vault.sam)
    with vault.unit() as uow:
        me, partner = people(uow)
    assert me == vault.people[0]
    assert partner.name != me.name


def test_13_no_file_of_my_partners_speaks_for_me(vault: TestVault) -> None:
    """What Sam writes as mine, in their own file and in the shared one, is not read while I am here."""
    draft = draft_named(vault, AGREED)
    save(vault, draft.evolve(place="the sofa"))
    before = held(vault)
    read_and_say_yes(vault, vault.sam, draft.id)
    with vault.unit() as uow:
        sams = max(uow.parts.of(vault.sam, YES, f"{draft.id}/"), key=lambda said: said.n)
    for author in vault.pair:
        plant_everywhere(vault, author, YES, sams.body.evolve(met=today(vault)), sams.key)
    assert held(vault) == before


def put_into_every_entry(name: str, value: object, keyring: dict[str, Any]) -> None:
    for person in keyring["people"]:
        person[name] = value


def test_13_a_guest_with_a_forged_keyring_ends_nothing(vault: TestVault) -> None:
    before, mine = held(vault), vault.alex
    vault.service.close()
    files = {path: path.read_bytes() for path in vault.folder.glob("*.json")}
    first, second = json.loads(json.loads(next(iter(files.values())))["body"])["people"]
    for name in first:
        for value in (None, "ab" * 32, second[name]):
            forged(vault.folder, partial(put_into_every_entry, name, value))
            with suppress(AccordError):
                vault.service.open(vault.folder)
                unlock(vault, mine)
                vault.service.check_part(mine, today(vault))
            vault.service.close()
    for path, data in files.items():
        path.write_bytes(data)
    vault.service.open(vault.folder)
    unlock(vault, mine)
    assert held(vault) == before


def test_14_nothing_that_is_forged_counts_while_a_session_is_open(vault: TestVault) -> None:
    """A text nobody read as agreed today, one as agreed long ago, and approvals: in every part, in both files."""
    with vault.unit() as uow:
        before = all_agreements(uow, today(vault))
        real = max(uow.parts.of(vault.sam, YES), key=lambda said: said.n).body
        both = Approval(eras=real.eras)
    for days in (0, 40):
        text_of = real.text.evolve(title=f"Something nobody read {days}")
        yes = real.evolve(text=text_of, on=today(vault) - timedelta(days), met=today(vault) - timedelta(days))
        for author in vault.pair:
            plant_everywhere(vault, author, YES, yes, yes_key(yes.draft_id, agreement_id_of(yes)))
    for author in vault.pair:
        plant_everywhere(vault, author, APPROVED, both, "page")
    with vault.unit() as uow:
        assert all_agreements(uow, today(vault)) == before
        assert vault.alex not in printing.approvals(uow, page_digest="page")


def test_15_the_day_of_a_review_is_set_at_the_first_reading(vault: TestVault) -> None:
    draft = draft_named(vault, AGREED)
    save(vault, draft.evolve(place="the sofa", review_on=None))
    assert read_and_say_yes(vault, vault.sam, draft.id) is None
    first = view_of(vault, draft.id).yeses[0].text.review_on
    vault.clock.advance(days=5)
    agreement = read_and_say_yes(vault, vault.alex, draft.id)
    assert agreement is not None
    assert agreement.document.review_on == first
    assert isinstance(first, date)


def test_16_a_clock_that_is_set_back_brings_nothing_that_lapsed_back(vault: TestVault) -> None:
    vault.clock.advance(days=200)
    assert held(vault).state is AgreementState.LAPSED
    for person in vault.pair:
        come_back(vault, person)
        vault.service.check_part(person, today(vault))
    vault.clock.advance(days=-150)
    for _ in range(2):
        assert held(vault).state is AgreementState.LAPSED
        assert [c for c in held(vault).clauses if c.kind is ClauseKind.PERMISSION] == []
        for person in vault.pair:
            come_back(vault, person)
            vault.service.check_part(person, today(vault))


def test_17_a_huge_number_in_a_row_blocks_no_yes(vault: TestVault) -> None:
    draft = draft_named(vault, AGREED)
    save(vault, draft.evolve(place="the sofa"))
    for space in (SHARED, private_space(vault.sam)):
        with vault.unit(SHARED) as uow:
            uow.connection(space).execute(
                text("UPDATE said SET n = 9223372036854775807 WHERE author = :sam AND kind = :kind"),
                {"sam": vault.sam, "kind": YES.name},
            )
            uow.commit()
    for person in vault.pair:
        made = read_and_say_yes(vault, person, draft.id)
    assert made is not None
    assert held(vault).state is AgreementState.AGREED
    assert DraftField.PLACE.value in {clause.id.partition(":")[2] for clause in held(vault).clauses}
