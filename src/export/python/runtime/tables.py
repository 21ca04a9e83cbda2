"""Rows, columns and CSV files as columns of values by name."""

import csv
import io
import itertools
import os
import re
from collections import Counter
from collections.abc import Iterable, Mapping

import numpy as np

from .grammar import clean_text, grammar
from .values import point_text

_DELIMITERS = (",", ";", "\t", "|", "^")
# Stands between no two cells of a text: Unicode has no character there.
_NO_DELIMITER = "\uffff"
_SNIFFED_RECORDS = 100
_NUMBER_WITH_MARKS = grammar(r"^[^\d,;\t|^]{0,4}\d[\d.,]*[^\d,;\t|^]{0,4}$")
_DELIMITER_SIGN = grammar(r'^"?sep=(.)"?(?:\r?\n|\r)', "i")
_LARGEST_FIELD = 2**31 - 1
_JSON = re.compile(r'\s*(?:\[\s*)?\{\s*"')
_READS_CSV = "a file is read as CSV: read others by Python's json or by pandas, and give their rows"
_HEADERS = "rows of %s that are the header once more count as missing: %d"
# Of fewer columns, a row of their names in another order may be a row of data.
_FEWEST_MIXED = 3
# Characters by which the marks around cells are found.
_SAMPLE = 256 * 1024
_DOUBLE_QUOTED = re.compile(r'(?:^|[,;\t|^\n\r])[ \xa0]*"')
_SINGLE_BEGUN = re.compile(r"(?:^|[,;\t|^\n\r])'")
_SINGLE_QUOTED = re.compile(r"(?:^|[,;\t|^\n\r])'(?:[^'\n\r]|'')*'(?=[,;\t|^\n\r]|\Z)")
_LAST_SINGLE_QUOTED = re.compile(r"(?:^|[,;\t|^\n\r])'(?:[^'\n\r]|'')*'?\Z")


def raw_columns(schema, rows):
    """The number of rows, their columns by name, whether they come from a file, and notes on them."""
    if isinstance(rows, (str, os.PathLike)):
        count, columns, notes = _csv_columns(schema, rows)
        return count, columns, True, notes
    if hasattr(rows, "columns") and hasattr(rows, "to_dict"):
        count, columns = _columns_of_frame(rows)
    elif isinstance(rows, Mapping):
        count, columns = _columns_of(rows)
    else:
        count, columns = _columns_of_rows(schema, rows)
    if count == 0:
        raise ValueError("The data has no rows.")
    return count, _named(schema, columns), False, []


def _named(schema, columns):
    """Columns by their clean names. Raises ValueError where two of them would be one that the model knows."""
    known = {column["name"] for column in schema["columns"] if column["role"] == "feature"}
    own = {}
    for written, values in columns:
        name = clean_text(str(written))
        if name in own and name in known:
            raise ValueError('Two columns are called "%s".' % name)
        if isinstance(values, np.ndarray) and values.ndim > 1:
            raise ValueError('"%s" holds a table, not a column.' % name)
        own[name] = values
    return own


def _columns_of_frame(frame):
    """Columns of pandas, or of what is like it."""
    names = list(frame.columns)
    if not hasattr(frame, "iloc"):
        return _columns_of(frame.to_dict())
    return len(frame), [(name, frame.iloc[:, i].to_numpy()) for i, name in enumerate(names)]


def _columns_of(columns):
    count = None
    for name, values in columns.items():
        if not _is_column(values):
            message = '"%s" holds one value, not a column of them: give a list of rows.'
            raise ValueError(message % name)
        if hasattr(values, "to_numpy"):
            columns = dict(columns, **{name: values.to_numpy()})
        if count is not None and len(values) != count:
            raise ValueError('Columns differ in length: "%s" has %d values.' % (name, len(values)))
        count = len(values)
    return count or 0, list(columns.items())


def _is_column(values):
    is_lone = isinstance(values, (str, bytes)) or getattr(values, "shape", None) == ()
    return hasattr(values, "__len__") and not is_lone


