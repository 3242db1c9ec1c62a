/** A site whose every answer is held against the OpenAPI document. */
import type { Caller } from '../../../emulator/seams';
import type { OpenApi } from '../../support/openapi';
import { operationOf } from '../../support/operations';
import { aSite, type Answer, type TestSite } from './site';

export interface ConformingSite extends TestSite {
  /** What the answers so far got wrong. */
  readonly violations: string[];
  /** `GET /rest/api/3/field` … for each operation that has answered successfully. */
  readonly exercised: Set<string>;
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
      const path = operationOf(method, new URL(target, 'http://jira.local').pathname)?.path;
      if (path === undefined) violations.push(`${route}: no operation`);
      else {
        violations.push(...openApi().violations(method, path, answer.status, answer.body));
        if (answer.status < 400) exercised.add(`${method} ${path}`);
      }
      return answer;
    },
  };
}
