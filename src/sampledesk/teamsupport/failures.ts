/** A request that cannot be read or obeyed: 400. The message is for people. */
export class BadRequest extends Error {}

/** Something that the address or the body names is not there: 404. */
export class NotFound extends Error {}
