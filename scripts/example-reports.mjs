/** Makes three reports to look at, of two classes, of several and of numbers: npm run example-reports -- [folder] */
import { join } from 'node:path';
import { fit } from '../dist/index.js';

const folder = process.argv[2] ?? 'example-reports';
const examples = [
  ['credit', 'Status'],
  ['penguins', 'species'],
  ['sacramento', 'price'],
];
for (const [name, label] of examples) {
  const out = join(folder, name);
  await fit(`datasets/${name}.csv`, { label, trials: 12, out });
  console.log(join(out, 'report.html'));
}
