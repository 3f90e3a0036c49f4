import { css } from 'lit';

/** The entries of a ticket's history; `--tone` tells public from internal. */
export const conversationStyles = css`
  .earlier {
    margin-bottom: 10px;
  }
  .entries {
    display: flex;
    flex-direction: column;
    gap: 10px;
  }
  .entry {
    --tone: var(--vscode-descriptionForeground);
    border: 1px solid var(--edge);
    border-inline-start: 3px solid var(--tone);
    border-radius: 4px;
    padding: 8px 12px 10px;
    scroll-margin-top: 12px;
  }
  .entry.public {
    --tone: var(--public);
  }
  .entry.internal {
    --tone: var(--internal);
    background: color-mix(in srgb, var(--internal) 9%, transparent);
  }
  .vscode-high-contrast .entry.internal {
    border-color: var(--tone);
  }
  .entry.system {
    border-color: transparent;
    border-inline-start-color: var(--edge);
    padding-block: 2px;
  }
  .entry-head {
    display: flex;
    flex-wrap: wrap;
    gap: 3px 10px;
    align-items: center;
    margin-bottom: 6px;
  }
  .author {
    display: inline-flex;
    gap: 6px;
    min-width: 0;
    margin: 0;
    font-size: inherit;
    font-weight: 600;
  }
  .author .codicon {
    color: var(--vscode-descriptionForeground);
  }
  .entry-head .muted {
    display: inline-flex;
    gap: 3px;
    align-items: center;
  }
  .entry-head .at {
    margin-inline-start: auto;
  }
  .chip {
    display: inline-flex;
    gap: 4px;
    align-items: center;
    padding: 0 7px 0 5px;
    border: 1px solid color-mix(in srgb, var(--tone) 55%, transparent);
    border-radius: 10px;
    font-size: 0.92em;
    line-height: 18px;
    background: color-mix(in srgb, var(--tone) 14%, transparent);
  }
  .chip .codicon[class*='codicon-'] {
    font-size: 13px;
    color: var(--tone);
  }
  .entry-files {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 14px;
    margin-top: 8px;
  }
  .entry-files li {
    display: grid;
    grid-template-columns: 16px auto auto;
    gap: 5px;
    min-width: 0;
  }
  .entry-files .muted {
    white-space: nowrap;
  }
`;
