/** The words for what planning and running find. Names in them are Jira's and stay as they are. */
import type { OutputOf } from '../../shared/api';
import { useFormat } from '../../shared/format';
import { useText } from '../text';

type Plan = OutputOf<'setup.plan'>;
export type Difference = Plan['steps'][number]['differences'][number];
export type Problem = Plan['problems'][number];
export type RunNote = NonNullable<OutputOf<'setup.progress'>['note']>;

export interface FindingTexts {
  readonly difference: (difference: Difference) => string;
  readonly problem: (problem: Problem) => string;
  readonly note: (note: RunNote) => string;
}

export function useFindings(): FindingTexts {
  const text = useText();
  const format = useFormat();
  const difference = (found: Difference): string => {
    switch (found.code) {
      case 'options-missing':
        return text('difference.options-missing', { count: found.options.length, options: format.list(found.options) });
      case 'screen-fields-missing':
        return text('difference.screen-fields-missing', {
          count: found.fields.length,
          fields: format.list(found.fields),
        });
      case 'issue-types-missing':
        return text('difference.issue-types-missing', { issueTypes: format.list(found.issueTypes) });
      case 'grant-missing':
        return text('difference.grant-missing', {
          role: found.role,
          scheme: found.scheme ?? '',
          named: found.scheme === null ? 'no' : 'yes',
        });
      default:
        return text(`difference.${found.code}`, found);
    }
  };
  const problem = (found: Problem): string => text(`problem.${found.code}`, found);
  const note = (found: RunNote): string => {
    switch (found.code) {
      case 'problems':
        return found.problems.map(problem).join(' ');
      case 'stuck':
        return text('note.stuck', { steps: format.list(found.steps) });
      case 'refused':
        return found.step === null
          ? text('note.refused.reading', { message: found.message })
          : text('note.refused', { step: found.step, message: found.message });
      default:
        return text(`note.${found.code}`, found);
    }
  };
  return { difference, problem, note };
}
