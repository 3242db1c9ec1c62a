/** The worker's door: one worker a page, questions numbered. Where no worker can be had, the page does the work itself. */
import type { LayoutGraph, Positions } from './layered';
import type { LayoutAnswer, LayoutQuestion } from './layout.worker';

interface Asked {
  readonly graph: LayoutGraph;
  readonly settle: (positions: Positions | Promise<Positions>) => void;
}

const asked = new Map<number, Asked>();
let worker: Worker | 'none' | undefined;
let last = 0;

export function askLayout(graph: LayoutGraph): Promise<Positions> {
  worker ??= openWorker();
  if (worker === 'none') return here(graph);
  last += 1;
  const question: LayoutQuestion = { number: last, graph };
  const answer = new Promise<Positions>((settle) => asked.set(question.number, { graph, settle }));
  worker.postMessage(question);
  return answer;
}

const here = async (graph: LayoutGraph): Promise<Positions> => (await import('./layout')).layoutOf(graph);

function openWorker(): Worker | 'none' {
  if (typeof Worker === 'undefined') return 'none';
  // A file of its own: the platform's policy blocks workers made from text.
  const opened = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' });
  opened.onmessage = ({ data }: MessageEvent<LayoutAnswer>): void => {
    asked.get(data.number)?.settle(data.positions);
    asked.delete(data.number);
  };
  opened.onerror = (): void => {
    opened.terminate();
    worker = 'none';
    for (const { graph, settle } of asked.values()) settle(here(graph));
    asked.clear();
  };
  return opened;
}
