/** What columns are taken to mean, by the headers of common inventories. */
import { resolveCatalogue } from '../../../src/cmdb/class-catalogue';
import { SHIPPED_CATALOGUE } from '../../../src/cmdb/classes/shipped';
import { suggestMapping } from '../../../src/cmdb/import/inspect';
import type { Target } from '../../../src/cmdb/import/mapping';
import { readFile } from '../../../src/cmdb/import/read-file';

const catalogue = resolveCatalogue(SHIPPED_CATALOGUE);

/** Meanings by column, in short: `field name`, `attribute ip`, `relation runsOn from`, `class`, `key`. */
function meanings(header: string, row = header.replace(/[^,]+/g, 'x')): Record<string, string> {
  const mapping = suggestMapping(readFile(new TextEncoder().encode(`${header}\n${row}\n`)).table, 'CMT', catalogue);
  if (mapping.kind !== 'cis') throw new Error('a file of relations');
  return Object.fromEntries(mapping.columns.map(({ column, target }) => [column, inShort(target)]));
}

function inShort(target: Target): string {
  if (target.to === 'field') return `field ${target.field}`;
  if (target.to === 'attribute') return `attribute ${target.attribute}`;
  return target.to === 'relation' ? `relation ${target.type} ${target.end}` : target.to;
}

it.each<[string, Record<string, string>]>([
  // A machine is called by its host name, unless something else is its name.
  ['Hostname', { Hostname: 'field name' }],
  ['Host Name,IP', { 'Host Name': 'field name', IP: 'attribute ip' }],
  ['HOST_NAME', { HOST_NAME: 'field name' }],
  ['Hostname,FQDN', { Hostname: 'field name', FQDN: 'attribute fqdn' }],
  ['FQDN,Hostname', { Hostname: 'field name', FQDN: 'attribute fqdn' }],
  ['Name,Hostname', { Name: 'field name', Hostname: 'attribute fqdn' }],
  ['Hostname,Name', { Name: 'field name', Hostname: 'attribute fqdn' }],
  ['Hostname,Display name', { 'Display name': 'field name', Hostname: 'attribute fqdn' }],
  ['Name,Hostname,FQDN', { Name: 'field name', Hostname: 'attribute fqdn' }],
  ['Computer name,DNS name', { 'Computer name': 'field name', 'DNS name': 'attribute fqdn' }],
  ['Device name,Name', { Name: 'field name' }],
  // Two columns for one place: the first has it.
  ['Hostname,Computer name', { Hostname: 'field name', 'Computer name': 'attribute fqdn' }],
])('a name among %s', (header, expected) => {
  expect(meanings(header)).toEqual(expected);
});

it.each([
  ['Serial No.', 'attribute serialNumber'],
  ['Service tag', 'attribute serialNumber'],
  ['Seriennummer', 'attribute serialNumber'],
  ['Manufacturer', 'attribute vendor'],
  ['OS', 'attribute operatingSystem'],
  ['OS version', 'attribute osVersion'],
  ['vCPUs', 'attribute cpus'],
  ['Primary IP address', 'attribute ip'],
  ['MAC address', 'attribute mac'],
  ['Owned by', 'field owner'],
  ['Managed by', 'field owner'],
  ['Assignment group', 'field supportGroup'],
  ['Operational status', 'field state'],
  ['Data centre', 'field location'],
  ['sys_id', 'key'],
  ['Runs on', 'relation runsOn from'],
  ['Hosts', 'relation hostedOn to'],
  // Not what a service's portfolio or price list calls by these keys.
  ['Stage', 'field environment'],
  ['Price', 'field cost'],
])('“%s” is %s', (column, meaning) => {
  expect(meanings(`Name,${column}`)[column]).toBe(meaning);
});

it.each(['Address', 'Colour', 'Comments', '#'])('“%s” is left open: it may be several things, or none', (column) => {
  expect(meanings(`Name,${column}`)).toEqual({ Name: 'field name' });
});

describe('with a column that names classes', () => {
  it('only what these classes have is suggested', () => {
    expect(meanings('Type,Hostname,Price,Kind,Address', 'Server,web-01,12,x,x')).toEqual({
      Type: 'class',
      Hostname: 'field name',
      Price: 'field cost',
    });
    expect(meanings('Type,Name,Address,City', 'Location,Zurich 1,Street 1,Zurich')).toMatchObject({
      Address: 'attribute address',
      City: 'attribute city',
    });
  });

  it('it is found by its values', () => {
    expect(meanings('Type,Category,Name', 'ProLiant DL380,Server,a')).toEqual({
      Category: 'class',
      Name: 'field name',
    });
  });

  it('classes without host names leave the column open when the name is elsewhere', () => {
    expect(meanings('Class,Name,Hostname', 'Contract,C-1,x')).toEqual({ Class: 'class', Name: 'field name' });
  });
});

it('the app’s own export is taken by the letter', () => {
  expect(
    meanings('ref,class,name,attributes.fqdn,attributes.ip,keys', 'server:a,server,a,a.example,10.0.0.1,'),
  ).toEqual({
    ref: 'ref',
    class: 'class',
    name: 'field name',
    'attributes.fqdn': 'attribute fqdn',
    'attributes.ip': 'attribute ip',
    keys: 'keys',
  });
});
