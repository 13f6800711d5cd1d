/** The files of a configuration that is a script: parsed, with what each declares, imports and exports; never run. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { ParserOptions, parse } from '@babel/parser';
import { readText, type SiteHost } from './tool.ts';

/** A node of the syntax tree, whose shape depends on its type. */
export type Node = { type: string } & Record<string, unknown>;

/** One file of a configuration. */
export interface Module {
  program: Node;
  /** Values of constants and functions, by name. */
  names: Map<string, Node>;
  /** Names that are imported: the file, and its name there. */
  imports: Map<string, { path: string; name: string }>;
  exported: Node | null;
  /** Files all of whose names it exports. */
  reexports: string[];
}

/** Files of one configuration that are read. */
const mostModules = 60;

const require = createRequire(import.meta.url);

const syntax: ParserOptions = {
  sourceType: 'module',
  errorRecovery: true,
  allowReturnOutsideFunction: true,
  plugins: ['typescript', 'topLevelAwait', 'importAttributes'],
};

/** Parses a file and those it imports; null where it cannot be read. */
export async function load(
  path: string,
  folder: string,
  modules: Map<string, Module>,
  host: SiteHost,
): Promise<Module | null> {
  const text = await readText(path, host);
  if (text === null) return null;
  const program = parseScript(text);
  if (program === null) return null;
  const module: Module = { program, names: new Map(), imports: new Map(), exported: null, reexports: [] };
  modules.set(path, module);
  for (const statement of program.body as Node[]) await declare(statement, path, module, folder, modules, host);
  return module;
}

function parseScript(text: string): Node | null {
  try {
    // Loaded for the first such configuration: most books have none.
    const parser = require('@babel/parser') as { parse: typeof parse };
    return parser.parse(text, syntax).program as unknown as Node;
  } catch {
    return null;
  }
}

async function declare(
  statement: Node,
  path: string,
  module: Module,
  folder: string,
  modules: Map<string, Module>,
  host: SiteHost,
): Promise<void> {
  switch (statement.type) {
    case 'ImportDeclaration': {
      const found = await findModule((statement.source as Node).value as string, path, folder, modules, host);
      if (found === null) return;
      for (const specifier of statement.specifiers as Node[]) {
        const imported = specifier.imported as Node | undefined;
        const name = specifier.type === 'ImportSpecifier' ? String(imported?.name ?? imported?.value) : 'default';
        module.imports.set(String((specifier.local as Node).name), { path: found, name });
      }
      return;
    }
    case 'ExportDefaultDeclaration':
      module.exported = statement.declaration as Node;
      return;
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration': {
      if (statement.declaration) await declare(statement.declaration as Node, path, module, folder, modules, host);
      const source = statement.source as Node | null;
      const found = source && (await findModule(source.value as string, path, folder, modules, host));
      if (!found) return;
      if (statement.type === 'ExportAllDeclaration') module.reexports.push(found);
      for (const { local, exported } of (statement.specifiers ?? []) as { local: Node; exported: Node }[])
        module.imports.set(String(exported.name), { path: found, name: String(local.name) });
      return;
    }
    case 'FunctionDeclaration':
      if (statement.id) module.names.set(String((statement.id as Node).name), statement);
      return;
    case 'VariableDeclaration':
      for (const { id, init } of statement.declarations as { id: Node; init: Node | null }[])
        if (id.type === 'Identifier' && init !== null) module.names.set(String(id.name), init);
      return;
    case 'ExpressionStatement': {
      const { expression } = statement as unknown as { expression: Node };
      // `module.exports = {…}`
      const left = expression.type === 'AssignmentExpression' ? (expression.left as Node) : null;
      if (left?.type === 'MemberExpression' && (left.property as Node).name === 'exports')
        module.exported = expression.right as Node;
      return;
    }
  }
}

/** A file beside this one; a script writes `./sidebar`, and TypeScript `./sidebar.js` for `./sidebar.ts`. */
async function findModule(
  written: string,
  from: string,
  folder: string,
  modules: Map<string, Module>,
  host: SiteHost,
): Promise<string | null> {
  if (!written.startsWith('.') || modules.size >= mostModules) return null;
  const base = join(dirname(from), written);
  const bare = base.replace(/\.[cm]?[jt]s$/, '');
  const extensions = ['.ts', '.mts', '.js', '.mjs', '.json', '/index.ts', '/index.js'];
  for (const path of [base, ...extensions.map((extension) => `${bare}${extension}`)]) {
    const real = await host.realPath(path);
    const realFolder = await host.realPath(folder);
    if (real === null || realFolder === null || !real.startsWith(realFolder)) continue;
    if (modules.has(path)) return path;
    if ((await host.readFile(path)).kind === 'file' && (await load(path, folder, modules, host)) !== null) return path;
  }
  return null;
}
