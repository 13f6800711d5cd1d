/**
 * Values in a configuration that is a script, read without running it: literals, constants of the same file or of one
 * it imports, functions that return a literal, and calls that hand their argument on, such as `defineConfig({…})`.
 */
import { dirname, join } from 'node:path';
import { type ParserOptions, parse } from '@babel/parser';
import { readText, type SiteHost } from './tool.ts';

/** A node of the syntax tree, whose shape depends on its type. */
type Node = { type: string } & Record<string, unknown>;

/** A script with the values that its names stand for. */
export interface Script {
  /** Every value of a property with this name, in the order of the text; unreadable parts are left out. */
  values(property: string): unknown[];
  /** What the file exports by default. */
  main(): unknown;
}

/** Null where it cannot be parsed. Files it imports are read below `folder` only. */
export async function readScript(path: string, folder: string, host: SiteHost): Promise<Script | null> {
  const modules = new Map<string, Module>();
  const main = await load(path, folder, modules, host);
  if (main === null) return null;
  const budget = { left: mostNodes };
  const evaluate = (node: Node, module: Module) => evaluateIn(node, { module, modules, depth: 0, budget });
  return {
    values: (property) =>
      [...modules.values()].flatMap((module) =>
        propertiesNamed(module.program, property).map((node) => evaluate(node, module)),
      ),
    main: () => (main.exported === null ? undefined : evaluate(main.exported, main)),
  };
}

interface Module {
  program: Node;
  /** Values of constants and functions, by name. */
  names: Map<string, Node>;
  /** Names that are imported: the file, and its name there. */
  imports: Map<string, { path: string; name: string }>;
  exported: Node | null;
}

/** Files of one configuration that are read. */
const mostModules = 60;
const longestWay = 60;
/** Nodes that are evaluated in all, since names can double what they stand for again and again. */
const mostNodes = 200_000;

const syntax: ParserOptions = {
  sourceType: 'module',
  errorRecovery: true,
  allowReturnOutsideFunction: true,
  plugins: ['typescript', 'topLevelAwait', 'importAttributes'],
};

async function load(
  path: string,
  folder: string,
  modules: Map<string, Module>,
  host: SiteHost,
): Promise<Module | null> {
  const text = await readText(path, host);
  if (text === null) return null;
  const program = parseScript(text);
  if (program === null) return null;
  const module: Module = { program, names: new Map(), imports: new Map(), exported: null };
  modules.set(path, module);
  for (const statement of program.body as Node[]) await declare(statement, path, module, folder, modules, host);
  return module;
}

