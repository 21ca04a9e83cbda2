"""Codes of levels as slots, flags or numbers; -1 is a missing cell, -2 a level that is not known."""

import numpy as np

from .scaling import apply_scaler

_MISSING, _UNSEEN = -1, -2


def replace_codes(codes, keys, numbers, other):
    """The number of each code, `other` for a code without one."""
    largest = max(keys, default=_UNSEEN)
    by_code = np.full(largest - _UNSEEN + 2, other, dtype=np.float64)
    by_code[np.asarray(keys, dtype=np.int64) - _UNSEEN] = numbers
    # The last place stands for all codes beyond.
    return by_code[np.minimum(codes.astype(np.int64) - _UNSEEN, len(by_code) - 1)]


def slots_of(fitted, codes):
    """The slot of each row."""
    filled = codes
    if fitted["impute"]["code"] != _MISSING:
        filled = np.where(codes == _MISSING, fitted["impute"]["code"], codes)
    slots = fitted["slots"]
    if slots["kind"] == "encode-hashing":
        return (_hashes_of(filled) % np.uint32(slots["slots"])).astype(np.int64)
    levels = slots["levels"]
    keys = levels + [_MISSING] if slots["missing"] else levels
    return replace_codes(filled, keys, range(1, len(keys) + 1), 0).astype(np.int64)


def _hashes_of(codes):
    """The finishing steps of MurmurHash 3."""
    own = codes.astype(np.int64).astype(np.uint32)
    own = (own ^ (own >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    own = (own ^ (own >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    return own ^ (own >> np.uint32(16))


def flag_columns(fitted, codes):
    """Few levels as columns of numbers: what a flag is hangs on the slot alone."""
    own = slots_of(fitted, codes)
    count = 1 + len(fitted["slots"]["levels"]) + int(fitted["slots"]["missing"])
    columns = []
    for flag in fitted["columns"]:
        by_slot = np.zeros(count)
        by_slot[flag["slot"]] = 1
        if flag["against"] is not None:
            by_slot[flag["against"]] = -1
        scaled = apply_scaler(flag["scale"], by_slot) if flag["scale"] else by_slot
        columns.append(scaled[own])
    return columns


def encoded_levels(encoder, codes):
    """Levels as one or more columns of numbers."""
    kind = encoder["kind"]
    if kind == "encode-target":
        pairs = zip(encoder["means"], encoder["meansOfCodes"])
        return [replace_codes(codes, encoder["codes"], own, mean) for mean, own in pairs]
    if kind == "encode-frequency":
        keys = [code for code, _ in encoder["shares"]]
        return [replace_codes(codes, keys, [share for _, share in encoder["shares"]], 0)]
    least = 0 if kind == "encode-rank" else _MISSING
    return [np.where(codes >= least, codes, np.nan)]
