import type { ModelInputs } from '../matrix/model-inputs.js';
import type { NumbersName, Place } from '../schema/places.js';
import type { Column, NumericColumn } from '../table/table.js';
import type { Random } from '../util/random.js';
import { gatherValues } from './gather-rows.js';
import {
  type FittedDerived,
  fitDerived,
  type NumberOptions,
  type NumericPart,
  transformDerived,
} from './numeric-column.js';
import { numbersNamed } from './numeric-parts.js';
import {
  type FittedPlaceFeatures,
  type PlaceColumns,
  type PlaceFeatures,
  placeFeatures,
} from './place-features.js';

/** Where rows lie on the earth, beside the columns of numbers that say so. */
export interface FittedPlace extends Place {
  readonly kind: 'place';
  /** The column of the latitude. */
  readonly source: string;
  readonly features: FittedPlaceFeatures;
  readonly numbers: FittedDerived;
}

/** Finds columns by name. */
export type ColumnNamed = (name: string) => Column | undefined;

/** Features of a place whose columns are there. */
export function fitPlace(
  options: NumberOptions & { readonly places: PlaceFeatures },
  inputs: ModelInputs,
  place: Place,
  named: ColumnNamed,
  rows: Int32Array,
  random: Random,
): { readonly fitted: FittedPlace; readonly part: NumericPart } {
  const { column: source } = place.latitude;
  const features = placeFeatures.fit(options.places, degreesIn(place, named, rows), random);
  const { fitted, part } = fitDerived(options, inputs, source, features.transformed);
  const own = { kind: 'place', source, features: features.fitted, numbers: fitted } as const;
  return { fitted: { ...own, ...place }, part };
}

export function transformPlace(
  fitted: FittedPlace,
  named: ColumnNamed,
  rows: Int32Array,
): NumericPart {
  const { source, features, numbers } = fitted;
  const made = placeFeatures.transform(features, degreesIn(fitted, named, rows));
  return transformDerived(numbers, source, made);
}

function degreesIn(
  { latitude, longitude }: Place,
  named: ColumnNamed,
  rows: Int32Array,
): PlaceColumns {
  const of = ({ column, part }: NumbersName) =>
    gatherValues(numbersNamed(numericNamed(named, column), part), rows);
  return { latitude: of(latitude), longitude: of(longitude) };
}

function numericNamed(named: ColumnNamed, name: string): NumericColumn {
  const column = named(name);
  if (column?.kind !== 'numeric') throw new Error(`the table has no numbers in ${name}`);
  return column;
}
