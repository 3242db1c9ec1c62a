/** What is kept beside the running things: software, certificates, contracts, places, people. */
import type { ClassSpec } from '../model';
import { aClass, attribute, choice } from './spec';

/** Where a record's own dates say more than a state does, the lifecycle has other words for the same three stages. */
const TERM_STATES: ClassSpec['states'] = [
  { key: 'planned', name: 'Planned', inService: false, retired: false },
  { key: 'inUse', name: 'Valid', inService: true, retired: false },
  { key: 'expired', name: 'Expired', inService: false, retired: false },
  { key: 'retired', name: 'Ended', inService: false, retired: true },
];

export const SUPPORTING_CLASSES: readonly ClassSpec[] = [
  aClass('software', 'Software', 'ci', {
    icon: 'software',
    attributes: [
      attribute('publisher', 'Publisher', 'text', { recommended: true }),
      attribute('version', 'Version', 'text', { recommended: true }),
      attribute('licence', 'Licence', 'text'),
      attribute('endOfSupport', 'End of support', 'date'),
    ],
    identifiers: [['publisher', 'name', 'version'], ['name', 'version'], ['name']],
    staleAfterDays: 180,
    requiredRelations: [
      { type: 'installedOn', end: 'from' },
      { type: 'runsOn', end: 'from' },
      { type: 'uses', end: 'to' },
    ],
  }),
  aClass('certificate', 'Certificate', 'ci', {
    icon: 'certificate',
    attributes: [
      attribute('subject', 'Subject', 'text', { recommended: true }),
      attribute('issuer', 'Issuer', 'text', { recommended: true }),
      attribute('fingerprint', 'SHA-256 fingerprint', 'text', { unique: true }),
      attribute('validFrom', 'Valid from', 'date'),
      attribute('validUntil', 'Valid until', 'date', { required: true }),
    ],
    states: TERM_STATES,
    identifiers: [['fingerprint'], ['name']],
    staleAfterDays: 365,
    requiredRelations: [{ type: 'securedBy', end: 'to' }],
  }),
  aClass('contract', 'Contract', 'ci', {
    icon: 'contract',
    attributes: [
      attribute('contractNumber', 'Contract number', 'text', { unique: true, recommended: true }),
      attribute('supplier', 'Supplier', 'text', { required: true }),
      attribute('startsOn', 'Starts on', 'date'),
      attribute('endsOn', 'Ends on', 'date', { recommended: true }),
      attribute('notice', 'Notice', 'integer', { min: 0, max: 3_650, unit: 'days' }),
    ],
    states: TERM_STATES,
    identifiers: [['contractNumber'], ['name']],
    staleAfterDays: 365,
    requiredRelations: [{ type: 'coveredBy', end: 'to' }],
  }),
  aClass('location', 'Location', 'ci', {
    icon: 'location',
    attributes: [
      choice('kind', 'Kind', { site: 'Site', dataCentre: 'Data centre', office: 'Office', room: 'Room', rack: 'Rack' }),
      attribute('address', 'Address', 'multiline', { max: 500 }),
      attribute('city', 'City', 'text'),
      attribute('country', 'Country', 'text', { pattern: '[A-Z]{2}', help: 'Two letters by ISO 3166, such as DE.' }),
    ],
    staleAfterDays: 730,
  }),
  aClass('team', 'Team', 'ci', {
    icon: 'team',
    attributes: [attribute('email', 'Email', 'email'), attribute('lead', 'Lead', 'user', { recommended: true })],
    staleAfterDays: 365,
  }),
];
