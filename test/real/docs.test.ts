import { execFile } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { runCli } from '../fixtures/run-cli.js';
import { type RunningServer, runServer } from '../fixtures/run-server.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const execute = promisify(execFile);

/** The commands of a page, in its order. */
function commandsOf(page: string): readonly string[] {
  const blocks = [...readFileSync(page, 'utf8').matchAll(/```sh\n([\s\S]*?)```/g)];
  return blocks.flatMap(([, code = '']) => code.trim().split('\n'));
}

/** Words of a command as a shell splits them, quotes taken off. */
function wordsOf(command: string): readonly string[] {
  return (command.match(/'[^']*'|\S+/g) ?? []).map((word) => word.replaceAll("'", ''));
}

describe.each([
  'docs/tutorial.md',
  'docs/how-to.md',
  'docs/exporting.md',
  'docs/coming-from-autogluon.md',
])('%s', (page) => {
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

describe('docs/five-minutes.md', async () => {
  const folder = tempFolder();
  symlinkSync(resolve('datasets'), folder.at('datasets'));
  const commands = commandsOf('docs/five-minutes.md');
  const served = commands.findIndex((command) => command.startsWith('autofit serve'));
  let server: RunningServer | undefined;

  test.each(commands.slice(0, served))('%s', async (command) => {
    const { code } = await runCli(wordsOf(command).slice(1), { cwd: folder.path });
    expect(code).toBe(0);
  });

  test(`${commands[served]}`, async () => {
    const [, , model = '', ...args] = wordsOf(commands[served] ?? '');
    server = await runServer(folder.at(model), args);
    expect(readFileSync('docs/five-minutes.md', 'utf8')).toContain(`It prints \`${server.url}\``);
  });

  const answers = new Map<string, string>();
  test.each(commands.slice(served + 1))('%s', async (command) => {
    const [program = '', ...words] = wordsOf(command);
    expect(program).toBe('curl');
    const { stdout } = await execute(program, words, { cwd: folder.path, maxBuffer: 1e8 });
    answers.set(command, stdout);
    expect(stdout).not.toBe('');
  });

  test('the answers are those that the page tells', () => {
    const all = [...answers.values()];
    const wrong =
      '{"error":{"code":"BAD_ROW","message":"\\"nine\\" is no number","path":"/Seniority"}}';
    expect(all).toContain(wrong);
    expect(readFileSync('docs/five-minutes.md', 'utf8')).toContain(wrong);
    const [one] = all.filter((answer) =>
      answer.startsWith('{"predictions":[{"value":"good","prob'),
    );
    expect(one).toBeDefined();
    const rows = all.map((answer) => answer.split('"value"').length - 1);
    expect(Math.max(...rows)).toBe(4454);
    server?.child.kill('SIGTERM');
  });
});

test('links between pages lead somewhere', () => {
  for (const page of ['tutorial', 'how-to', 'report', 'exporting', 'five-minutes', 'serving'].map(
    (name) => `docs/${name}.md`,
  )) {
    const links = [...readFileSync(page, 'utf8').matchAll(/\]\(([^)#]+)\)/g)];
    for (const [, link = ''] of links) expect(existsSync(resolve('docs', link)), link).toBe(true);
  }
});
