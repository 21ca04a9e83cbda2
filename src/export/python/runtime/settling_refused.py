"""Cells of what training refused, such as percents beside money."""

from .names import currency_code, unit_key, units_named, with_latin_digits
from .numbers import is_same_currency, written_number
from .unit_or_money import as_meant

_RAND = "R"


def without_refused(parser, cells):
    """The cells that say how the others are written: none of what training refused."""
    refused = parser.get("refused")
    if refused is None:
        return cells
    return [(cell, rows) for cell, rows in cells if not _is_refused(cell, refused, parser)]


def _is_refused(cell, refused, parser):
    found = written_number(with_latin_digits(cell), parser["decimal"], parser.get("form"))
    if not found:
        return False
    if refused == "%":
        return found.percent
    currency, unit = as_meant(found, parser)
    if currency_code(refused) is not None or (currency != "" and refused == _RAND):
        return currency != "" and not is_same_currency(currency, parser)
    if unit == "":
        return False
    families = [own["family"] for own in units_named(refused)]
    is_like = any(own["family"] in families for own in units_named(unit))
    return is_like or unit_key(unit) == unit_key(refused)
