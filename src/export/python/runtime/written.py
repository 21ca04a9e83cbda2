"""One number as it is written: its digits, sign, currency, unit and marks."""

import unicodedata

from .grammar import NAN, grammar, trimmed
from .names import currency_code, factor_of, units_named

_EXACT_DIGITS = 15
_ABOUT = (
    r"(?i:[<>≤≥~≈±]=?|=<|(?:ca|c|approx)\.|(?:ca|circa|approx|approximately|about|around|over"
    r"|under|up to|at least|at most|more than|less than)(?=\s))"
)
_HEAD = grammar(
    r"^(\()?(" + _ABOUT + r")?\s?([+−–-])?\s?([\p{L}\p{Sc}][\p{L}\p{Sc}./]{0,4})?"
    r"\s?([+−–-])?(\()?$",
    "u",
)
_AT_LEAST = grammar(r"\s?(?:\+|(?:or|and) (?:more|over|above|older|up|higher)|plus)$", "i")
_BELOW = grammar(r"^[<≤]|^=<|^(?:under|up to|at most|less than)", "i")
_ABOVE = grammar(r"^[>≥]|^(?:over|at least|more than)", "i")
_NO_CENTS = {".": grammar(r"^[.:][-–—]"), ",": grammar(r"^[,:][-–—]")}
_FOOTNOTES = grammar(r"\s?(?:[*†‡]|\[[\w*]{1,2}\]){1,3}$")
_PERCENT = grammar(r"^(?:%|percent|pct\.?|prozent)$", "i")
_UNIT = grammar(
    r"""^(?:[\p{L}µ°²³℃℉‰★/"'″′”’][\p{L}µ°²³/·"'″′”’]{0,11}\.?"""
    r"""|(?:per|pro|par) \p{L}{1,12})$""",
    "u",
)
_LONGEST_TAIL = 16
_MINUSES = ("-", "−", "–")
_TEN_TO = grammar(r"\s?[×x*]\s?10\^")
_NO_PART_OF_NUMBER = grammar(r"[^\d.,eE+-]")
_FIRST_DIGIT = grammar(r"\d")
_LETTER_AND_SIGN = grammar(r"\p{L}[^\s]$", "u")


class Written:
    """How a cell is written as a number; `read(times, per)` gives its value on a scale."""

    currency = ""
    # The currency stands behind the number, and its name is that of a unit too: 6 Ft.
    may_be_unit = False
    unit = ""
    # Whether parts in several units make the number, as in 1h30m; `unit` is the least of them.
    compound = False
    thousands = False
    percent = False
    accounting = False
    trailing_minus = False
    bound = False
    side = 0
    ends = None
    is_north_first = False
    footnote = False
    foreign = ""
    decimals = False

    def __init__(self, read, **more):
        self.read = read
        self.__dict__.update(more)

    def but(self, **more):
        """The same with other traits."""
        own = dict(self.__dict__)
        own.update(more)
        return Written(**own)


class WrittenDigits:
    """Digits within a cell: where they end, and how they are read."""

    def __init__(self, end, read, thousands, decimals):
        self.end = end
        self.read = read
        self.thousands = thousands
        self.decimals = decimals


def _digits_with(decimal, separator):
    threes = r"\d{1,3}([" + separator + "'’\u00a0\u202f\u2009 ])" + r"\d{3}(?:\2\d{3})*(?!\d)"
    indian = r"\d{1,2}(?:,\d{2})+,\d{3}(?!\d)|" if separator == "," else ""
    whole = "(?:(" + indian + threes + r")|\d+)"
    exponent = r"((?:[eE]|\s?[×x*]\s?10\^)[+-]?\d+)?(?!\d)"
    return grammar(
        "(?:" + whole + "(" + decimal + r"\d+)?|" + decimal + r"\d+)" + exponent
    )


_DIGITS = {".": _digits_with(r"\.", ","), ",": _digits_with(",", r"\.")}


def digits_at(cell, start, decimal):
    """The digits that start at this place of a cell, in groups of three or not; None for none."""
    match = _DIGITS[decimal].match(cell, start)
    if not match:
        return None
    text = match.group()
    thousands = match.group(1) is not None
    # No number of thousands begins with 0: 0,222 is none.
    if thousands and text.startswith("0"):
        read = _unreadable
    elif match.group(4) is not None:
        read = _slow_size(text, decimal)
    else:
        read = _size(text, decimal)
    return WrittenDigits(match.end(), read, thousands, match.group(3) is not None)


def _unreadable(times=1, per=1):
    return NAN


def _size(text, decimal):
    whole, _, fraction = text.partition(decimal)
    digits = "".join(sign for sign in text if "0" <= sign <= "9")
    if len(digits) > _EXACT_DIGITS:
        return _slow_size(text, decimal)
    mantissa, power = float(digits), 10.0 ** len(fraction)
    # A whole number of 15 digits over a power of ten is rounded once, as the text would be.
    return lambda times=1, per=1: (mantissa * times) / (power * per)


def _slow_size(text, decimal):
    own = _NO_PART_OF_NUMBER.sub("", _TEN_TO.sub("e", text, 1))
    own = own.replace("," if decimal == "." else ".", "").replace(",", ".")
    value = float(own)
    return lambda times=1, per=1: (value * times) / per


