// What may be in the package, and how big it may be.

const kilobyte = 1000;

/** Every file that may be in the .vsix. */
const allowed = [
  /^\[Content_Types\]\.xml$/,
  /^extension\.vsixmanifest$/,
  /^extension\/package\.json$/,
  /^extension\/package\.nls(\.(de|es))?\.json$/,
  /^extension\/l10n\/bundle\.l10n\.(de|es)\.json$/,
  /^extension\/(readme|changelog)\.md$/i,
  /^extension\/LICENSE(\.txt)?$/,
  /^extension\/dist\/(extension|extension-(start|chunk)\d*|extension-(accessibilityHelp|parts|connectTree|connectPanels|connectForms|connectApi|guestHost|codeActions|connectTime|connectCode|connectTimesheet|connectOverview|allCommands|workCommands|reportProblem|connectAssistant|markdownHtml|workerEngine|workerCode)|engine|code|sampledesk)\.cjs$/,
  /^extension\/dist\/(panel|create|timesheet|overview|page-[A-Z0-9]{8})\.js$/,
  /^extension\/dist\/codicon\.(css|ttf)$/,
  /^extension\/dist\/ThirdPartyNotices\.txt$/,
  /^extension\/media\/[\w-]+\.svg$/,
  /^extension\/media\/icon\.png$/,
  /^extension\/media\/walkthrough\/[a-z]+\.webp$/,
];

/** Files that must be there, with the most bytes each may have. */
const budgets = {
  'extension/dist/extension.cjs': 15 * kilobyte,
  // These with the first desk that is opened, the view, the first panel and the first command.
  'extension/dist/extension-parts.cjs': 40 * kilobyte,
  'extension/dist/extension-connectTree.cjs': 40 * kilobyte,
  'extension/dist/extension-connectPanels.cjs': 40 * kilobyte,
  'extension/dist/extension-connectForms.cjs': 30 * kilobyte,
  'extension/dist/extension-accessibilityHelp.cjs': 10 * kilobyte,
  'extension/dist/extension-codeActions.cjs': 10 * kilobyte,
  'extension/dist/extension-connectTime.cjs': 30 * kilobyte,
  'extension/dist/extension-connectCode.cjs': 100 * kilobyte,
  'extension/dist/extension-connectApi.cjs': 30 * kilobyte,
  'extension/dist/extension-guestHost.cjs': 30 * kilobyte,
  'extension/dist/extension-connectTimesheet.cjs': 20 * kilobyte,
  'extension/dist/extension-connectOverview.cjs': 20 * kilobyte,
  'extension/dist/extension-allCommands.cjs': 150 * kilobyte,
  'extension/dist/extension-workCommands.cjs': 40 * kilobyte,
  // This with the first question of or to a language model.
  'extension/dist/extension-connectAssistant.cjs': 40 * kilobyte,
  'extension/dist/extension-reportProblem.cjs': 20 * kilobyte,
  // This with the first preview of a note.
  'extension/dist/extension-markdownHtml.cjs': 130 * kilobyte,
  // And this with the first question to a desk.
  'extension/dist/extension-workerEngine.cjs': 20 * kilobyte,
  'extension/dist/extension-workerCode.cjs': 10 * kilobyte,
  'extension/dist/engine.cjs': 700 * kilobyte,
  'extension/dist/code.cjs': 150 * kilobyte,
  // With each of these some of `page-….js`, 100 kB of it in all.
  'extension/dist/panel.js': 160 * kilobyte,
  'extension/dist/create.js': 30 * kilobyte,
  'extension/dist/timesheet.js': 30 * kilobyte,
  'extension/dist/overview.js': 30 * kilobyte,
  'extension/dist/sampledesk.cjs': 300 * kilobyte,
  'extension/dist/ThirdPartyNotices.txt': 100 * kilobyte,
  'extension/package.json': 100 * kilobyte,
  'extension/l10n/bundle.l10n.de.json': 300 * kilobyte,
  'extension/l10n/bundle.l10n.es.json': 300 * kilobyte,
  'extension/package.nls.de.json': 60 * kilobyte,
  'extension/package.nls.es.json': 60 * kilobyte,
};

/** What is loaded when VS Code starts, and the most bytes it may have together. */
const startUp = /^extension\/dist\/extension(-start\d*)?\.cjs$/;
const startUpBudget = 15 * kilobyte;

/** The most bytes that the package may have. */
const packageBudget = 1000 * kilobyte;

/**
 * Says, line by line, what is wrong with a package; nothing when all is well.
 * @param {{ path: string, size: number }[]} files
 * @param {number} packed the size of the .vsix
 * @returns {string[]}
 */
export function problemsOfPackage(files, packed) {
  const sizes = new Map(files.map(file => [file.path, file.size]));
  const strangers = files.filter(file => !allowed.some(pattern => pattern.test(file.path)));
  const atStart = files.filter(file => startUp.test(file.path)).reduce((sum, { size }) => sum + size, 0);
  return [
    ...strangers.map(file => `${file.path} is not on the list of files that may be packaged`),
    ...Object.entries(budgets).flatMap(([path, budget]) => {
      const size = sizes.get(path);
      if (size === undefined) return [`${path} is missing`];
      return size > budget ? [`${path} has ${size} bytes; ${budget} are allowed`] : [];
    }),
    ...(atStart > startUpBudget
      ? [`what is loaded at the start has ${atStart} bytes; ${startUpBudget} are allowed`]
      : []),
    ...(packed > packageBudget ? [`the package has ${packed} bytes; ${packageBudget} are allowed`] : []),
  ];
}
