import { type FlowPlace, WentBack } from './input.ts';

/** Where a screen leads: another screen, itself anew, the one before, or out. */
export type Next = Screen | 'again' | 'back' | 'leave';

/** One thing looked at on a way through many; it says where to go on. */
export type Screen = (place: FlowPlace) => Promise<Next>;

/**
 * Shows one screen after the other. Back leads through all of them, each as it was left.
 * @throws Abandoned when the user closes a screen.
 */
export async function browse(title: string, first: Screen): Promise<void> {
  const trail: Screen[] = [first];
  for (let screen = trail.at(-1); screen; screen = trail.at(-1)) {
    const next = await screen({ title, canGoBack: trail.length > 1 }).catch((thrown): Next => {
      if (thrown instanceof WentBack) return 'back';
      throw thrown;
    });
    if (next === 'leave') return;
    if (next === 'back') trail.pop();
    else if (next !== 'again') trail.push(next);
  }
}
