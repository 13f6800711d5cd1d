/**
 * `npm run settings`: writes what is made from the declarations of the settings (`src/model/settings/`): the JSON
 * Schemas in `schema/`, and the tables of keys in the handbook. A test holds them against the declarations.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** What types and keys say of themselves that is no part of JSON Schema. */
const ours = new Set(['en', 'zh', 'example', 'otherwise', 'see', 'aliases', 'joined', 'limits', 'hint']);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { bookKeys } = await import('../build/model/settings/book-keys.js');
  const { metadataKeys } = await import('../build/model/settings/metadata-keys.js');
  const { libraryKeys } = await import('../build/model/settings/library-keys.js');
  const { codes } = await import('../build/model/codes.js');
  for (const [name, text] of settingsDocuments({ bookKeys, metadataKeys, libraryKeys, codes }))
    writeFileSync(join(root, name), text);
}

/** Every file that is made from the declarations, or holds a part that is, with the content it should have. */
export function settingsDocuments({ bookKeys, metadataKeys, libraryKeys, codes }) {
  const schemas = {
    book: jsonSchema(v.strictObject({ ...metadataKeys.entries, ...bookKeys.entries }), 'book.yaml of Octavo', codes),
    library: jsonSchema(libraryKeys, 'octavo.yaml of Octavo', codes),
    'front-matter': jsonSchema(metadataKeys, 'Front matter of an article for Octavo', codes),
  };
  return [
    ...Object.entries(schemas).map(([name, schema]) => [`schema/${name}.json`, `${JSON.stringify(schema, null, 2)}\n`]),
    ...['en', 'zh'].flatMap((language) => [
      fillTable(`articles/handbook/${language}-articles.md`, metadataTable(metadataKeys.entries, language)),
      fillTable(`articles/handbook/${language}-books.md`, bookTable(bookKeys.entries, language)),
      fillTable(
        `articles/handbook/${language}-repositories.md`,
        bookTable(
          without(libraryKeys.entries, { ...bookKeys.entries, ...metadataKeys.entries }, [
            'title',
            'description',
            'language',
          ]),
          language,
        ),
        bookTable(
          without(libraryKeys.entries.volumes.wrapped.item.entries, { ...bookKeys.entries, ...metadataKeys.entries }, [
            'title',
            'articles',
          ]),
          language,
        ),
      ),
      fillTable(`articles/handbook/${language}-dialects.md`, dialectTable(bookKeys.entries.dialects, language)),
    ]),
  ];
}

function jsonSchema(type, title, codes) {
  const { $schema, ...schema } = toJsonSchema(type, {
    target: 'draft-07',
    typeMode: 'input',
    ignoreActions: ['raw_transform', 'transform'],
    overrideSchema: ({ valibotSchema, jsonSchema }) => convert(valibotSchema, jsonSchema, codes),
  });
  return { $schema, title, ...schema };
}

/** What the library does not know: documentation, aliases, and the severities that each code may have. */
function convert(type, schema, codes) {
  if (type.entries) {
    const properties = Object.entries(type.entries).flatMap(([key, entry]) => {
      const about = v.getMetadata(entry);
      const schemaOfKey = Object.entries(schema.properties[key]).filter(([name]) => !ours.has(name));
      const property = { ...describe(about), ...Object.fromEntries(schemaOfKey) };
      const aliases = (about.aliases ?? []).map((alias) => [alias, { ...property, description: `same as ${key}` }]);
      return [[key, property], ...aliases];
    });
    return { ...schema, properties: Object.fromEntries(properties) };
  }
  if (type.wrapped) return orNothing(schema);
  if (type.type !== 'record' || type.key.type !== 'picklist') return undefined;
  const properties = type.key.options.map((code) => {
    const { meaning, severity } = codes[code];
    const { anyOf: choices } = severity === 'error' ? { anyOf: [{ enum: ['error'] }] } : schema.additionalProperties;
    return [code, { description: meaning, default: severity, anyOf: [...choices, { type: 'null' }] }];
  });
  return { type: 'object', properties: Object.fromEntries(properties), additionalProperties: false };
}

function describe({ en, example }) {
  return { description: withoutLinks(en), ...(example === undefined ? {} : { examples: [example] }) };
}

