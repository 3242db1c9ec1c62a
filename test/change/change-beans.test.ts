/** A change as Jira writes it, in the practice's words; and a transition's input laid over it. */
import { textFactOf } from '../../src/change/text-fact';
import { ChangeBean, overlaid, seenOf, type ChangeReading } from '../../src/forge/jira/change-beans';
import { plainText } from '../../src/forge/jira/plain-text';
import { richText } from '../../src/forge/jira/rich-text';
import { aChange, ci, person } from './builders';
import { CI_FIELD, SITE } from './world';

const PUBLISHED = {
  risk: 'customfield_131',
  score: 'customfield_132',
  approval: 'customfield_133',
  tokens: 'customfield_134',
};
const READING: ChangeReading = { site: SITE, ids: { cis: CI_FIELD, published: PUBLISHED } };

const text = (...lines: string[]) => richText(lines.join('\n'));

const FIELDS = {
  summary: 'Renew the certificate',
  issuetype: { id: '12' },
  project: { id: '100' },
  status: { id: '4' },
  reporter: { accountId: 'ada' },
  creator: { accountId: 'bot' },
  created: '2026-02-02T09:00:00.000+0100',
  updated: '2026-02-02T10:00:00.000+0100',
  customfield_101: { value: 'Emergency', id: '7' },
  customfield_102: '2026-02-04T20:00:00.000+0000',
  customfield_103: '2026-02-04T22:00:00.000+0000',
  customfield_106: { accountId: 'ivo', displayName: 'Ivo' },
  customfield_107: text('It expires.'),
  customfield_108: text('One.', 'Two.'),
  customfield_112: { name: 'Web operations', groupId: 'g' },
  [CI_FIELD]: ['server:web-01', 'not a ref', 'server:web-01'],
  [PUBLISHED.risk]: 'High',
  [PUBLISHED.score]: 12,
  [PUBLISHED.tokens]: ['risk.high'],
};

const seen = (fields: Readonly<Record<string, unknown>> = {}) =>
  seenOf(READING, ChangeBean.parse({ id: '1001', key: 'IT-1', fields: { ...FIELDS, ...fields } }));

it('reads what it judges by', () => {
  expect(seen()).toEqual({
    facts: {
      issueId: '1001',
      key: 'IT-1',
      projectId: '100',
      summary: 'Renew the certificate',
      stage: 'scheduled',
      type: 'emergency',
      requester: 'ada',
      creator: 'bot',
      implementer: 'ivo',
      team: 'Web operations',
      plannedStart: '2026-02-04T20:00:00.000Z',
      plannedEnd: '2026-02-04T22:00:00.000Z',
      outageStart: undefined,
      outageEnd: undefined,
      cis: ['server:web-01'],
      reason: textFactOf('It expires.'),
      plans: {
        implementation: textFactOf('One.\nTwo.'),
        backout: { words: 0, digest: '' },
        test: { words: 0, digest: '' },
        communication: { words: 0, digest: '' },
      },
      createdAt: '2026-02-02T08:00:00.000Z',
      updatedAt: '2026-02-02T09:00:00.000Z',
    },
    published: { risk: 'High', score: 12, approval: null, tokens: ['risk.high'] },
  });
});

it.each([
  ['another type', { issuetype: { id: '10' } }],
  ['a project that is none of the app’s', { project: { id: '999' } }],
])('sees no change in an issue of %s', (_what, fields) => {
  expect(seen(fields)).toBeUndefined();
});

it('sees no stage in a status of somebody else’s', () => {
  expect(seen({ status: { id: '77' } })?.facts.stage).toBeUndefined();
});

