/** What is wrong or doubtful with templates of standard changes as somebody is typing them, each thing at its field. */
import { z } from 'zod';
import type { CiRef } from '../contract/ids';
import { error, repeatedKeys, warning } from '../sla/finding';
import type { Finding } from './change.shapes';
import { readDraft } from './draft';
import { answerFaults } from './risk-answers';
import type { RiskRules } from './risk.shapes';
import type { ChangeTemplates } from './template.shapes';
import { ChangeTemplate } from './template.shapes';
import { textFactOf } from './text-fact';

/** What a template may name. */
export interface TemplateKnowns {
  readonly cis: ReadonlySet<CiRef>;
  readonly classes: ReadonlySet<string>;
  readonly questions: RiskRules['questions'];
}

const MOST_TEMPLATES = 40;
const Draft = z.object({ templates: z.array(z.unknown()).max(MOST_TEMPLATES, `At most ${MOST_TEMPLATES} templates.`) });

export interface LintedTemplates {
  /** Undefined when some of it can't be read. */
  readonly templates: readonly ChangeTemplate[] | undefined;
  readonly findings: readonly Finding[];
}

/** Paths begin with `templates`. A draft without errors may be saved. */
export function lintTemplates(draft: unknown, knowns: TemplateKnowns): LintedTemplates {
  const read = readDraft(Draft, draft, '');
  if (read.value === undefined) return { templates: undefined, findings: read.findings };
  const drafts = read.value.templates.map((template, place) =>
    readDraft(ChangeTemplate, template, `templates.${place}`),
  );
  const templates = drafts.flatMap(({ value }) => value ?? []);
  const findings = drafts.flatMap((one, place) =>
    one.value === undefined ? one.findings : templateFindings(one.value, `templates.${place}`, knowns),
  );
  const keys = drafts.map(({ value }, place) => ({ key: value?.key ?? `unreadable ${place}` }));
  return {
    templates: templates.length === drafts.length ? templates : undefined,
    findings: [...findings, ...repeatedKeys(keys, 'templates', 'template')],
  };
}

/** The CIs that a draft names, to be looked up for `knowns`. */
export function cisInTemplates(draft: unknown): CiRef[] {
  const templates = Draft.safeParse(draft).data?.templates ?? [];
  return [
    ...new Set(templates.flatMap((template) => ChangeTemplate.pick({ cis: true }).safeParse(template).data?.cis ?? [])),
  ];
}

function templateFindings(template: ChangeTemplate, path: string, knowns: TemplateKnowns): Finding[] {
  return [
    ...textFindings(template, path),
    ...scopeFindings(template, path, knowns),
    ...answerFindings(template, path, knowns),
    ...(template.minutes > LONG_MINUTES
      ? [warning(`${path}.minutes`, 'long', 'It lasts longer than a day. What is routine is usually done sooner.')]
      : []),
  ];
}

const LONG_MINUTES = 24 * 60;

const isEmpty = (text: string): boolean => textFactOf(text).words === 0;

/** Whoever pre-approves work has to know what is done, why, and how it is undone. */
function textFindings(template: ChangeTemplate, path: string): Finding[] {
  const needed = (field: 'reason' | 'implementationPlan' | 'backoutPlan', message: string): Finding[] =>
    isEmpty(template[field]) ? [error(`${path}.${field}`, 'empty', message)] : [];
  const wanted = (field: 'testPlan' | 'communicationPlan', message: string): Finding[] =>
    isEmpty(template[field]) ? [warning(`${path}.${field}`, 'empty', message)] : [];
  return [
    ...needed('reason', 'Say why such changes are made.'),
    ...needed('implementationPlan', 'Say how it is done: that is what is pre-approved.'),
    ...needed('backoutPlan', 'Say how it is undone when it goes wrong.'),
    ...wanted('testPlan', 'Without a test plan nobody knows whether it worked.'),
    ...wanted('communicationPlan', 'Nobody is told of it.'),
  ];
}

function scopeFindings({ classes, cis }: ChangeTemplate, path: string, knowns: TemplateKnowns): Finding[] {
  const anywhere =
    classes.length === 0 && cis.length === 0
      ? [warning(`${path}.classes`, 'anywhere', 'It may be used on any CI. Choose classes or CIs to narrow it.')]
      : [];
  return [
    ...anywhere,
    ...classes.flatMap((key, place) =>
      knowns.classes.has(key)
        ? []
        : [error(`${path}.classes.${place}`, 'unknown-class', `There is no class “${key}”. Remove it.`)],
    ),
    ...cis.flatMap((ref, place) =>
      knowns.cis.has(ref) ? [] : [error(`${path}.cis.${place}`, 'unknown-ci', `There is no CI “${ref}”. Remove it.`)],
    ),
  ];
}

/** An answer that is missing is given when the change is assessed; one to nothing that is asked is a mistake. */
const answerFindings = ({ answers }: ChangeTemplate, path: string, { questions }: TemplateKnowns): Finding[] =>
  answerFaults(answers, { questions })
    .filter(({ code }) => code !== 'missing')
    .map((fault) => error(`${path}.${fault.path}`, fault.code, fault.message));

/** Nobody gives a template its pre-approval back by editing it: that is a decision of its own. */
export function withReapprovals(
  templates: readonly ChangeTemplate[],
  before: ChangeTemplates['templates'],
): ChangeTemplates {
  return {
    templates: templates.map((template) => {
      const known = before.find(({ key }) => key === template.key);
      return {
        ...template,
        reapprovedAt: known?.reapprovedAt ?? null,
        reapprovedBecause: known?.reapprovedBecause ?? null,
      };
    }),
  };
}
