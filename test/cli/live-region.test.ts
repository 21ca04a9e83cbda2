import { expect, test } from 'vitest';
import { createFramePace } from '../../src/cli/frame-pace.js';
import { createLiveRegion } from '../../src/cli/live-region.js';

/** A region on a terminal of so many columns, and what was written to it; controls by their names. */
function regionOf(columns: number) {
  const written: string[] = [];
  let width = columns;
  const region = createLiveRegion({
    columns: () => width,
    write: (text) => written.push(text.replaceAll('\x1b[', '<').replaceAll('\r', '^')),
  });
  const resize = (to: number) => {
    width = to;
  };
  return { region, written, resize };
}

test('a frame hides the cursor, stands in the place of the last one, and gives wrapping back', () => {
  const { region, written } = regionOf(80);
  region.draw(['a', 'b']);
  region.draw(['c', 'd']);
  expect(written).toEqual([
    '<?25l<?2026h<?7l<2Ka\n<2Kb<?7h<?2026l',
    '<?2026h<?7l^<1A<2Kc\n<2Kd<?7h<?2026l',
  ]);
});

test('a shorter frame clears what is below it', () => {
  const { region, written } = regionOf(80);
  region.draw(['a', 'b', 'c']);
  region.draw(['d']);
  expect(written[1]).toBe('<?2026h<?7l^<2A<J<2Kd<?7h<?2026l');
});

test('in a narrower window the lines that wrap, wide letters too, are gone back over', () => {
  const { region, written, resize } = regionOf(80);
  region.draw(['x'.repeat(70), '東'.repeat(25)]);
  resize(40);
  region.draw(['a']);
  expect(written[1]).toContain('^<3A<J');
});

test('what others write stands above: the region goes, and comes again on a line of its own', () => {
  const { region, written } = regionOf(80);
  region.draw(['a', 'b']);
  region.clear();
  region.leftWithin(true);
  region.draw(['c']);
  expect(written.slice(1)).toEqual(['^<1A<J', '<?2026h<?7l\n<2Kc<?7h<?2026l']);
});

test('closing shows the cursor, once', () => {
  const { region, written } = regionOf(80);
  region.close();
  region.draw(['a']);
  region.close();
  region.close();
  expect(written.slice(1)).toEqual(['^<J', '<?25h']);
});

test('there are no more than ten frames in any second', () => {
  let at = 0;
  const mayDraw = createFramePace(() => at);
  const drawn: number[] = [];
  for (let step = 0; step < 300; step++) {
    at = step / 100;
    if (mayDraw(step % 7 === 0 ? 0 : 0.2)) drawn.push(at);
  }
  expect(drawn.length).toBeGreaterThan(20);
  for (const from of drawn) {
    expect(drawn.filter((other) => other >= from && other < from + 1).length).toBeLessThan(11);
  }
});
