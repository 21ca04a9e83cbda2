/** Optuna in a process of its own, asked by lines. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Params } from '../../src/space/search-space.js';
import { flatSpace } from '../../src/study/flat-space.js';
import type { Problem } from './problem.js';

const PYTHON =
  process.env.AUTOFIT_PYTHON ?? new URL('../peers/.venv/bin/python', import.meta.url).pathname;

export function isPeer(sampler: string): boolean {
  return sampler.startsWith('optuna ');
}

export function createPeer() {
  const script = new URL('optuna_peer.py', import.meta.url).pathname;
  const child = spawn(PYTHON, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const tell = (message: unknown) => child.stdin.write(`${JSON.stringify(message)}\n`);
  return {
    /** What each trial of each study gave, seed by seed. */
    async values(
      sampler: string,
      { space, value }: Problem,
      seeds: readonly number[],
      trials: number,
    ): Promise<readonly (readonly number[])[]> {
      const { space: flat, toUser } = flatSpace(space);
      tell({ sampler, seeds, trials, space: flat });
      const values = seeds.map((): number[] => []);
      for (let i = 0; i < trials; i++) {
        const line = await lines.next();
        if (line.done) throw new Error('Optuna has ended');
        const given = (JSON.parse(line.value) as Params[]).map((params) => value(toUser(params)));
        for (const [place, own] of given.entries()) values[place]?.push(own);
        tell(given);
      }
      return values;
    },
    close: () => child.stdin.end(),
  };
}
