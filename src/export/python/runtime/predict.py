"""What this file offers: predict, predict_proba, and a command line."""

import os
import re
import sys
import warnings

import numpy as np

from .grammar import js_number_text
from .predictor import load_predictor
from .reading import read_table


def predict(rows):
    """A class or a number for each row.

    `rows` is a list of dicts, a dict of columns, a pandas DataFrame, or the path of a CSV file;
    cells are raw, as they stand in a file. What was noticed of them is told by warnings.
    """
    return load_predictor().labels(_answers(rows))


def predict_proba(rows):
    """An array (rows, classes) of chances; the classes stand in the order of CLASSES."""
    if not load_predictor().classes:
        raise ValueError("This model predicts numbers, which have no chances.")
    return _answers(rows)


def predict_quantiles(rows):
    """An array (rows, quantiles) of numbers, each row ascending; the quantiles stand in QUANTILES."""
    if not load_predictor().quantiles:
        raise ValueError("This model does not predict quantiles: use predict.")
    return _answers(rows)


def _answers(rows):
    predictor = load_predictor()
    table, notes = read_table(predictor.schema, rows)
    answers = predictor.answers(table)
    answers[~np.isfinite(answers)] = np.nan
    lost = int(np.isnan(answers).any(axis=1).sum())
    if lost:
        notes = list(notes) + ["no prediction for %d rows: the answer is not a number" % lost]
    for note in notes:
        warnings.warn(note, stacklevel=3)
    return answers


def _csv_line(cells):
    return ",".join(map(_quoted, cells)) + "\n"


def _quoted(cell):
    if re.search(r'[",\r\n]|^\s|\s\Z', cell):
        return '"%s"' % cell.replace('"', '""')
    return cell


def _csv_lines(rows, with_proba):
    predictor = load_predictor()
    answers = _answers(rows)
    label = predictor.schema["label"]
    if predictor.quantiles:
        yield _csv_line(["%s_%s" % (label, js_number_text(own)) for own in predictor.quantiles])
        yield from (_csv_line(map(js_number_text, own)) for own in answers.tolist())
        return
    chances = ["proba_" + name for name in predictor.classes] if with_proba else []
    yield _csv_line([label] + chances)
    for own, chances in zip(predictor.labels(answers), answers.tolist()):
        cells = [own if isinstance(own, str) else js_number_text(own)]
        yield _csv_line(cells + [js_number_text(chance) for chance in chances] if with_proba else cells)


def main(arguments):
    """Predict the rows of a CSV file, as CSV on standard output."""
    with_proba = "--proba" in arguments
    paths = [own for own in arguments if own != "--proba"]
    if len(paths) != 1 or paths[0].startswith("-"):
        print("usage: python %s new.csv [--proba] > predictions.csv" % sys.argv[0], file=sys.stderr)
        return 2
    try:
        if with_proba and not load_predictor().classes:
            raise ValueError("This model predicts numbers, which have no chances: leave --proba out.")
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            lines = list(_csv_lines(paths[0], with_proba))
        for own in told:
            print("note: %s" % own.message, file=sys.stderr)
    except (OSError, ValueError) as error:
        print("error: %s" % error, file=sys.stderr)
        return 1
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    try:
        sys.stdout.writelines(lines)
        sys.stdout.flush()
    except BrokenPipeError:
        # Who reads has had enough: nothing more is written, not at the end either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
