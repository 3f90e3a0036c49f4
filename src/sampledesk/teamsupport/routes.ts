import { actionRoutes } from './actions/routes.ts';
import { list, type Route } from './call.ts';
import { peopleRoutes } from './people/routes.ts';
import { pickLists } from './pickLists.ts';
import { productRoutes } from './products/routes.ts';
import { ticketRoutes } from './tickets/routes.ts';

/** Every path that this desk serves (reference 2.1). */
export const routes: readonly Route[] = [
  ...ticketRoutes,
  ...actionRoutes,
  ...peopleRoutes,
  ...productRoutes,
  ...Object.entries(pickLists).map(
    ([name, table]): Route => ({ path: `properties/${name}`, GET: call => list(call, table) }),
  ),
];

/** What the product has but no source shows in its API (reference 2.1, end): known, and not there. */
export const elsewhere =
  /^(?:wiki|tags|subscribers|queues|reminders|tasks|inventory|zapier|customfields|actiontypes|properties\/(?:actiontypes|customfields)|tickets\/[^/]+\/(?:tags|subscribers|queues?|assets|related|relationships|reminders|tasks))(?:\/|$)/;

/** The route of a path in lower case, and the texts in place of its ids. */
export function routeOf(path: string): { route: Route; ids: string[] } | undefined {
  for (const { route, pattern } of patterns) {
    const ids = pattern.exec(path)?.slice(1);
    if (ids) return { route, ids };
  }
  return undefined;
}

const patterns = routes.map(route => ({
  route,
  pattern: new RegExp(`^${route.path.replaceAll('{}', '([^/]+)')}$`),
}));
