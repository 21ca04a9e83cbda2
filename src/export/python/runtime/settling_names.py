"""Money of training whose name is a unit by other cells: KGS beside kg, and Ft beside ft."""

import math

from .grammar import grammar
from .names import currency_code, is_currency_code, units_named, with_latin_digits
from .numbers import number_reader, written_number
from .settling_readings import all_rows, rows_read
from .unit_or_money import is_unit_among

_WORDS = grammar(r"\p{L}+", "u")


def as_units(trained, cells):
    """
    How training read, where its money is units by these cells, and what to say of it, if anything; None elsewhere. All that it
    read is read alike, and others in its unit.
    """
    name = trained["currency"]
    named = units_named(name)
    if trained["unit"] != "" or not named or not _show_unit(trained, cells):
        return None
    units = dict(trained, currency="", unit=name)
    read, read_unit = number_reader(trained), number_reader(units)
    if not all(math.isnan(read(cell)) or read(cell) == read_unit(cell) for cell, _ in cells):
        return None
    if rows_read(cells, read_unit) == all_rows(cells):
        return units, None
    in_family = dict(units, family=named[0]["family"])
    grouped = number_reader(dict(in_family, thousands=True))
    is_whole = rows_read(cells, grouped) == all_rows(cells)
    return (in_family, "numbers in %s" % name) if is_whole else (units, None)


def _show_unit(trained, cells):
    name = trained["currency"]
    own = units_named(name)
    is_mass = any(unit["family"] == "mass" for unit in own)

    def is_own(word):
        is_name = not is_currency_code(name) or currency_code(word) == currency_code(name)
        return is_name and any(unit in own for unit in units_named(word))

    def shows(cell):
        found = written_number(with_latin_digits(cell), trained["decimal"], trained.get("form"))
        if not found:
            return False
        if is_mass and is_unit_among(name, {"currency": "", "unit": found.unit}):
            return True
        if found.currency != "":
            return False
        words = _WORDS.findall(cell) if found.compound else [found.unit]
        return any(is_own(word) for word in words)

    return any(shows(cell) for cell, _ in cells)