def written_quantity(cell, decimal):
    """One number with its sign, currency, factor, percent or unit, and bounds; None for none."""
    found = _FIRST_DIGIT.search(cell)
    if not found:
        return None
    start = found.start()
    is_fraction = start > 0 and cell[start - 1] == decimal
    head = _read_head(cell[:start])
    if head is None and is_fraction:
        head = _read_head(cell[: start - 1])
    if head is None:
        return None
    is_short = is_fraction and head["length"] < start
    digits = digits_at(cell, start - 1 if is_short else start, decimal)
    tail = _read_tail(cell[digits.end :], head, decimal) if digits else None
    if tail is None or (tail["minus"] and head["sign"] != ""):
        return None
    currency = _common_currency(head["currency"], tail["currency"])
    if currency is None:
        return None
    bound = head["bound"] is not None or tail["bound"]
    # No debt is a bound: what stands around (40+) is a bracket.
    accounting = head["accounting"] and not bound
    is_negative = accounting or tail["minus"] or head["sign"] in _MINUSES
    return Written(
        negated(digits.read) if is_negative else digits.read,
        currency=currency,
        may_be_unit=tail["may_be_unit"] and head["currency"] == "",
        unit=tail["unit"],
        thousands=digits.thousands,
        decimals=digits.decimals,
        percent=tail["percent"],
        accounting=accounting,
        trailing_minus=tail["minus"],
        bound=bound,
        side=_side_of(head["bound"], tail["bound"]),
        footnote=tail["footnote"],
    )


def negated(read):
    """The reader of the negative number."""
    return lambda times=1, per=1: -read(times, per)


def _side_of(before, is_at_least):
    """−1 where the truth is below the number, 1 where it is above, 0 where neither is said."""
    if before is None:
        return 1 if is_at_least else 0
    if _BELOW.search(before):
        return -1
    return 1 if is_at_least or _ABOVE.search(before) else 0


def _common_currency(before, after):
    """Of a currency before and one behind the latter; None where they contradict each other."""
    if before == "" or after == "":
        return before or after
    code = currency_code(after)
    is_dollar = before == "$" and code is not None and code.endswith("D")
    return after if is_dollar or currency_code(before) == code else None


def _read_head(text):
    match = _HEAD.search(text)
    if not match:
        return None
    opening, bound, sign, currency, inner, late = match.groups()
    sign, currency, inner = sign or "", currency or "", inner or ""
    if (sign and inner) or (opening and late) or (late and currency == ""):
        return None
    is_known = currency_code(currency) is not None or (
        currency == "R" and trimmed(text[-1:]) == "" and text != ""
    )
    if currency and not is_known:
        return None
    # EUR-12 is a code.
    if inner and _LETTER_AND_SIGN.search(text):
        return None
    return {
        "length": len(text),
        "accounting": opening is not None or late is not None,
        "bound": bound,
        "sign": sign or inner,
        "currency": currency,
    }


def _read_tail(text, head, decimal):
    accounting = head["accounting"]
    rest = _FOOTNOTES.sub("", text, 1)
    footnote = len(rest) < len(text)
    if accounting:
        if ")" not in rest:
            return None
        rest = rest.replace(")", "", 1)
    if _NO_CENTS[decimal].search(rest):
        rest = rest[2:]
    at_least = _AT_LEAST.search(rest)
    if at_least:
        rest = rest[: at_least.start()]
    minus = not accounting and not at_least and rest[-1:] in _MINUSES
    if minus:
        rest = rest[:-1]
    bare = trimmed(rest)
    # $5 - and 12 -: a dash apart from its number means something else.
    if minus and bare == "" and rest != "":
        return None
    tail = {
        "bound": at_least is not None,
        "footnote": footnote,
        "minus": minus,
        "percent": False,
        "currency": "",
        "may_be_unit": False,
        "unit": "",
    }
    more = _tail_words(bare, head)
    if more is None:
        return None
    tail.update(more)
    return tail


def _tail_words(bare, head):
    """What a word behind a number says of it; None for what may not stand there."""
    if bare == "":
        return {}
    if _PERCENT.search(bare):
        return None if head["currency"] else {"percent": True}
    is_unit = bool(units_named(bare))
    if currency_code(bare) is not None:
        return {"currency": bare, "may_be_unit": is_unit}
    if is_unit:
        return {"unit": bare}
    factored = _factor_and_currency(bare)
    if factored:
        return factored
    return {"unit": bare} if _UNIT.search(bare) else None


def _factor_and_currency(text):
    """As in k€ and Mio. EUR."""
    if len(text) > _LONGEST_TAIL:
        return None
    for end in range(1, len(text)):
        unit, currency = text[:end], trimmed(text[end:])
        # kEUR, but not in words such as kbs.
        if unicodedata.category(text[end]) == "Ll":
            continue
        if factor_of(trimmed(unit)) is None or currency_code(currency) is None:
            continue
        # T€ is a thousand euros.
        is_thousand = unit == "T" and currency_code(currency) == "EUR"
        return {"unit": "Tsd." if is_thousand else trimmed(unit), "currency": currency}
    return None
