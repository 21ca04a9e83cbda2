"""Currencies, factors and units by their names, and digits of other scripts."""

import re

from .grammar import JS_BLANKS, WORDS

_CURRENCY_CODES = frozenset(WORDS["currencies"]["codes"])
_CURRENCIES_AS_WRITTEN = WORDS["currencies"]["asWritten"]
_CURRENCY_NAMES = WORDS["currencies"]["names"]
_FACTORS = WORDS["factors"]
_WEAK_FACTORS = frozenset(WORDS["weakFactors"])
_UNITS = WORDS["units"]
_LATIN = WORDS["latinDigits"]
_BLANK_RUN = re.compile("[" + re.escape(JS_BLANKS) + "]+")
_TO_LATIN = dict(
    [(ord(mark), own) for mark, own in _LATIN["marks"].items()]
    + [(zero + digit, str(digit)) for zero in _LATIN["zeros"] for digit in range(10)]
)


def with_latin_digits(cell):
    """The cell in the digits and marks of ASCII, of the same length."""
    return cell if cell.isascii() else cell.translate(_TO_LATIN)


def currency_code(text):
    """Which currency a text names, by its ISO 4217 code; None for what is none."""
    if text == "":
        return None
    if len(text) == 4 and text.endswith("$"):
        return currency_code(text[:3]) or _CURRENCY_NAMES.get(text.lower())
    if text in _CURRENCY_CODES:
        return text
    return _CURRENCIES_AS_WRITTEN.get(text) or _CURRENCY_NAMES.get(text.lower())


def is_currency_code(text):
    """Whether it is a code of ISO 4217, in capitals."""
    return text in _CURRENCY_CODES


def factor_of(word):
    """What a word behind a number multiplies it by; None for what is no factor."""
    return _FACTORS.get(_factor_key(word))


def is_sure_factor(word):
    """Whether a word is a factor that cannot as well be a unit."""
    key = _factor_key(word)
    return key in _FACTORS and (word == "M" or key not in _WEAK_FACTORS)


def _factor_key(word):
    key = word.lower()
    return key[:-1] if key.endswith(".") else key


def unit_key(text):
    """What two spellings of one unit have in common."""
    key = _BLANK_RUN.sub("_", text.lower())
    if key in _UNITS or len(key) < 3:
        return key
    bare = _undotted(key)
    if len(bare) > 3 and bare not in _UNITS:
        return bare[:-1] if bare.endswith("s") else bare
    return bare


def _undotted(text):
    """An abbreviation without the dot behind it, of which a single letter is none."""
    return text[:-1] if len(text) > 2 and text.endswith(".") else text


def units_named(text):
    """What a unit may be: dictionaries of its family, size, name and zero."""
    return _UNITS.get(text) or _UNITS.get(_undotted(text)) or _UNITS.get(unit_key(text), [])


def is_same_size(a, b):
    """Whether two spellings of one unit are of one size too."""
    return units_named(a) == units_named(b)


def unit_of(text, family):
    """The unit of a family that has this name, or None."""
    return next((unit for unit in units_named(text) if unit["family"] == family), None)


def unit_among(text, family, months=False):
    """The unit of a family, where an m may be a month."""
    is_month = months and family == "time" and unit_key(text) == "m"
    return unit_of("months" if is_month else text, family)
