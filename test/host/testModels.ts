import * as vscode from 'vscode';
import { until } from './extensionUnderTest.ts';

/** What a model was asked, as one text, and which tools it could call. */
export interface ModelRequest {
  readonly model: string;
  readonly text: string;
  readonly tools: readonly string[];
}

type Part = vscode.LanguageModelResponsePart;

/** Language models of a test, in the real editor: they answer what the test says, and remember what they were asked. */
export class TestModels implements vscode.Disposable {
  readonly requests: ModelRequest[] = [];
  /** What is answered next. */
  answer: (request: ModelRequest) => readonly (string | Part)[] = () => ['An answer.'];
  readonly #registered: vscode.Disposable;

  constructor(...names: readonly string[]) {
    this.#registered = vscode.lm.registerLanguageModelChatProvider('deskside-test', {
      provideLanguageModelChatInformation: () =>
        names.map(name => ({
          ...{ id: name.toLowerCase(), name, family: 'test', version: '1' },
          ...{ maxInputTokens: 20_000, maxOutputTokens: 4_000, capabilities: { toolCalling: true } },
        })),
      provideLanguageModelChatResponse: async (model, messages, options, progress) => {
        const tools = (options.tools ?? []).map(({ name }) => name);
        const request = { model: model.name, text: messages.map(textOf).join('\n'), tools };
        this.requests.push(request);
        for (const part of this.answer(request))
          progress.report(typeof part === 'string' ? new vscode.LanguageModelTextPart(part) : part);
      },
      provideTokenCount: async (_model, text) => (typeof text === 'string' ? text : textOf(text)).length / 4,
    });
  }

  /** The models as extensions see them. */
  ready(): Promise<readonly vscode.LanguageModelChat[]> {
    return until('the models of the test', async () => {
      const models = await vscode.lm.selectChatModels({ vendor: 'deskside-test' });
      return models.length > 0 ? models : undefined;
    });
  }

  dispose(): void {
    this.#registered.dispose();
  }
}

function textOf({ content }: vscode.LanguageModelChatRequestMessage): string {
  return content
    .map(part => {
      if (part instanceof vscode.LanguageModelTextPart) return part.value;
      if (part instanceof vscode.LanguageModelToolResultPart) return textOfResult(part);
      return '';
    })
    .join('\n');
}

/** What a tool answered. */
export function textOfResult({ content }: Pick<vscode.LanguageModelToolResult, 'content'>): string {
  return content.map(part => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('\n');
}
