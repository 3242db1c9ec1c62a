import fc from 'fast-check';
import { Ring } from '../../../emulator/forge/ring';

describe('records kept in memory', () => {
  it('stay within both bounds, are the newest, and are never none', () => {
    const sizes = fc.array(fc.nat(40), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 2, max: 20 }), fc.integer({ min: 10, max: 100 }), (all, items, size) => {
        const ring = new Ring<number>({ items, size });
        all.forEach((each, at) => ring.add(at, each));
        const kept = ring.items();
        expect(kept).toEqual(all.map((_, at) => at).slice(-kept.length));
        expect(kept.length).toBeLessThanOrEqual(items);
        const total = kept.reduce((sum, at) => sum + (all[at] ?? 0), 0);
        expect(kept.length === 1 || total <= size).toBe(true);
        expect(kept.length).toBeGreaterThan(0);
      }),
    );
  });

  it('keep all there is while it fits', () => {
    const ring = new Ring<string>({ items: 3, size: 10 });
    for (const word of ['a', 'b', 'c']) ring.add(word, 3);
    expect(ring.items()).toEqual(['a', 'b', 'c']);
    ring.add('d', 3);
    expect(ring.items()).toEqual(['c', 'd']);
  });
});
