import type { FrameLocator } from 'playwright-core';

/** From the first step to the plan, with everything as the wizard proposes it but the project's key and name. */
export async function showThePlan(app: FrameLocator, projectKey: string): Promise<void> {
  await app.getByLabel('Project key').fill(projectKey);
  await app.getByLabel('Project name').fill('IT service management');
  await app.getByRole('button', { name: 'Continue' }).click();
  await app.getByRole('checkbox', { name: /^Incident/ }).waitFor();
  await app.getByRole('button', { name: 'Continue' }).click();
  await app.getByRole('button', { name: 'Show the plan' }).click();
  await app.getByRole('button', { name: APPLY }).waitFor();
}

/** Names how much there is to do once the plan is known. */
export const APPLY = /^Apply \d+ steps?$/;
