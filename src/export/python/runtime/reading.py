"""Raw rows as typed columns, as the model's own training data was read."""

import math

import numpy as np

from .grammar import trimmed
from .cell_levels import MISSING_CODE, UNSEEN_CODE, boolean_reader, level_reader, list_items
from .cell_levels import spelling_reader
from .missing import is_missing_among_numbers, is_no_date, missing_numbers, missing_reader
from .numbers import number_reader, part_of_lone, parts_reader
from .dates import datetime_reader
from .other_clocks import other_clocks
from .settling import settled_parser
from .settling_readings import Undecided
from .tables import raw_columns
from .values import Cell, DistinctCells, listed

_ENOUGH_ROWS = 20
_QUOTED = 3


def read_table(schema, rows):
    """
    The columns of a model's features, and notes on what could not be read. Rows are dictionaries,
    columns by name or the path of a CSV file. Raises ValueError for columns that are absent, and
    for those of which most cells cannot be read.
    """
    count, columns, is_file, notes = raw_columns(schema, rows)
    features = [
        column
        for column in schema["columns"]
        if column["role"] == "feature" and column["kind"] != "ignored"
    ]
    _join_points(features, columns)
    _check_names(features, columns)
    is_judged = is_file or count >= _ENOUGH_ROWS
    known = {column["name"] for column in schema["columns"]}
    extra = [name for name in columns if name not in known]
    if extra:
        notes.append("columns that the model does not know are ignored: " + ", ".join(extra))
    table = {}
    for column in features:
        own, more = _read_column(column, columns[column["name"]], is_judged)
        table[column["name"]] = own
        notes += more
    return {"rows": count, "columns": table}, notes


def _check_names(features, columns):
    absent = [column["name"] for column in features if column["name"] not in columns]
    if absent:
        names = ", ".join('"%s"' % name for name in absent)
        has = ", ".join(columns) or "none"
        raise ValueError("The data lacks the column(s) %s; it has: %s." % (names, has))


def _join_points(features, columns):
    """Points that come in two columns: `loc.type` and `loc.coordinates` for `loc`."""
    for column in features:
        name = column["name"]
        parts = [columns.get(name + ".type"), columns.get(name + ".coordinates")]
        is_point = column["parser"].get("form") == "point"
        if not is_point or name in columns or any(part is None for part in parts):
            continue
        texts = [DistinctCells(listed(part)) for part in parts]
        types, places = [[own.cells[place].text for place in own.places] for own in texts]
        if all(text in ("Point", "") for text in types):
            start = '{"type":"Point","coordinates":'
            columns[name] = ["" if place == "" else start + place + "}" for place in places]
            del columns[name + ".type"], columns[name + ".coordinates"]


def _read_column(column, values, is_judged):
    parser = column["parser"]
    kind = parser["kind"]
    fast = _plain_numbers(column, values)
    if fast is not None:
        return fast, _infinite(column, len(values), values[np.isinf(values)].tolist())
    cells = _present_cells(column, DistinctCells(listed(values)))
    if kind == "text":
        texts = [own.text or None for own in cells.cells]
        return {"kind": "text", "texts": [texts[place] for place in cells.places]}, []
    notes = []
    judged = _judged_texts(column, cells)
    if kind != "categorical":
        try:
            parser, note = settled_parser(column, judged)
        except Undecided as doubt:
            message = "column '%s' is written otherwise than in training: " % column["name"]
            message += str(doubt)
            if is_judged:
                raise ValueError(message) from None
            note = message + ": what cannot be read as in training counts as missing"
        notes = [note] if note else []
    if kind == "categorical":
        return _read_levels(column, cells)
    if kind == "list":
        own, found = _read_lists(parser, cells)
        notes += _unknown_lists(column, parser, cells, own["lists"])
    elif kind == "datetime":
        notes += other_clocks(column, parser, judged)
        own, found = _read_times(parser, cells)
    else:
        own, found = _read_numbers(parser, cells)
    return own, notes + _judge(column, cells, found, is_judged)


