import { css } from 'lit';

/** The column of facts. */
export const factsStyles = css`
  .rows {
    display: grid;
    gap: 5px;
  }
  .rows > div {
    display: grid;
    grid-template-columns: minmax(76px, min(34%, 150px)) minmax(0, 1fr);
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
    grid-template-columns: 16px minmax(0, 1fr);
    gap: 0 6px;
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
  .fold[open] > summary > .codicon-chevron-right {
    transform: rotate(90deg);
  }
`;
