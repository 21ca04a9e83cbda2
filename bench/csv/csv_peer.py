"""Reads a CSV with pandas or DuckDB on one thread, or so many, and prints what it took."""

import json
import resource
import sys
import time

name, path, threads = sys.argv[1:4]
if name == "pandas":
    import pandas as pd

    started = time.perf_counter()
    rows = len(pd.read_csv(path))
else:
    import duckdb

    connection = duckdb.connect()
    connection.execute(f"SET threads TO {threads}")
    started = time.perf_counter()
    connection.execute(f"CREATE TABLE t AS SELECT * FROM read_csv('{path}')")
    rows = connection.execute("SELECT count(*) FROM t").fetchone()[0]
seconds = time.perf_counter() - started
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": seconds, "rows": rows, "peakMb": peak}))
