import { type FamilyName, families } from './codeSpansFamilies.ts';
import { scanMarkdown, scanMarkup, scanPhp } from './codeSpansMarkup.ts';
import { scanCode } from './codeSpansScan.ts';
import type { TextSpan } from './mention.ts';

/** Languages by VS Code's ids, by how their comments and strings are written. */
const members: Readonly<Record<FamilyName, string>> = {
  c: 'c objective-c objective-cpp jsonc json json5 jsonl less scss sass stylus proto proto3 zig solidity verilog systemverilog hlsl glsl shaderlab wgsl bicep vala d actionscript haxe pony gdshader awk cds apex openscad thrift flatbuffers jsonnet',
  cpp: 'cpp cuda-cpp cuda arduino',
  csharp: 'csharp',
  java: 'java',
  kotlin: 'kotlin scala',
  swift: 'swift',
  dart: 'dart',
  groovy: 'groovy gradle jenkinsfile',
  script: 'javascript javascriptreact typescript typescriptreact coffeescript-jsx qml',
  go: 'go go.mod v odin',
  rust: 'rust',
  php: '',
  python: 'python starlark bazel cython gdscript mojo',
  ruby: 'ruby crystal',
  perl: 'perl perl6 raku',
  shell: 'shellscript fish tcl',
  powershell: 'powershell',
  sql: 'sql plsql mysql pgsql postgres mssql',
  css: 'css postcss',
  lua: 'lua luau',
  hashStrings: 'r coffeescript nim hocon puppet graphviz-dot meson',
  julia: 'julia',
  elixir: 'elixir',
  graphql: 'graphql',
  terraform: 'terraform hcl terraform-vars',
  nix: 'nix',
  haskell: 'haskell elm purescript idris ada vhdl',
  ml: 'fsharp ocaml reason',
  pascal: 'pascal objectpascal delphi',
  lisp: 'lisp commonlisp clojure scheme racket emacs-lisp fennel',
  percent: 'erlang matlab octave prolog',
  fortran: 'fortran fortran-modern FortranFreeForm',
  basic: 'vb vba vbscript vbnet',
  batch: 'bat',
  vim: 'viml vim',
  assembler: 'asm assembly nasm gas arm armasm x86asm',
  make: 'makefile',
  cmake: 'cmake',
  toml: 'toml',
  yaml: 'yaml dockercompose github-actions-workflow helm ansible',
  ini: 'ini properties dotenv editorconfig ignore dockerfile git-config ssh_config spring-boot-properties conf systemd',
};

const familyOf = new Map<string, FamilyName>();
for (const [name, ids] of Object.entries(members)) {
  for (const id of ids.split(' ').filter(Boolean)) familyOf.set(id, isFamily(name) ? name : 'c');
}

const markup = new Set(
  'html xml xsl svg vue vue-html svelte astro handlebars razor cshtml erb ejs jinja jinja-html twig liquid django-html mustache blade xaml axaml aspnetcorerazor'.split(
    ' ',
  ),
);
const markdown = new Set(['markdown', 'mdx', 'quarto', 'rmd', 'prompt', 'instructions', 'chatmode']);
const everything = (text: string): TextSpan[] => (text.length > 0 ? [{ start: 0, end: text.length }] : []);

/**
 * What people wrote in a text: the comments and strings of a source file, all of a text in a language of prose, Markdown
 * without its code. Of languages that are not known, all of it. The spans are in order, apart from each other, and without
 * what marks a comment or string. Time grows with the length.
 * @param languageId as VS Code names languages
 */
export function proseOf(text: string, languageId: string): readonly TextSpan[] {
  const spans: TextSpan[] = [];
  const name = familyOf.get(languageId);
  if (name !== undefined) scanCode(text, 0, text.length, families[name], spans);
  else if (markdown.has(languageId)) scanMarkdown(text, spans);
  else if (markup.has(languageId)) scanMarkup(text, spans);
  else if (languageId === 'php') scanPhp(text, spans);
  else if (languageId === 'git-commit') return everything(text.slice(0, scissors(text)));
  else return everything(text);
  return spans;
}

/** Where the changes begin that `git commit --verbose` puts below a message. */
function scissors(text: string): number {
  const found = text.indexOf('------------------------ >8 ------------------------');
  return found === -1 ? text.length : found;
}

function isFamily(name: string): name is FamilyName {
  return name in families;
}
