/** File name endings by VS Code's ids of languages, for files that no editor has opened. */
const endings: Readonly<Record<string, string>> = {
  c: 'c h m',
  cpp: 'cpp cc cxx c++ hpp hh hxx h++ ipp inl tpp ixx mm cu cuh ino',
  csharp: 'cs csx cake',
  java: 'java jav',
  kotlin: 'kt kts ktm scala sc sbt',
  swift: 'swift',
  dart: 'dart',
  groovy: 'groovy gvy gradle jenkinsfile',
  javascript: 'js cjs mjs es6 pac qml',
  javascriptreact: 'jsx',
  typescript: 'ts cts mts',
  typescriptreact: 'tsx',
  jsonc: 'json jsonc json5 jsonl ndjson webmanifest geojson har babelrc eslintrc code-workspace ipynb map jslintrc',
  go: 'go',
  rust: 'rs',
  php: 'php php4 php5 phtml ctp inc',
  python: 'py pyi pyw pyx pxd bzl gd rpy',
  ruby: 'rb rbx rjs gemspec podspec rake cr ru',
  perl: 'pl pm pod t psgi raku p6',
  shellscript:
    'sh bash bashrc bash_aliases bash_profile zsh zshrc zshenv zprofile ksh csh fish tcl profile command ebuild',
  powershell: 'ps1 psm1 psd1 pssc psrc',
  sql: 'sql dsql pgsql psql ddl dml pks pkb',
  css: 'css pcss postcss',
  scss: 'scss less sass styl',
  lua: 'lua luau rockspec',
  r: 'r rprofile rhistory nim coffee pp dot',
  julia: 'jl',
  elixir: 'ex exs eex leex',
  graphql: 'graphql gql graphqls',
  terraform: 'tf tfvars hcl nomad',
  nix: 'nix',
  haskell: 'hs lhs elm purs adb ads vhd vhdl',
  fsharp: 'fs fsi fsx fsscript ml mli re rei',
  pascal: 'pas dpr dpk lpr',
  lisp: 'lisp lsp el clj cljs cljc edn scm ss rkt fnl',
  erlang: 'erl hrl',
  fortran: 'f90 f95 f03 f08',
  vb: 'vb vbs bas brs cls frm',
  bat: 'bat cmd',
  viml: 'vim vimrc',
  asm: 's asm nasm',
  makefile: 'mk mak make',
  cmake: 'cmake',
  toml: 'toml',
  yaml: 'yml yaml eyaml eyml cff',
  ini: 'ini cfg conf properties env editorconfig gitattributes gitconfig gitignore gitmodules npmrc service desktop directory dockerignore prettierignore eslintignore npmignore dockerfile containerfile',
  html: 'html htm xhtml shtml xht mdoc jsp asp aspx jshtm ejs erb hbs handlebars mustache njk jinja jinja2 j2 twig liquid razor cshtml vbhtml',
  xml: 'xml xsd xsl xslt wsdl svg xaml axaml csproj vbproj fsproj props targets config resx plist storyboard xib nuspec rss atom dita ts.xml pom iml',
  vue: 'vue svelte astro',
  markdown: 'md markdown mdx mkd mdwn mdown mkdn mdtxt mdtext workbook qmd rmd',
  proto: 'proto zig sol v sv hlsl glsl frag vert wgsl d as hx awk jsonnet thrift fbs bicep cds',
};

/** Whole names of files, in lower case. */
const names: Readonly<Record<string, string>> = {
  makefile: 'makefile gnumakefile kbuild',
  ini: 'dockerfile containerfile codeowners .env .npmrc .yarnrc .gitignore .gitattributes .dockerignore .editorconfig',
  ruby: 'gemfile rakefile podfile fastfile vagrantfile guardfile brewfile capfile appfile dangerfile',
  python: 'sconstruct sconscript wscript build workspace tiltfile snakefile',
  groovy: 'jenkinsfile',
  cmake: 'cmakelists.txt',
  shellscript: 'pkgbuild apkbuild .profile .bashrc .zshrc .bash_profile gradlew mvnw configure',
  'git-commit': 'commit_editmsg merge_msg tag_editmsg squash_msg',
  toml: 'cargo.lock poetry.lock pipfile',
  yaml: '.clang-format .clang-tidy',
  jsonc: '.babelrc .eslintrc .jshintrc .prettierrc .swcrc composer.lock flake.lock',
};

const byEnding = reversed(endings);
const byName = reversed(names);

/**
 * The language of a file by its name, as VS Code names languages or near enough for `proseOf`; `plaintext` for a name that
 * says nothing.
 * @param path with `/` or `\`
 */
export function languageOf(path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).toLowerCase();
  const known = byName.get(name);
  if (known !== undefined) return known;
  if (name.endsWith('.blade.php')) return 'html';
  if (name.startsWith('dockerfile.') || name.startsWith('.env.')) return 'ini';
  const dot = name.lastIndexOf('.');
  return (dot === -1 ? undefined : byEnding.get(name.slice(dot + 1))) ?? 'plaintext';
}

function reversed(table: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(table).flatMap(([id, words]) => words.split(' ').map(word => [word, id] as const)));
}
