import { expect, test, vi } from 'vitest';
import { fitCommand } from '../../src/cli/fit.js';
import { inFlags } from '../../src/cli/in-flags.js';
import { createPlainProgress } from '../../src/cli/plain-progress.js';
import { tellFit } from '../../src/cli/tell-fit.js';
import { firstFitState, nextFitState } from '../../src/options/fit-state.js';

/** Plain progress of a fit by a clock that is set. */
function plainFit(flags: { readonly quiet?: boolean } = {}) {
  vi.useFakeTimers();
  const lines: string[] = [];
  let at = 0;
  const progress = createPlainProgress(
    (text) => lines.push(text),
    () => at,
  );
  const tell = tellFit(progress, flags, {
    said: inFlags(fitCommand()),
    library: { describeMetric: (name) => name, firstFitState, nextFitState },
  });
  const pass = (seconds: number) => {
    for (let second = 0; second < seconds; second++) {
      at++;
      vi.advanceTimersByTime(1000);
    }
  };
  const end = () => {
    progress.close();
    vi.useRealTimers();
  };
  return { tell, pass, lines, end };
}

test('where nothing is drawn, a line tells every five seconds how far the fit is', () => {
  const { tell, pass, lines, end } = plainFit();
  tell({ kind: 'phase', phase: 'judging' });
  pass(12);
  end();
  expect(lines).toEqual(['judging: for 5.0 s; 5.0 s\n', 'judging: for 10 s; 10 s\n']);
});

test('notes and warnings hold nothing that a terminal acts on', () => {
  const { tell, lines, end } = plainFit();
  tell({ kind: 'note', message: 'column "\x1b[2J\x07" is\nnot used' });
  end();
  expect(lines).toEqual(['note: column " [2J " is not used\n']);
});
