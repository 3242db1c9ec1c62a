/** The lists that are edited as drafts: freezes and maintenance windows, templates of standard changes. */
import type { OutputOf } from '../../../shared/api';

export type Windows = OutputOf<'change.windows'>['document'];
export type Window = Windows['windows'][number];
export type Scope = Window['scope'];

type SavedTemplate = OutputOf<'change.templates'>['document']['templates'][number];

/** `minutes` is null while what is typed is no number. */
export type Template = Omit<SavedTemplate, 'minutes'> & { readonly minutes: number | null };
export type Templates = { readonly templates: Template[] };

export type Finding = OutputOf<'change.lintWindows'>['findings'][number];
