import { parseAst } from 'vitest/node';

/** A node of an ESTree, as the parser leaves it. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** What TypeScript code says, by the parser that vitest brings. */
export function parse(code: string): Node {
  return { ...parseAst(code, { lang: 'ts' }) };
}

export function childrenOf(node: Node): readonly Node[] {
  return Object.values(node).flat().filter(isNode);
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}
