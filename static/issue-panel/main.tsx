import incidentDe from '../shared/messages/incident.de.json';
import incidentEn from '../shared/messages/incident.en.json';
import { issueKeyOf } from '../shared/context';
import { queryOf } from '../shared/query';
import { start } from '../shared/start';
import { App } from './App';
import de from './messages/de.json';
import en from './messages/en.json';

void start({
  messages: { en: { ...incidentEn, ...en }, de: { ...incidentDe, ...de } },
  first: async (client, context) => {
    const issueKey = issueKeyOf(await context);
    if (issueKey !== undefined) await client.prefetchQuery(queryOf('incident.panel', { issueKey }));
  },
  app: <App />,
});
