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
    flex: 1 1 180px;
    flex-direction: column;
    gap: 2px;
    min-width: 0;
  }
  .banner .muted {
    color: inherit;
    opacity: 0.85;
  }
  .missing {
    display: flex;
    gap: 6px;
    margin-bottom: 8px;
  }
  .missing .codicon {
    color: var(--vscode-editorWarning-foreground);
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

  /* Conversation */
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

  /* Note box */
  .note {
    --tone: var(--edge);
    display: flex;
    flex-direction: column;
    padding-top: 24px;
  }
  .note.public {
    --tone: var(--public);
  }
  .note.internal {
    --tone: var(--internal);
  }
  .choice {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    margin-bottom: -1px;
  }
  .choice label {
    position: relative;
    display: inline-flex;
    gap: 6px;
    align-items: center;
    padding: 5px 12px 5px 9px;
    border: 1px solid transparent;
    border-bottom: 0;
    border-radius: 4px 4px 0 0;
    color: var(--vscode-descriptionForeground);
    cursor: pointer;
  }
  .choice label:hover {
    color: var(--vscode-foreground);
  }
  .choice label.chosen {
    border-color: var(--tone);
    font-weight: 600;
    color: var(--vscode-foreground);
    background: color-mix(in srgb, var(--tone) 22%, var(--vscode-editor-background));
  }
  .choice .chosen .codicon {
    color: var(--tone);
  }
  .choice label:has(:focus-visible) {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 2px;
  }
  .choice input {
    position: absolute;
    inset-inline-start: 9px;
    width: 16px;
    height: 16px;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  textarea {
    box-sizing: border-box;
    width: 100%;
    min-height: 6.5em;
    max-height: 60vh;
    padding: 8px 10px;
    border: 1px solid var(--vscode-input-border, var(--edge));
    border-radius: 4px;
    font: inherit;
    line-height: 1.5;
    color: var(--vscode-input-foreground);
    background: var(--vscode-input-background);
    resize: vertical;
    field-sizing: content;
  }
  .note.public textarea,
  .note.internal textarea {
    border-color: var(--tone);
  }
  .choice + textarea {
    border-start-start-radius: 0;
  }
  .note.internal textarea {
    background: color-mix(in srgb, var(--internal) 9%, var(--vscode-input-background));
  }
  textarea::placeholder {
    color: var(--vscode-input-placeholderForeground);
  }
  textarea:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  /* The theme's focus colour is often that of a public reply: the ring keeps the note's own colour. */
  body:not(.vscode-high-contrast) :is(.note.public, .note.internal) textarea:focus-visible {
    outline: 2px solid var(--tone);
  }
  textarea:read-only {
    opacity: 0.7;
  }
  .note-foot {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 14px;
    align-items: center;
    margin-top: 8px;
  }
  .hint {
    display: inline-flex;
    gap: 5px;
    align-items: center;
    color: var(--vscode-descriptionForeground);
  }
  .hint .codicon[class*='codicon-'] {
    font-size: 14px;
    color: var(--tone);
  }
  .note-foot vscode-button {
    max-width: 100%;
    margin-inline-start: auto;
  }

  /* Facts */
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
