import type { DesignMatrix, FeatureName } from '../matrix/design-matrix.js';
import { familyNamed } from '../models/families.js';
import type { FeatureImportance } from '../models/model-family.js';
import { emptyDesign } from '../preprocessing/empty-design.js';
import type { Member, PredictorState } from './predictor-state.js';

/** A column of the table with its share of what the model's features tell. */
export interface ColumnImportance {
  readonly column: string;
  /** In [0, 1]; those of all columns sum to 1. */
  readonly share: number;
}

export interface Importance {
  /** The most telling first; empty when no member says anything. */
  readonly columns: readonly ColumnImportance[];
  /** The members that say so, and their share of the ensemble's weight. */
  readonly members: readonly string[];
  readonly weight: number;
}

/** Gains of trees and sizes of coefficients, by column of the table, members counted by their weight. */
export function importanceOf(state: PredictorState): Importance {
  const designs = state.preprocessors.map(emptyDesign);
  const sums = new Map<string, number>();
  const telling = state.members.filter(({ family }) => familyNamed(family).importance);
  for (const member of telling) addMember(sums, member, designs);
  const all = [...sums.values()].reduce((a, b) => a + b, 0);
  const columns = [...sums]
    .map(([column, sum]) => ({ column, share: all > 0 ? sum / all : 0 }))
    .sort((a, b) => b.share - a.share || (a.column < b.column ? -1 : 1));
  const weight = telling.reduce((sum, member) => sum + member.weight, 0);
  return { columns, members: telling.map(({ name }) => name), weight };
}

/** Each fold's model has the same say. */
function addMember(
  sums: Map<string, number>,
  { family: name, folds, weight }: Member,
  designs: readonly DesignMatrix[],
): void {
  const family = familyNamed(name);
  for (const { model, preprocessor } of folds) {
    const design = designs[preprocessor];
    const importance = family.importance?.(family.load(model));
    if (!design || !importance) continue;
    const shares = sharesOf(importance, design);
    for (const [column, share] of shares) {
      sums.set(column, (sums.get(column) ?? 0) + (share * weight) / folds.length);
    }
  }
}

/** By column of the table; they sum to 1 unless nothing tells anything. */
function sharesOf(importance: FeatureImportance, design: DesignMatrix): Map<string, number> {
  const sums = new Map<string, number>();
  const add = (features: readonly FeatureName[], values: ArrayLike<number>) => {
    for (const [i, { source }] of features.entries()) {
      sums.set(source, (sums.get(source) ?? 0) + (values[i] ?? 0));
    }
  };
  for (const block of design.blocks) add(block.features, importance[block.kind] ?? []);
  const all = [...sums.values()].reduce((a, b) => a + b, 0);
  return new Map([...sums].map(([source, sum]) => [source, all > 0 ? sum / all : 0]));
}
