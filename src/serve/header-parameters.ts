/** A header such as `form-data; name="photo"`. */
export interface ParametricHeader {
  /** Before the first `;`, in small letters. */
  readonly value: string;
  /** By their names in small letters; the first of several. */
  readonly parameters: ReadonlyMap<string, string>;
}

const PARAMETER = /;\s*([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]*))\s*/gs;
/** RFC 5987: charset, language, and a text in percents. */
const EXTENDED = /^([\w-]*)'[^']*'(.*)$/s;

/** Parts a header; what is inside quotes parts nothing, and `name*=utf-8''…` comes before `name=`. */
export function parametricHeader(text: string): ParametricHeader {
  const [value = ''] = text.split(';', 1);
  const parameters = new Map<string, string>();
  const extended = new Map<string, string>();
  for (const [, name = '', quoted, plain = ''] of text.slice(value.length).matchAll(PARAMETER)) {
    const own = quoted?.replace(/\\(["\\])/g, '$1') ?? plain.trim();
    const key = name.toLowerCase();
    const decoded = key.endsWith('*') ? decodedText(own) : undefined;
    if (decoded !== undefined) extended.set(key.slice(0, -1), decoded);
    else if (!parameters.has(key)) parameters.set(key, own);
  }
  return { value: value.trim().toLowerCase(), parameters: new Map([...parameters, ...extended]) };
}

/** Undefined for what is not written so. */
function decodedText(text: string): string | undefined {
  const [, charset = '', percents] = EXTENDED.exec(text) ?? [];
  if (percents === undefined) return undefined;
  try {
    if (!/^iso-8859-1$/i.test(charset)) return decodeURIComponent(percents);
  } catch (thrown) {
    if (!(thrown instanceof URIError)) throw thrown;
  }
  return percents.replace(/%([0-9a-f]{2})/gi, (_, code) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
