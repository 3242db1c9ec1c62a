import { changeGadgetMessages } from '../shared/gadget/change-messages';
import { start } from '../shared/start';
import { App } from './App';
import de from './messages/de.json';
import en from './messages/en.json';

void start({ messages: changeGadgetMessages({ en, de }), app: <App /> });
