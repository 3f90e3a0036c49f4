/** What the page of a panel is made of. Addresses are those that the webview may load from. */
export interface PanelPage {
  /** Fresh for each page. */
  readonly nonce: string;
  readonly cspSource: string;
  readonly script: string;
  readonly codicons: string;
  /** BCP 47 tag of the words. */
  readonly language: string;
  readonly title: string;
  /** Plain data that the page starts with; its `words` are translations keyed by the English text. */
  readonly seed: { readonly words?: Readonly<Record<string, string>> };
}

/**
 * The page: it runs one script, takes styles and the icon font from the extension alone, speaks to no network, and lets
 * only Lit and the sanitiser make HTML of text.
 */
export function panelHtml(page: PanelPage): string {
  const nonce = attribute(page.nonce);
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${page.nonce}'`,
    `style-src 'nonce-${page.nonce}' ${page.cspSource}`,
    `font-src ${page.cspSource}`,
    `img-src ${page.cspSource} data:`,
    "connect-src 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html dompurify',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${attribute(page.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(page.title)}</title>
<link id="vscode-codicon-stylesheet" nonce="${nonce}" rel="stylesheet" href="${attribute(page.codicons)}">
<script id="deskside-seed" type="application/json" nonce="${nonce}">${data(page.seed)}</script>
</head>
<body>
<script nonce="${nonce}" type="module" src="${attribute(page.script)}"></script>
</body>
</html>`;
}

function text(value: string): string {
  return value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function attribute(value: string): string {
  return text(value).replace(/"/g, '&quot;');
}

/** JSON that cannot end the script element that holds it. */
function data(value: unknown): string {
  return JSON.stringify(value).replace(/</g, '\\u003c').replace(/>/g, '\\u003e').replace(/&/g, '\\u0026');
}
