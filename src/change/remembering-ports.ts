/** The same ports for many changes in one call: configuration, role holders and classes are asked for once. */
import type { ChangePorts, SavedSetting } from './change.ports';

export function rememberingPorts(ports: ChangePorts): ChangePorts {
  const { settings, directory, landscape } = ports;
  return {
    ...ports,
    settings: {
      risk: readOnce(settings.risk),
      policies: readOnce(settings.policies),
      windows: readOnce(settings.windows),
      templates: readOnce(settings.templates),
      delegations: readOnce(settings.delegations),
    },
    directory: {
      inRole: remembered((projectId, role) => directory.inRole(projectId, role)),
      inGroup: remembered((groupId) => directory.inGroup(groupId)),
      people: (ids) => directory.people(ids),
    },
    landscape: {
      around: (refs) => landscape.around(refs),
      names: (refs) => landscape.names(refs),
      cards: (refs) => landscape.cards(refs),
      classes: remembered(() => landscape.classes()),
      lineage: remembered(() => landscape.lineage()),
    },
  };
}

const readOnce = <T>(setting: SavedSetting<T>): SavedSetting<T> => ({
  read: remembered(() => setting.read()),
  save: (expected, document, by, now) => setting.save(expected, document, by, now),
});

/** Answers the same question with the first answer, failures included: they end the call anyway. */
function remembered<A extends readonly string[], R>(ask: (...args: A) => Promise<R>): (...args: A) => Promise<R> {
  const answers = new Map<string, Promise<R>>();
  return (...args) => {
    const question = JSON.stringify(args);
    const known = answers.get(question);
    if (known !== undefined) return known;
    const asked = ask(...args);
    answers.set(question, asked);
    return asked;
  };
}
