/** Stands in for @atlaskit/platform-feature-flags: every flag is off outside Atlassian's own products. */
export const fg = () => false;
export const getBooleanFF = () => false;
export const setBooleanFeatureFlagResolver = () => {};
