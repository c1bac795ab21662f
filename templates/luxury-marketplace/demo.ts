// Template luxury-marketplace: what its demo shows: watches and bags, each of which is inspected, graded, appraised and handed
// over while its deal goes on.
import type { TemplateDemo } from '../../kernel/workspace/template.ts'

const watch = (brand: string, model: string, reference: string, price: number) => ({ name: `${brand} ${model}`, item: { name: `${brand} ${model}`, category: 'watch', brand, model, reference, price, serial: 'W{number}', newGrading: 'veryGood' } })
const bag = (brand: string, model: string, price: number) => ({ name: `${brand} ${model}`, item: { name: `${brand} ${model}`, category: 'bag', brand, model, price, serial: 'B{number}', newGrading: 'lightlyUsed' } })

export const demo: TemplateDemo = {
  company: 'Galeri Adiwarna',
  object: 'opsInventory',
  goods: [
    watch('Rolex', 'Daytona', '116500LN', 420_000_000), bag('Hermès', 'Kelly 28', 310_000_000), watch('Patek Philippe', 'Nautilus', '5711/1A', 1_650_000_000), bag('Chanel', 'Classic Flap', 145_000_000),
    watch('Audemars Piguet', 'Royal Oak', '15500ST', 780_000_000), bag('Louis Vuitton', 'Capucines', 78_000_000), watch('Omega', 'Speedmaster', '310.30.42', 98_000_000), bag('Dior', 'Lady Dior', 69_000_000),
    watch('Cartier', 'Santos', 'WSSA0018', 112_000_000), bag('Loewe', 'Puzzle', 42_000_000),
  ],
  stages: {
    qualified: { item: { column: 'inspection', inspectionStartedAt: '@now' } },
    consultation: { item: { column: 'ready', finalGrading: 'unworn', condition: 'unworn', inspector: '@me', inspectedOn: '@today', gradedAt: '@now', gradedBy: '@me', location: 'jakarta', appraisal: 'requested' } },
    proposal: { item: { appraisal: 'done', dtDoneAppraisal: '@now' }, deal: { dtDoneAppraisal: '@now' } },
    won: { item: { column: 'goodsOut', goodsOut: 'sale', goodsOutAt: '@now', goodsOutBy: '@me' } },
    delivered: { item: { column: 'goodsSold', doNumber: 'DO-2026-{number}' }, deal: { pulseCheckDate: '@today' } },
  },
}
