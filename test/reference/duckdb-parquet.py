"""Writes duckdb-parquet.json: a Parquet file of every kind of column, as base64, with the cells that it holds.

  python test/reference/duckdb-parquet.py          with duckdb of bench/peers/requirements.txt
"""
import base64, json, pathlib, tempfile
import duckdb

FIRST = """1::bigint i64, 1234.56::decimal(10,2) money, 12345678901234567890.12::decimal(38,2) huge, -0.05::decimal(4,2) small,
  date '2024-02-29' "day", timestamp '2024-01-01 12:30:00.250123' us, timestamp_ns '2023-11-14 22:13:20.123456789' ns,
  ['a','b'] list, {'x':1,'y':{'z':'q'}} st, 0.1::float f32, 0.1::double f64, true b, 18446744073709551615::ubigint u64,
  time '13:05:00' t, 'u' s, uuid '5d0f1c1e-0000-4000-8000-000000000001' uu"""
SECOND = """1152921504606846976, 0.10, 1.00, 12.00, date '1969-12-31', timestamp '1960-01-01', null,
  [], {'x':3,'y':null}, 3.0, 'nan'::double, false, 7::ubigint, time '00:00:00.5', 'v', uuid '5d0f1c1e-0000-4000-8000-000000000002'"""
THIRD = ", ".join(["null"] * 16)
CELLS = {
    "i64": ["1", "1152921504606846976", ""],
    "money": ["1234.56", "0.10", ""],
    "huge": ["12345678901234567890.12", "1.00", ""],
    "small": ["-0.05", "12.00", ""],
    "day": ["2024-02-29T00:00:00.000Z", "1969-12-31T00:00:00.000Z", ""],
    "us": ["2024-01-01T12:30:00.250Z", "1960-01-01T00:00:00.000Z", ""],
    "ns": ["2023-11-14T22:13:20.123Z", "", ""],
    "list": ['["a","b"]', "[]", ""],
    "st.x": ["1", "3", ""],
    "st.y.z": ["q", "", ""],
    "f32": ["0.1", "3", ""],
    "f64": ["0.1", "", ""],
    "b": ["true", "false", ""],
    "u64": ["18446744073709551615", "7", ""],
    "t": ["13:05:00", "00:00:00.500", ""],
    "s": ["u", "v", ""],
    "uu": ["5d0f1c1e-0000-4000-8000-000000000001", "5d0f1c1e-0000-4000-8000-000000000002", ""],
}

path = pathlib.Path(tempfile.mkdtemp()) / "kinds.parquet"
duckdb.sql(f"copy (select {FIRST} union all select {SECOND} union all select {THIRD}) to '{path}' (format parquet)")
out = {"parquet": base64.b64encode(path.read_bytes()).decode(), "cells": CELLS}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(out, indent=1) + "\n")
