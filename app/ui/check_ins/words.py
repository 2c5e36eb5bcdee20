"""Words of the check-ins that are not content: occasions, moments, how a rating reads."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from app.models.check_in import Dimension, Occasion
from app.models.check_in_chart import ChartPeriod
from app.ui.local_zone import LOCAL
from app.ui.terms import day_words
from app.ui.wording import WordTable, fill

LONGEST_TITLE, LONGEST_WORD = 80, 40
"""How long a name and the words at its ends can be; what an older file may hold besides is cut when it is shown."""

occasion_word = WordTable("CheckIns", {Occasion.NONE: "", Occasion.SCENE: "Scene", Occasion.DEBRIEF: "Debrief"})
"""What a check-in stands beside, in a word; empty for nothing."""

occasion_choice = WordTable(
    "CheckIns",
    {
        Occasion.NONE: "Nothing in particular",
        Occasion.SCENE: "There was a scene",
        Occasion.DEBRIEF: "There was a debrief",
    },
)
"""The same as one chooses it."""

step_word = WordTable("CheckIns", {ChartPeriod.DAY: "Days", ChartPeriod.WEEK: "Weeks", ChartPeriod.MONTH: "Months"})
"""Days, weeks, months."""

_tr = partial(QCoreApplication.translate, "CheckIns")


def moment_words(at: datetime, today: date) -> str:
    """A day and a time of day in local time; the year only where it is another one."""
    here = at.astimezone(LOCAL)
    return f"{day_words(here.date(), today)}, {here:%H:%M}"


def tick_words(step: ChartPeriod, day: date) -> str:
    """What stands below the chart at a day."""
    shown = QDate(day.year, day.month, day.day)
    return QLocale().toString(shown, "MMM yyyy" if step is ChartPeriod.MONTH else "d MMM")


def name_of(dimension: Dimension) -> str:
    """What a dimension is called, in one line; no longer than its field takes."""
    name = " ".join(dimension.title[: LONGEST_TITLE + 1].split()) or "–"
    return name if len(name) <= LONGEST_TITLE else f"{name[: LONGEST_TITLE - 1]}…"


def ends_words(dimension: Dimension) -> str:
    """The words at both ends; empty where there are none."""
    low, high = (end.strip()[:LONGEST_WORD] for end in (dimension.low, dimension.high))
    if not low and not high:
        return ""
    return fill(_tr("0 {low} – 4 {high}"), low=low, high=high).replace("  ", " ")


def rating_words(dimension: Dimension, rating: int | None) -> str:
    """A rating as it is read aloud."""
    if rating is None:
        return fill(_tr("{title}: not rated"), title=name_of(dimension))
    end = {0: dimension.low.strip(), 4: dimension.high.strip()}.get(rating, "")[:LONGEST_WORD]
    return f"{name_of(dimension)}: {rating}, {end}" if end else f"{name_of(dimension)}: {rating}"
