/**
 * A step of preprocessing over one column. `fit` sees training rows only and returns what it learned with
 * those rows transformed; `transform` applies it to any rows. Fitted steps are plain data.
 */
export interface Transformer<Input, Output, Options, Fitted> {
  readonly kind: string;
  readonly defaults: Options;
  fit(options: Options, x: Input): { readonly fitted: Fitted; readonly transformed: Output };
  transform(fitted: Fitted, x: Input): Output;
}
