/** The service desk over the in-memory ports: each edit is told to the practice when the desk settles. */
import type { Desk, Seen, Values } from './desk';
import { anIncident } from './builders';
import { MemorySite } from './memory';

export class MemoryDesk implements Desk {
  readonly #site = new MemorySite();
  readonly #practice = this.#site.practice();
  readonly #changed: string[] = [];
  #created = 0;

  async create({ impact, urgency }: Values): Promise<string> {
    this.#created += 1;
    const key = `ITSM-${this.#created}`;
    this.#site.add(key, { facts: anIncident({ impact, urgency }) });
    this.#changed.push(key);
    return key;
  }

  async edit(key: string, { priority, ...values }: Values): Promise<void> {
    this.#site.edit(key, { ...values, ...(priority === undefined ? {} : { level: priority }) });
    this.#changed.push(key);
  }

  async settle(): Promise<void> {
    for (const key of this.#changed.splice(0)) {
      const { id, type, projectId } = this.#site.get(key);
      await this.#practice.onIssueEvent({ issueId: id, issueTypeId: type.id, projectId, changedFields: undefined });
    }
  }

  async see(key: string): Promise<Seen> {
    const { facts, basis } = this.#site.get(key);
    const comments = this.#site.comments.filter((comment) => comment.startsWith(`${key} `)).length;
    return { level: facts.priority.level, overrideReason: facts.overrideReason, basis, comments };
  }
}
