/** An AbortSignal, where the types of a program know it: those of a browser or of Node; else what can be said of one. */
export type StopSignal = typeof globalThis extends {
  readonly AbortSignal: { readonly prototype: infer Signal };
}
  ? Signal
  : { readonly aborted: boolean };
