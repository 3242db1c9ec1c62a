/**
 * Stands in for @atlaskit/feature-gate-js-client: outside Atlassian's own products no gate is ever initialised, so that
 * every question has the default answer.
 */
class FeatureGates {
  static client = undefined;
  static checkGate() {
    return false;
  }
  static getExperiment() {
    return { get: (_key, fallback) => fallback };
  }
  static getExperimentValue(_name, _parameter, fallback) {
    return fallback;
  }
  static initializeCompleted() {
    return false;
  }
  static initializeCalled() {
    return false;
  }
  static hasCheckGateErrorOccurred() {
    return false;
  }
  static hasGetExperimentValueErrorOccurred() {
    return false;
  }
  static getDefaultPerimeter() {
    return undefined;
  }
}
export { FeatureGates };
export default FeatureGates;
