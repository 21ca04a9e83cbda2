import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { shellQuoted } from '../../src/cli/shell-quoted.js';

test('plain paths stay as they are, others are quoted', () => {
  expect(shellQuoted('runs/a-1_b.csv')).toBe('runs/a-1_b.csv');
  expect(shellQuoted('my runs/a')).toBe("'my runs/a'");
});

test('a shell reads what was quoted as one word', () => {
  for (const path of ['a b', "it's", '$HOME/`x`', 'a;b&c', '*?[1]', 'tab\tnew\nline', '']) {
    const printed = execFileSync('sh', ['-c', `printf %s ${shellQuoted(path)}`], {
      encoding: 'utf8',
    });
    expect(printed).toBe(path);
  }
});
