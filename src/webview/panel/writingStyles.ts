import { css } from 'lit';

/** Fields that are changed in place, and what was written and is not on the desk yet. */
export const writingStyles = css`
  deskside-field {
    display: block;
    white-space: normal;
  }
  deskside-field > .value {
    white-space: pre-wrap;
  }
  h1 deskside-field {
    display: inline;
    font-size: inherit;
  }
  .field-entry {
    box-sizing: border-box;
    width: 100%;
    min-width: 0;
    height: 24px;
    margin: -3px 0;
    padding: 2px 6px;
    border: 1px solid var(--vscode-input-border, var(--edge));
    border-radius: 2px;
    font: inherit;
    color: var(--vscode-input-foreground);
    background: var(--vscode-input-background);
    color-scheme: light dark;
    scroll-margin: 0;
  }
  .vscode-dark .field-entry,
  .vscode-high-contrast .field-entry {
    color-scheme: dark;
  }
  .vscode-light .field-entry,
  .vscode-high-contrast-light .field-entry {
    color-scheme: light;
  }
  /* It is the value that stands, not a hint. */
  .field-entry::placeholder {
    color: var(--vscode-descriptionForeground);
    opacity: 1;
  }
  .field-entry:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  .field-entry[aria-invalid='true'] {
    border-color: var(--vscode-inputValidation-errorBorder, var(--vscode-errorForeground));
  }
  .editor {
    display: flex;
    flex-wrap: wrap;
    gap: 5px 2px;
    align-items: center;
  }
  .editor .field-entry {
    flex: 1 1 100px;
  }
  .editor .field-entry.time {
    flex: 1 1 84px;
  }
  h1 .editor .field-entry {
    height: auto;
    margin: 0;
    font-size: 0.85em;
  }
  .editor button.tool {
    width: 24px;
    height: 24px;
    margin: 0;
  }
  .editor button.tool:disabled {
    opacity: 0.4;
    cursor: default;
  }
  .picks {
    position: fixed;
    inset: auto;
    box-sizing: border-box;
    max-width: min(420px, calc(100vw - 8px));
    margin: 0;
    padding: 4px 0;
    border: 1px solid var(--vscode-dropdown-border, var(--edge));
    border-radius: 5px;
    overflow-y: auto;
    color: var(--vscode-dropdown-foreground, var(--vscode-foreground));
    background: var(--vscode-dropdown-listBackground, var(--vscode-dropdown-background, var(--vscode-editor-background)));
    box-shadow: 0 0 8px 2px var(--vscode-widget-shadow, transparent);
  }
  .picks li {
    display: flex;
    gap: 6px;
    align-items: center;
    padding: 2px 10px 2px 6px;
    cursor: pointer;
  }
  .picks li.none bdi,
  .picks li.empty {
    color: var(--vscode-descriptionForeground);
    cursor: default;
  }
  .picks li:not(.empty):hover {
    background: var(--vscode-list-hoverBackground);
  }
  .picks li.active {
    color: var(--vscode-list-activeSelectionForeground);
    background: var(--vscode-list-activeSelectionBackground);
    outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  .picks li.active :is(.muted, bdi) {
    color: inherit;
  }
  .picks .codicon.blank {
    visibility: hidden;
  }
  .field-note {
    display: flex;
    gap: 5px;
    align-items: flex-start;
    margin-top: 3px;
    font-size: 0.92em;
    font-weight: 400;
    line-height: 1.4;
    color: var(--vscode-descriptionForeground);
    white-space: normal;
  }
  h1 .field-note {
    font-size: 0.6em;
  }
  .field-note .codicon[class*='codicon-'] {
    margin-top: 1px;
    font-size: 14px;
  }
  .field-note:is([role='alert'], .wrong) {
    color: var(--vscode-foreground);
  }
  .field-note:is([role='alert'], .wrong) .codicon {
    color: var(--vscode-editorWarning-foreground);
  }
  .field-note .codicon-error[class*='codicon-'] {
    color: var(--vscode-editorError-foreground, var(--vscode-errorForeground));
  }
  .field-note.undo button.link {
    margin-inline-start: 6px;
  }
  /* Together they stay behind the words, or stand below them. */
  .field-actions {
    display: inline-flex;
    flex-wrap: wrap;
    gap: 0 12px;
  }
  .field-actions button.link {
    min-height: 24px;
  }
  .conflict {
    display: grid;
    gap: 3px;
    margin-top: 5px;
    padding: 7px 8px;
    border: 1px solid var(--vscode-inputValidation-warningBorder, var(--edge));
    border-radius: 4px;
    font-size: 0.95em;
    font-weight: 400;
    line-height: 1.4;
    white-space: normal;
  }
  h1 .conflict {
    max-width: 640px;
    font-size: var(--vscode-font-size, 13px);
  }
  .conflict p {
    display: flex;
    gap: 5px;
    align-items: flex-start;
    margin-bottom: 3px;
  }
  .conflict .codicon[class*='codicon-'] {
    color: var(--vscode-editorWarning-foreground);
  }
  button.side {
    display: grid;
    /* Its name stays whole however narrow the place is. */
    grid-template-columns: minmax(52px, max-content) minmax(0, 1fr);
    gap: 6px;
    padding: 3px 6px;
    border: 1px solid var(--vscode-button-border, var(--edge));
    border-radius: 3px;
    font: inherit;
    text-align: start;
    color: var(--vscode-button-secondaryForeground);
    background: var(--vscode-button-secondaryBackground);
    cursor: pointer;
  }
  button.side .muted {
    overflow-wrap: normal;
    color: inherit;
  }
  /* A value begins where those around it begin, whichever way it is written. */
  .rows dd,
  button.side bdi {
    text-align: -webkit-match-parent;
  }
  button.side:hover {
    background: var(--vscode-button-secondaryHoverBackground);
  }
  button.side[aria-pressed='true'] {
    outline: 1px solid var(--vscode-focusBorder);
  }
  .entries.pending {
    margin-top: 10px;
  }
  .pending .entry {
    border-style: dashed;
    border-inline-start-style: solid;
  }
  .pending .entry.sent {
    border-style: solid;
  }
  .standing {
    display: inline-flex;
    gap: 4px;
    align-items: center;
    margin-inline-start: auto;
    color: var(--vscode-descriptionForeground);
    font-variant-numeric: tabular-nums;
  }
  .standing .codicon-error[class*='codicon-'] {
    color: var(--vscode-editorError-foreground, var(--vscode-errorForeground));
  }
  .standing .codicon-question[class*='codicon-'] {
    color: var(--vscode-editorWarning-foreground);
  }
  .entry-actions {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    margin-top: 8px;
  }
  .pending .field-note {
    margin-top: 8px;
  }
  /* With nothing to read it is one line, so that many files stay in sight. */
  .pending .entry.one-line {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    align-items: center;
    padding-block: 7px;
  }
  .one-line .entry-head {
    flex: 1 1 240px;
    margin: 0;
  }
  .one-line .entry-actions {
    flex-wrap: nowrap;
    margin: 0;
  }
  .pending .work {
    white-space: pre-wrap;
  }
  .drop {
    position: fixed;
    inset: 8px;
    z-index: 4;
    display: grid;
    place-content: center;
    padding: 16px;
    border: 2px dashed var(--vscode-focusBorder);
    border-radius: 6px;
    font-size: 1.15em;
    text-align: center;
    color: var(--vscode-foreground);
    background: color-mix(in srgb, var(--vscode-editor-background) 88%, transparent);
    pointer-events: none;
  }
  .drop p {
    padding: 8px 16px;
    border-radius: 4px;
    background: var(--vscode-editor-background);
  }
`;
