"""Columns that are written in another form than in training, as far as that shows for sure."""

import math

from .grammar import WORDS, grammar
from .cell_levels import boolean_reader, list_items
from .numbers import number_reader, parts_reader
from .settling_dates import settle_dates
from .settling_names import as_units
from .settling_refused import without_refused
from .settling_readings import all_rows, different, rows_read, settle

_PAIRS = [{"yes": yes, "no": no} for yes, no in WORDS["booleanPairs"]]
_WITH_POINT = grammar(r"\d\.\d|^\.\d")
_PLAIN = grammar(r"^[+-]?[\d.]+$")
_SAYS_WHICH = grammar(r"POINT|\d\s?°?\s?[NSEW]", "i")
_POLE = 90
# Up to so many times the largest number of training, numbers are of its size; from so many on, a thousandth of them is.
_NEAR, _FAR = 10, 100


def settled_parser(column, cells):
    """
    The parser by which these cells (text and rows of each) are read, and what to say of it.
    Raises Undecided where another form reads more of them, but not all.
    """
    parser = column["parser"]
    kind = parser["kind"]
    if not cells:
        return parser, None
    if kind == "boolean":
        found = _settle_booleans(parser, cells)
    elif kind == "datetime":
        found = settle_dates(parser, cells)
    elif kind == "list":
        found = _settle_lists(parser, cells)
    elif kind == "numeric":
        found = _settle_numbers(column, cells)
    else:
        found = None
    if found is None or found[1] is None:
        return found or (parser, None)
    note = "column '%s' is written otherwise than in training and read so: %s"
    return found[0], note % (column["name"], found[1])


def _settle_booleans(trained, cells):
    if {"yes": trained["yes"], "no": trained["no"]} not in _PAIRS:
        return None
    return _settle_pair(cells, rows_read(cells, boolean_reader(trained)))


def _settle_pair(cells, own):
    """Another pair of words in which all cells say yes or no."""
    others = [rows_read(cells, boolean_reader(pair)) for pair in _PAIRS]
    place = settle(all_rows(cells), own, others)
    if place is None:
        return None
    pair = dict(_PAIRS[place], kind="boolean")
    return pair, "%s or %s" % (pair["yes"], pair["no"])


def _settle_lists(trained, cells):
    known = set(trained["items"])

    def reader(separator):
        def read(cell):
            own = list_items(separator, cell) or []
            count = sum(item in known for item in own)
            least = 1 if separator == "[]" != trained["separator"] else len(own)
            return float(len(own)) if 0 < count >= least else math.nan

        return read

    read_trained = reader(trained["separator"])
    if rows_read(cells, read_trained) == all_rows(cells):
        return None
    others = []
    for separator in WORDS["listSeparators"]:
        read = reader(separator)
        telling = [own for own in cells if repr(read_trained(own[0])) != repr(read(own[0]))]
        others.append((rows_read(telling, read), rows_read(telling, read_trained), separator))
    others = [other for other in others if other[2] != trained["separator"]]
    others.sort(key=lambda other: -other[0])
    most, own, separator = others[0]
    if most <= own:
        return None
    if own > 0 or most == others[1][0]:
        raise Undecided("%d lists can be read as in training, %d otherwise" % (own, most))
    return dict(trained, separator=separator), "lists with %s" % separator


def _settle_numbers(column, cells):
    trained = column["parser"]
    cells = without_refused(trained, cells)
    has_ends = any(part != "bound" for part in trained.get("parts", []))
    in_units = as_units(trained, cells)
    parser = in_units[0] if in_units else trained
    found = _settle_marks(dict(column, parser=parser), cells) if cells else None
    found = found or in_units
    if has_ends:
        return _settle_ends(found[0] if found else trained, cells) or found
    return found