def _columns_of_rows(schema, rows):
    points = {
        column["name"]
        for column in schema["columns"]
        if (column["parser"] or {}).get("form") == "point"
    }
    columns = {}
    count = 0
    if not isinstance(rows, Iterable):
        message = "Give a list of rows, columns by name, a DataFrame or the path of a CSV file, not %s."
        raise ValueError(message % type(rows).__name__)
    for row in rows:
        if not isinstance(row, Mapping):
            message = "Row %d is no dictionary of values by the names of columns."
            raise ValueError(message % (count + 1))
        for name, value in _flat_values(row, points):
            own = columns.setdefault(name, [])
            if len(own) > count:
                raise ValueError('Row %d has two values for "%s".' % (count + 1, name))
            own.extend([None] * (count - len(own)))
            own.append(value)
        count += 1
    for own in columns.values():
        own.extend([None] * (count - len(own)))
    return count, list(columns.items())


def _flat_values(row, points, prefix=""):
    """The values of a row, those of objects inside it under their paths."""
    for name, value in row.items():
        path = prefix + str(name)
        if not isinstance(value, Mapping):
            yield path, value
        elif clean_text(path) in points:
            yield path, point_text(value)
        else:
            for own in _flat_values(value, points, path + "."):
                yield own


def _csv_columns(schema, path):
    text, delimiter = _without_sign(_decoded_file(path))
    if _JSON.match(text):
        raise ValueError("%s holds JSON, and %s." % (path, _READS_CSV))
    limit = csv.field_size_limit(_LARGEST_FIELD)
    try:
        quote = _quote_of(text)
        lines = list(io.StringIO(text, newline=""))
        delimiter = delimiter or _sniffed_delimiter(lines, schema["header"], quote)
        _check_quotes(path, text[:_SAMPLE], delimiter, quote)
        records = _without_blank(list(_records_of(lines, delimiter, quote)), delimiter)
    finally:
        csv.field_size_limit(limit)
    columns, repeats = _columns_of_records(schema, path, records)
    count = len(next(iter(columns.values()), []))
    if count == 0:
        raise ValueError("%s has no rows." % path)
    return count, columns, [_HEADERS % (path, repeats)] if repeats else []


def _records_of(lines, delimiter, quote):
    """Records of cells, each with the number of its last line; those of blank lines have no cell.

    Blanks before a cell do not count, but where a tab may be an empty one.
    """
    trims = delimiter not in "\t "
    reader = csv.reader(lines, delimiter=delimiter, quotechar=quote, skipinitialspace=trims)
    for record in reader:
        is_blank = trims and len(record) == 1 and not lines[reader.line_num - 1].strip(" \t\r\n")
        yield reader.line_num, [] if is_blank else record


def _without_blank(records, delimiter):
    """The records without blank lines; of one column these are rows, but above and behind the others."""
    filled = [place for place, (_, record) in enumerate(records) if record]
    if delimiter != _NO_DELIMITER:
        return [records[place] for place in filled]
    table = records[filled[0] : filled[-1] + 1] if filled else []
    return [(line, record or [""]) for line, record in table]


def _quote_of(text):
    """A single quote where all cells that begin with one end with one, and none begins with a double one."""
    sample = text[:_SAMPLE]
    if _DOUBLE_QUOTED.search(sample):
        return '"'
    if len(text) >= _SAMPLE:
        # A cell that is cut off would look as if its quote stayed open.
        sample = _LAST_SINGLE_QUOTED.sub("", sample)
    begun = len(_SINGLE_BEGUN.findall(sample))
    return "'" if 0 < begun == len(_SINGLE_QUOTED.findall(sample)) else '"'


def _check_quotes(path, text, delimiter, quote):
    """Raises ValueError where a quote inside a cell stands behind a backslash: it would end the cell."""
    inside = r"\\%s[^%s\r\n]" % (quote, re.escape(delimiter))
    cell = r"(?:^|[%s\r\n])%s[^%s\r\n]*?%s" % (re.escape(delimiter), quote, quote, inside)
    if re.search(cell, text):
        message = "%s: quotes inside cells stand behind backslashes: write them twice."
        raise ValueError(message % path)


def _without_sign(text):
    """The text behind a first line that tells the delimiter, as Excel writes it, and that."""
    told = _DELIMITER_SIGN.match(text)
    return (text[told.end() :], told.group(1)) if told else (text, None)


