import { css } from 'lit';

/** How the form looks. Colours are the theme's; `--edge` is drawn everywhere in high contrast. */
export const createStyles = css`
  body {
    --edge: var(--vscode-contrastBorder, var(--vscode-widget-border, var(--vscode-panel-border, transparent)));
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
  p,
  ul {
    margin: 0;
    padding: 0;
  }
  ul {
    list-style: none;
  }
  [hidden] {
    display: none;
  }
  .codicon[class*='codicon-'] {
    flex: none;
    font-size: 16px;
  }
  .muted {
    color: var(--vscode-descriptionForeground);
  }
  .progress {
    position: fixed;
    inset: 0 0 auto;
    z-index: 3;
  }
  .progress[hidden] {
    display: none;
  }
  .page {
    display: flex;
    flex-direction: column;
    gap: 14px;
    box-sizing: border-box;
    max-width: 820px;
    margin: 0 auto;
    padding: 16px 16px 32px;
  }
  header p,
  .note {
    display: flex;
    gap: 6px;
    align-items: center;
  }
  .note {
    flex-wrap: wrap;
    color: var(--vscode-descriptionForeground);
  }
  h1 {
    font-size: 1.55em;
    font-weight: 600;
    line-height: 1.3;
  }
  .first {
    display: flex;
    flex-direction: column;
    gap: 14px;
  }
  .grid {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 220px), 1fr));
    gap: 14px 16px;
  }
  .grid .wide {
    grid-column: 1 / -1;
  }
  .field {
    display: flex;
    flex-direction: column;
    gap: 4px;
    min-width: 0;
  }
  label {
    font-weight: 600;
  }
  .needed {
    font-weight: 400;
    color: var(--vscode-descriptionForeground);
  }
  input,
  textarea,
  select {
    box-sizing: border-box;
    width: 100%;
    min-height: 28px;
    padding: 4px 8px;
    border: 1px solid var(--vscode-input-border, var(--edge));
    border-radius: 4px;
    font: inherit;
    color: var(--vscode-input-foreground);
    background: var(--vscode-input-background);
  }
  select {
    border-color: var(--vscode-dropdown-border, var(--vscode-input-border, var(--edge)));
    color: var(--vscode-dropdown-foreground, var(--vscode-input-foreground));
    background: var(--vscode-dropdown-background, var(--vscode-input-background));
  }
  select:disabled {
    opacity: 0.6;
  }
  textarea {
    min-height: 9em;
    max-height: 60vh;
    line-height: 1.5;
    resize: vertical;
    field-sizing: content;
  }
  ::placeholder {
    color: var(--vscode-input-placeholderForeground);
  }
  :is(input, textarea):read-only {
    opacity: 0.7;
  }
  :focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 2px;
  }
  :is(input, textarea, select):focus-visible {
    outline-offset: -1px;
  }
  vscode-button:focus-visible {
    outline: none;
  }
  .wrong :is(input, textarea, select) {
    border-color: var(--vscode-inputValidation-errorBorder, var(--vscode-errorForeground));
  }
  /* As in the editor's own boxes, what is wrong stays seen while it is mended. */
  .wrong :is(input, textarea, select):focus-visible {
    outline-color: var(--vscode-inputValidation-errorBorder, var(--vscode-errorForeground));
  }
  .problem {
    display: flex;
    gap: 5px;
    color: var(--vscode-errorForeground);
  }
  .problem .codicon[class*='codicon-'] {
    margin-top: 1px;
    font-size: 14px;
  }
  .pick {
    position: relative;
  }
  .pick input {
    padding-inline-end: 30px;
  }
  .about {
    margin-top: 3px;
  }
  .clear {
    position: absolute;
    inset-block-start: 2px;
    inset-inline-end: 4px;
    display: flex;
    padding: 4px;
    border: 0;
    border-radius: 4px;
    color: var(--vscode-icon-foreground);
    background: none;
    cursor: pointer;
  }
  .clear:hover {
    background: var(--vscode-toolbar-hoverBackground);
  }
  .found {
    position: absolute;
    inset: 30px 0 auto;
    z-index: 2;
    max-height: 260px;
    padding: 4px;
    overflow-y: auto;
    border: 1px solid var(--vscode-editorWidget-border, var(--edge));
    border-radius: 4px;
    background: var(--vscode-editorWidget-background);
    box-shadow: 0 2px 8px var(--vscode-widget-shadow, transparent);
  }
  .found li {
    display: flex;
    flex-wrap: wrap;
    gap: 0 10px;
    padding: 4px 6px;
    border-radius: 3px;
  }
  [role='option'] {
    cursor: pointer;
  }
  [role='option']:hover {
    background: var(--vscode-list-hoverBackground);
  }
  [role='option'][aria-selected='true'] {
    color: var(--vscode-quickInputList-focusForeground, var(--vscode-list-activeSelectionForeground));
    background: var(--vscode-quickInputList-focusBackground, var(--vscode-list-activeSelectionBackground));
    outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  [role='option'][aria-selected='true'] .muted {
    color: inherit;
  }
  summary {
    display: flex;
    gap: 4px;
    align-items: center;
    width: fit-content;
    margin-bottom: 10px;
    font-weight: 600;
    cursor: pointer;
    list-style: none;
  }
  .further[open] > summary .codicon-chevron-right {
    transform: rotate(90deg);
  }
  button.link {
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
  .banner {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 10px;
    align-items: center;
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
    flex: 1 1 160px;
    min-width: 0;
  }
  footer {
    display: flex;
    flex-wrap: wrap;
    gap: 10px;
    align-items: center;
    position: sticky;
    bottom: 0;
    padding: 10px 0;
    background: var(--vscode-editor-background);
  }
`;
