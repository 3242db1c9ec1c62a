import { instant, type Clock } from '../kernel/time';

/** The machine's clock: the one place where the app reads the time. */
export const systemClock: Clock = { now: () => instant(Date.now()) };
