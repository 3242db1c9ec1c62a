/** An assessment as it would have been made, for tests that are about what comes after. */
import { person, MONDAY } from './builders';
import type { Fingerprint, RiskLevel } from '../../src/change/change.shapes';
import type { Assessment } from '../../src/change/risk.shapes';

export const anAssessment = (fingerprint: Fingerprint, level: RiskLevel): Assessment => ({
  likelihood: { percent: 50, level: 3 },
  impact: { percent: 70, level: 4 },
  score: 12,
  level,
  contributions: [
    { factor: 'questions', side: 'likelihood', weight: 40, value: 0.5, points: 20, reasons: [] },
    { factor: 'services', side: 'impact', weight: 30, value: 1, points: 30, reasons: [] },
    { factor: 'leadTime', side: 'likelihood', weight: 10, value: 0, points: 0, reasons: [] },
  ],
  lowering: [],
  at: MONDAY,
  by: person('ada'),
  answers: {},
  fingerprint,
  rulesVersion: 0,
  impactCut: false,
});
