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

test('what a terminal would act on is told by its bytes, which bash reads as they were', () => {
  for (const path of ['\u001b[2J.csv', "it's \\ \u001b]8;;x\u0007", '\u009b31m\u202egpj']) {
    const quoted = shellQuoted(path);
    expect(quoted).toMatch(/^[\x20-\x7e]+$/);
    const options = { encoding: 'utf8' } as const;
    expect(execFileSync('bash', ['-c', `printf %s ${quoted}`], options)).toBe(path);
  }
});
