"""Words for occasions, moments, dimensions and ratings, and for what the chart shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import partial

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from app.models.check_in import CheckIn, CheckInTexts, Dimension, Occasion
from app.models.check_in_chart import ChartData, ChartPeriod
from app.models.check_in_days import CheckInDays, check_in_days
from app.models.check_in_range import RangeCounts, TimeRange
from app.models.check_in_summary import DimensionSummary, typical_words
from app.ui.local_zone import LOCAL
from app.ui.terms import day_words
from app.ui.wording import WordTable, dotted, fill, plural

MOST_NAMED = 6
"""Up to this many scenes or debriefs are listed by day; more are only counted."""

LONGEST_TITLE, LONGEST_WORD = 80, 40
"""Longest name of a dimension and longest word at its ends, in characters; a longer one is cut when shown."""

occasion_word = WordTable("CheckIns", {Occasion.NONE: "", Occasion.SCENE: "Scene", Occasion.DEBRIEF: "Debrief"})
"""An occasion in a word; empty for none."""

occasion_choice = WordTable(
    "CheckIns",
    {
        Occasion.NONE: "Nothing in particular",
        Occasion.SCENE: "There was a scene",
        Occasion.DEBRIEF: "There was a debrief",
    },
)
"""An occasion as an option to choose."""

step_word = WordTable("CheckIns", {ChartPeriod.DAY: "Days", ChartPeriod.WEEK: "Weeks", ChartPeriod.MONTH: "Months"})
"""The name of a period."""

_tr = partial(QCoreApplication.translate, "CheckIns")


def moment_words(check_in: CheckIn, today: date) -> str:
    """The day and time of a check-in where it was made; the year only if it is not the current one."""
    there = check_in.at.astimezone(check_in.zone_there(LOCAL))
    return f"{day_words(there.date(), today)}, {there:%H:%M}"


def offset_here(at: datetime) -> int:
    """Minutes that the clock of this computer is ahead of UTC at a moment."""
    ahead = at.astimezone(LOCAL).utcoffset()
    return round(ahead.total_seconds() / 60) if ahead is not None else 0


def was_made_here(check_in: CheckIn) -> bool:
    """Whether the clock where it was made showed the same time as the one of this computer."""
    return check_in.offset in (None, offset_here(check_in.at))


def tick_words(step: ChartPeriod, day: date) -> str:
    """The label of a day on the chart's axis."""
    shown = QDate(day.year, day.month, day.day)
    return QLocale().toString(shown, "MMM yyyy" if step is ChartPeriod.MONTH else "d MMM")


def name_of(dimension: Dimension) -> str:
    """The name of a dimension in one line, cut to the length its field allows."""
    name = " ".join(dimension.title[: LONGEST_TITLE + 1].split()) or "–"
    return name if len(name) <= LONGEST_TITLE else f"{name[: LONGEST_TITLE - 1]}…"


def ends_words(dimension: Dimension) -> str:
    """The words at both ends of the scale; empty if there are none."""
    low, high = (end.strip()[:LONGEST_WORD] for end in (dimension.low, dimension.high))
    if not low and not high:
        return ""
    return fill(_tr("0 {low} – 4 {high}"), low=low, high=high).replace("  ", " ")


def rating_words(dimension: Dimension, rating: int | None) -> str:
    """A rating as a screen reader reads it."""
    if rating is None:
        return fill(_tr("{title}: not rated"), title=name_of(dimension))
    end = {0: dimension.low.strip(), 4: dimension.high.strip()}.get(rating, "")[:LONGEST_WORD]
    return f"{name_of(dimension)}: {rating}, {end}" if end else f"{name_of(dimension)}: {rating}"


def visible_words(whole: ChartData, stretch: TimeRange, found: RangeCounts, today: date) -> str:
    """The visible days, and how many of all check-ins are on them."""
    first = datetime.fromtimestamp(max(stretch.start, whole.moments[0]), LOCAL).date()
    last = datetime.fromtimestamp(min(stretch.end, whole.moments[-1]), LOCAL).date()
    when = day_words(first, today)
    if first < last:
        when = fill(_tr("{first} to {last}"), first=when, last=day_words(last, today))
    if found.inside == found.all:
        both = found.all == 2
        return f"{when} · {_tr('both check-ins') if both else plural('all %n check-ins', found.all)}"
    part = plural("{inside} of %n check-ins", found.all, inside=found.inside)
    before = plural("%n earlier", found.before) if found.before else ""
    after = plural("%n later", found.after) if found.after else ""
    return dotted(when, part if found.inside else _tr("no check-in"), before, after)


def summary_words(
    inside: Sequence[CheckIn],
    found: Sequence[DimensionSummary],
    texts: CheckInTexts,
    today: date,
    held: Sequence[datetime] = (),
    period: ChartPeriod = ChartPeriod.DAY,
) -> str:
    """What was typical, days with several check-ins, gaps, and the days of scenes and debriefs.

    A screen reader reads this instead of the chart.

    `held`: when scenes began that were held here.
    """
    sentences = [_typical(each, texts) for each in found]
    sentences += _about_days(check_in_days(inside, period, LOCAL), period, today)
    scenes, debriefs = (
        [each.day(LOCAL) for each in inside if each.occasion is occasion]
        for occasion in (Occasion.SCENE, Occasion.DEBRIEF)
    )
    scenes = sorted([*scenes, *(began.astimezone(LOCAL).date() for began in held)])
    if scenes:
        sentences.append(_days(_tr("Scenes: {days}."), scenes, today))
    if debriefs:
        sentences.append(_days(_tr("Debriefs: {days}."), debriefs, today))
    if scenes:
        sentences.append(_tr("The 72 hours after a scene are shaded."))
    return " ".join(sentences)


def _about_days(found: CheckInDays, period: ChartPeriod, today: date) -> Iterator[str]:
    """What the points alone don't show: that one is an average, and that nothing is known of a stretch."""
    if found.several and period is ChartPeriod.DAY:
        yield plural("There is more than one check-in on %n days; their points are averages.", found.several)
    gap = found.longest
    if gap is not None:
        first, last = day_words(gap.first, today), day_words(gap.last, today)
        yield plural(
            "%n gaps without a check-in; the longest is {first} to {last}.", len(found.gaps), first=first, last=last
        )


def _typical(found: DimensionSummary, texts: CheckInTexts) -> str:
    if found.number == 1:
        return f"{rating_words(found.dimension, found.low)}."
    return f"{name_of(found.dimension)}: {typical_words(found, texts.typical)}."


def _days(words: str, days: Sequence[date], today: date) -> str:
    named = list(dict.fromkeys(day_words(day, today) for day in days))
    return fill(words, days=", ".join(named) if len(named) <= MOST_NAMED else str(len(days)))
