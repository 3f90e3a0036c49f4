/** Commands by their names, without the `deskside.` of all of them: every window loads this list. */
const commandNames = [
  'connect',
  'trySampleDesk',
  'reconnect',
  'chooseTechnician',
  'signOut',
  'renameDesk',
  'removeDesk',
  'refresh',
  /** What a click on a row that tells something does; not in the palette. */
  'rowAction',
  'openTicket',
  'openTicketByNumber',
  'searchTickets',
  'createTicket',
  'createTicketFromSelection',
  'createTicketFromProblem',
  'createTicketFromTodo',
  'createTicketFromTerminal',
  'logTime',
  'showTimesheet',
  'showOverview',
  'startTimer',
  'pauseTimer',
  'resumeTimer',
  'stopTimer',
  'discardTimer',
  'startWork',
  'finishWork',
  'openActiveTicket',
  'insertTicketIntoCommit',
  'addNote',
  'copyTicketLink',
  'copyTicketNumber',
  'openInBrowser',
  'checkConnection',
  'browseRecords',
  'editTicketField',
  'linkCustomer',
  'unlinkCustomer',
  'filterTickets',
  'insertArticle',
  'insertCannedReply',
  'saveSearchAsView',
  'editView',
  'removeView',
  'groupTickets',
  'sortTickets',
  'clearLocalData',
  'retryWrite',
  'editWrite',
  'discardWrite',
  'confirmWrite',
  'resolveConflict',
  'undoSend',
  'assignTickets',
  'setStatusOfTickets',
  'setPriorityOfTickets',
  'logTimeOnTickets',
  'muteTickets',
  'unmuteTickets',
  'findTicketReferences',
  /** What a click on a mention does whose ticket is not kept, or one of several; not in the palette. */
  'lookUpMention',
  'openAllFrames',
  /** What a link in a text attachment does; not in the palette. */
  'openFrame',
  'linkSelection',
  /** These two are of a link in a list; not in the palette. */
  'openCodeLink',
  'removeCodeLink',
  'summariseTicket',
  'draftReply',
  'findSimilarTickets',
  'chooseAssistantModel',
  'reportProblem',
  /** In the palette only while a report is in front. */
  'copyProblemReport',
  'showLog',
  'openAccessibilityHelp',
] as const;

/** Every command, view, setting and context key of Deskside, in one place. A test holds manifest and code to this list. */
export const commands = Object.fromEntries(commandNames.map(name => [name, `deskside.${name}`])) as {
  readonly [Name in (typeof commandNames)[number]]: `deskside.${Name}`;
};

export const views = {
  container: 'deskside',
  tickets: 'deskside.tickets',
  thisFile: 'deskside.thisFile',
  time: 'deskside.time',
  outbox: 'deskside.outbox',
} as const;

export const panels = {
  ticket: 'deskside.ticket',
  timesheet: 'deskside.timesheet',
  overview: 'deskside.overview',
  createTicket: 'deskside.newTicket',
} as const;

/** Schemes of documents that Deskside makes for reading. */
export const schemes = {
  check: 'deskside-check',
  record: 'deskside-record',
  article: 'deskside-article',
  attachment: 'deskside-attachment',
  result: 'deskside-result',
  help: 'deskside-help',
  report: 'deskside-report',
  summary: 'deskside-summary',
} as const;

/** What hints of Deskside in the editor are said to come from; no tickets are made of them. */
export const hintSource = 'Deskside';

/** Scheme of tickets as resources, which marks of rows are told by; nothing can be read there. */
export const ticketScheme = 'deskside-ticket';

/** Scheme of images of tickets, which VS Code's image preview reads as files. */
export const imageScheme = 'deskside-image';

export const settings = {
  section: 'deskside',
  desks: 'desks',
  requestLog: 'requestLog',
  caFile: 'caFile',
  /** Which tickets are kept on this machine, and for how many days closed ones are. */
  mirrorTickets: 'mirror.tickets',
  mirrorDays: 'mirror.days',
  notices: 'notices.show',
  /** Of what there are notices, and when there are messages. */
  noticeKinds: 'notices.kinds',
  noticeDigest: 'notices.digest',
  noticeQuietHours: 'notices.quietHours',
  views: 'views',
  groupBy: 'tree.groupBy',
  sortBy: 'tree.sortBy',
  /** Seconds in which what was sent can be taken back. */
  sendDelay: 'sendDelay',
  cannedReplies: 'cannedReplies',
  timerRounding: 'timer.rounding',
  timerMinimum: 'timer.minimum',
  timerIdle: 'timer.idle',
  timerStartWithBranch: 'timer.startWithBranch',
  timerReminder: 'timer.reminder',
  ticketTemplates: 'ticketTemplates',
  todoKeywords: 'todo.keywords',
  /** What counts as a mention of a ticket in code and text. */
  mentionsBare: 'mentions.bare',
  mentionsPlaces: 'mentions.places',
  /** Which program serves the web pages of a git host of one's own. */
  gitHosts: 'git.hosts',
  /** How branches of tickets are named and checked out, and commit messages name their ticket. */
  branchTemplate: 'branch.template',
  branchLowerCase: 'branch.lowerCase',
  branchWorktree: 'branch.worktree',
  commitTemplate: 'commit.template',
  commitPlace: 'commit.place',
  /** What is ticked when work is started and finished. */
  startWorkStatus: 'startWork.status',
  startWorkAssign: 'startWork.assign',
  startWorkTimer: 'startWork.timer',
  finishWorkStatus: 'finishWork.status',
  finishWorkOfferAfterPush: 'finishWork.offerAfterPush',
  /** How mentions are shown. */
  mentionsStatus: 'mentions.status',
  mentionsCompletion: 'mentions.completion',
  mentionsClosedTodos: 'mentions.closedTodos',
  mentionsCodeLens: 'mentions.codeLens',
  /** Whether language models can be asked about tickets, and what of tickets they get. */
  assistantEnabled: 'assistant.enabled',
  assistantInternalNotes: 'assistant.internalNotes',
  assistantCustomerData: 'assistant.customerData',
} as const;

/** Context keys used in `when` clauses. */
export const contexts = {
  /** At least one desk is connected or set up. */
  hasDesk: 'deskside.hasDesk',
  /** At least one of them is not the sample desk. */
  hasOwnDesk: 'deskside.hasOwnDesk',
  /** Something is in the outbox that the user should see. */
  outboxWaits: 'deskside.outboxWaits',
  /** `running` or `paused` while there is a timer. */
  timer: 'deskside.timer',
  /** Steps of the walkthrough that the user has taken in this window. */
  hasBrowsed: 'deskside.hasBrowsed',
  hasOpenedTicket: 'deskside.hasOpenedTicket',
  hasReplied: 'deskside.hasReplied',
  hasLoggedTime: 'deskside.hasLoggedTime',
  hasLinkedCode: 'deskside.hasLinkedCode',
  /** The ticket in front is the one that the timer is for. */
  timerInFront: 'deskside.timerInFront',
} as const;

/** Tools that language models can call. */
export const assistantTools = {
  search: 'deskside_searchTickets',
  read: 'deskside_readTicket',
  file: 'deskside_ticketsForFile',
  create: 'deskside_createTicket',
  note: 'deskside_addNote',
  time: 'deskside_logTime',
} as const;
/** A tool by its name. */
export type AssistantTool = (typeof assistantTools)[keyof typeof assistantTools];

/** `@deskside` in the chat. */
export const chatParticipant = 'deskside.chat';
