"""Cells as dates and times, in milliseconds since 1970."""

import math

from .grammar import NAN, grammar
from .calendar_times import DAY, USUAL_SINCE, clock_time, month_named
from .calendar_times import time_of_date, time_of_week, whole_number, year_of

_TIME_BEHIND = r"(?:(?:[T\s]\s*|,\s*)(.+))?$"
_NAME = r"(\p{L}{3,12})\.?"
_OF = r"(?:\s+(?:de|del|of)\s+|[\s/.-]?\s*)"
_ORDINAL = r"(?:st|nd|rd|th|er|[.ºª])?"
_NUMBERS = grammar(r"^(\d{1,4})([-/.:])\s?(\d{1,2})\2\s?(\d{1,4})(?:(?:[T\s]\s*|,\s*)(.+))?$")
_DAY_MONTH = grammar(
    r"^(\d{1,2})" + _ORDINAL + _OF + _NAME
    + r",?(?:\s+(?:de|del|of)\s+|[\s/.-]?\s*)(\d{4}|\d{2})(?:\s?г(?:\.|ода)?)?(?:(?:[:T\s]\s*|,\s*)(.+))?$",
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

_EXCEL_1970 = 25569
_USUAL_YEARS = (1900, 2100)
_SIGNED_NUMBER = grammar(r"^[+-]?\d+(?:\.\d+)?$")
_WHOLE_DIGITS = grammar(r"^\d+$")
_EPOCHS = {
    "epoch-seconds": (1000, 1e8, 5e9),
    "epoch-milliseconds": (1, 1e11, 5e12),
    "epoch-microseconds": (1e-3, 1e14, 5e15),
    "epoch-nanoseconds": (1e-6, 1e17, 5e18),
}
_EPOCH_OF_LENGTH = {9: 0, 10: 0, 12: 1, 13: 1, 15: 2, 16: 2, 18: 3, 19: 3}
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


def is_digit_order(order):
    """Whether dates of this order are written as one number."""
    return order in ("year", "compact", "excel-serial") or order.startswith("epoch-")


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
        return _digit_forms(cell)
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


def _dates_of(cell, since, months):
    weekday = None if _STARTS_WITH_DIGIT.match(cell) else _WEEKDAY.match(cell)
    behind = _date_shapes(cell[weekday.end() :], months) if weekday else []
    # A March of some languages starts as their Tuesday does.
    shapes = behind or _date_shapes(cell, months)
    found = []
    for orders, year, month, day, time, kind in shapes:
        date = time_of_date(year_of(year, since), month, whole_number(day))
        if time is not None:
            of_day = clock_time(time, kind)
            if of_day is None:
                continue
            date += of_day
        found.append((orders, date))
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


def digit_reader(order):
    """What reads any number as what its order says, whatever its size."""
    if order == "compact":
        return _compact_time
    if order == "year":
        return lambda cell: _year_time(float(cell)) if _SIGNED_NUMBER.match(cell) else NAN
    if order == "excel-serial":
        return lambda cell: _serial_time(float(cell)) if _SIGNED_NUMBER.match(cell) else NAN
    size = _EPOCHS[order][0]
    if order == "epoch-nanoseconds":
        # Nanoseconds have more digits than doubles hold.
        return (
            lambda cell: _rounded_time(float(cell) * size * 1e3) / 1e3
            if _SIGNED_NUMBER.match(cell)
            else NAN
        )
    return lambda cell: float(cell) * size if _SIGNED_NUMBER.match(cell) else NAN


def _digit_forms(cell):
    """What a number could be by its size alone, among dates that are written otherwise."""
    whole = len(cell.partition(".")[0])
    is_whole = whole == len(cell)
    orders = []
    if is_whole and whole == 4:
        orders.append("year")
    if is_whole and whole in (8, 12, 14):
        orders.append("compact")
    if whole == 5:
        orders.append("excel-serial")
    if whole in _EPOCH_OF_LENGTH:
        orders.append(list(_EPOCHS)[_EPOCH_OF_LENGTH[whole]])
    return [
        ((order,), digit_reader(order)(cell) if _is_usual(order, float(cell)) else NAN)
        for order in orders
    ]


def _is_usual(order, value):
    """Whether a number is of a size that is usual for dates of this order."""
    if order == "year":
        return _USUAL_YEARS[0] <= value <= _USUAL_YEARS[1]
    if order == "excel-serial":
        return 20000 <= value <= 60000
    return order == "compact" or _EPOCHS[order][1] <= value < _EPOCHS[order][2]


def _rounded_time(value):
    return float(math.floor(value + 0.5)) if math.isfinite(value) else value


def _serial_time(serial):
    return _rounded_time((serial - _EXCEL_1970) * DAY) if 1 <= serial < 2958466 else NAN


def _year_time(year):
    is_year = year <= 9999 and year == math.floor(year)
    return time_of_date(int(year), 1, 1) if is_year else NAN


def _compact_time(cell):
    """202103, 20210304, 202103041315 and 20210304131500, of sensible years."""
    if len(cell) not in (6, 8, 12, 14) or not _WHOLE_DIGITS.match(cell):
        return NAN
    year = int(cell[:4])
    if not _USUAL_YEARS[0] <= year <= _USUAL_YEARS[1]:
        return NAN
    parts = [int(cell[start : start + 2]) for start in range(4, len(cell), 2)]
    month, day, hours, minutes, seconds = parts + [0, 1, 0, 0, 0][len(parts) :]
    if hours > 23 or minutes > 59 or seconds > 59:
        return NAN
    return time_of_date(year, month, day) + 1000 * (3600 * hours + 60 * minutes + seconds)


_FORMAT_TOKEN = grammar(r"yyyy|yy|mmmm|mmm|mon|mi|mm|m|dd|d|hh|h|ss|s|\s+|[^a-z]|[tz]", "i")
_FORMAT_FIELD = grammar(r"^(?:yyyy|yy|mm|dd|hh|mi|ss)$", "i")
_FORMAT_LETTER = grammar(r"[a-su-y]", "i")
_FORMAT_SIGNS = "\\^$.*+?()[]{}|/"


def format_reader(date_format, since=USUAL_SINCE, months=None):
    """What reads cells that are written as a format says, such as dd/mm/yyyy HH:MM."""
    fields, written = _parse_format(date_format)

    def read(cell):
        match = written.match(cell)
        return _format_time(fields, match.groupdict(), since, months) if match else NAN

    return read


def _parse_format(date_format):
    tokens = [match.group() for match in _FORMAT_TOKEN.finditer(date_format)]
    are_digits = all(_FORMAT_FIELD.match(token) for token in tokens)
    fields, parts = [], []
    for i, token in enumerate(tokens):
        field = _field_of(token, fields)
        if field is None:
            is_sign = token in _FORMAT_SIGNS
            parts.append(r"\s+" if token.isspace() else "\\" + token if is_sign else token)
            continue
        fields.append(field)
        beside = tokens[max(0, i - 1) : i] + tokens[i + 1 : i + 2]
        is_tight = any(_FORMAT_LETTER.search(own) for own in beside)
        # Of digits alone that were a number the first may be gone, where it was a nought.
        parts.append(_field_grammar(field, token, is_tight and not (i == 0 and are_digits)))
    time = "" if "h" in fields else r"(?:[T\s]\s*(?<time>.+))?"
    return fields, grammar("^" + "".join(parts) + time + "$", "iu")


def _field_of(token, before):
    name = token.lower()
    if name == "mi" or (name == "mm" and before[-1:] == ["h"]):
        return "i"
    if name in ("mon", "mmm", "mmmm"):
        return "n"
    return next((field for field in "ymdhs" if name.startswith(field)), None)


def _field_grammar(field, token, is_tight):
    """Numbers that touch others have all their digits, but for the first."""
    if field == "n":
        return r"(?<n>\p{L}{3,12})\.?"
    if field == "y":
        return r"(?<y>\d{%d})" % len(token)
    return "(?<" + field + r">\d{" + ("2" if is_tight else "1,2") + "})"


def _format_time(fields, parts, since, months):
    if "y" not in fields or parts.get("time") is None:
        of_day = _format_clock(parts)
    else:
        of_day = clock_time(parts["time"])
    if "y" not in fields or of_day is None:
        return NAN if of_day is None else of_day
    name = parts.get("n")
    month = whole_number(parts.get("m")) if name is None else month_named(name, months)
    day = whole_number(parts.get("d")) if "d" in fields else 1
    return time_of_date(year_of(parts["y"], since), month, day) + of_day


def _format_clock(parts):
    hours, minutes, seconds = [whole_number(parts.get(field)) for field in "his"]
    if hours > 24 or minutes > 59 or seconds > 60:
        return NAN
    return float(1000 * (3600 * hours + 60 * minutes + seconds))
