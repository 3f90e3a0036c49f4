import { css } from 'lit';

/** How the table of the timesheet looks. */
export const tableStyles = css`
  .frame {
    container-type: inline-size;
    position: relative;
    margin-top: 14px;
    overflow-x: auto;
    scrollbar-width: thin;
    border: 1px solid var(--edge);
    border-radius: 4px;
  }
  table {
    width: 100%;
    border-collapse: separate;
    border-spacing: 0;
  }
  th {
    font-weight: 600;
    text-align: start;
  }
  .frame th,
  .frame td {
    padding: 4px 6px;
    border-bottom: 1px solid var(--sheet-line);
    background: var(--page);
  }
  .frame tfoot :is(th, td) {
    border-bottom: 0;
    font-weight: 600;
  }
  .day,
  .sum,
  .figures td {
    text-align: end;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .frame thead th {
    font-weight: 400;
    color: var(--vscode-descriptionForeground);
  }
  .frame thead .today {
    font-weight: 700;
    color: var(--vscode-foreground);
    box-shadow: inset 0 -2px 0 var(--vscode-focusBorder);
  }
  .frame .weekend {
    background: color-mix(in srgb, var(--vscode-foreground) 5%, var(--page));
  }
  .frame .gap {
    background: color-mix(in srgb, var(--vscode-editorWarning-foreground) 12%, var(--page));
  }
  .none {
    color: var(--vscode-editorWarning-foreground);
  }
  .frame:not(.month) {
    scroll-padding-inline: 0 70px;
  }
  .frame:not(.month) table {
    table-layout: fixed;
    min-width: 640px;
  }
  .frame .ticket {
    position: sticky;
    inset-inline-start: 0;
    z-index: 1;
    min-width: 150px;
    max-width: 0;
    width: 34%;
    font-weight: 400;
    border-inline-end: 1px solid var(--sheet-line);
  }
  .ticket-box {
    display: flex;
    gap: 4px;
    align-items: center;
  }
  .ticket-box > div {
    flex: 1;
    min-width: 0;
    white-space: nowrap;
  }
  .ticket .name {
    display: block;
    max-width: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .ticket .number {
    color: var(--vscode-descriptionForeground);
  }
  .ticket .desk {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
    font-size: 0.9em;
  }
  .frame .sum {
    position: sticky;
    inset-inline-end: 0;
    z-index: 1;
    font-weight: 600;
    border-inline-start: 1px solid var(--sheet-line);
  }
  .frame.month {
    scroll-padding-inline: 182px 62px;
  }
  .month .day {
    min-width: 32px;
    padding-inline: 1px 2px;
  }
  .month .cell {
    padding-inline: 1px;
  }
  /* Columns stay narrow: what is not sent is told by its form. */
  .month .day .not-sent {
    text-decoration: underline dashed var(--sheet-unsent);
    text-underline-offset: 3px;
  }
  .month .day .codicon {
    display: none;
  }
  .month .ticket {
    width: 180px;
    min-width: 180px;
  }
  @container (max-width: 460px) {
    .month .ticket {
      width: 128px;
      min-width: 128px;
    }
  }
  /* Where they would cover the days, ticket and sum scroll with them. */
  @media (max-width: 480px) {
    .frame .ticket,
    .frame .sum {
      position: static;
    }
    .frame.month {
      scroll-padding-inline: 0;
    }
  }
  .month .weekday {
    display: block;
    font-size: 0.85em;
  }
  .cell {
    padding: 2px 4px;
    border: 1px solid transparent;
    border-radius: 3px;
    background: none;
  }
  .cell:hover {
    background: var(--vscode-list-hoverBackground);
    border-color: var(--vscode-contrastActiveBorder, transparent);
  }
  .cell[aria-expanded='true'] {
    color: var(--vscode-list-activeSelectionForeground);
    background: var(--vscode-list-activeSelectionBackground);
    border-color: var(--vscode-contrastActiveBorder, transparent);
  }
  .amount {
    display: inline-flex;
    gap: 3px;
    align-items: center;
  }
  .amount .codicon[class*='codicon-'],
  .unsent .codicon[class*='codicon-'] {
    font-size: 13px;
    color: var(--sheet-unsent);
  }
  .cell[aria-expanded='true'] .codicon[class*='codicon-'] {
    color: inherit;
  }
  .not-sent {
    font-style: italic;
  }
  .frame .open td {
    padding: 0;
  }
  .unfolded {
    position: sticky;
    inset-inline-start: 0;
    box-sizing: border-box;
    width: 100cqw;
    padding: 8px 12px 12px;
    border-inline-start: 3px solid var(--vscode-focusBorder);
    white-space: normal;
    overflow-wrap: anywhere;
  }
  .legend {
    color: var(--vscode-descriptionForeground);
  }
  .gap-mark {
    flex: none;
    width: 14px;
    height: 14px;
    margin-top: 2px;
    border: 1px solid var(--vscode-editorWarning-foreground);
    border-radius: 2px;
    background: color-mix(in srgb, var(--vscode-editorWarning-foreground) 12%, var(--page));
  }
`;