it.each([
  ['nothing', {}, {}],
  ['another end', { customfield_103: '2026-02-05T00:00:00.000+0100' }, { plannedEnd: '2026-02-04T23:00:00.000Z' }],
  ['no end', { customfield_103: null }, { plannedEnd: undefined }],
  ['another type', { customfield_101: { value: 'Normal' } }, { type: 'normal' }],
  ['a type that is none', { customfield_101: { value: 'Routine' } }, { type: undefined }],
  ['another implementer', { customfield_106: { accountId: 'mia' } }, { implementer: person('mia') }],
  ['other CIs', { [CI_FIELD]: ['database:shop'] }, { cis: [ci('database:shop')] }],
  ['no CIs, which arrives as null', { [CI_FIELD]: null }, { cis: [] }],
  ['another reason', { customfield_107: text('It is weak.') }, { reason: textFactOf('It is weak.') }],
  ['what is no fact of a change', { labels: ['x'], comment: 'y' }, {}],
])('lays a transition’s input over it: %s', (_what, modified, changed) => {
  const facts = aChange();
  expect(overlaid(READING, facts, modified)).toEqual({ ...facts, ...changed });
});

it('lays one plan over the others', () => {
  const { plans } = overlaid(READING, aChange(), { customfield_109: null, customfield_110: text('Sign in.') });
  expect(plans).toEqual({ ...aChange().plans, backout: { words: 0, digest: '' }, test: textFactOf('Sign in.') });
});

describe('a text', () => {
  const doc = (...content: unknown[]): unknown => ({ version: 1, type: 'doc', content });
  const paragraph = (...content: unknown[]): unknown => ({ type: 'paragraph', content });
  const said = (words: string, marks: unknown[] = []): unknown => ({ type: 'text', text: words, marks });

  it.each([
    ['nothing', null, ''],
    ['text as it is', 'As before', 'As before'],
    ['paragraphs', doc(paragraph(said('One ')), paragraph(said('two'))), 'One \ntwo'],
    ['a line that was broken', doc(paragraph(said('One'), { type: 'hardBreak' }, said('two'))), 'One\ntwo'],
    ['parts in bold', doc(paragraph(said('Do '), said('not', [{ type: 'strong' }]), said(' panic'))), 'Do not panic'],
    [
      'a list',
      doc({
        type: 'bulletList',
        content: [
          { type: 'listItem', content: [paragraph(said('Stop'))] },
          { type: 'listItem', content: [paragraph(said('Start'))] },
        ],
      }),
      'Stop\nStart',
    ],
    [
      'a link with where it leads',
      doc(paragraph(said('the guide', [{ type: 'link', attrs: { href: 'https://a.example' } }]))),
      'the guide (https://a.example)',
    ],
    ['whom it mentions', doc(paragraph({ type: 'mention', attrs: { id: 'ada', text: '@Ada' } })), '@Ada (ada)'],
    [
      'what is struck out as struck out',
      doc(paragraph(said('Do '), said('not', [{ type: 'strike' }]), said(' panic'))),
      'Do ~~not~~ panic',
    ],
    [
      'the title of what is folded away',
      doc({ type: 'expand', attrs: { title: 'On failure' }, content: [paragraph(said('Stop'))] }),
      'On failure\nStop',
    ],
    ['a card', doc(paragraph({ type: 'inlineCard', attrs: { url: 'https://a.example/1' } })), 'https://a.example/1'],
  ])('reads %s', (_what, value, plain) => {
    expect(plainText(value)).toBe(plain);
  });

  it('is not taken for empty where it can’t be read', () => {
    const odd = (step: string) => plainText({ type: 'doc', content: [{ kind: 'paragraph', step }] });
    expect(odd('Stop it.')).not.toBe('');
    expect(odd('Stop it.')).not.toBe(odd('Start it.'));
  });

  it('differs when a link leads elsewhere or another picture is shown', () => {
    const link = (href: string) => plainText(doc(paragraph(said('guide', [{ type: 'link', attrs: { href } }]))));
    expect(link('https://a.example')).not.toBe(link('https://b.example'));
    const picture = (id: string) =>
      plainText(
        doc({ type: 'mediaSingle', content: [{ type: 'media', attrs: { id, type: 'file', collection: '' } }] }),
      );
    expect(picture('1')).not.toBe(picture('2'));
  });

  it.each([['one line'], ['two\nlines'], ['a list\n\n- one\n- two']])(
    'that is written to Jira is read as it was: %j',
    (plain) => {
      expect(textFactOf(plainText(richText(plain)))).toEqual(textFactOf(plain));
    },
  );
});
