import { css } from 'lit';

/** The section about code. */
export const codeStyles = css`
  .code-places,
  .code-links {
    display: grid;
    gap: 6px;
  }
  .code-trace + .code-trace,
  .code-trace + .code-links,
  .quiet + .code-links,
  .quiet + .code-mentions,
  .code-links + .code-mentions,
  .code-trace + .code-mentions,
  .code-trace + .quiet {
    margin-top: 10px;
  }
  .code-trace > .muted {
    margin-bottom: 4px;
  }
  .code-trace > .quiet {
    margin-top: 6px;
  }
  .moved .codicon[class*='codicon-'] {
    font-size: 14px;
    vertical-align: text-bottom;
  }
  .code-links {
    gap: 10px;
  }
  .code-places li {
    display: grid;
    grid-template-columns: 16px minmax(0, 1fr);
    gap: 0 6px;
  }
  .code-places li > :not(.codicon) {
    grid-column: 2;
    justify-self: start;
    text-align: start;
  }
  .code-places li .folder,
  .code-links .folder {
    color: var(--vscode-descriptionForeground);
  }
  .code-places .call {
    font-family: var(--vscode-editor-font-family, monospace);
    font-size: 0.95em;
  }
  .code-links li {
    display: grid;
    grid-template-columns: 16px minmax(0, 1fr) auto;
    gap: 2px 6px;
  }
  .code-links li > button.link {
    justify-self: start;
    text-align: start;
  }
  .code-links li > .muted,
  .code-links li > pre,
  .code-links li > .moved {
    grid-column: 2 / -1;
  }
  .code-links pre {
    margin: 2px 0;
    max-height: 6lh;
    padding: 4px 8px;
    overflow: auto;
    white-space: pre;
    font-family: var(--vscode-editor-font-family, monospace);
    font-size: 0.95em;
    border: 1px solid var(--vscode-contrastBorder, transparent);
    border-radius: 3px;
    background: var(--vscode-textCodeBlock-background);
  }
  .code-places .moved,
  .code-links .moved {
    color: var(--vscode-descriptionForeground);
  }
  .code-mentions button.link {
    display: inline-grid;
    grid-template-columns: 16px auto;
    gap: 6px;
    text-align: start;
  }
  .code-links button.tool {
    opacity: 1;
  }
`;
