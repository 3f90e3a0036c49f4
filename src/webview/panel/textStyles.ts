import { css } from 'lit';

/** How a ticket's text looks: theme variables only, nothing can leave the box. */
export const textStyles = css`
  :host {
    display: block;
    contain: content;
    line-height: 1.5;
    color: var(--vscode-foreground);
    overflow-wrap: anywhere;
  }
  .clip {
    /* Until the text is measured; short text is lower than this. */
    max-height: 23lh;
    overflow: clip;
    overflow-clip-margin: 3px;
  }
  .clip.short,
  .clip:not(.folded):not(.short):has(+ .more) {
    max-height: none;
  }
  .clip.folded {
    max-height: 20lh;
    mask-image: linear-gradient(#000 calc(100% - 3lh), transparent);
  }
  .content > :first-child {
    margin-top: 0;
  }
  .content > :last-child {
    margin-bottom: 0;
  }
  p,
  ul,
  ol,
  dl,
  blockquote,
  figure,
  .table {
    margin: 0 0 0.65em;
  }
  .plain {
    white-space: pre-wrap;
  }
  ul,
  ol {
    padding-inline-start: 2em;
  }
  li.loose {
    list-style: none;
  }
  summary {
    padding-block: 3px;
  }
  h1,
  h2,
  h3,
  h4,
  h5,
  h6 {
    margin: 0.9em 0 0.4em;
    font-size: 1.08em;
    font-weight: 600;
    line-height: 1.35;
  }
  a[href] {
    color: var(--vscode-textLink-foreground);
    text-decoration: underline;
    cursor: pointer;
  }
  a[href]:hover {
    color: var(--vscode-textLink-activeForeground);
    text-decoration: underline;
  }
  :focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 1px;
  }
  pre,
  code,
  kbd,
  samp,
  tt {
    font-family: var(--vscode-editor-font-family, monospace);
    font-size: 0.95em;
  }
  code,
  kbd,
  samp,
  tt {
    padding: 1px 3px;
    border-radius: 3px;
    color: var(--vscode-textPreformat-foreground);
    background: var(--vscode-textPreformat-background);
  }
  pre {
    margin: 0 0 0.65em;
    padding: 8px 10px;
    overflow-x: auto;
    white-space: pre;
    overflow-wrap: normal;
    line-height: 1.45;
    border-radius: 3px;
    border: 1px solid var(--vscode-contrastBorder, transparent);
    background: var(--vscode-textCodeBlock-background);
  }
  .frame {
    color: var(--vscode-textLink-foreground);
    cursor: pointer;
    text-decoration: underline dotted;
    text-underline-offset: 2px;
  }
  .frame:hover {
    color: var(--vscode-textLink-activeForeground);
    text-decoration: underline;
  }
  /* The background of code takes from the contrast of a link. */
  pre :is(.frame, a[href]):not(:hover) {
    color: color-mix(in srgb, var(--vscode-textLink-foreground) 85%, var(--vscode-foreground));
  }
  .frame.moved {
    text-decoration-style: dashed;
  }
  pre code {
    padding: 0;
    color: inherit;
    background: none;
    font-size: inherit;
  }
  blockquote {
    margin-inline: 0;
    padding: 2px 0 2px 12px;
    border-inline-start: 3px solid var(--vscode-textBlockQuote-border);
    color: var(--vscode-descriptionForeground);
  }
  hr {
    border: 0;
    border-top: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, currentColor));
    margin: 0.9em 0;
  }
  .table {
    overflow-x: auto;
  }
  table {
    border-collapse: collapse;
    width: auto;
    height: auto;
    overflow-wrap: normal;
  }
  td,
  th {
    padding: 3px 8px;
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, transparent));
    text-align: start;
    vertical-align: top;
  }
  img {
    max-width: 100%;
    height: auto;
    vertical-align: middle;
  }
  mark {
    color: inherit;
    background: var(--vscode-editor-findMatchHighlightBackground);
  }
  .gone {
    color: var(--vscode-descriptionForeground);
    font-style: italic;
  }
  button {
    font: inherit;
    cursor: pointer;
  }
  button.image {
    max-width: 100%;
    padding: 3px 8px;
    border: 1px dashed var(--vscode-contrastBorder, var(--vscode-descriptionForeground));
    border-radius: 4px;
    color: var(--vscode-textLink-foreground);
    background: none;
    text-align: start;
  }
  button.image:hover {
    background: var(--vscode-toolbar-hoverBackground);
  }
  button.image:disabled {
    cursor: progress;
    color: var(--vscode-descriptionForeground);
  }
  button.image span {
    color: var(--vscode-descriptionForeground);
  }
  button.more {
    margin: 4px 0 0;
    padding: 0;
    border: 0;
    background: none;
    color: var(--vscode-textLink-foreground);
  }
  button.more:hover {
    color: var(--vscode-textLink-activeForeground);
    text-decoration: underline;
  }
`;
