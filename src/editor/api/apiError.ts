import * as v from 'valibot';
import type { DesksideError, FailureReason } from '../../../api/deskside.d.ts';
import { type DeskFailure, failureOf, type Result } from '../../model/errors.ts';

/** What promises of the API are rejected with. The message is for programmers; users are told by whoever asked. */
export class ApiError extends Error implements DesksideError {
  override readonly name = 'DesksideError';
  readonly reason: FailureReason;
  readonly status?: number;
  readonly kept?: boolean;
  readonly uncertain?: boolean;

  constructor({ reason, detail, status, kept, uncertain }: DeskFailure) {
    super(detail ? `${reason}: ${detail}` : reason);
    this.reason = reason;
    if (status !== undefined) this.status = status;
    if (kept) this.kept = true;
    if (uncertain) this.uncertain = true;
  }
}

/** @throws ApiError when there is none */
export function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw new ApiError(result.failure);
  return result.value;
}

/** Work that is rejected with an ApiError and nothing else. */
export function promised<A extends readonly unknown[], T>(work: (...args: A) => Promise<T>) {
  return async (...args: A): Promise<T> => {
    try {
      return await work(...args);
    } catch (thrown) {
      throw thrown instanceof ApiError ? thrown : new ApiError(failureOf(thrown));
    }
  };
}

/**
 * What another extension gave, as it must be; what more it has is left out.
 * @throws ApiError `badInput`
 */
export function given<S extends v.GenericSchema>(schema: S, value: unknown, what: string): v.InferOutput<S> {
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const path = v.getDotPath(issue);
  throw new ApiError({ reason: 'badInput', detail: `${path ? `${what}.${path}` : what}: ${issue.message}` });
}
