/** Standard changes from the catalogue: asked for by anybody, or a change that is under way made to follow a template. */
import type { Handlers } from '../contract/handlers';
import { ProjectKey, type CiRef, type IssueKey } from '../contract/ids';
import { AppError } from '../kernel/errors';
import { instant, toEpoch } from '../kernel/time';
import type { SiteMap } from '../setup/site-map';
import { amend } from './amending.practice';
import { changeOf, changeSite, siteOf } from './asked-change.practice';
import type { ChangeRecord } from './change-record';
import type { changeContract } from './change.contract';
import type { ChangePorts, Saved, TemplateFields } from './change.ports';
import type { Stage } from './change.shapes';
import type { Following } from './following';
import { givenInstant, wrongAt } from './given-time';
import { classesOf, templateView } from './template-loading.practice';
import { inScope, type SavedTemplate } from './template-standing';
import type { ChangeTemplate, ChangeTemplates } from './template.shapes';

type Offered = 'change.catalogue' | 'change.request' | 'change.applyTemplate';
type Asked = Parameters<Handlers<typeof changeContract>['change.request']>[1];

const MINUTE_MS = 60_000;

/** Later its texts are what was assessed and approved. */
const STILL_DRAFT: readonly (Stage | undefined)[] = ['new', 'assess'];

interface Chosen {
  readonly template: SavedTemplate;
  /** Of the catalogue; 0 while it was never saved. */
  readonly version: number;
}

export function templatesPractice(
  ports: ChangePorts,
  { settleAndShow, settle }: Following,
): Pick<Handlers<typeof changeContract>, Offered> {
  const { settings, viewer, landscape, clock, issues } = ports;

  async function chosen(key: string): Promise<Chosen> {
    const saved: Saved<ChangeTemplates> = await settings.templates.read();
    const template = saved.document.templates.find((one) => one.key === key && one.enabled);
    if (template === undefined) throw wrongAt('template', 'This template is no longer offered. Choose another.');
    return { template, version: saved.version ?? 0 };
  }

  /** Projects that have changes and that the caller may see. */
  const offered = (site: SiteMap) =>
    viewer.projects(
      site.projects
        .filter(({ practices }) => practices === undefined || practices.includes('change'))
        .map(({ id }) => id),
    );

  async function checkCis(template: ChangeTemplate, cis: readonly CiRef[]): Promise<void> {
    const [readable, classes] = await Promise.all([landscape.names(cis), classesOf(landscape, cis)]);
    const wrong = cis.flatMap((ref, place) => {
      if (!readable.has(ref))
        return [{ path: `cis.${place}`, message: `There is no CI ${ref}, or you may not see it.` }];
      return inScope(template, ref, classes)
        ? []
        : [{ path: `cis.${place}`, message: `The template is not for ${readable.get(ref) ?? ref}.` }];
    });
    if (wrong.length > 0) throw new AppError('INVALID_INPUT', 'Choose other CIs.', { issues: wrong });
  }

  async function request(asked: Asked): Promise<IssueKey> {
    const site = await siteOf(ports);
    const { template, version } = await chosen(asked.template);
    const project = (await offered(site)).find(({ key }) => key === asked.project);
    if (project === undefined) throw wrongAt('project', 'Choose one of the projects on offer.');
    const from = givenInstant(asked.start, 'start');
    if (from <= clock.now()) throw wrongAt('start', 'That time has passed. Choose one ahead.');
    const cis = [...new Set(asked.cis)];
    await checkCis(template, cis);
    const planned = { from, to: instant(toEpoch(from) + template.minutes * MINUTE_MS) };
    const { requestId, summary } = asked;
    const fields = fieldsOf(template);
    const made = await viewer.create(site, { requestId, projectId: project.id, summary, planned, cis, fields });
    const seen = await issues.read(site, made.id);
    if (seen === undefined)
      throw new AppError('UNAVAILABLE', 'Jira made the change but does not show it yet. Try again in a moment.');
    await amend(ports, seen.facts, (record) =>
      // The request was carried out before, and somebody has gone on with the change since.
      record.template === null ? followed(record, template, version) : record,
    );
    await settle(made.id);
    return made.key;
  }

  return {
    async 'change.catalogue'() {
      const site = await changeSite(ports);
      if (site === undefined) return { templates: [], projects: [] };
      const [{ document }, rules, projects] = await Promise.all([
        settings.templates.read(),
        settings.risk.read(),
        offered(site),
      ]);
      const enabled = document.templates.filter((template) => template.enabled);
      const now = clock.now();
      return {
        templates: await Promise.all(enabled.map((template) => templateView(ports, template, rules.document, now))),
        projects: projects.map(({ key, name }) => ({ key: ProjectKey.parse(key), name })),
      };
    },
    'change.request': async (_, asked) => ({ issueKey: await request(asked) }),
    async 'change.applyTemplate'(_, { issueKey, template: key }) {
      const site = await siteOf(ports);
      const { facts } = await changeOf(ports, site, issueKey);
      if (facts.type !== 'standard')
        throw new AppError('REFUSED', 'Only standard changes follow a template. Choose the type Standard first.');
      if (!STILL_DRAFT.includes(facts.stage))
        throw new AppError(
          'REFUSED',
          'A template is applied before a change is authorized. Take it back to assessment.',
        );
      const { template, version } = await chosen(key);
      await viewer.fill(site, issueKey, fieldsOf(template));
      await amend(ports, facts, (record) => followed(record, template, version));
      return settleAndShow(facts.issueId, issueKey);
    },
  };
}

const fieldsOf = (template: ChangeTemplate): TemplateFields => {
  const { reason, implementationPlan, backoutPlan, testPlan, communicationPlan } = template;
  return { reason, implementationPlan, backoutPlan, testPlan, communicationPlan };
};

const followed = (record: ChangeRecord, { key, answers }: ChangeTemplate, version: number): ChangeRecord => ({
  ...record,
  template: { key, version },
  answers: { ...record.answers, ...answers },
});
