/** Comments the app makes once: each carries a property that names what it tells. */
import { route } from '@forge/api';
import { z } from 'zod';
import type { Json } from '../../contract/rpc';
import type { JiraClient } from './client';

const CommentIds = z.object({ comments: z.array(z.object({ id: z.string() })), total: z.int() });
const Marked = z.object({
  values: z.array(z.object({ properties: z.array(z.object({ key: z.string(), value: z.unknown() })).default([]) })),
});
const Marker = z.object({ key: z.string() });

export const markerProperty = (property: string, marker: string): Json => ({ key: property, value: { key: marker } });

/**
 * Newest first: what is looked for is seldom old. An issue's comments come without their properties; asked for by their ids,
 * comments bring them.
 */
export async function hasMarkedComment(
  client: JiraClient,
  issueId: string,
  property: string,
  marker: string,
): Promise<boolean> {
  for (let startAt = 0; ;) {
    const { comments, total } = await client.get(
      route`/rest/api/3/issue/${issueId}/comment?orderBy=${'-created'}&startAt=${startAt}&maxResults=${100}`,
      CommentIds,
    );
    if (comments.length === 0) return false;
    const path = route`/rest/api/3/comment/list?expand=${'properties'}`;
    const ids = comments.map(({ id }) => Number(id));
    const { values } = await client.post(path, { ids }, Marked, { repeatable: true });
    const isMarked = values
      .flatMap(({ properties }) => properties)
      .some(({ key, value }) => key === property && Marker.safeParse(value).data?.key === marker);
    if (isMarked) return true;
    startAt += comments.length;
    if (startAt >= total) return false;
  }
}
