"""Ranges, fractions, pairs and points."""

from .grammar import NAN, grammar
from .names import currency_code, is_same_size, unit_key
from .written import Written, digits_at, negated, written_quantity

_BETWEEN = grammar(r"\s?[-–—−]\s?|\s(?:to|bis|and)\s|\s?\.\.\.?\s?")
_MARK_AHEAD = grammar(r"^[-–—−]\s?(?=[^-–—−])")
_MARK_BEHIND = grammar(r"\s?[-–—−]$")
_FRACTION = grammar(
    r"^([-−])?(?:(\d+)[ -])?(\d+(?:\.\d+)?)(?:\s?[/⁄]\s?|\sout\sof\s)(\d+)"
    r"""\s?(\p{L}{1,12}\.?|["″”])?$""",
    "u",
)
_VULGAR = "¼½¾⅓⅔⅛⅜⅝⅞"
_VULGAR_VALUES = (1 / 4, 1 / 2, 3 / 4, 1 / 3, 2 / 3, 1 / 8, 3 / 8, 5 / 8, 7 / 8)
_WITH_VULGAR = grammar(
    r"^([-−])?(\d*)\s?([" + _VULGAR + r"""])\s?(\p{L}{1,12}\.?|["″”])?$""", "u"
)
_PAIR = grammar(r"^(\d+(?:\.\d+)?)\s?[/xX×*]\s?(\d+(?:\.\d+)?)(?:\s?(\p{L}{1,12}))?$", "u")
_WKT = grammar(r"^(?:SRID=\d+;)?POINT\s?\((.+)\)$", "i")
_GEOJSON = grammar(
    r'^\{\s*"type"\s*:\s*"Point"\s*,\s*"coordinates"\s*:\s*\[([^[\]]+)\]\s*\}$', "i"
)
_BRACKETS = grammar(r"^(?:\[([^[\]]+)\]|\(([^()]+)\)|\{([^{}]+)\})$")


def middle_of(first, second):
    """The middle of two numbers of a cell."""
    return lambda times=1, per=1: ((first() + second()) * times) / (2 * per)


def written_range(cell, decimal):
    """A range by its ends, and its middle: 10-19; NaN where its end is below its start."""
    for match in _BETWEEN.finditer(cell):
        if match.start() == 0:
            continue
        low = written_quantity(cell[: match.start()], decimal)
        high = written_quantity(cell[match.end() :], decimal) if low else None
        if not low or not high or low.bound or high.bound:
            continue
        form = _in_common(low, high)
        if form is not None:
            return _range_of(low.read, high.read, form)
    return None


def _range_of(low, high, form):
    middle = middle_of(low, high)

    def read(times=1, per=1):
        return middle(times, per) if low() <= high() else NAN

    return Written(read, ends=(low, high), **form)


def _in_common(low, high):
    """A currency, a unit or a percent may be written once, else they must be the same."""
    is_currency = (
        not low.currency
        or not high.currency
        or currency_code(low.currency) == currency_code(high.currency)
    )
    is_unit = (
        not low.unit
        or not high.unit
        or (unit_key(low.unit) == unit_key(high.unit) and is_same_size(low.unit, high.unit))
    )
    # In 1 kg - 5 the 5 has a unit too, but 3% - 5 is no range.
    if not is_currency or not is_unit or (low.percent and not high.percent):
        return None
    unit = low.unit or high.unit
    may_be_unit = unit == "" and high.may_be_unit and (low.may_be_unit or low.currency == "")
    return {
        "currency": low.currency or high.currency,
        "may_be_unit": may_be_unit,
        "unit": unit,
        "percent": high.percent,
        "thousands": low.thousands or high.thousands,
        "decimals": low.decimals or high.decimals,
    }


def written_open_range(cell, decimal):
    """A range with one end, as a bound: 65- is 65 or more, -18 no more than 18."""
    ahead, behind = _MARK_AHEAD.search(cell), _MARK_BEHIND.search(cell)
    if (ahead is None) == (behind is None):
        return None
    bare = cell[ahead.end() if ahead else 0 : behind.start() if behind else len(cell)]
    own = written_quantity(bare, decimal)
    if not own or own.bound or own.accounting or own.trailing_minus:
        return None
    return own.but(bound=True, side=-1 if ahead else 1)


def written_fraction(cell, _decimal):
    """A fraction: 1/2, 1 3/4, 2½; NaN where one that is no mixed number is above 1."""
    return _vulgar_fraction(cell) or _slashed_fraction(cell)


