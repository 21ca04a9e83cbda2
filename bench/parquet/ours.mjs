/** Reads a table as autofit does, and prints what it took. */
import { readTable } from '../../dist/table/read-table.js';
import { report } from '../csv/report.mjs';

const [path = ''] = process.argv.slice(2);
const started = performance.now();
const table = await readTable(path);
report(started, table.rows);
