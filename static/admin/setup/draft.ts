/** What the wizard's form holds, and what of it may go on. Messages are names of texts. */
import * as z from 'zod/mini';
import type { InputOf, OutputOf } from '../../shared/api';
import type { Person } from '../roles/PeoplePicker';
import type { MessageName } from './field-error';

export type Choices = InputOf<'setup.plan'>;
export type Options = OutputOf<'setup.options'>;
export type Practice = Options['practices'][number]['key'];
export type Role = Options['roles'][number]['key'];
export type SetUpProject = OutputOf<'setup.overview'>['projects'][number];

export interface Draft {
  readonly where: 'new' | 'existing';
  readonly key: string;
  readonly name: string;
  readonly projectId: string;
  readonly practices: readonly Practice[];
  readonly people: Readonly<Partial<Record<Role, readonly Person[]>>>;
  readonly agentsSetReporter: boolean;
}

const KEY = /^[A-Z][A-Z0-9_]{1,9}$/;

/** The backend checks the same again; it also knows of what happened meanwhile. */
export const draftSchema = (takenKeys: readonly string[]) =>
  z.custom<Draft>().check((context) => {
    for (const [path, message] of draftIssues(context.value, takenKeys)) {
      context.issues.push({ code: 'custom', path: [path], message, input: context.value });
    }
  });

type Issue = readonly [path: keyof Draft, message: MessageName];

function draftIssues({ where, key, name, projectId, practices }: Draft, takenKeys: readonly string[]): Issue[] {
  const issues: Issue[] = practices.length === 0 ? [['practices', 'setup.practices.none']] : [];
  if (where === 'existing') {
    if (projectId === '') issues.push(['projectId', 'setup.chooseProject']);
    return issues;
  }
  const length = name.trim().length;
  if (length < 2 || length > 80) issues.push(['name', 'setup.name.wrong']);
  if (!KEY.test(key)) issues.push(['key', 'setup.key.wrong']);
  else if (takenKeys.includes(key)) issues.push(['key', 'setup.key.taken']);
  return issues;
}

/** A first project comes with a proposal; one that is set up already comes with what it has. */
export function draftFor(options: Options, setUp: readonly SetUpProject[], projectId?: string): Draft {
  const known = setUp.find(({ id }) => id === projectId);
  const free = ['ITSM', 'ITSM2', 'ITSM3', 'ITSM4'].find((key) => !options.takenKeys.includes(key)) ?? '';
  return {
    where: projectId === undefined ? 'new' : 'existing',
    key: free,
    name: 'IT service management',
    projectId: projectId ?? '',
    practices: known?.practices ?? options.practices.map(({ key }) => key),
    people: {},
    agentsSetReporter: known?.agentsSetReporter ?? false,
  };
}

export function choicesOf(draft: Draft, leadAccountId: string): Choices {
  const people = Object.entries(draft.people).filter(([, chosen]) => chosen.length > 0);
  return {
    project:
      draft.where === 'new'
        ? { kind: 'new', key: draft.key, name: draft.name.trim(), leadAccountId }
        : { kind: 'existing', id: draft.projectId },
    practices: [...draft.practices],
    people: Object.fromEntries(people.map(([role, chosen]) => [role, chosen.map(({ accountId }) => accountId)])),
    agentsSetReporter: draft.agentsSetReporter,
  };
}
