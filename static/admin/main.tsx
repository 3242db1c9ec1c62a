import '@atlaskit/css-reset';
import { queryOf } from '../shared/query';
import { start } from '../shared/start';
import { App } from './App';
import { matrixMessages } from './matrix/messages';
import de from './messages/de.json';
import en from './messages/en.json';

void start({
  messages: { en: { ...matrixMessages.en, ...en }, de: { ...matrixMessages.de, ...de } },
  first: (client) => client.prefetchQuery(queryOf('setup.overview', {})),
  app: <App />,
});
