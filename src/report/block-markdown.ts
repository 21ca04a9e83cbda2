import type { Block, Cell, ChartBlock, Section, TableBlock } from './block.js';
import { numberText } from './number-text.js';

/** Controls, and marks that turn the order of letters round. */
const ACTS = /\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu;

/** The sections as Markdown: what a page draws stands as a sentence, with its numbers where they are few. */
export function sectionsMarkdown(title: string, sections: readonly Section[]): string {
  const parts = sections
    .map(({ title: own, blocks }) => ({ own, text: blocks.map(blockMarkdown).filter(Boolean) }))
    .filter(({ text }) => text.length > 0)
    .map(({ own, text }) => `## ${escaped(own)}\n\n${text.join('\n\n')}`);
  return `# ${escaped(title)}\n\n${parts.join('\n\n')}\n`;
}

function blockMarkdown(block: Block): string {
  switch (block.kind) {
    case 'text':
      return escaped(block.text);
    case 'list':
      return block.items.map((item) => `- ${escaped(item)}`).join('\n');
    case 'code':
      return codeMarkdown(block.text);
    case 'table':
      return tableMarkdown(block);
    case 'chart':
      return chartMarkdown(block);
    case 'charts':
      return block.charts.map(blockMarkdown).join('\n\n');
    case 'fold':
      return [`### ${escaped(block.title)}`, ...block.blocks.map(blockMarkdown)]
        .filter(Boolean)
        .join('\n\n');
    case 'page':
      return '';
  }
}

/** By indentation, which no mark in it ends. */
function codeMarkdown(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => `    ${line.replace(ACTS, '�')}`)
    .join('\n');
}

function chartMarkdown({ says, table }: ChartBlock): string {
  return table ? `${escaped(says)}\n\n${linesMarkdown(table)}` : escaped(says);
}

function tableMarkdown({ caption, head, rows }: TableBlock): string {
  return `${escaped(caption)}:\n\n${linesMarkdown({ head, rows })}`;
}

function linesMarkdown({ head, rows }: Pick<TableBlock, 'head' | 'rows'>): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const marks = head.map((_, place) =>
    rows.some((row) => typeof row[place] === 'number') ? '---:' : '---',
  );
  const body = rows.map((row) => line(head.map((_, place) => shown(row[place]))));
  return [line(head.map(escaped)), line(marks), ...body].join('\n');
}

function shown(value: Cell | undefined): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'number') return Number.isFinite(value) ? numberText(value) : '–';
  return escaped(typeof value === 'string' ? value : value.text);
}

/** Names and cells are text, whatever marks they hold: no markup, no line of their own, no control characters. */
function escaped(text: string): string {
  return text
    .replace(/[\\`*_{}[\]|#~]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/^([-+=>]|\d+[.)])(?=\s|$)/, '\\$1')
    .replace(/\s+/g, ' ')
    .replace(ACTS, '�');
}
