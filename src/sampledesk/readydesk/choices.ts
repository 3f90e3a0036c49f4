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
/** Active, on hold, canceled, complete (reference 2.12.2). */
export const scheduleStatuses = ['A', 'H', 'C', 'D'];
export const intervalUnits = ['MINUTES', 'HOURS', 'DAYS', 'WEEKS', 'MONTHS', 'YEARS'];
/** Input controls of asset fields and what they hold (reference 2.13.3). */
export const assetFieldTypes = ['text', 'textarea', 'list'];
export const assetDataTypes = ['Text', 'Number', 'Decimal', 'Date/Time', 'Large Text'];