def _plain_numbers(column, values):
    """A column of numbers that are numbers already; None for others."""
    parser = column["parser"]
    is_plain = isinstance(values, np.ndarray) and values.dtype.kind in "iuf"
    if not is_plain or isinstance(values, np.ma.MaskedArray) or parser["kind"] != "numeric" or _are_texts(parser):
        return None
    numbers = values.astype(np.float64)
    numbers[~np.isfinite(numbers)] = math.nan
    for out in missing_numbers(column.get("missing")):
        numbers[numbers == out] = math.nan
    own = {"kind": "numeric", "values": numbers}
    if "parts" in parser:
        form = parser.get("form")
        own["parts"] = [
            (part, np.array([part_of_lone(form, part, value) for value in numbers]))
            for part in parser["parts"]
        ]
    return own


def _are_texts(parser):
    """Whether numbers of programs are read by their texts too: among ranges with one end -18 is up to 18."""
    return parser["kind"] == "numeric" and parser.get("form") == "open-range"


def _present_cells(column, cells):
    """The cells with trimmed texts, '' for what is missing; numbers that are read by them have the column's decimal mark."""
    parser = column["parser"]
    are_numbers = parser["kind"] in ("numeric", "datetime")
    has_comma = _are_texts(parser) and parser["decimal"] == ","
    is_missing = missing_reader(column.get("missing"), are_numbers)
    own = []
    for cell in cells.cells:
        text = trimmed(cell.text)
        if has_comma and cell.number is not None:
            text = text.replace(".", ",")
        own.append(Cell("") if is_missing(text) else Cell(text, cell.number, cell.time))
    cells.cells = own
    return cells


def _is_filled(kind, text):
    """Whether a cell that is not missing says something: among numbers and dates more words do not."""
    if text == "":
        return False
    if kind == "datetime":
        return not is_no_date(text)
    return kind != "numeric" or not is_missing_among_numbers(text)


def _judged_texts(column, cells):
    """Texts that say something to the parser, each with its rows; values of programs need none."""
    kind = column["parser"]["kind"]
    are_texts = _are_texts(column["parser"])
    return [
        (cell.text, int(rows))
        for cell, rows in zip(cells.cells, cells.rows_of)
        if rows > 0
        and _is_filled(kind, cell.text)
        and (kind != "datetime" or cell.time is None)
        and (kind != "numeric" or cell.number is None or are_texts)
    ]


def _read_levels(column, cells):
    parser = column["parser"]
    read, respell = level_reader(parser), spelling_reader(parser)
    codes, otherwise = [], []
    for cell in cells.cells:
        code = MISSING_CODE if cell.text == "" else read(cell.text)
        if code == UNSEEN_CODE:
            code = respell(cell.text)
            if code >= 0:
                otherwise.append("'%s' as '%s'" % (cell.text, parser["levels"][code]))
        codes.append(code)
    notes = []
    if otherwise:
        note = "levels of '%s' that are written otherwise than in training are read as those: %s%s"
        more = len(otherwise) - _QUOTED
        quoted = ", ".join(otherwise[:_QUOTED])
        notes.append(note % (column["name"], quoted, " and %d more" % more if more > 0 else ""))
    strange = [place for place, code in enumerate(codes) if code == UNSEEN_CODE]
    if strange:
        rows = sum(int(cells.rows_of[place]) for place in strange)
        note = "%d of %d cells of '%s' hold levels that training did not have, e.g. '%s'"
        example = cells.cells[strange[0]].text
        notes.append(note % (rows, len(cells.places), column["name"], example))
    own = {
        "kind": "coded",
        "codes": cells.spread(codes, np.int32),
        "levels": len(parser["levels"]),
        "isOrdered": bool(parser.get("isOrdered")),
    }
    return own, notes


