"""Cells as dates and times, in milliseconds since 1970."""

from .grammar import NAN, grammar
from .calendar_times import DAY, USUAL_SINCE, clock_time, has_zone, month_named
from .calendar_times import time_of_date, time_of_week, whole_number, year_of
from .date_formats import format_reader
from .digit_dates import digit_forms, digit_reader, is_digit_order

_TIME_BEHIND = r"(?:(?:[T\s]\s*|,\s*)(.+))?$"
_NAME = r"(\p{L}{3,12})\.?"
_OF = r"(?:\s+(?:de|del|of)\s+|[\s/.-]?\s*)"
_ORDINAL = r"(?:st|nd|rd|th|er|[.ºª])?"
_NUMBERS = grammar(r"^(\d{1,4})([-/.:])\s?(\d{1,2})\2\s?(\d{1,4})(?:(?:[T\s]\s*|,\s*)(.+))?$")
_DAY_MONTH = grammar(
    r"^(\d{1,2})" + _ORDINAL + _OF + _NAME
    + r",?(?:\s+(?:de|del|of)\s+|[\s/.-]?\s*)(\d{4}|\d{2})(?:\s?г(?:\.|ода)?)?"
    + r"(?:(?:[:T\s]\s*|,\s*)(.+))?$",
    "u",
)
_MONTH_DAY = grammar(
    "^" + _NAME + r"[\s/-](\d{1,2})" + _ORDINAL + r",?[\s/-]\s?(\d{4})" + _TIME_BEHIND, "u"
)
_YEAR_MONTH = grammar(r"^(\d{4})[\s/-]" + _NAME + r"[\s/-](\d{1,2})" + _TIME_BEHIND, "u")
_IDEOGRAPHS = grammar(r"^(\d{4})[年년]\s?(\d{1,2})[月월]\s?(\d{1,2})[日일](?:\s*(.+))?$")
_CTIME = grammar(
    "^" + _NAME + r"\s+(\d{1,2})\s+(\d{1,2}:\d{2}:\d{2}(?:\s\w+)?)\s+(\d{4})$", "u"
)
_COMPACT = grammar(r"^(\d{4})(\d{2})(\d{2})(?:[T\s](.+))$")
_WEEKDAY = grammar(
    r"^(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|lun|mar|mer|jeu|ven|dim|mi[eé]|jue|vie"
    r"|s[aá]b|dom|gio|seg|ter|qua|qui|sex|ma|wo|vr|za|zo)\p{L}*\.?,?\s+",
    "iu",
)
_DIGITS_ALONE = grammar(r"^\d+(?:\.\d+)?$")
_TWO_DOTS = grammar(r"\..*\.")
_STARTS_WITH_DIGIT = grammar(r"^\d")
_ANY_ORDER = ("year-first", "month-first", "day-first")

_FIRST_PERIOD, _LAST_PERIOD = time_of_date(1800, 1, 1), time_of_date(2199, 12, 31)
_PERIOD_GRAMMARS = [
    grammar(source, flags)
    for source, flags in (
        (r"^(?<y>\d{4})[-/M](?<m>\d{1,2})$", ""),
        (r"^(?<m>\d{1,2})[-/](?<y>\d{4})$", ""),
        (r"^(?<n>\p{L}{3,12})\.?,?(?:[\s/-]?|\sde\s)(?<y>\d{4})$", "u"),
        (r"^(?<n>\p{L}{3,12})\.?(?:-|\s?['’])(?<y>\d{2})$", "u"),
        (r"^(?<y>\d{4})[\s/-]?(?<n>\p{L}{3,12})\.?$", "u"),
        (r"^(?<y>\d{4})[\s/-]?Q(?<q>\d)$", "i"),
        (r"^Q(?<q>\d)[\s/'’-]?(?<y>\d{4}|\d{2})$", "i"),
        (r"^(?<q>\d)Q\s?(?<y>\d{4}|\d{2})$", "i"),
        (r"^(?<y>\d{4})[\s-]?W(?<w>\d{2})(?:-?(?<d>\d))?$", "i"),
        (r"^(?:W|KW|CW|week)\s?(?<w>\d{1,2})[\s/,-]+(?<y>\d{4})$", "i"),
    )
]

# From here on, dates stand for none: 9999-12-31 and its like.
_NEVER = time_of_date(9999, 1, 1)


def datetime_reader(parser):
    """What reads trimmed cells as milliseconds since 1970, NaN where they are not written so."""
    since = parser.get("since", USUAL_SINCE)
    months = parser.get("months")
    if parser.get("format") is not None:
        first = format_reader(parser["format"], since, months)
    elif is_digit_order(parser["order"]):
        first = digit_reader(parser["order"])
    else:
        first = orders_reader([parser["order"]], since, months)
    others = orders_reader(parser["also"], since, months) if parser.get("also") else None

    def read(cell):
        time = first(cell)
        if time != time and others:
            time = others(cell)
        return time if time < _NEVER or not parser.get("sentinels") else NAN

    return read


def usual_reader(parser):
    """The same, but counts of days or of seconds only where they are of a usual size."""
    order = parser["order"]
    is_count = order == "excel-serial" or order.startswith("epoch-")
    if not is_count or parser.get("format") is not None:
        return datetime_reader(parser)
    orders = [order] + list(parser.get("also", []))
    return orders_reader(orders, parser.get("since", USUAL_SINCE), parser.get("months"))


