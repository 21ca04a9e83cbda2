"""Texts as counts, and as weights of their words and of their runs of characters."""

import json
from collections import Counter

import numpy as np

_SPACE, _WORD, _DIGIT, _CAPITAL, _SIGN, _UNSPACED = 1, 2, 4, 8, 16, 32
_MOST_CHARACTERS = 4000
_SHORTEST, _LONGEST, _SHORTER_BY = 3, 5, 2


class _CharacterFlags:
    """What each character can be: runs of code points that are alike, as [first, flags]."""

    def __init__(self):
        runs = json.loads(CHARACTER_RUNS)  # noqa: F821
        firsts = np.array([first for first, _ in runs] + [0x110000])
        flags = np.array([own for _, own in runs], dtype=np.uint8)
        self._flags = np.repeat(flags, np.diff(firsts)).tobytes()

    def of(self, units):
        """The flags of each code unit; both units of a pair are what the pair is."""
        if not _has_pairs(units):
            return [self._flags[ord(unit)] for unit in units]
        found = []
        for place, unit in enumerate(units):
            code = ord(unit)
            if 0xD800 <= code < 0xE000:
                first = place if code < 0xDC00 else place - 1
                pair = _text_of(units[first : first + 2]) if first >= 0 else ""
                code = ord(pair) if len(pair) == 1 else code
            found.append(self._flags[code])
        return found


_CHARACTERS = None


def _flags_of(units):
    global _CHARACTERS
    if _CHARACTERS is None:
        _CHARACTERS = _CharacterFlags()
    return _CHARACTERS.of(units)


def _has_pairs(units):
    return any("\ud800" <= unit < "\ue000" for unit in units)


def _units_of(text):
    """The text by code units of UTF-16, which terms are counted in."""
    if not text or max(text) <= "\uffff":
        return text
    data = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")
    return "".join(map(chr, data.tolist()))


def _text_of(units):
    """Code units as a text again."""
    data = np.array([ord(unit) for unit in units], dtype="<u2")
    return data.tobytes().decode("utf-16-le", "surrogatepass")


def text_counts(texts):
    """Five columns: how long texts are, in characters and words, and what they are made of."""
    known = {}
    rows = []
    for text in texts:
        if text not in known:
            known[text] = _counts_of(text)
        rows.append(known[text])
    return list(np.array(rows, dtype=np.float64).reshape(len(texts), 5).T)


def _counts_of(text):
    units = _units_of(text)
    words, digits, capitals, signs = 0, 0, 0, 0
    in_word = False
    for unit, flags in zip(units, _flags_of(units)):
        is_space = bool(flags & _SPACE)
        words += not is_space and not in_word
        in_word = not is_space
        if "\udc00" <= unit < "\ue000":
            continue
        digits += bool(flags & _DIGIT)
        capitals += bool(flags & _CAPITAL)
        signs += bool(flags & _SIGN)
    length = max(1, len(units))
    sizes = [np.log1p(len(units)), np.log1p(words)]
    return sizes + [digits / length, capitals / length, signs / length]


class TextWeights:
    """Weighs the known terms of texts: how often each is there times how rare it is."""

    def __init__(self, fitted):
        self._words = _Vocabulary(fitted["words"], _word_terms)
        self._characters = _Vocabulary(fitted["characters"], _character_terms)
        self.width = self._words.width + self._characters.width

    def matrix(self, texts):
        """(texts, terms) in single precision."""
        found = np.zeros((len(texts), self.width), dtype=np.float32)
        places = {}
        for row, text in enumerate(texts):
            places.setdefault(text, []).append(row)
        for text, rows in places.items():
            units = _lower_units(_units_of(text)[:_MOST_CHARACTERS])
            flags = _flags_of(units)
            own = np.zeros(self.width)
            self._words.weigh(units, flags, own[: self._words.width])
            self._characters.weigh(units, flags, own[self._words.width :])
            found[rows] = own
        return found


def _lower_units(units):
    if not _has_pairs(units):
        return units.lower()
    return _units_of(_text_of(units).lower())


class _Vocabulary:
    def __init__(self, fitted, terms_of):
        self._places = {_units_of(term): place for place, term in enumerate(fitted["terms"])}
        self._idf = np.asarray(fitted["idf"], dtype=np.float64)
        self._terms_of = terms_of
        self.width = len(fitted["terms"])

    def weigh(self, units, flags, to):
        """Write the weights of one text's terms, scaled to length 1."""
        counts = Counter(term for term in self._terms_of(units, flags) if term in self._places)
        if not counts:
            return
        places = np.array(sorted(self._places[term] for term in counts))
        for term, count in counts.items():
            to[self._places[term]] = count
        to[places] *= self._idf[places]
        length = 0.0
        for weight in to[places].tolist():
            length += weight * weight
        to[places] /= np.sqrt(length)


def _word_terms(units, flags):
    """Words, and pairs of neighbours with a space between them."""
    words = []
    start = None
    for place, own in enumerate(flags + [0]):
        if own & _WORD:
            start = place if start is None else start
        elif start is not None:
            words.append(units[start:place])
            start = None
    for place, word in enumerate(words):
        yield word
        if place > 0:
            yield words[place - 1] + " " + word


def _character_terms(units, flags):
    """Runs of characters of each word between white space, with a space on either side."""
    start = None
    for place, own in enumerate(flags + [_SPACE]):
        if not own & _SPACE:
            start = place if start is None else start
        elif start is not None:
            yield from _runs_of(" " + units[start:place] + " ", [0] + flags[start:place])
            start = None


def _runs_of(padded, flags):
    for first, own in enumerate(flags):
        # Scripts without blanks between words begin above the Latin ones.
        shorter = _SHORTER_BY if own & _UNSPACED and padded[first] >= "\u0e00" else 0
        most = min(_LONGEST - shorter, len(padded) - first)
        for length in range(_SHORTEST - shorter, most + 1):
            yield padded[first : first + length]
