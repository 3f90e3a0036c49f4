// Literals that look like words for people and do not go through `t()`.
import {
  isCallExpression,
  isElementAccessExpression,
  isIdentifier,
  isNewExpression,
  isNoSubstitutionTemplateLiteral,
  isPropertyAccessExpression,
  isStringLiteral,
  isTaggedTemplateExpression,
  isTemplateExpression,
  SyntaxKind,
} from 'typescript/unstable/ast';

/** @typedef {import('typescript/unstable/ast').Node} Node */
/** @typedef {import('typescript/unstable/ast').SourceFile} SourceFile */

/**
 * @typedef {object} Words
 * @property {string} where file and line
 * @property {string} words
 */

/** Between the pieces of a template, where something is put in. */
const gap = '\uFFFC';

/** Attributes of a page's elements that are read out or shown. */
const shownAttributes =
  /\s(?:aria-(?:label|description|roledescription|valuetext)|title|placeholder|alt|label)="([^"]*)"/g;

/** Things that a literal is compared with or looked up by are names in code. */
const comparing = new Set([
  SyntaxKind.EqualsEqualsEqualsToken,
  SyntaxKind.ExclamationEqualsEqualsToken,
  SyntaxKind.InKeyword,
]);

/**
 * @param {SourceFile} source
 * @param {string} file
 * @returns {Words[]}
 */
export function wordsIn(source, file) {
  /** @type {Words[]} */
  const found = [];
  const say = (/** @type {Node} */ node, /** @type {string} */ words) => {
    const line = source.text.slice(0, node.getStart(source)).split('\n').length;
    found.push({ where: `${file}:${line}`, words: words.replaceAll(gap, '{}').replace(/\s+/g, ' ').trim() });
  };
  const visit = (/** @type {Node} */ node) => {
    if (isForCode(node)) return;
    if (isTaggedTemplateExpression(node)) {
      const tag = node.tag.getText(source);
      if (tag === 'html' || tag === 'svg')
        for (const words of wordsOfMarkup(piecesOf(node.template).join(gap))) say(node, words);
      // Of what is put in, the literals are looked at like any other.
      if (isTemplateExpression(node.template))
        for (const { expression } of node.template.templateSpans) visit(expression);
      return;
    }
    if (isStringLiteral(node) || isNoSubstitutionTemplateLiteral(node)) {
      if (!isName(node) && areWords(node.text)) say(node, node.text);
      return;
    }
    if (isTemplateExpression(node) && !isName(node)) {
      const words = piecesOf(node).join(gap);
      if (areWords(words)) say(node, words);
    }
    node.forEachChild(visit);
  };
  source.forEachChild(visit);
  return found;
}

/**
 * What nobody reads but who wrote it: types, imports, what goes through `t()`, the log, and errors that mean a mistake
 * in the program.
 * @param {Node} node
 */
function isForCode(node) {
  if (node.kind === SyntaxKind.ImportDeclaration || node.kind === SyntaxKind.ExportDeclaration) return true;
  if (node.kind === SyntaxKind.LiteralType || node.kind === SyntaxKind.InterfaceDeclaration) return true;
  if (isNewExpression(node)) return /^(?:Range|Type)?Error$|^Damaged$/.test(node.expression.getText());
  if (!isCallExpression(node)) return false;
  const called = node.expression;
  if (isIdentifier(called)) return called.text === 't';
  if (!isPropertyAccessExpression(called)) return false;
  const { text } = called.name;
  return (
    text === 't' ||
    (/^(?:trace|debug|info|warn|error)$/.test(text) && /log(?:ger)?$/i.test(called.expression.getText()))
  );
}

/** @param {Node} node */
function isName(node) {
  const { parent } = node;
  if (isElementAccessExpression(parent)) return true;
  if (parent.kind === SyntaxKind.CaseClause) return true;
  if (parent.kind === SyntaxKind.BinaryExpression) {
    const { operatorToken } = /** @type {import('typescript/unstable/ast').BinaryExpression} */ (parent);
    return comparing.has(operatorToken.kind);
  }
  // The name of a property.
  return 'name' in parent && parent.name === node;
}

/**
 * The text of a template, cut where something is put in.
 * @param {Node} template
 */
export function piecesOf(template) {
  if (isNoSubstitutionTemplateLiteral(template)) return [template.text];
  if (!isTemplateExpression(template)) return [''];
  return [template.head.text, ...template.templateSpans.map(span => span.literal.text)];
}

/**
 * Words begin with a capital letter or follow each other; names of commands, classes and fields do neither.
 * @param {string} text
 */
function areWords(text) {
  if (/\p{L}{2,}[,:;]? \p{L}{2,}/u.test(text)) return true;
  return /^[\s\uFFFC]*\p{Lu}\p{Ll}+[\s.…:!?\uFFFC]*$/u.test(text) || /\p{L}…$/u.test(text);
}

/**
 * Text between the tags of a page's template, and attributes that are shown.
 * @param {string} markup
 */
function wordsOfMarkup(markup) {
  const shown = [...markup.matchAll(shownAttributes)].map(([, value = '']) => value);
  const between = markup.replace(/<style[\s\S]*?<\/style>|<!--[\s\S]*?-->/g, '').replace(/<[^>]*>/g, '\n');
  return [...shown, ...between.split('\n')].filter(words => /\p{L}{2,}/u.test(words));
}
