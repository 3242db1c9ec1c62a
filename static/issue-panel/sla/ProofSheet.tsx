import { useEffect, useRef, type ReactNode } from 'react';
import { Button, Loaded, Skeleton } from '../../shared/components';
import type { OutputOf } from '../../shared/api';
import { csv, downloadCsv } from '../../shared/csv';
import { usePlatform } from '../../shared/context';
import slaDe from '../../shared/messages/sla.de.json';
import slaEn from '../../shared/messages/sla.en.json';
import { useApiQuery } from '../../shared/query';
import type { Clock } from '../../shared/sla/clock';
import { useSlaReasons } from '../../shared/sla/reasons';
import { useSlaFormat } from '../../shared/sla/terms';
import { WithMessages } from '../../shared/WithMessages';
import { useProofText } from './proof-text';
import { accountOf, csvRows } from './account';
import de from './messages/de.json';
import en from './messages/en.json';
import { ProofTable } from './ProofTable';

const MESSAGES = { en: { ...slaEn, ...en }, de: { ...slaDe, ...de } };

type Proof = OutputOf<'sla.proof'>;

export interface ProofSheetProps {
  readonly issueKey: string;
  readonly clock: Clock;
  /** When the clock was last asked for: the account follows it. */
  readonly answeredAt: number;
  readonly onClose: () => void;
}

/** The clock's account, stretch by stretch. */
export function ProofSheet(props: ProofSheetProps): ReactNode {
  return (
    <WithMessages messages={MESSAGES}>
      <Sheet {...props} />
    </WithMessages>
  );
}

function Sheet({ issueKey, clock, answeredAt, onClose }: ProofSheetProps): ReactNode {
  const text = useProofText();
  const { definition, cycle, cycles } = clock;
  const query = useApiQuery('sla.proof', { issueKey, definition: definition.key, cycle });
  const { refetch } = query;
  const seen = useRef(answeredAt);
  useEffect(() => {
    if (seen.current === answeredAt) return;
    seen.current = answeredAt;
    void refetch();
  }, [answeredAt, refetch]);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="sla-proof" aria-labelledby="sla-proof">
      <header className="sla-proof-header">
        <h3 id="sla-proof" ref={heading} tabIndex={-1} className="panel-heading">
          {text('proof.title', { name: definition.name, cycle, cycles })}
        </h3>
        <Button appearance="subtle" onClick={onClose}>
          {text('proof.close')}
        </Button>
      </header>
      <Loaded query={query} skeleton={<Skeleton lines={4} height={20} />}>
        {(proof) => <Account proof={proof} />}
      </Loaded>
    </section>
  );
}

function Account({ proof }: { readonly proof: Proof }): ReactNode {
  const text = useProofText();
  const format = useSlaFormat();
  const reasons = useSlaReasons();
  const { timezone } = usePlatform();
  const { clock, asOf, totals, segments } = proof;
  const rows = accountOf(segments);
  return (
    <>
      <p className="pl-hint">
        {text('proof.about', {
          zone: timezone,
          calendar: clock.calendar.name,
          calendarZone: clock.calendar.timeZone,
          at: format.instant(asOf),
        })}
      </p>
      <ProofTable rows={rows} elapsedMs={clock.elapsedMs} />
      <h4 className="panel-subheading">{text('proof.totals')}</h4>
      <ul className="sla-totals">
        {totals.map(({ kind, durationMs, countedMs }) => (
          <li key={kind}>
            {text('proof.totals.one', {
              kind: text(`proof.kind.${kind}`),
              duration: format.exact(durationMs),
              counted: format.exact(countedMs),
            })}
          </li>
        ))}
      </ul>
      <Button
        onClick={() =>
          downloadCsv(`${proof.issueKey}-${clock.definition.key}-${clock.cycle}.csv`, csv(csvRows(rows, text, reasons)))
        }
      >
        {text('proof.csv')}
      </Button>
    </>
  );
}
