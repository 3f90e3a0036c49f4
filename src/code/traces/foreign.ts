import type { Frame } from '../../model/frame.ts';

const words = (text: string) => text.trim().split(/\s+/).join('|');
/** Folders that only installed packages, tool chains and their builders have. */
const folders = new RegExp(
  `(?:^|/)(?:${words(String.raw`
  node_modules bower_components jspm_packages \.yarn \.pnpm-store
  site-packages dist-packages lib/python\d[\d.]* Python\d+/lib
  go/pkg/mod usr/local/go/src usr/lib/go[\d.-]*/src usr/lib/golang/src go/src/runtime (?:Program.Files|opt|sdk|tools|hostedtoolcache)/(?:[^/]+/)?go[\d.]*/src
  rustc/[\da-f]{7,40} \.cargo/registry \.cargo/git cargo/registry rustlib/src library/(?:std|core|alloc|test|proc_macro|panic_unwind)/src
  gems lib/ruby/\d[\d.]* lib/ruby/site_ruby vendor/bundle
  usr/include usr/lib usr/src/debug sysdeps nptl csu libsanitizer compiler-rt glibc[-\d.]* libstdc\+\+-v3
  vendor/[^/]+/[^/]+ vctools crts? Microsoft.Visual.Studio Windows.Kits
  share/dotnet \.nuget/packages src/System\.Private\.CoreLib
  webpack/bootstrap webpack/runtime @vite/client @react-refresh
  Library/Frameworks Python\.framework
`)})(?:/|$)`,
  'i',
);
const schemes =
  /^(?:node:|native:|ext:|deno:|(?:chrome|moz|safari|safari-web)-extension:|chrome:|resource:|debugger:|wasm:|phar:)/i;
const hosts =
  /^https?:\/\/(?:[\w-]+\.)*(?:jsdelivr\.net|unpkg\.com|cloudflare\.com|googletagmanager\.com|google-analytics\.com|googleapis\.com|gstatic\.com|jquery\.com|facebook\.net|deno\.land|esm\.sh|sentry-cdn\.com|hotjar\.com|bootstrapcdn\.com|skypack\.dev)\//i;
const javaPackages =
  /^(?:java|javax|jdk|sun|com\.sun|com\.oracle|jakarta|kotlin|kotlinx|scala|groovy|clojure|android|androidx|dalvik|junit|org\.(?:springframework|apache|hibernate|junit|mockito|eclipse|jboss|postgresql|gradle|slf4j|h2|codehaus|testng|aspectj|jetbrains|codenarc|opentest4j|assertj|glassfish|jooq|thymeleaf|yaml|xml|w3c|wildfly|mariadb|mongodb|quartz|flywaydb|elasticsearch)|com\.(?:fasterxml|google|mysql|zaxxer|amazonaws|microsoft|squareup|intellij|android|netflix|mongodb|rabbitmq|github\.benmanes|ibm|jcraft)|io\.(?:netty|undertow|quarkus|micronaut|grpc|reactivex|micrometer|lettuce|vertx|ktor|opentelemetry|jsonwebtoken)|reactor|okhttp3|okio|retrofit2|ch\.qos|oracle|net\.(?:sf|bytebuddy)|redis\.clients|liquibase|akka|play|feign)\./;
const goPackages =
  /^(?:runtime|net|fmt|os|sync|reflect|testing|encoding|io|database|context|bufio|time|log|strings|strconv|errors|sort|math|bytes|crypto|compress|html|text|mime|path|regexp|syscall|internal|unicode|archive|slices|maps|iter|vendor)\//;
const nodeInside =
  /^(?:internal|bootstrap_node|module|events|timers|net|_http_\w+|_stream_\w+|domain|child_process|async_hooks)(?:\/|\.js$)/;
const net =
  /^(?:System|Microsoft|MS\.Internal|Newtonsoft|Npgsql|NUnit|Xunit|Castle|AutoMapper|Dapper|MySql|Serilog|MediatR)\./;

/** A written path with `/` alone, without scheme, host, query and what escapes stand for. */
export function plainPath(written: string): string {
  const path = written
    .replace(/\\+/g, '/')
    .replace(/[?#].*$/s, '')
    .replace(/^https?:\/\/[^/]*/i, '')
    .replace(/^[a-z][\w+.-]+:\/+/i, '/')
    .replace(/^\/?[a-z]:\//i, '/');
  try {
    return path.includes('%') ? decodeURIComponent(path).replace(/\\/g, '/') : path;
  } catch {
    return path;
  }
}

/** The class of a Java call with its package, without module, loader and lambda: `com.acme.Parser`. */
export function javaClass(call: string): string {
  const bare = call.slice(call.lastIndexOf('/') + 1).replace(/[$(<].*$/s, '');
  const parts = bare.split('.');
  const capital = parts.findIndex(part => /^\p{Lu}/u.test(part));
  return (capital < 0 ? parts.slice(0, -1) : parts.slice(0, capital + 1)).join('.');
}

/** Whether a frame is in somebody else's code: an installed package, a standard library, the runtime. */
export function isForeign(frame: Pick<Frame, 'path' | 'call' | 'language'>): boolean {
  const { path, call = '', language } = frame;
  if (schemes.test(path) || hosts.test(path)) return true;
  const plain = plainPath(path);
  if (folders.test(plain) || /^(?:\/\/?)?webpack\/(?:bootstrap|runtime)/.test(plain)) return true;
  switch (language) {
    case 'java':
      return /^(?:java|jdk)\.[\w.]+\//.test(call) || javaPackages.test(call.slice(call.lastIndexOf('/') + 1));
    case 'go':
      return /@v\d+\./.test(plain);
    case 'csharp':
      return (
        net.test(call) || /^\/_\/src\/(?:libraries|coreclr|mscorlib|Mvc|Http|Hosting|Servers|Middleware)\//i.test(plain)
      );
    case 'cpp':
      return (
        /^(?:\.\.\/){2,}(?:src|sysdeps|csu|nptl|elf)\//.test(plain) ||
        /^\.?\/?(?:sysdeps|csu|nptl|elf)\//.test(plain) ||
        /^minkernel\//i.test(plain)
      );
    default:
      return false;
  }
}

/** Whether a frame is in a standard library unless the workspace has the very same path. */
export function isForeignUnlessHere({ path, language }: Pick<Frame, 'path' | 'language'>): boolean {
  if (language === 'go') return goPackages.test(path);
  return language === 'javascript' && nodeInside.test(path);
}
