/** What of a policy only the site can judge: queries, and ids that must exist. */
import type { SiteMap } from '../setup/site-map';
import type { Condition, EscalationAction, Policy } from './policy';
import { error } from './finding';
import { queryOf } from './scope';
import type { PolicyFinding, Vocabulary } from './sla.contract';
import type { SlaPorts } from './sla.ports';

export async function siteFindings(
  vocabulary: SlaPorts['vocabulary'],
  site: SiteMap,
  words: Vocabulary,
  policy: Policy,
): Promise<PolicyFinding[]> {
  const found = policy.definitions.flatMap((definition, index) => {
    const path = `definitions.${index}`;
    return [
      ...definition.scope.projects.flatMap((id, at) =>
        words.projects.some((project) => project.id === id)
          ? []
          : error(`${path}.scope.projects.${at}`, 'unknown-project', 'Plumbline does not manage this project.'),
      ),
      ...definition.scope.issueTypes.flatMap((key, at) =>
        site.issueTypes[key] === undefined
          ? error(`${path}.scope.issueTypes.${at}`, 'unknown-issue-type', 'This issue type is not set up.')
          : [],
      ),
      ...(['start', 'pause', 'stop'] as const).flatMap((part) =>
        definition[part].flatMap((condition, at) => ofCondition(condition, `${path}.${part}.${at}`, words)),
      ),
      ...definition.goals.flatMap(({ when }, goal) =>
        when.flatMap((condition, at) => ofField(condition, `${path}.goals.${goal}.when.${at}`, words)),
      ),
    ];
  });
  const queries = await ofQueries(vocabulary, policy);
  return [...found, ...queries, ...(await ofActions(vocabulary, site, words, policy))];
}

function ofCondition(condition: Condition, path: string, words: Vocabulary): PolicyFinding[] {
  if (condition.on === 'status')
    return condition.values.flatMap((id, at) =>
      words.statuses.some((status) => status.id === id)
        ? []
        : error(`${path}.values.${at}`, 'unknown-status', `There is no status with the id ${id}.`),
    );
  if (condition.on === 'changed') return ofField({ field: condition.field, values: [] }, path, words);
  return condition.on === 'field' ? ofField(condition, path, words) : [];
}

/** Fields that are read with every issue, beside those to choose from. */
const ALWAYS = ['status', 'assignee', 'reporter', 'issuetype', 'project', 'summary'];

function ofField(
  { field, values }: { readonly field: string; readonly values: readonly string[] },
  path: string,
  words: Vocabulary,
): PolicyFinding[] {
  const known = words.fields.find(({ id }) => id === field);
  if (known === undefined)
    return ALWAYS.includes(field) ? [] : [error(`${path}.field`, 'unknown-field', `There is no field ${field}.`)];
  const { options, name } = known;
  if (options === null) return [];
  return values.flatMap((id, at) =>
    options.some((option) => option.id === id)
      ? []
      : error(`${path}.values.${at}`, 'unknown-value', `${name} has no value with the id ${id}.`),
  );
}

async function ofQueries(vocabulary: SlaPorts['vocabulary'], { definitions }: Policy): Promise<PolicyFinding[]> {
  const queried = definitions.flatMap((definition, index) => {
    const query = queryOf(definition);
    return query === undefined ? [] : [{ index, query }];
  });
  const errors = await vocabulary.jqlErrors(queried.map(({ query }) => query));
  return queried.flatMap(({ index, query }, at) => {
    const path = `definitions.${index}.scope.jql`;
    const wrong = (errors[at] ?? []).map((message) => error(path, 'bad-jql', message));
    const ordered = /\border\s+by\b/i.test(query);
    return ordered ? [...wrong, error(path, 'ordered-jql', 'Leave out ORDER BY: the scope has no order.')] : wrong;
  });
}

async function ofActions(
  vocabulary: SlaPorts['vocabulary'],
  site: SiteMap,
  words: Vocabulary,
  { definitions }: Policy,
): Promise<PolicyFinding[]> {
  const placed = definitions.flatMap(({ thresholds, onBreach }, index) => [
    ...thresholds.flatMap(({ actions }, threshold) =>
      actions.map((action, at) => ({ action, path: `definitions.${index}.thresholds.${threshold}.actions.${at}` })),
    ),
    ...onBreach.map((action, at) => ({ action, path: `definitions.${index}.onBreach.${at}` })),
  ]);
  const found: PolicyFinding[] = [];
  for (const { action, path } of placed) found.push(...(await ofAction(vocabulary, site, words, action, path)));
  return found;
}

async function ofAction(
  vocabulary: SlaPorts['vocabulary'],
  site: SiteMap,
  words: Vocabulary,
  action: EscalationAction,
  path: string,
): Promise<PolicyFinding[]> {
  const noPerson = (at: string) => [error(at, 'unknown-person', 'There is no such person in Jira.')];
  switch (action.do) {
    case 'assign':
      return (await vocabulary.isPerson(action.to.accountId)) ? [] : noPerson(`${path}.to.accountId`);
    case 'link':
      return [
        ...(words.linkTypes.some(({ id }) => id === action.linkTypeId)
          ? []
          : [error(`${path}.linkTypeId`, 'unknown-link-type', 'There is no such type of link.')]),
        ...((await vocabulary.issueExists(action.to))
          ? []
          : [error(`${path}.to`, 'unknown-issue', `${action.to} does not exist, or the app may not see it.`)]),
      ];
    case 'comment': {
      const found: PolicyFinding[] = [];
      for (const [at, mention] of action.mention.entries()) {
        const place = `${path}.mention.${at}`;
        if (mention.who === 'person' && !(await vocabulary.isPerson(mention.accountId)))
          found.push(...noPerson(`${place}.accountId`));
        if (mention.who === 'role' && site.roles[mention.role] === undefined)
          found.push(error(`${place}.role`, 'unknown-role', 'This role is not set up.'));
      }
      return found;
    }
    case 'label':
    case 'raisePriority':
      return [];
  }
}
