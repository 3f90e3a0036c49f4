import { css } from 'lit';

/** How the timesheet looks. Colours are the theme's; `--edge` is drawn everywhere in high contrast. */
export const sheetStyles = css`
  body {
    --edge: var(--vscode-contrastBorder, var(--vscode-widget-border, var(--vscode-panel-border, transparent)));
    --sheet-line: var(--vscode-contrastBorder, color-mix(in srgb, var(--vscode-foreground) 16%, var(--page)));
    --sheet-logged: var(--vscode-charts-blue);
    --sheet-unsent: var(--vscode-charts-orange);
    --page: var(--vscode-editor-background);
    margin: 0;
    padding: 0;
    color: var(--vscode-foreground);
    background: var(--page);
    font-family: var(--vscode-font-family);
    font-size: var(--vscode-font-size, 13px);
    line-height: 1.4;
  }
  h1,
  h2,
  p,
  ul {
    margin: 0;
    padding: 0;
  }
  ul {
    list-style: none;
  }
  .codicon[class*='codicon-'] {
    font-size: 16px;
    flex: none;
  }
  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .muted,
  .quiet,
  .empty {
    color: var(--vscode-descriptionForeground);
  }
  deskside-timesheet,
  deskside-sheet-chart,
  deskside-entries {
    display: block;
  }
  .page {
    padding: 0 16px 32px;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 16px;
    align-items: center;
    padding: 14px 0 12px;
    border-bottom: 1px solid var(--edge);
  }
  h1 {
    display: flex;
    flex: 1 1 220px;
    flex-wrap: wrap;
    gap: 0 12px;
    align-items: baseline;
    font-size: 1.35em;
    font-weight: 600;
  }
  h1 .total {
    white-space: nowrap;
    font-weight: 400;
    color: var(--vscode-descriptionForeground);
  }
  h2 {
    margin: 20px 0 8px;
    font-size: 1.1em;
    font-weight: 600;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    align-items: center;
  }
  button {
    font: inherit;
    color: inherit;
    cursor: pointer;
  }
  .tool {
    display: inline-flex;
    padding: 3px;
    border: 1px solid transparent;
    border-radius: 4px;
    color: var(--vscode-icon-foreground);
    background: none;
  }
  .tool:hover {
    background: var(--vscode-toolbar-hoverBackground);
    border-color: var(--vscode-contrastActiveBorder, transparent);
  }
  .choice {
    display: inline-flex;
    border: 1px solid var(--vscode-input-border, var(--edge));
    border-radius: 4px;
    overflow: hidden;
  }
  .choice button {
    padding: 4px 10px;
    border: 0;
    background: none;
  }
  .choice button:hover {
    background: var(--vscode-toolbar-hoverBackground);
  }
  .choice button:focus-visible {
    outline-offset: -1px;
  }
  .choice button[aria-pressed='true'] {
    color: var(--vscode-inputOption-activeForeground);
    background: var(--vscode-inputOption-activeBackground);
    box-shadow: inset 0 -2px 0 var(--vscode-inputOption-activeBorder, currentColor);
  }
  .link {
    display: inline-flex;
    gap: 4px;
    align-items: center;
    padding: 0;
    border: 0;
    border-radius: 2px;
    color: var(--vscode-textLink-foreground);
    background: none;
    text-align: start;
  }
  .link:hover {
    color: var(--vscode-textLink-activeForeground);
    text-decoration: underline;
  }
  .link:disabled {
    opacity: 0.6;
    cursor: default;
  }
  :focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 1px;
  }
  vscode-button:focus-visible {
    outline: none;
  }
  .notes-list,
  .legend {
    display: grid;
    gap: 4px;
    padding: 10px 0 0;
  }
  .notes-list:not(:has(li)),
  .legend:not(:has(li)) {
    display: none;
  }
  .notes-list li,
  .legend li {
    display: flex;
    gap: 6px;
    align-items: flex-start;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .legend .codicon-cloud-upload {
    color: var(--sheet-unsent);
  }
  .notes-list .codicon-warning {
    color: var(--vscode-editorWarning-foreground);
  }
  .notes-list .codicon-info {
    color: var(--vscode-editorInfo-foreground);
  }
  .empty,
  .quiet {
    display: flex;
    gap: 8px;
    align-items: center;
    padding: 28px 0;
  }

  /* Entries */
  .entry-list {
    display: grid;
    gap: 8px;
    margin-top: 6px;
  }
  .entry {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 12px;
    align-items: center;
  }
  .entry .unsent {
    display: inline-flex;
    gap: 4px;
    align-items: center;
    font-style: italic;
  }
  .entry-actions {
    display: inline-flex;
    flex-wrap: wrap;
    gap: 2px 12px;
    margin-inline-start: auto;
  }
  .notes {
    white-space: pre-wrap;
  }
  .error {
    color: var(--vscode-errorForeground);
  }
  .entry-form {
    display: grid;
    grid-template-columns: minmax(90px, 160px) minmax(150px, 220px) 1fr;
    gap: 8px 12px;
    align-items: start;
  }
  .entry-form label {
    display: grid;
    gap: 2px;
  }
  .entry-form .wide,
  .form-actions {
    grid-column: 1 / -1;
  }
  .form-actions {
    display: flex;
    gap: 8px;
  }
  input,
  textarea {
    box-sizing: border-box;
    width: 100%;
    min-height: 28px;
    padding: 3px 6px;
    border: 1px solid var(--vscode-input-border, var(--edge));
    border-radius: 2px;
    font: inherit;
    color: var(--vscode-input-foreground);
    background: var(--vscode-input-background);
    color-scheme: inherit;
  }
  body.vscode-dark,
  body.vscode-high-contrast {
    color-scheme: dark;
  }
  body.vscode-light,
  body.vscode-high-contrast-light {
    color-scheme: light;
  }
  @media (max-width: 520px) {
    .entry-form {
      grid-template-columns: 1fr;
    }
  }

  /* The chart */
  .uplot,
  .uplot * {
    box-sizing: border-box;
  }
  .u-wrap {
    position: relative;
    user-select: none;
  }
  .u-over,
  .u-under {
    position: absolute;
  }
  .u-under {
    overflow: hidden;
  }
  .uplot canvas {
    display: block;
    position: relative;
    width: 100%;
    height: 100%;
  }
  .u-axis {
    position: absolute;
  }
  .fold > summary {
    display: inline-flex;
    gap: 4px;
    align-items: center;
    cursor: pointer;
    list-style: none;
  }
  .fold[open] > summary > .codicon-chevron-right {
    transform: rotate(90deg);
  }
  .figures {
    width: auto;
    margin-top: 6px;
  }
  .figures :is(th, td) {
    padding: 2px 12px 2px 0;
    font-weight: 400;
  }
  .figures thead th {
    color: var(--vscode-descriptionForeground);
  }
`;
