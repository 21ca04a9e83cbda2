import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { cos, sin } from '../../src/util/elementary/cos-sin.js';
import { randomStream } from '../../src/util/random.js';
import { findPython } from '../fixtures/find-python.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const SCRIPT = `import json, sys
sys.path.insert(0, "src/export/python")
import numpy as np
from runtime.turns import cosine, sine
x = np.array(json.load(open(sys.argv[1])))
print(json.dumps({"sine": sine(x).tolist(), "cosine": cosine(x).tolist()}))
`;

test('Python has the sines and cosines of here to the last digit, which quantiles tell apart', () => {
  const random = randomStream(3, 'turns');
  const days = Array.from({ length: 732 }, (_, day) => (2 * Math.PI * day) / 365.25);
  const quarters = Array.from({ length: 81 }, (_, i) => ((i - 40) * Math.PI) / 2);
  const drawn = Array.from({ length: 3000 }, () => (random.next() - 0.5) * 2000);
  const angles = [0, 1e-300, 1e-9, -3e-5, ...days, ...quarters, ...drawn];
  const file = folder.write('angles.json', JSON.stringify(angles));
  const script = folder.at('ask.py');
  writeFileSync(script, SCRIPT);
  const said = execFileSync(findPython('numpy'), [script, file], { encoding: 'utf8' });
  const { sine, cosine } = JSON.parse(said) as Readonly<Record<string, readonly number[]>>;
  expect(sine).toEqual(angles.map(sin));
  expect(cosine).toEqual(angles.map(cos));
});
