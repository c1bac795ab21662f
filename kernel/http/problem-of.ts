// Whatever was thrown, as a Problem. Nothing a caller sends may become a 5xx.
import { InvalidValue } from '../field/field-type.ts'
import { Problem } from './errors.ts'

const byFastifyCode: Record<string, string> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body.tooLarge',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'media.unsupported',
  FST_ERR_CTP_EMPTY_TYPE: 'media.unsupported',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'syntax.invalid',
  FST_ERR_BAD_URL: 'syntax.invalid',
  FST_ERR_MAX_PARAM_LENGTH: 'address.tooLong',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'media.unsupported',
  FST_REQ_FILE_TOO_LARGE: 'body.tooLarge',
  FST_FILES_LIMIT: 'body.tooLarge',
  FST_PARTS_LIMIT: 'body.tooLarge',
}

export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (error instanceof InvalidValue) return new Problem('invalid', { faults: [{ path: '', code: error.code, parameters: error.parameters }] })
  const { code = '', statusCode = 0, message = '' } = (error ?? {}) as { code?: string, statusCode?: number, message?: string }
  if (byFastifyCode[code]) return new Problem(byFastifyCode[code], { parameters: { reason: message.slice(0, 100) } })
  // class 22 of PostgreSQL: a value that no column can hold slipped past the checks; the caller's, not ours
  if (/^22[0-9A-Z]{3}$/.test(code)) return new Problem('invalid', { faults: [{ path: '', code: 'value.invalid' }] })
  // a deadlock or a serialisation failure that came back in each retry: as many wrote the same rows at once
  if (code === '40P01' || code === '40001') return new Problem('conflict.busy', { retryAfter: 1 })
  if (code === '23505') return new Problem('conflict.unique')
  // 53300 too many connections, 57P0x the server stops or starts, 08 connection lost
  if (/^(53300|57P0|08)/.test(code) || code === 'ECONNREFUSED' || code === 'ENOENT') return new Problem('starting', { retryAfter: 1 })
  // 53100 disk full, as the database says it; a file system may bound the size of a file
  if (['ENOSPC', 'EDQUOT', 'EFBIG', '53100'].includes(code)) return new Problem('disk.full')
  if (statusCode === 413) return new Problem('body.tooLarge')
  if (statusCode === 415) return new Problem('media.unsupported')
  if (statusCode >= 400 && statusCode < 500) return new Problem('syntax.invalid', { parameters: { reason: message.slice(0, 100) }, status: statusCode })
  return new Problem('internal')
}
