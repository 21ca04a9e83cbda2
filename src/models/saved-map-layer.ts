import {
  averagePool2d,
  conv2d,
  flatten,
  globalAveragePool,
  groupNorm,
  type MapLayer,
  maxPool2d,
} from '../engine/map-layers.js';
import type { Json } from '../util/json.js';

/** A layer over maps of its JSON; undefined where it lacks a number. */
export function savedMapLayer(saved: Partial<Record<string, Json>>): MapLayer | undefined {
  const { channels, size, stride, dilation, depthwise, bias, groups } = saved;
  switch (saved.kind) {
    case 'conv2d':
      return isNumber(channels) &&
        isNumber(size) &&
        isNumber(stride) &&
        isNumber(dilation) &&
        typeof depthwise === 'boolean' &&
        typeof bias === 'boolean'
        ? conv2d(channels, { size, stride, dilation, depthwise, bias })
        : undefined;
    case 'max-pool':
      return isNumber(size) && isNumber(stride) ? maxPool2d(size, stride) : undefined;
    case 'average-pool':
      return isNumber(size) && isNumber(stride) ? averagePool2d(size, stride) : undefined;
    case 'global-average-pool':
      return globalAveragePool();
    case 'flatten':
      return flatten();
    case 'group-norm':
      return isNumber(groups) ? groupNorm(groups) : undefined;
    default:
      return undefined;
  }
}

function isNumber(value: Json | undefined): value is number {
  return typeof value === 'number';
}
