"""Columns of dates that are written in another form than in training."""

import math

from .grammar import WORDS
from .dates import datetime_reader, orders_reader, usual_reader
from .settling_readings import all_rows, different, rows_read, settle
from .short_years import short_years

_TURNED_ORDERS = {"month-first": "day-first", "day-first": "month-first"}
_TURNED_DIGITS = {
    "ddmmyyyy": "mmddyyyy",
    "mmddyyyy": "ddmmyyyy",
    "ddmmyy": "mmddyy",
    "mmddyy": "ddmmyy",
}
_WHOLE_ORDERS = [order for order in WORDS["dateOrders"] if order not in ("time", "year")]


def settle_dates(trained, cells):
    """Another form in which all dates are written, and what to say of it; None where there is none."""
    filled = all_rows(cells)
    all_read = rows_read(cells, datetime_reader(trained))
    own = all_read if rows_read(cells, usual_reader(trained)) > 0 else 0
    if trained["order"] == "time":
        return None
    by_years = _settle_short_years(trained, cells) if own > 0 else None
    if by_years or own == filled:
        return by_years
    others = different(_other_dates(trained, cells), cells)
    rows = [rows_read(cells, read) for _, read in others]
    if all_read == filled and filled not in rows:
        counts = (cells[0][0], trained["order"])
        return trained, "'%s' as %s, though no cell is of the size of dates" % counts
    turned = [_is_turned(parser, trained) for parser, _ in others]
    is_strict = True in turned and rows[turned.index(True)] == filled
    place = settle(filled, own, rows, is_strict)
    if place is None:
        return None
    parser = others[place][0]
    return parser, _form_of(parser)


def _orders_of(parser):
    return [parser["order"]] + list(parser.get("also", []))


def _is_turned(parser, trained):
    pairs = zip(_orders_of(parser), _orders_of(trained))
    return any(one != own and _TURNED_ORDERS.get(one) == own for one, own in pairs)


def _settle_short_years(trained, cells):
    """Another part as the year of dates that could be read as in training, where the cells show it; a note where none does."""
    short = short_years([cell for cell, _ in cells])
    known = "first" if (trained.get("format") or "").startswith("yy") else "last"
    if short is None or short[1] == known:
        return None
    written, place, is_dotted = short
    others = [_with_format(trained, written)] if known == "last" else _other_orders(trained)
    parser = next((parser for parser, read in others if _reads_all(read, cells)), None)
    if parser is None:
        return None
    if place != "open":
        return parser, _form_of(parser)
    were_long = trained.get("format") is None and trained.get("since") is None
    if not were_long or is_dotted or not _reads_all(datetime_reader(trained), cells):
        return None
    return trained, "'%s' with its year last; write four digits if it is first" % cells[0][0]


def _reads_all(read, cells):
    return not any(math.isnan(read(cell)) for cell, _ in cells)


def _with_format(trained, written):
    parser = dict(trained, order="year-first", format=written)
    return parser, datetime_reader(parser)


def _form_of(parser):
    return parser.get("format") or ", ".join(_orders_of(parser))


def _other_dates(trained, cells):
    """Parsers of other forms with their readers; what has its year first is not read with it last."""
    orders = _other_orders(trained)
    short = short_years([cell for cell, _ in cells])
    if short is None or short[1] == "last":
        return orders
    written, place, is_dotted = short
    own = _with_format(trained, written)
    if place == "first" and _reads_all(own[1], cells):
        return [own]
    return [own] + orders if trained["order"] == "year-first" and not is_dotted else orders


def _other_orders(trained):
    """First days and months the other way round."""
    since, months = trained.get("since", 1970), trained.get("months")
    readings = []
    turned_format = _TURNED_DIGITS.get(trained.get("format") or "")
    if turned_format:
        order = _TURNED_ORDERS.get(trained["order"], trained["order"])
        parser = dict(trained, order=order, format=turned_format)
        readings.append((parser, datetime_reader(parser)))
    own = _orders_of(trained)
    turned = [_TURNED_ORDERS.get(one, one) for one in own]
    known = own if trained.get("format") is None else []
    if turned != own:
        known = known + turned
    sets = [turned] if turned != own else []
    sets += [[one] for one in _WHOLE_ORDERS if one not in known]
    for orders in sets:
        parser = dict(trained, order=orders[0], also=orders[1:], sentinels=True)
        parser.pop("format", None)
        readings.append((parser, orders_reader(orders, since, months)))
    return readings
