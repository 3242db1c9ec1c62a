/** The editors of risk rules and of approval policies. */
import { createElement } from 'react';
import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { z } from 'zod';
import { DEFAULT_POLICIES } from '../../../../src/change/approval-policies-defaults';
import { ApprovalPolicies } from '../../../../src/change/approval.shapes';
import { DEFAULT_RISK_RULES } from '../../../../src/change/risk-defaults';
import { lintRiskRules } from '../../../../src/change/risk-lint';
import { assess } from '../../../../src/change/risk';
import { RiskInput, RiskRules } from '../../../../src/change/risk.shapes';
import { Shell } from '../../../../static/admin/App';
import { violations } from '../../surface';
import { backend, Refusal, show, type Answers, type Call } from '../bridge';

configure({ asyncUtilTimeout: 20_000 });
jest.setTimeout(120_000);

const stamp = { version: 2, updatedAt: '2026-03-02T10:00:00Z', updatedBy: null };
const risk = { ...stamp, document: DEFAULT_RISK_RULES };
const policies = { ...stamp, document: DEFAULT_POLICIES };

const answers: Answers = {
  'change.riskRules': () => risk,
  'change.lintRiskRules': ({ draft }) => ({ findings: [...lintRiskRules(draft, { calendars: ['business-hours'] })] }),
  'change.tryRiskRules': ({ draft, example }) => {
    const rules = RiskRules.safeParse(draft).data;
    const assessed = rules === undefined ? undefined : assess(RiskInput.parse(example), rules);
    return { result: assessed?.ok === true ? assessed.result : null };
  },
  'change.policies': () => policies,
  'change.lintPolicies': () => ({ findings: [] }),
  'sla.policy': () => ({ ...stamp, updatedBy: 'admin', policy: { calendars: [], definitions: [] } }),
};

async function open(path: string, changes: Answers = {}, locale: 'en-GB' | 'de-DE' = 'en-GB') {
  const calls = backend({ ...answers, ...changes });
  const container = show(createElement(Shell), path, locale);
  await screen.findByRole('heading', { name: /Change enablement/i });
  return { calls, container };
}

const sent = (calls: readonly Call[], procedure: string): unknown =>
  z
    .object({ draft: z.unknown() })
    .safeParse(calls.filter(({ functionKey }) => functionKey === procedure).at(-1)?.payload).data?.draft;

describe('risk rules', () => {
  it('are shown whole, in both languages, for everybody', async () => {
    const { container } = await open('/change/risk');
    expect(await screen.findByLabelText('Risk at likelihood 5, impact 5')).toHaveValue('veryHigh');
    expect(screen.getAllByText(/^Likelihood, weight/)).toHaveLength(4);
    expect(await violations(container)).toEqual([]);
  });

  it('are shown in German', async () => {
    await open('/change/risk', {}, 'de-DE');
    expect(await screen.findByLabelText('Risiko bei Wahrscheinlichkeit 1, Auswirkung 5')).toHaveValue('moderate');
  });

  it('say at the cell that it contradicts its neighbour, and are not saved then', async () => {
    const { calls } = await open('/change/risk');
    const cell = await screen.findByLabelText('Risk at likelihood 3, impact 4');
    await userEvent.selectOptions(cell, 'Low');
    expect((await screen.findAllByText(/but likelihood 2 × impact 4 is Moderate/))[0]).toBeVisible();
    expect(cell).toHaveAttribute('aria-invalid', 'true');
    expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
    expect(calls.map(({ functionKey }) => functionKey)).not.toContain('change.saveRiskRules');
  });

  it('are saved as a whole from the version that was seen', async () => {
    const { calls } = await open('/change/risk', {
      'change.saveRiskRules': ({ draft }) => ({ ...stamp, version: 3, document: RiskRules.parse(draft) }),
    });
    const weight = await screen.findByLabelText('Plans');
    await userEvent.clear(weight);
    await userEvent.type(weight, '20');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText(/^Saved as version 3/)).toBeVisible();
    expect(sent(calls, 'change.saveRiskRules')).toEqual({
      ...DEFAULT_RISK_RULES,
      weights: { ...DEFAULT_RISK_RULES.weights, plans: 20 },
    });
  });

  it('that somebody else saved meanwhile are not overwritten unseen', async () => {
    const theirs = { ...stamp, version: 7, document: { ...DEFAULT_RISK_RULES, validDays: 10 } };
    let saves = 0;
    await open('/change/risk', {
      'change.riskRules': () => (saves === 0 ? risk : theirs),
      'change.saveRiskRules': () => {
        saves += 1;
        return new Refusal({ code: 'CONFLICT', message: 'Somebody was faster.' });
      },
    });
    await userEvent.selectOptions(await screen.findByLabelText('Risk at likelihood 1, impact 3'), 'Moderate');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Somebody else has saved meanwhile')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Take theirs' }));
    expect(screen.getByLabelText('Days an assessment is good for')).toHaveValue('10');
  });

  it('can be tried on an example', async () => {
    const { calls } = await open('/change/risk');
    await userEvent.click(await screen.findByText('Try an example'));
    expect(await screen.findByText(/^Likelihood \d \(\d+ %\) × impact/)).toBeInTheDocument();
    expect(calls.map(({ functionKey }) => functionKey)).toContain('change.tryRiskRules');
  });
});

describe('approval policies', () => {
  it('show which holds for each type and level', async () => {
    const { container } = await open('/change/policies');
    const table = within(await screen.findByRole('table', { name: 'Which policy holds' }));
    expect(table.getAllByRole('row')).toHaveLength(4);
    expect(await violations(container)).toEqual([]);
  });

  it('leave a gap in the table when one is deleted, and are saved without it', async () => {
    const { calls } = await open('/change/policies', {
      'change.savePolicies': ({ draft }) => ({ ...stamp, version: 3, document: ApprovalPolicies.parse(draft) }),
    });
    const [first] = DEFAULT_POLICIES.policies;
    if (first === undefined) throw new Error('no policies');
    await userEvent.click(await screen.findByRole('button', { name: `Delete “${first.name}”`, hidden: true }));
    await waitFor(() => expect(screen.getAllByText('None: it can’t be approved').length).toBeGreaterThan(0));
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText(/^Saved as version 3/)).toBeVisible();
    expect(sent(calls, 'change.savePolicies')).toEqual({
      ...DEFAULT_POLICIES,
      policies: DEFAULT_POLICIES.policies.slice(1),
    });
  });
});
