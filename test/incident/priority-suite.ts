/** What holds for an incident's priority, whoever keeps the incidents: each row is a short story and its end. */
import type { Desk, Seen, Values } from './desk';

const DEPARTMENT_HIGH = 'Matrix: Impact Department × Urgency High → 3 (Medium).';
const ENTERPRISE_HIGH = 'Matrix: Impact Enterprise × Urgency High → 2 (High).';

interface Story {
  readonly title: string;
  readonly created: Values;
  readonly edits: readonly Values[];
  readonly end: Seen;
}

const matrix = (level: number, basis: string, comments = 0): Seen => ({
  level,
  overrideReason: undefined,
  basis,
  comments,
});

const assessed = { impact: 'Department', urgency: 'High' } as const;

export const PRIORITY_STORIES: readonly Story[] = [
  {
    title: 'at creation the matrix decides',
    created: assessed,
    edits: [],
    end: matrix(3, DEPARTMENT_HIGH),
  },
  {
    title: 'without impact and urgency it stays what people set',
    created: {},
    edits: [{ priority: 2 }],
    end: matrix(2, 'Not assessed: Impact is empty. Urgency is empty.'),
  },
  {
    title: 'with impact alone it stays what people set, and the basis says what is missing',
    created: { impact: 'Team' },
    edits: [{ priority: 2 }],
    end: matrix(2, 'Not assessed: Urgency is empty.'),
  },
  {
    title: 'the second half of the assessment puts the matrix in charge',
    created: { impact: 'Team' },
    edits: [{ priority: 1 }, { urgency: 'High' }],
    end: matrix(4, 'Matrix: Impact Team × Urgency High → 4 (Low).'),
  },
  {
    title: 'another impact is judged anew',
    created: assessed,
    edits: [{ impact: 'Enterprise' }],
    end: matrix(2, ENTERPRISE_HIGH),
  },
  {
    title: 'another urgency is judged anew',
    created: assessed,
    edits: [{ urgency: 'Low' }],
    end: matrix(5, 'Matrix: Impact Department × Urgency Low → 5 (Lowest).'),
  },
  {
    title: 'a priority set by hand without a reason is put back, with one comment',
    created: assessed,
    edits: [{ priority: 1 }],
    end: matrix(3, DEPARTMENT_HIGH, 1),
  },
  {
    title: 'each new hand-set priority is answered once',
    created: assessed,
    edits: [{ priority: 1 }, { priority: 5 }],
    end: matrix(3, DEPARTMENT_HIGH, 2),
  },
  {
    title: 'a priority with a reason stands',
    created: assessed,
    edits: [{ priority: 1, overrideReason: 'The CEO waits' }],
    end: {
      level: 1,
      overrideReason: 'The CEO waits',
      basis: 'Override to 1 (Highest): The CEO waits — The matrix says: Impact Department × Urgency High → 3 (Medium).',
      comments: 0,
    },
  },
  {
    title: 'a reason given after the priority was put back brings the chosen priority again',
    created: assessed,
    edits: [{ priority: 1 }, { overrideReason: 'The CEO waits' }],
    end: {
      level: 1,
      overrideReason: 'The CEO waits',
      basis: 'Override to 1 (Highest): The CEO waits — The matrix says: Impact Department × Urgency High → 3 (Medium).',
      comments: 1,
    },
  },
  {
    title: 'an override ends when the impact changes afterwards',
    created: assessed,
    edits: [{ priority: 1, overrideReason: 'The CEO waits' }, { impact: 'Enterprise' }],
    end: matrix(2, ENTERPRISE_HIGH),
  },
  {
    title: 'an emptied reason ends the override',
    created: assessed,
    edits: [{ priority: 1, overrideReason: 'The CEO waits' }, { overrideReason: null }],
    end: matrix(3, DEPARTMENT_HIGH),
  },
  {
    title: 'a reason in the very edit that changes the impact overrides the new assessment',
    created: assessed,
    edits: [{ impact: 'Team', priority: 1, overrideReason: 'Payroll day' }],
    end: {
      level: 1,
      overrideReason: 'Payroll day',
      basis: 'Override to 1 (Highest): Payroll day — The matrix says: Impact Team × Urgency High → 4 (Low).',
      comments: 0,
    },
  },
];

/** Settled after each edit, and again at the end: the second look must find nothing to do. */
export function prioritySuite(where: string, desk: () => Desk): void {
  describe(`an incident's priority, ${where}`, () => {
    it.each(PRIORITY_STORIES)('$title', async ({ created, edits, end }) => {
      const key = await desk().create(created);
      await desk().settle();
      for (const values of edits) {
        await desk().edit(key, values);
        await desk().settle();
      }
      await desk().settle();
      expect(await desk().see(key)).toEqual(end);
    });
  });
}
