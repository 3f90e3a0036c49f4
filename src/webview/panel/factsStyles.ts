import { css } from 'lit';

/** The column of facts. */
export const factsStyles = css`
  .rows {
    display: grid;
    /* So that the tools at the ends of rows are apart enough to be hit. */
    gap: 7px;
  }
  .rows > div {
    display: grid;
    grid-template-columns: minmax(76px, min(40%, 150px)) minmax(0, 1fr);
    gap: 10px;
  }
  .rows dt {
    color: var(--vscode-descriptionForeground);
  }
  .rows dd {
    white-space: pre-wrap;
  }
  .total {
    margin-bottom: 6px;
    font-weight: 600;
  }
  ul.time,
  .files {
    display: grid;
    gap: 6px;
  }
  ul.time li {
    display: grid;
    grid-template-columns: minmax(76px, min(34%, 150px)) minmax(0, 1fr);
    gap: 0 10px;
  }
  .time time {
    white-space: nowrap;
  }
  .time .notes {
    grid-column: 2;
  }
  .files li {
    display: grid;
    grid-template-columns: 16px minmax(0, 1fr) auto;
    gap: 0 6px;
  }
  button.file {
    justify-self: start;
    text-align: start;
  }
  .files .muted {
    grid-column: 2;
  }
  .fold > summary {
    display: flex;
    justify-content: flex-start;
    gap: 4px;
    align-items: center;
    border-radius: 2px;
    list-style: none;
    margin-inline-start: -3px;
    cursor: pointer;
  }
  .fold > summary:not(.section-head) {
    margin: 6px 0;
    color: var(--vscode-textLink-foreground);
  }
  .fold.plain > summary:not(.section-head) {
    margin: 0;
    color: inherit;
  }
  .fold .rows {
    margin-bottom: 4px;
  }
  .fold[open] > summary > .codicon-chevron-right {
    transform: rotate(90deg);
  }

  /* Small tools beside what they are about: there when it is pointed at or reached by the keyboard. */
  button.tool {
    display: inline-grid;
    flex: none;
    place-content: center;
    width: 20px;
    height: 20px;
    margin-block: -2px;
    padding: 2px;
    border: 0;
    border-radius: 5px;
    color: var(--vscode-icon-foreground);
    background: none;
    cursor: pointer;
    vertical-align: top;
    white-space: normal;
  }
  button.tool:hover {
    background: var(--vscode-toolbar-hoverBackground);
    outline: 1px dashed var(--vscode-toolbar-hoverOutline, transparent);
    outline-offset: -1px;
  }
  button.tool:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  .tool .codicon[class*='codicon-'] {
    display: block;
    font-size: 16px;
  }
  h1 .change {
    margin-block: 0;
    margin-inline-start: 4px;
    vertical-align: middle;
  }
  /* At the end of its row, where those of all rows are in line, and where it takes no room from what is read. */
  .rows deskside-field:has(> .change) {
    position: relative;
    padding-inline-end: 24px;
  }
  .rows deskside-field > .change {
    position: absolute;
    inset-block-start: 0;
    inset-inline-end: 0;
  }
  @media (hover: hover) {
    body:not(.vscode-high-contrast):not(.vscode-high-contrast-light) .rows deskside-field:has(> .change) {
      padding-inline-end: 0;
    }
    body:not(.vscode-high-contrast):not(.vscode-high-contrast-light) .rows deskside-field > .change {
      background: var(--vscode-editor-background);
    }
    body:not(.vscode-high-contrast):not(.vscode-high-contrast-light) .rows deskside-field > .change:hover {
      background-image: linear-gradient(var(--vscode-toolbar-hoverBackground) 0 0);
    }
    body:not(.vscode-high-contrast):not(.vscode-high-contrast-light)
      :is(.rows > div, h1, .files li, .linked li):not(:hover, :focus-within)
      button.tool:not([aria-busy='true']) {
      opacity: 0;
    }
  }
  .things {
    display: grid;
    gap: 8px;
  }
  .things li > .muted {
    display: block;
    padding-inline-start: 22px;
  }
  .plan {
    display: grid;
    grid-template-columns: 16px minmax(0, 1fr);
    gap: 6px;
  }
  .plan .codicon {
    color: var(--vscode-descriptionForeground);
  }
  .plan.cancelled bdi {
    text-decoration: line-through;
  }
`;
