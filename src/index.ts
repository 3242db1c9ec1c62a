/** Exactly the functions that manifest.yml names. */
export {
  incidentAutoClose,
  onIssueEvent,
  onLifecycleEvent,
  resolver,
  setupConsumer,
  slaConsumer,
  slaNightly,
  slaSweep,
} from './compose';
