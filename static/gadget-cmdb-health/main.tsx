import { start } from '../shared/start';
import { App } from './App';
import { healthGadgetMessages } from './text';

void start({ messages: healthGadgetMessages, app: <App /> });
