// Made from the OpenAPI document by `npm run contract`: what each request takes and answers. Not for editing.

export interface Contract {
  'DELETE /api-keys/{id}': { path: { id: string } }
  'DELETE /branches/{branch}': { path: { branch: string }; answer: unknown }
  'DELETE /buttons/{id}': { path: { id: string } }
  'DELETE /favourites/{object}/{id}': { path: { object: string; id: string } }
  'DELETE /identities/{id}': { path: { id: string } }
  'DELETE /layouts/{id}': { path: { id: string } }
  'DELETE /members/{id}': { path: { id: string } }
  'DELETE /objects/{object}': { path: { object: string } }
  'DELETE /objects/{object}/fields/{field}': { path: { object: string; field: string } }
  'DELETE /pipelines/{name}': { path: { name: string } }
  'DELETE /recents/{object}/{id}': { path: { object: string; id: string } }
  'DELETE /records/task/{id}/checklist/{item}': { path: { id: string; item: string }; answer: unknown }
  'DELETE /records/{object}/{id}': { path: { object: string; id: string } }
  'DELETE /roles/{name}': { path: { name: string } }
  'DELETE /session': { }
  'DELETE /session/calendar': { }
  'DELETE /sessions/{id}': { path: { id: string } }
  'DELETE /sharing-rules/{id}': { path: { id: string }; answer: unknown }
  'DELETE /teams/{team}': { path: { team: string } }
  'DELETE /views/{id}': { path: { id: string } }
  'DELETE /webhooks/{id}': { path: { id: string } }
  'DELETE /workflows/{id}': { path: { id: string }; answer: unknown }
  'GET /api-keys': { query: { limit?: number; after?: string }; answer: unknown }
  'GET /areas': { query: { limit?: number; after?: string; within?: string; q?: string }; answer: unknown }
  'GET /branches': { query: { limit?: number; after?: string }; answer: { data: { id: string; name: string; label: { en?: string; id?: string }; timeZone: (string | null); address: ({ [k: string]: unknown } | null) }[]; page: { next: (string | null) } } }
  'GET /branches/{branch}': { path: { branch: string }; answer: { id: string; name: string; label: { en?: string; id?: string }; timeZone: (string | null); address: ({ [k: string]: unknown } | null) } }
  'GET /bulk': { query: { limit?: number; after?: string }; answer: unknown }
  'GET /bulk/{id}': { path: { id: string }; answer: unknown }
  'GET /bulk/{id}/errors': { path: { id: string }; query: { limit?: number; after?: string }; answer: unknown }
  'GET /bulk/{id}/kept': { path: { id: string }; query: { limit?: number; after?: string }; answer: unknown }
  'GET /buttons': { query: { limit?: number; after?: string; object?: string }; answer: unknown }
  'GET /buttons/{id}': { path: { id: string }; answer: unknown }
  'GET /calendar/{file}': { path: { file: string }; answer: unknown }
  'GET /clock': { answer: { now: string } }
  'GET /development/mailbox': { query: { limit?: number; after?: string }; answer: unknown }
  'GET /duplicates': { query: { object: string; limit?: number; after?: string }; answer: unknown }
  'GET /events': { query: { actor?: string; object?: string; record?: string; field?: string; way?: ('person' | 'api' | 'import' | 'workflow' | 'system'); from?: string; to?: string; after?: string; limit?: number }; answer: unknown }
  'GET /exports': { query: { limit?: number; after?: string }; answer: unknown }
  'GET /exports/{id}': { path: { id: string }; answer: unknown }
  'GET /exports/{id}/file': { path: { id: string }; answer: unknown }
  'GET /favourites': { query: { limit?: number; after?: string }; answer: { data: { object: string; id: string; title: (string | null); at: string }[]; page: { next: (string | null) } } }
  'GET /files/{id}': { path: { id: string }; query: { download?: string }; answer: unknown }
  'GET /files/{id}/thumbnail': { path: { id: string }; query: { size?: number }; answer: unknown }
  'GET /files/{id}/versions': { path: { id: string }; query: { limit?: number; after?: string }; answer: unknown }
  'GET /health/live': { answer: unknown }
  'GET /health/ready': { answer: unknown }
  'GET /identities': { query: { contact: string }; answer: unknown }
  'GET /imports': { query: { limit?: number; after?: string }; answer: unknown }
  'GET /imports/{id}': { path: { id: string }; answer: unknown }
  'GET /imports/{id}/errors': { path: { id: string }; answer: unknown }
  'GET /imports/{id}/left': { path: { id: string }; query: { limit?: number; after?: string }; answer: unknown }
  'GET /imports/{id}/report': { path: { id: string }; answer: unknown }
  'GET /invitations/{token}': { path: { token: string }; answer: { email: string; name: string; workspace: { slug: string; name: string; locale: string }; existing: boolean; expiresAt: string } }
  'GET /layouts': { query: { limit?: number; after?: string; object?: string }; answer: unknown }
  'GET /layouts/{id}': { path: { id: string }; answer: unknown }
  'GET /lead-conversion': { answer: unknown }
  'GET /lead-scoring': { answer: unknown }
  'GET /members': { query: { limit?: number; after?: string; kind?: ('person' | 'key' | 'workflow'); active?: string }; answer: { data: { id: string; name: string; email: (string | null); role: string; team: (string | null); kind: ('person' | 'key' | 'workflow'); branch: (string | null); manager: (string | null); active: boolean; invited: boolean; locale: (string | null) }[]; page: { next: (string | null) } } }
  'GET /members/{id}': { path: { id: string }; answer: { id: string; name: string; email: (string | null); role: string; team: (string | null); kind: ('person' | 'key' | 'workflow'); branch: (string | null); manager: (string | null); active: boolean; invited: boolean; locale: (string | null) } }
  'GET /metrics': { answer: unknown }
  'GET /notifications': { query: { limit?: number; after?: string; unread?: (boolean | ('true' | 'false')) }; answer: unknown }
  'GET /objects': { answer: unknown }
  'GET /objects/{object}': { path: { object: string }; answer: unknown }
  'GET /objects/{object}/fields/{field}/uses': { path: { object: string; field: string }; answer: unknown }
  'GET /objects/{object}/uses': { path: { object: string }; answer: unknown }
  'GET /openapi.json': { answer: unknown }
  'GET /pipelines': { query: { object?: string }; answer: unknown }
  'GET /pipelines/{name}': { path: { name: string }; answer: unknown }
  'GET /recents': { query: { limit?: number; after?: string }; answer: { data: { object: string; id: string; title: (string | null); at: string }[]; page: { next: (string | null) } } }
  'GET /records/deal/{id}/stages': { path: { id: string }; answer: { data: { pipeline: (string | null); stage: (string | null); entered: string; left: (string | null); seconds: number; merged: boolean }[]; age: { opened: string; closed: (string | null); seconds: number } } }
  'GET /records/lead/{id}/conversion': { path: { id: string }; answer: unknown }
  'GET /records/lead/{id}/score': { path: { id: string }; answer: unknown }
  'GET /records/{object}': { path: { object: string }; query: { filter?: unknown; sort?: string; fields?: (string | string[]); expand?: (string | string[]); limit?: number; after?: string; count?: ('true' | 'capped'); bin?: (boolean | ('true' | 'false')) }; answer: unknown }
  'GET /records/{object}/aggregate': { path: { object: string }; query: { groupBy?: (string | string[]); measure?: (string | string[]); filter?: unknown }; answer: unknown }
  'GET /records/{object}/calendar': { path: { object: string }; query: { date: string; from: string; to: string; timeZone?: string; filter?: unknown; fields?: (string | string[]); expand?: (string | string[]); perDay?: number }; answer: unknown }
  'GET /records/{object}/{id}': { path: { object: string; id: string }; query: { fields?: (string | string[]); expand?: (string | string[]); bin?: (boolean | ('true' | 'false')) }; answer: unknown }
  'GET /records/{object}/{id}/duplicates': { path: { object: string; id: string }; answer: unknown }
  'GET /records/{object}/{id}/merges': { path: { object: string; id: string }; query: { limit?: number; after?: string }; answer: unknown }
  'GET /records/{object}/{id}/timeline': { path: { object: string; id: string }; query: { after?: string; limit?: number; types?: (string | string[]) }; answer: unknown }
  'GET /roles': { query: { limit?: number; after?: string }; answer: unknown }
  'GET /roles/{name}': { path: { name: string }; answer: unknown }
  'GET /sales/conversion': { query: { from: string; to: string; by?: string; filter?: unknown }; answer: { data: { by: unknown; entered: number; advanced: number; lost: number; remaining: number; percentage: (number | null); filters: { entered: { [k: string]: unknown }; advanced: { [k: string]: unknown }; lost: { [k: string]: unknown }; remaining: { [k: string]: unknown } } }[] } }
  'GET /sales/forecast': { query: { from: string; to: string; by?: string; filter?: unknown }; answer: { data: { month: string; by: unknown; count: number; filter: { [k: string]: unknown }; sums: { total: { amount: (number | string); currency: string }; weighted: { amount: (number | string); currency: string }; won: { amount: (number | string); currency: string } }[] }[] } }
  'GET /sales/funnel': { query: { from: string; to: string; pipeline?: string; filter?: unknown }; answer: { data: { pipeline: string; stage: string; entered: number; advanced: number; lost: number; remaining: number; percentage: (number | null) }[] } }
  'GET /sales/funnel/deals': { query: { from: string; to: string; pipeline: string; filter?: unknown; stage: string; outcome: ('entered' | 'advanced' | 'lost' | 'remaining'); limit?: number; after?: string }; answer: unknown }
  'GET /sales/reasons': { query: { from: string; to: string; filter?: unknown }; answer: { data: { reason: (string | null); count: number; share: number; sums: { amount: (number | string); currency: string }[]; filter: { [k: string]: unknown } }[] } }
  'GET /sales/velocity': { query: { from: string; to: string; by?: string; filter?: unknown }; answer: { data: { by: unknown; won: number; lost: number; winRate: (number | null); timed: number; medianDays: (number | null); p90Days: (number | null); averageDays: (number | null); filters: { won: { [k: string]: unknown }; lost: { [k: string]: unknown }; timed: { [k: string]: unknown } } }[] } }
  'GET /search': { query: { q: string; objects?: string; limit?: number }; answer: unknown }
  'GET /session': { answer: { user: ({ id: string; name: string; email: (string | null) } | null); workspace: { slug: string; name: string; locale: string; currency: string; timeZone: string }; member: { id: string; name: string; role: string; team: (string | null); locale: (string | null); timeZone: (string | null); kind: string }; workspaces: { slug: string; name: string }[]; administrator: boolean } }
  'GET /session/calendar': { answer: unknown }
  'GET /sessions': { query: { limit?: number; after?: string }; answer: unknown }
  'GET /settings': { answer: { slug: string; name: string; locale: string; currency: string; timeZone: string; phoneCountry: string; mail: ('smtp' | 'mailbox') } }
  'GET /setup': { answer: { needed: boolean; tokenNeeded: boolean; templates: { name: string; label: { en?: string; id?: string }; description: { en?: string; id?: string } }[] } }
  'GET /sharing-rules': { query: { limit?: number; after?: string }; answer: { data: { id: string; object: string; label: { en?: string; id?: string }; filter: unknown; to: { role?: string; team?: string; member?: string; branch?: string }; access: ('read' | 'update') }[]; page: { next: (string | null) } } }
  'GET /sharing-rules/{id}': { path: { id: string }; answer: { id: string; object: string; label: { en?: string; id?: string }; filter: unknown; to: { role?: string; team?: string; member?: string; branch?: string }; access: ('read' | 'update') } }
  'GET /teams': { query: { limit?: number; after?: string }; answer: { data: { id: string; name: string; label: { en?: string; id?: string }; parent: (string | null); manager: (string | null); branch: (string | null); members: string[] }[]; page: { next: (string | null) } } }
  'GET /teams/{team}': { path: { team: string }; answer: { id: string; name: string; label: { en?: string; id?: string }; parent: (string | null); manager: (string | null); branch: (string | null); members: string[] } }
  'GET /views': { query: { object?: string }; answer: unknown }
  'GET /views/counts': { query: { object: string }; answer: { data: { view: (string | null); count: number; capped?: true; approximate?: true }[] } }
  'GET /views/{id}': { path: { id: string }; answer: unknown }
  'GET /webhooks': { query: { limit?: number; after?: string }; answer: unknown }
  'GET /webhooks/{id}': { path: { id: string }; answer: unknown }
  'GET /webhooks/{id}/deliveries': { path: { id: string }; query: { state?: ('waiting' | 'delivered' | 'failed'); limit?: number; after?: string }; answer: unknown }
  'GET /workflow-runs/{id}': { path: { id: string }; answer: unknown }
  'GET /workflows': { query: { limit?: number; after?: string; object?: string }; answer: unknown }
  'GET /workflows/{id}': { path: { id: string }; answer: unknown }
  'GET /workflows/{id}/runs': { path: { id: string }; query: { limit?: number; after?: string; status?: ('queued' | 'running' | 'waiting' | 'completed' | 'failed' | 'cancelled' | 'missed') }; answer: unknown }
  'PATCH /branches/{branch}': { path: { branch: string }; body: { name?: string; label?: { en?: string; id?: string }; timeZone?: (string | null); address?: unknown }; answer: { id: string; name: string; label: { en?: string; id?: string }; timeZone: (string | null); address: ({ [k: string]: unknown } | null) } }
  'PATCH /buttons/{id}': { path: { id: string }; body: { name?: string; label?: { en?: string; id?: string }; icon?: (string | null); color?: (string | null); roles?: string[]; when?: unknown; places?: ('record' | 'list')[]; action?: ({ type: 'create'; object: string; data?: { [k: string]: unknown } } | { type: 'update'; data: { [k: string]: unknown }; confirm?: ({ en?: string; id?: string } | null) } | { type: 'link'; url: string }) }; answer: unknown }
  'PATCH /layouts/{id}': { path: { id: string }; body: { name?: string; label?: { en?: string; id?: string }; roles?: string[]; when?: unknown; sections?: { label: { en?: string; id?: string }; columns?: (1 | 2); collapsed?: boolean; fields: { field: string; when?: unknown; required?: boolean }[] }[]; hidden?: string[]; related?: ({ object: string; field: string; columns?: string[] }[] | null); buttons?: (string[] | null) }; answer: unknown }
  'PATCH /members/{id}': { path: { id: string }; body: { name?: string; role?: string; team?: (string | null); branch?: (string | null); manager?: (string | null); locale?: (('id' | 'en') | null); timeZone?: (string | null); active?: boolean }; answer: { id: string; name: string; email: (string | null); role: string; team: (string | null); kind: ('person' | 'key' | 'workflow'); branch: (string | null); manager: (string | null); active: boolean; invited: boolean; locale: (string | null) } }
  'PATCH /objects/{object}': { path: { object: string }; body: { label?: { en?: string; id?: string }; pluralLabel?: { en?: string; id?: string }; icon?: (string | null); title?: string; hidden?: boolean; uniqueSets?: { fields: string[] }[]; validations?: { name: string; when?: unknown; must: unknown; message: { en?: string; id?: string }; field?: string }[] }; answer: unknown }
  'PATCH /objects/{object}/fields/{field}': { path: { object: string; field: string }; body: { type?: string; label?: { en?: string; id?: string }; help?: ({ en?: string; id?: string } | null); options?: { value: string; label: { en?: string; id?: string }; color?: string }[]; required?: boolean; unique?: boolean; index?: boolean; writeOnce?: boolean; sensitive?: boolean; track?: boolean; strict?: boolean; weight?: number; default?: unknown; formula?: string; rollup?: { object: string; by: string; measure: ('count' | 'sum' | 'avg' | 'min' | 'max' | 'first' | 'last'); of?: string; filter?: unknown }; result?: string; pattern?: (string | null); keepGiven?: boolean; format?: (('nik' | 'npwp') | null); max?: (number | null); min?: (number | null); to?: (string | string[]) }; answer: unknown }
  'PATCH /pipelines/{name}': { path: { name: string }; body: { label?: { en?: string; id?: string }; stages?: { value: string; label: { en?: string; id?: string }; help?: ({ en?: string; id?: string } | null); color?: string; probability?: number; kind?: ('open' | 'won' | 'lost'); required?: string[] }[]; moveTo?: { [k: string]: string } }; answer: unknown }
  'PATCH /records/task/{id}/checklist/{item}': { path: { id: string; item: string }; body: { done?: boolean; text?: string; position?: number }; answer: unknown }
  'PATCH /records/{object}/{id}': { path: { object: string; id: string }; body: { [k: string]: unknown }; answer: unknown }
  'PATCH /roles/{name}': { path: { name: string }; body: { label?: { en?: string; id?: string }; objects?: { [k: string]: { read?: (boolean | ('none' | 'own' | 'team' | 'branch' | 'all')); create?: boolean; update?: (boolean | ('none' | 'own' | 'team' | 'branch' | 'all')); delete?: (boolean | ('none' | 'own' | 'team' | 'branch' | 'all')); fields?: { [k: string]: 'hidden' | 'read' | 'write' } } | null }; others?: { read?: (boolean | ('none' | 'own' | 'team' | 'branch' | 'all')); create?: boolean; update?: (boolean | ('none' | 'own' | 'team' | 'branch' | 'all')); delete?: (boolean | ('none' | 'own' | 'team' | 'branch' | 'all')); fields?: { [k: string]: 'hidden' | 'read' | 'write' } } }; answer: unknown }
  'PATCH /session/member': { body: { name?: string; locale?: (('id' | 'en') | null); timeZone?: (string | null) }; answer: unknown }
  'PATCH /settings': { body: { name?: string; locale?: ('id' | 'en'); currency?: string; timeZone?: string; phoneCountry?: string }; answer: { slug: string; name: string; locale: string; currency: string; timeZone: string; phoneCountry: string; mail: ('smtp' | 'mailbox') } }
  'PATCH /sharing-rules/{id}': { path: { id: string }; body: { label?: { en?: string; id?: string }; filter?: unknown; to?: { role?: string; team?: string; member?: string; branch?: string }; access?: ('read' | 'update') }; answer: { id: string; object: string; label: { en?: string; id?: string }; filter: unknown; to: { role?: string; team?: string; member?: string; branch?: string }; access: ('read' | 'update') } }
  'PATCH /teams/{team}': { path: { team: string }; body: { name?: string; label?: { en?: string; id?: string }; parent?: (string | null); manager?: (string | null); branch?: (string | null); members?: string[] }; answer: { id: string; name: string; label: { en?: string; id?: string }; parent: (string | null); manager: (string | null); branch: (string | null); members: string[] } }
  'PATCH /views/{id}': { path: { id: string }; body: { label?: { en?: string; id?: string }; kind?: ('table' | 'board' | 'calendar'); filter?: unknown; sort?: (string | null); columns?: (string[] | null); groupBy?: (string | null); dateField?: (string | null); colorBy?: (string | null); totals?: (string[] | null); visibility?: ('private' | 'team' | 'role' | 'everyone') }; answer: unknown }
  'PATCH /webhooks/{id}': { path: { id: string }; body: { url?: string; events?: string[]; secret?: string; enabled?: boolean; allowPrivate?: boolean }; answer: unknown }
  'PATCH /workflows/{id}': { path: { id: string }; body: { [k: string]: unknown }; answer: unknown }
  'POST /api-keys': { body: { name: string; role: string }; answer: { id: string; key: string } }
  'POST /branches': { body: { name: string; label?: { en?: string; id?: string }; timeZone?: (string | null); address?: unknown }; answer: { id: string; name: string; label: { en?: string; id?: string }; timeZone: (string | null); address: ({ [k: string]: unknown } | null) } }
  'POST /bulk/{id}/cancel': { path: { id: string }; answer: unknown }
  'POST /bulk/{id}/undo': { path: { id: string }; answer: unknown }
  'POST /buttons': { body: { object: string; name: string; label: { en?: string; id?: string }; icon?: (string | null); color?: (string | null); roles?: string[]; when?: unknown; places?: ('record' | 'list')[]; action: ({ type: 'create'; object: string; data?: { [k: string]: unknown } } | { type: 'update'; data: { [k: string]: unknown }; confirm?: ({ en?: string; id?: string } | null) } | { type: 'link'; url: string }) }; answer: unknown }
  'POST /duplicates/dismiss': { body: { object: string; ids: never[] } }
  'POST /exports': { body: { object: string; filter?: unknown; sort?: string; fields?: string[]; format?: ('csv' | 'xlsx'); labels?: boolean }; answer: unknown }
  'POST /exports/{id}/cancel': { path: { id: string }; answer: unknown }
  'POST /files': { answer: unknown }
  'POST /identities': { body: { contact: string; kind: string; value: string; verified?: boolean }; answer: unknown }
  'POST /imports': { answer: unknown }
  'POST /imports/{id}/cancel': { path: { id: string }; answer: unknown }
  'POST /imports/{id}/run': { path: { id: string }; body: { object: string; mapping?: { [k: string]: string | { field: string; matchOn?: string; create?: boolean; optional?: boolean; values?: { [k: string]: unknown }; part?: string } | null }; mode?: ('create' | 'upsert'); matchOn?: string[]; dryRun?: boolean; delimiter?: string; encoding?: string; dateFormat?: string; phoneCountry?: string; timeZone?: string; sheet?: string; createOptions?: boolean; runWorkflows?: boolean; enforceStageRules?: boolean }; answer: unknown }
  'POST /imports/{id}/undo': { path: { id: string }; answer: unknown }
  'POST /invitations/{token}': { path: { token: string }; body: { password: string; name?: string; locale?: ('id' | 'en') }; answer: { user: ({ id: string; name: string; email: (string | null) } | null); workspace: { slug: string; name: string; locale: string; currency: string; timeZone: string }; member: { id: string; name: string; role: string; team: (string | null); locale: (string | null); timeZone: (string | null); kind: string }; workspaces: { slug: string; name: string }[]; administrator: boolean } }
  'POST /layouts': { body: { object: string; name: string; label: { en?: string; id?: string }; roles?: string[]; when?: unknown; sections: { label: { en?: string; id?: string }; columns?: (1 | 2); collapsed?: boolean; fields: { field: string; when?: unknown; required?: boolean }[] }[]; hidden?: string[]; related?: ({ object: string; field: string; columns?: string[] }[] | null); buttons?: (string[] | null) }; answer: unknown }
  'POST /members': { body: { email: string; name: string; role: string; team?: (string | null); branch?: (string | null); manager?: (string | null); locale?: (('id' | 'en') | null) }; answer: { id: string; name: string; email: (string | null); role: string; team: (string | null); kind: ('person' | 'key' | 'workflow'); branch: (string | null); manager: (string | null); active: boolean; invited: boolean; locale: (string | null) } }
  'POST /members/{id}/invitations': { path: { id: string } }
  'POST /notifications/read': { body: ({ ids: string[] } | { all: true }); answer: unknown }
  'POST /objects': { body: { name: string; label: { en?: string; id?: string }; pluralLabel?: { en?: string; id?: string }; icon?: string; title?: string; hidden?: boolean; uniqueSets?: { fields: string[] }[]; validations?: { name: string; when?: unknown; must: unknown; message: { en?: string; id?: string }; field?: string }[]; fields?: { name: string; type: string; label: { en?: string; id?: string }; help?: ({ en?: string; id?: string } | null); options?: { value: string; label: { en?: string; id?: string }; color?: string }[]; required?: boolean; unique?: boolean; index?: boolean; writeOnce?: boolean; sensitive?: boolean; track?: boolean; strict?: boolean; weight?: number; default?: unknown; formula?: string; rollup?: { object: string; by: string; measure: ('count' | 'sum' | 'avg' | 'min' | 'max' | 'first' | 'last'); of?: string; filter?: unknown }; result?: string; pattern?: (string | null); keepGiven?: boolean; format?: (('nik' | 'npwp') | null); max?: (number | null); min?: (number | null); to?: (string | string[]) }[] }; answer: unknown }
  'POST /objects/{object}/fields': { path: { object: string }; body: { name: string; type: string; label: { en?: string; id?: string }; help?: ({ en?: string; id?: string } | null); options?: { value: string; label: { en?: string; id?: string }; color?: string }[]; required?: boolean; unique?: boolean; index?: boolean; writeOnce?: boolean; sensitive?: boolean; track?: boolean; strict?: boolean; weight?: number; default?: unknown; formula?: string; rollup?: { object: string; by: string; measure: ('count' | 'sum' | 'avg' | 'min' | 'max' | 'first' | 'last'); of?: string; filter?: unknown }; result?: string; pattern?: (string | null); keepGiven?: boolean; format?: (('nik' | 'npwp') | null); max?: (number | null); min?: (number | null); to?: (string | string[]) }; answer: unknown }
  'POST /objects/{object}/fields/{field}/options/change': { path: { object: string; field: string }; body: { options: { value: string; label: { en?: string; id?: string }; color?: string }[]; moveTo?: { [k: string]: string | null | { when?: unknown; to: (string | null) }[] } }; answer: unknown }
  'POST /objects/{object}/fields/{field}/options/preview': { path: { object: string; field: string }; body: { options: { value: string; label: { en?: string; id?: string }; color?: string }[]; moveTo?: { [k: string]: string | null | { when?: unknown; to: (string | null) }[] } }; answer: unknown }
  'POST /password-resets': { body: { email: string } }
  'POST /password-resets/{token}': { path: { token: string }; body: { password: string } }
  'POST /pipelines': { body: { name: string; label: { en?: string; id?: string }; object: string; stages: { value: string; label: { en?: string; id?: string }; help?: ({ en?: string; id?: string } | null); color?: string; probability?: number; kind?: ('open' | 'won' | 'lost'); required?: string[] }[] }; answer: unknown }
  'POST /realtime/tickets': { answer: { ticket: string; expiresIn: number } }
  'POST /records/lead/{id}/convert': { path: { id: string }; body: { deal?: ({ [k: string]: unknown } | null); contact?: string; company?: (string | null) }; answer: unknown }
  'POST /records/task/{id}/checklist': { path: { id: string }; body: { text: string; position?: number }; answer: unknown }
  'POST /records/task/{id}/snooze': { path: { id: string }; body: { minutes?: number; until?: string }; answer: unknown }
  'POST /records/{object}': { path: { object: string }; body: { [k: string]: unknown }; answer: unknown }
  'POST /records/{object}/batch': { path: { object: string }; body: { atomic?: boolean; operations: unknown[] }; answer: unknown }
  'POST /records/{object}/bulk': { path: { object: string }; body: { ids?: string[]; filter?: { [k: string]: unknown }; change: { set?: { [k: string]: unknown }; addTags?: string[]; removeTags?: string[]; delete?: true } }; answer: unknown }
  'POST /records/{object}/cells': { path: { object: string }; body: { fields: string[]; rows: string[][] }; answer: unknown }
  'POST /records/{object}/duplicates': { path: { object: string }; body: { values: { [k: string]: unknown }; id?: string }; answer: unknown }
  'POST /records/{object}/merge': { path: { object: string }; body: { into: string; from: string[]; take?: { [k: string]: string }; versions?: { [k: string]: number } }; answer: unknown }
  'POST /records/{object}/merge/preview': { path: { object: string }; body: { into: string; from: string[]; take?: { [k: string]: string } }; answer: unknown }
  'POST /records/{object}/merge/{merge}/undo': { path: { object: string; merge: string }; answer: unknown }
  'POST /records/{object}/query': { path: { object: string }; body: { filter?: unknown; sort?: string; limit?: number; after?: string; fields?: (string[] | string); expand?: (string[] | string); count?: (('true' | 'capped') | true); bin?: boolean }; answer: unknown }
  'POST /records/{object}/upsert': { path: { object: string }; body: { matchOn: string[]; records: { [k: string]: unknown }[] }; answer: unknown }
  'POST /records/{object}/{id}/restore': { path: { object: string; id: string }; answer: unknown }
  'POST /roles': { body: { name: string; label: { en?: string; id?: string }; objects?: { [k: string]: { read?: (boolean | ('none' | 'own' | 'team' | 'branch' | 'all')); create?: boolean; update?: (boolean | ('none' | 'own' | 'team' | 'branch' | 'all')); delete?: (boolean | ('none' | 'own' | 'team' | 'branch' | 'all')); fields?: { [k: string]: 'hidden' | 'read' | 'write' } } }; others?: { read?: (boolean | ('none' | 'own' | 'team' | 'branch' | 'all')); create?: boolean; update?: (boolean | ('none' | 'own' | 'team' | 'branch' | 'all')); delete?: (boolean | ('none' | 'own' | 'team' | 'branch' | 'all')); fields?: { [k: string]: 'hidden' | 'read' | 'write' } } }; answer: unknown }
  'POST /session': { body: { email: string; password: string }; answer: { user: ({ id: string; name: string; email: (string | null) } | null); workspace: { slug: string; name: string; locale: string; currency: string; timeZone: string }; member: { id: string; name: string; role: string; team: (string | null); locale: (string | null); timeZone: (string | null); kind: string }; workspaces: { slug: string; name: string }[]; administrator: boolean } }
  'POST /session/calendar': { answer: unknown }
  'POST /session/password': { body: { current: string; password: string } }
  'POST /setup': { body: { workspace: { slug: string; name: string; locale: ('id' | 'en'); currency: string; timeZone: string; phoneCountry?: string }; admin: { name: string; email: string; password: string }; template?: string; token?: string }; answer: { workspace: { slug: string; name: string; locale: string; currency: string; timeZone: string }; user: { id: string; name: string; email: string }; apiKey: string } }
  'POST /sharing-rules': { body: { object: string; label: { en?: string; id?: string }; filter: unknown; to: { role?: string; team?: string; member?: string; branch?: string }; access?: ('read' | 'update') }; answer: { id: string; object: string; label: { en?: string; id?: string }; filter: unknown; to: { role?: string; team?: string; member?: string; branch?: string }; access: ('read' | 'update') } }
  'POST /teams': { body: { name: string; label?: { en?: string; id?: string }; parent?: (string | null); manager?: (string | null); branch?: (string | null); members?: string[] }; answer: { id: string; name: string; label: { en?: string; id?: string }; parent: (string | null); manager: (string | null); branch: (string | null); members: string[] } }
  'POST /views': { body: { object: string; label: { en?: string; id?: string }; kind?: ('table' | 'board' | 'calendar'); filter?: unknown; sort?: (string | null); columns?: (string[] | null); groupBy?: (string | null); dateField?: (string | null); colorBy?: (string | null); totals?: (string[] | null); visibility?: ('private' | 'team' | 'role' | 'everyone') }; answer: unknown }
  'POST /webhooks': { body: { url: string; events: string[]; secret: string; enabled?: boolean; allowPrivate?: boolean }; answer: unknown }
  'POST /webhooks/{id}/deliveries/{delivery}/redeliver': { path: { id: string; delivery: string }; answer: unknown }
  'POST /webhooks/{id}/resume': { path: { id: string }; answer: unknown }
  'POST /workflow-runs/{id}/cancel': { path: { id: string }; answer: unknown }
  'POST /workflow-runs/{id}/retry': { path: { id: string }; answer: unknown }
  'POST /workflows': { body: { [k: string]: unknown }; answer: unknown }
  'PUT /clock': { body: { now: string }; answer: { now: string } }
  'PUT /favourites': { body: { object: string; id: string } }
  'PUT /lead-conversion': { body: { fields: { [k: string]: { object: ('contact' | 'company' | 'deal'); field: string } | null } }; answer: unknown }
  'PUT /lead-scoring': { body: { rules: { label: { en?: string; id?: string }; filter: { [k: string]: unknown }; points: number }[] }; answer: unknown }
  'PUT /recents': { body: { object: string; id: string } }
  'PUT /views/first': { body: { object: string; view: (string | null); role?: string } }
  'PUT /views/order': { body: { object: string; views: string[] } }
}