function parseScript(text: string): Node | null {
  try {
    return parse(text, syntax).program as unknown as Node;
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
      if (statement.declaration) await declare(statement.declaration as Node, path, module, folder, modules, host);
      return;
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

interface Context {
  module: Module;
  modules: ReadonlyMap<string, Module>;
  /** Names and calls followed so far. */
  depth: number;
  budget: { left: number };
}

function evaluateIn(node: Node, context: Context): unknown {
  context.budget.left -= 1;
  if (context.depth > longestWay || context.budget.left < 0) return undefined;
  const inner: Context = { ...context, depth: context.depth + 1 };
  const evaluate = (each: unknown) => evaluateIn(each as Node, inner);
  switch (node.type) {
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'BooleanLiteral':
      return node.value;
    case 'TemplateLiteral':
      return templateText(node, evaluate);
    case 'ArrayExpression':
      return (node.elements as (Node | null)[]).flatMap((item) => {
        if (item?.type !== 'SpreadElement') return item === null ? [] : [evaluate(item)];
        const spread = evaluate(item.argument);
        return Array.isArray(spread) ? spread : [];
      });
    case 'ObjectExpression':
      return objectOf(node, evaluate);
    case 'Identifier':
      return evaluateName(String(node.name), inner);
    case 'CallExpression':
      return evaluateCall(node, inner);
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return evaluateBody(node.body as Node, inner);
    case 'MemberExpression': {
      const object = evaluate(node.object);
      const property = node.property as Node;
      const name = String(node.computed ? evaluate(property) : property.name);
      return typeof object === 'object' && object !== null && Object.hasOwn(object, name)
        ? (object as Record<string, unknown>)[name]
        : undefined;
    }
    case 'BinaryExpression':
      return node.operator === '+' ? `${evaluate(node.left) ?? ''}${evaluate(node.right) ?? ''}` : undefined;
    case 'ConditionalExpression':
      return evaluate(node.consequent) ?? evaluate(node.alternate);
    case 'LogicalExpression':
      return evaluate(node.left) ?? evaluate(node.right);
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'ParenthesizedExpression':
    case 'AwaitExpression':
      return evaluate(node.expression ?? node.argument);
    default:
      return undefined;
  }
}

function templateText(node: Node, evaluate: (node: unknown) => unknown): string {
  const quasis = node.quasis as { value: { cooked?: string } }[];
  const values = (node.expressions as Node[]).map((each) => String(evaluate(each) ?? ''));
  return quasis.map(({ value }, index) => `${value.cooked ?? ''}${values[index] ?? ''}`).join('');
}

function objectOf(node: Node, evaluate: (node: unknown) => unknown): Record<string, unknown> {
  const pairs = (node.properties as Node[]).flatMap((property): [string, unknown][] => {
    if (property.type === 'SpreadElement') return Object.entries((evaluate(property.argument) ?? {}) as object);
    const name = nameOf(property);
    if (name === null) return [];
    return [
      [
        name,
        property.type === 'ObjectMethod'
          ? evaluate({ ...property, type: 'FunctionExpression' })
          : evaluate(property.value),
      ],
    ];
  });
  return Object.fromEntries(pairs);
}

function nameOf(property: Node): string | null {
  const key = property.key as Node | undefined;
  if (key === undefined || (property.computed && key.type !== 'StringLiteral')) return null;
  return key.type === 'Identifier' ? String(key.name) : 'value' in key ? String(key.value) : null;
}

function evaluateName(name: string, context: Context): unknown {
  const own = context.module.names.get(name);
  if (own !== undefined) return evaluateIn(own, context);
  const imported = context.module.imports.get(name);
  const module = imported === undefined ? undefined : context.modules.get(imported.path);
  if (imported === undefined || module === undefined) return undefined;
  const node = imported.name === 'default' ? module.exported : module.names.get(imported.name);
  return node ? evaluateIn(node, { ...context, module }) : evaluateReexport(imported.name, module, context);
}

/** A name that a file imports only to export it again. */
function evaluateReexport(name: string, module: Module, context: Context): unknown {
  return module.imports.has(name) ? evaluateName(name, { ...context, module }) : undefined;
}

/** A function of these files gives what it returns; any other is taken to hand on what it is given. */
function evaluateCall(node: Node, context: Context): unknown {
  const callee = node.callee as Node;
  const own = callee.type === 'Identifier' ? evaluateName(String(callee.name), context) : undefined;
  if (own !== undefined) return own;
  const first = (node.arguments as Node[])[0];
  return first === undefined ? undefined : evaluateIn(first, context);
}

function evaluateBody(body: Node, context: Context): unknown {
  if (body.type !== 'BlockStatement') return evaluateIn(body, context);
  const statements = body.body as Node[];
  const names = new Map(context.module.names);
  for (const statement of statements) {
    if (statement.type !== 'VariableDeclaration') continue;
    for (const { id, init } of statement.declarations as { id: Node; init: Node | null }[])
      if (id.type === 'Identifier' && init !== null) names.set(String(id.name), init);
  }
  const returned = statements.find(({ type }) => type === 'ReturnStatement')?.argument as Node | undefined;
  return returned ? evaluateIn(returned, { ...context, module: { ...context.module, names } }) : undefined;
}

/** The values of properties with a name anywhere in a tree, outermost first; none inside another. */
function propertiesNamed(node: unknown, name: string): Node[] {
  if (Array.isArray(node)) return node.flatMap((each) => propertiesNamed(each, name));
  if (typeof node !== 'object' || node === null) return [];
  const { type } = node as Node;
  const isProperty = type === 'ObjectProperty' || type === 'ObjectMethod';
  if (isProperty && nameOf(node as Node) === name)
    return [
      type === 'ObjectMethod' ? ({ ...node, type: 'FunctionExpression' } as Node) : ((node as Node).value as Node),
    ];
  return Object.entries(node).flatMap(([key, value]) => (key === 'loc' ? [] : propertiesNamed(value, name)));
}
