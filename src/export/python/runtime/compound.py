"""Numbers in several parts: durations, heights, days with a clock."""

from .grammar import NAN, grammar
from .names import unit_among, unit_of, units_named
from .written import Written, digits_at

_PART_UNIT = grammar(
    r"""([\p{L}]+\.?|["'″′”’]+)(?:\s*,\s*|\s+and\s+|\s+und\s+|\s*)""", "u"
)
_ISO_DURATION = grammar(r"^(-?)P(?=\d|T\d)(?:[\d.,]+[YMWD])*(?:T(?:[\d.,]+[HMS])+)?$")
_ISO_PARTS = {"Y": "years", "M": "months", "W": "w", "D": "d"}
_ISO_TIMES = {"H": "h", "M": "min", "S": "s"}
_INCHES = 12
_DAYS_AND_CLOCK = grammar(
    r"^(-?)(\d+) days?(,?) ([+-]?)(\d{1,2}):(\d{2}):(\d{2}(?:\.\d{1,9})?)$"
)
_CLOCK = grammar(r"^([-−])?(\d{1,4}):(\d{2})(?::(\d{2}))?(?:[.,]\d{1,9})?$")
_PRIMES = grammar(
    r"""^(\d{1,4})\s?['′’](?:\s?(\d{1,2}(?:\.\d{1,9})?)\s?(?:["″”]|''|′′|’’))?"""
    r"""(?:\s?\/\s?\p{L}{1,4})?$""",
    "u",
)
_MINUS_AHEAD = grammar(r"^[-−]\s?\d")
_A_DIGIT = grammar(r"\d")


def written_compound(cell, decimal):
    """A number in several parts of falling units: 1h30m, 5'11", PT1H30M; None for others."""
    if not _A_DIGIT.search(cell):
        return None
    return _iso_duration(cell) or _days_and_clock(cell) or _parts_of(cell, decimal)


def _parts_of(cell, decimal):
    is_negative = _MINUS_AHEAD.search(cell) is not None
    found = []
    at = _A_DIGIT.search(cell).start() if is_negative else 0
    while at < len(cell):
        digits = digits_at(cell, at, decimal)
        if not digits or digits.thousands:
            return None
        is_apart = cell[digits.end : digits.end + 1] == " "
        unit = _PART_UNIT.match(cell, digits.end + is_apart)
        # Minutes behind hours may go without a unit, as in 1h30.
        if not unit and (not found or digits.end < len(cell)):
            return None
        found.append((unit.group(1) if unit else "", digits.read))
        at = unit.end() if unit else len(cell)
    return None if len(found) < 2 else _in_one_family(found, is_negative)


def _in_one_family(found, is_negative):
    """Each unit must be less than the one before."""
    for first in units_named(found[0][0]):
        parts = _parts_in(found, first["family"])
        if parts is None:
            continue
        units = [unit for unit, _ in parts]
        beside = list(zip(units, units[1:]))
        # 46W 1S is a place: nobody counts weeks and seconds.
        if any(own["name"] == "w" and then["name"] == "s" for own, then in beside):
            continue
        if all(then["size"] < own["size"] for own, then in beside):
            return _sum_of(parts, is_negative, units[-1])
    return None


def _parts_in(found, family):
    texts = [""] + [text for text, _ in found] + [""]
    parts = []
    for i, (text, read) in enumerate(found):
        before, after = texts[i], texts[i + 2]
        if text == "":
            unit = _next_unit(family, before)
        else:
            unit = unit_among(text, family, _is_month(before, after))
        if unit is None:
            return None
        parts.append((unit, read))
    return parts


def _is_month(before, after):
    """Whether an m between these is a month: behind years, or before weeks or days."""
    own, then = unit_of(before, "time"), unit_of(after, "time")
    return (own is not None and own["name"] == "years") or (
        then is not None and then["name"] in ("w", "d")
    )


