import { css } from 'lit';

/** A ticket's customers and the card of one of them. */
export const customerStyles = css`
  deskside-customer {
    display: block;
  }
  .brief {
    flex: 1;
    min-width: 0;
    overflow: hidden;
    text-align: end;
    text-overflow: ellipsis;
    white-space: nowrap;
    color: var(--vscode-descriptionForeground);
  }
  summary.section-head {
    flex-wrap: nowrap;
  }
  summary.section-head .brief {
    margin-inline-start: 8px;
  }
  .linked {
    display: grid;
    gap: 1px;
    margin-bottom: 6px;
  }
  .linked li {
    display: flex;
    gap: 4px;
    align-items: center;
    padding-inline-end: 4px;
    border: 1px solid transparent;
    border-radius: 4px;
  }
  .linked li > :first-child {
    display: grid;
    flex: 1;
    grid-template-columns: 16px minmax(0, 1fr);
    gap: 6px;
    padding: 3px 6px;
    border: 0;
    border-radius: 3px;
    font: inherit;
    text-align: start;
    color: inherit;
    background: none;
  }
  .linked button {
    cursor: pointer;
  }
  .linked li:hover {
    background: var(--vscode-list-hoverBackground);
  }
  .linked li.chosen {
    border-color: var(--vscode-contrastActiveBorder, transparent);
    color: var(--vscode-list-inactiveSelectionForeground, inherit);
    background: var(--vscode-list-inactiveSelectionBackground);
  }
  .linked button.tool {
    margin-block: 0;
  }
  .add {
    margin-bottom: 8px;
  }
  .card {
    position: relative;
  }
  .card > vscode-progress-bar {
    position: absolute;
    inset: -4px 0 auto;
  }
  .card .loading:empty {
    display: none;
  }
  .card .banner {
    margin: 0 0 8px;
  }
  .who {
    display: grid;
    grid-template-columns: 16px minmax(0, 1fr);
    gap: 6px;
    margin-bottom: 6px;
  }
  .who .name {
    font-weight: 600;
  }
  .card a {
    color: var(--vscode-textLink-foreground);
    text-decoration: none;
  }
  .card a:hover {
    color: var(--vscode-textLink-activeForeground);
    text-decoration: underline;
  }
  .card .part {
    padding-top: 12px;
  }
  .card h3 {
    margin: 0 0 5px;
    font-size: 1em;
    font-weight: 400;
    color: var(--vscode-descriptionForeground);
  }
  .card h3 .count {
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
    font-size: inherit;
    color: inherit;
    background: none;
  }
  .card .part .fold.plain + .muted {
    padding-inline-start: 20px;
  }
  .card .part ul {
    display: grid;
    gap: 6px;
  }
  .card .part li {
    min-width: 0;
  }
  .card .line {
    display: block;
  }
  .card .part > .link,
  .card .part > .quiet {
    margin-top: 6px;
  }
  .card .none {
    margin-top: 12px;
  }
  .card .ticket {
    display: grid;
    grid-template-columns: 16px minmax(0, 1fr);
    gap: 0 6px;
  }
  .card .ticket > .muted {
    grid-column: 2;
  }
  .card .ticket .link {
    justify-self: start;
    text-align: start;
  }
  .card .state.open .codicon {
    color: var(--vscode-charts-green);
  }
  .card .state.waiting .codicon {
    color: var(--vscode-charts-yellow);
  }
  .card .state.closed .codicon {
    color: var(--vscode-charts-purple);
  }
  .card .bill {
    display: flex;
    flex-wrap: wrap;
    gap: 0 10px;
    justify-content: space-between;
  }
  .card .bill > :first-child {
    min-width: 0;
  }
  .card .amount {
    min-width: 0;
    font-variant-numeric: tabular-nums;
  }
  .card .over {
    display: grid;
    grid-template-columns: 16px minmax(0, 1fr);
    gap: 4px;
  }
  .card .over .codicon {
    color: var(--vscode-editorWarning-foreground);
  }
  .card .over time {
    color: var(--vscode-editorWarning-foreground);
  }
  .vscode-high-contrast .card .over time {
    color: inherit;
  }
`;
