import type { Request } from '../http.ts';
import { BadRequest } from './failures.ts';

/** A file that was sent along. */
export interface Upload {
  readonly name: string;
  readonly type: string;
  readonly content: Uint8Array;
}

/** The one file of a `multipart/form-data` body; how the service takes files is unknown, this is presumed (reference 4). @throws BadRequest */
export async function readUpload({ headers, body }: Request): Promise<Upload> {
  const type = headers['content-type'] ?? '';
  if (!/^multipart\/form-data\s*;/i.test(type)) throw new BadRequest('A file is sent as multipart/form-data.');
  let files: File[];
  try {
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
    files = [...form.values()].filter(value => typeof value !== 'string');
  } catch {
    throw new BadRequest('The body is not multipart/form-data.');
  }
  const [file, ...others] = files;
  if (!file || others.length > 0) throw new BadRequest('The body needs exactly one file.');
  // Some senders put a whole path here.
  const name = file.name.split(/[\\/]/).at(-1)?.trim() ?? '';
  if (!name) throw new BadRequest('The file needs a name.');
  return { name, type: file.type || 'application/octet-stream', content: new Uint8Array(await file.arrayBuffer()) };
}