/** A key without a value is like a key that is not there. */
function orNothing({ anyOf: [schema], default: initial }) {
  const isSaid = initial !== null && typeof initial !== 'object';
  const about = isSaid ? { default: initial } : {};
  if (schema.enum) return { ...about, enum: [...schema.enum, null] };
  if (schema.anyOf) return { ...about, anyOf: [...schema.anyOf, { type: 'null' }] };
  return { ...about, ...schema, type: [schema.type, 'null'].flat() };
}

function withoutLinks(markdown) {
  return markdown.replace(/\[([^\]]+)\]\([^)]*\)/g, '$1').replaceAll('`', '');
}
/** The tables below their comments, made anew; the rest of the chapter stays as it is. */
function fillTable(name, ...tables) {
  const table = /(<!-- The table is written by `npm run settings`. -->\n\n)(?:\|.*\n)*/g;
  let index = 0;
  const fill = (_, comment) => `${comment}${tableLines(tables[index++])}`;
  return [name, readFileSync(join(root, name), 'utf8').replace(table, fill)];
}

function tableLines([header, ...body]) {
  const rows = [header, header.map(() => ':---'), ...body];
  return rows.map((cells) => `| ${cells.join(' | ')} |\n`.replace(/ {2,}/g, ' ')).join('');
}

/** Keys that another table explains are left out, except those that mean something else here. */
function without(keys, others, own) {
  return Object.fromEntries(Object.entries(keys).filter(([key]) => own.includes(key) || !Object.hasOwn(others, key)));
}

function metadataTable(keys, language) {
  const header = { en: ['Key', 'Aliases', 'Value'], zh: ['键', '别名', '内容'] }[language];
  return [
    header,
    ...Object.entries(keys).map(([key, entry]) => {
      const about = v.getMetadata(entry);
      const otherwise = about.otherwise
        ? { en: `; default: ${about.otherwise.en}`, zh: `；默认${about.otherwise.zh}` }[language]
        : '';
      return [code(key), listOf(about.aliases ?? [], language), meaningOf(entry, language) + otherwise];
    }),
  ];
}

/** Keys inside a mapping are named with it. */
function bookTable(keys, language) {
  const header = { en: ['Key', 'Value', 'Default'], zh: ['键', '内容', '默认'] }[language];
  return [header, ...rowsOf(keys, '')];

  function rowsOf(entries, prefix) {
    return Object.entries(entries).flatMap(([key, entry]) => {
      const row = [code(prefix + key), meaningOf(entry, language), defaultOf(entry, language)];
      // The dialects have a chapter of their own.
      const isNested = prefix === '' && entry.wrapped?.entries && key !== 'dialects';
      return [row, ...(isNested ? rowsOf(entry.wrapped.entries, `${key}.`) : [])];
    });
  }
}

function dialectTable(dialects, language) {
  const header = { en: ['Key', 'What is read', 'Default'], zh: ['键', '认什么', '默认'] }[language];
  return [
    header,
    ...Object.entries(dialects.wrapped.entries).map(([key, entry]) => [
      code(key),
      v.getMetadata(entry)[language],
      defaultOf(entry, language),
    ]),
  ];
}

function meaningOf(entry, language) {
  const about = v.getMetadata(entry);
  const { anyOf = [], limits } = v.getMetadata(entry.wrapped ?? entry);
  const options = (anyOf[0]?.enum ?? []).filter((option) => !['on', 'off'].includes(option));
  // Longer lists have a table of their own, and some meanings tell the options apart.
  const isNamed = options.length > 8 || options.some((option) => about[language].includes(code(option)));
  const parts = {
    en: [
      isNamed ? '' : `: ${listOf(options, language)}`,
      `; from ${limits?.map(code).join(' to ')}`,
      `; see ${about.see?.en}`,
    ],
    zh: [
      isNamed ? '' : `：${listOf(options, language)}`,
      `；从 ${limits?.map(code).join(' 到 ')}`,
      `；见${about.see?.zh.replace(/^\[(?=[A-Z])/, ' [')}`,
    ],
  }[language];
  return [about[language], options.length > 0 && parts[0], limits && parts[1], about.see && parts[2]]
    .filter(Boolean)
    .join('');
}

function defaultOf(entry, language) {
  const { otherwise } = v.getMetadata(entry);
  if (otherwise) return otherwise[language];
  return ['string', 'number'].includes(typeof entry.default) ? listOf(String(entry.default).split(', '), language) : '';
}

function listOf(words, language) {
  return words.map(code).join(language === 'zh' ? '、' : ', ');
}

function code(word) {
  return `\`${word}\``;
}
