/** Exactly the functions that manifest.yml names. */
export {
  changeGate,
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