def _settle_marks(column, cells):
    """Numbers with the other decimal mark, or in groups of thousands where training had none."""
    trained = column["parser"]
    if trained.get("hexadecimal"):
        return None
    filled = all_rows(cells)
    read = number_reader(trained)
    if trained["decimal"] == "." and rows_read(cells, read) == filled:
        return None
    flipped = "," if trained["decimal"] == "." else "."
    same = dict(trained, thousands=True)
    other = dict(trained, thousands=True, decimal=flipped, eitherMark=False)
    forms = different([(own, number_reader(own)) for own in (same, other)], cells)
    forms = _likely(forms, column.get("range"), cells)
    own_rows = min(_rows_of_own(cells, trained, read, form) for form in forms)
    rows = [rows_read(cells, own) for _, own in forms]
    complete = rows.index(filled) if filled in rows else -1
    is_strict = complete >= 0 and _adds_marks(forms[complete], trained, read, cells)
    place = settle(filled, own_rows, rows, is_strict)
    if place is not None:
        parser = forms[place][0]
        return parser, "numbers with %s before fractions" % parser["decimal"]
    if own_rows == 0 and not trained.get("parts") and _is_pair(column.get("range")):
        return _settle_pair(cells, 0)
    return None


def _is_pair(own):
    return bool(own) and own["low"] == 0 and own["high"] == 1 and own["isWhole"]


def _likely(forms, own, cells):
    """
    Of two forms that read all cells, that of training's decimal mark first, the one whose numbers (of ranges, halves) are
    whole as training's were. What may be thousands where training had fractions is told by its size, where that is clear.
    """
    values = [[read(cell) for cell, _ in cells] for _, read in forms]
    reads_all = all(value == value for each in values for value in each)
    if not own or len(forms) == 1 or not reads_all:
        return forms
    times = 2 if forms[0][0].get("form") in ("range", "open-range") else 1
    were_whole = own["isWhole"] if times == 1 else own.get("areHalves")
    are_whole = [all(_is_whole(times * value) for value in each) for each in values]
    if sum(are_whole) != 1 or were_whole is None:
        return forms
    whole, other = forms if are_whole[0] else forms[::-1]
    if were_whole:
        return [whole]
    may_be_plain = whole[0]["decimal"] == "," and all(_PLAIN.match(cell) for cell, _ in cells)
    if whole is not forms[0] or may_be_plain:
        return [other]
    usual = max(abs(own["low"]), abs(own["high"]))
    most = max(abs(value) for value in values[0])
    if most <= _NEAR * usual:
        return [whole]
    return forms if most < _FAR * usual else [other]


def _is_whole(value):
    return math.isfinite(value) and value == math.floor(value)


def _rows_of_own(cells, trained, read, form):
    """Rows that training reads as its own: no points where others' are of thousands."""
    parser, theirs = form
    if trained["decimal"] == "." or parser["decimal"] == ",":
        return rows_read(cells, read)

    def is_other(cell):
        own, other = read(cell), theirs(cell)
        return own == own and other == other and own != other

    if not any(is_other(cell) for cell, _ in cells):
        return rows_read(cells, read)
    ungrouped = number_reader(dict(trained, thousands=False))

    def read_own(cell):
        is_foreign = _WITH_POINT.search(cell) and not math.isnan(ungrouped(cell))
        return math.nan if is_foreign else read(cell)

    return rows_read(cells, read_own)


def _adds_marks(form, trained, read, cells):
    """Whether a form only reads thousands besides: what training reads is read alike."""
    parser, other = form
    if parser["decimal"] != trained["decimal"]:
        return False
    return all(math.isnan(read(cell)) or read(cell) == other(cell) for cell, _ in cells)


def _settle_ends(parser, cells):
    """A latitude beyond the poles proves that the numbers of points stand the other way round."""
    parts = parser.get("parts", [])
    if "latitude" not in parts or "longitude" not in parts:
        return None
    read = parts_reader(parser)
    north, east = parts.index("latitude"), parts.index("longitude")
    own = [read(cell) for cell, _ in cells if not _SAYS_WHICH.search(cell)]
    places = [(part[north], part[east]) for part in own if part]
    places = [place for place in places if not math.isnan(place[0] + place[1])]
    is_beyond = any(abs(latitude) > _POLE for latitude, _ in places)
    if not is_beyond or any(abs(longitude) > _POLE for _, longitude in places):
        return None
    return dict(parser, turned=True), "points with their numbers the other way round"
