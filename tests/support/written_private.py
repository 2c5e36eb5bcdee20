"""The private space with something in every field: journal, check-ins, patterns, the sheet for a therapist."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC

from app.assets import load
from app.export.journal_page import JournalChoices, JournalPages
from app.export.page import PrintablePage
from app.export.page_words import PageWords
from app.export.redact import PageChoices, redact
from app.export.therapist import sheet_choices, therapist_page
from app.models.answer import AnswerKey
from app.models.base import PersonId
from app.models.check_in import CheckIn, CheckInTexts, Dimension, DimensionArrangement
from app.models.conversation import FIRST, ConversationAnswer, ConversationTexts, QuestionSetId
from app.models.facts import Noticed, NoticeKind
from app.models.incident import IncidentNote, told_of
from app.models.journal import EntryTemplate, EntryText, OwnWay
from app.models.markdown_write import to_markdown
from app.models.patterns import ObservationChoice, PatternKind
from app.models.prepared import Prepared, SceneWish
from app.models.rich_text import plain
from app.models.self_check import FlagReply
from app.models.therapist import ChosenEntry, EntryPart, NameStyle, SummarySpan, TherapistSheet
from app.services import (
    check_ins,
    conversation,
    conversation_opening,
    incidents,
    journal,
    noticing,
    patterns,
    prepared,
    therapist,
)
from app.services.unadded import keep_unadded
from app.storage.spaces import SHARED
from tests.support.couples import today
from tests.support.vaults import TestVault

Say = Callable[[str], str]

PRIVATE_NOT_TYPED = frozenset(
    {
        "Afterwards.ticked",
        "DimensionArrangement.hidden",
        "DimensionArrangement.order",
        "CheckIn.id",
        "Dimension.about",  # only those that come with the program have one
        "Dimension.id",
        "IncidentNote.id",
        "Noticed.id",
        "ObservationChoice.id",
        "OwnSession.id",
        "OwnWay.id",
        "PackChoice.off",
        "PackChoice.on",
        "ReadIncidents.commitments",
        "RushedTalks.said",
        "CheckIn.ratings",
        "SelfCheckAnswers.id",
        "SelfCheckAnswers.replies",
        "TherapistSheet.answers",
        "TherapistSheet.incidents",
        "TherapistSheet.terms",
        "TherapistSheet.told",
        "TherapistSheet.without",
        "EntryTemplate.id",
    }
)
"""Ids, and what comes with the program."""

PRIVATE_NEVER_PRINTED = frozenset(
    {
        "CheckIn.note",
        "OwnWay.need",
        "OwnWay.text",
        "UnaddedWords.alone",
        "UnaddedWords.together",
        "TherapistSheet.me_as",  # only instead of the name, parts of which would be replaced in all the other words
        "EntryTemplate.name",
    }
)


def body_of(words: str) -> str:
    """The words as the editor keeps them."""
    return to_markdown(plain(words))


def write_private(vault: TestVault, key: AnswerKey, say: Say) -> None:
    """Everything of the first person, through the services; `key` is an answer of theirs."""
    person, now = vault.alex, vault.clock()
    words = {name: say(f"EntryText.{name}") for name in ("title", "for_us", "for_me", "for_safety")}
    labels = {name: (say(f"EntryText.{name}"),) for name in ("feelings", "fears", "values", "needs", "ways", "tags")}
    text = EntryText.model_validate({**words, **labels, "body": body_of(say("EntryText.body"))})
    template = EntryTemplate(id="t1", name=say("EntryTemplate.name"), text=text)
    way = OwnWay(id="w1", need=say("OwnWay.need"), text=say("OwnWay.text"))
    with vault.unit(person) as uow:
        entry = journal.new_entry(uow, person=person, text=text, now=now, new_id=vault.ids).entry
    with vault.unit(person) as uow:
        about = EntryText(title="-", body="Sam")
        other = journal.new_entry(uow, person=person, text=about, now=now, new_id=vault.ids).entry
    with vault.unit(person) as uow:
        journal.save_template(uow, person=person, template=template)
    with vault.unit(person) as uow:
        journal.save_way(uow, person=person, way=way)
    note = _incident(vault, person, say)
    asked = _conversation(vault, say)
    _check_ins(vault, person, say)
    _patterns(vault, person, key)
    every = frozenset(EntryPart)
    sheet = TherapistSheet(
        about=say("TherapistSheet.about"),
        questions=(say("TherapistSheet.questions"),),
        me_as=say("TherapistSheet.me_as"),
        partner=NameStyle.OTHER,
        partner_as=say("TherapistSheet.partner_as"),
        entries=tuple(ChosenEntry(entry_id=each.id, parts=every) for each in (entry, other)),
        told=frozenset({asked}),
        span=SummarySpan.MONTH,
        without=frozenset({"mood"}),
        incidents=frozenset({note.id}),
        with_prepared=True,
    )
    with vault.unit(person) as uow:
        therapist.save_sheet(uow, person=person, sheet=sheet)
    with vault.unit(person) as uow:
        prepared.save_prepared(uow, person=person, prepared=_prepared(say))
    for people, field in (((person,), "alone"), (vault.pair, "together")):
        with vault.unit(SHARED) as uow:
            keep_unadded(uow, people=people, words={"f": say(f"UnaddedWords.{field}")})


def _prepared(say: Say) -> Prepared:
    wish = SceneWish(**{name: say(f"SceneWish.{name}") for name in SceneWish.model_fields})
    return Prepared(
        stop_word=say("Prepared.stop_word"),
        stop_sign=say("Prepared.stop_sign"),
        slow_word=say("Prepared.slow_word"),
        avoid=(say("Prepared.avoid"),),
        care_words=say("Prepared.care_words"),
        wish=wish,
    )


def _incident(vault: TestVault, person: PersonId, say: Say) -> IncidentNote:
    with vault.unit(person) as uow:
        written = IncidentNote(id="i1", day=today(vault), words=say("IncidentNote.words"))
        incidents.save_note(uow, person=person, note=written)
    with vault.unit(SHARED) as uow:
        (kept,) = uow.private(person).incidents.all()
        incidents.tell_partner(uow, person=person, note_id=kept.id, seen=told_of(kept))
    return kept


def _conversation(vault: TestVault, say: Say) -> str:
    """An answer, an own question and an answer to that, opened and ready again; gives the question's id."""
    alex, asked = vault.alex, load(ConversationTexts).sets[QuestionSetId.FIRST].questions
    given = ConversationAnswer(
        subject=FIRST,
        question="safe",
        words=say("ConversationAnswer.words"),
        is_shared=True,
        at=vault.clock(),
    )
    with vault.unit(alex) as uow:
        conversation.save_answer(uow, person=alex, answer=given)
    with vault.unit(SHARED) as uow:
        text = say("OwnQuestion.text")
        made = conversation.add_question(uow, person=alex, subject=FIRST, text=text, is_shared=True, new_id=vault.ids)
    with vault.unit(alex) as uow:
        conversation.save_answer(uow, person=alex, answer=given.evolve(question=made.ids[1]))
    for person in (alex, vault.sam, alex):
        with vault.unit(person) as uow:
            conversation.mark_ready(uow, person=person, subject=FIRST, asked=asked)
        if person == vault.sam:
            with vault.unit(SHARED) as uow:
                begun = conversation_opening.begin_conversation(
                    uow, people=vault.pair, subject=FIRST, asked=asked, base=vault.catalogue
                )
            with vault.unit(SHARED) as uow:
                conversation_opening.accept_conversation(uow, people=vault.pair, subject=FIRST, opened=begun.opened)
    return made.ids[1]


