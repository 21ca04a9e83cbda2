import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { checkJsonRoom } from '../../src/util/json-room.js';

test('a short text is parsed without a look', () => {
  checkJsonRoom('[{}]', 'x.json');
});

test('a text whose value would fill the heap is refused before it is parsed', () => {
  // 4 million objects of 12 MB of text take 300 MB and more.
  const program = `
    const { checkJsonRoom } = await import('./src/util/json-room.ts');
    try {
      checkJsonRoom('[' + '{},'.repeat(4e6) + '1]', 'x.json');
    } catch ({ code, message }) {
      console.log(JSON.stringify({ code, message }));
    }`;
  const flags = ['--max-old-space-size=128', '--import', 'tsx', '--input-type=module'];
  const told = execFileSync(process.execPath, [...flags, '-e', program], { encoding: 'utf8' });
  expect(JSON.parse(told)).toMatchObject({
    code: 'NO_MEMORY',
    message: expect.stringMatching(/^x\.json holds JSON that takes about \d+ MB once it is read/),
  });
});
