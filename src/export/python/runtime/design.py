"""What models read of a typed table: numbers, sparse columns and codes, as they were fitted."""

import numpy as np

from .dates_and_places import datetime_columns, days_between, place_columns
from .levels import encoded_levels, flag_columns, slots_of
from .scaling import derived_columns
from .texts import TextWeights, text_counts


class Preprocessor:
    """One fitted preprocessor, kept ready for many blocks of rows."""

    def __init__(self, fitted):
        self._fitted = fitted
        self._weights = {
            place: TextWeights(step["terms"])
            for place, step in enumerate(fitted["columns"])
            if step["kind"] == "text"
        }

    def design(self, table):
        """The blocks of a table's design matrix; one that no column makes is None."""
        numbers, sparse, codes = [], [], []
        for place, step in enumerate(self._fitted["columns"]):
            numbers.extend(self._numbers(place, step, table))
            if step["kind"] == "coded":
                slots = slots_of(step, _column(table, step["source"])["codes"])
                if step["encoding"] == "one-hot":
                    sparse.append(_one_hot(slots, len(step["slotNames"])))
                else:
                    codes.append(slots)
            elif step["kind"] == "text":
                sparse.append(self._weights[place].matrix(_texts(table, step["source"])))
            elif step["kind"] == "list":
                sparse.append(_item_slots(step, _column(table, step["source"])["lists"]))
        left_out = set(self._fitted["redundant"])
        kept = [values for place, values in enumerate(numbers) if place not in left_out]
        is_raw = self._fitted["inputs"]["numbers"] == "raw"
        block = _block_of(kept)
        return {
            "rows": table["rows"],
            "raw": block if is_raw else None,
            "dense": None if is_raw else _rounded(block),
            "sparse": np.concatenate(sparse, axis=1).astype(np.float64) if sparse else None,
            "codes": np.stack(codes, axis=1) if codes else None,
        }

    def _numbers(self, place, step, table):
        """Columns of numbers that a step makes."""
        kind = step["kind"]
        if kind == "coded":
            return []
        column = _column(table, step["source"])
        if kind == "flags":
            return flag_columns(step, column["codes"])
        if kind == "text":
            return derived_columns(step["counts"], text_counts(_texts(table, step["source"])))
        if kind == "list":
            lengths = [np.nan if own is None else len(own) for own in column["lists"]]
            return derived_columns(step["counts"], [np.array(lengths, dtype=np.float64)])
        if kind == "numeric":
            return derived_columns([step], [column["values"]])
        return derived_columns(step["numbers"], _derived_of(step, table, column))


def _derived_of(step, table, column):
    kind = step["kind"]
    if kind == "parts":
        return [_numbers_named(column, name) for name in step["names"]]
    if kind == "levels":
        return encoded_levels(step["encoder"], column["codes"])
    if kind == "datetime":
        return datetime_columns(step["parts"], column["values"])
    if kind == "difference":
        return [days_between(column["values"], _column(table, step["until"])["values"])]
    if kind == "place":
        degrees = [
            _numbers_named(_column(table, own["column"]), own.get("part", ""))
            for own in (step["latitude"], step["longitude"])
        ]
        return place_columns(step["features"], *degrees)
    raise ValueError("The model has an unknown step of preprocessing: %s." % kind)


def take_rows(table, start, end):
    """Some rows of a table."""
    columns = {}
    for name, column in table["columns"].items():
        own = dict(column)
        for field in ("values", "codes", "texts", "lists"):
            if field in own:
                own[field] = own[field][start:end]
        own["parts"] = [(part, values[start:end]) for part, values in column.get("parts") or []]
        columns[name] = own
    return {"rows": end - start, "columns": columns}


def _column(table, name):
    if name not in table["columns"]:
        raise ValueError("The data has no column %r." % name)
    return table["columns"][name]


def _numbers_named(column, name):
    if name == "":
        return column["values"]
    for part, values in column["parts"]:
        if part == name:
            return values
    raise ValueError("The data has no numbers that are %r of their column." % name)


def _texts(table, name):
    return [text or "" for text in _column(table, name)["texts"]]


def _one_hot(slots, width):
    block = np.zeros((len(slots), width), dtype=np.float32)
    block[np.arange(len(slots)), slots] = 1
    return block


def _item_slots(step, lists):
    slot_of = {item: slot for slot, item in enumerate(step["items"])}
    block = np.zeros((len(lists), len(step["items"])), dtype=np.float32)
    for row, items in enumerate(lists):
        if items is not None:
            block[row, [slot_of[item] for item in items if item in slot_of]] = 1
    return block


def _block_of(columns):
    return np.stack(columns, axis=1).astype(np.float64) if columns else None


def _rounded(block):
    """Single precision, as networks were trained on, kept as doubles to count on with."""
    return None if block is None else block.astype(np.float32).astype(np.float64)
