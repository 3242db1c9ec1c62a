/** The same ports for one call: configuration, people, the landscape and the site are asked for once. */
import type { ChangePorts, SavedSetting } from './change.ports';

export function rememberingPorts(ports: ChangePorts): ChangePorts {
  const { settings, directory, landscape } = ports;
  return {
    ...ports,
    siteMap: remembered(() => ports.siteMap()),
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
      people: byList((ids) => directory.people(ids)),
    },
    landscape: {
      around: byList((refs) => landscape.around(refs)),
      names: byList((refs) => landscape.names(refs)),
      cards: byList((refs) => landscape.cards(refs)),
      classes: remembered(() => landscape.classes()),
      lineage: remembered(() => landscape.lineage()),
    },
  };
}

const readOnce = <T>(setting: SavedSetting<T>): SavedSetting<T> => ({
  read: remembered(() => setting.read()),
  save: (expected, document, by, now) => setting.save(expected, document, by, now),
});

/** The same for a question about a list, whose order makes no difference. */
function byList<T extends string, R>(ask: (list: readonly T[]) => Promise<R>): (list: readonly T[]) => Promise<R> {
  const answers = new Map<string, Promise<R>>();
  return (list) => {
    const question = JSON.stringify([...new Set(list)].sort());
    const known = answers.get(question) ?? ask(list);
    answers.set(question, known);
    return known;
  };
}

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
