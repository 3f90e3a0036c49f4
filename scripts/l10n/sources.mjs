// What the sources say to people: the texts that go through `t()`, and literals that look like words and do not.
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { getL10nJson } from '@vscode/l10n-dev';
import {
  isCallExpression,
  isIdentifier,
  isNoSubstitutionTemplateLiteral,
  isPropertyAccessExpression,
  isStringLiteral,
  isTaggedTemplateExpression,
  SyntaxKind,
} from 'typescript/unstable/ast';
import { API } from 'typescript/unstable/sync';
import { root } from '../places.mjs';
import { piecesOf, wordsIn } from './literals.mjs';

/** @typedef {import('typescript/unstable/ast').Node} Node */
/** @typedef {import('typescript/unstable/ast').SourceFile} SourceFile */

/**
 * @typedef {object} Text
 * @property {string} where file and line
 * @property {string} argument the first argument of `t()`: its text between double quotes, or else as it is written
 * @property {number | undefined} given how many further arguments there are, where the code tells
 * @property {boolean} chosen whether the function that it stands in looks whether something is one
 */

/**
 * @typedef {object} Sources
 * @property {Text[]} texts each call of `t()`
 * @property {import('./literals.mjs').Words[]} untranslated literals that look like words for people
 */

/** Floors that speak to people. What the sample desk says is text of a desk, which nobody translates. */
const spoken = ['src/extension.ts', 'src/editor/', 'src/webview/', 'src/model/'];
const silent = 'src/sampledesk/';

const functions = new Set([
  SyntaxKind.FunctionDeclaration,
  SyntaxKind.MethodDeclaration,
  SyntaxKind.GetAccessor,
  SyntaxKind.Constructor,
]);

/** @returns {Sources} */
export function readSources() {
  const api = new API({ cwd: root });
  try {
    const [project] = api.updateSnapshot({ openProjects: [path.join(root, 'tsconfig.json')] }).getProjects();
    if (!project) throw new Error('tsconfig.json names no project.');
    /** @type {Sources} */
    const sources = { texts: [], untranslated: [] };
    for (const name of project.program.getSourceFileNames()) {
      const file = path.relative(root, name).replaceAll('\\', '/');
      if (!file.startsWith('src/') || file.startsWith(silent)) continue;
      const source = project.program.getSourceFile(name);
      if (!source) continue;
      sources.texts.push(...textsIn(source, file));
      if (spoken.some(place => file.startsWith(place))) sources.untranslated.push(...wordsIn(source, file));
    }
    return sources;
  } finally {
    api.close();
  }
}

/**
 * @param {SourceFile} source
 * @param {string} file
 * @returns {Text[]}
 */
function textsIn(source, file) {
  /** @type {Text[]} */
  const found = [];
  const visit = (/** @type {Node} */ node) => {
    if (isCallExpression(node) && isTranslation(node.expression)) {
      const [first, ...more] = node.arguments;
      if (first) {
        // Without escapes, of which l10n-dev reads some wrongly.
        const plain = isStringLiteral(first) || isNoSubstitutionTemplateLiteral(first);
        const argument = plain ? JSON.stringify(first.text) : first.getText(source);
        const chosen = /[=!]== 1\b|> 1\b/.test(functionAround(node).getText(source));
        const spread = more.some(each => each.kind === SyntaxKind.SpreadElement);
        found.push({ where: placeOf(source, file, node), argument, given: spread ? undefined : more.length, chosen });
      }
    }
    if (isTaggedTemplateExpression(node) && node.tag.getText(source) === 'said') {
      const message = piecesOf(node.template).reduce((text, piece, at) => `${text}{${at - 1}}${piece}`);
      // The comment keeps it apart from texts of the editor, which finds these by it.
      const argument = `{ message: ${JSON.stringify(message)}, comment: ['said'] }`;
      found.push({ where: placeOf(source, file, node), argument, given: undefined, chosen: true });
    }
    node.forEachChild(visit);
  };
  source.forEachChild(visit);
  return found;
}

/**
 * @param {Node} node
 * @returns {Node}
 */
function functionAround(node) {
  let around = node;
  while (around.parent && !functions.has(around.kind)) around = around.parent;
  return around;
}

/**
 * Whether what is called is `t`, by whatever way it came here: imported, taken out of `vscode.l10n`, or handed in.
 * @param {Node} called
 */
function isTranslation(called) {
  if (isPropertyAccessExpression(called)) return called.name.text === 't';
  return isIdentifier(called) && called.text === 't';
}

/**
 * @param {SourceFile} source
 * @param {string} file
 * @param {Node} node
 */
function placeOf(source, file, node) {
  return `${file}:${source.text.slice(0, node.getStart(source)).split('\n').length}`;
}

/**
 * The texts by their keys, as `vscode.l10n` looks them up. l10n-dev reads calls where `t` comes straight from `vscode`
 * alone; so it is given what they all are called with.
 * @param {readonly Text[]} texts
 * @returns {Promise<Record<string, import('@vscode/l10n-dev').l10nJsonMessageFormat>>}
 */
export async function bundleOf(texts) {
  const calls = texts.map(({ argument }) => `l10n.t(${argument});`);
  const bundle = await getL10nJson([
    { extension: '.ts', contents: [`import * as l10n from '@vscode/l10n';`, ...calls].join('\n') },
  ]);
  return Object.fromEntries(Object.entries(bundle).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * @param {string} file within the checkout
 * @returns {Record<string, string>} nothing when there is no such file
 */
export function readWords(file) {
  try {
    return JSON.parse(readFileSync(path.join(root, file), 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
}
