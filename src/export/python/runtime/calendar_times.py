"""Days, clock times, zones and months, in milliseconds since 1970."""

import unicodedata

from .grammar import NAN, WORDS, grammar

_MINUTE = 60000
DAY = 1440 * _MINUTE
USUAL_SINCE = 1970
_ZONES = WORDS["zones"]
_MONTH_STARTS = WORDS["months"]["starts"]
_MONTH_WORDS = WORDS["months"]["words"]
_CROATIAN = WORDS["months"]["croatian"]
_HALF = r"(?:([ap])(?:\.?\s?m\.?)?(?![a-z]))?(?:\s?(?:Uhr|uur))?"
_HALF_BEFORE = grammar(r"^(?:(上午|午前|오전)|下午|午後|오후)\s?", "u")
_SECONDS = r"(\d{2})(?:[.,](\d{1,9}))?"
_ZONE = r"((?:UTC|GMT)?[+−-]\d{2}(?::?\d{2})?|[a-z]{1,5})?(?:\s?\([^)]*\)|\[[^\]]*\])?"
_CLOCK_HEAD = r"^(\d{1,2})([:.])(\d{2})(?:\2" + _SECONDS + r")?\s?" + _HALF + r"\s?"
_CLOCKS = {
    "of-date": grammar(_CLOCK_HEAD + _ZONE + "$", "i"),
    "alone": grammar(_CLOCK_HEAD + r"(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$", "i"),
    "compact": grammar(r"^(\d{2})()(\d{2})(?:" + _SECONDS + r")?()\s?" + _ZONE + "$", "i"),
}
_OFFSET = grammar(r"^(?:UTC|GMT)?([+−-])(\d{2})(?::?(\d{2}))?$", "i")
_MOST_HOURS = 15


def time_of_date(year, month, day):
    """Milliseconds from 1970 to the start of a day; NaN for a day that no calendar has."""
    exists = 1 <= month <= 12 and 1 <= day <= _days_of(year, month)
    return float(DAY * _days_since_1970(year, month, day)) if exists and year >= 1000 else NAN


def time_of_week(year, week, day):
    """The start of a day of an ISO week, 1 being Monday; NaN for a week that the year has not."""
    if week < 1 or week > 53 or day < 1 or day > 7:
        return NAN
    fourth = time_of_date(year, 1, 4)
    if fourth != fourth:
        return NAN
    monday = fourth - ((fourth // DAY + 3) % 7) * DAY + 7 * (week - 1) * DAY
    thursday = monday + 3 * DAY
    is_of_year = time_of_date(year, 1, 1) <= thursday < time_of_date(year + 1, 1, 1)
    return monday + (day - 1) * DAY if is_of_year else NAN


def _days_of(year, month):
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 28 + is_leap if month == 2 else 30 + (month + month // 8) % 2


def _days_since_1970(year, month, day):
    """By years that begin in March, so that a leap day is a year's last."""
    march_year = year if month > 2 else year - 1
    day_of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    leap_days = march_year // 4 - march_year // 100 + march_year // 400
    return 365 * march_year + leap_days + day_of_year - 719468


def whole_number(digits):
    """The number of some digits, 0 of none."""
    return int(digits) if digits else 0


def year_of(digits, since):
    """A year of four digits, or of two, which are of the hundred years from that one on."""
    year = whole_number(digits)
    if len(digits or "") != 2:
        return year
    later = since % 100
    century = since - later
    return year + (century + 100 if year < later else century)


def clock_time(text, kind="of-date"):
    """Milliseconds since midnight in UTC, NaN for what no clock shows; None for no time."""
    before, match = _clock_match(text, kind)
    if not match:
        return None
    hour, _, minute, second, fraction, half, zone = match.groups()
    if before:
        half = "a" if before.group(1) else "p"
    offset = _offset_of(zone)
    if offset is None:
        return None
    hours, minutes, seconds = [whole_number(part) for part in (hour, minute, second)]
    if half:
        hours = hours % 12 + (12 if half in "pP" else 0)
    if hours > 24 or minutes > 59 or seconds > 60:
        return NAN
    of_day = (hours * 60 + minutes) * _MINUTE + seconds * 1000
    thousandths = 1000 / 10.0 ** len(fraction or "")
    return of_day + whole_number(fraction) * thousandths - offset


def has_zone(text, kind="of-date"):
    """Whether a time has a zone."""
    match = _clock_match(text, kind)[1]
    return match is not None and match.group(7) is not None


def _clock_match(text, kind):
    before = _HALF_BEFORE.match(text)
    return before, _CLOCKS[kind].match(text[before.end() if before else 0 :])


def _offset_of(zone):
    """Milliseconds by which a zone is before UTC; None for an unknown one."""
    if zone is None:
        return 0
    match = _OFFSET.match(zone)
    if not match:
        hours = _ZONES.get(zone.upper())
        return None if hours is None else hours * 60 * _MINUTE
    sign, hours, minutes = match.groups()
    if int(hours) > _MOST_HOURS:
        return NAN
    return (1 if sign == "+" else -1) * (int(hours) * 60 + whole_number(minutes)) * _MINUTE


def month_named(name, months=None):
    """The month of a name or a short form, in any case and with accents or without; else NaN."""
    word = plain_word(name)
    if months and word in _CROATIAN:
        return _CROATIAN[word]
    if word in _MONTH_WORDS:
        return _MONTH_WORDS[word]
    # So many letters tell a month in all languages but French, where June and July share three.
    return _MONTH_STARTS.get(word[:3], _MONTH_STARTS.get(word[:4], NAN))


def plain_word(word):
    """A word in small letters without accents."""
    parts = unicodedata.normalize("NFD", word.lower())
    bare = "".join(part for part in parts if not unicodedata.category(part).startswith("M"))
    return bare.replace("ı", "i")
