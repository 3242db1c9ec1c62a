/** What importing needs from the world, beside what the CMDB itself needs. */
import type { AccountId } from '../../contract/ids';
import type { Clock } from '../../kernel/time';
import type { ClassCatalogue } from '../class-catalogue';
import type {
  CiStore,
  DocumentStore,
  GraphStore,
  HistoryStore,
  Jobs,
  RelationStore,
  StoredJob,
  VersionedDocument,
  WordIndex,
} from '../cmdb.ports';
import type { ImportDocument } from './import-job';
import type { ImportSettings } from './import-settings';

export type ImportJob = StoredJob<ImportDocument>;

export interface ImportQueue {
  /** At least once, after the delay. */
  goOn(importId: string, delaySeconds: number): Promise<void>;
}

export interface ImportPeople {
  /** Active people whose account id, name or address this is. */
  called(text: string): Promise<readonly { readonly accountId: AccountId; readonly name: string }[]>;
}

export interface ImportPorts {
  readonly cis: CiStore;
  readonly relations: RelationStore;
  readonly history: HistoryStore;
  readonly graph: Pick<GraphStore, 'cards'>;
  readonly words: WordIndex;
  readonly documents: DocumentStore;
  readonly jobs: Jobs<ImportDocument>;
  readonly queue: ImportQueue;
  readonly settings: VersionedDocument<ImportSettings>;
  readonly people: ImportPeople;
  readonly catalogue: () => Promise<ClassCatalogue>;
  readonly clock: Clock;
  readonly newImportId: () => string;
  /** SHA-256 in hexadecimal. */
  readonly sha256: (bytes: Uint8Array) => string;
}
