/** Files of Python by name, without `.py`. */
export type PythonFiles = Readonly<Record<string, string>>;

/** A program in one piece: what it imports of the libraries, and the code. */
export interface JoinedPython {
  readonly imports: string;
  readonly code: string;
}

const SIBLING = /^from \.(\w+) import (?:\([^)]*\)|[^\n]*)\n/gm;
const LIBRARY = /^(?:import|from) [a-z][^\n]*\n/gm;
const DOCSTRING = /^"""([\s\S]*?)"""\n/;

/** A file and those that it imports as one text: each after those that it needs, without the lines that import them. */
export function joinRuntime(files: PythonFiles, main: string): JoinedPython {
  const names = inOrder(files, main);
  const texts = names.map((name) => fileNamed(files, name));
  const imports = new Set(texts.flatMap((text) => text.match(LIBRARY) ?? []));
  const code = names.map((name, i) => section(name, texts[i] ?? ''));
  return { imports: [...imports].sort(plainImportsFirst).join(''), code: code.join('\n\n') };
}

/** Throws where files import each other in a circle. */
function inOrder(files: PythonFiles, main: string): readonly string[] {
  const ordered: string[] = [];
  const visit = (name: string, path: readonly string[]): void => {
    if (ordered.includes(name)) return;
    if (path.includes(name)) throw new Error(`the Python file ${name} imports itself`);
    const siblings = fileNamed(files, name).matchAll(SIBLING);
    for (const [, sibling = ''] of siblings) visit(sibling, [...path, name]);
    ordered.push(name);
  };
  visit(main, []);
  return ordered;
}

function fileNamed(files: PythonFiles, name: string): string {
  const text = files[name];
  if (text === undefined) throw new Error(`there is no Python file ${name}`);
  return text;
}

/** A file's code under a comment that was its docstring. */
function section(name: string, text: string): string {
  const [, about = ''] = text.match(DOCSTRING) ?? [];
  const lines = about.trim().split('\n');
  const comment = [`# ${name}: ${lines[0]}`, ...lines.slice(1).map((line) => `# ${line}`)];
  const code = text.replace(DOCSTRING, '').replace(SIBLING, '').replace(LIBRARY, '').trim();
  return `${comment.map((line) => line.trimEnd()).join('\n')}\n\n${code}\n`;
}

/** Those of the standard library first, and of these plain ones. */
function plainImportsFirst(a: string, b: string): number {
  const rank = (line: string) =>
    `${Number(line.includes('numpy'))}${Number(line.startsWith('from'))}${line}`;
  return rank(a) < rank(b) ? -1 : 1;
}
