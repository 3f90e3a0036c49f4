import * as v from 'valibot';

/**
 * Tells why a message from a page is not one that the host takes; nothing when it is. Repeats none of what it carried.
 * @param page what the page is called in the log
 * @param calls what each call of the page may carry
 */
export function refusalOf<Name extends string>(
  page: string,
  calls: Readonly<Record<Name, v.GenericSchema>>,
): (message: unknown) => string | undefined {
  const call = v.strictObject({
    t: v.literal('q'),
    m: v.picklist(Object.keys(calls) as Name[]),
    a: v.array(v.unknown()),
    i: v.optional(v.pipe(v.string(), v.maxLength(64))),
  });
  return message => {
    const asked = v.safeParse(call, message);
    if (!asked.success) return `not a call of the ${page}`;
    const { m, a } = asked.output;
    return v.safeParse(calls[m], a).success ? undefined : `${m}: arguments are not allowed`;
  };
}
