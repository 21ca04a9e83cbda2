"""Dates that are written as one number."""

import math

from .grammar import NAN, grammar
from .calendar_times import DAY, time_of_date

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


def is_digit_order(order):
    """Whether dates of this order are written as one number."""
    return order in ("year", "compact", "excel-serial") or order.startswith("epoch-")


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


def digit_forms(cell):
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
    if not math.isfinite(value):
        return value
    # Half more would be rounded itself where doubles hold no halves.
    whole = float(math.floor(value))
    return whole + 1 if value - whole >= 0.5 else whole


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
