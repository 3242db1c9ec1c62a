import { BLUEPRINT, blueprintFor } from './blueprint';
import type { SetupChoices } from './choices';
import { References } from './references';
import { IssueTypeKey, type MappedProject, type SiteMap } from './site-map';
import { byName, type SiteState } from './site-state';

/** What practices are told after set-up. Practices set up earlier keep their entries. */
export function siteMapAfter(
  { practices, agentsSetReporter }: SetupChoices,
  site: SiteState,
  before: SiteMap | undefined,
): SiteMap {
  const blueprint = blueprintFor(practices);
  const references = new References(blueprint, site);
  const ids = <K extends string>(
    specs: readonly { readonly key: K }[],
    idOf: (key: K) => string | undefined,
  ): Partial<Record<K, string>> => {
    const found: Partial<Record<K, string>> = {};
    for (const { key } of specs) {
      const id = idOf(key);
      if (id !== undefined) found[key] = id;
    }
    return found;
  };
  const priority = (level: 1 | 2 | 3 | 4 | 5): string => {
    const name = BLUEPRINT.priorities[level - 1];
    const id = name === undefined ? undefined : byName(site.priorities, name)?.id;
    if (id === undefined) throw new Error(`the site has no priority of level ${level}`);
    return id;
  };
  return {
    projects: projectsAfter(before, site, practices, agentsSetReporter),
    issueTypes: { ...before?.issueTypes, ...ids(blueprint.issueTypes, (key) => references.issueType(key)) },
    fields: { ...before?.fields, ...ids(blueprint.fields, (key) => references.field(key)) },
    statuses: { ...before?.statuses, ...statusesOf(blueprint.statuses, references) },
    priorities: { '1': priority(1), '2': priority(2), '3': priority(3), '4': priority(4), '5': priority(5) },
    roles: ids(blueprint.roles, (key) => references.role(key)),
    linkTypes: Object.fromEntries(
      blueprint.linkTypes.flatMap(({ key }) => {
        const id = references.linkType(key);
        return id === undefined ? [] : [[key, id]];
      }),
    ),
    panels: [...new Set([...(before?.panels ?? []), ...(site.project?.panelPinned === true ? [site.project.id] : [])])],
  };
}

function statusesOf(specs: readonly { readonly key: string }[], references: References): Record<string, string> {
  return Object.fromEntries(
    specs.flatMap(({ key }) => {
      const id = references.status(key);
      return id === undefined ? [] : [[key, id]];
    }),
  );
}

/** What was set up in the project before stays set up; its key may have changed. */
function projectsAfter(
  before: SiteMap | undefined,
  site: SiteState,
  practices: readonly IssueTypeKey[],
  agentsSetReporter: boolean,
): MappedProject[] {
  const { project } = site;
  const earlier = before?.projects ?? [];
  if (project === undefined) return earlier;
  const known = earlier.find(({ id }) => id === project.id);
  const chosen = new Set([...(known?.practices ?? []), ...practices]);
  const now: MappedProject = {
    id: project.id,
    key: project.key,
    practices: IssueTypeKey.options.filter((key) => chosen.has(key)),
    agentsSetReporter: agentsSetReporter || known?.agentsSetReporter === true,
  };
  return known === undefined ? [...earlier, now] : earlier.map((one) => (one === known ? now : one));
}

/** Puts in what Jira doesn't tell: whether the panel is pinned. */
export function withPanels(site: SiteState, pinned: readonly string[]): SiteState {
  if (site.project === undefined) return site;
  return { ...site, project: { ...site.project, panelPinned: pinned.includes(site.project.id) } };
}
