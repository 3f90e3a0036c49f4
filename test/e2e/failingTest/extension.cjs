const vscode = require('vscode');

/** @param {vscode.ExtensionContext} context */
exports.activate = context => {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) return;
  const uri = vscode.Uri.joinPath(folder.uri, 'sum.test.txt');
  const tests = vscode.tests.createTestController('failingTest', 'Sums');
  /**
   * @param {string} label
   * @param {number} line
   */
  const add = (label, line) => {
    const test = tests.createTestItem(label, label, uri);
    test.range = new vscode.Range(line, 0, line, label.length);
    tests.items.add(test);
    return test;
  };
  const once = add('rounds half up', 1);
  const twice = add('adds up to the cent', 2);
  const sums = vscode.TestMessage.diff('The sums differ.', '19.99', '20.00');
  sums.location = new vscode.Location(uri, new vscode.Position(2, 0));
  const rest = new vscode.TestMessage('There is a rest.');
  tests.createRunProfile('Run', vscode.TestRunProfileKind.Run, request => {
    const run = tests.createTestRun(request);
    run.failed(once, new vscode.TestMessage('It is rounded down.'));
    run.failed(twice, [sums, rest]);
    run.end();
  });
  context.subscriptions.push(tests);
};
