import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};
const onOneLine = (text: string) => text.replace(/\s+/g, ' ');
const readme = onOneLine(readFileSync('README.md', 'utf8'));
const promises = [...readFileSync('docs/promises.md', 'utf8').matchAll(/^\| (.+) \| (.+) \|$/gm)]
  .map(([, words = '', shown = '']) => ({ words, shown }))
  .filter(({ words }) => words !== 'README');

test('there are some fifty of them', () => {
  expect(promises.length).toBeGreaterThan(50);
});

test.each(promises)('README says $words, and what shows it is there', ({ words, shown }) => {
  expect(readme).toContain(words);
  for (const place of shown.split('; ')) {
    const [, script] = /^`npm run (\S+)`$/.exec(place) ?? [];
    if (script) expect(Object.keys(scripts)).toContain(script);
    else {
      const [, file = '', title = ''] = /^`(test\/\S+\.ts)` "(.{15,})"$/.exec(place) ?? [];
      expect({ place, file }).not.toMatchObject({ file: '' });
      expect(readFileSync(file, 'utf8')).toContain(title);
    }
  }
});
