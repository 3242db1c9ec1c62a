/**
 * A service desk for examples of incident management: people edit incidents, time passes, and one looks what became of
 * them. The in-memory ports and the whole site both offer it.
 */
export interface Values {
  readonly impact?: 'Enterprise' | 'Department' | 'Team' | 'Individual';
  readonly urgency?: 'Critical' | 'High' | 'Medium' | 'Low';
  /** 1 (Highest) to 5 (Lowest). */
  readonly priority?: 1 | 2 | 3 | 4 | 5;
  /** null empties it. */
  readonly overrideReason?: string | null;
}

export interface Seen {
  readonly level: number | undefined;
  readonly overrideReason: string | undefined;
  readonly basis: string | undefined;
  /** How often the app wrote to people. */
  readonly comments: number;
}

export interface Desk {
  create(values: Values): Promise<string>;
  edit(key: string, values: Values): Promise<void>;
  /** Until the app has dealt with everything that happened. */
  settle(): Promise<void>;
  see(key: string): Promise<Seen>;
}
