"""Makes the page of any material."""

from __future__ import annotations

from app.export.agreed import agreed_page
from app.export.blank import blank_page, signal_card
from app.export.own import own_page
from app.export.page import PrintablePage
from app.export.page_words import PageWords
from app.models.material import Material, PageKind
from app.models.texts import Texts


def page_of(material: Material, *, texts: Texts, words: PageWords) -> PrintablePage:
    """The whole page, before `redact` removes what is left out."""
    if material.kind is PageKind.BLANK_LIST:
        return blank_page(material, words=words)
    if material.kind is PageKind.SIGNALS:
        return signal_card(material, texts=texts, words=words)
    if material.kind is PageKind.OWN_WORDS:
        return own_page(material, texts=texts, words=words)
    return agreed_page(material, texts=texts, words=words)
