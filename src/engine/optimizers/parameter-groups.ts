import { checkPlainOptions } from '../../util/check-arguments.js';
import { pow } from '../../util/elementary/pow.js';
import { AutofitError } from '../../util/errors.js';
import type { ParameterRole } from '../layer-shapes.js';
import type { ParameterBlock } from '../parameter-blocks.js';

/** Parameters that learn at a pace of their own: those of a layer, of a role, or of a role in a layer. */
export interface ParameterGroup {
  /** A layer's name: its place from 1 on, and inside a residual block as `2.1`. @default every layer */
  readonly layer?: string;
  /** @default every role */
  readonly role?: ParameterRole;
  /** Multiplies the learning rate. @default 1 */
  readonly learningRate?: number;
  /** Multiplies the weight decay. @default 1 for weights, bins and levels, 0 for all else */
  readonly weightDecay?: number;
}

/** The kinds of what a group takes, by `typeof`. */
const KINDS = {
  layer: ['string'],
  role: ['string'],
  learningRate: ['number'],
  weightDecay: ['number'],
} as const satisfies Record<keyof ParameterGroup, unknown>;

/** A block with the factors of its learning rate and weight decay. */
export interface TunedBlock {
  readonly block: ParameterBlock;
  readonly rate: number;
  readonly decay: number;
}

/** Roles whose parameters decay unless a group says otherwise. */
const DECAYING: ReadonlySet<ParameterRole> = new Set([
  'weights',
  'sparse-weights',
  'head-weights',
  'bins',
  'levels',
]);

/**
 * The last group that fits decides. Steps on weights of the neural tangent parametrization, which are kept divided
 * by √d, are `steps` times divided by √d: once where the optimizer divides by the size of gradients, else twice; their decay is
 * `decays` times multiplied by it: twice where it is part of the gradient, else once. Throws an AutofitError for a group that no block belongs to,
 * and for factors below 0.
 */
export function tuneBlocks(
  blocks: readonly ParameterBlock[],
  groups: readonly ParameterGroup[],
  tangent: { readonly steps: 1 | 2; readonly decays: 1 | 2 },
): readonly TunedBlock[] {
  for (const group of groups) {
    checkPlainOptions(group, KINDS);
    checkFactors(group);
    if (blocks.some((block) => fits(group, block))) continue;
    const names = [...new Set(blocks.map(({ layer }) => layer))].join(', ');
    throw new AutofitError(
      'NO_PARAMETERS',
      `No parameters fit the group ${JSON.stringify(group)}.`,
      {
        hint: `The layers with parameters are: ${names}.`,
      },
    );
  }
  return blocks.map((block) => {
    const fitting = groups.filter((group) => fits(group, block));
    const { tangent: d = 1 } = block;
    const rate = fitting.findLast(({ learningRate }) => learningRate !== undefined)?.learningRate;
    const decay = fitting.findLast(({ weightDecay }) => weightDecay !== undefined)?.weightDecay;
    return {
      block,
      rate: (rate ?? 1) * pow(d, -tangent.steps / 2),
      decay: (decay ?? Number(DECAYING.has(block.role))) / pow(d, -tangent.decays / 2),
    };
  });
}

function checkFactors({ learningRate = 1, weightDecay = 1 }: ParameterGroup): void {
  for (const [name, factor] of Object.entries({ learningRate, weightDecay })) {
    if (factor >= 0 && factor < Number.POSITIVE_INFINITY) continue;
    const message = `The \`${name}\` of a group is a factor from 0 on, not ${factor}.`;
    throw new AutofitError('BAD_TRAINING', message);
  }
}

function fits({ layer, role }: ParameterGroup, block: ParameterBlock): boolean {
  const own = block.role === 'sparse-weights' ? 'weights' : block.role;
  return (layer ?? block.layer) === block.layer && (role ?? own) === own;
}
