/** A reviver of JSON of a model file: format 4 kept an array for each code of a target encoder, not for each output. */
export function fromFormat4(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('codeMeans' in value)) return value;
  const { codeMeans, ...rest } = value as { readonly codeMeans: readonly (readonly number[])[] };
  const outputs = 'means' in rest && Array.isArray(rest.means) ? rest.means : [];
  return { ...rest, meansOfCodes: outputs.map((_, output) => codeMeans.map((own) => own[output])) };
}
