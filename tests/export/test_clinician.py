"""The note for a clinician: on a page of its own, only if somebody asks for it, and the same whatever is printed."""

from __future__ import annotations

from datetime import UTC, date

import pytest

from app.assets import load
from app.export.page import PagePart, PageSection, PrintablePage
from app.export.redact import UNASKED, PageChoices, redact
from app.export.render import render_pdf
from app.export.therapist import sheet_choices, therapist_page
from app.models.check_in import CheckInTexts
from app.models.material import PageKind
from app.models.therapist import SheetMaterial, TherapistSheet
from tests.export.materials import CATALOGUE, PEOPLE, TEXTS, WORDS, material, own_material, section, texts_of, whole
from tests.support.printed import sheets_of, squeezed

TITLE = "A note for the clinician"


def note(page: PrintablePage) -> PageSection:
    return section(page, PagePart.CLINICIAN)


def sheet(*, with_note: bool) -> PrintablePage:
    made = SheetMaterial(
        me=PEOPLE[0],
        partner=PEOPLE[1],
        sheet=TherapistSheet(about="zqxabout", with_note=with_note),
        today=date(2026, 3, 14),
        catalogue=CATALOGUE,
    )
    typical = load(CheckInTexts).typical
    page = therapist_page(made, texts=TEXTS, words=WORDS, typical=typical, zone=UTC)
    return redact(page, sheet_choices(made, my_partner="my partner"))


@pytest.mark.parametrize("kind", [PageKind.SCENE, PageKind.GROUND_RULES])
def test_it_is_the_same_for_every_couple(kind: PageKind) -> None:
    one, other = whole(material(kind)), whole(material(kind, words="zqxwords", clauses=()))
    assert note(one) == note(other)
    assert not any(person.name in text for person in PEOPLE for text in texts_of(note(one)))


def test_one_persons_pages_speak_of_one() -> None:
    alone = texts_of(note(whole(own_material())))
    assert alone == texts_of(note(sheet(with_note=True)))
    assert alone != texts_of(note(whole(material())))
    assert alone[-1] == texts_of(note(whole(material())))[-1], "how to read it, and what it is not, are the same"


def test_it_is_printed_only_if_somebody_asks_for_it() -> None:
    page = whole(material())
    assert PagePart.CLINICIAN not in {each.id for each in redact(page, PageChoices()).sections}
    asked = PageChoices(sections_off=UNASKED - {PagePart.CLINICIAN})
    assert redact(page, asked).sections[-1].id is PagePart.CLINICIAN
    assert PagePart.CLINICIAN not in {each.id for each in sheet(with_note=False).sections}


def test_it_is_one_page_that_can_be_given_alone() -> None:
    for page in (
        redact(whole(material()), PageChoices(sections_off=UNASKED - {PagePart.CLINICIAN})),
        sheet(with_note=True),
    ):
        sheets = [squeezed(text) for text in sheets_of(render_pdf(page))]
        assert sheets[-1].startswith(squeezed(TITLE))
        assert sum(squeezed(TITLE) in text for text in sheets) == 1
        assert squeezed(WORDS.clinician.is_not[-1]) in sheets[-1], "all of it is on that page"
