"""Texts as JavaScript takes them: its grammars, its blanks and its numbers."""

import json
import math
import re
import unicodedata

# What the exporter writes: the words, names and signs by which cells are read.
WORDS = json.loads(READING)  # noqa: F821
NAN = math.nan
JS_BLANKS = (
    "\t\n\x0b\x0c\r \xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
    "\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
)
_JS_TOKEN = re.compile(r"\\p\{\w+\}|\\.|\(\?<(?![=!])|.", re.DOTALL)
_JS_NUMBER = re.compile(r"[+-]?(?:Infinity|(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)\Z")
_JS_WHOLE = re.compile(r"0(?:[xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)\Z")
_UNSEEN_BLANKS = re.compile("[\u200b\u2060\ufeff]")


def _characters(ranges):
    """The inside of a character class of these first and last code points, by turns."""
    pairs = zip(ranges[::2], ranges[1::2])
    return "".join("\\U%08x-\\U%08x" % pair for pair in pairs)


_JS_CLASSES = {
    "\\d": "0-9",
    "\\w": "A-Za-z0-9_",
    "\\s": re.escape(JS_BLANKS),
    "\\p{L}": _characters(WORDS["letters"]),
    "\\p{Sc}": _characters(WORDS["currencySigns"]),
}
_JS_OTHERS = {"\\D": "\\d", "\\S": "\\s"}


def grammar(source, flags=""):
    """A regular expression of JavaScript, with the meaning that it has there."""
    parts = []
    is_inside = False
    for token in _JS_TOKEN.findall(source):
        if token in _JS_CLASSES:
            own = _JS_CLASSES[token]
            parts.append(own if is_inside else "[" + own + "]")
        elif token in _JS_OTHERS:
            parts.append("[^" + _JS_CLASSES[_JS_OTHERS[token]] + "]")
        elif token == "(?<":
            parts.append("(?P<")
        elif is_inside:
            is_inside = token != "]"
            parts.append("\\[" if token == "[" else token)
        elif token == "[":
            is_inside = True
            parts.append(token)
        else:
            parts.append({".": "[^\n\r\u2028\u2029]", "$": "\\Z"}.get(token, token))
    cases = re.IGNORECASE if "i" in flags else 0
    # Without the flag u, letters beyond ASCII have no other case that is of ASCII.
    return re.compile("".join(parts), cases if "u" in flags else cases | re.ASCII)


def trimmed(text):
    """The text without the blanks at its ends."""
    return text.strip(JS_BLANKS)


def clean_text(text):
    """The text as it is compared with others: trimmed, composed, without blanks of no width."""
    own = trimmed(text)
    if own.isascii():
        return own
    return trimmed(unicodedata.normalize("NFC", _UNSEEN_BLANKS.sub("", own)))


def number_of(text):
    """What JavaScript takes a text for as a number; NaN for none."""
    own = trimmed(text)
    if own == "":
        return 0.0
    if _JS_WHOLE.match(own):
        return _as_float(int(own, 0))
    return float(own) if _JS_NUMBER.match(own) else NAN


def _as_float(whole):
    try:
        return float(whole)
    except OverflowError:
        return math.inf


def js_number_text(value):
    """A number as JavaScript writes it."""
    if value != value:
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    mantissa, _, power = repr(abs(value)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    exponent = int(power or 0) + len(whole)
    exponent -= len(whole + fraction) - len(digits)
    digits = digits.rstrip("0")
    return sign + _laid_out(digits, exponent)


def _laid_out(digits, point):
    """Digits whose first is the one before the point times ten to so many less one."""
    if len(digits) <= point <= 21:
        return digits + "0" * (point - len(digits))
    if 0 < point <= 21:
        return digits[:point] + "." + digits[point:]
    if -6 < point <= 0:
        return "0." + "0" * -point + digits
    power = "e%+d" % (point - 1)
    return digits + power if len(digits) == 1 else digits[0] + "." + digits[1:] + power
