// A newcomer's way through Deskside, step by step, with a picture of each step.

/**
 * @param {import('./vscode/workbench.mjs').Workbench} workbench
 * @param {(name: string) => Promise<void>} picture leaves a numbered picture
 */
export async function walk(workbench, picture) {
  await workbench.showContainer('Deskside');
  await workbench.welcomeButton('Try the Sample Desk').waitFor();
  await workbench.settled();
  await picture('welcome');
}
