/** The rules that hold until an administrator saves others. They are a beginning: each organisation fails in its own ways. */
import { BUSINESS_HOURS } from '../sla/default-policy';
import type { Question, RiskRules } from './risk.shapes';

const choice = (key: string, label: string, risk: number): Question['choices'][number] => ({ key, label, risk });

const LIKELIHOOD_QUESTIONS: Question[] = [
  {
    key: 'experience',
    text: 'How often has this been done here?',
    help: 'The same work on the same kind of CI, by the people who do it now.',
    side: 'likelihood',
    weight: 30,
    choices: [
      choice('routine', 'Many times, by the same procedure', 0),
      choice('sometimes', 'A few times', 30),
      choice('once', 'Once, or only elsewhere', 60),
      choice('never', 'Never', 100),
    ],
  },
  {
    key: 'complexity',
    text: 'How many teams or systems have to act together?',
    help: 'Suppliers count as teams.',
    side: 'likelihood',
    weight: 20,
    choices: [
      choice('one', 'One team, one system', 0),
      choice('few', 'Two or three', 40),
      choice('several', 'Four or more', 75),
      choice('supplier', 'Four or more, one of them a supplier', 100),
    ],
  },
  {
    key: 'rehearsal',
    text: 'Was it rehearsed?',
    help: 'A rehearsal goes through the plan step by step, the way back included.',
    side: 'likelihood',
    weight: 30,
    choices: [
      choice('full', 'Yes, on a copy of production and with the way back', 0),
      choice('test', 'Yes, in a test environment', 30),
      choice('parts', 'Parts of it', 65),
      choice('no', 'No', 100),
    ],
  },
  {
    key: 'method',
    text: 'How is it carried out?',
    help: '',
    side: 'likelihood',
    weight: 20,
    choices: [
      choice('automated', 'Automated, and safe to repeat', 0),
      choice('scripted', 'By scripts that somebody watches', 30),
      choice('checklist', 'By hand, along a checklist', 60),
      choice('manual', 'By hand, from experience', 100),
    ],
  },
];

const IMPACT_QUESTIONS: Question[] = [
  {
    key: 'audience',
    text: 'Who notices when it goes wrong?',
    help: 'The widest group that could not work as usual.',
    side: 'impact',
    weight: 35,
    choices: [
      choice('nobody', 'Nobody, or only those who do it', 0),
      choice('team', 'One team', 30),
      choice('departments', 'Several departments', 65),
      choice('customers', 'Customers, or the whole company', 100),
    ],
  },
  {
    key: 'way-back',
    text: 'How fast is the way back?',
    help: 'From the decision to back out until everything works as before.',
    side: 'impact',
    weight: 30,
    choices: [
      choice('minutes', 'A few minutes, at any time', 0),
      choice('window', 'Within the planned window', 30),
      choice('later', 'Longer than the window', 75),
      choice('none', 'There is no way back', 100),
    ],
  },
  {
    key: 'data',
    text: 'Can data be lost or damaged?',
    help: '',
    side: 'impact',
    weight: 20,
    choices: [
      choice('no', 'No', 0),
      choice('restorable', 'Yes, but all of it can be restored', 45),
      choice('partly', 'Yes, and some could be lost', 100),
    ],
  },
  {
    key: 'protection',
    text: 'Does it touch what protects or what has to be proven?',
    help: 'Access, encryption, logging, backups; payments, personal data, records that auditors ask for.',
    side: 'impact',
    weight: 15,
    choices: [choice('no', 'No', 0), choice('indirectly', 'Indirectly', 45), choice('directly', 'Directly', 100)],
  },
];

export const DEFAULT_RISK_RULES: RiskRules = {
  questions: [...LIKELIHOOD_QUESTIONS, ...IMPACT_QUESTIONS],
  weights: {
    questions: 35,
    changeType: 10,
    plans: 15,
    leadTime: 10,
    conflicts: 10,
    teamRecord: 10,
    ciRecord: 10,
    impactQuestions: 40,
    criticality: 25,
    services: 25,
    hours: 10,
  },
  cuts: { likelihood: [15, 30, 50, 70], impact: [15, 30, 50, 70] },
  matrix: [
    ['low', 'low', 'low', 'moderate', 'moderate'],
    ['low', 'low', 'moderate', 'moderate', 'high'],
    ['low', 'moderate', 'moderate', 'high', 'high'],
    ['moderate', 'moderate', 'high', 'high', 'veryHigh'],
    ['moderate', 'high', 'high', 'veryHigh', 'veryHigh'],
  ],
  // An emergency has no time to give; its risk is told by its type.
  leadTimeDays: { standard: 1, normal: 5, emergency: 0 },
  typeRisk: { standard: 10, normal: 40, emergency: 100 },
  prior: { successes: 9, failures: 1 },
  recordMonths: 12,
  validDays: 30,
  businessCalendar: BUSINESS_HOURS,
};
