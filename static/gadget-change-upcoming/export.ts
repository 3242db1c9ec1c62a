import { useChangeTerms } from '../shared/change/terms';
import { useCiNames } from './ci-names';
import { useUpcomingText } from './text';
import type { Upcoming } from './UpcomingView';

/** Instants as the server answered them: a spreadsheet has a zone of its own. */
export function useExport({ changes }: Upcoming): (string | number)[][] {
  const text = useUpcomingText();
  const terms = useChangeTerms();
  const ciNames = useCiNames();
  return [
    [
      text('upcoming.change'),
      text('upcoming.summary'),
      text('upcoming.from'),
      text('upcoming.to'),
      text('upcoming.outageFrom'),
      text('upcoming.outageTo'),
      text('upcoming.risk'),
      text('upcoming.conflicts'),
      text('upcoming.type'),
      text('upcoming.stage'),
      text('upcoming.implementer'),
      text('upcoming.cis'),
    ],
    ...changes.map(({ issueKey, summary, planned, outage, level, conflicts, type, stage, implementer, cis }) => [
      issueKey,
      summary,
      planned.from,
      planned.to,
      outage?.from ?? '',
      outage?.to ?? '',
      terms(`change.level.${level ?? 'none'}`),
      terms(`change.conflicts.${conflicts}`),
      terms(`change.type.${type ?? 'none'}`),
      terms(`change.stage.${stage}`),
      implementer ?? '',
      ciNames(cis).join('; '),
    ]),
  ];
}
