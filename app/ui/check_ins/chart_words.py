"""What the chart shows, in words: the days in sight, what was typical in them, what is marked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial

from PySide6.QtCore import QCoreApplication

from app.models.check_in import CheckIn, CheckInTexts, Occasion
from app.models.check_in_chart import ChartData
from app.models.check_in_range import RangeCounts, TimeRange
from app.models.check_in_summary import DimensionSummary, typical_words
from app.ui.check_ins.words import name_of, rating_words
from app.ui.local_zone import LOCAL
from app.ui.terms import day_words
from app.ui.wording import fill, plural

MOST_NAMED = 6
"""So many scenes or debriefs are named by their days; more are counted."""

_tr = partial(QCoreApplication.translate, "CheckIns")


def sight_words(whole: ChartData, stretch: TimeRange, found: RangeCounts, today: date) -> str:
    """Which days are in sight, and how many of all check-ins."""
    first = datetime.fromtimestamp(max(stretch.start, whole.moments[0]), LOCAL).date()
    last = datetime.fromtimestamp(min(stretch.end, whole.moments[-1]), LOCAL).date()
    when = day_words(first, today)
    if first < last:
        when = fill(_tr("{first} to {last}"), first=when, last=day_words(last, today))
    if found.inside == found.all:
        both = found.all == 2
        return f"{when} · {_tr('both check-ins') if both else plural('all %n check-ins', found.all)}"
    part = plural("{inside} of %n check-ins", found.all, inside=found.inside)
    parts = [when, part if found.inside else _tr("no check-in")]
    if found.before:
        parts.append(plural("%n earlier", found.before))
    if found.after:
        parts.append(plural("%n later", found.after))
    return " · ".join(parts)


def summary_words(
    inside: Sequence[CheckIn], found: Sequence[DimensionSummary], texts: CheckInTexts, today: date
) -> str:
    """What was typical, and when there were scenes and debriefs; read aloud instead of the chart."""
    sentences = [_typical(each, texts) for each in found]
    scenes, debriefs = (
        [each.at.astimezone(LOCAL).date() for each in inside if each.occasion is occasion]
        for occasion in (Occasion.SCENE, Occasion.DEBRIEF)
    )
    if scenes:
        sentences.append(_days(_tr("Scenes: {days}."), scenes, today))
    if debriefs:
        sentences.append(_days(_tr("Debriefs: {days}."), debriefs, today))
    if scenes:
        sentences.append(_tr("The 72 hours after a scene are shaded."))
    return " ".join(sentences)


def _typical(found: DimensionSummary, texts: CheckInTexts) -> str:
    if found.number == 1:
        return f"{rating_words(found.dimension, found.low)}."
    return f"{name_of(found.dimension)}: {typical_words(found, texts.typical)}."


def _days(words: str, days: Sequence[date], today: date) -> str:
    named = list(dict.fromkeys(day_words(day, today) for day in days))
    return fill(words, days=", ".join(named) if len(named) <= MOST_NAMED else str(len(days)))
