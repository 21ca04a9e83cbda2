"""Reads the bytes of a model file of autofit: safetensors with JSON beside them."""

import hashlib
import json

import numpy as np

_DTYPES = {"F16": "<f2", "F32": "<f4", "F64": "<f8", "I32": "<i4", "I16": "<i2", "I8": "|i1", "U8": "|u1"}


def read_model(data):
    """Return the predictor as plain data; its models hold arrays by name."""
    try:
        header, tensors = _read_tensors(data)
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError("The model in this file is damaged: %s." % error) from None
    metadata = header.get("__metadata__", {})
    if metadata.get("format") != "autofit" or metadata.get("version") != "8":
        raise ValueError("The model in this file is not one that it can read.")
    text = metadata["predictor"]
    if _hash_of(text, tensors) != metadata["sha256"]:
        raise ValueError("The model in this file is damaged: its content was changed.")
    state = json.loads(text)
    for member in state["members"]:
        for fold in member["folds"]:
            model = fold["model"]
            places = model["tensors"].items()
            model["tensors"] = {name: _widened(tensors[place]) for name, place in places}
    return state


def _read_tensors(data):
    length = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + length].decode("utf-8"))
    tensors = {}
    total = 8 + length
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        start, end = entry["data_offsets"]
        dtype = np.dtype(_DTYPES[entry["dtype"]])
        if not 0 <= start <= end <= len(data) - 8 - length:
            raise ValueError("it is cut")
        count = (end - start) // dtype.itemsize
        tensors[name] = np.frombuffer(data, dtype, count, 8 + length + start)
        total += end - start
    if total != len(data):
        raise ValueError("it is cut")
    return header, tensors


def _hash_of(text, tensors):
    digest = hashlib.sha256(text.encode("utf-8"))
    for name in sorted(tensors, key=lambda own: own.encode("utf-16-be", "surrogatepass")):
        digest.update(tensors[name].tobytes())
    return digest.hexdigest()


def _widened(values):
    """Numbers lie in as few bytes as hold them."""
    return values if values.dtype in (np.float32, np.float64) else values.astype(np.float32)
