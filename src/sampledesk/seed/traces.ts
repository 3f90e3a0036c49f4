import { type Frame, type FrameName, frames } from './frames.ts';

/** A stack trace as its language prints it: what was thrown and the places, innermost first. */
export interface Trace {
  readonly language: 'js' | 'python' | 'java';
  readonly thrown: string;
  readonly at: readonly FrameName[];
}

/** Where customers have the products installed. */
const roots = {
  js: ['/srv/quillbay/', '/app/', 'C:\\quillbay\\', 'file:///opt/'],
  python: ['/opt/quillbay/', '/home/reports/', 'C:\\Tools\\'],
};

/** Writes a trace; `pick` chooses one of several installations. */
export function traceText(trace: Trace, pick: <T>(choices: readonly T[]) => T): string {
  const places: Frame[] = trace.at.map(name => frames[name]);
  if (trace.language === 'js') return javascript(trace.thrown, places, pick(roots.js));
  if (trace.language === 'python') return python(trace.thrown, places, pick(roots.python));
  return java(trace.thrown, places);
}

function under(root: string, file: string): string {
  return root.includes('\\') ? root + file.replaceAll('/', '\\') : root + file;
}

function javascript(thrown: string, places: readonly Frame[], root: string): string {
  const lines = places.map(({ name, file, line, column }) => `    at ${name} (${under(root, file)}:${line}:${column})`);
  const end = places.some(place => place.file.endsWith('server.ts'))
    ? ['    at process.processTicksAndRejections (node:internal/process/task_queues:105:5)']
    : [];
  return [thrown, ...lines, ...end].join('\n');
}

function python(thrown: string, places: readonly Frame[], root: string): string {
  const lines = [...places]
    .reverse()
    .flatMap(({ name, file, line, code }) => [
      `  File "${under(root, file)}", line ${line}, in ${name}`,
      `    ${code}`,
    ]);
  return ['Traceback (most recent call last):', ...lines, thrown].join('\n');
}

function java(thrown: string, places: readonly Frame[]): string {
  const lines = places.map(({ name, file, line }) => `\tat ${name}(${file.split('/').at(-1)}:${line})`);
  const end = places.some(place => place.file.endsWith('ProxyHandler.java'))
    ? [
        '\tat jdk.httpserver/sun.net.httpserver.Filter$Chain.doFilter(Filter.java:98)',
        '\tat jdk.httpserver/sun.net.httpserver.ServerImpl$Exchange.run(ServerImpl.java:871)',
        '\tat java.base/java.lang.Thread.run(Thread.java:1583)',
      ]
    : [];
  return [thrown, ...lines, ...end].join('\n');
}
