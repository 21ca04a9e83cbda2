import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import { report } from './report.mjs';

const started = performance.now();
let rows = -1;
const parser = createReadStream(process.argv[2]).pipe(parse());
parser.on('data', () => rows++);
parser.on('end', () => report(started, rows));
