import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

test('many tasks wait for the end of the process without a warning, the last one first, those taken back do not run', () => {
  const script = `
    import { atExit } from './src/util/at-exit.ts';
    const stays = Array.from({ length: 30 }, (_, i) => atExit(() => process.stdout.write(i + ' ')));
    for (const stay of stays.slice(3)) stay();
    process.on('warning', (warning) => process.stdout.write(String(warning)));
    await new Promise((resolve) => setTimeout(resolve, 20));
  `;
  const args = ['--import', 'tsx', '--input-type=module', '-e', script];
  expect(execFileSync(process.execPath, args, { encoding: 'utf8' })).toBe('2 1 0 ');
});
