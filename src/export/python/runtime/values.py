"""Values of programs as cells: their texts, and the numbers and times that they are."""

import datetime
import decimal
import json

import numpy as np

from .grammar import js_number_text

_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
_MILLISECOND = datetime.timedelta(milliseconds=1)


class Cell:
    """A value as the text of a cell, with the number or the time (in ms) that it is."""

    __slots__ = ("text", "number", "time")

    def __init__(self, text, number=None, time=None):
        self.text = text
        self.number = number
        self.time = time


class DistinctCells:
    """The different cells of a column, and which of them each row has."""

    def __init__(self, values):
        self.cells = []
        self.places = np.empty(len(values), dtype=np.int64)
        known = {}
        for row, value in enumerate(values):
            key = value if type(value) is str else _key_of(value)
            place = known.get(key)
            if place is None:
                place = known[key] = len(self.cells)
                self.cells.append(_cell_of(value))
            self.places[row] = place
        self.rows_of = np.bincount(self.places, minlength=len(self.cells))

    def spread(self, own, dtype):
        """What each cell has, row by row."""
        if not self.cells:
            return np.empty(0, dtype=dtype)
        return np.array(own, dtype=dtype)[self.places]


def listed(values):
    """The values of a column as a list whose numbers are Python's own."""
    if isinstance(values, np.ma.MaskedArray):
        # What is masked is None.
        return values.tolist()
    if not isinstance(values, np.ndarray):
        return list(values)
    # Thirty-two bits are written shorter, and dates of any size are no datetime.
    is_plain = values.dtype.kind in "biuU" or values.dtype == np.float64
    return values.tolist() if is_plain else list(values)


def _key_of(value):
    if _is_nothing(value):
        return None
    try:
        hash(value)
    except TypeError:
        return (list, _json_text(value))
    return (type(value), value)


def _is_nothing(value):
    """None, NaN, and what pandas has for no value."""
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return True
    if isinstance(value, decimal.Decimal):
        # Of its NaN, some cannot be compared.
        return value.is_nan()
    singles = (float, np.floating, np.datetime64, np.timedelta64)
    is_single = isinstance(value, singles)
    return is_single and bool(value != value)


def _cell_of(value):
    if type(value) is str:
        return Cell(value)
    if _is_nothing(value):
        return Cell("")
    if isinstance(value, (bool, np.bool_)):
        return Cell("true" if value else "false")
    if isinstance(value, (datetime.timedelta, np.timedelta64)):
        # Of numpy it would be a whole number, of a unit that the value alone knows.
        return Cell(str(np.timedelta64(value)))
    if isinstance(value, (int, np.integer)):
        return Cell(str(int(value)), _float_of(int(value)))
    if isinstance(value, (float, np.floating)):
        return Cell(_float_text(value), float(value))
    if hasattr(value, "as_integer_ratio"):
        # Decimals, fractions, and numbers of other libraries.
        return Cell(str(value), _float_of(value))
    if isinstance(value, np.datetime64):
        return _time_cell(int(value.astype("datetime64[ms]").astype(np.int64)))
    if isinstance(value, datetime.date):
        return _time_cell(_milliseconds_of(value))
    if isinstance(value, (bytes, bytearray)):
        return Cell(bytes(value).decode("utf-8", "replace"))
    if isinstance(value, (list, tuple, set, frozenset, dict, np.ndarray)):
        return Cell(_json_text(value))
    return Cell(str(value))


def _float_of(number):
    try:
        return float(number)
    except OverflowError:
        return np.inf if number > 0 else -np.inf


def _float_text(value):
    is_short = isinstance(value, (np.float16, np.float32))
    return js_number_text(float(str(value)) if is_short else float(value))


def _milliseconds_of(value):
    if not isinstance(value, datetime.datetime):
        value = datetime.datetime(value.year, value.month, value.day)
    if value.tzinfo is None:
        value = value.replace(tzinfo=datetime.timezone.utc)
    return (value - _EPOCH) // _MILLISECOND


def _time_cell(milliseconds):
    return Cell(_time_text(milliseconds), time=float(milliseconds))


def _time_text(milliseconds):
    """A time in ISO 8601; as milliseconds where it is of a year that Python does not know."""
    try:
        moment = _EPOCH + milliseconds * _MILLISECOND
    except OverflowError:
        return str(milliseconds)
    clock = (moment.hour, moment.minute, moment.second, moment.microsecond // 1000)
    date = (moment.year, moment.month, moment.day)
    return "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ" % (date + clock)


def _json_text(value):
    """What is no single value as JSON, as JavaScript writes it."""
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, dict):
        pairs = (_json_text(str(name)) + ":" + _json_text(own) for name, own in value.items())
        return "{" + ",".join(pairs) + "}"
    if isinstance(value, (list, tuple, set, frozenset)):
        return "[" + ",".join(_json_text(own) for own in value) + "]"
    if _is_nothing(value):
        return "null"
    cell = _cell_of(value)
    if cell.number is not None or isinstance(value, (bool, np.bool_)):
        return cell.text if np.isfinite(cell.number or 0) else "null"
    return json.dumps(cell.text, ensure_ascii=False)


def point_text(value):
    """A point that is an object as the text of one."""
    if value.get("type") != "Point" or value.get("coordinates") is None:
        return ""
    return '{"type":"Point","coordinates":' + _json_text(value["coordinates"]) + "}"
