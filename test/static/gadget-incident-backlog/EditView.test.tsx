import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { App } from '../../../static/gadget-incident-backlog/App';
import de from '../../../static/gadget-incident-backlog/messages/de.json';
import en from '../../../static/gadget-incident-backlog/messages/en.json';
import incidentDe from '../../../static/shared/messages/incident.de.json';
import incidentEn from '../../../static/shared/messages/incident.en.json';
import { backend, show, violations, type BridgeCalls } from '../surface';

const messages = { en: { ...incidentEn, ...en }, de: { ...incidentDe, ...de } };
const gadgetConfiguration = { title: 'Ours', projects: ['IT'], boundaries: [1, 7], refresh: 30 };

function edit(): BridgeCalls & { container: HTMLElement } {
  const calls = backend({
    'incident.projects': () => ({
      projects: [
        { key: 'IT', name: 'IT Service Desk' },
        { key: 'NIGHT', name: 'Night shift' },
      ],
    }),
  });
  return { ...calls, container: show(<App />, { messages, extension: { entryPoint: 'edit', gadgetConfiguration } }) };
}
const retype = async (name: RegExp, text: string): Promise<void> => {
  const box = screen.getByRole('textbox', { name });
  await userEvent.clear(box);
  if (text !== '') await userEvent.type(box, text);
};

describe('configuring the backlog gadget', () => {
  it('shows what is configured and saves what is chosen', async () => {
    const { asked, container } = edit();
    expect(await screen.findByRole('checkbox', { name: /IT Service Desk/ })).toBeChecked();
    expect(await violations(container)).toEqual([]);
    await userEvent.click(screen.getByRole('checkbox', { name: /Night shift/ }));
    await retype(/Age|boundar|Days/i, '2, 5, 14');
    await userEvent.click(screen.getByRole('button', { name: en['backlog.edit.save'] }));
    expect(JSON.stringify(asked.find(({ command }) => command === 'submit')?.data)).toContain(
      '"projects":["IT","NIGHT"],"boundaries":[2,5,14],"refresh":30',
    );
  });

  it.each(['', '5, 3', 'often', '0'])('boundaries %j are refused at the field and not sent', async (text) => {
    const { asked } = edit();
    await screen.findByRole('checkbox', { name: /Night shift/ });
    await retype(/Age|boundar|Days/i, text);
    expect(screen.getByRole('textbox', { name: /Age|boundar|Days/i })).toBeInvalid();
    await userEvent.click(screen.getByRole('button', { name: en['backlog.edit.save'] }));
    expect(asked.map(({ command }) => command)).not.toContain('submit');
  });
});
