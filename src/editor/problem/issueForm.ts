import * as vscode from 'vscode';

/**
 * Where problems of the extension are reported, as its manifest says.
 * @param manifest the extension's own
 */
export function issuePage(manifest: unknown): string | undefined {
  const { bugs } = manifest as { bugs?: unknown };
  const page = typeof bugs === 'object' && bugs !== null && 'url' in bugs ? bugs.url : bugs;
  return typeof page === 'string' && page.startsWith('https://') ? page : undefined;
}

/** Opens VS Code's own form for issues of the extension, with the report in it. Sending is up to the user there. */
export async function openIssueForm(extensionId: string, report: string): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openIssueReporter', { extensionId, issueBody: report });
}
