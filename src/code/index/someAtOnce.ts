/** Searches of folders that run at once: each may take all of the machine. */
export const searchesAtOnce = 4;

/** What becomes of each, in their order, while no more than some are under way. */
export async function someAtOnce<One, Made>(
  all: readonly One[],
  most: number,
  make: (one: One) => Promise<Made>,
): Promise<readonly Made[]> {
  const made: Made[] = [];
  const left = all.entries();
  const go = async () => {
    for (const [at, one] of left) made[at] = await make(one);
  };
  await Promise.all(Array.from({ length: most }, go));
  return made;
}
