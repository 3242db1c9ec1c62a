/** A small policy, a site's vocabulary, and answers to what the pages ask. */
import { createElement } from 'react';
import { configure, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { z } from 'zod';
import { Policy as PolicyShape } from '../../../../src/sla/policy';
import { Shell } from '../../../../static/admin/App';
import type { OutputOf } from '../../../../static/shared/api';
import { backend, show, type Answers, type Call } from '../bridge';
import { officeHours, resolution, roundTheClock } from './samples';

// Two cores may be busy with other suites at the same time.
configure({ asyncUtilTimeout: 10_000 });

export type State = OutputOf<'sla.policy'>;
export type Policy = State['policy'];

export const state = (changes: Partial<State> = {}): State => ({
  policy: { calendars: [officeHours(), roundTheClock], definitions: [resolution()] },
  version: 3,
  updatedAt: '2026-03-02T10:00:00Z',
  updatedBy: 'admin',
  ...changes,
});

const vocabulary: OutputOf<'sla.vocabulary'> = {
  projects: [{ id: '10000', key: 'IT', name: 'IT Service Desk' }],
  issueTypes: [
    { key: 'incident', name: 'Incident' },
    { key: 'change', name: 'Change' },
  ],
  statuses: [
    { id: '10', name: 'New', category: 'new' },
    { id: '30', name: 'On Hold', category: 'indeterminate' },
    { id: '40', name: 'Resolved', category: 'done' },
  ],
  priorities: [
    { id: '1', name: 'Highest', level: 1 },
    { id: '3', name: 'Medium', level: 3 },
  ],
  fields: [{ id: 'customfield_10010', name: 'Pending reason', options: [{ id: '77', name: 'Awaiting customer' }] }],
  linkTypes: [{ id: '9', name: 'Relates' }],
  roles: [{ key: 'incidentManager', name: 'Incident Manager' }],
  timeZones: ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu'],
};

const emptyPreview: OutputOf<'sla.previewCalendar'> = { findings: [], preview: null };

export const answers = (changes: Answers = {}): Answers => ({
  'sla.policy': () => state(),
  'sla.vocabulary': () => vocabulary,
  'sla.lint': () => ({ findings: [] }),
  'sla.versions': () => ({ versions: [] }),
  'sla.previewCalendar': () => emptyPreview,
  ...changes,
});

export async function open(path: string, changes: Answers = {}, locale: 'en-US' | 'en-GB' | 'de-DE' = 'en-GB') {
  const calls = backend(answers(changes));
  const container = show(createElement(Shell), path, locale);
  // The first page is compiled while it loads.
  await screen.findByRole('heading', { name: /^Service Levels$/i }, { timeout: 20_000 });
  return { calls, container };
}

const Sent = z.object({ policy: PolicyShape });

export const sentTo = (calls: readonly Call[], procedure: string): Policy | undefined =>
  Sent.safeParse(calls.filter(({ functionKey }) => functionKey === procedure).at(-1)?.payload).data?.policy;

/** The box is left, and the draft comes to be linted as said. */
export async function linted(calls: readonly Call[], said: (policy: Policy) => void): Promise<void> {
  await userEvent.tab();
  await waitFor(() => {
    const policy = sentTo(calls, 'sla.lint');
    if (policy === undefined) throw new Error('nothing that can be read was linted');
    said(policy);
  });
}
