/**
 * A file on its way into the app: its bytes are kept as they are, in parts, so that it can be read again another way
 * without being sent again, and so that what was uploaded is what its checksum says.
 */
import { AppError } from '../../kernel/errors';
import type { ImportFile } from './import-job';
import { PART_BYTES } from './import.contract';
import type { ImportJob, ImportPorts } from './import.ports';

export const fileCollection = (importId: string): string => `import:${importId}:file`;

export const partsOf = (bytes: number): number => Math.ceil(bytes / PART_BYTES);

export const missingParts = ({ parts, received }: ImportFile): number[] => {
  const there = new Set(received);
  return Array.from({ length: parts }, (_, at) => at + 1).filter((number) => !there.has(number));
};

const sizeOfPart = ({ bytes, parts }: ImportFile, number: number): number =>
  number < parts ? PART_BYTES : bytes - (parts - 1) * PART_BYTES;

export interface Part {
  readonly number: number;
  readonly base64: string;
  readonly sha256: string;
}

/** Keeps one part; answers with the numbers still missing. INVALID_INPUT when it is damaged or none of the file's. */
export async function keepPart(job: ImportJob, part: Part, ports: ImportPorts): Promise<number[]> {
  const { file } = job.document;
  if (part.number > file.parts) throw damaged(`The file has ${file.parts} parts.`);
  const bytes = Buffer.from(part.base64, 'base64');
  if (bytes.length !== sizeOfPart(file, part.number) || ports.sha256(bytes) !== part.sha256)
    throw damaged(`Part ${part.number} arrived damaged. Send it again.`);
  await ports.documents.write(fileCollection(job.id), part.number, part.base64);
  return missingParts((await noteReceived(job, part.number, ports)).document.file);
}

const damaged = (message: string): AppError =>
  new AppError('INVALID_INPUT', message, { issues: [{ path: 'base64', message }] });

const RACES = 10;

/** Parts may arrive side by side. */
async function noteReceived(job: ImportJob, number: number, ports: ImportPorts): Promise<ImportJob> {
  for (let race = 1, now = job; ; race += 1) {
    const { file } = now.document;
    if (file.received.includes(number)) return now;
    const received = [...file.received, number].sort((a, b) => a - b);
    try {
      return await ports.jobs.save({ ...now, document: { ...now.document, file: { ...file, received } } });
    } catch (cause) {
      if (race >= RACES || !(cause instanceof AppError) || cause.code !== 'CONFLICT') throw cause;
      now = (await ports.jobs.get(job.id)) ?? now;
    }
  }
}

/** A batch may have 4 MB (developer.atlassian.com/platform/forge/storage-reference/kvs-batch). */
const PARTS_AT_ONCE = 15;

/** The whole file, proven by its checksum. REFUSED while parts are missing. */
export async function readBytes(job: ImportJob, ports: Pick<ImportPorts, 'documents' | 'sha256'>): Promise<Uint8Array> {
  const { file, expired } = job.document;
  if (expired === true) throw new AppError('REFUSED', 'The file was removed. Upload it again.');
  if (missingParts(file).length > 0) throw new AppError('REFUSED', 'The file has not arrived whole yet.');
  const parts: Buffer[] = [];
  for (let first = 1; first <= file.parts; first += PARTS_AT_ONCE) {
    const numbers = Array.from({ length: Math.min(PARTS_AT_ONCE, file.parts - first + 1) }, (_, at) => first + at);
    const collection = fileCollection(job.id);
    const texts = await ports.documents.readAll(numbers.map((number) => ({ collection, number })));
    parts.push(...texts.map((text) => Buffer.from(typeof text === 'string' ? text : '', 'base64')));
  }
  const bytes = Buffer.concat(parts);
  if (bytes.length !== file.bytes || ports.sha256(bytes) !== file.sha256)
    throw new AppError('REFUSED', 'The file differs from the one that was announced. Upload it again.');
  return bytes;
}

/** Pages removed in one go. */
const CLEARED_AT_ONCE = 20;

export async function removePages(collection: string, ports: Pick<ImportPorts, 'documents'>): Promise<void> {
  while (!(await ports.documents.clear(collection, CLEARED_AT_ONCE)));
}
