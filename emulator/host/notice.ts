/** A page of a few words, for when the site's own pages are not there or not meant. Plain HTML: no script, no style. */
export const NOT_BUILT = 'Run "npm run build" and reload; "npm start" builds before it starts.';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

export function noticePage(title: string, text: string, link?: string): string {
  const address = link === undefined ? '' : ` <a href="${escaped(link)}">${escaped(link)}</a>`;
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${escaped(title)}</title>
  </head>
  <body>
    <main>
      <h1>${escaped(title)}</h1>
      <p>${escaped(text)}${address}</p>
    </main>
  </body>
</html>
`;
}
