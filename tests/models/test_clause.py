"""A draft laid out as clauses: which there are, what their digests cover, and taking them out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.aftercare import AftercarePlan
from app.models.base import ActivityId, ItemId
from app.models.catalogue import CatalogueEntry, CatalogueKind
from app.models.clause import Clause, ClauseKind, field_clause_id
from app.models.layout import DraftSources, lay_out, take_out
from app.models.limits import Outcome, Talk, TalkResult
from app.models.outline import Draft, DraftField, DraftKind, DraftSection, PersonNeeds, PersonRole, Role
from tests.models.strategies import ALEX, CATALOGUE, SAM
from tests.support import factories as make

SOURCES = DraftSources(
    items=(make.shared_item(Outcome.OFF), make.shared_item(activity_id=make.MASSAGE, active=ALEX)),
    terms=(make.shared_term(), make.shared_term(SAM, words=" ")),
    signals=make.signals(),
    aftercare=(make.plan(ALEX), AftercarePlan(person=SAM)),
)
RULE = CatalogueEntry(id=ActivityId("language.rule"), category="language", title="Ask", kind=CatalogueKind.HOUSE_RULE)
WITH_RULE = CATALOGUE.evolve(entries=(*CATALOGUE.entries, RULE))


def clauses_of(draft: Draft) -> tuple[Clause, ...]:
    return lay_out(draft, SOURCES, WITH_RULE).clauses


def test_clauses_are_in_the_order_of_their_sections() -> None:
    order = list(DraftSection)
    for draft in (make.full_draft(), make.full_draft(kind=DraftKind.GROUND_RULES)):
        found = [order.index(clause.section) for clause in clauses_of(draft)]
        assert found == sorted(found)


def test_everything_a_person_wrote_is_a_clause() -> None:
    found = {clause.section for clause in clauses_of(make.full_draft())}
    assert found == set(DraftSection) - {DraftSection.LIMITS, DraftSection.TERMS}


def test_ground_rules_have_the_limits_terms_and_house_rules_as_well() -> None:
    of_scene = {clause.id for clause in clauses_of(make.full_draft())}
    of_rules = {clause.id for clause in clauses_of(make.full_draft(kind=DraftKind.GROUND_RULES))}
    limit = f"limit:{SOURCES.items[0].pairing.key}"
    assert of_rules - of_scene == {limit, f"term:{make.WORDS_TO_AVOID}:{ALEX}", "rule:language.rule"}


def test_what_is_empty_is_no_clause() -> None:
    bare = Draft(
        id=ItemId("d"),
        kind=DraftKind.SCENE,
        place=" ",
        needs=(PersonNeeds(person=ALEX),),
        roles=(PersonRole(person=ALEX, role=Role.NONE),),
        exclusions=(make.line("  "),),
    )
    assert lay_out(bare, DraftSources(), CATALOGUE).clauses == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"needs": (PersonNeeds(person=ALEX, needs=("rest",)),)},
        {"needs": (PersonNeeds(person=ALEX, text="rest"),)},
        {"roles": (PersonRole(person=ALEX, role=Role.LEADING),)},
        {"roles": (PersonRole(person=ALEX, text="a guest"),)},
    ],
)
def test_a_choice_or_words_alone_make_a_clause(changes: dict[str, Any]) -> None:
    draft = Draft(id=ItemId("d"), kind=DraftKind.SCENE, **changes)
    assert len(lay_out(draft, DraftSources(), CATALOGUE).clauses) == 1


def test_aftercare_is_a_clause_once_it_is_answered() -> None:
    found = [clause.holder for clause in clauses_of(make.draft()) if clause.aftercare is not None]
    assert found == [ALEX]


@pytest.mark.parametrize("field", DraftField)
def test_each_field_is_one_clause(field: DraftField) -> None:
    value: Any = 45 if field.value.endswith("minutes") else "by the lake"
    (clause,) = lay_out(
        Draft(id=ItemId("d"), kind=DraftKind.SCENE, **{field: value}), DraftSources(), CATALOGUE
    ).clauses
    assert clause.id == field_clause_id(field)
    assert clause.field is field
    assert value in (clause.text, clause.minutes)


def test_a_copy_of_the_shared_space_cannot_be_taken_out() -> None:
    for clause in clauses_of(make.full_draft(kind=DraftKind.GROUND_RULES)):
        copied = clause.id.split(":")[0] in ("signal", "aftercare", "limit", "term", "rule")
        assert clause.fixed == copied
        assert not (clause.fixed and any(clause.may_be_taken_out_by(person) for person in (ALEX, SAM)))


def test_a_person_takes_out_their_own_words_about_themselves_alone() -> None:
    holders = {c.id: c.holder for c in clauses_of(make.full_draft()) if c.holder is not None and not c.fixed}
    assert holders == {f"needs:{ALEX}": ALEX, f"health:{ALEX}": ALEX, f"role:{SAM}": SAM, f"contacts:{SAM}": SAM}
    for clause in clauses_of(make.full_draft()):
        if clause.holder is not None:
            assert not clause.may_be_taken_out_by(SAM if clause.holder == ALEX else ALEX)


def test_only_what_protects_is_left_when_permissions_end() -> None:
    kinds = {clause.section: clause.kind for clause in clauses_of(make.full_draft())}
    assert kinds[DraftSection.ITEMS] is kinds[DraftSection.ROLES] is ClauseKind.PERMISSION
    protections = {section for section, kind in kinds.items() if kind is ClauseKind.PROTECTION}
    assert protections >= {
        DraftSection.SIGNALS,
        DraftSection.EXCLUSIONS,
        DraftSection.AFTERCARE,
        DraftSection.HEALTH,
        DraftSection.CONTACTS,
    }


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Sunday"},
        {"review_on": date(2027, 1, 1)},
        {"place": "by the lake"},
        {"exclusions": (make.line("no calls"),)},
        {"exclusions": (make.line(by=SAM),)},
    ],
)
def test_every_change_makes_a_different_version(changes: dict[str, Any]) -> None:
    draft = make.full_draft(words="own words")
    version = lay_out(draft, SOURCES, CATALOGUE).version
    assert lay_out(draft.evolve(), SOURCES, CATALOGUE).version == version
    assert lay_out(draft.evolve(**changes), SOURCES, CATALOGUE).version != version


def test_practising_a_signal_asks_for_no_new_yes() -> None:
    practised = tuple(signal.evolve(practised_on=date(2026, 3, 1)) for signal in SOURCES.signals)
    draft = make.draft()
    assert lay_out(draft, SOURCES.evolve(signals=practised), CATALOGUE) == lay_out(draft, SOURCES, CATALOGUE)


@given(st.sets(st.sampled_from([clause.id for clause in clauses_of(make.full_draft())])))
def test_taking_out_removes_exactly_those_clauses(ids: set[str]) -> None:
    draft = make.full_draft()
    chosen = [clause for clause in clauses_of(draft) if clause.id in ids]
    left = {clause.id for clause in clauses_of(take_out(draft, chosen))}
    fixed = {clause.id for clause in chosen if clause.fixed}
    assert left == {clause.id for clause in clauses_of(draft)} - (ids - fixed)


def test_a_clause_is_found_by_its_id() -> None:
    document = lay_out(make.draft(), SOURCES, CATALOGUE)
    cap = document.clause(field_clause_id(DraftField.CAP_MINUTES))
    assert cap is not None
    assert cap.minutes == 60
    assert document.clause("nowhere") is None


def test_what_a_talk_settled_is_part_of_its_activity_and_covered_by_commitments_of_both() -> None:
    shared = SOURCES.items[1]
    item, slot = make.outline_item(pairing=shared.pairing), f"talked/{shared.pairing.key}"

    def clause_after(talk: Talk) -> Clause:
        noted = {(d.person, slot): f"{d.person} noted {talk.notes}" for d in shared.disclosures}
        talked = SOURCES.evolve(items=(shared.evolve(talk=talk),), commitments=noted)
        (clause,) = (c for c in lay_out(make.draft(items=(item,)), talked, CATALOGUE).clauses if c.item is not None)
        return clause

    one = clause_after(Talk(result=TalkResult.AGREED, notes="Only the shoulders"))
    assert (one.text, one.sealed.text) == ("Only the shoulders", "")
    assert {own.holder for own in one.own} == {d.person for d in shared.disclosures}
    assert one.digest != clause_after(Talk(result=TalkResult.AGREED, notes="The back")).digest
    plain = clause_after(Talk(result=TalkResult.AGREED))
    assert (plain.text, plain.own) == ("", ())
    assert clause_after(Talk(result=TalkResult.OPEN, notes="Only the shoulders")) == plain == clause_after(Talk())


def test_a_clause_that_was_said_before_keeps_its_digest() -> None:
    item = make.outline_item(pairing=SOURCES.items[1].pairing)
    (clause,) = (c for c in lay_out(make.draft(items=(item,)), SOURCES, CATALOGUE).clauses if c.item is not None)
    assert clause.digest == "f8de3ac397e4b9ee0c15047b0b948f16e85d998ddc1c6d5319b03b35b8bfb41b"


def test_a_rule_by_choice_is_in_the_text_only_while_it_is_agreed() -> None:
    rule = RULE.evolve(id=ActivityId("language.choice"), by_choice=True)
    catalogue, rules = (
        CATALOGUE.evolve(entries=(*CATALOGUE.entries, rule)),
        make.full_draft(kind=DraftKind.GROUND_RULES),
    )

    def rules_in(chosen: frozenset[str]) -> set[str]:
        found = lay_out(rules, SOURCES.evolve(chosen=chosen), catalogue).clauses
        return {clause.id for clause in found if clause.entry_id and clause.section is DraftSection.RULES}

    assert rules_in(frozenset({"rule:language.choice"})) - rules_in(frozenset()) == {"rule:language.choice"}
