/** The root, and what the business sees: services, offerings, applications. */
import type { ClassSpec } from '../model';
import { aClass, attribute, choice } from './spec';

export const SERVICE_CLASSES: readonly ClassSpec[] = [
  aClass('ci', 'Configuration item', null, {
    abstract: true,
    attributes: [
      attribute('description', 'Description', 'multiline'),
      attribute('documentation', 'Documentation', 'url', { help: 'Where it is described for those who run it.' }),
    ],
    states: [
      { key: 'planned', name: 'Planned', inService: false, retired: false },
      { key: 'inUse', name: 'In use', inService: true, retired: false },
      // What is taken out to be worked on supplies nobody: the others of its group have to carry the load.
      { key: 'maintenance', name: 'Maintenance', inService: false, retired: false },
      { key: 'retired', name: 'Retired', inService: false, retired: true },
    ],
    identifiers: [['name']],
    staleAfterDays: 60,
  }),
  aClass('service', 'Service', 'ci', {
    abstract: true,
    icon: 'service',
    attributes: [
      choice('stage', 'Portfolio stage', { pipeline: 'Pipeline', catalogue: 'Catalogue', retired: 'Retired' }),
      attribute('serviceHours', 'Service hours', 'text', { help: 'As agreed with the customer, such as 24×7.' }),
    ],
    staleAfterDays: 180,
  }),
  aClass('businessService', 'Business service', 'service', {
    icon: 'business-service',
    help: 'What the business buys or relies on, in its own words.',
    attributes: [
      attribute('businessOwner', 'Business owner', 'user', { recommended: true }),
      attribute('customers', 'Customers', 'text'),
    ],
    requiredRelations: [
      { type: 'dependsOn', end: 'from' },
      { type: 'uses', end: 'from' },
      { type: 'provides', end: 'to' },
      { type: 'partOf', end: 'to' },
    ],
  }),
  aClass('serviceOffering', 'Service offering', 'service', {
    icon: 'offering',
    help: 'One level of a service that somebody subscribes to.',
    attributes: [attribute('price', 'Price per month', 'number', { min: 0 })],
    requiredRelations: [
      { type: 'partOf', end: 'from' },
      { type: 'dependsOn', end: 'from' },
    ],
  }),
  aClass('applicationService', 'Application service', 'service', {
    icon: 'application-service',
    help: 'A running installation of an application, in one environment.',
    attributes: [attribute('version', 'Version', 'text', { recommended: true }), attribute('url', 'Address', 'url')],
    requiredRelations: [
      { type: 'runsOn', end: 'from' },
      { type: 'hostedOn', end: 'from' },
      { type: 'dependsOn', end: 'from' },
      { type: 'provides', end: 'from' },
    ],
  }),
  aClass('application', 'Application', 'ci', {
    icon: 'application',
    help: 'An application as the business knows it, wherever it is installed.',
    attributes: [
      attribute('vendor', 'Vendor', 'text', { recommended: true }),
      attribute('version', 'Version', 'text'),
      choice('installType', 'Kind of installation', { onPremises: 'On premises', saas: 'SaaS', paas: 'PaaS' }),
      choice('dataClass', 'Data class', {
        open: 'Public',
        internal: 'Internal',
        confidential: 'Confidential',
        secret: 'Strictly confidential',
      }),
      attribute('endOfSupport', 'End of support', 'date'),
      attribute('url', 'Address', 'url'),
    ],
    staleAfterDays: 180,
    requiredRelations: [
      { type: 'runsOn', end: 'from' },
      { type: 'hostedOn', end: 'from' },
      { type: 'dependsOn', end: 'from' },
      { type: 'dependsOn', end: 'to' },
      { type: 'uses', end: 'to' },
      { type: 'provides', end: 'from' },
    ],
  }),
];
