import incidentDe from '../shared/messages/incident.de.json';
import incidentEn from '../shared/messages/incident.en.json';
import slaDe from '../shared/messages/sla.de.json';
import slaEn from '../shared/messages/sla.en.json';
import { issueKeyOf } from '../shared/context';
import { queryOf } from '../shared/query';
import { start } from '../shared/start';
import { App } from './App';
import de from './messages/de.json';
import en from './messages/en.json';

void start({
  messages: { en: { ...incidentEn, ...slaEn, ...en }, de: { ...incidentDe, ...slaDe, ...de } },
  first: async (client, context) => {
    const issueKey = issueKeyOf(await context);
    if (issueKey === undefined) return;
    // The panel shows as soon as it can; clocks and CIs follow into their places.
    void client.prefetchQuery(queryOf('sla.panel', { issueKey }));
    void client.prefetchQuery(queryOf('cmdb.panel', { issueKey }));
    await client.prefetchQuery(queryOf('incident.panel', { issueKey }));
  },
  app: <App />,
});
