/** What can be said to `@deskside` after a slash. */
export const chatCommands = { summarise: 'summarise', reply: 'reply', similar: 'similar', search: 'search' } as const;
