// The chat's screens: who is in a channel.
import { queryOptions } from '@tanstack/react-query'
import { api } from '../../../web/api.ts'
import { chatKeys } from './chat-data.ts'

export const channelMembersQuery = (channel: string) => queryOptions({
  queryKey: chatKeys.members(channel), staleTime: 60_000,
  queryFn: async ({ signal }) => (await api.get('/chat/channels/{id}/members', { path: { id: channel }, query: { limit: 500 }, signal })).data,
})
