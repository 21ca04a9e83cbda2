import { expect, test } from 'vitest';
import { sectionsMarkdown } from '../../src/report/block-markdown.js';
import { chartBlock } from '../../src/report/chart-block.js';
import { barChart } from '../../src/report/charts/bar-chart.js';
import { confusionChart } from '../../src/report/charts/confusion-chart.js';

const text = { id: 'chart', title: 'What tells', says: 'most by `size`.' };

/** The chart as the only block of a report. */
function markdownOf(block: ReturnType<typeof chartBlock>): readonly string[] {
  const section = { id: 'a', title: 'A', blocks: [block] };
  return sectionsMarkdown('Report', [section]).split('\n').slice(4);
}

/** A bar for each of so many columns. */
function bars(count: number) {
  const all = Array.from({ length: count }, (_, i) => ({ name: `c${i}|`, value: i / 4 }));
  return chartBlock(barChart, { ...text, of: 'column', axis: { title: 'loss' }, bars: all });
}

test('a chart stands as a sentence with its few numbers, and names do no harm in them', () => {
  expect(markdownOf(bars(2))).toEqual([
    'What tells: most by \\`size\\`.',
    '',
    '| column | loss |',
    '| --- | ---: |',
    '| c0\\| | 0 |',
    '| c1\\| | 0.2500 |',
    '',
  ]);
});

test('of many numbers there is the sentence alone, and of none too', () => {
  expect(markdownOf(bars(15))).toHaveLength(20);
  expect(markdownOf(bars(16))).toEqual(['What tells: most by \\`size\\`.', '']);
  expect(markdownOf(bars(0))).toEqual(['What tells: most by \\`size\\`.', '']);
});

test('which classes are taken for which is told in Markdown, with a dash where nothing is known', () => {
  const chart = { ...text, classes: ['no', 'yes'], counts: [[8, 2], [Number.NaN]] };
  expect(markdownOf(chartBlock(confusionChart, chart)).slice(2)).toEqual([
    '| true class | taken for no | taken for yes |',
    '| --- | ---: | ---: |',
    '| no | 8 | 2 |',
    '| yes | – | – |',
    '',
  ]);
});
