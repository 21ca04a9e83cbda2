import type { Html } from './html.js';

/** A piece of a report, drawn as a page or as Markdown. */
export type Block =
  | TextBlock
  | ListBlock
  | CodeBlock
  | TableBlock
  | ChartBlock
  | ChartsBlock
  | FoldBlock
  | PageBlock;

export interface TextBlock {
  readonly kind: 'text';
  readonly text: string;
}

export interface ListBlock {
  readonly kind: 'list';
  readonly items: readonly string[];
}

/** Text as it is, line by line. */
export interface CodeBlock {
  readonly kind: 'code';
  readonly text: string;
}

export interface TableBlock {
  readonly kind: 'table';
  readonly caption: string;
  readonly head: readonly string[];
  /** Numbers stand to the right; markup is for the page alone, with the text that stands for it elsewhere. */
  readonly rows: readonly (readonly Cell[])[];
}

export type Cell = string | number | null | { readonly html: Html; readonly text: string };

/** A figure, and in a sentence what it shows, for where it is not drawn; a few numbers stand there too. */
export interface ChartBlock {
  readonly kind: 'chart';
  readonly figure: Html;
  readonly says: string;
  readonly table?: Pick<TableBlock, 'head' | 'rows'> | undefined;
}

/** Figures that stand beside each other where there is room. */
export interface ChartsBlock {
  readonly kind: 'charts';
  readonly charts: readonly ChartBlock[];
}

/** What is there for those who ask. */
export interface FoldBlock {
  readonly kind: 'fold';
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** What a page alone can show. */
export interface PageBlock {
  readonly kind: 'page';
  readonly html: Html;
}

export interface Section {
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}
