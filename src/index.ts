/** Exactly the functions that manifest.yml names. */
export {
  cmdbConsumer,
  cmdbDaily,
  cmdbImportConsumer,
  incidentAutoClose,
  onIssueEvent,
  onLifecycleEvent,
  resolver,
  setupConsumer,
  slaConsumer,
  slaNightly,
  slaSweep,
} from './compose';
