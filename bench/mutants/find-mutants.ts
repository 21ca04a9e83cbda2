import { isIndexed, mutationsOf } from './mutations.js';
import { childrenOf, isNode, type Node, parse } from './syntax.js';

/** One small change of a file's code. */
export interface Mutant {
  readonly file: string;
  /** Counted from 1; the column from 0. */
  readonly line: number;
  readonly column: number;
  /** The line it is on, without its indent: what keeps a mutant's word when lines move. */
  readonly text: string;
  /** What is replaced, and by what. */
  readonly from: string;
  readonly to: string;
  readonly start: number;
  readonly end: number;
}

/**
 * All mutants of a file, in the order of its code: none of types, imports, texts, what errors say, and of defaults after an
 * index, which are there for the type checker.
 */
export function findMutants(file: string, code: string): readonly Mutant[] {
  const lineStarts = [0, ...[...code.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const mutants: Mutant[] = [];
  visit(parse(code), null);
  return mutants;

  function visit(node: Node, parent: Node | null): void {
    for (const { start, end, to } of mutationsOf(node, parent, code)) {
      const line = lineStarts.findLastIndex((lineStart) => lineStart <= start);
      const text = code.slice(lineStarts[line], lineStarts[line + 1]).trim();
      const place = { file, line: line + 1, column: start - (lineStarts[line] ?? 0), text };
      mutants.push({ ...place, from: code.slice(start, end), to, start, end });
    }
    for (const child of childrenOf(node)) if (isCode(child, node)) visit(child, node);
  }
}

/** A file's code with one mutant in it. */
export function mutated(code: string, { start, end, to }: Mutant): string {
  return code.slice(0, start) + to + code.slice(end);
}

/** Casts are types around code. */
const CASTS: readonly string[] = ['TSAsExpression', 'TSNonNullExpression', 'TSSatisfiesExpression'];
const WITHOUT_CODE: readonly string[] = ['ImportDeclaration', 'TemplateLiteral'];

function isCode(node: Node, parent: Node): boolean {
  if (CASTS.includes(node.type)) return true;
  if (node === parent.right && isIndexed(parent)) return false;
  return !node.type.startsWith('TS') && !WITHOUT_CODE.includes(node.type) && !isError(node);
}

function isError({ type, callee }: Node): boolean {
  return type === 'NewExpression' && isNode(callee) && /Error$/.test(String(callee.name));
}
