"""Cells as numbers under the format of their column."""

import math

from .grammar import NAN, grammar
from .names import (
    currency_code,
    factor_of,
    is_same_size,
    is_sure_factor,
    unit_among,
    unit_key,
    with_latin_digits,
)
from .written import Written, written_quantity
from .compound import written_clock, written_compound, written_primes
from .unit_or_money import as_meant
from .forms import written_fraction, written_open_range, written_pair, written_point, written_range

_PLAIN_NUMBER = grammar(r"^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$")
_INFINITE = grammar(r"^[+-]?inf(?:inity)?$", "i")
_HEXADECIMAL = grammar(r"^[+-]?0x[0-9a-f]{1,13}$", "i")
_LOOSE_FORMS = {
    "clock": written_clock,
    "primes": written_primes,
    "open-range": written_range,
    "range": written_range,
    "fraction": written_fraction,
    "pair": written_pair,
    "point": written_point,
}
_LONGEST_NUMBER, _LONGEST_POINT = 64, 128
_ONE = (1, 1, None)
_NEGATIVE = (-1, 1, None)
_HUNDREDTH = (1, 100, None)


def number_reader(parser):
    """What reads trimmed cells under a column's format: NaN where they are not written so."""
    if parser.get("hexadecimal"):
        return _read_hexadecimal
    is_plain = parser["decimal"] == "." and parser.get("form") != "open-range"

    def read(cell):
        if is_plain and _PLAIN_NUMBER.match(cell):
            return float(cell)
        found, scale = _on_scale(with_latin_digits(cell), parser)
        return NAN if found is None else _scaled(found.read, scale)

    return read


def parts_reader(parser):
    """What reads the parts of a cell that a format has, in order; None where there is no number."""
    parts = parser.get("parts", [])
    form = parser.get("form")

    def read(cell):
        found, scale = _on_scale(with_latin_digits(cell), parser)
        value = NAN if found is None else _scaled(found.read, scale)
        if not math.isfinite(value):
            return None
        is_east_first = parts[0] in ("x", "longitude")
        is_turned = is_east_first if found.is_north_first else parser.get("turned", False)
        own = []
        for place, part in enumerate(parts):
            if part == "bound":
                own.append(float(found.side * (1 if scale[0] > 0 else -1)))
            elif found.ends and place < 2:
                own.append(_scaled(found.ends[1 - place if is_turned else place], scale))
            else:
                own.append(part_of_lone(form, part, value))
        return own

    return read


def part_of_lone(form, part, value):
    """What one number alone is of two: both ends of a range, the first of a pair, else nothing."""
    if part == "bound":
        return value if math.isnan(value) else 0.0
    return value if form in ("range", "open-range") or part == "first" else NAN


def _on_scale(cell, parser):
    found = written_number(cell, parser["decimal"], parser.get("form"))
    scale = _scale_under(parser, found) if found else None
    return (None, None) if scale is None else (found, scale)


def _read_hexadecimal(cell):
    if not _HEXADECIMAL.match(cell):
        return NAN
    return float(int(cell, 16))


def _scaled(read, scale):
    times, per, plus = scale
    value = read(times, per)
    return value if plus is None else value + plus


def _scale_under(parser, found):
    """What a number is multiplied by, divided by and what is added; None where it is another's."""
    currency, unit = as_meant(found, parser)
    is_allowed = (
        (currency == "" or is_same_currency(currency, parser))
        and (not found.thousands or parser["thousands"])
        and (not found.accounting or parser["accounting"])
        and (not found.percent or parser["percent"])
        and (found.foreign != "other" or parser.get("eitherMark"))
        and (not found.bound or parser.get("bounds"))
        and (not found.footnote or parser.get("footnotes"))
        and (not found.trailing_minus or parser.get("trailingMinus"))
    )
    if not is_allowed:
        return None
    if found.percent:
        return _HUNDREDTH if parser.get("shares") else _ONE
    if unit == "":
        return _ONE
    if unit == "CR" and parser.get("credits"):
        return _NEGATIVE
    family = parser.get("family")
    is_own = parser["unit"] != "" and unit_key(unit) == unit_key(parser["unit"])
    # Alone, mW and MW are spellings of one unit, and beside W they are two.
    if is_own and (not family or is_same_size(unit, parser["unit"])):
        return _ONE
    factor = factor_of(unit)
    if parser.get("factors") and factor is not None:
        return (factor, 1, None)
    if is_sure_factor(unit) and is_sure_factor(parser["unit"]):
        return (factor, factor_of(parser["unit"]), None)
    if not family:
        return None
    months = parser.get("months", False)
    return _unit_scale(unit_among(unit, family, months), unit_among(parser["unit"], family, months))


def is_same_currency(currency, parser):
    """Whether a currency is the column's."""
    if currency in (parser["currency"], parser["unit"]):
        return True
    code = currency_code(currency)
    return code is not None and code == currency_code(parser["currency"])


def _unit_scale(own, column):
    if not own or not column:
        return None
    times, per = own["size"] / column["size"], column["size"] / own["size"]
    plus = column["zero"] - own["zero"] * times
    if plus != 0:
        return (own["size"], column["size"], plus)
    if times == math.floor(times):
        return (times, 1, None)
    return (1, per, None) if per == math.floor(per) else (own["size"], column["size"], None)


def written_number(cell, decimal, form):
    """How a cell is written as a number; None for what is none."""
    is_plain = _PLAIN_NUMBER.match(cell) is not None
    longest = _LONGEST_POINT if form == "point" else _LONGEST_NUMBER
    if len(cell) > longest and not is_plain:
        return None
    own = written_open_range(cell, decimal) if form == "open-range" else None
    if own:
        return own
    # With a decimal comma 1.234 is grouped, so that plain numbers are known only behind that.
    if decimal == "." and is_plain:
        return _plain(cell, False)
    if _INFINITE.match(cell):
        value = -math.inf if cell.startswith("-") else math.inf
        return Written(lambda times=1, per=1: value)
    # A minute alone looks as a foot does, and (7,108) as a debt.
    own = _LOOSE_FORMS[form](cell, decimal) if form in ("primes", "point") else None
    if own:
        return own
    quantity = written_quantity(cell, decimal)
    if quantity and (not is_plain or quantity.thousands):
        return quantity
    if is_plain:
        return _plain(cell, "." in cell)
    own = written_compound(cell, decimal)
    if not own and form:
        own = _LOOSE_FORMS[form](cell, decimal)
    if own:
        return own
    other = written_quantity(cell, "," if decimal == "." else ".")
    return other.but(foreign="other") if other else None


def _plain(cell, is_foreign):
    value = float(cell)
    return Written(
        lambda times=1, per=1: (value * times) / per,
        decimals="." in cell,
        foreign="plain" if is_foreign else "",
    )
