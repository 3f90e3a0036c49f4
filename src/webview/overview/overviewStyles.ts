import { css } from 'lit';

/** What the overview has beyond the timesheet's looks. */
export const overviewStyles = css`
  body {
    --figure-first: var(--vscode-charts-blue);
    --figure-second: var(--vscode-charts-green);
  }
  deskside-overview,
  deskside-figure-chart {
    display: block;
  }
  select {
    min-height: 28px;
    max-width: 220px;
    padding: 2px 4px;
    border: 1px solid var(--vscode-dropdown-border, var(--edge));
    border-radius: 4px;
    font: inherit;
    color: var(--vscode-dropdown-foreground);
    background: var(--vscode-dropdown-background);
  }
  .tiles {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 150px), 1fr));
    gap: 12px;
    padding: 16px 0 4px;
  }
  .tile {
    display: grid;
    gap: 2px;
    padding: 10px 12px;
    border: 1px solid var(--edge);
    border-radius: 4px;
    background: none;
    text-align: start;
  }
  button.tile:hover {
    background: var(--vscode-toolbar-hoverBackground);
    border-color: var(--vscode-contrastActiveBorder, var(--edge));
  }
  .tile strong {
    font-size: 1.6em;
    font-weight: 600;
  }
  .cards {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 400px), 1fr));
    gap: 12px 28px;
    align-items: start;
  }
  .cards section {
    min-width: 0;
  }
  .cards section.wide {
    grid-column: 1 / -1;
  }
  .cards .empty {
    padding: 12px 0;
  }
  .keys {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 16px;
  }
  .key {
    display: inline-flex;
    gap: 6px;
    align-items: center;
  }
  .key::before {
    content: '';
    width: 22px;
    border-top: 2px solid var(--figure-first);
  }
  .key:nth-child(2)::before {
    border-top: 2px dashed var(--figure-second);
  }
  .remarks {
    display: flex;
    flex-wrap: wrap;
    gap: 0 14px;
    color: var(--vscode-descriptionForeground);
  }
  .readout {
    min-height: 1.4em;
    overflow: hidden;
    color: var(--vscode-descriptionForeground);
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .chart {
    position: relative;
    overflow: hidden;
  }
  .values {
    position: absolute;
    inset: 0;
    cursor: pointer;
  }
  .values [role='option'] {
    pointer-events: none;
  }
  .values:focus-visible {
    outline-offset: -1px;
  }
  .table {
    max-width: 100%;
    overflow-x: auto;
  }
  .figures th {
    text-align: start;
  }
  .figures :is(td, thead th:not(:first-child)) {
    text-align: end;
    font-variant-numeric: tabular-nums;
  }
  .figures tbody th {
    max-width: 360px;
    overflow-wrap: anywhere;
  }
`;
