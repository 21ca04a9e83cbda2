"""Time zones and times of day that dates of training had and others lack, or the other way round."""

import math

from .calendar_times import USUAL_SINCE
from .dates import clock_of, datetime_reader


def other_clocks(column, parser, cells):
    """Notes on the clocks of these cells (text and rows of each)."""
    clock = column.get("clock")
    if not clock:
        return []
    read = datetime_reader(parser)
    since, months = parser.get("since", USUAL_SINCE), parser.get("months")
    found = {}
    for cell, _ in cells:
        own = None if math.isnan(read(cell)) else clock_of(cell, since, months)
        if own:
            sign, is_timed = own
            found.setdefault(sign, cell)
            if is_timed:
                found.setdefault(sign + " with a time", cell)
    zones, times = clock.get("zones"), clock.get("times")
    of = "column '%s': cells " % column["name"]
    notes = []
    if zones == "all" and "time" in found:
        notes.append(of + "lack the time zone of training, and are read as UTC, e.g. '%s'" % found["time"])
    if zones == "none" and "zone with a time" in found:
        what = "have a time zone, which those of training lack, and are read in UTC, e.g. '%s'"
        notes.append(of + what % found["zone with a time"])
    if times == "all" and "date" in found:
        notes.append(of + "lack the time of day of training, and are read as midnight, e.g. '%s'" % found["date"])
    return notes
