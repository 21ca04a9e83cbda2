/** Markup that is safe to put into a page as it is. */
export interface Html {
  readonly kind: 'html';
  readonly text: string;
}

/** What a template takes: markup as it is, texts and numbers escaped, lists one after the other; nothing for the others. */
export type HtmlValue = Html | string | number | null | undefined | false | readonly HtmlValue[];

/**
 * Markup with values put in. Whatever is no markup is escaped, so that column names and cells do no harm in text and in
 * quoted attributes; do not put values into scripts, styles or unquoted attributes.
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  const parts = strings.map((string, i) => string + textOf(values[i]));
  return { kind: 'html', text: parts.join('') };
}

/** Text of ours that is markup already, such as a style sheet. */
export function markup(text: string): Html {
  return { kind: 'html', text };
}

/** A value that a script of type application/json may hold: no `<` ends it early. */
export function jsonText(value: unknown): Html {
  return markup(JSON.stringify(value).replaceAll('<', '\\u003c'));
}

function textOf(value: HtmlValue): string {
  if (value === null || value === undefined || value === false) return '';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return escaped(value);
  return 'kind' in value ? value.text : value.map(textOf).join('');
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Control characters have no meaning in a page: they are shown as a mark. */
function escaped(text: string): string {
  return text
    .replace(/[&<>"']/g, (mark) => ESCAPES[mark] ?? mark)
    .replace(/[^\P{Cc}\t\n]|[\u202a-\u202e\u2066-\u2069]/gu, '�');
}
