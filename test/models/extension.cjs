// A language model that answers the same to everybody, and a way to call tools as chats do.
const vscode = require('vscode');

/** What stands for a name that it was not told. */
const wordFor = (/** @type {string} */ asked, /** @type {string} */ kind) =>
  [...asked.matchAll(new RegExp(`(?<=^(?:Customer|Contact): )\\[${kind} \\d+\\]`, 'gm'))].at(-1)?.[0] ?? 'nobody';
const summary = (/** @type {string} */ asked) =>
  [
    `${wordFor(asked, 'customer')} cannot pay since the update: the checkout takes no second voucher.`,
    '',
    '**What happened**',
    '- `rules.ts` throws for orders with two vouchers. <img src="https://example.invalid/html.png">',
    '- It keeps them in a `Map<string, Voucher>`.',
    '',
    '**Next steps**',
    `- Ask ${wordFor(asked, 'person')} for the order. ![seen](https://example.invalid/seen.png)`,
  ].join('\n');
const reply = (/** @type {string} */ asked) =>
  `Hello ${wordFor(asked, 'person')},\n\nthe second voucher is taken again since 2.4. Does it work for you now?\n\nRegards`;

/** @type {vscode.LanguageModelChatProvider} */
const parrot = {
  provideLanguageModelChatInformation: () => [
    {
      ...{ id: 'parrot', name: 'Parrot', family: 'test', version: '1' },
      ...{ maxInputTokens: 20_000, maxOutputTokens: 4_000, capabilities: { toolCalling: true } },
    },
  ],
  async provideLanguageModelChatResponse(_model, messages, { tools = [] }, progress) {
    const parts = messages.flatMap(({ content }) => content);
    const asked = parts.map(part => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('\n');
    // A tool is called with what the user says: its name, a blank, and its input as JSON.
    const [, name = '', input = ''] = /\bCall (\w+) (\{.*\})/.exec(asked) ?? [];
    if (tools.length > 0 && name && !parts.some(part => part instanceof vscode.LanguageModelToolResultPart))
      progress.report(new vscode.LanguageModelToolCallPart('1', name, JSON.parse(input)));
    else if (name) progress.report(new vscode.LanguageModelTextPart('That is all.'));
    else progress.report(new vscode.LanguageModelTextPart((asked.includes('Draft a reply') ? reply : summary)(asked)));
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
    vscode.commands.registerCommand('deskside-test.start', async () => {
      context.subscriptions.push(vscode.lm.registerLanguageModelChatProvider('deskside-test', parrot));
      // The chat has a model as soon as somebody asked which there are.
      await vscode.lm.selectChatModels({ vendor: 'deskside-test' });
    }),
    vscode.commands.registerCommand('deskside-test.callTool', callTool),
  );
};
