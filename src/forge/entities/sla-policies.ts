/**
 * Policies as setting documents: `sla-policy` is the one in force, `sla-policy:<n>` the one that was version n. An earlier
 * version is written before the new head, with what the old head says: whoever loses the race has written the same.
 */
import { z } from 'zod';
import { instant } from '../../kernel/time';
import { AppError } from '../../kernel/errors';
import { Policy } from '../../sla/policy';
import { earlierSince, PolicyHead, versionOf, VERSIONS_KEPT } from '../../sla/policy-store';
import type { PolicyVersion } from '../../sla/policy-versions';
import type { PolicyStore, Watermark } from '../../sla/sla.ports';
import type { SettingStore } from './settings';

const HEAD = 'sla-policy';
const Kept = z.object({ from: z.number(), by: z.string(), policy: Policy });

/** Kept versions never change, so that a warm runtime reads each once. */
const REMEMBERED = 50;

export function policyStore(settings: SettingStore, installation: () => string): PolicyStore {
  const remembered = new Map<string, z.output<typeof Kept>>();

  async function kept(version: number): Promise<z.output<typeof Kept> | undefined> {
    const name = `${installation()} ${version}`;
    const known = remembered.get(name);
    if (known !== undefined) return known;
    const found = (await settings.read(`${HEAD}:${version}`, Kept))?.document;
    if (found !== undefined) {
      if (remembered.size >= REMEMBERED) remembered.clear();
      remembered.set(name, found);
    }
    return found;
  }

  async function keep({ version, from, by, policy }: PolicyHead): Promise<void> {
    const name = `${HEAD}:${version}`;
    if ((await settings.read(name, Kept)) !== undefined) return;
    try {
      await settings.write(name, undefined, z.json().parse({ from, by, policy }), by, instant(from));
    } catch (cause) {
      if (!(cause instanceof AppError) || cause.code !== 'CONFLICT') throw cause;
    }
  }

  return {
    async head() {
      const found = await settings.read(HEAD, PolicyHead);
      return found === undefined ? undefined : { ...found.document, version: found.version };
    },
    async save(before, policy, by, now) {
      if (before !== undefined) await keep(before);
      const earlier =
        before === undefined
          ? []
          : [...before.earlier, { version: before.version, from: before.from, by: before.by }].slice(-VERSIONS_KEPT);
      const head: PolicyHead = { version: (before?.version ?? 0) + 1, from: Date.parse(now), by, policy, earlier };
      const { version } = await settings.write(HEAD, before?.version, z.json().parse(head), by, now);
      return { ...head, version };
    },
    async versionsSince(head, since) {
      const versions: PolicyVersion[] = [];
      for (const { version, from } of earlierSince(head, since)) {
        const found = await kept(version);
        if (found === undefined) throw new Error(`policy version ${version} is not kept`);
        versions.push({ version, from: version === 1 ? Number.NEGATIVE_INFINITY : from, policy: found.policy });
      }
      return [...versions, versionOf(head)];
    },
  };
}

const Mark = z.object({ at: z.number() });
const WATERMARK = 'sla-watermark';

/** Up to when the nightly run has looked at everything. */
export function slaWatermark(settings: SettingStore): Watermark {
  return {
    read: async () => (await settings.read(WATERMARK, Mark))?.document.at,
    async move(to, now) {
      const found = await settings.read(WATERMARK, Mark);
      if (found !== undefined && found.document.at >= to) return;
      await settings.write(WATERMARK, found?.version, { at: to }, 'plumbline', now);
    },
  };
}
