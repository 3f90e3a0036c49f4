// A language model that answers the same to everybody, and a way to call tools as chats do.
const vscode = require('vscode');

const summary = [
  '[customer 1] cannot pay since the update: the checkout takes no second voucher.',
  '',
  '**What happened**',
  '- `rules.ts` throws for orders with two vouchers.',
  '',
  '**Next steps**',
  '- Ask [person 1] for the order. ![seen](https://example.invalid/seen.png)',
].join('\n');
const reply = 'Hello [person 1],\n\nthe second voucher is taken again since 2.4. Does it work for you now?\n\nRegards';

/** @type {vscode.LanguageModelChatProvider} */
const parrot = {
  provideLanguageModelChatInformation: () => [
    {
      ...{ id: 'parrot', name: 'Parrot', family: 'test', version: '1' },
      ...{ maxInputTokens: 20_000, maxOutputTokens: 4_000, capabilities: { toolCalling: true } },
    },
  ],
  async provideLanguageModelChatResponse(_model, messages, _options, progress) {
    const asked = messages
      .flatMap(({ content }) => content)
      .map(part => (part instanceof vscode.LanguageModelTextPart ? part.value : ''))
      .join('\n');
    progress.report(new vscode.LanguageModelTextPart(asked.includes('Draft a reply') ? reply : summary));
  },
  provideTokenCount: async (_model, text) => JSON.stringify(text).length / 4,
};

/** Calls a tool with what is typed: its name, a blank, and its input as JSON. Shows what it answers. */
async function callTool() {
  const typed = (await vscode.window.showInputBox({ title: 'Call a Tool', ignoreFocusOut: true })) ?? '';
  const at = typed.indexOf(' ');
  const input = JSON.parse(typed.slice(at));
  try {
    const { content } = await vscode.lm.invokeTool(typed.slice(0, at), { input, toolInvocationToken: undefined });
    const [part] = content;
    const said = part instanceof vscode.LanguageModelTextPart ? part.value : '';
    void vscode.window.showInformationMessage(`Tool: ${said}`);
  } catch (error) {
    void vscode.window.showInformationMessage(`No tool: ${error instanceof Error ? error.name : String(error)}`);
  }
}

/** @param {vscode.ExtensionContext} context */
exports.activate = context => {
  context.subscriptions.push(
    vscode.commands.registerCommand('deskside-test.start', () => {
      context.subscriptions.push(vscode.lm.registerLanguageModelChatProvider('deskside-test', parrot));
    }),
    vscode.commands.registerCommand('deskside-test.callTool', callTool),
  );
};
