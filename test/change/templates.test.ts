/** Standard changes: from the catalogue, by a template, demoted by failures and given back by an administrator. */
import type { z } from 'zod';
import type { changeContract } from '../../src/change/change.contract';
import type { ChangeTemplate } from '../../src/change/template.shapes';
import { lintTemplates } from '../../src/change/template-lint';
import { AppError } from '../../src/kernel/errors';
import { ProjectKey } from '../../src/contract/ids';
import { ci, hours } from './builders';
import { aDesk, WENT_WELL, type Desk, type GivenReview } from './practice';
import { TEST_RULES } from './configuration';
import { Died } from './world';

const TEMPLATE: ChangeTemplate = {
  key: 'certificate',
  name: 'Renew a certificate',
  description: '',
  reason: 'Certificates run out.',
  implementationPlan: 'Install it on one node after the other.',
  backoutPlan: 'Put the old one back.',
  testPlan: 'Look at it in the browser.',
  communicationPlan: 'Tell the service desk.',
  classes: ['server'],
  cis: [],
  minutes: 60,
  answers: { 'done-before': 'often', users: 'few' },
  enabled: true,
};

async function aCatalogue(template: Partial<ChangeTemplate> = {}): Promise<Desk> {
  const desk = aDesk();
  const draft = { templates: [{ ...TEMPLATE, ...template }] };
  await desk.handlers['change.saveTemplates'](desk.as('root'), { expectedVersion: null, draft });
  return desk;
}

type Requested = z.output<(typeof changeContract)['change.request']['input']>;

const REQUEST: Requested = {
  requestId: '5f0c7b1e-6a7e-4c06-9a51-6f6e0e0d2b11',
  template: 'certificate',
  project: ProjectKey.parse('IT'),
  summary: 'Certificate of web-01',
  start: hours(26),
  cis: [ci('server:web-01')],
};

const request = (desk: Desk, changed: Partial<Requested> = {}) =>
  desk.handlers['change.request'](desk.as('cus'), { ...REQUEST, ...changed });

const wrong = async (call: Promise<unknown>): Promise<string[]> =>
  call.then(
    () => [],
    (cause: unknown) => (cause instanceof AppError ? cause.issues.map(({ path }) => path) : [String(cause)]),
  );

const idOf = (desk: Desk): string => {
  const [id] = [...desk.world.issues.keys()];
  if (id === undefined) throw new Error('nothing was made');
  return id;
};

describe('a change from the catalogue', () => {
  it('is scheduled without assessment or approval', async () => {
    const desk = await aCatalogue();
    await request(desk);
    const id = idOf(desk);
    expect(desk.world.issues.get(id)?.facts).toMatchObject({ type: 'standard', plannedEnd: hours(27) });
    expect(await desk.move('schedule', 'scheduled', id)).toBe('scheduled');
    expect(desk.world.issues.get(id)?.published.tokens).toContain('template.certificate');
  });

  it.each<{ says: string; changed: Partial<Requested>; at: string[] }>([
    { says: 'a start in the past', changed: { start: hours(-1) }, at: ['start'] },
    { says: 'no time', changed: { start: 'tomorrow' }, at: ['start'] },
    { says: 'a CI of another class', changed: { cis: [ci('database:orders')] }, at: ['cis.0'] },
    { says: 'a CI that is not there', changed: { cis: [ci('server:web-01'), ci('server:gone')] }, at: ['cis.1'] },
    { says: 'a template that is gone', changed: { template: 'patch' }, at: ['template'] },
    { says: 'another project', changed: { project: ProjectKey.parse('HR') }, at: ['project'] },
  ])('is not made with $says', async ({ changed, at }) => {
    const desk = await aCatalogue();
    expect(await wrong(request(desk, changed))).toEqual(at);
    expect(desk.world.issues.size).toBe(0);
  });

  it.each([
    'viewer.create#1 after',
    'issues.read#1 before',
    'records.write#1 before',
    'records.write#1 after',
    'issues.publish#1 before',
    'issues.publish#1 after',
  ])('is made once, and whole, when the request dies at %s and comes again', async (death) => {
    const [call = '', how] = death.split(' ');
    const desk = await aCatalogue();
    desk.world.deaths.set(call, how === 'after' ? 'after' : 'before');
    await expect(request(desk)).rejects.toThrow(Died);
    await request(desk);
    expect(desk.world.issues.size).toBe(1);
    expect(await desk.move('schedule', 'scheduled', idOf(desk))).toBe('scheduled');
  });

  it.each([
    { says: 'its plan is edited', edit: { implementationPlan: 'Something else.' }, lacks: /differs from its template/ },
    { says: 'another CI is added', edit: { cis: [ci('database:orders')] }, lacks: /in configuration items/ },
    { says: 'it is to take longer', edit: { plannedEnd: hours(29) }, lacks: /in duration/ },
  ])('loses its pre-approval when $says', async ({ edit, lacks }) => {
    const desk = await aCatalogue();
    await request(desk);
    const id = idOf(desk);
    const other = aDesk().world.add(edit.implementationPlan === undefined ? {} : edit).facts;
    const { implementationPlan, ...fields } = edit;
    desk.world.edit(id, implementationPlan === undefined ? fields : { plans: other.plans });
    expect(await desk.move('schedule', 'scheduled', id)).toMatch(lacks);
  });
});

