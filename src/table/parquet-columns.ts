import type { FileMetaData, SchemaTree } from 'hyparquet';
import { AutofitError } from '../util/errors.js';
import { isRow } from './read-rows.js';

/** Stands between a name and the place of its column, where another column has that name. */
const MARK = '\0';

/** A column, or what is inside a structure. */
export interface ParquetColumn {
  /** Its path, which no other column has. */
  readonly path: string;
  /** The names that lead to it, that of a column of the file first. */
  readonly names: readonly string[];
  readonly tree: SchemaTree;
}

/**
 * The columns of a file, and for structures one for each path inside them. Changes the metadata where two have one path, as
 * the file's library tells columns apart by their names alone.
 */
export function parquetColumns(
  { children }: SchemaTree,
  metadata: FileMetaData,
  source: string,
): readonly ParquetColumn[] {
  const taken = new Set<string>();
  let leaf = 0;
  return children.flatMap((child, place) => {
    const own = columnsIn(child);
    if (new Set(own.map(({ path }) => path)).size < own.length) throw twice(source, child);
    const isTaken = own.some(({ path }) => taken.has(path));
    if (isTaken) rename(child, `${child.element.name}${MARK}${place}`, leaf, metadata);
    leaf += leavesOf(child);
    const columns = isTaken ? columnsIn(child) : own;
    for (const { path } of columns) taken.add(path);
    return columns;
  });
}

/** The path as the file has it. */
export function writtenPath(path: string): string {
  return path.replace(/\0\d+/, '');
}

function columnsIn(tree: SchemaTree, above: readonly string[] = []): readonly ParquetColumn[] {
  const names = [...above, tree.element.name];
  if (!isStructure(tree)) return [{ path: names.join('.'), names, tree }];
  return tree.children.flatMap((child) => columnsIn(child, names));
}

/** Types of what is one cell though it holds others. */
const IN_ONE_CELL = new Set(['LIST', 'MAP', 'MAP_KEY_VALUE', 'VARIANT']);

function isStructure({ element, children }: SchemaTree): boolean {
  const kinds = [element.converted_type, element.logical_type?.type];
  const isOne = kinds.some((own) => own !== undefined && IN_ONE_CELL.has(own));
  return children.length > 0 && !isOne && element.repetition_type !== 'REPEATED';
}

/** What a value of a column of the file holds under the names behind the column's own; undefined where one is absent. */
export function valueInside(value: unknown, { names }: ParquetColumn): unknown {
  let own = value;
  for (let depth = 1; depth < names.length; depth++) {
    const name = names[depth] ?? '';
    own = isRow(own) && Object.hasOwn(own, name) ? own[name] : undefined;
  }
  return own;
}

/** Row groups hold a column for each leaf of the schema, in its order. */
function leavesOf({ children }: SchemaTree): number {
  return children.length === 0 ? 1 : children.reduce((sum, child) => sum + leavesOf(child), 0);
}

function rename(tree: SchemaTree, name: string, leaf: number, { row_groups }: FileMetaData): void {
  tree.element.name = name;
  for (const { columns } of row_groups) {
    for (const { meta_data } of columns.slice(leaf, leaf + leavesOf(tree))) {
      if (meta_data) meta_data.path_in_schema[0] = name;
    }
  }
}

function twice(source: string, { element }: SchemaTree): AutofitError {
  const message = `${source}: the structure "${element.name}" has two fields of one name.`;
  return new AutofitError('TWO_VALUES', message, { file: source, hint: 'Rename one of them.' });
}
