import type { ReactNode } from 'react';
import { CheckIcon, ClockIcon, Lozenge, WarningIcon, type Tone } from '../shared/components';
import { useFormat } from '../shared/format';
import type { IncidentPanel } from './panel';
import { usePanelText } from './text';

const STATUS_TONES: Readonly<Record<IncidentPanel['status']['category'], Tone>> = {
  new: 'neutral',
  indeterminate: 'information',
  done: 'success',
};

export function LifecycleSection({ panel }: { readonly panel: IncidentPanel }): ReactNode {
  const text = usePanelText();
  return (
    <section aria-labelledby="panel-lifecycle">
      <h2 id="panel-lifecycle" className="panel-heading">
        {text('panel.lifecycle')}
      </h2>
      <p>
        <Lozenge tone={STATUS_TONES[panel.status.category]}>{panel.status.name}</Lozenge>
      </p>
      <Closing panel={panel} />
      <h3 className="panel-subheading">{text('panel.steps')}</h3>
      {panel.steps.length === 0 ? <p>{text('panel.steps.none')}</p> : <Steps steps={panel.steps} />}
    </section>
  );
}

function Closing({ panel: { closesAt, closureDue, closure } }: { readonly panel: IncidentPanel }): ReactNode {
  const text = usePanelText();
  const format = useFormat();
  if (closesAt === null) return null;
  const at = format.dateTime(closesAt);
  return (
    <p>
      <ClockIcon />{' '}
      {closureDue ? text('panel.closes.due', { at }) : text('panel.closes', { at, days: closure.businessDays })}
    </p>
  );
}

const FIELDS = ['pendingReason', 'resolutionCode', 'resolutionNotes'] as const;

function Steps({ steps }: { readonly steps: IncidentPanel['steps'] }): ReactNode {
  const text = usePanelText();
  return (
    <>
      <ul className="panel-steps">
        {steps.map((step) => (
          <li key={step.id}>
            <span className="panel-step-name">{text('panel.step', { name: step.name, status: step.to.name })}</span>
            {step.needs.map((need) => {
              const known = FIELDS.find((field) => field === need.field);
              const field = known === undefined ? need.field : text(`panel.field.${known}`);
              return (
                <span key={need.field} className="panel-need" data-filled={need.filled}>
                  {need.filled ? <CheckIcon /> : <WarningIcon />}
                  {text(need.filled ? 'panel.step.filled' : 'panel.step.needs', { field })}
                </span>
              );
            })}
          </li>
        ))}
      </ul>
      <p className="pl-hint">{text('panel.steps.how')}</p>
    </>
  );
}
