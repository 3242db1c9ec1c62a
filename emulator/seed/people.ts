/** The people of Acme, a wholesaler of 400 with its own IT. Everybody's API token is the part of the address before the `@`. */
import { uuidOf } from '../jira/bootstrap';
import type { JiraSite } from '../jira/site';

interface Person {
  readonly user: string;
  readonly name: string;
  readonly groups: readonly string[];
  readonly timeZone?: string;
}

const EVERYBODY = 'jira-software-users';

export const PEOPLE = [
  { user: 'admin', name: 'Priya Raman', groups: ['site-admins', 'jira-administrators'] },
  { user: 'agent', name: 'Tomás Oliveira', groups: ['Service Desk'] },
  { user: 'manager', name: 'Ingrid Solberg', groups: ['Service Desk', 'IT Management'] },
  { user: 'cab', name: 'Kwame Mensah', groups: ['Change Advisory Board'] },
  { user: 'customer', name: 'Hannah Berg', groups: ['Sales'] },
  { user: 'lena', name: 'Lena Fischer', groups: ['Service Desk'] },
  { user: 'diego', name: 'Diego Fuentes', groups: ['Service Desk'], timeZone: 'America/Bogota' },
  { user: 'noor', name: 'Noor Haddad', groups: ['Network Operations'] },
  { user: 'sven', name: 'Sven Lindqvist', groups: ['Network Operations'], timeZone: 'Europe/Stockholm' },
  { user: 'mei', name: 'Mei Tanaka', groups: ['Business Applications'], timeZone: 'Asia/Tokyo' },
  { user: 'oscar', name: 'Oscar Brandt', groups: ['Business Applications'] },
  { user: 'ruth', name: 'Ruth Adeyemi', groups: ['Server and Storage'] },
  { user: 'pavel', name: 'Pavel Novák', groups: ['Server and Storage'] },
  { user: 'changemanager', name: 'Amara Diallo', groups: ['IT Management', 'Change Advisory Board'] },
  { user: 'problemmanager', name: 'Jonas Keller', groups: ['IT Management'] },
  { user: 'releasemanager', name: 'Sofia Marino', groups: ['IT Management'] },
  { user: 'configmanager', name: 'Bram de Vries', groups: ['IT Management'], timeZone: 'Europe/Amsterdam' },
  { user: 'serviceowner', name: 'Claire Dubois', groups: ['IT Management', 'Change Advisory Board'] },
  { user: 'warehouse', name: 'Yusuf Demir', groups: ['Logistics'] },
  { user: 'finance', name: 'Grace Liu', groups: ['Finance'] },
  { user: 'shop', name: 'Marta Kowalska', groups: ['Retail'] },
  { user: 'hr', name: 'Elif Yildiz', groups: ['Human Resources'] },
] as const satisfies readonly Person[];

export type UserName = (typeof PEOPLE)[number]['user'];

export const emailOf = (user: UserName): string => `${user}@acme.example`;
export const accountIdOf = (user: UserName): string => `712020:${uuidOf(`account ${user}`)}`;
export const groupIdOf = (name: string): string => uuidOf(`group ${name}`);

/** Adds the people and their groups; a person who is there already stays as they are. */
export function addPeople({ db }: Pick<JiraSite, 'db'>): void {
  const account = db.prepare(
    `INSERT INTO user_account (account_id, account_type, email, display_name, time_zone, api_token) VALUES (?, 'atlassian', ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
  );
  const group = db.prepare('INSERT INTO user_group (group_id, name) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const member = db.prepare('INSERT INTO group_member (group_id, account_id) VALUES (?, ?) ON CONFLICT DO NOTHING');
  db.transaction(() => {
    for (const person of PEOPLE) {
      const { user, name, groups }: Person = person;
      const id = accountIdOf(person.user);
      account.run(id, emailOf(person.user), name, 'timeZone' in person ? person.timeZone : 'Europe/Berlin', user);
      for (const groupName of [EVERYBODY, ...groups]) {
        group.run(groupIdOf(groupName), groupName);
        member.run(groupIdOf(groupName), id);
      }
    }
  })();
}
