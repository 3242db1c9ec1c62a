import { useChangeNames } from '../shared/change/names';
import { useCiNames } from './ci-names';
import { useUpcomingText } from './text';
import type { Upcoming } from './UpcomingView';

/** Instants as the server answered them: a spreadsheet has a zone of its own. */
export function useExport({ changes }: Upcoming): (string | number)[][] {
  const text = useUpcomingText();
  const names = useChangeNames();
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
      names(`change.level.${level ?? 'none'}`),
      names(`change.conflicts.${conflicts}`),
      names(`change.type.${type ?? 'none'}`),
      names(`change.stage.${stage}`),
      implementer ?? '',
      ciNames(cis).join('; '),
    ]),
  ];
}
