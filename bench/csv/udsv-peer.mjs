import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { inferSchema, initParser } from '../peers/node_modules/udsv/dist/uDSV.cjs.js';
import { report } from './report.mjs';

const started = performance.now();
let parser;
for await (const text of Readable.toWeb(createReadStream(process.argv[2])).pipeThrough(
  new TextDecoderStream(),
)) {
  parser ??= initParser(inferSchema(text));
  parser.chunk(text, parser.typedCols);
}
const columns = parser.end();
report(started, columns[0].length);
