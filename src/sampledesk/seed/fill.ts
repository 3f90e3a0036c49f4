import type { Database } from '../database.ts';
export function fillDesk(_db: Database, _tickets: number, _seed: number): void {}
