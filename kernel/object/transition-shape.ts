// Kernel, objects: the shape of transition rules in the API, as they are given and as they are answered.
import { z } from 'zod'
import { labelAnswer } from '../http/answer-part.ts'
import { label } from '../workspace/input.ts'
import type { Transitions } from './transition.ts'

const values = z.array(z.string().max(100)).min(1).max(100)
const otherwise = z.enum(['allow', 'refuse'])

export const transitionsInput = z.strictObject({
  default: otherwise.default('allow'),
  rules: z.array(z.strictObject({
    from: values.optional(), to: values, roles: z.array(z.string().max(200)).max(50).optional(), workflow: z.boolean().optional(),
    requires: z.array(z.string().max(200)).max(50).optional(), sets: z.record(z.string().max(200), z.unknown()).optional(), message: label.optional(),
  })).max(100),
})

export const transitionsAnswer = z.object({
  default: otherwise,
  rules: z.array(z.object({
    from: z.array(z.string()).optional(), to: z.array(z.string()), roles: z.array(z.string()).optional(), workflow: z.boolean().optional(),
    requires: z.array(z.string()).optional(), sets: z.record(z.string(), z.unknown()).optional(), message: labelAnswer.optional(),
  })),
}) satisfies z.ZodType<Transitions>
