import type { AppFieldKey, Blueprint, ScreenField } from './blueprint';
import type { FieldKey, IssueTypeKey, RoleKey } from './site-map';
import { byName, type SiteState } from './site-state';

const APP_FIELD_NAMES: Readonly<Record<AppFieldKey, string>> = {
  'configuration-items': 'Configuration items',
  'change-tokens': 'Change state',
};

/** The ids on this site of what the blueprint calls by its own keys; `undefined` while a thing does not exist. */
export class References {
  constructor(
    private readonly blueprint: Blueprint,
    private readonly site: SiteState,
  ) {}

  field(key: FieldKey): string | undefined {
    const spec = this.blueprint.fields.find((field) => field.key === key);
    if (spec === undefined) return undefined;
    return byName(
      this.site.fields.filter((field) => field.type === spec.type),
      spec.name,
    )?.id;
  }

  fieldName(key: FieldKey): string {
    return this.blueprint.fields.find((field) => field.key === key)?.name ?? key;
  }

  screenField(field: ScreenField): { readonly id: string | undefined; readonly name: string } {
    if ('system' in field) return { id: field.system, name: field.system };
    if ('app' in field) return { id: this.site.appFields[field.app], name: APP_FIELD_NAMES[field.app] };
    return { id: this.field(field.custom), name: this.fieldName(field.custom) };
  }

  appField(key: AppFieldKey): string | undefined {
    return this.site.appFields[key];
  }

  screen(key: string): string | undefined {
    return this.idByKey(this.blueprint.screens, key, this.site.screens);
  }

  screenScheme(key: IssueTypeKey): string | undefined {
    return this.idByKey(this.blueprint.screenSchemes, key, this.site.screenSchemes);
  }

  status(key: string): string | undefined {
    return this.idByKey(this.blueprint.statuses, key, this.site.statuses);
  }

  issueType(key: IssueTypeKey): string | undefined {
    return this.idByKey(this.blueprint.issueTypes, key, this.site.issueTypes);
  }

  role(key: RoleKey): string | undefined {
    return this.idByKey(this.blueprint.roles, key, this.site.roles);
  }

  linkType(key: string): string | undefined {
    return this.idByKey(this.blueprint.linkTypes, key, this.site.linkTypes);
  }

  resolution(name: string): string | undefined {
    return byName(this.site.resolutions, name)?.id;
  }

  private idByKey<K extends string>(
    specs: readonly { readonly key: K; readonly name: string }[],
    key: K,
    things: readonly { readonly id: string; readonly name: string }[],
  ): string | undefined {
    const spec = specs.find((one) => one.key === key);
    return spec === undefined ? undefined : byName(things, spec.name)?.id;
  }
}
