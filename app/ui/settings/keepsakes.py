"""What somebody keeps of a shared space, in words, as an entry of their journal."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication

from app.models.catalogue import Catalogue
from app.models.clause import by_section
from app.models.journal import EntryText
from app.models.markdown_write import to_markdown
from app.models.outline import DraftKind
from app.models.person import Person
from app.models.rich_text import Block, BlockKind, RichText, Span, normalise
from app.models.texts import Texts
from app.services.parting import Keepsake
from app.ui.agreement.clause_words import ClauseWriter, section_title
from app.ui.wording import fill

_say = partial(QCoreApplication.translate, "Keepsakes")


class KeepsakeWriter:
    """Puts keepsakes into words, without the partner's name."""

    def __init__(self, me: Person, catalogue: Catalogue, texts: Texts) -> None:
        self._me, self._catalogue, self._texts = me, catalogue, texts

    def entry(self, kept: Keepsake) -> EntryText:
        """The text of an entry."""
        return EntryText(title=self._title(kept), body=self._body(kept))

    def _title(self, kept: Keepsake) -> str:
        if kept.kind is None:
            return _say("What I had said in the shared space")
        if kept.kind is DraftKind.GROUND_RULES:
            return _say("What we had agreed: ground rules")
        return fill(_say("What we had agreed: {title}"), title=kept.title)

    def _body(self, kept: Keepsake) -> str:
        blocks, section = [], None
        if kept.kind is not None:
            told = _say("This copy leaves out our own words, conditions and limits.")
            blocks.append(Block(spans=(Span(told, italic=True),)))
        catalogue = self._catalogue.with_entries(kept.own_categories, kept.own_entries)
        writer = ClauseWriter((self._me,), catalogue, self._texts)
        for clause in by_section(kept.clauses):
            if clause.section is not section:
                section = clause.section
                blocks.append(Block(BlockKind.HEADING, (Span(section_title(section)),), level=2))
            words = writer.words(clause)
            said = " · ".join(line for line in (words.title, *words.lines) if line)
            blocks.append(Block(BlockKind.BULLET, (Span(said),)))
        return to_markdown(normalise(RichText(tuple(blocks))))
