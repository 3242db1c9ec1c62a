import { operations } from '../../../emulator/jira';
import { describeWithOpenApi } from '../../support/openapi';

describeWithOpenApi('operations of the emulator, held against the OpenAPI document', (openApi) => {
  it('are all in the document, with the classic scopes it asks for', () => {
    const declared = operations.map(({ method, path, scopes }) => [`${method} ${path}`, [...scopes].sort()]);
    const documented = operations.map(({ method, path }) => [
      `${method} ${path}`,
      [...(openApi().scopesOf(method, path) ?? ['not in the document'])].sort(),
    ]);
    expect(Object.fromEntries(declared)).toEqual(Object.fromEntries(documented));
  });

  it('are let through anonymously only where the document allows it', () => {
    const open = operations
      .filter(({ anonymous }) => anonymous)
      .map(({ method, path }) => `${method.toLowerCase()} ${path}`);
    const closed = open.filter(
      (key) => !(openApi().operations.get(key)?.security ?? []).some((way) => Object.keys(way).length === 0),
    );
    expect(closed).toEqual([]);
  });
});

it('no operation is declared twice', () => {
  const keys = operations.map(({ method, path }) => `${method} ${path.replaceAll(/\{[^}]*\}/g, '{}')}`);
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});
