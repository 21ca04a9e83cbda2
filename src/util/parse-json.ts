/** What JSON says that people wrote, behind the byte order mark that some editors put before it (RFC 8259, 8.1). Throws a SyntaxError. */
export function parseJson(text: string): unknown {
  return JSON.parse(text.replace(/^\ufeff/, ''));
}
