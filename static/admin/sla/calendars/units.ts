export const UNITS = ['minute', 'hour', 'day', 'workingDay'] as const;