def _check_ins(vault: TestVault, person: PersonId, say: Say) -> None:
    names = ("own.1", "own.2")
    for name in names:
        own = Dimension(
            id=name,
            title=say("Dimension.title"),
            low=say("Dimension.low"),
            high=say("Dimension.high"),
            own=True,
        )
        with vault.unit(person) as uow:
            check_ins.save_dimension(uow, person=person, dimension=own)
    with vault.unit(person) as uow:
        check_ins.arrange(
            uow, person=person, arrangement=DimensionArrangement(order=("own.2",), hidden=frozenset({"mood"}))
        )
    rated = dict(zip(names, (0, 4), strict=True))
    made = CheckIn(id="c1", at=vault.clock(), ratings=rated, note=say("CheckIn.note"))
    with vault.unit(person) as uow:
        check_ins.save_check_in(uow, person=person, check_in=made)


def _patterns(vault: TestVault, person: PersonId, key: AnswerKey) -> None:
    now = vault.clock()
    with vault.unit(person) as uow:
        patterns.keep_check(uow, person=person, replies={"flag": FlagReply.SOMETIMES}, now=now, new_id=vault.ids)
    with vault.unit(person) as uow:
        noticing.be_here(uow, person=person, session_id="s1", now=now, together=True)
    with vault.unit(person) as uow:
        choice = ObservationChoice(id="o1", at=now, kind=next(iter(PatternKind)), key=key)
        patterns.set_aside(uow, person=person, choice=choice)
    fact = Noticed(id="n1", at=now, kind=NoticeKind.PROPOSED, key=key)
    with vault.unit(person) as uow:
        uow.private(person).noticed.save(fact)
        uow.commit()


def private_pages(vault: TestVault) -> Iterator[PrintablePage]:
    """The sheet for a therapist and the pages of the journal, as they are printed."""
    words, texts = load(PageWords), load(CheckInTexts)
    with vault.unit() as uow:
        view = therapist.sheet_view(
            uow,
            person=vault.alex,
            people=vault.people,
            base=vault.catalogue,
            built_in=texts.dimensions,
            today=today(vault),
            zone=UTC,
            asked=load(ConversationTexts).sets[QuestionSetId.FIRST].questions,
        )
        entries = [each for each in uow.private(vault.alex).journal.all() if each.binned_at is None]
    sheet = therapist_page(view.material, texts=vault.texts, words=words, typical=texts.typical, zone=UTC)
    yield redact(sheet, sheet_choices(view.material, my_partner="my partner"))
    pages = JournalPages(words, JournalChoices(), UTC)
    sections = [pages.section(entry) for entry in entries]
    yield redact(pages.page(sections, entries[0].at, entries[-1].at, (1, 1)), PageChoices())
