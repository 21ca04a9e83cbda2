/**
 * Searches one behind another in one process, until it is stopped; each is told by a line.
 *
 *   node search-loop.mjs <folder of runs> <options of fit as JSON>
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fit } from '../../dist/index.js';

const [folder = '', options = '{}'] = process.argv.slice(2);
for (let number = 0; ; number++) {
  const out = join(folder, `run-${number}`);
  await fit('datasets/concrete.csv', { ...JSON.parse(options), seed: number, out });
  rmSync(out, { recursive: true });
  console.log(`search ${number}`);
}
