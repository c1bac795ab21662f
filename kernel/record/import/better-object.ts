// A file dropped on the wrong kind of record: which kind its headings fit better, among those that the caller may make.
import type { Context } from '../../context.ts'
import { canImport, mayCreate } from '../../permission/rules.ts'
import { matchHeadings } from './headings.ts'

/** So many more columns must fit: one or two names are common to all kinds. */
const CLEARLY = 2

/** The object of which clearly more columns are known than of the chosen one; undefined when there is none. */
export function betterObject(context: Context, chosen: string, headings: string[]): { object: string, columns: number } | undefined {
  const fits = [...context.workspace.objects.values()].filter(object => object.name === chosen || mayCreate(context, object.name)).map(object => ({
    object: object.name, columns: matchHeadings(context.workspace, object, headings, field => canImport(context, object.name, field)).filter(target => target && !target.spare).length,
  }))
  const least = (fits.find(fit => fit.object === chosen)?.columns ?? 0) + CLEARLY
  return fits.filter(fit => fit.columns >= least).sort((one, other) => other.columns - one.columns)[0]
}
