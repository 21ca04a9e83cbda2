import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { exportPython } from '../../src/export-python.js';
import { fit } from '../../src/fit/fit.js';
import { askPython } from '../fixtures/ask-python.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const lines = Array.from({ length: 150 }, (_, i) => {
  const x = (i * 37) % 101;
  return {
    x: String(x),
    two: (x + (i % 7) * 9) % 100 < 60 ? 'yes' : 'no',
    three: 'abc'[(x + (i % 5) * 8) % 3],
  };
});

test.each([
  ['isotonic', 'two', 'no'],
  ['beta', 'two', 'yes'],
  ['isotonic', 'three', undefined],
  ['beta', 'three', undefined],
] as const)(
  'Python calibrates by %s as it is done here: %s',
  async (calibrate, label, positive) => {
    const rows = lines.map(({ x, [label]: own }) => ({ x, y: own ?? '' }));
    const out = folder.at(`${calibrate}-${label}`);
    const options = {
      label: 'y',
      trials: 1,
      workers: 1,
      folds: 2,
      models: ['extra-trees'],
    } as const;
    const own = { ...options, positive, report: false, out, ensemble: { calibrate } } as const;
    const { predictProba, info } = await fit(rows, own);
    const module = folder.at(`${calibrate}-${label}.py`);
    writeFileSync(module, await exportPython(out));
    const data = rows.map(({ x }) => ({ x }));
    const [answer] = askPython([{ module, data }]);
    const wanted = await predictProba(data);
    expect(answer?.classes).toEqual(info.classes);
    for (const [row, chances] of (answer?.chances ?? []).entries()) {
      for (const [code, chance] of chances.entries()) {
        expect(chance).toBeCloseTo(Object.values(wanted[row] ?? {})[code] as number, 9);
      }
    }
  },
);
