/** The installation's own pick-lists; the API has no action that tells them. */
export const ticketStatuses = [
  'New',
  'Assigned',
  'In Progress',
  'Waiting on Customer',
  'On Hold',
  'Resolved',
  'Closed',
];
/** Statuses that set the close date. */
export const closedStatuses: ReadonlySet<string> = new Set(['Resolved', 'Closed']);
export const ticketSources = ['Email', 'Customer Portal', 'Phone', 'Live Chat', 'API'];
/** Categories of billing line items. */
export const billingCategories = ['Support', 'Bug Fixing', 'Research', 'Consulting', 'Phone Call'];
