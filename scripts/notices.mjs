/** Notices of whose code files hold: for THIRD-PARTY.md, and for what goes out without it, such as exported pages. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const NOTICE = /^(?:licen[cs]e|notice|copying)/i;
const APACHE = 'https://www.apache.org/licenses/LICENSE-2.0';

/** The texts of a package's licence, and of the codec in it. Throws where it has none: its code cannot go out then. */
export function licenceTexts(root, name) {
  const folder = join(root, 'node_modules', name);
  const files = [folder, join(folder, 'codec')]
    .filter((place) => existsSync(place))
    .flatMap((place) => readdirSync(place).map((file) => join(place, file)))
    .filter((file) => NOTICE.test(file.slice(file.lastIndexOf('/') + 1)))
    .sort();
  if (files.length === 0) throw new Error(`${name} is bundled, and holds no text of its licence.`);
  return files.map((file) => readFileSync(file, 'utf8').replaceAll('\r\n', '\n').trim());
}

/** That licence is ours too: what stands in place of its text, with whose work it is. */
export function shortApache(text, instead) {
  if (!/^\s*Apache License\s+Version 2\.0/.test(text)) return text;
  const owners = text.match(/^ *Copyright (?!\[yyyy|\{yyyy|[[{]name).*$/gm) ?? [];
  return [instead, ...owners.map((own) => own.trim())].join('\n');
}

/** What a file that goes out alone says of itself, and of the packages whose code is in it. */
export function notice(root, names) {
  const { version, license } = packageOf(root);
  const own = `autofit ${version} (${license}): ${APACHE}`;
  if (names.length === 0) return own;
  const head = `${own}\nIt holds code of others, under their own licences:`;
  const pictures = names.includes('@jsquash/jpeg')
    ? ['What reads JPEG is based in part on the work of the Independent JPEG Group.']
    : [];
  return [head, ...pictures, ...names.map((name) => noticeOf(root, name))].join('\n\n');
}

function noticeOf(root, name) {
  const { version, license } = packageOf(join(root, 'node_modules', name));
  const texts = licenceTexts(root, name).map((text) => shortApache(text, APACHE));
  return [`${name} ${version} (${license})`, ...texts].join('\n');
}

function packageOf(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

/** As a comment that minifiers keep. */
export function noticeComment(root, names) {
  const text = notice(root, names).replaceAll('*/', '* /');
  return text.includes('\n') ? `/*!\n${text}\n*/\n` : `/*! ${text} */\n`;
}
