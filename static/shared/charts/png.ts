/**
 * A drawing of the page as a PNG. Its colours come from style sheets and tokens that a picture by itself does not have,
 * so each element takes what the browser computed for it along. The platform's policy allows `data:` images.
 */

const COMPUTED = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'font-family',
  'font-size',
  'font-weight',
  'font-variant-numeric',
  'opacity',
] as const;

/** Twice as many pixels as on the screen: sharp in a slide. */
const SCALE = 2;

export async function pngOf(drawing: SVGSVGElement): Promise<Blob> {
  const { width, height } = drawing.viewBox.baseVal;
  const picture = await load(`data:image/svg+xml;charset=utf-8,${encodeURIComponent(standalone(drawing))}`);
  const canvas = document.createElement('canvas');
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('this browser does not draw pictures');
  context.fillStyle = getComputedStyle(document.body).backgroundColor;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob === null ? reject(new Error('the picture came out empty')) : resolve(blob))),
  );
}

/** The drawing's text with every style it depends on written into it. */
export function standalone(drawing: SVGSVGElement): string {
  const copy = drawing.cloneNode(true);
  if (!(copy instanceof SVGSVGElement)) throw new Error('a copy of a drawing is a drawing');
  const originals = [drawing, ...drawing.querySelectorAll('*')];
  const copies = [copy, ...copy.querySelectorAll('*')];
  originals.forEach((original, index) => {
    const computed = getComputedStyle(original);
    const styles = COMPUTED.map((property) => `${property}:${computed.getPropertyValue(property)}`);
    copies[index]?.setAttribute('style', styles.join(';'));
  });
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return new XMLSerializer().serializeToString(copy);
}

async function load(source: string): Promise<HTMLImageElement> {
  const picture = new Image();
  picture.src = source;
  await picture.decode();
  return picture;
}
