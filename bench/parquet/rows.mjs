/** Reads a Parquet file into rows by hyparquet alone, and prints what it took. */
import { readFileSync } from 'node:fs';
import { parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { report } from '../csv/report.mjs';

const [path = ''] = process.argv.slice(2);
const started = performance.now();
const file = new Uint8Array(readFileSync(path)).buffer;
const rows = await parquetReadObjects({ file, compressors });
report(started, rows.length);