describe('a template', () => {
  const implemented = async (desk: Desk, outcome: 'successful' | 'failed', number: number): Promise<void> => {
    const id = String(3_000 + number);
    await desk.add({ id, type: 'standard', stage: 'new' });
    const key = desk.keyOf(id);
    await desk.handlers['change.applyTemplate'](desk.as('ada', key), { issueKey: key, template: 'certificate' });
    await desk.go('review', id);
    desk.world.now = hours(number);
    await desk.handlers['change.review'](desk.as('ivo', key), {
      issueKey: key,
      review: { ...WENT_WELL, outcome, lessons: 'x' },
    });
  };
  const standing = async (desk: Desk) => {
    const { templates } = await desk.handlers['change.catalogue'](desk.as('cus'), {});
    return templates.map(({ preApproved, failures }) => ({ preApproved, failures }));
  };

  it('is demoted by two failed implementations, and its changes need assessment from then on', async () => {
    const desk = await aCatalogue();
    await implemented(desk, 'failed', 1);
    await implemented(desk, 'successful', 2);
    expect(await standing(desk)).toEqual([{ preApproved: true, failures: 1 }]);
    await implemented(desk, 'failed', 3);
    expect(await standing(desk)).toEqual([{ preApproved: false, failures: 2 }]);
    await request(desk);
    const id = [...desk.world.issues.keys()].at(-1);
    expect(await desk.move('schedule', 'scheduled', id)).toMatch(/lost its pre-approval after failures/);
  });

  it('is given its pre-approval back with a reason, which saving the catalogue does not do', async () => {
    const desk = await aCatalogue();
    await implemented(desk, 'failed', 1);
    await implemented(desk, 'failed', 2);
    const before = await desk.handlers['change.templates'](desk.as('root'), {});
    await desk.handlers['change.saveTemplates'](desk.as('root'), {
      expectedVersion: before.version,
      draft: { templates: [{ ...TEMPLATE, reapprovedAt: hours(3), reapprovedBecause: 'I say so.' }] },
    });
    expect(await standing(desk)).toEqual([{ preApproved: false, failures: 2 }]);
    const saved = await desk.handlers['change.reinstateTemplate'](desk.as('root'), {
      template: 'certificate',
      reason: 'The plan was corrected.',
    });
    expect(saved.document.templates[0]).toMatchObject({
      reapprovedAt: hours(2),
      reapprovedBecause: 'The plan was corrected.',
    });
    expect(await standing(desk)).toEqual([{ preApproved: true, failures: 0 }]);
  });

  it('counts a review that is written anew once', async () => {
    const desk = await aCatalogue();
    await implemented(desk, 'failed', 1);
    const key = desk.keyOf('3001');
    const review: GivenReview = { ...WENT_WELL, outcome: 'failed', lessons: 'y' };
    await desk.handlers['change.review'](desk.as('ivo', key), { issueKey: key, review });
    expect(await standing(desk)).toEqual([{ preApproved: true, failures: 1 }]);
    await desk.handlers['change.review'](desk.as('ivo', key), {
      issueKey: key,
      review: { ...review, outcome: 'successful' },
    });
    expect(await standing(desk)).toEqual([{ preApproved: true, failures: 0 }]);
  });
});

describe('what a catalogue is refused for', () => {
  const KNOWN = {
    cis: new Set([ci('server:web-01')]),
    classes: new Set(['server']),
    questions: TEST_RULES.questions,
  };
  it.each([
    { says: 'nothing', draft: {}, errors: [] },
    { says: 'no way back', draft: { backoutPlan: '  ' }, errors: ['templates.0.backoutPlan'] },
    { says: 'no plan', draft: { implementationPlan: '' }, errors: ['templates.0.implementationPlan'] },
    { says: 'no reason', draft: { reason: '' }, errors: ['templates.0.reason'] },
    { says: 'a class that is not there', draft: { classes: ['ship'] }, errors: ['templates.0.classes.0'] },
    { says: 'a CI that is not there', draft: { cis: [ci('server:x')] }, errors: ['templates.0.cis.0'] },
    { says: 'an answer to nothing', draft: { answers: { mood: 'good' } }, errors: ['templates.0.answers.mood'] },
    {
      says: 'an answer that is not on offer',
      draft: { answers: { users: 'some' } },
      errors: ['templates.0.answers.users'],
    },
    { says: 'no time', draft: { minutes: 0 }, errors: ['templates.0.minutes'] },
    { says: 'a key that is none', draft: { key: 'Certificate!' }, errors: ['templates.0.key'] },
  ])('$says', ({ draft, errors }) => {
    const { findings } = lintTemplates({ templates: [{ ...TEMPLATE, ...draft }] }, KNOWN);
    expect(findings.filter(({ severity }) => severity === 'error').map(({ path }) => path)).toEqual(errors);
  });

  it('two of one key', () => {
    const { findings } = lintTemplates({ templates: [TEMPLATE, TEMPLATE] }, KNOWN);
    expect(findings.map(({ path }) => path)).toEqual(['templates.1.key']);
  });

  it('saves nothing then, and tells each place', async () => {
    const desk = aDesk();
    const draft = { templates: [{ ...TEMPLATE, reason: '' }] };
    expect(
      await wrong(desk.handlers['change.saveTemplates'](desk.as('root'), { expectedVersion: null, draft })),
    ).toEqual(['draft.templates.0.reason']);
    expect((await desk.handlers['change.templates'](desk.as('root'), {})).version).toBeNull();
  });
});
