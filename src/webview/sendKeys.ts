import { t } from '@vscode/l10n';

/** The keys that send what is written, as people read them. */
export function sendKeys(): string {
  return navigator.platform.startsWith('Mac') ? '⌘Enter' : t('Ctrl+Enter');
}
