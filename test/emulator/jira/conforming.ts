/** A site whose every answer is held against the OpenAPI document. */
import type { Caller } from '../../../emulator/seams';
import { operations } from '../../../emulator/jira';
import type { OpenApi } from '../../support/openapi';
import { aSite, type Answer, type TestSite } from './site';

export interface ConformingSite extends TestSite {
  /** What the answers so far got wrong. */
  readonly violations: string[];
  /** `GET /rest/api/3/field` … for each operation that has answered successfully. */
  readonly exercised: Set<string>;
}

/** Literal segments win over parameters, as in the router. */
function documentedPath(method: string, path: string): string | undefined {
  const segments = path.split('/');
  const candidates = operations.filter((operation) => {
    const own = operation.path.split('/');
    return (
      operation.method === method &&
      own.length === segments.length &&
      own.every((part, index) => part.startsWith('{') || part === segments[index])
    );
  });
  const literals = (template: string): number => template.split('/').filter((part) => !part.startsWith('{')).length;
  return candidates.sort((a, b) => literals(b.path) - literals(a.path))[0]?.path;
}

export function aConformingSite(openApi: () => OpenApi): ConformingSite {
  const site = aSite();
  const violations: string[] = [];
  const exercised = new Set<string>();
  return {
    ...site,
    violations,
    exercised,
    call: async <T>(route: string, body?: unknown, caller?: Caller): Promise<Answer<T>> => {
      const answer = await site.call<T>(route, body, caller);
      const [method = '', target = ''] = route.split(' ');
      const path = documentedPath(method, new URL(target, 'http://jira.local').pathname);
      if (path === undefined) violations.push(`${route}: no operation`);
      else {
        violations.push(...openApi().violations(method, path, answer.status, answer.body));
        if (answer.status < 400) exercised.add(`${method} ${path}`);
      }
      return answer;
    },
  };
}
