import { validateCi } from '../../../src/cmdb/ci-rules';
import { resolveCatalogue } from '../../../src/cmdb/class-catalogue';
import { SHIPPED_CATALOGUE } from '../../../src/cmdb/classes/shipped';
import { draftOf } from '../../../src/cmdb/import/draft';
import { aCi } from '../builders';

const catalogue = resolveCatalogue(SHIPPED_CATALOGUE);

it('is not kept from changing a CI by a value for which its class has no attribute any more', () => {
  const before = aCi('server:web-01', { attributes: { ip: '10.0.0.1', rack: 'A1' } });
  const texts = new Map([['location', 'Hamburg']]);
  const judged = validateCi(catalogue, draftOf(catalogue, before, 'server', texts, []));
  expect(judged).toMatchObject({ ok: true, ci: { location: 'Hamburg', attributes: { ip: '10.0.0.1' } } });
});

it('is refused such a value where the row itself offers it', () => {
  const texts = new Map([['attributes.rack', 'A1']]);
  const judged = validateCi(catalogue, draftOf(catalogue, aCi('server:web-01'), 'server', texts, []));
  expect(judged).toMatchObject({ ok: false, issues: [{ path: 'attributes.rack' }] });
});
