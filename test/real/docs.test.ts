import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCli } from '../fixtures/run-cli.js';
import { tempFolder } from '../fixtures/temp-folder.js';

/** The commands of a page, in its order. */
function commandsOf(page: string): readonly string[] {
  const blocks = [...readFileSync(page, 'utf8').matchAll(/```sh\n([\s\S]*?)```/g)];
  return blocks.flatMap(([, code = '']) => code.trim().split('\n'));
}

/** Words of a command as a shell splits them, quotes taken off. */
function wordsOf(command: string): readonly string[] {
  return (command.match(/'[^']*'|\S+/g) ?? []).map((word) => word.replaceAll("'", ''));
}

describe.each(['docs/tutorial.md', 'docs/how-to.md', 'docs/exporting.md'])('%s', (page) => {
  const folder = tempFolder();
  symlinkSync(resolve('datasets'), folder.at('datasets'));

  test.each(commandsOf(page))('%s', async (command) => {
    const [program, ...words] = wordsOf(command);
    expect(program).toBe('autofit');
    const { code, stdout, stderr } = await runCli(words, { cwd: folder.path });
    expect(stderr).not.toContain('error:');
    expect(code).toBe(0);
    const out = words[words.indexOf('--out') + 1];
    if (words.includes('--out')) expect(existsSync(folder.at(out ?? ''))).toBe(true);
    else expect(stdout).not.toBe('');
  });
});

test('links between pages lead somewhere', () => {
  for (const page of [
    'docs/tutorial.md',
    'docs/how-to.md',
    'docs/report.md',
    'docs/exporting.md',
  ]) {
    const links = [...readFileSync(page, 'utf8').matchAll(/\]\(([^)#]+)\)/g)];
    for (const [, link = ''] of links) expect(existsSync(resolve('docs', link)), link).toBe(true);
  }
});
