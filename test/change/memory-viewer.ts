/** Jira as the calling user sees it, in memory. */
import type { ChangeViewer, TemplateFields } from '../../src/change/change.ports';
import type { ChangeFacts } from '../../src/change/change-facts';
import type { IssueCard, Span } from '../../src/change/change.shapes';
import { textFactOf } from '../../src/change/text-fact';
import type { IssueKey } from '../../src/contract/ids';
import { AppError } from '../../src/kernel/errors';
import { instant } from '../../src/kernel/time';
import { seenOf, type ChangeWorld, type MemoryChange } from './world';

const STATUS_NAMES: Readonly<Record<string, string>> = { implement: 'Implement', new: 'New', closed: 'Closed' };

export function memoryViewer(world: () => ChangeWorld): ChangeViewer {
  const visible = (): MemoryChange[] =>
    [...world().issues.values()].filter(({ hiddenFrom }) => !hiddenFrom.has(world().me));
  const standing = (key: IssueKey): MemoryChange => {
    const found = visible().find(({ facts }) => facts.key === key);
    if (found === undefined) throw new AppError('NOT_FOUND', `There is no issue ${key}.`);
    return found;
  };
  const requests = new Map<string, { readonly id: string; readonly key: IssueKey }>();
  return {
    accountId: () => world().me,
    move(_site, key, planned, outage) {
      world().edit(standing(key).facts.issueId, timesOf(planned, outage));
      return Promise.resolve();
    },
    fill(_site, key, fields) {
      const { facts } = standing(key);
      world().edit(facts.issueId, textsOf(fields));
      return Promise.resolve();
    },
    create(_site, { requestId, projectId, summary, planned, cis, fields }) {
      const known = requests.get(requestId);
      if (known !== undefined) return Promise.resolve(known);
      const { me, now, issues } = world();
      const id = String(2_000 + issues.size);
      const { facts } = world().add({ id, projectId, summary, type: 'standard', requester: me, creator: me });
      world().edit(id, { ...timesOf(planned, undefined), ...textsOf(fields), cis, createdAt: now });
      const made = { id, key: facts.key };
      requests.set(requestId, made);
      return Promise.resolve(made);
    },
    changes(_site, jql, limit) {
      world().asked.push(jql);
      const found = visible().filter(({ facts }) => world().finds(jql, facts));
      return Promise.resolve({ seen: found.slice(0, limit).map(seenOf), cut: found.length > limit });
    },
    issues(jql, limit) {
      world().asked.push(jql);
      const found = [...world().incidents.values()].filter((incident) => world().finds(jql, incident));
      return Promise.resolve(found.slice(0, limit));
    },
    visible: (keys) =>
      Promise.resolve(
        new Map(
          keys.flatMap((key): [IssueKey, IssueCard][] => {
            const change = visible().find(({ facts }) => facts.key === key)?.facts;
            if (change !== undefined) return [[key, { key, summary: change.summary, status: statusOf(change) }]];
            const incident = world().incidents.get(key);
            return incident === undefined ? [] : [[key, incident]];
          }),
        ),
      ),
    count(jql) {
      world().asked.push(jql);
      return Promise.resolve(visible().filter(({ facts }) => world().finds(jql, facts)).length);
    },
    linkIncidents(_site, key, incidents) {
      const { links } = world();
      for (const incident of incidents)
        if (!links.some((link) => link.change === key && link.incident === incident))
          links.push({ change: key, incident });
      return Promise.resolve();
    },
    linkedIncidents: (_site, key) =>
      Promise.resolve(world().links.flatMap(({ change, incident }) => (change === key ? [incident] : []))),
    projects: (ids) =>
      Promise.resolve(ids.filter((id) => id === '100').map((id) => ({ id, key: 'IT', name: 'IT Service Desk' }))),
    mayEdit: (key) => Promise.resolve(visible().some(({ facts }) => facts.key === key)),
    holds: (role) => Promise.resolve(world().roles.get(role)?.includes(world().me) === true),
    zone: () => Promise.resolve('Europe/Berlin'),
  };
}

const statusOf = ({ stage }: ChangeFacts): string => STATUS_NAMES[stage ?? ''] ?? stage ?? 'Elsewhere';

const timesOf = (planned: Span, outage: Span | undefined): Partial<ChangeFacts> => ({
  plannedStart: instant(planned.from),
  plannedEnd: instant(planned.to),
  ...(outage === undefined ? {} : { outageStart: instant(outage.from), outageEnd: instant(outage.to) }),
});

const textsOf = (fields: TemplateFields): Partial<ChangeFacts> => ({
  reason: textFactOf(fields.reason),
  plans: {
    implementation: textFactOf(fields.implementationPlan),
    backout: textFactOf(fields.backoutPlan),
    test: textFactOf(fields.testPlan),
    communication: textFactOf(fields.communicationPlan),
  },
});
