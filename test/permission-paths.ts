// Tests of permission: where each route stands. A route that is added has no place here and fails kernel/permission/paths.test.ts,
// until somebody has said by which rule it is held and, where that is by records or fields, which test asks it.

/** Nobody need be signed in. */
export const open = `GET /health/live|GET /health/ready|GET /metrics|GET /openapi.json|GET /setup|POST /setup|POST /session|GET /session|DELETE /session|GET /invitations/:token|POST /invitations/:token|
  POST /password-resets|POST /password-resets/:token|GET /clock|PUT /clock|GET /calendar/:file|POST /hooks/:token|GET /approval-links/:token|POST /approval-links/:token|POST /oauth/token|POST /oauth/revoke`

/** The workspace itself, which everybody who works there knows; nothing of records. Roles are told without their rights. */
export const everybodys = `GET /members|GET /members/:id|GET /teams|GET /teams/:team|GET /branches|GET /branches/:branch|GET /roles|GET /roles/:name|GET /settings|GET /areas|GET /exchange-rates|GET /holidays|GET /working-days|PATCH /session/member|POST /session/password|POST /realtime/tickets|GET /messages/channels|GET /sending-hours|GET /task-templates|GET /task-templates/:id`

/** The caller's own things: imports, bulk changes, exports, views, sessions, notifications, lists. They are not there for others. */
export const own = `GET /imports|GET /imports/:id|POST /imports/:id/run|POST /imports/:id/cancel|POST /imports/:id/undo|GET /imports/:id/left|GET /imports/:id/report|GET /imports/:id/errors|
  GET /bulk|GET /bulk/:id|GET /bulk/:id/errors|GET /bulk/:id/kept|POST /bulk/:id/cancel|POST /bulk/:id/undo|GET /exports|GET /exports/:id|GET /exports/:id/file|POST /exports/:id/cancel|
  GET /views/:id|POST /views|PATCH /views/:id|DELETE /views/:id|PUT /views/order|PUT /views/first|GET /sessions|DELETE /sessions/:id|GET /notifications|POST /notifications/read|
  GET /session/calendar|POST /session/calendar|DELETE /session/calendar|DELETE /favourites/:object/:id|DELETE /recents/:object/:id|POST /files|GET /workflow-starts/:id|GET /approvals/stand-in|PUT /approvals/stand-in|GET /granted-apps|DELETE /granted-apps/:id|GET /oauth/authorize|POST /oauth/authorize`

/** By the rights to records and fields, with the test that asks each of them. */
export const byRights: Record<string, string> = {
  'kernel/permission/matrix.test.ts': `GET /records/:object|POST /records/:object/query|GET /records/:object/aggregate|GET /records/:object/:id|POST /records/:object|PATCH /records/:object/:id|DELETE /records/:object/:id|
    POST /records/:object/:id/restore|POST /records/:object/batch|POST /records/:object/upsert|GET /records/:object/:id/timeline|GET /search|POST /imports`,
  'kernel/permission/sharing.test.ts': 'POST /exports|POST /records/:object/merge',
  'kernel/permission/hidden.test.ts': 'GET /views|GET /pipelines|GET /pipelines/:name|GET /objects|GET /objects/:object',
  'kernel/permission/masking.test.ts': 'POST /records/:object/:id/reveal',
  'kernel/event/log.test.ts': 'GET /events',
  'kernel/file/files.test.ts': 'GET /files/:id|GET /files/:id/thumbnail|GET /files/:id/versions',
  'kernel/object/view-count.test.ts': 'GET /views/counts',
  'kernel/record/bulk/bulk.test.ts': 'POST /records/:object/bulk|POST /records/:object/cells',
  'kernel/record/calendar.test.ts': 'GET /records/:object/calendar',
  'kernel/record/own-list.test.ts': 'GET /favourites|PUT /favourites|GET /recents|PUT /recents',
  'kernel/record/merge/merge.test.ts': 'POST /records/:object/merge/:merge/undo|POST /records/:object/merge/preview|GET /records/:object/:id/merges',
  'kernel/object/screens.test.ts': 'GET /layouts|GET /layouts/:id|GET /buttons|GET /buttons/:id',
  'modules/contacts/duplicate/duplicate.test.ts': 'GET /duplicates|POST /duplicates/dismiss|GET /records/:object/:id/duplicates|POST /records/:object/duplicates',
  'modules/contacts/identity/identity.test.ts': 'GET /identities|POST /identities|DELETE /identities/:id',
  'modules/contacts/lead/conversion.test.ts': 'GET /records/lead/:id/conversion|POST /records/lead/:id/convert|POST /records/lead/:id/conversion/undo',
  'modules/contacts/lead/scoring.test.ts': 'GET /records/lead/:id/score',
  'modules/sales/report.test.ts': 'GET /records/deal/:id/stages|GET /sales/forecast|GET /sales/funnel|GET /sales/funnel/deals|GET /sales/conversion|GET /sales/velocity|GET /sales/reasons',
  'modules/workflow/assign.test.ts': 'PUT /members/:id/absence',
  'modules/tasks/checklist.test.ts': 'POST /records/task/:id/checklist|PATCH /records/task/:id/checklist/:item|DELETE /records/task/:id/checklist/:item|POST /records/task/:id/snooze',
  'modules/tasks/load.test.ts': 'GET /tasks/load',
  'modules/tasks/template/template.test.ts': 'POST /task-templates/:id/tasks',
  'modules/workflow/start.test.ts': 'GET /workflow-buttons|POST /workflow-buttons/:id/press',
  'modules/approvals/approvals.test.ts': 'GET /approvals|POST /approvals|GET /approvals/:id|POST /approvals/:id/approve|POST /approvals/:id/reject|POST /approvals/:id/delegate|POST /approvals/:id/withdraw',
  'modules/workflow/within.test.ts': 'GET /records/:object/:id/why',
  'modules/workflow/agreement.test.ts': 'GET /workflows/:id/agreement|POST /workflows/:id/agreement/sign|POST /workflows/:id/agreement/request-change',
  'modules/messaging/messaging.test.ts': 'GET /messages',
  'modules/chat/chat.test.ts': `GET /chat/channels|POST /chat/channels|POST /chat/direct|GET /chat/channels/:id|PATCH /chat/channels/:id|GET /chat/channels/:id/members|POST /chat/channels/:id/members|
    PATCH /chat/channels/:id/members/:member|DELETE /chat/channels/:id/members/:member|GET /chat/channels/:id/messages|POST /chat/channels/:id/messages|POST /chat/channels/:id/read|GET /chat/unread|GET /chat/search|
    GET /chat/messages/:id|PATCH /chat/messages/:id|DELETE /chat/messages/:id|POST /chat/messages/:id/reactions|POST /chat/messages/:id/task|GET /chat/tasks/:id|POST /chat/messages/:id/ask|POST /chat/messages/:id/answered|DELETE /chat/messages/:id/ask`,
  'modules/sales/goal/goal.test.ts': 'GET /goals|POST /goals|GET /goals/:id|PATCH /goals/:id|DELETE /goals/:id',
}

export function routesIn(text: string): string[] {
  return text.split('|').map(each => each.trim())
}
