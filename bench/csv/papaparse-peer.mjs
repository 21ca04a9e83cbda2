import { createReadStream } from 'node:fs';
import Papa from '../peers/node_modules/papaparse/papaparse.js';
import { report } from './report.mjs';

const started = performance.now();
let rows = 0;
const stream = createReadStream(process.argv[2]).pipe(
  Papa.parse(Papa.NODE_STREAM_INPUT, { header: false, dynamicTyping: true }),
);
stream.on('data', () => rows++);
stream.on('end', () => report(started, rows - 1));
