/** Every language says everything, with the same placeholders. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { z } from 'zod';

const root = path.resolve(__dirname, '../../static');
const files = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter(
    (entry) => entry.isFile() && path.basename(entry.parentPath) === 'messages' && !entry.parentPath.includes('dist'),
  )
  .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
const english = files.filter((file) => /(^|[/.])en\.json$/.test(file));

const read = (file: string): Record<string, string> =>
  z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(path.join(root, file), 'utf8')));

/** What a message wants to be given, however deep in its plurals. */
const wants = (elements: readonly MessageFormatElement[]): string[] =>
  elements.flatMap((element) => [
    ...('value' in element && element.type !== TYPE.literal ? [element.value] : []),
    ...('options' in element ? Object.values(element.options).flatMap((option) => wants(option.value)) : []),
    ...('children' in element ? wants(element.children) : []),
  ]);

const placeholders = (message: string): string[] => [...new Set(wants(parse(message)))].sort();

it('finds the messages of several surfaces', () => {
  expect(english.length).toBeGreaterThan(2);
});

it.each(english)('%s has a German counterpart with the same keys and placeholders', (file) => {
  const en = read(file);
  const de = read(file.replace(/en\.json$/, 'de.json'));
  expect(Object.keys(de).sort()).toEqual(Object.keys(en).sort());
  for (const [key, message] of Object.entries(en)) {
    expect([key, placeholders(de[key] ?? '')]).toEqual([key, placeholders(message)]);
  }
});
