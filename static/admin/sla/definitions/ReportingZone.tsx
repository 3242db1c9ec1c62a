import type { ReactNode } from 'react';
import { ZoneField } from '../calendars/ZoneField';
import { usePolicy } from '../draft/policy-draft';
import { useSlaText } from '../messages';

/** Where the weeks of reports begin and end. */
export function ReportingZone(): ReactNode {
  const text = useSlaText();
  const { policy, change } = usePolicy();
  return (
    <fieldset className="sla-section">
      <legend>{text('policy.reports')}</legend>
      <p className="pl-hint">{text('policy.reports.hint')}</p>
      <div className="ad-search">
        <ZoneField
          path="reportingZone"
          label={text('policy.reports.zone')}
          zone={policy.reportingZone ?? 'UTC'}
          onChange={(reportingZone) => change((now) => ({ ...now, reportingZone }))}
        />
      </div>
    </fieldset>
  );
}
