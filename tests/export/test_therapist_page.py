"""The sheet for a therapist as a PDF, read back: what was chosen, what was left out, what may never be in it."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader
from pypdf.errors import PdfReadError
from pypdf.generic import StreamObject

from app.assets import load
from app.export.page_words import PageWords
from app.export.redact import redact
from app.export.render import Rendered, render_pdf
from app.export.therapist import sheet_choices, therapist_page
from app.models.answer import Stance
from app.models.catalogue import Catalogue, Direction
from app.models.check_in import BuiltInDimension, CheckIn, CheckInTexts, Dimension
from app.models.incident import IncidentNote
from app.models.journal import EntryText
from app.models.prepared import Prepared, SceneWish
from app.models.texts import Texts
from app.models.therapist import BroughtAnswer, BroughtEntry, NameStyle, SheetMaterial, SummarySpan, TherapistSheet
from tests.support import factories as make
from tests.support.printed import keeps_standard
from tests.support.texts import AWKWARD

NOW = datetime(2026, 3, 14, 19, 30, tzinfo=UTC)


def material(sheet: TherapistSheet, **more: object) -> SheetMaterial:
    """A sheet of Alex, whose partner is Sam."""
    values: dict[str, object] = {
        "me": make.person(make.ALEX, name="Alexandrine"),
        "partner": make.person(make.SAM, name="Samwell"),
        "sheet": sheet,
        "today": date(2026, 3, 14),
        "catalogue": load(Catalogue),
        "dimensions": load(CheckInTexts).dimensions,
    }
    return SheetMaterial.model_validate({**values, **more})


def rendered(made: SheetMaterial) -> Rendered:
    typical = load(CheckInTexts).typical
    whole = therapist_page(made, texts=load(Texts), words=load(PageWords), typical=typical, zone=UTC)
    return render_pdf(redact(whole, sheet_choices(made, my_partner="my partner")))


def read(made: SheetMaterial) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(rendered(made).data)).pages)


def everything_in(pdf: bytes) -> bytes:
    """Every object of a file with its streams unpacked, and what its pages say: in the streams letters are numbers."""
    reader = PdfReader(BytesIO(pdf))
    found = [page.extract_text().encode() for page in reader.pages]
    for number in range(1, len(reader.xref_objStm) + sum(map(len, reader.xref.values())) + 1):
        with suppress(PdfReadError):
            thing = reader.get_object(number)
            found.append(repr(thing).encode())
            if isinstance(thing, StreamObject):
                found.append(thing.get_data())
    return b"\n".join(found)


def entry(**said: object) -> BroughtEntry:
    return BroughtEntry(at=NOW, text=EntryText.model_validate(said))


def check_ins() -> tuple[CheckIn, ...]:
    return tuple(
        CheckIn(
            id=f"c{n}",
            at=NOW - timedelta(days=n),
            ratings={"mood": n, "sleep": 1},
            note="zqxnote",
        )
        for n in range(4)
    )


def test_whatever_one_said_to_an_activity_can_be_brought() -> None:
    said = tuple(make.answer(make.MASSAGE, stance, Direction.ACTIVE, conditions="slowly") for stance in Stance)
    words = load(PageWords).stances
    printed = " ".join(read(material(TherapistSheet(), answers=said)).split()).casefold()
    assert [stance for stance in Stance if words[stance].casefold() not in printed] == []


def test_words_and_questions_in_their_order() -> None:
    text = read(material(TherapistSheet(about="To begin with", questions=("First?", "", "Second?"))))
    assert text.index("To begin with") < text.index("First?") < text.index("Second?")


def test_the_partner_is_not_named_unless_that_is_wanted() -> None:
    sheet = TherapistSheet(about="Samwell said so")
    assert b"Samwell" not in everything_in(rendered(material(sheet)).data)
    assert "my partner said so" in read(material(sheet))
    assert "S. said so" in read(material(sheet.evolve(partner=NameStyle.INITIAL)))
    assert "Samwell said so" in read(material(sheet.evolve(partner=NameStyle.NAME)))


def test_one_can_be_called_something_else() -> None:
    text = read(material(TherapistSheet(me=NameStyle.OTHER, me_as="Wren", about="Alexandrine here")))
    assert "Alexandrine" not in text
    assert "Wren here" in text


def test_an_entry_is_printed_as_its_editor_shows_it() -> None:
    body = "## What helped\n\n- tea\n- **not** moving\n\n> said once"
    text = read(material(TherapistSheet(), entries=(entry(title="After", body=body),)))
    assert "What helped" in text
    assert "not moving" in text
    assert not any(sign in text for sign in ("#", "**", "- tea", "> said"))


@pytest.mark.parametrize(
    "body", ["with **Samwell** there", "with Sam**well** there", "- first\n  - Samwell", "> Samwell", "# *Sam*well"]
)
def test_a_name_in_an_entry_is_replaced_however_it_is_written(body: str) -> None:
    made = material(TherapistSheet(), entries=(entry(body=body),))
    text = read(made)
    assert "my partner" in text
    assert "well" not in text.replace("well-being", "")


def test_what_is_left_out_is_in_no_part_of_the_file() -> None:
    sheet = TherapistSheet(
        about="Samwell and Alexandrine", me=NameStyle.OTHER, me_as="Wren", with_dates=False, with_health=False
    )
    answers = (make.answer("setting.medication", Stance.HARD_LIMIT, note="zqxnote"),)
    brought = entry(
        title="Samwell", body="[Samwell](https://samwell.example) ![Samwell](a.png) `Samwell`", tags=("zqxtag",)
    )
    made = material(sheet.evolve(span=SummarySpan.MONTH), answers=answers, entries=(brought,), check_ins=check_ins())
    everything = everything_in(rendered(made).data)
    assert b"Wren" in everything
    assert b"/Title" in everything
    assert b"Mood" in everything
    for gone in (b"amwell", b"lexandrine", b"zqx", b"2026", b"edication", b"CreationDate", b"/URI"):
        assert gone not in everything, gone


def test_dates_can_be_left_out() -> None:
    entries = (entry(title="Title", body="Body"),)
    assert "14 March 2026" in read(material(TherapistSheet(), entries=entries))
    assert "2026" not in read(material(TherapistSheet(with_dates=False), entries=entries))


def test_health_can_be_left_out() -> None:
    answers = (make.answer("setting.medication", Stance.HARD_LIMIT), make.answer(make.HUGS, Stance.HARD_LIMIT))
    catalogue = load(Catalogue)
    title, hugs = (found.title for key in ("setting.medication", make.HUGS) if (found := catalogue.find(key)))
    assert title in read(material(TherapistSheet(), answers=answers))
    without = read(material(TherapistSheet(with_health=False), answers=answers))
    assert title not in without
    assert hugs in without


def test_health_can_be_left_out_of_check_ins_too() -> None:
    rated = CheckIn(id="c", at=NOW, ratings=dict.fromkeys(BuiltInDimension, 2))
    sheet = TherapistSheet(span=SummarySpan.MONTH)
    whole, without = (read(material(sheet.evolve(with_health=health), check_ins=(rated,))) for health in (True, False))
    for title in ("Body", "Sleep", "Sobriety"):
        assert title in whole
        assert title not in without
    assert "Mood" in without
    others = frozenset(BuiltInDimension) - {BuiltInDimension.BODY}
    assert "check-ins" not in read(material(sheet.evolve(with_health=False, without=others), check_ins=(rated,)))


def test_check_ins_are_summed_up_and_their_notes_stay_out() -> None:
    sheet = TherapistSheet(span=SummarySpan.FORTNIGHT, without=frozenset({"sleep"}))
    text = " ".join(read(material(sheet, check_ins=check_ins())).split())
    assert "From 4 check-ins over the last 14 days" in text
    assert "from 0 to 3, rated 4 times" in text
    assert "Mood" in text
    assert "Sleep" not in text
    assert "zqxnote" not in text


def test_a_private_note_is_never_printed() -> None:
    answers = (make.answer(make.HUGS, Stance.CURIOUS, note="zqxnote"),)
    assert "zqxnote" not in read(material(TherapistSheet(), answers=answers))


@pytest.mark.parametrize("awkward", AWKWARD)
def test_awkward_words_are_only_ever_shown(awkward: str) -> None:
    made = rendered(
        material(TherapistSheet(about=awkward, questions=(awkward,)), entries=(entry(title=awkward, body=awkward),))
    )
    assert PdfReader(BytesIO(made.data)).pages


def test_an_entry_is_printed_as_it_was_written() -> None:
    made = material(TherapistSheet(), entries=(entry(body="### First\n\nsome **bold** words\n\n- one\n- two"),))
    assert keeps_standard(rendered(made))
    text = read(made)
    assert "some bold words" in text
    assert not set("#*-") & set(text.split("First", 1)[1].split("two")[0])


@pytest.mark.parametrize(
    "body",
    [
        "I told Samwell.",
        "**Samwell** said so",
        "# Samwell",
        "> Samwell\n> again",
        "- one\n  - *with* Samwell",
        "1. samwell",
        "**Sam***well* came",
        "with [Samwell](https://example.org/of/Samwell/x)",
        "S*amwel*l’s idea, **SAMWELL**!",
    ],
)
def test_the_partner_is_not_named_in_an_entry(body: str) -> None:
    text = read(material(TherapistSheet(), entries=(entry(body=body),)))
    assert "samwell" not in text.casefold()
    assert "my partner" in text
    assert "my partner" not in read(material(TherapistSheet(partner=NameStyle.NAME), entries=(entry(body=body),)))


def test_the_partner_is_not_named_in_what_a_dimension_is_called() -> None:
    own = Dimension(id="own.1", title="Nearness to Samwell", own=True)
    rated = CheckIn(id="c", at=NOW, ratings={own.id: 2})
    text = read(material(TherapistSheet(span=SummarySpan.MONTH), check_ins=(rated,), dimensions=(own,)))
    assert "Nearness to my partner" in " ".join(text.split())
    assert "Samwell" not in text


def test_notes_about_what_went_wrong_are_printed_by_day_and_name_nobody() -> None:
    notes = tuple(
        IncidentNote(id=f"n{day}", day=date(2026, 3, day), words=f"Samwell waited.\n\nSo did I, on the {day}th.")
        for day in (6, 7)
    )
    text = read(material(TherapistSheet(), incidents=notes))
    assert text.index("When something went wrong") < text.index("6 March 2026") < text.index("7 March 2026")
    assert "my partner waited." in text
    assert "So did I, on the 6th." in text
    assert "6 March 2026" not in read(material(TherapistSheet(with_dates=False), incidents=notes))


def test_answers_of_the_first_conversation_stand_under_their_questions_and_health_can_be_left_out() -> None:
    told = (
        BroughtAnswer(question_id="safe", question="What is safe?", words="A locked door, Samwell"),
        BroughtAnswer(question_id="body", question="And your body?", words="My knee", health=True),
    )
    text = read(material(TherapistSheet(), told=told))
    assert "From my first conversation" in text
    for words in ("What is safe?", "A locked door, my partner", "And your body?", "My knee"):
        assert words in text
    assert "My knee" not in read(material(TherapistSheet(with_health=False), told=told))


def test_what_was_prepared_is_printed_under_its_own_headings() -> None:
    wish = SceneWish(title="zqxtitle", why="zqxwhy", what="with Samwell", out="zqxout")
    prepared = Prepared(stop_word="zqxred", slow_word="zqxslow", care_words="zqxquiet", wish=wish)
    text = read(material(TherapistSheet(), prepared=prepared))
    for words in ("zqxred", "zqxslow", "zqxquiet", "zqxtitle", "zqxwhy", "with my partner", "zqxout"):
        assert words in text
    for heading in ("How I want to be able to stop", "What helps me afterwards", "A scene I wish for"):
        assert heading in text
        assert heading not in read(material(TherapistSheet()))
    assert "Without speech" not in text, "nothing was written for it"
    assert "Nothing in particular." in read(material(TherapistSheet(), prepared=Prepared(nothing=True)))
