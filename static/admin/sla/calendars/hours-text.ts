/** `7.5 hours` */
export const hoursText = (milliseconds: number, locale: string): string =>
  new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: 'hour',
    unitDisplay: 'long',
    maximumFractionDigits: 2,
  }).format(milliseconds / 3_600_000);