def orders_reader(orders, since=USUAL_SINCE, months=None):
    """What reads cells by the first of the orders that does; numbers are of a usual size."""

    def read(cell):
        for own, time in _date_forms(cell, since, months):
            if time == time and any(order in orders for order in own):
                return time
        return NAN

    return read


def _date_forms(cell, since, months):
    """The ways in which a cell could be a date or a time: the orders, and the time by them."""
    if _DIGITS_ALONE.match(cell):
        return digit_forms(cell)
    dates = _dates_of(cell, since, months)
    # Between dots, times look like dates.
    if dates and ":" in cell:
        return dates
    found = dates + _times_of(cell)
    return found or _periods_of(cell, since, months)


def _times_of(cell):
    if ":" not in cell and not _TWO_DOTS.search(cell):
        return []
    time = clock_time(cell, "alone")
    return [] if time is None else [(("time",), time)]


def _periods_of(cell, since, months):
    """The start of a month, quarter or week, or a day of a week."""
    for own in _PERIOD_GRAMMARS:
        match = own.match(cell)
        if not match:
            continue
        time = _period_time(match.groupdict(), since, months)
        if time is None:
            return []
        return [(("period",), time if _FIRST_PERIOD <= time <= _LAST_PERIOD else NAN)]
    return []


def _period_time(parts, since, months):
    year = year_of(parts["y"], since)
    if parts.get("n") is not None:
        month = month_named(parts["n"], months)
        return None if month != month else time_of_date(year, month, 1)
    if parts.get("m"):
        return time_of_date(year, int(parts["m"]), 1)
    if parts.get("q"):
        return time_of_date(year, 3 * int(parts["q"]) - 2, 1)
    day = int(parts["d"]) if parts.get("d") else 1
    return time_of_week(year, int(parts["w"]), day)


def clock_of(cell, since=USUAL_SINCE, months=None):
    """Whether a cell is a day alone (`date`), has a time or a zone besides, and is no midnight in UTC; None of others."""
    if _DIGITS_ALONE.match(cell):
        # Of 12 digits it may be a count of milliseconds.
        sign = {8: "date", 14: "time"}.get(len(cell))
        found = [(time, sign) for orders, time in digit_forms(cell) if orders == ("compact",)]
    else:
        found = [(time, sign) for _, time, sign in _signed_dates(cell, since, months)]
    return next(((sign, time % DAY != 0) for time, sign in found if sign and time == time), None)


def _dates_of(cell, since, months):
    return [(orders, time) for orders, time, _ in _signed_dates(cell, since, months)]


def _signed_dates(cell, since, months):
    """Orders and times, and what is written of clocks."""
    weekday = None if _STARTS_WITH_DIGIT.match(cell) else _WEEKDAY.match(cell)
    behind = _date_shapes(cell[weekday.end() :], months) if weekday else []
    # A March of some languages starts as their Tuesday does.
    shapes = behind or _date_shapes(cell, months)
    found = []
    for orders, year, month, day, time, kind in shapes:
        date = time_of_date(year_of(year, since), month, whole_number(day))
        sign = "date"
        if time is not None:
            sign = "zone" if has_zone(time, kind) else "time"
            of_day = clock_time(time, kind)
            if of_day is None:
                continue
            date += of_day
        found.append((orders, date, sign))
    return found


def _date_shapes(text, months):
    """Dates as their orders, year, month, day, time of the day and its grammar."""
    numbers = _NUMBERS.match(text)
    if numbers:
        return _number_shapes(numbers)
    is_digit = _STARTS_WITH_DIGIT.match(text)
    shape = _digit_shape(text, months) if is_digit else _name_shape(text, months)
    return [(_ANY_ORDER,) + shape] if shape and shape[1] == shape[1] else []


def _number_shapes(match):
    first, mark, second, third, time = match.groups()
    if len(first) == 4:
        return [(("year-first",), first, int(second), third, time, "of-date")]
    if len(third) not in (2, 4) or mark == ":":
        return []
    return [
        (("month-first",), third, int(first), second, time, "of-date"),
        (("day-first",), third, int(second), first, time, "of-date"),
    ]


def _name_shape(text, months):
    match = _MONTH_DAY.match(text)
    if match:
        name, day, year, time = match.groups()
        return year, month_named(name, months), day, time, "of-date"
    match = _CTIME.match(text)
    if not match:
        return None
    name, day, time, year = match.groups()
    return year, month_named(name, months), day, time, "of-date"


def _digit_shape(text, months):
    match = _DAY_MONTH.match(text)
    if match:
        day, name, year, time = match.groups()
        return year, month_named(name, months), day, time, "of-date"
    match = _YEAR_MONTH.match(text)
    if match:
        year, name, day, time = match.groups()
        return year, month_named(name, months), day, time, "of-date"
    match = _COMPACT.match(text) or _IDEOGRAPHS.match(text)
    if not match:
        return None
    year, month, day, time = match.groups()
    kind = "of-date" if time is None or ":" in time else "compact"
    return year, int(month), day, time, kind
