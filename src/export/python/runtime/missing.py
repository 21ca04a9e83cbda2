"""Cells that say that there is no value."""

from .grammar import NAN, WORDS, grammar, number_of, trimmed
from .written import written_quantity

_MISSING_WORDS = WORDS["missing"]
_ALWAYS = frozenset(_MISSING_WORDS["always"])
_AMONG_NUMBERS = frozenset(_MISSING_WORDS["amongNumbers"])
_SIGNS_ALONE = grammar(r"^[-–—.*_?#~/\\]{1,6}$")
_LONGEST_WORD = 16
_LONGEST_NUMBER = 64
_CODE = grammar(r"^0(?!0+$)\d+$|^\d+e\d+$|^0[box]", "i")
_WITH_COMMA = grammar(r"^([+-]?\d+),(\d{1,2}|\d{4,})$")
_NO_DATE_WORDS = frozenset(_MISSING_WORDS["noDates"])
_NOUGHT_DATES = [grammar(source) for source in _MISSING_WORDS["noughtDates"]]


def missing_reader(rule, are_numbers=False):
    """
    What says whether a trimmed cell is missing under a column's rule, or by itself. Codes such as 09 are compared as the
    numbers that they look like only where all cells are read as numbers.
    """
    if not rule:
        return _is_missing
    missing = frozenset(cell.lower() for cell in rule.get("missing", []))
    keep = frozenset(cell.lower() for cell in rule.get("keep", []))
    numbers = missing_numbers(rule)

    def read(cell):
        lower = cell.lower()
        is_number = cell != "" and (are_numbers or not _CODE.search(cell))
        if lower in missing or (numbers and is_number and _either_number(cell) in numbers):
            return True
        return _is_missing(cell) and lower not in keep

    return read


def missing_numbers(rule):
    """The numbers that a rule says are missing."""
    cells = (rule or {}).get("missing", [])
    numbers = (_either_number(cell) for cell in cells if trimmed(cell) != "")
    return frozenset(number for number in numbers if number == number)


def _either_number(cell):
    """The number of a cell with either decimal mark, and as money."""
    plain = number_of(_WITH_COMMA.sub(r"\1.\2", cell))
    return _amount_of(cell) if plain != plain and len(cell) <= _LONGEST_NUMBER else plain


def _amount_of(cell):
    """The number of a cell with a currency or groups, where both decimal marks leave no other."""
    found = [written_quantity(cell, mark) for mark in ".,"]
    amounts = [own for own in found if own and not (own.unit or own.percent or own.bound)]
    values = {own.read(1, 1) for own in amounts}
    return values.pop() if len(values) == 1 else NAN


def _is_missing(cell):
    return len(cell) <= 4 and cell.lower() in _ALWAYS


def is_missing_among_numbers(cell):
    """Whether a cell is missing where it stands among numbers or dates."""
    if len(cell) > _LONGEST_WORD:
        return False
    return cell.lower() in _AMONG_NUMBERS or _SIGNS_ALONE.match(cell) is not None


def is_no_date(cell):
    """Whether a cell among dates says that there is none."""
    if cell.lower() in _NO_DATE_WORDS or is_missing_among_numbers(cell):
        return True
    return len(cell) >= 5 and any(own.match(cell) for own in _NOUGHT_DATES)