def _columns_of_records(schema, path, rows):
    width = len(rows[0][1]) if rows else 0
    names = ["c%d" % (place + 1) for place in range(width)]
    header = None
    if schema["header"] and rows:
        header = [clean_text(text) for text in rows[0][1]]
        names = _named_once(header)
        rows = rows[1:]
    for line, record in rows:
        if len(record) != width:
            message = "%s: line %d has %d cells, not %d."
            raise ValueError(message % (path, line, len(record), width))
    repeats = set() if header is None else _repeats_of(rows, header, path)
    own = [[""] * width if row in repeats else record for row, (_, record) in enumerate(rows)]
    columns = {name: [record[place] for record in own] for place, name in enumerate(names)}
    return columns, len(repeats)


def _repeats_of(rows, header, path):
    """The rows that are the header once more. Raises ValueError where its names come in another order."""
    named = sum(name != "" for name in header)
    # Rows of numbers alone may be data, whatever the columns are called.
    if named < 2 or not any(char.isalpha() for name in header for char in name):
        return set()
    all_names, repeats, mixed = set(header), set(), {}
    for row, (line, record) in enumerate(rows):
        if clean_text(record[0]) not in all_names:
            continue
        texts = [clean_text(text) for text in record]
        if texts == header:
            repeats.add(row)
        elif named >= _FEWEST_MIXED and sorted(texts) == sorted(header):
            mixed[row] = line
    found = repeats.union(mixed)
    if not found:
        return set()
    others = [record for row, (_, record) in enumerate(rows) if row not in found]
    if _are_values(others, all_names - {""}, bool(mixed)):
        return set()
    for line in mixed.values():
        raise ValueError("%s: line %d names the columns in another order." % (path, line))
    return repeats


def _are_values(others, names, is_mixed):
    """Whether each column has names in other rows as well, or has nothing but names in another order."""
    if not others:
        return is_mixed
    for cells in zip(*others):
        texts = {clean_text(text) for text in cells}
        if not texts & names and not (is_mixed and texts == {""}):
            return False
    return True


def _decoded_file(path):
    with open(path, "rb") as file:
        data = file.read()
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    if b"\0" in data:
        place = data.index(b"\0") + 1
        raise ValueError("%s is no text (byte %d is 0), and %s." % (path, place, _READS_CSV))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # As Windows reads it: what has no character there keeps its number.
        return "".join(_WINDOWS[byte] for byte in data)


_WINDOWS = [bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256)]


def _named_once(texts):
    """Clean names, each used once: empty ones by their places, repeated ones with numbers."""
    names = []
    for place, written in enumerate(texts):
        base = written or "column_%d" % (place + 1)
        name, number = base, 2
        while name in names or (name != written and name in texts):
            name, number = "%s_%d" % (base, number), number + 1
        names.append(name)
    return names


def _sniffed_delimiter(lines, header, quote):
    """The delimiter under which most of the first rows are as wide as most; else the one in the first, or none."""
    tries = [_first_records(lines, delimiter, quote) for delimiter in _DELIMITERS]
    scores = [_score_of(own, mark, header) for own, mark in zip(tries, _DELIMITERS)]
    best = max(scores)
    if best > 0:
        return _DELIMITERS[scores.index(best)]
    widths = [len(own[0]) if own else 0 for own in tries]
    widest = max(widths)
    return _DELIMITERS[widths.index(widest)] if widest > 1 else _NO_DELIMITER


def _first_records(lines, delimiter, quote):
    filled = (record for _, record in _records_of(lines, delimiter, quote) if record)
    return list(itertools.islice(filled, _SNIFFED_RECORDS))


def _score_of(records, delimiter, header):
    rows = records[1:] if header and len(records) > 1 else records
    if not rows or (header and len(records[0]) < 2):
        return 0
    widths = Counter(len(row) for row in rows)
    width = max(widths, key=lambda own: (widths[own], own))
    near = sum(abs(len(row) - width) <= 1 for row in rows) / len(rows)
    if width < 2 or near < 0.5:
        return 0
    others = [mark for mark in _DELIMITERS if mark != delimiter]
    cells = [cell for row in rows for cell in row]
    clean = sum(
        1 for cell in cells
        if _NUMBER_WITH_MARKS.match(cell) or not any(mark in cell for mark in others)
    ) / len(cells)
    return (widths[width] / len(rows) + near) / 2 * clean + min(width, 1000) / 1e6
