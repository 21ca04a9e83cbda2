"""Dates that are written as a format says, such as dd/mm/yyyy HH:MM."""

from .grammar import NAN, grammar
from .calendar_times import USUAL_SINCE, clock_time, month_named, time_of_date
from .calendar_times import whole_number, year_of

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
