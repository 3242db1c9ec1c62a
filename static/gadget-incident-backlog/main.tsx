import incidentDe from '../shared/messages/incident.de.json';
import incidentEn from '../shared/messages/incident.en.json';
import { start } from '../shared/start';
import { App } from './App';
import de from './messages/de.json';
import en from './messages/en.json';

void start({ messages: { en: { ...incidentEn, ...en }, de: { ...incidentDe, ...de } }, app: <App /> });
