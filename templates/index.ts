// The business templates that set-up offers besides `blank` (kernel/workspace/template.ts), in their order there.
import type { Template } from '../kernel/workspace/template.ts'
import { afterSales } from './after-sales.ts'
import { luxuryMarketplace } from './luxury-marketplace/index.ts'

export const templates: Template[] = [afterSales, luxuryMarketplace]
