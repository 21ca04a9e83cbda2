"""Writes a Parquet file of seven columns, or reads it with pyarrow or pandas on one thread and prints what it took."""

import json
import resource
import sys
import time

name, path, rows = sys.argv[1:4]
if name == "write":
    import duckdb

    duckdb.sql(f"""copy (select i::bigint id, random() x, (random() * 1000)::int n, 'word' || (i % 5000) w,
      date '2020-01-01' + (i % 2000)::int "day", case when i % 7 = 0 then null else random()::float end f,
      (random() * 1e6)::decimal(12, 2) m from range({rows}) t(i)) to '{path}' (format parquet)""")
    sys.exit()
import pyarrow
import pyarrow.parquet

pyarrow.set_cpu_count(1)
started = time.perf_counter()
table = pyarrow.parquet.read_table(path, use_threads=False)
if name == "pandas":
    table = table.to_pandas()
seconds = time.perf_counter() - started
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": seconds, "rows": len(table), "peakMb": peak}))
