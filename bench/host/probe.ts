// An extension of its own beside Deskside in the same extension host: measures there what it is told to measure.

import { statSync } from 'node:fs';
import { request } from 'node:http';
import { Session } from 'node:inspector/promises';
import Module from 'node:module';
import { dirname } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import * as vscode from 'vscode';
import type { Activated, Asked, Watched } from './messages.ts';

/** Nanoseconds in a millisecond. */
const nano = 1e6;
/** Milliseconds between two looks at the process's memory. */
const look = 50;
/** Entry files of the extensions whose activation is measured. */
const entries: Readonly<Record<string, RegExp>> = {
  deskside: /deskside\.deskside-[^/\\]*[/\\]dist[/\\]extension\.cjs$/,
  empty: /deskside\.bench-empty-[^/\\]*[/\\]empty\.cjs$/,
};

const activated: Record<string, Activated> = {};

interface ModuleWithLoad {
  readonly _cache: Readonly<Record<string, unknown>>;
  _load(request: string, ...rest: unknown[]): unknown;
}

/** VS Code loads each extension's file by `require`: the time of that, and of the call of its `activate`, is taken. */
function watchActivations(): void {
  const modules = Module as unknown as ModuleWithLoad;
  const load = modules._load;
  modules._load = function (this: unknown, request: string, ...rest: unknown[]): unknown {
    const name = Object.keys(entries).find(each => entries[each]?.test(request));
    if (name === undefined || activated[name]) return Reflect.apply(load, this, [request, ...rest]);
    const began = performance.now();
    const exported = Reflect.apply(load, this, [request, ...rest]) as { activate(context: unknown): unknown };
    const loaded = performance.now() - began;
    const activate = (context: unknown): unknown => {
      const called = performance.now();
      try {
        return exported.activate(context);
      } finally {
        activated[name] = { load: loaded, activate: performance.now() - called, bytes: bytesLoaded(dirname(request)) };
      }
    };
    return { ...exported, activate };
  };
}

/** Bytes of the files in a folder that were loaded so far. */
function bytesLoaded(folder: string): number {
  const files = Object.keys((Module as unknown as ModuleWithLoad)._cache).filter(file => dirname(file) === folder);
  return files.reduce((bytes, file) => bytes + statSync(file).size, 0);
}

/** What happens in this process from now until the returned function is called. */
function watch(): () => Watched {
  const delays = monitorEventLoopDelay({ resolution: 1 });
  const memory: number[] = [];
  const timer = setInterval(() => memory.push(process.memoryUsage.rss()), look);
  delays.enable();
  return () => {
    delays.disable();
    clearInterval(timer);
    const delay = { p50: delays.percentile(50) / nano, p99: delays.percentile(99) / nano, max: delays.max / nano };
    return { delay, memory };
  };
}

/** Deskside's part of the main thread's time: of all samples those that have its code on their stack, in milliseconds. */
async function profile(milliseconds: number): Promise<number> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: 200 });
    await session.post('Profiler.start');
    await new Promise(resolve => setTimeout(resolve, milliseconds));
    const { profile: taken } = await session.post('Profiler.stop');
    const parents = new Map<number, number>();
    for (const { id, children = [] } of taken.nodes) for (const child of children) parents.set(child, id);
    const own = new Map(taken.nodes.map(({ id, callFrame }) => [id, /deskside\.deskside-/.test(callFrame.url)]));
    const isOwn = (id: number | undefined): boolean => id !== undefined && (own.get(id) || isOwn(parents.get(id)));
    let microseconds = 0;
    for (const [at, id] of (taken.samples ?? []).entries()) if (isOwn(id)) microseconds += taken.timeDeltas?.[at] ?? 0;
    return microseconds / 1000;
  } finally {
    session.disconnect();
  }
}

let stopWatching: (() => Watched) | undefined;
let profiled: Promise<number> | undefined;

async function answer(asked: Asked): Promise<unknown> {
  switch (asked.do) {
    case 'activations':
      return activated;
    case 'profile':
      return profiled;
    case 'watch':
      stopWatching = watch();
      return undefined;
    case 'stopWatching':
      return stopWatching?.();
    case 'connect':
      process.env.DESKSIDE_SAMPLE_DESK = asked.line;
      await vscode.workspace
        .getConfiguration()
        .update('deskside.desks', asked.desks, vscode.ConfigurationTarget.Global);
      return undefined;
    case 'show':
      await vscode.commands.executeCommand('workbench.view.extension.deskside');
      return undefined;
  }
}

/** Asks the bench what to do, does it, and tells what came out, until the bench is gone. */
async function obey(port: number): Promise<void> {
  for (let told: unknown = { began: process.pid }; ; ) {
    const asked = JSON.parse(await exchange(port, JSON.stringify(told ?? null))) as Asked;
    try {
      told = { answer: await answer(asked) };
    } catch (thrown) {
      told = { problem: String(thrown) };
    }
  }
}

function exchange(port: number, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, method: 'POST', timeout: 0 }, incoming => {
      let text = '';
      incoming.setEncoding('utf8').on('data', piece => {
        text += piece;
      });
      incoming.on('end', () => resolve(text)).on('error', reject);
    });
    outgoing.on('error', reject).end(body);
  });
}

export function activate(): void {
  const port = Number(process.env.DESKSIDE_BENCH_PORT);
  watchActivations();
  const span = Number(process.env.DESKSIDE_BENCH_PROFILE ?? 0);
  if (span > 0) profiled = profile(span);
  // The bench may end at any time.
  obey(port).catch(() => undefined);
}
