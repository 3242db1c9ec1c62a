/** What a CI's reference looks like, apart from the validator: browsers that only tell one from other text load nothing else. */
export const CI_REF_PATTERN = /^[a-z][A-Za-z0-9]{0,39}:[a-z0-9]+(?:-[a-z0-9]+)*$/;
export const CI_REF_LENGTH = 120;
