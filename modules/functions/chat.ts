// The functions room: the one place that reaches team chat. Until there is a room for it, posting is refused.
import type { Context } from '../../kernel/context.ts'
import { Problem } from '../../kernel/http/errors.ts'

export interface Post { channel: string, text: string, key: string }

/** One message for each post, once for each key. Throws Problem. */
export async function postMessages(_context: Context, _posts: Post[]): Promise<void> {
  throw new Problem('function.noChat')
}
