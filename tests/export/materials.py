"""Materials and whole pages for tests of the export, without a vault."""

from __future__ import annotations

from typing import Any

from app.assets import load
from app.export.material_page import page_of
from app.export.page import PageBlock, PagePart, PageSection, Piece, PieceGroup, PrintablePage
from app.export.page_words import PageWords
from app.models.agreement import AgreementState
from app.models.catalogue import Catalogue
from app.models.layout import DraftSources, lay_out
from app.models.limits import Outcome
from app.models.material import Material, PageKind
from app.models.outline import DraftKind
from app.models.texts import Texts
from tests.support import factories as make

CATALOGUE, TEXTS, WORDS = load(Catalogue), load(Texts), load(PageWords)
PEOPLE = (make.person(make.ALEX), make.person(make.SAM))
LIMITS = (
    make.shared_item(Outcome.OFF, activity_id="sensation.tickling", active=make.ALEX),
    make.shared_item(Outcome.NOT_NOW, activity_id="sensation.tickling", active=make.SAM),
)
SOURCES = DraftSources(
    items=LIMITS,
    terms=(make.shared_term(make.ALEX), make.shared_term(make.SAM, words="names of pets")),
    signals=make.signals(),
    aftercare=(make.plan(make.ALEX), make.plan(make.SAM, words="A quiet morning")),
)


def material(kind: PageKind = PageKind.SCENE, *, words: str = "own words", **changes: Any) -> Material:
    """The material of a scene or of ground rules with something in every section."""
    drafts = {PageKind.SCENE: DraftKind.SCENE, PageKind.GROUND_RULES: DraftKind.GROUND_RULES}
    draft = make.full_draft(kind=drafts[kind], words=words)
    document = lay_out(draft, SOURCES, CATALOGUE)
    return Material(
        **{
            "kind": kind,
            "people": PEOPLE,
            "catalogue": CATALOGUE,
            "title": draft.title,
            "number": 3,
            "state": AgreementState.AGREED,
            "scope": draft.scope,
            "agreed_on": make.TODAY,
            "review_on": draft.review_on,
            "clauses": document.clauses,
            "talk": (make.shared_item(Outcome.TALK, activity_id=make.MASSAGE, active=make.ALEX),),
            "limits": LIMITS,
            **changes,
        }
    )


def own_material(**changes: Any) -> Material:
    """The material of one person's own words."""
    return Material(**{"kind": PageKind.OWN_WORDS, "people": PEOPLE[:1], "catalogue": CATALOGUE, **changes})


def whole(made: Material) -> PrintablePage:
    """The page of a material, with everything on it."""
    return page_of(made, texts=TEXTS, words=WORDS)


def section(page: PrintablePage, part: PagePart) -> PageSection:
    """The section of a part."""
    return next(found for found in page.sections if found.id is part)


def parts(page: PrintablePage) -> list[PagePart]:
    """The parts of a page, in order, without the note for a clinician, which is the same whatever is on it."""
    return [found.id for found in page.sections if found.id is not PagePart.CLINICIAN]


def pieces_of(thing: Any) -> list[Piece]:
    """Every piece within a page, a section or a block."""
    if isinstance(thing, Piece):
        return [thing]
    if isinstance(thing, tuple):
        return [piece for each in thing for piece in pieces_of(each)]
    fields = getattr(type(thing), "model_fields", {})
    return [piece for name in fields for piece in pieces_of(getattr(thing, name))]


def texts_of(thing: PrintablePage | PageSection | PageBlock | PieceGroup) -> list[str]:
    """The texts of every piece within it."""
    return [piece.text for piece in pieces_of(thing)]
