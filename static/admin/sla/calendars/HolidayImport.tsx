import { useState, type ReactNode } from 'react';
import { ApiError } from '../../../shared/api';
import { Button, ErrorState, Field, Skeleton } from '../../../shared/components';
import { useApiQuery } from '../../../shared/query';
import { useSlaText } from '../messages';
import type { Holiday } from '../policy';
import { useCalendarWords } from './words';

export interface HolidayImportProps {
  readonly timeZone: string;
  readonly holidays: readonly Holiday[];
  readonly onAdd: (holidays: Holiday[]) => void;
}

/** Characters that may be sent; a year of one country's holidays has some ten thousand. */
const LARGEST = 400_000;

const sameDays = (one: Holiday, other: Holiday): boolean =>
  one.kind === other.kind && one.from === other.from && one.to === other.to;

/** Holidays of an iCalendar file, looked at before they are added. */
export function HolidayImport({ timeZone, holidays, onAdd }: HolidayImportProps): ReactNode {
  const text = useSlaText();
  const [file, setFile] = useState('');
  const [added, setAdded] = useState<number>();
  const tooLarge = file.length > LARGEST;
  const read = useApiQuery('sla.readHolidays', { text: file, timeZone }, { enabled: file !== '' && !tooLarge });
  const atField = read.error instanceof ApiError ? (read.error.at('text') ?? invalid(read.error)) : undefined;
  const choose = async (chosen: File | undefined): Promise<void> => {
    setAdded(undefined);
    // Nothing in it is no calendar either: the backend says so of a blank as of any other text.
    setFile(chosen === undefined ? '' : (await chosen.text()) || ' ');
  };
  return (
    <div className="sla-import">
      <Field
        label={text('calendar.import')}
        hint={text('calendar.import.hint')}
        error={tooLarge ? text('calendar.import.tooLarge') : atField}
      >
        {(control) => (
          <input
            {...control}
            type="file"
            accept=".ics,text/calendar"
            onChange={(event) => void choose(event.target.files?.[0])}
          />
        )}
      </Field>
      {file !== '' && !tooLarge && read.isPending ? <Skeleton lines={3} /> : null}
      {read.error === null || atField !== undefined ? null : (
        <ErrorState error={read.error} onRetry={() => void read.refetch()} />
      )}
      {read.data === undefined || file === '' || added !== undefined ? null : (
        <Found
          key={file}
          found={read.data.holidays}
          notes={read.data.notes}
          known={holidays}
          onAdd={(chosen) => {
            setAdded(chosen.length);
            onAdd(chosen);
          }}
        />
      )}
      <p role="status">{added === undefined ? '' : text('calendar.import.added', { count: added })}</p>
    </div>
  );
}

const invalid = (error: ApiError): string | undefined => (error.code === 'INVALID_INPUT' ? error.message : undefined);

interface FoundProps {
  readonly found: readonly Holiday[];
  readonly notes: readonly string[];
  readonly known: readonly Holiday[];
  readonly onAdd: (holidays: Holiday[]) => void;
}

/** What is in the calendar already is not chosen again. */
function Found({ found, notes, known, onAdd }: FoundProps): ReactNode {
  const text = useSlaText();
  const words = useCalendarWords();
  const isKnown = (holiday: Holiday): boolean => known.some((other) => sameDays(holiday, other));
  const [chosen, setChosen] = useState<readonly Holiday[]>(() => found.filter((holiday) => !isKnown(holiday)));
  return (
    <fieldset className="sla-found-holidays">
      <legend>{text('calendar.import.found', { count: found.length })}</legend>
      {notes.map((note) => (
        <p key={note} className="pl-hint">
          {note}
        </p>
      ))}
      <label className="ad-choice">
        <input
          type="checkbox"
          checked={chosen.length === found.length}
          ref={(box) => {
            if (box !== null) box.indeterminate = chosen.length > 0 && chosen.length < found.length;
          }}
          onChange={(event) => setChosen(event.target.checked ? found : [])}
        />
        {text('calendar.import.all')}
      </label>
      <ul className="sla-scroll">
        {found.map((holiday, index) => (
          <li key={index}>
            <label className="ad-choice">
              <input
                type="checkbox"
                checked={chosen.includes(holiday)}
                onChange={(event) =>
                  setChosen(event.target.checked ? [...chosen, holiday] : chosen.filter((one) => one !== holiday))
                }
              />
              <span>
                <strong>{holiday.name}</strong> {words.holiday(holiday)}
                {isKnown(holiday) ? ` (${text('calendar.import.known')})` : null}
              </span>
            </label>
          </li>
        ))}
      </ul>
      <Button disabled={chosen.length === 0} onClick={() => onAdd(found.filter((holiday) => chosen.includes(holiday)))}>
        {text('calendar.import.add', { count: chosen.length })}
      </Button>
    </fieldset>
  );
}
