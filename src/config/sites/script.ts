/**
 * Values in a configuration that is a script, read without running it: literals, constants of the same file or of one
 * it imports, functions that return a literal, and calls that hand their argument on, such as `defineConfig({…})`.
 */
import { load, type Module, type Node } from './script-modules.ts';
import type { SiteHost } from './tool.ts';

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

/** Names and calls that are followed. */
const longestWay = 60;
/** Nodes that are evaluated in all, since names can double what they stand for again and again. */
const mostNodes = 200_000;

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
  context.budget.left -= 1;
  if (context.depth > longestWay || context.budget.left < 0) return undefined;
  const inner = { ...context, depth: context.depth + 1 };
  if (module.imports.has(name)) return evaluateName(name, { ...inner, module });
  for (const path of module.reexports) {
    const other = context.modules.get(path);
    const node = other?.names.get(name);
    const value = node ? evaluateIn(node, { ...inner, module: other! }) : other && evaluateReexport(name, other, inner);
    if (value !== undefined) return value;
  }
  return undefined;
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
