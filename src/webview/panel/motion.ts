/** Whether little is to move: by the system's setting or the editor's own. */
export function movesLittle(): boolean {
  return (
    matchMedia('(prefers-reduced-motion: reduce)').matches || document.body.classList.contains('vscode-reduce-motion')
  );
}
