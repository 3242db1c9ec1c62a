import { start } from '../shared/start';
import { Page, EmptyState } from '../shared/components';

void start({ messages: { en: {}, de: {} }, app: <Page title="Plumbline"><EmptyState title="Hello" /></Page> });