def _read_group(cell, match, group):
    """The number of a group of a match, 0 where it has none."""
    if match.group(group) in (None, ""):
        return 0.0
    digits = digits_at(cell[: match.end(group)], match.start(group), ".")
    return digits.read() if digits else 0.0


def _slashed_fraction(cell):
    match = _FRACTION.search(cell)
    if not match:
        return None
    sign = -1 if match.group(1) else 1
    whole, above, below = [_read_group(cell, match, group) for group in (2, 3, 4)]

    def read(times=1, per=1):
        if above > below or below == 0:
            return NAN
        return (sign * (whole * below + above) * times) / (below * per)

    return Written(read, unit=match.group(5) or "", decimals=True)


def _vulgar_fraction(cell):
    match = _WITH_VULGAR.search(cell)
    if not match:
        return None
    part = _VULGAR_VALUES[_VULGAR.index(match.group(3))]
    whole = _read_group(cell, match, 2)
    sign = -1 if match.group(1) else 1

    def read(times=1, per=1):
        return (sign * (whole + part) * times) / per

    return Written(read, unit=match.group(4) or "", decimals=True)


def written_pair(cell, _decimal):
    """Two numbers side by side, and their mean, as in 120/80 and 1920x1080."""
    match = _PAIR.search(cell)
    if not match:
        return None
    first, second = [
        digits_at(cell[: match.end(group)], match.start(group), ".") for group in (1, 2)
    ]
    if not first or not second:
        return None
    ends = (first.read, second.read)
    return Written(middle_of(*ends), unit=match.group(3) or "", decimals=True, ends=ends)


def _numbers_with(mark, separators):
    def number(name):
        return (
            r"(?:\+|(?<minus" + name.upper() + ">[-−]))?(?<" + name + r">\d+(?:" + mark
            + r"\d+)?(?:e[+-]?\d+)?)\s?°?\s?(?<side" + name.upper() + ">[NSEW])?"
        )

    between = r"(?:(?<between>\s?[" + separators + r"]\s?)|\s)"
    return grammar(r"^\s?" + number("a") + between + number("b") + r"\s?$", "iu")


_POINT_NUMBERS = {".": _numbers_with(r"\.", ",;"), ",": _numbers_with(",", ";")}


def written_point(cell, decimal):
    """Two numbers of a point: (1.2, 3.4), POINT(10.1 59.9), 59.9° N, 10.8° E."""
    text, is_marked, is_wkt = _inside_of(cell)
    match = _POINT_NUMBERS[decimal].search(text) or _POINT_NUMBERS["."].search(text)
    if not match:
        return None
    side_a, side_b = match.group("sideA"), match.group("sideB")
    if (side_a is None) != (side_b is None):
        return None
    first = _point_number(text, match.span("a"), match.group("minusA") or side_a)
    second = _point_number(text, match.span("b"), match.group("minusB") or side_b)
    if not first or not second:
        return None
    directions = _axis_of(side_a) + _axis_of(side_b)
    if directions not in ("", "NE", "EN"):
        return None
    is_bare = not is_marked and directions == ""
    if is_bare and (not match.group("between") or not (first[1] or second[1])):
        return None
    is_turned = is_wkt or directions == "EN"
    ends = (second[0], first[0]) if is_turned else (first[0], second[0])
    is_north_first = is_wkt or directions != ""
    return Written(middle_of(*ends), decimals=True, ends=ends, is_north_first=is_north_first)


def _inside_of(cell):
    """What stands inside the brackets of a point, whether there are some, and as maps have them."""
    match = _WKT.search(cell) or _GEOJSON.search(cell)
    if match:
        return match.group(1), True, True
    match = _BRACKETS.search(cell)
    if match:
        return next(own for own in match.groups() if own is not None), True, False
    return cell, False, False


def _axis_of(side):
    """N for both ends of a meridian, E for both of a parallel."""
    if not side:
        return ""
    return "N" if side in "NSns" else "E"


def _point_number(text, span, mark):
    """How one number of a point is read, and whether it has a fraction."""
    start, end = span
    decimal = "," if "," in text[start:end] else "."
    digits = digits_at(text[:end], start, decimal)
    if not digits or digits.thousands or digits.end != end:
        return None
    is_negative = mark is not None and mark in "-−SWsw"
    return (negated(digits.read) if is_negative else digits.read), digits.decimals
