/** The app's manifest against Atlassian's own validators, and what a mistake in it says at the start. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProcessorBuilder, ValidationTypes } from '@forge/manifest';
import { loadManifest, ManifestError } from '../../emulator/forge/manifest';
import { APP_ROOT, Site } from '../../emulator/site';
import { describeWith } from '../support/prerequisite';

const FILE = join(APP_ROOT, 'manifest.yml');
const text = readFileSync(FILE, 'utf8');
const unbuilt = loadManifest(FILE).resources.filter(({ path }) => !existsSync(join(APP_ROOT, path)));

describeWith(
  "the manifest, by Atlassian's validators",
  {
    present: unbuilt.length === 0,
    missing: `${unbuilt.map(({ path }) => path).join(', ')} not built (npm run build)`,
    neededInCi: true,
  },
  () => {
    it.each([
      ['FULL', ValidationTypes.FULL],
      ['PRODUCT_TRIGGER', ValidationTypes.PRODUCT_TRIGGER],
      ['DEPRECATED_CSP_METHOD', ValidationTypes.DEPRECATED_CSP_METHOD],
      ['DEPRECATED_EGRESS_PERMISSIONS', ValidationTypes.DEPRECATED_EGRESS_PERMISSIONS],
    ])(
      '%s finds nothing',
      async (_name, validation) => {
        const { success, errors = [] } = await ProcessorBuilder.instance()
          .withValidation(validation)
          .build()
          .process(FILE);
        expect(errors.map(({ line, column, level, message }) => `${line}:${column} ${level}: ${message}`)).toEqual([]);
        expect(success).toBe(true);
      },
      60_000,
    );
  },
);

describe('a site with a mistake in the manifest does not open', () => {
  const folder = mkdtempSync(join(tmpdir(), 'manifest-'));
  const file = join(folder, 'manifest.yml');
  afterAll(() => rmSync(folder, { recursive: true }));

  const lineOf = (source: string, needle: string): number => source.slice(0, source.indexOf(needle)).split('\n').length;

  /** What is replaced by what, the text whose line the message names, and the entry it names. */
  it.each([
    ['YAML that does not parse', '  runtime:', '  runtime: }', '  runtime: }', ''],
    ['a module type that Forge lacks', 'jira:globalPage:', 'jira:galaxyPage:', 'jira:galaxyPage:', 'jira:galaxyPage'],
    [
      'a function that is not there',
      'function: setup-consumer',
      'function: nobody',
      'function: nobody',
      'consumer.0.function',
    ],
    [
      'a resource that is not there',
      'resource: console',
      'resource: nothing',
      'resource: nothing',
      'jira:globalPage.0.resource',
    ],
    [
      'an interval that Forge lacks',
      'interval: hour',
      'interval: minute',
      'interval: minute',
      'scheduledTrigger.0.interval',
    ],
    ['an index on no attribute', '- startedAt', '- beganAt', '- name: by-kind', 'app.storage.entities.1.indexes.0'],
    ['a scope that Jira lacks', '- read:jira-work', '- read:jira-wok', '- read:jira-wok', 'permissions.scopes'],
    [
      'an event that Jira does not send',
      'avi:jira:created:issue',
      'avi:jira:born:issue',
      'avi:jira:born:issue',
      'trigger.0.events',
    ],
    ['entities without the scope for storage', '    - storage:app\n', '', '  scopes:', 'permissions.scopes'],
  ])('%s: one line that names the place', async (_case, from, to, at, path) => {
    expect(text).toContain(from);
    const broken = text.replace(from, to);
    writeFileSync(file, broken);
    const failure = await Site.open({ data: ':memory:', manifestPath: file }).then(
      (site) => site.close(),
      (error: unknown) => error,
    );
    if (!(failure instanceof ManifestError)) throw new Error('it opened', { cause: failure });
    const place = failure.message.replace(`${folder}/`, '');
    expect(place).toMatch(/^manifest\.yml:\d+:\d+.*: .+$/);
    expect(place).toContain(`manifest.yml:${lineOf(broken, at)}:`);
    expect(place).toContain(path);
  });
});
