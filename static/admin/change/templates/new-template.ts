import type { Template } from '../parts/documents';

/** An hour's work that nobody is offered until it is described and enabled. */
export const newTemplate = (key: string, name: string): Template => ({
  key,
  name,
  description: '',
  reason: '',
  implementationPlan: '',
  backoutPlan: '',
  testPlan: '',
  communicationPlan: '',
  classes: [],
  cis: [],
  minutes: 60,
  answers: {},
  enabled: false,
  reapprovedAt: null,
  reapprovedBecause: null,
});
