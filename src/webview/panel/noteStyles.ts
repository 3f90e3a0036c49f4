import { css } from 'lit';

/** The box in which a note is written; `--tone` tells public from internal. */
export const noteStyles = css`
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
    gap: 4px;
    margin-bottom: -1px;
  }
  .choice label {
    position: relative;
    display: inline-flex;
    gap: 6px;
    align-items: center;
    padding: 5px 10px 5px 9px;
    overflow-wrap: break-word;
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
    align-items: flex-start;
    color: var(--vscode-descriptionForeground);
  }
  .hint .codicon[class*='codicon-'] {
    margin-top: 2px;
    font-size: 14px;
    color: var(--tone);
  }
  .note.plain .hint .codicon[class*='codicon-'] {
    color: inherit;
  }
  .note-buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    justify-content: flex-end;
    max-width: 100%;
    margin-inline-start: auto;
  }
  .note-buttons vscode-button {
    max-width: 100%;
  }
  .note-tools {
    display: inline-flex;
    gap: 2px;
    align-items: center;
  }
  .note-tools button.tool {
    width: 24px;
    height: 24px;
    margin: 0;
  }
  .note-tools button.tool:disabled {
    opacity: 0.4;
    cursor: default;
  }
  .preview {
    box-sizing: border-box;
    min-height: 6.5em;
    max-height: 60vh;
    padding: 8px 10px;
    border: 1px solid var(--tone);
    border-radius: 4px;
    overflow-y: auto;
  }
  .choice + .preview {
    border-start-start-radius: 0;
  }
  .note.internal .preview {
    background: color-mix(in srgb, var(--internal) 9%, transparent);
  }
  .preview .muted {
    margin-top: 8px;
    font-size: 0.92em;
  }
`;
