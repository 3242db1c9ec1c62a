/** Files to import: hosts and machines on them, and among twenty rows a bad one, each for another reason in turn. */

export const BAD_EVERY = 20;
const BAD = [
  { row: (n: number) => `Server,bad-ip-${n},,999.1.1.1,`, code: 'invalid' },
  { row: (n: number) => `Spaceship,bad-class-${n},,,`, code: 'unknownClass' },
  { row: (n: number) => `Server,,NONAME-${n},,`, code: 'invalid' },
  { row: (n: number) => `Application,lost-${n},,,nowhere-${n}`, code: 'unknownCi' },
  { row: (n: number) => `Server,short-${n}`, code: 'ragged' },
  { row: (n: number) => `Server,host-${rackOf(n)},H${rackOf(n)},10.9.9.9,`, code: 'duplicate' },
  { row: (n: number) => `Virtual machine,falls-${n},,,bad-ip-${n - 6 * BAD_EVERY}`, code: 'rejectedRow' },
] as const;

/** The first host of each twenty rows, on which half of their machines run. */
const rackOf = (n: number): number => n - (n % BAD_EVERY);

const badRow = (n: number): (typeof BAD)[number] | undefined =>
  n % BAD_EVERY === BAD_EVERY - 1 ? BAD[Math.floor(n / BAD_EVERY) % BAD.length] : undefined;

export function bigFile(rows: number): string {
  const line = (n: number): string => {
    const bad = badRow(n);
    if (bad !== undefined) return bad.row(n);
    return n % 2 === 0
      ? `Server,host-${n},H${n},10.0.${(n >> 8) & 255}.${n & 255},`
      : `Virtual machine,vm-${n},,,host-${n % 4 === 1 ? n - 1 : rackOf(n)}`;
  };
  return ['Class,Name,Serial number,IP address,Runs on', ...Array.from({ length: rows }, (_, n) => line(n))].join('\n');
}

/** What becomes of each row in an empty CMDB: its number, the verdict, and the code of the reason. */
export const expectedOf = (rows: number): string[] =>
  Array.from({ length: rows }, (_, n) => {
    const bad = badRow(n);
    return bad === undefined ? `${n + 1} create` : `${n + 1} reject ${bad.code}`;
  });
