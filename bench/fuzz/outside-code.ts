import { need } from './target.js';

/** Comments and texts of TypeScript. */
const TYPESCRIPT =
  /\/\*[\s\S]*?\*\/|\/\/[^\n\r\u2028\u2029]*|"(?:[^"\\\n\r]|\\[\s\S])*"|'(?:[^'\\\n\r]|\\[\s\S])*'|`(?:[^`\\]|\\[\s\S])*`/g;
/** Texts and comments of Python. */
const PYTHON =
  /"""(?:[^"\\]|\\[\s\S]|"(?!""))*"""|"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'|#[^\n]*/g;
const CARRIED = /<script type="application\/json" id="[\w-]+">[\s\S]*?<\/script>/g;
const HARM = /owned/;

/** Throws where what a model is called is more than a text or a comment of a module. */
export function needNoCode(code: string, language: 'typescript' | 'python'): void {
  const rest = code.replace(language === 'python' ? PYTHON : TYPESCRIPT, '""');
  const at = rest.search(HARM);
  need(at < 0, `a name is code: ${JSON.stringify(rest.slice(at - 40, at + 40))}`);
}

/** Throws where what a model is called is markup of a page: there is none of its elements, and no quote that was left. */
export function needNoMarkup(page: string): void {
  const carried = page.match(CARRIED) ?? [];
  need(!carried.some((own) => own.includes('<owned') || own.includes('<!--')), 'data has markup');
  const rest = page.replace(CARRIED, '');
  const at = rest.search(/<owned|["']onowned|href="javascript:owned/);
  need(at < 0, `a name is markup: ${JSON.stringify(rest.slice(at - 40, at + 40))}`);
}
