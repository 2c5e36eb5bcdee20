"""Names of months and weekdays, and of time zones, as dates in journals have them."""

from __future__ import annotations

import re
from datetime import timedelta, timezone, tzinfo
from string import ascii_letters, digits
from zoneinfo import ZoneInfo

import tzdata  # noqa: F401 - Windows has no time zones of its own: zoneinfo reads them from this package

_MONTHS = (
    "january jan januar jänner janvier janv enero ene gennaio gen januari janeiro styczeń stycznia sty",
    "february feb februar feber février févr fév febrero febbraio febbr februari fevereiro fev luty lutego lut",
    "march mar märz mär mrz mars marzo maart mrt março marzec marca",
    "april apr avril avr abril abr aprile kwiecień kwietnia kwi",
    "may mai mayo maggio mag mei maio maj maja",
    "june jun juni juin junio giugno giu junho czerwiec czerwca cze",
    "july jul juli juillet juil julio luglio lug julho lipiec lipca",
    "august aug août agosto ago augustus sierpień sierpnia sie",
    "september sep sept septembre septiembre settembre set setembro wrzesień września wrz",
    "october oct oktober okt octobre octubre ottobre ott outubro out październik października paź",
    "november nov novembre noviembre novembro",
    "december dec dezember dez décembre déc diciembre dic dicembre december desember dezembro grudzień grudnia gru",
)
"""A name that is another month in another language is not here: listopad is November in Polish, October in Croatian."""
_MONTH = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}

_WEEKDAYS = (
    "monday mon tuesday tues tue wednesday wednes wed thursday thurs thur thu friday fri saturday satur sat sunday sun",
    "montag mo dienstag di mittwoch mi donnerstag do freitag fr samstag sa sonnabend sonntag so",
    "lundi lun mardi mar mercredi mer jeudi jeu vendredi ven samedi sam dimanche dim",
    "lunes martes mié miércoles mie jueves jue viernes vie sábado sáb domingo dom",
    "lunedì martedì mercoledì gio giovedì venerdì sabato sab domenica",
    "maandag ma dinsdag woensdag wo donderdag vrijdag vr zaterdag za zondag zo",
    "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira",
    "poniedziałek pon wtorek wt środa śr czwartek czw piątek pt sobota sob niedziela niedz",
)
WEEKDAYS = tuple(word for words in _WEEKDAYS for word in words.split())

_ABBREVIATIONS = {
    "utc": 0, "gmt": 0, "z": 0, "wet": 0, "west": 1, "cet": 1, "cest": 2, "mez": 1, "mesz": 2, "eet": 2, "eest": 3,
    "est": -5, "edt": -4, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "jst": 9, "aest": 10, "aedt": 11,
}  # fmt: skip
"""Hours ahead of UTC. Names that more than one part of the world has (IST, CST, BST) are not here."""
_AHEAD = re.compile(r"(?:GMT|UTC)([+-]\d{1,2})")
_FURTHEST = 14
_ZONE_SIGNS = frozenset(ascii_letters + digits + "/_+-")
_LONGEST_ZONE = 60


def month_of(word: str) -> int | None:
    """The number of a month by its name, or None."""
    return _MONTH.get(word.casefold().rstrip("."))


def zone_of(name: str) -> tzinfo | None:
    """A time zone by its name, as in Europe/Berlin or CET, or None. No name makes it slow."""
    hours = _ABBREVIATIONS.get(name.casefold())
    if hours is not None:
        return timezone(timedelta(hours=hours))
    ahead = _AHEAD.fullmatch(name)
    if ahead is not None and abs(int(ahead[1])) <= _FURTHEST:
        return timezone(timedelta(hours=int(ahead[1])))
    if not 0 < len(name) <= _LONGEST_ZONE or not _ZONE_SIGNS.issuperset(name):
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None
