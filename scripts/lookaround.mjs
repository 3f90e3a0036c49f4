// Looking at a whole desk in the workbench, its connection and its records: shared by the walk and the end-to-end tests.

/** @typedef {import('./vscode/workbench.mjs').Workbench} Workbench */

/**
 * Checks a desk's connection through the palette; answers the page of the check-up once it is there.
 * @param {Workbench} workbench
 * @param {string} desk
 */
export async function checkConnection(workbench, desk) {
  await workbench.runCommand('Deskside: Check Connection');
  await workbench.pick(desk);
  await workbench.tab(new RegExp(`Check-up of ${desk}`)).waitFor();
  const page = workbench.webview();
  await page.getByRole('heading', { name: `Check-up of ${desk}` }).waitFor();
  return page;
}

/**
 * Opens the records of a desk and walks along their lists.
 * @param {Workbench} workbench
 * @param {string} desk
 * @param {readonly string[]} path whole labels of rows, each of them in the list that the one before opens
 * @param {(step: string) => Promise<unknown>} [picture]
 */
export async function browseRecords(workbench, desk, path, picture = async () => {}) {
  await workbench.runCommand('Deskside: Browse Desk Records…');
  await workbench.pick(desk);
  for (const label of path) {
    await workbench.quickInput.getByRole('option').first().waitFor();
    await picture(`before-${label.toLowerCase().replace(/\W+/g, '-')}`);
    // A long list draws only what is in sight.
    await workbench.type(label);
    await workbench.pick(label);
  }
}
