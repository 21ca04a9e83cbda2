/** Activations that act on each value alone; the SIMD kernels number them by their place here. */
export const ACTIVATIONS = [
  'linear',
  'relu',
  'sigmoid',
  'tanh',
  'step',
  'leaky-relu',
  'elu',
  'selu',
  'gelu',
  'silu',
  'mish',
  'exponential',
  'relu6',
] as const;
export type Activation = (typeof ACTIVATIONS)[number];

/** Those that a neuron can blend with the identity by a parameter of its own. */
export const BLENDED_ACTIVATIONS = ['relu', 'selu', 'gelu', 'silu', 'mish'] as const;
export type BlendedActivation = (typeof BLENDED_ACTIVATIONS)[number];
