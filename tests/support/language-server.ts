/** yaml-language-server as an editor runs it: its program, spoken to over standard input and output. */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

interface Message {
  id?: number;
  method?: string;
  params?: unknown;
  result?: unknown;
}

export interface EditorDiagnostic {
  message: string;
  range: { start: { line: number } };
}

const program = join(
  dirname(createRequire(import.meta.url).resolve('yaml-language-server/package.json')),
  'bin/yaml-language-server',
);

export function startLanguageServer(folder: string) {
  const server = spawn(process.execPath, [program, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = new Map<number, (result: unknown) => void>();
  const published = new Map<string, (diagnostics: EditorDiagnostic[]) => void>();
  let received = Buffer.alloc(0);
  let count = 0;
  server.stdout.on('data', (bytes: Buffer) => {
    received = Buffer.concat([received, bytes]);
    for (let message = nextMessage(); message !== null; message = nextMessage()) take(message);
  });

  return { start, open, complete, hover, stop: () => server.kill() };

  async function start(): Promise<void> {
    await ask('initialize', { processId: process.pid, rootUri: pathToFileURL(folder).href, capabilities: {} });
    send({ method: 'initialized', params: {} });
  }

  /** Opens a document that is on no disk; answers when it was validated. */
  async function open(name: string, text: string): Promise<{ uri: string; diagnostics: EditorDiagnostic[] }> {
    const uri = pathToFileURL(join(folder, name)).href;
    const diagnostics = new Promise<EditorDiagnostic[]>((resolve) => published.set(uri, resolve));
    send({ method: 'textDocument/didOpen', params: { textDocument: { uri, languageId: 'yaml', version: 1, text } } });
    return { uri, diagnostics: await diagnostics };
  }

  /** The labels offered at a line and a character, both counted from 0. */
  async function complete(uri: string, line: number, character: number): Promise<string[]> {
    const result = await ask('textDocument/completion', { textDocument: { uri }, position: { line, character } });
    return (result as { items: { label: string }[] }).items.map(({ label }) => label);
  }

  async function hover(uri: string, line: number, character: number): Promise<string> {
    const result = await ask('textDocument/hover', { textDocument: { uri }, position: { line, character } });
    return (result as { contents: { value: string } }).contents.value;
  }

  function ask(method: string, params: unknown): Promise<unknown> {
    count += 1;
    const id = count;
    return new Promise((resolve) => {
      answers.set(id, resolve);
      send({ id, method, params });
    });
  }

  function send(message: Message): void {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  function nextMessage(): Message | null {
    const end = received.indexOf('\r\n\r\n');
    const length = Number(/Content-Length: (\d+)/.exec(received.subarray(0, Math.max(end, 0)).toString())?.[1]);
    if (end === -1 || received.length < end + 4 + length) return null;
    const text = received.subarray(end + 4, end + 4 + length).toString();
    received = received.subarray(end + 4 + length);
    return JSON.parse(text) as Message;
  }

  /** Asked for the settings of the editor, it turns off the catalogue of schemas on the web. */
  function take({ id, method, params, result }: Message): void {
    if (method === 'textDocument/publishDiagnostics') {
      const { uri, diagnostics } = params as { uri: string; diagnostics: EditorDiagnostic[] };
      published.get(uri)?.(diagnostics);
    } else if (method === 'workspace/configuration') {
      const { items } = params as { items: { section: string }[] };
      send({
        id: id!,
        result: items.map(({ section }) => (section === 'yaml' ? { schemaStore: { enable: false } } : {})),
      });
    } else if (method !== undefined && id !== undefined) {
      send({ id, result: null });
    } else if (id !== undefined) answers.get(id)?.(result);
  }
}
