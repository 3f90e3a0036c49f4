import { css } from 'lit';

/** How the panel looks. Colours are the theme's; `--edge` is drawn everywhere in high contrast. */
export const pageStyles = css`
  body {
    --edge: var(--vscode-contrastBorder, var(--vscode-widget-border, var(--vscode-panel-border, transparent)));
    --public: var(--vscode-charts-blue);
    --internal: var(--vscode-charts-yellow);
    margin: 0;
    padding: 0;
    color: var(--vscode-foreground);
    background: var(--vscode-editor-background);
    font-family: var(--vscode-font-family);
    font-size: var(--vscode-font-size, 13px);
    line-height: 1.4;
    overflow-wrap: anywhere;
  }
  h1,
  h2,
  p,
  ul,
  ol,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
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
  .quiet {
    color: var(--vscode-descriptionForeground);
  }
  deskside-ticket,
  deskside-note {
    display: block;
  }
  .page {
    box-sizing: border-box;
    max-width: 1360px;
    margin: 0 auto;
    padding: 0 16px 32px;
  }
  .progress {
    position: fixed;
    inset: 0 0 auto;
    z-index: 3;
  }
  .progress[hidden] {
    display: none;
  }

  /* Header */
  .head {
    padding: 16px 0 12px;
    border-bottom: 1px solid var(--edge);
  }
  .head-row {
    display: flex;
    flex-wrap: wrap;
    gap: 10px 24px;
    justify-content: space-between;
  }
  h1 {
    flex: 1 1 320px;
    min-width: 0;
    font-size: 1.55em;
    font-weight: 600;
    line-height: 1.3;
  }
  .number {
    font-weight: 400;
    color: var(--vscode-descriptionForeground);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 6px 8px;
    align-items: center;
    align-self: flex-start;
  }
  .tools {
    display: flex;
    gap: 4px;
  }
  .facts-line {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    margin-top: 10px;
    color: var(--vscode-descriptionForeground);
  }
  .facts-line li {
    display: flex;
    gap: 5px;
    align-items: center;
    min-width: 0;
  }
  .facts-line .state {
    color: var(--vscode-foreground);
    font-weight: 600;
  }
  .facts-line .state.open .codicon {
    color: var(--vscode-charts-green);
  }
  .facts-line .state.waiting .codicon {
    color: var(--vscode-charts-yellow);
  }
  .facts-line .state.closed .codicon {
    color: var(--vscode-charts-purple);
  }
  .facts-line .urgency.high,
  .facts-line .urgency.urgent {
    color: var(--vscode-foreground);
  }
  .urgency.high .codicon {
    color: var(--vscode-charts-orange);
  }
  .urgency.urgent .codicon {
    color: var(--vscode-charts-red);
  }
  .facts-line .overdue {
    color: var(--vscode-errorForeground);
  }
  .facts-line .due-soon .codicon {
    color: var(--vscode-charts-orange);
  }

  /* Problems */
  .banner {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 10px;
    align-items: center;
    margin-top: 12px;
    padding: 8px 10px;
    border: 1px solid var(--vscode-inputValidation-warningBorder, var(--edge));
    border-radius: 4px;
    color: var(--vscode-inputValidation-warningForeground, inherit);
    background: var(--vscode-inputValidation-warningBackground);
  }
  .banner .codicon {
    color: var(--vscode-editorWarning-foreground);
  }
  .banner-words {
    display: flex;
    flex: 1 1 130px;
    flex-direction: column;
    gap: 2px;
    min-width: 0;
  }
  .banner .muted {
    color: inherit;
  }
  .missing {
    display: flex;
    gap: 6px;
    margin-bottom: 8px;
  }
  .missing .codicon {
    color: var(--vscode-editorWarning-foreground);
  }
  .quiet.no-notes {
    padding-top: 20px;
  }
  .quiet.first {
    padding: 16px 0;
  }

  /* Sections */
  .columns {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0 32px;
  }
  section {
    padding-top: 20px;
  }
  .section-head {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    align-items: center;
    justify-content: space-between;
    min-height: 24px;
    margin-bottom: 8px;
  }
  h2 {
    font-size: 1em;
    font-weight: 600;
    line-height: 1.4;
  }
  .count {
    display: inline-block;
    min-width: 10px;
    margin-inline-start: 4px;
    padding: 2px 5px;
    border: 1px solid var(--vscode-contrastBorder, transparent);
    border-radius: 11px;
    font-size: 11px;
    font-weight: 400;
    line-height: 12px;
    text-align: center;
    color: var(--vscode-badge-foreground);
    background: var(--vscode-badge-background);
  }
  .section-actions {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
  }
  button.link {
    display: inline-flex;
    gap: 4px;
    align-items: center;
    padding: 0;
    border: 0;
    border-radius: 2px;
    font: inherit;
    color: var(--vscode-textLink-foreground);
    background: none;
    cursor: pointer;
  }
  button.link:hover {
    color: var(--vscode-textLink-activeForeground);
    text-decoration: underline;
  }
  :focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 2px;
  }
  vscode-button:focus-visible {
    outline: none;
  }

  @media (max-width: 480px) {
    h1 {
      font-size: 1.25em;
    }
  }
  @media (min-width: 900px) {
    .page {
      padding-inline: 28px;
    }
    .columns {
      grid-template-columns: minmax(0, 1fr) clamp(250px, 27%, 340px);
    }
    main {
      padding-inline-end: 24px;
      border-inline-end: 1px solid var(--edge);
    }
    .columns {
      column-gap: 24px;
    }
  }
  @media (min-width: 900px) and (min-height: 480px) {
    .facts {
      position: sticky;
      top: 0;
      align-self: start;
      box-sizing: border-box;
      max-height: 100vh;
      padding-bottom: 16px;
      overflow-y: auto;
      scrollbar-width: thin;
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    .fold > summary > .codicon-chevron-right {
      transition: transform 0.1s;
    }
  }
`;
