"""Cells as levels, as yes and no, and as lists of items."""

from .grammar import NAN, clean_text, grammar

MISSING_CODE, UNSEEN_CODE = -1, -2
_CODE_PARTS = {
    "domain": grammar(r"^[^@\s]+@([\w-]+(?:\.[\w-]+)+)$"),
    "host": grammar(
        r"^(?:[a-z][a-z+.-]*:\/\/|www\.)(?:[^/@]*@)?(?:www\.)?([\w-]+(?:\.[\w-]+)+)(?:[/:?#]\S*)?$",
        "i",
    ),
    "subnet": grammar(r"^(\d{1,3}\.\d{1,3})\.\d{1,3}\.\d{1,3}$"),
    "country": grammar(r"^(\+\d{1,3})[\s().-][\d\s().-]+$"),
    "letters": grammar(r"^(\p{L}{1,6})[\s/_.#-]?\d[\d\s/_.#-]*$", "u"),
    "segment": grammar(r"^([^\s/_.:#-]+)[/_.:#-]\S*$"),
    "digits": grammar(r"^(\d\d)\d+$"),
}
_LIST_BRACKETS = grammar(r"^(?:\[([^[\]]*)\]|\(([^()]*)\)|\{([^{}]*)\})$")
_LIST_ITEM = grammar(r""""((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^,'"\s][^,]*)""")
_PLAIN_CLASS = grammar(r"^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$")
_BLANKS = grammar(r"\s+")
_MOST_DIGITS = 1000


def level_reader(parser):
    """What gives the code of a trimmed cell's level, UNSEEN_CODE where training had none."""
    codes = {level: code for code, level in enumerate(parser["levels"])}
    for spelling, level in parser.get("spellings", {}).items():
        codes[spelling] = codes.get(level, UNSEEN_CODE)
    part = parser.get("part")
    if part is not None:
        return lambda cell: codes.get(_code_part(part, cell), UNSEEN_CODE)

    def read(cell):
        code = codes.get(cell)
        return codes.get(clean_text(cell), UNSEEN_CODE) if code is None else code

    return read


def _code_part(part, cell):
    match = _CODE_PARTS[part].match(cell)
    if not match:
        return ""
    own = match.group(1)
    return clean_text(own.lower() if part in ("domain", "host") else own)


def spelling_reader(parser):
    """
    What gives the code of a level that is written otherwise than in training: in other cases of
    letters, or as another number of the same size, where only one level can be meant.
    """
    if parser.get("part") is not None:
        return lambda cell: UNSEEN_CODE
    codes = {}
    for code, level in enumerate(parser["levels"]):
        key = _folded_key(level)
        codes[key] = UNSEEN_CODE if key in codes else code
    return lambda cell: codes.get(_folded_key(cell), UNSEEN_CODE)


def _folded_key(cell):
    """What letters have in common in any case; twice, as ß is SS in capitals."""
    return class_key(_BLANKS.sub(" ", clean_text(cell).upper().lower()))


def class_key(written):
    """What spellings of one class have in common: equal numbers, and true and false in any case."""
    cell = clean_text(written)
    if cell.lower() in ("true", "false"):
        return cell.lower()
    match = _PLAIN_CLASS.match(cell)
    sign, whole, fraction, exponent = match.groups() if match else ("", "", "", None)
    if (whole == "" and fraction == "") or len(exponent or "") > _MOST_DIGITS:
        return cell
    digits = (whole + fraction).lstrip("0")
    significant = digits.rstrip("0")
    scale = int(exponent or 0) + len(digits) - len(significant) - len(fraction)
    # Cells are trimmed, so that none begins with a space as the key of a number does.
    return " %s%se%d" % ("-" if sign == "-" else "", significant, scale) if significant else " 0"


def boolean_reader(parser):
    """What reads the two words of a column as 1 and 0, in any case of letters."""
    values = {parser["no"]: 0.0, parser["yes"]: 1.0}
    return lambda cell: values.get(cell.lower(), NAN)


def list_items(separator, cell):
    """The different items of a trimmed cell; None for one that is no list in brackets."""
    if separator != "[]":
        return _distinct_items(cell.split(separator))
    match = _LIST_BRACKETS.match(cell)
    if not match:
        return None
    inside = next(own for own in match.groups() if own is not None)
    # Objects are no items.
    if "{" in inside:
        return None
    items = (match.groups() for match in _LIST_ITEM.finditer(inside))
    return _distinct_items(next(own for own in groups if own is not None) for groups in items)


def _distinct_items(items):
    own = (clean_text(item) for item in items)
    return list(dict.fromkeys(item for item in own if item != ""))
