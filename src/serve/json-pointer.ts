/** The path of a value inside JSON (RFC 6901). */
export function jsonPointer(...steps: readonly (string | number)[]): string {
  const escaped = steps.map((step) => String(step).replaceAll('~', '~0').replaceAll('/', '~1'));
  return escaped.map((step) => `/${step}`).join('');
}
