/** Exactly the functions that manifest.yml names. */
export { incidentAutoClose, onIssueEvent, onLifecycleEvent, resolver, setupConsumer } from './compose';
