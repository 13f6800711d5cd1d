/** TOML front matter: keys and values with their lines, as text, as in YAML. */
import { createRequire } from 'node:module';
import { problem, type Report } from '../model/diagnostics.ts';
import { fromPlain, type YamlEntry } from './yaml.ts';

const require = createRequire(import.meta.url);

export function readToml(content: string, file: string, firstLine: number, report: Report): YamlEntry[] {
  // Loaded for the first TOML, since few articles have any.
  const { parse, TomlError } = require('smol-toml') as typeof import('smol-toml');
  const lines = content.split('\n');
  try {
    return Object.entries(parse(content)).map(([key, value]) => {
      const at = lines.findIndex((each) => each.replace(/^\s*[["']*/, '').startsWith(key));
      const line = firstLine + Math.max(0, at);
      return { key, value: fromPlain(plain(value), line), line };
    });
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const reason = error.message.split('\n')[0]!.replace(/^Invalid TOML document: /, '');
    const place = { file, line: firstLine + error.line - 1 };
    report(problem('front-matter-invalid', `front matter is not valid TOML: ${reason}`, place));
    return [];
  }
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
}
