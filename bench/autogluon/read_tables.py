"""The bench tables as a careful user gives them to AutoGluon: read with the right separator, encoding and decimal sign,
numbers out of "$10,300" and "51,000 mi.", dates as dates, what stands for a missing cell taken for one. Levels and texts stay
as they are: AutoGluon makes of them what it will."""
import re

import pandas as pd

MISSING = ["", "NA", "N/A", "NaN", "nan", "null", "NULL", "?", "-", "#N/A"]
NUMBER = re.compile(r"^\s*[$€£]?\s*([-+]?(?:\d[\d,]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*(?:%|[A-Za-z][A-Za-z./]{0,6})?\s*$")
DATE = re.compile(r"^(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/-]\d{1,2}[/-]\d{4})(?: \d{1,2}:\d\d.*)?$")
TIME = re.compile(r"^(\d{1,2})\.\d\d\.\d\d$")
# Of the cells that are there; below it a column stays as it is written.
MOST = 0.97


def read(path, spec):
    frame = pd.read_csv(path, sep=spec["sep"], dtype=str, keep_default_na=False, encoding=spec["encoding"],
                        header=0 if spec["header"] else None)
    if not spec["header"]:
        frame.columns = [str(i + 1) for i in range(frame.shape[1])]
    return frame


def typed(train, test, spec):
    """Both tables with the kinds that the training rows show."""
    label = spec["label"]
    both = pd.concat([train, test], ignore_index=True)
    columns = {name: column_of(both[name], len(train), spec) for name in both if name != label}
    written = both[label].str.strip()
    columns[label] = number_of(written, spec) if spec["task"] == "regression" else written
    frame = pd.DataFrame(columns)
    return frame[: len(train)], frame[len(train):].reset_index(drop=True)


def column_of(written, rows, spec):
    cells = written.str.strip()
    cells = cells.mask(cells.isin(MISSING))
    if spec["name"] == "air_quality":
        cells = cells.mask(cells == "-200")
    shown = cells[:rows].dropna()
    if len(shown) == 0:
        return cells
    if spec["decimal"] == "," and shown.str.replace(",", ".", regex=False).str.match(NUMBER).mean() >= MOST:
        return number_of(cells, spec)
    if shown.str.match(NUMBER).mean() >= MOST:
        return number_of(cells, spec)
    if shown.str.match(DATE).mean() >= MOST:
        is_iso = shown.str.match(r"^\d{4}").mean() > 0.5
        return pd.to_datetime(cells, errors="coerce", dayfirst=not is_iso)
    if shown.str.match(TIME).mean() >= MOST:
        return cells.str.extract(TIME)[0].astype(float)
    return cells


def number_of(cells, spec):
    if spec["decimal"] == ",":
        cells = cells.str.replace(",", ".", regex=False)
    return pd.to_numeric(cells.str.extract(NUMBER)[0].str.replace(",", ""), errors="coerce")
