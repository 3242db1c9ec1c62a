import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadManifest, ManifestError } from '../../../emulator/forge/manifest';
import { checkManifest } from '../../../emulator/forge/manifest-check';
import { DESK } from './desk';

const folder = mkdtempSync(join(tmpdir(), 'manifest-'));
const good = readFileSync(DESK, 'utf8');
afterAll(() => rmSync(folder, { recursive: true }));

function faultOf(text: string): string {
  const file = join(folder, 'manifest.yml');
  writeFileSync(file, text);
  try {
    loadManifest(file);
  } catch (error) {
    if (error instanceof ManifestError) return error.message.replace(`${folder}/`, '');
    throw error;
  }
  return 'no fault';
}

const replaced = (from: string, to: string): string => {
  if (!good.includes(from)) throw new Error(`the fixture has no "${from}"`);
  return good.replace(from, to);
};

describe('a manifest', () => {
  it('is read into entities, functions, triggers and modules', () => {
    const manifest = loadManifest(DESK);
    expect(manifest.appId).toBe('11111111-2222-4333-8444-555555555555');
    expect(manifest.entities).toEqual([
      {
        name: 'note',
        attributes: { text: { type: 'string' } },
        indexes: [{ name: 'text', partition: [], range: ['text'] }],
      },
    ]);
    expect(manifest.functions.find(({ key }) => key === 'worker')).toEqual({
      key: 'worker',
      file: 'index',
      exportName: 'worker',
      timeoutSeconds: 1,
      memoryMB: 256,
    });
    expect(manifest.triggers[1]?.events).toEqual([
      {
        type: 'avi:jira:created:issue',
        filter: { expression: "event.issue.key == 'DESK-1'", onError: 'RECEIVE_AND_LOG' },
      },
    ]);
    expect(manifest.resolvers.get('panel')).toEqual({ type: 'jira:issuePanel', functionKey: 'resolver' });
    expect(manifest.workflowRules).toEqual([
      { key: 'gate-rule', kind: 'validator', name: 'Gate', errorMessage: 'The gate is shut.' },
      { key: 'aftermath', kind: 'postFunction', name: 'Aftermath' },
    ]);
    expect(manifest.ruleFunctions.get('gate-rule')).toBe('gate');
    expect(manifest.egress.backend).toEqual(['*.weather.example']);
  });

  it("reads scopes with their options, and fields with the platform's defaults", () => {
    const file = join(folder, 'manifest.yml');
    const text = replaced(
      '    - storage:app\n    - read:jira-work\n    - write:jira-work',
      '    storage:app:\n    read:jira-work:\n      allowImpersonation: true',
    );
    writeFileSync(
      file,
      `${text.replace('modules:', 'modules:\n  jira:customField:\n    - key: basis\n      name: Basis\n      type: string')}`,
    );
    const manifest = loadManifest(file);
    expect(manifest.scopes).toEqual(['storage:app', 'read:jira-work']);
    expect(manifest.impersonationScopes).toEqual(['read:jira-work']);
    expect(manifest.customFields).toEqual([
      { key: 'basis', name: 'Basis', description: '', type: 'string', collection: 'none', readOnly: false },
    ]);
  });

  it.each([
    ['broken YAML', replaced('  runtime:', '  runtime: ]'), 'manifest.yml:3:12: '],
    [
      'a missing app id',
      replaced('  id: ari', '  identity: ari'),
      'manifest.yml:1:1 app.id: Invalid input: expected string',
    ],
    [
      'an unknown module type',
      replaced('  webtrigger:', '  jira:sprintAction:'),
      'manifest.yml:63:3 modules.jira:sprintAction: module type jira:sprintAction is not supported here',
    ],
    [
      'a property without an effect',
      replaced('      interval: hour', '      interval: hour\n      remote: elsewhere'),
      'modules.scheduledTrigger.0: Unrecognized key: "remote"',
    ],
    [
      'an interval that Forge lacks',
      replaced('      interval: hour', '      interval: minute'),
      'modules.scheduledTrigger.0.interval: Invalid option',
    ],
    [
      'a function that is not there',
      replaced('      function: worker', '      function: walker'),
      'modules.consumer.0.function: there is no function with the key walker',
    ],
    [
      'a resource that is not there',
      replaced('      resource: panel', '      resource: pane'),
      'modules.jira:issuePanel.0.resource: there is no resource with the key pane',
    ],
    [
      'a key used twice',
      replaced('    - key: every-hour', '    - key: panel'),
      'modules.jira:issuePanel.0.key: key panel is already used by modules.scheduledTrigger',
    ],
    [
      'an index on a missing attribute',
      replaced('          - text\n', '          - size\n'),
      'app.storage.entities.0.indexes.0: entity note has no attribute size',
    ],
    [
      'an empty list of indexes',
      replaced('        indexes:\n          - text\n', '        indexes: []\n'),
      'app.storage.entities.0.indexes: Too small',
    ],
    [
      'a time-out above the platform’s',
      replaced('      timeoutSeconds: 90', '      timeoutSeconds: 901'),
      'modules.function.3.timeoutSeconds: Too big',
    ],
    [
      'a validator with two ways to judge',
      replaced('      function: gate\n', '      function: gate\n      expression: "true"\n'),
      'a validator has either an expression or a function',
    ],
    [
      'a filter that filters nothing',
      replaced('        ignoreSelf: true', '        onError: IGNORE'),
      'modules.trigger.0.filter: a filter has appIsLicensed, ignoreSelf or expression',
    ],
  ])('with %s is refused in one line that names the place', (_, text, message) => {
    expect(faultOf(text)).toContain(message);
    expect(faultOf(text)).toMatch(/^manifest\.yml:\d+:\d+.*: /);
  });

  it('may ask for a licence: here the app has one', () => {
    const text = replaced('        ignoreSelf: true', '        appIsLicensed: true');
    expect(
      faultOf(text.replace('      interval: hour', '      interval: hour\n      filter:\n        appIsLicensed: true')),
    ).toBe('no fault');
  });

  it('may have five scheduled triggers', () => {
    const many = Array.from(
      { length: 4 },
      (_, at) => `    - key: extra-${at}\n      function: sweep\n      interval: day\n`,
    ).join('');
    expect(faultOf(replaced('  scheduledTrigger:\n', `  scheduledTrigger:\n${many}`))).toContain(
      'modules.scheduledTrigger: Too big',
    );
  });

  it('may have 200 KB', () => {
    expect(faultOf(`${good}# ${'x'.repeat(200 * 1024)}`)).toMatch(
      /manifest\.yml: has \d+ bytes, at most 204800 are allowed/,
    );
  });

  it("passes Atlassian's validation, whose errors name the place too", async () => {
    await expect(checkManifest(loadManifest(DESK))).resolves.toEqual({});
    const file = join(folder, 'manifest.yml');
    writeFileSync(
      file,
      replaced('      icon: resource:panel;icon.svg\n', '').replace('    path: static', `    path: .`),
    );
    await expect(checkManifest(loadManifest(file))).rejects.toThrow(/manifest\.yml:\d+:\d+: .*icon/);
  }, 60_000);
});
