"""Which of some readings of cells holds."""

import math


class Undecided(Exception):
    """Cells that another form reads better than that of training, though not clearly."""


def rows_read(cells, read):
    """How many rows can be read."""
    return sum(rows for cell, rows in cells if not math.isnan(read(cell)))


def all_rows(cells):
    """How many rows hold something."""
    return sum(rows for _, rows in cells)


def settle(filled, trained, others, is_strict=False):
    """The place of the reading that holds instead of the trained one, or None. Raises Undecided."""
    most = max(others, default=0)
    if most <= trained:
        return None
    complete = [place for place, rows in enumerate(others) if rows == filled]
    if len(complete) == 1 and (trained == 0 or is_strict):
        return complete[0]
    counts = (trained, filled, most)
    raise Undecided("%d of %d cells can be read as in training, %d otherwise" % counts)


def different(readings, cells):
    """Those of some readers that do not read every cell as one before them does."""
    seen, own = set(), []
    for parser, read in readings:
        values = tuple(repr(read(cell)) for cell, _ in cells)
        if values not in seen:
            seen.add(values)
            own.append((parser, read))
    return own