def _read_lists(parser, cells):
    codes = {item: code for code, item in enumerate(parser["items"])}
    lists, found = [], []
    for cell in cells.cells:
        items = None if cell.text == "" else list_items(parser["separator"], cell.text)
        found.append(math.nan if items is None else 0.0)
        own = None if items is None else sorted(codes[item] for item in items if item in codes)
        lists.append(own)
    rows = [lists[place] for place in cells.places]
    return {"kind": "list", "lists": rows, "items": len(codes)}, found


def _unknown_lists(column, parser, cells, lists):
    """A note on cells of which training knew no item."""
    separator = parser["separator"]
    strange = [
        cells.cells[place].text
        for place, own in zip(cells.places, lists)
        if own == [] and list_items(separator, cells.cells[place].text)
    ]
    if not strange:
        return []
    note = "%d of %d cells of '%s' hold no item that training had, e.g. '%s'"
    return [note % (len(strange), len(lists), column["name"], strange[0])]


def _read_times(parser, cells):
    read = datetime_reader(parser)
    is_day = parser["order"] != "time"
    values = []
    for cell in cells.cells:
        if not _is_filled("datetime", cell.text):
            values.append(math.nan)
        else:
            values.append(cell.time if is_day and cell.time is not None else read(cell.text))
    own = {"kind": "datetime", "values": cells.spread(_finite(values), np.float64)}
    return own, values


def _read_numbers(parser, cells):
    is_boolean = parser["kind"] == "boolean"
    read = boolean_reader(parser) if is_boolean else number_reader(parser)
    form = parser.get("form")
    is_number = [
        cell.number is not None and not is_boolean and not _are_texts(parser) for cell in cells.cells
    ]
    values = []
    for cell, own in zip(cells.cells, is_number):
        if cell.text == "":
            values.append(math.nan)
        else:
            values.append(cell.number if own else read(cell.text))
    column = {"kind": "numeric", "values": cells.spread(_finite(values), np.float64)}
    names = [] if is_boolean else parser.get("parts", [])
    if "parts" in parser:
        read_parts = parts_reader(parser)
        parts = []
        for cell, own, value in zip(cells.cells, is_number, values):
            if not math.isfinite(value):
                parts.append([math.nan] * len(names))
            elif own:
                parts.append([part_of_lone(form, name, value) for name in names])
            else:
                parts.append(read_parts(cell.text) or [math.nan] * len(names))
        column["parts"] = [
            (name, cells.spread([own[place] for own in parts], np.float64))
            for place, name in enumerate(names)
        ]
    return column, values


def _finite(values):
    return [value if math.isfinite(value) else math.nan for value in values]


def _judge(column, cells, found, is_judged):
    """Notes on filled cells that are lost. Raises ValueError where those that cannot be read are most."""
    kind = column["parser"]["kind"]
    filled, unread, example, infinite = 0, 0, "", []
    for cell, rows, own in zip(cells.cells, cells.rows_of, found):
        if rows == 0 or not _is_filled(kind, cell.text):
            continue
        filled += int(rows)
        if own != own:
            unread += int(rows)
            example = example or cell.text
        elif math.isinf(own):
            infinite += [cell.text] * int(rows)
    lost = _infinite(column, filled, infinite)
    if unread == 0:
        return lost
    message = "%d of %d cells of '%s' cannot be read, e.g. '%s'" % (
        unread, filled, column["name"], example
    )
    if is_judged and 2 * unread > filled:
        known = "the column was %s in training: is this the right data?"
        raise ValueError(message + "; " + known % column["kind"])
    return [message + _lost(unread)] + lost


def _infinite(column, filled, cells):
    """A note on cells that are too large to be numbers."""
    if not cells:
        return []
    verb = "is" if len(cells) == 1 else "are"
    note = "%d of %d cells of '%s' %s too large a number, e.g. '%s'"
    return [note % (len(cells), filled, column["name"], verb, cells[0]) + _lost(len(cells))]


def _lost(cells):
    return ": it counts as missing" if cells == 1 else ": they count as missing"
