/** Whatever the rules of changes say, the front ends have words for. */
import { createIntl } from 'react-intl';
import { APPROVAL_STATES } from '../../../src/change/approval.shapes';
import { CHANGE_TYPES, MATERIAL_PARTS, OUTCOMES, PLANS, RISK_LEVELS, STAGES } from '../../../src/change/change.shapes';
import { MISSING_CODES } from '../../../src/change/gate-words';
import { REQUIREMENTS } from '../../../src/change/gate.shapes';
import { REASON_CODES } from '../../../src/change/risk-words';
import { FACTORS } from '../../../src/change/risk.shapes';
import { CONFLICT_KINDS } from '../../../src/change/schedule.shapes';
import { changeMessages } from '../../../static/shared/change/terms';

const { en, de } = changeMessages({ en: {}, de: {} });

const under = (prefix: string, keys: readonly string[]): string[] => keys.map((key) => `change.${prefix}.${key}`);

const SAID = [
  ...under('approval', APPROVAL_STATES),
  ...under('conflict', CONFLICT_KINDS),
  ...under('factor', FACTORS),
  ...under('level', RISK_LEVELS),
  ...under('missing', MISSING_CODES),
  ...under('outcome', OUTCOMES),
  ...under('part', MATERIAL_PARTS),
  ...under('plan', PLANS),
  ...under('requirement', REQUIREMENTS),
  ...under('risk', REASON_CODES),
  ...under('stage', STAGES),
  ...under('type', CHANGE_TYPES),
];

/** What a message asks for when it is said: it complains of one missing value at a time. */
function placeholders(locale: string, message: string): string[] {
  const values: Record<string, number> = {};
  for (;;) {
    let missing: string | undefined;
    const onError = (error: Error): void => {
      missing = /variable "(\w+)" was not provided/.exec(error.message)?.[1];
      if (missing === undefined) throw error;
    };
    createIntl({ locale, messages: { message }, onError }).formatMessage({ id: 'message' }, values);
    if (missing === undefined) return Object.keys(values).sort();
    values[missing] = 1;
  }
}

describe('the words for changes', () => {
  it.each(Object.entries({ en, de }))('are complete in %s', (_language, messages) => {
    expect(SAID.filter((key) => !Object.hasOwn(messages, key))).toEqual([]);
  });

  it('say the same in both languages', () => {
    expect(placeholders('en', en['change.riskLine'] ?? '')).toEqual(['impact', 'level', 'likelihood', 'score']);
    const german = new Map(Object.entries(de));
    expect([...german.keys()].sort()).toEqual(Object.keys(en).sort());
    const differing = Object.entries(en).filter(
      ([key, message]) => placeholders('de', german.get(key) ?? '').join() !== placeholders('en', message).join(),
    );
    expect(differing.map(([key]) => key)).toEqual([]);
  });
});
