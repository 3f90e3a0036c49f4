import type { TraceLanguage } from '../../model/frame.ts';

const families: readonly (readonly [TraceLanguage, string])[] = [
  ['javascript', 'js mjs cjs jsx ts tsx mts cts vue svelte astro bundle jsbundle coffee'],
  ['python', 'py pyw pyx pyi ipynb'],
  ['java', 'java kt kts scala sc groovy gvy clj cljc jsp jspx'],
  ['csharp', 'cs csx vb fs fsx cshtml vbhtml razor aspx ascx ashx asmx xaml'],
  ['go', 'go'],
  ['rust', 'rs'],
  ['php', 'php phtml php5 php7 inc phpt twig'],
  ['ruby', 'rb erb rake haml slim ru gemspec jbuilder'],
  ['cpp', 'c cc cpp cxx c++ h hh hpp hxx h++ inl ipp tpp m mm cu cuh ino'],
  [
    'other',
    `html htm xhtml css scss sass less styl json jsonc json5 yml yaml toml ini cfg conf properties env xml xsd xsl xslt
    svg sql psql sh bash zsh fish ps1 psm1 bat cmd lua swift dart ex exs eex heex erl hrl hs elm ml mli fsi nim zig jl r
    rmd pl pm t tcl sol proto graphql gql tf tfvars hcl gradle cmake mk make md mdx rst adoc tex txt csv tsv liquid hbs
    mustache ejs pug njk asm s f90 f95 pas dpr cr d v vhd sv bicep feature tmpl gotmpl po lock`,
  ],
];
const byEnding = new Map(families.flatMap(([family, endings]) => endings.split(/\s+/).map(one => [one, family])));
const whole = new Set(
  'makefile gnumakefile dockerfile containerfile rakefile gemfile guardfile jenkinsfile vagrantfile procfile'.split(
    ' ',
  ),
);
/** Endings that are domains of countries, too. */
const domains = new Set('cc md ml mm pl pm ps py rs sh st vc'.split(' '));
/** Products that are called like files. */
const products =
  /^(?:node|vue|next|nuxt|three|ember|backbone|react|express|angular|d3|chart|alpine|nest|solid|p5)\.js$/i;
const ports = new Set([
  21, 22, 25, 53, 80, 81, 110, 143, 389, 443, 465, 587, 636, 993, 995, 1433, 3000, 3306, 5000, 5432,
]);
const morePorts = new Set([5672, 6379, 8000, 8008, 8080, 8081, 8443, 8888, 9000, 9090, 9200, 9443, 11211, 27017]);

/** Last part of a written path, without what a browser or a bundler put behind it. */
export function fileName(path: string): string {
  const clean = path.replace(/[?#].*$/s, '');
  return clean.slice(Math.max(clean.lastIndexOf('/'), clean.lastIndexOf('\\')) + 1);
}

/** The language that files of such a name are written in; nothing where the name is none of a file with lines. */
export function familyOf(path: string): TraceLanguage | undefined {
  if (path.startsWith('node:')) return /^node:[\w/.-]+$/.test(path) ? 'javascript' : undefined;
  const name = fileName(path).toLowerCase();
  if (whole.has(name)) return 'other';
  const dot = name.lastIndexOf('.');
  if (dot < 0 || name.length > 160) return undefined;
  return byEnding.get(name.slice(dot + 1));
}

/** Whether `name:number` is rather an address with its port, or a product with its version. */
export function isNoFile(path: string, line: number, column: number | undefined): boolean {
  const scheme = /^[a-z][\w+.-]*:\/\//i.exec(path);
  if (scheme) return !/[/\\]/.test(path.slice(scheme[0].length)) && /^(?:https?|wss?|ftp|tcp|redis|amqps?)/i.test(path);
  if (/[/\\]/.test(path)) return false;
  if (column !== undefined) return false;
  if (products.test(path) && (/^[A-Z]/.test(path) || line < 40)) return true;
  const labels = path.toLowerCase().split('.');
  // `a.b.c` names many things, rarely a file.
  if (labels.length > 2 && labels.at(-1)?.length === 1) return true;
  if (/^[a-z]\.[^ch]$/i.test(path)) return true;
  if (!domains.has(labels.at(-1) ?? '')) return false;
  return labels[0] === 'www' || morePorts.has(line) || line === 443 || (labels.length > 2 && ports.has(line));
}
