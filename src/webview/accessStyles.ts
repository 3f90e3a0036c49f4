import { css } from 'lit';

/** What all pages have for those who see little, do not see, or get sick of what moves. */
export const accessStyles = css`
  .announcer,
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  /* Large enough for who does not point exactly. */
  summary {
    min-height: 24px;
  }
  /* The editor's own setting counts as much as the system's. */
  body.vscode-reduce-motion *,
  body.vscode-reduce-motion ::before {
    animation: none !important;
    transition: none !important;
  }
  body.vscode-reduce-motion vscode-progress-bar::part(indicator) {
    width: 100%;
    animation: none;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    ::before {
      animation: none !important;
      transition: none !important;
    }
  }
  /* The system takes the backgrounds away, which tell what is chosen. */
  @media (forced-colors: active) {
    [aria-pressed='true'],
    [aria-expanded='true'].cell,
    [role='option'][aria-selected='true'],
    [role='option'].active,
    .choice .chosen {
      forced-color-adjust: none;
      color: HighlightText;
      background: Highlight;
    }
    .choice .chosen .codicon {
      color: inherit;
    }
    [aria-pressed='true'] *,
    [role='option'].active * {
      color: inherit;
    }
  }
`;
