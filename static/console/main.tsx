import { queryOf } from '../shared/query';
import { start } from '../shared/start';
import { App } from './App';
import de from './messages/de.json';
import en from './messages/en.json';

void start({
  messages: { en, de },
  first: (client) => client.prefetchQuery(queryOf('incident.process', {})),
  app: <App />,
});
