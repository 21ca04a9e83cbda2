/** Reads a CSV as autofit does, and prints what it took. */
import { readTable } from '../../dist/table/read-table.js';
import { report } from './report.mjs';

const [path = '', threads] = process.argv.slice(2);
const started = performance.now();
const table = await readTable(path, { threads: Number(threads) });
report(started, table.rows);
