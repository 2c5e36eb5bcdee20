"""Whose numbers are shown: the countries to choose from, and the one that this computer seems to be in."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from app.assets import load_countries

_KNOWN_AS = {"GB": "UK"}


def places(language: str) -> tuple[tuple[str, str], ...]:
    """The countries whose numbers come with the program, and parts of them: id and title."""
    return tuple((country.id, country.title) for country in load_countries(language))


def place_here(chosen: str, language: str) -> str:
    """The country that was chosen; else that of the system, if its numbers are known."""
    known = [place for place, _title in places(language)]
    here = QLocale.system().name().partition("_")[2]
    return next((each for each in (chosen, _KNOWN_AS.get(here, here)) if each in known), "")