def _next_unit(family, before):
    """The unit that is left out behind another one."""
    unit = unit_of(before, family)
    name = {"h": "min", "ft": "in"}.get(unit["name"]) if unit else None
    return None if name is None else unit_of(name, family)


def _sum_of(parts, is_negative, least):
    sign = -1 if is_negative else 1
    is_height = bool(parts) and parts[0][0]["name"] == "ft" and least["name"] == "in"

    def read(times=1, per=1):
        # 5'52" is no height: a foot has 12 inches.
        if is_height and not (parts[1][1]() if len(parts) > 1 else 0) < _INCHES:
            return NAN
        total = 0.0
        for unit, own in parts:
            total += own(unit["size"] / least["size"])
        return (sign * total * times) / per

    return Written(read, unit=least["name"], compound=True)


def _iso_duration(cell):
    """A duration of ISO 8601, in seconds."""
    match = _ISO_DURATION.search(cell)
    if not match:
        return None
    time = cell.find("T")
    parts = []
    at = _A_DIGIT.search(cell).start()
    while at < len(cell):
        digits = digits_at(cell, at, "," if "," in cell else ".")
        if not digits:
            return None
        names = _ISO_TIMES if 0 <= time < at else _ISO_PARTS
        unit = unit_of(names.get(cell[digits.end : digits.end + 1], ""), "time")
        if unit is None:
            return None
        parts.append((unit, digits.read))
        at = digits.end + 1
        if cell[at : at + 1] == "T":
            at += 1
    return _sum_of(parts, match.group(1) == "-", unit_of("s", "time"))


def _days_and_clock(cell):
    """As pandas and Postgres print durations, and Python with a comma."""
    match = _DAYS_AND_CLOCK.search(cell)
    if not match:
        return None
    of_days = -1 if match.group(1) == "-" else 1
    # Pandas writes a day and a half less than none as -2 days +12:00:00, and Python as -2 days, 12:00:00.
    of_clock = {"+": 1, "-": -1}.get(match.group(4), 1 if match.group(3) == "," else of_days)
    sizes = [of_days * 86400, of_clock * 3600, of_clock * 60, of_clock]
    starts = [match.start(group) for group in (2, 5, 6, 7)]
    parts = [(digits_at(cell, start, "."), size) for start, size in zip(starts, sizes)]

    def read(times=1, per=1):
        total = 0.0
        for digits, size in parts:
            total += (digits.read() if digits else NAN) * size
        return (total * times) / per

    return Written(read, unit="s", compound=True)


def written_clock(cell, _decimal):
    """A duration as clocks show it, in seconds."""
    match = _CLOCK.search(cell)
    if not match:
        return None
    sign = -1 if match.group(1) else 1
    places = [match.span(group) for group in (2, 3, 4) if match.group(group) is not None]
    mark = "," if "," in cell else "."
    # A fraction is of the last part.
    ends = [end for _, end in places[:-1]] + [len(cell)]
    parts = [digits_at(cell[:end], start, mark) for (start, _), end in zip(places, ends)]

    def read(times=1, per=1):
        seconds = 0.0
        for i, digits in enumerate(parts):
            part = digits.read() if digits else NAN
            if i > 0 and part >= 60:
                return NAN
            seconds = seconds * 60 + part
        return (sign * seconds * times) / per

    return Written(read, unit="s")


def written_primes(cell, _decimal):
    """Minutes and seconds behind primes: 5'52" is 352; NaN for 60 seconds and more."""
    match = _PRIMES.search(cell)
    if not match:
        return None
    whole = digits_at(cell[: match.end(1)], match.start(1), ".")
    part = digits_at(cell[: match.end(2)], match.start(2), ".") if match.group(2) else None

    def read(times=1, per=1):
        rest = part.read() if part else 0.0
        if not rest < 60:
            return NAN
        return (((whole.read() if whole else NAN) * 60 + rest) * times) / per

    return Written(read, unit="s")
