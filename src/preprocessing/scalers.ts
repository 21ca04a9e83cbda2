import { type FittedScaleMinMax, scaleMinMax } from './scale-min-max.js';
import { type FittedScaleQuantile, scaleQuantile } from './scale-quantile.js';
import { type FittedScaleRobust, scaleRobust } from './scale-robust.js';
import { type FittedScaleStandard, scaleStandard } from './scale-standard.js';
import { type FittedScaleYeoJohnson, scaleYeoJohnson } from './scale-yeo-johnson.js';

/** How numbers are scaled for models that multiply. */
export const SCALINGS = ['standard', 'robust', 'min-max', 'quantile', 'yeo-johnson'] as const;
export type Scaling = (typeof SCALINGS)[number];

export type FittedScaler =
  | FittedScaleStandard
  | FittedScaleRobust
  | FittedScaleMinMax
  | FittedScaleQuantile
  | FittedScaleYeoJohnson;

interface Scaled {
  readonly fitted: FittedScaler;
  readonly transformed: Float64Array;
}

export function fitScaler(scaling: Scaling, x: Float64Array): Scaled {
  switch (scaling) {
    case 'standard':
      return scaleStandard.fit({}, x);
    case 'robust':
      return scaleRobust.fit({}, x);
    case 'min-max':
      return scaleMinMax.fit({}, x);
    case 'quantile':
      return scaleQuantile.fit(scaleQuantile.defaults, x);
    case 'yeo-johnson':
      return scaleYeoJohnson.fit({}, x);
  }
}

export function applyScaler(fitted: FittedScaler, x: Float64Array): Float64Array {
  switch (fitted.kind) {
    case 'scale-standard':
      return scaleStandard.transform(fitted, x);
    case 'scale-robust':
      return scaleRobust.transform(fitted, x);
    case 'scale-min-max':
      return scaleMinMax.transform(fitted, x);
    case 'scale-quantile':
      return scaleQuantile.transform(fitted, x);
    case 'scale-yeo-johnson':
      return scaleYeoJohnson.transform(fitted, x);
  }
}

/** A scaler as (x − center) / spread, as long as nothing is cut off; undefined for one that bends. */
export function straightScale(
  fitted: FittedScaler,
): { readonly center: number; readonly spread: number } | undefined {
  switch (fitted.kind) {
    case 'scale-standard':
      return { center: fitted.mean, spread: fitted.deviation };
    case 'scale-min-max':
      return { center: fitted.low, spread: fitted.range };
    default:
      return undefined;
  }
}
