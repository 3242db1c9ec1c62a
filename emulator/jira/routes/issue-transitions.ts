import { bodyOf, noContent, ok, operation, type Operation } from '../http';
import { IssueInput } from '../model/edit';
import { transitionBeans } from '../model/field-meta';
import { visibleIssue } from '../model/issue-state';
import { transitionIssue } from '../model/transition-issue';
import { flagParam } from './issue-view';
import { listParam } from './support';

const list = operation(
  'GET /rest/api/3/issue/{issueIdOrKey}/transitions',
  ['read:jira-work'],
  (call) => {
    const issue = visibleIssue(call.site, call.caller, call.params['issueIdOrKey'] ?? '');
    const id = call.query.get('transitionId');
    const transitions = transitionBeans(call.site, call.caller, issue, {
      fields: listParam(call, 'expand').includes('transitions.fields'),
      unavailable: flagParam(call, 'includeUnavailableTransitions'),
      ...(id === null ? {} : { id }),
    });
    call.objectsRead += transitions.length;
    return ok({ expand: 'transitions', transitions });
  },
  { anonymous: true },
);

const perform = operation(
  'POST /rest/api/3/issue/{issueIdOrKey}/transitions',
  ['write:jira-work'],
  async (call) => {
    await transitionIssue(call.site, call.caller, call.params['issueIdOrKey'] ?? '', bodyOf(call, IssueInput));
    return noContent();
  },
  { anonymous: true },
);

export const issueTransitionOperations: readonly Operation[] = [list, perform];
